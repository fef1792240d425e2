"""`optimize --apply`: what is said of a configuration that the moves allowed do not reach."""

from pathlib import Path

import pytest

DAY = ("--date", "2026-11-21")
FAILOVER = "  tollgate:requirements: { moves: { worst: failover } }\n"
ZONE = "  tollgate:requirements: { availability: zone }\n"


@pytest.fixture
def path(project) -> Path:
    """Return a stack file of `init`, whose cheapest configuration needs a failover: another way out."""
    assert project.run("init", "--stack", "new", "--yes").exit_code == 0
    return project.folder / "Pulumi.new.yaml"


def _last(project, lines: int = 2) -> list[str]:
    return project.run("optimize", "--stack", "new", "--apply", *DAY).out.splitlines()[-lines:]


def test_what_the_cheapest_needs_is_said(project, path):
    """Nothing is written within the moves; the key that reaches further is named, and reaches it."""
    before = path.read_text()
    nothing, beyond = _last(project)
    assert nothing == "Pulumi.new.yaml: nothing is left to do within the moves (rolling at worst, no data at stake)"
    price, _, needed = beyond.removeprefix("the cheapest, ").partition(" a month, needs ")
    assert needed == "tollgate:requirements.moves: { worst: failover }"
    assert path.read_text() == before
    path.write_text(before + FAILOVER)
    assert _last(project, 1) == [f"Pulumi.new.yaml is written: {price} a month"]
    assert _last(project, 1) == ["Pulumi.new.yaml: nothing is left to do"]


def test_where_nothing_within_the_moves_will_do(project, path):
    """The same is said where the file stays as it was: data may have to be at stake."""
    large = path.read_text().replace("storageGb: 20\n", "storageGb: 200\n")
    path.write_text(large.replace("workload:  ", "workload:\n    database: { storedGb: 2 }  ") + ZONE)
    left, beyond = _last(project)
    assert left.startswith("Pulumi.new.yaml is as it was: nothing meets the requirements within the moves")
    assert beyond.endswith(" a month, needs tollgate:requirements.moves: { worst: migration, stateful: true }")
