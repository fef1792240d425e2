"""Every tier of every stack file in the project gets an answer that holds, or there is none and that is known."""

from datetime import date
from pathlib import Path

import pytest

from costing.cli.inputs import chosen, estimates
from costing.planner.answer.case import case_of
from costing.planner.answer.configuration import ANYTHING, cheapest
from costing.planner.answer.present import present
from costing.planner.answer.proof import proof

ROOT = Path(__file__).parents[4]
FILES = sorted([*ROOT.glob("Pulumi.*.yaml"), *(ROOT / "examples").glob("*.yaml")])
NOTHING_MEETS = {"playstudy sidecarCache"}
"""Its cache is a container that must not run twice, and its requirements ask that one task may be lost."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_tier_has_an_answer(file: Path):
    """The answer is no dearer than a present that meets the requirements, and the checker has nothing against it.

    A search whose sum is not the bill ends with an error, so that each answer's total is its bill.
    """
    (one,) = estimates(chosen((), (file,), None, date(2026, 11, 21).isoformat()))
    without: set[str] = set()
    for tier in one.bills:
        case = case_of(one, tier)
        found, now = cheapest(case), present(case)
        if not found:
            without.add(f"{file.stem} {tier}")
            continue
        if now.failure is None:
            assert found[0].total <= now.total, tier
        proved = proof(case, ANYTHING)
        assert proved is not None, tier
        assert not proved.refusals, tier
    assert without == {name for name in NOTHING_MEETS if name.startswith(file.stem)}
