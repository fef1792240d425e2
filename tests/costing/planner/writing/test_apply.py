"""Writing a plan into a stack file: the places, what else it touches, and what happens when it does not work."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from costing import stack_file
from costing.planner.moves.changes import ABSENT, Change, between
from costing.planner.writing import apply as writing
from costing.planner.writing.apply import WritingError, Written, apply
from costing.planner.writing.nodes import trail
from infra.model.door import Asked, read
from infra.model.stack import Sections, Stack
from sandbox.engine import Sandbox, secret
from tests.support.stacks import ROOT

TODAY = date(2026, 11, 21)
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))

FILE = """\
# Ours. Keep the comments.
encryptionsalt: v1:abc=:v1:def:ghi==
config:
  aws:region: us-east-1
  secrets:database:
    secure: v1:kept/as+it=:is
  tollgate:tier: growth
  tollgate:topology:
    name: shop   # the prefix
    network: { egress: { kind: natGateway, perZone: true } }   # one in each zone

    database:
      kind: instance
      version: "17"
      instanceClass: db.m7g.large   # as the plan has it
      storageGb: 20
      multiAz: true
    cache: { version: "8.0", nodeType: cache.t4g.micro, nodes: 2 }
  tollgate:budget: { monthlyCap: none }
  tollgate:tiers:
    growth:
      topology: { database: { storageGb: 40 } }
    more: { extends: growth, topology: { database: { storageGb: 80 } } }
    empty: {}
"""


SECRET = ("salt", "secrets:", "secure:")


def _file(folder: Path, content: str = FILE) -> Path:
    path = folder / "Pulumi.prod.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def _stack(path: Path) -> Stack:
    source = stack_file.read(path)
    return read(source.document, _asked(path), needs_budget=source.is_stack)


def _asked(path: Path) -> Asked:
    return Asked("prod", stack_file.read(path).region or "us-east-1", TODAY)


def _with(sections: Sections, changes: dict[str, dict[str, Any]]) -> Sections:
    """Return a tier with fields of layers set, by their Python names."""
    topology = sections.topology
    for layer, fields in changes.items():
        part = getattr(topology, layer)
        topology = topology.model_copy(update={layer: part.model_copy(update=fields) if fields else None})
    return sections.model_copy(update={"topology": topology})


def _apply(path: Path, tier: str, changes: dict[str, dict[str, Any]]) -> Written:
    today = _stack(path).tiers[tier].sections
    planned = _with(today, changes)
    return apply(path, _asked(path), tier, between(today, planned), planned)


def test_a_tier_is_changed_in_its_own_patch(tmp_path: Path):
    """The base stays, the patch gets the values; who extends the tier is named."""
    path = _file(tmp_path)
    written = _apply(path, "growth", {"database": {"instance_class": "db.t4g.medium", "multi_az": False}})
    text = path.read_text(encoding="utf-8")
    old = "      topology: { database: { storageGb: 40 } }\n"
    new = "      topology: { database: { storageGb: 40, instanceClass: db.t4g.medium, multiAz: false } }\n"
    assert text == FILE.replace(old, new)
    assert written.tiers == ("more",)
    assert f"-{old}+{new}" in written.diff
    assert written.diff.startswith("--- Pulumi.prod.yaml\n+++ Pulumi.prod.yaml\n")


def test_the_base_is_changed_in_place(tmp_path: Path):
    """Comments stay where they are; tiers that inherit the value are named, those that state their own are not."""
    path = _file(tmp_path, FILE.replace("  tollgate:tier: growth\n", ""))
    before = path.read_text(encoding="utf-8")
    written = _apply(path, "base", {"database": {"storage_gb": 30}})
    assert path.read_text(encoding="utf-8") == before.replace("storageGb: 20", "storageGb: 30")
    assert written.tiers == ("empty",)


def test_what_is_inherited_is_taken_away_by_null(tmp_path: Path):
    """A layer of the base that a tier shall not have becomes null in the patch; in the base its line goes."""
    path = _file(tmp_path)
    _apply(path, "empty", {"cache": {}})
    assert "    empty: { topology: { cache: null } }\n" in path.read_text(encoding="utf-8")
    deployed = FILE.replace("  tollgate:tier: growth\n", "")
    base = _file(tmp_path, deployed)
    _apply(base, "base", {"cache": {}})
    left = (line for line in deployed.splitlines(keepends=True) if "cache:" not in line)
    assert base.read_text(encoding="utf-8") == "".join(left)


def test_a_second_run_has_nothing_to_do(tmp_path: Path):
    """The same plan again changes no byte, not even the file's time."""
    path = _file(tmp_path)
    today = _stack(path).tiers["growth"].sections
    planned = _with(today, {"cache": {"nodes": 1}})
    changes = between(today, planned)
    assert apply(path, _asked(path), "growth", changes, planned).diff
    stamp = path.stat().st_mtime_ns
    assert apply(path, _asked(path), "growth", changes, planned) == Written("", ())
    assert path.stat().st_mtime_ns == stamp


def test_the_mode_of_the_file_stays_and_nothing_is_left_beside_it(tmp_path: Path):
    """The file is replaced whole, with its permissions; a link to it stays a link."""
    path = _file(tmp_path)
    path.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    _apply(link, "growth", {"cache": {"nodes": 1}})
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in tmp_path.iterdir()) == ["Pulumi.prod.yaml", "link.yaml"]


def test_a_plan_that_breaks_another_tier_is_refused(tmp_path: Path):
    """The door reads the new file before it takes the old one's place: every tier must stay valid."""
    content = FILE.replace("    empty: {}\n", "    alone: { topology: { cache: { nodes: 3 } } }\n")
    path = _file(tmp_path, content.replace("  tollgate:tier: growth\n", ""))
    before = path.read_bytes()
    with pytest.raises(WritingError, match=r"as it was: tollgate:tiers\.alone\.topology\.cache"):
        _apply(path, "base", {"cache": {}})
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["Pulumi.prod.yaml"]


def test_changes_that_do_not_make_the_plan_are_refused(tmp_path: Path):
    """What is read back is held against what was planned, to the last field."""
    path = _file(tmp_path)
    planned = _with(_stack(path).tiers["growth"].sections, {"cache": {"nodes": 1}})
    wrong = [Change(("topology", "cache", "nodes"), 2, 3)]
    with pytest.raises(WritingError, match=r"topology\.cache\.nodes would be 3, not 1"):
        apply(path, _asked(path), "growth", wrong, planned)
    assert path.read_text(encoding="utf-8") == FILE


def test_an_alias_is_not_written_through(tmp_path: Path):
    """A value that stands for two places cannot be changed for one: the plan is refused, the file stays."""
    content = FILE.replace("database: { storageGb: 40 }", "database: &d { storageGb: 40 }").replace(
        "more: { extends: growth, topology: { database: { storageGb: 80 } } }", "more: { topology: { database: *d } }"
    )
    path = _file(tmp_path, content)
    today = _stack(path).tiers["more"].sections
    planned = _with(today, {"database": {"storage_gb": 50}})
    written = apply(path, _asked(path), "more", between(today, planned), planned)
    assert written.tiers == ("growth",), "and where both change, the other is named"


@pytest.mark.parametrize("when", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str):
    """A full disk, or a folder that may not be written, costs nothing."""
    path = _file(tmp_path)

    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((writing.os, "fsync") if when == "fsync" else (Path, "replace")), fail)
    with pytest.raises(WritingError, match="No space left on device"):
        _apply(path, "growth", {"cache": {"nodes": 1}})
    monkeypatch.undo()
    assert path.read_text(encoding="utf-8") == FILE
    assert [p.name for p in tmp_path.iterdir()] == ["Pulumi.prod.yaml"]


def test_a_bare_topology_is_changed_too(tmp_path: Path):
    """A file that is a topology alone has its values at the top."""
    path = tmp_path / "bare.yaml"
    path.write_text("name: shop\nnetwork: { egress: { kind: natGateway } }   # one\n", encoding="utf-8")
    today = _stack(path).tiers["base"].sections
    egress = Change(("topology", "network", "egress", "kind"), "natGateway", "publicAddress")
    other = tmp_path / "other.yaml"
    other.write_text("name: shop\nnetwork: { egress: { kind: publicAddress } }\n", encoding="utf-8")
    planned = _stack(other).tiers["base"].sections
    assert between(today, planned) == (egress,)
    apply(path, _asked(path), "base", [egress], planned)
    assert path.read_text(encoding="utf-8") == "name: shop\nnetwork: { egress: { kind: publicAddress } }   # one\n"


def test_a_section_in_json_text_is_refused(tmp_path: Path):
    """`pulumi config set tollgate:topology '{…}'` keeps text, which has no places: the cure is in the error."""
    content = FILE.partition("  tollgate:topology:")[0].replace("  tollgate:tier: growth\n", "")
    topology = json.dumps(stack_file.read(_file(tmp_path)).document["topology"])
    path = _file(tmp_path, f"{content}  tollgate:topology: '{topology}'\n  tollgate:budget: {{ monthlyCap: none }}\n")
    with pytest.raises(WritingError, match=r"config\.tollgate:topology is no map"):
        _apply(path, "base", {"cache": {"nodes": 1}})


@given(example=st.sampled_from(EXAMPLES), picks=st.tuples(st.integers(0, 50), st.integers(0, 50)))
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_read_back_is_what_was_planned(
    tmp_path_factory: pytest.TempPathFactory, example: Path, picks: tuple[int, int]
):
    """Any tier of any example turns into any other, comments and all other lines kept; or the file is as it was."""
    path = tmp_path_factory.mktemp("apply") / example.name
    shutil.copy(example, path)
    before = path.read_text(encoding="utf-8")
    stack = _stack(path)
    tier, other = (list(stack.tiers)[pick % len(stack.tiers)] for pick in picks)
    planned = stack.tiers[other].sections
    try:
        written = apply(path, _asked(path), tier, between(stack.tiers[tier].sections, planned), planned)
    except WritingError:
        assert path.read_text(encoding="utf-8") == before
        return
    after = path.read_text(encoding="utf-8")
    assert not between(_stack(path).tiers[tier].sections, planned)
    assert bool(written.diff) is (after != before)
    if tier != "base":
        (start, end), (_, new_end) = (_patch_of(tier, text) for text in (before, after))
        assert (after[:start], after[new_end:]) == (before[:start], before[end:])


def _patch_of(tier: str, text: str) -> tuple[int, int]:
    """Return where a tier's patch starts and ends in a stack file."""
    found, _ = trail(text, ("config", "tollgate:tiers", tier))
    return found[-1].starts, found[-1].ends


@pytest.mark.engine
def test_it_survives_pulumi_and_pulumi_survives_it(tmp_path: Path):
    """After `pulumi config set` wrote the whole file in its own way, plans are written into it; and the reverse."""
    ours_alone = (line for line in FILE.splitlines(keepends=True) if not any(w in line for w in SECRET))
    path = _file(tmp_path, "".join(ours_alone))
    with Sandbox() as box:
        stack = box.project(ROOT, path, config={"secrets:database": secret("a-long-password")})
        stack.command("config", "set", "--path", "tollgate:topology.cache.nodes", "3", check=True)
        theirs = stack.folder / f"Pulumi.{stack.name}.yaml"
        rewritten = theirs.read_text(encoding="utf-8")
        assert "network: {egress: {kind: natGateway, perZone: true}} # one" in rewritten, "Pulumi's own spaces"
        assert "secure:" in rewritten
        written = _apply(theirs, "growth", {"database": {"instance_class": "db.t4g.medium"}, "cache": {"nodes": 1}})
        added = [line for line in written.diff.splitlines() if line.startswith("+ ")]
        patch = "{topology: {database: {storageGb: 40, instanceClass: db.t4g.medium}, cache: {nodes: 1}}}"
        assert added == [f"+      {patch[1:-1]}"]
        ours = theirs.read_text(encoding="utf-8")
        stack.command("config", "set", "--path", "tollgate:topology.name", "store", check=True)
        sections = _stack(theirs).tiers["growth"].sections
        assert sections.topology.name == "store"
        assert not between(
            _with(sections, {"database": {"instance_class": "db.t4g.medium"}, "cache": {"nodes": 1}}), sections
        )
        assert [line for line in ours.splitlines() if "secure" in line or "salt" in line] == [
            line for line in rewritten.splitlines() if "secure" in line or "salt" in line
        ]
        assert stack.preview(check=True).ok


def test_absent_says_so():
    """A change reads well in an error or a table."""
    assert str(ABSENT) == "absent"
