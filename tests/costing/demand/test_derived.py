"""A derived quantity and the user's own."""

from decimal import Decimal

import pytest

from costing.demand.derived import derived, remark
from costing.line_item import Why
from tests.support.hand_computed import figures

WHY = Why("{} requests × {} KB", (10, 3))


def _derived(quantities, given):
    return derived("network.natGb", figures(quantities), WHY, None if given is None else Decimal(given))


@pytest.mark.parametrize(
    ("quantities", "given", "result"),
    [
        ("1 30 90", None, "1 30 90"),
        ("1 30 90", "30", "1 30 90"),
        ("1 30 90", "50", "1 50 90"),
        ("1 30 90", "90", "1 90 90"),
        ("1 30 90", "91", "1 91 91"),
        ("1 30 90", "1", "1 1 90"),
        ("1 30 90", "0.5", "0.5 0.5 90"),
        ("1 30 90", "0", "0 0 90"),
        ("0 0 0", "5", "0 5 5"),
    ],
)
def test_a_given_figure_replaces_the_expected_one(quantities, given, result):
    """The ceiling is the larger of the two, the floor stays where it is not above what is expected."""
    assert _derived(quantities, given).figures == figures(result)


@pytest.mark.parametrize(
    ("given", "disagrees"),
    [
        (None, False),
        ("9.99", True),
        ("10", False),  # a third
        ("30", False),
        ("90", False),  # three times
        ("90.01", True),
        ("0", True),
    ],
)
def test_figures_that_are_far_apart(given, disagrees):
    """More than three times, or less than a third: one of the two is wrong."""
    assert _derived("0 30 90", given).disagrees is disagrees


def test_where_nothing_is_derived_nothing_can_disagree():
    """Nobody told the workload; the given figure stands alone."""
    assert not _derived("0 0 0", "100").disagrees


def test_both_figures_are_told():
    """In the derivation, and in the remark."""
    found = _derived("0 30 90", "100")
    assert str(found.why) == "given as usage.network.natGb = 100; derived: 10 requests × 3 KB = 30"
    assert remark(found) == ("usage.network.natGb is given as 100, the workload says 30: one of the two is wrong")
