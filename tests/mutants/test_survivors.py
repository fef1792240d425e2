"""The list of mutants that survive: every one with its reason, about lines that are there; and how a run is judged."""

import ast
import json
import tomllib
from pathlib import Path

import pytest

from tests.mutants.results import results
from tests.mutants.survivors import LIST, Listed, ListError, Mutant, complaints, one_line, read
from tests.support.stacks import ROOT

TEXT = """
# a remark
= Nothing reads it.
costing.a.f
- x  =  1
+ x = 2
+ x = None
costing.a.C.g
- y
+
"""
ONE, TWO = Mutant("costing.a.f", "x = 1", "x = 2"), Mutant("costing.a.f", "x = 1", "x = None")
THREE = Mutant("costing.a.C.g", "y", "")


def test_a_list_is_read():
    """A reason holds for all below it, a function for its lines, a line for every change of it."""
    assert list(read(TEXT)) == [Listed(one, "Nothing reads it.") for one in (ONE, TWO, THREE)]
    assert [one.mutant for one in read(f"= Why.\n{ONE}\n{TWO}\n{THREE}\n")] == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "text",
    ["costing.a.f\n- x\n+ y", "= Why.\n- x\n+ y", "= Why.\ncosting.a.f\n+ y", "= Why.", "= Why.\n= Why not.", "="],
)
def test_a_list_without_reasons_is_refused(text):
    """A mutant needs a reason, a function and a line; a reason needs a mutant."""
    with pytest.raises(ListError):
        list(read(text))


def test_survivors_are_compared_with_the_list():
    """A new one and one that is gone are told, the same change twice in a function counts twice."""
    assert complaints([ONE, TWO], [TWO, ONE]) == ([], [])
    assert complaints([ONE], [ONE, TWO, ONE]) == ([ONE, TWO], [])
    assert complaints([ONE, TWO, THREE], [ONE, THREE]) == ([], [TWO])


MUTATED = """\
def x_f__mutmut_orig(a: int) -> int:
    return (
        a + 1
    )

def x_f__mutmut_1(a: int) -> int:
    return (
        a - 1
    )

def x_f__mutmut_2(b: int) -> int:
    return (
        a + 1
    )

class C:
    def xǁCǁg__mutmut_orig(self, k: int = 1) -> None:
        run()

    def xǁCǁg__mutmut_1(self, k: int = 2) -> None:
        run()
"""
SPANS = {
    "x_f__mutmut_orig": [1, 4],
    "x_f__mutmut_1": [6, 9],
    "x_f__mutmut_2": [11, 14],
    "xǁCǁg__mutmut_orig": [17, 18],
    "xǁCǁg__mutmut_1": [20, 21],
}


def _left_by_a_run(folder: Path, codes: dict[str, int | None]) -> None:
    (folder / "pack").mkdir()
    (folder / "pack" / "mod.py").write_text(MUTATED, encoding="utf-8")
    (folder / "pack" / "mod.py.spans").write_text(json.dumps({"version": 1, "spans": SPANS}), encoding="utf-8")
    (folder / "pack" / "mod.py.meta").write_text(
        json.dumps({"exit_code_by_key": {f"pack.mod.{name}": code for name, code in codes.items()}}), encoding="utf-8"
    )


def test_what_a_run_left_is_read(tmp_path):
    """By exit code; a mutant is told by its function and its lines, under the names they have in the source."""
    _left_by_a_run(tmp_path, {"x_f__mutmut_1": 1, "x_f__mutmut_2": -24, "xǁCǁg__mutmut_1": 0})
    found = results(tmp_path)
    assert found.killed == [Mutant("pack.mod.f", "a + 1", "a - 1")]
    assert found.timed_out == [Mutant("pack.mod.f", "def f(a: int) -> int:", "def f(b: int) -> int:")]
    assert found.survived == [
        Mutant("pack.mod.C.g", "def g(self, k: int = 1) -> None:", "def g(self, k: int = 2) -> None:")
    ]
    assert results(tmp_path, ("pack.other",)) == ([], [], [], [])
    assert results(tmp_path, ("pack.mod",)) == found


@pytest.mark.parametrize(
    ("code", "place"), [(0, "survived"), (33, "survived"), (None, "unclear"), (2, "unclear"), (-11, "unclear")]
)
def test_a_mutant_without_a_test_survives_and_one_without_a_result_is_told(tmp_path, code, place):
    """A function that no test calls is as bad as one whose tests notice nothing; what was not run proves nothing."""
    _left_by_a_run(tmp_path, {"x_f__mutmut_1": code})
    assert len(getattr(results(tmp_path), place)) == 1


def _source(function: str) -> str:
    """Return the source of a function or method, by its dotted name."""
    parts = function.split(".")
    path = next(p for n in range(len(parts), 0, -1) if (p := ROOT.joinpath(*parts[:n]).with_suffix(".py")).is_file())
    text = path.read_text(encoding="utf-8")
    node: ast.AST = ast.parse(text)
    for name in parts[len(path.relative_to(ROOT).parts) :]:
        (node,) = (n for n in ast.iter_child_nodes(node) if getattr(n, "name", None) == name)
    return one_line([ast.get_source_segment(text, node) or ""])


@pytest.mark.parametrize("mutant", sorted({(m.function, m.before) for m, _ in read(LIST.read_text(encoding="utf-8"))}))
def test_the_list_is_about_lines_that_are_there(mutant):
    """An entry about a function or a line that has gone excuses nothing, and leaves."""
    function, before = mutant
    assert before in _source(function)


def test_every_file_that_is_to_be_mutated_is_there():
    """A file that moves would drop out of the run without a word."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    for pattern in (*settings["only_mutate"], *settings["also_copy"], *settings["pytest_add_cli_args_test_selection"]):
        assert list(ROOT.glob(pattern)), pattern
