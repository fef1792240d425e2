"""What a run of mutmut left on disk: which mutants survived, and the lines that each changes.

Beside each mutated file, which has every function many times over, stand a `.meta` with the exit code of the tests
under each mutant, and a `.spans` with the lines of each copy.
"""

import json
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any, NamedTuple

from tests.mutants.survivors import Mutant, one_line

SURVIVED = frozenset({0, 5, 33})
"""All tests passed, or there was none that calls the function."""
KILLED = frozenset({1, 3})
TIMED_OUT = frozenset({-24, 24, 36, 152, 255, -9})
"""The limit of processor time, by signal or by name; a process that does not heed it is killed."""


class Results(NamedTuple):
    """Every mutant of a run by what became of it."""

    killed: list[Mutant]
    survived: list[Mutant]
    timed_out: list[Mutant]
    unclear: list[Mutant]


def results(folder: Path, within: tuple[str, ...] = ()) -> Results:
    """Return what became of the mutants below `folder`, of all or of those in the modules `within`."""
    found = Results([], [], [], [])
    for meta in sorted(folder.rglob("*.meta")):
        path = meta.with_suffix("")
        module = ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")
        codes = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
        if not codes or (within and module not in within):
            continue
        copies = _Copies(path)
        for name, code in codes.items():
            _of(found, code).append(copies.mutant(module, name.rpartition(".")[2]))
    return found


def _of(found: Results, code: int | None) -> list[Mutant]:
    for codes, mutants in ((SURVIVED, found.survived), (KILLED, found.killed), (TIMED_OUT, found.timed_out)):
        if code in codes:
            return mutants
    return found.unclear


class _Copies:
    """The copies of the functions of one mutated file."""

    def __init__(self, path: Path) -> None:
        self._lines = path.read_text(encoding="utf-8").splitlines()
        spans: dict[str, Any] = json.loads(Path(f"{path}.spans").read_text(encoding="utf-8"))
        self._spans: dict[str, tuple[int, int]] = spans["spans"]

    def mutant(self, module: str, name: str) -> Mutant:
        function, _, _ = name.partition("__mutmut_")
        changes = list(_changes(self._source(f"{function}__mutmut_orig"), self._source(name)))
        before, after = (one_line(line[1:] for line in changes if line.startswith(mark)) for mark in "-+")
        return Mutant(f"{module}.{_plain(function)}", before, after)

    def _source(self, name: str) -> list[str]:
        start, end = self._spans[name]
        own = _plain(name.partition("__mutmut_")[0]).rpartition(".")[2]
        return [line.replace(name, own) for line in self._lines[start - 1 : end]]


def _changes(original: list[str], changed: list[str]) -> Iterator[str]:
    lines = unified_diff(original, changed, n=0, lineterm="")
    return (line for line in lines if not line.startswith(("---", "+++", "@@")))


def _plain(mangled: str) -> str:
    """Return a function's own name: `x_f` is f, `xǁCǁf` a method of C."""
    return mangled.removeprefix("x_") if mangled.startswith("x_") else mangled.removeprefix("xǁ").replace("ǁ", ".")
