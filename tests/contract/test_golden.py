"""Every tier's bill and list of resources is written down: a change shows as a diff, and an accidental one fails here.

The lists of resources are compared on the engine, by tests/engine/test_examples.py.
"""

from difflib import unified_diff

import pytest

from tests.golden import FOLDER, REGIONS, RENEW, bills, compared, expected_urns, path_of
from tests.support.stacks_tiers import Case, cases, first_of


@pytest.mark.parametrize("case", cases(), ids=str)
def test_a_bill_is_the_golden_one(case: Case):
    """Text and data of each tier are what the golden files hold."""
    for ending, content in bills(case):
        path = path_of(case, ending)
        assert path.exists(), f"{path.name} is missing: {RENEW}"
        assert _difference(path.read_text(encoding="utf-8"), content) == "", RENEW


def _difference(golden: str, now: str) -> str:
    """Return the first lines of what changed; comparing by pytest's own means takes seconds for each long text."""
    changed = unified_diff(golden.splitlines(), now.splitlines(), "golden", "now", n=1, lineterm="")
    return "\n".join(list(changed)[:40])


def test_no_golden_file_is_of_a_tier_that_is_gone():
    """Every file is of a tier that some stack file has, and every tier has its list of resources."""
    known = {path_of(case, ending) for case in cases() for ending in ("txt", "urns")}
    known |= {REGIONS, *(path_of(first_of(case.file), "json") for case in cases())}
    assert {path for path in FOLDER.iterdir() if path not in known} == set(), RENEW
    assert [str(case) for case in cases() if not path_of(case, "urns").exists()] == [], RENEW


def test_a_list_of_resources_comes_back_from_its_difference():
    """What a tier differs by from the first of its file, put together with that, is the tier's own list again."""
    first, mine = ["a", "b", "c"], ["b", "c", "d"]
    assert compared(mine, first) == ["- a", "+ d"]
    assert compared(first, first) == []
    for case in cases():
        assert expected_urns(case) == sorted(set(expected_urns(case)))
        assert expected_urns(case)
