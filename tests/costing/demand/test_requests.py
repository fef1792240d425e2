"""Requests a month from rates and profiles: 2,628,000 seconds."""

from decimal import Decimal

import pytest

from costing.demand.requests import requests
from tests.support.bills import sections_of
from tests.support.hand_computed import figures

PROFILE = {
    "rush": {"hoursPerMonth": 73, "percentOfPeak": 100},
    "rest": {"hoursPerMonth": 657, "percentOfPeak": 10},
}


def _requests(**workload):
    return requests(sections_of({}, workload=workload).workload)


@pytest.mark.parametrize(
    ("rate", "monthly", "assumed"),
    [
        ({"average": 10, "peak": 40}, "0 26280000 105120000", False),
        ({"average": 10}, "0 26280000 26280000", False),  # the average stands for the peak
        ({"peak": 40}, "0 105120000 105120000", True),  # the peak for the average, and that is said
        ({}, "0 0 0", True),
        ({"average": 0, "peak": 0}, "0 0 0", False),
        ({"average": "0.5", "peak": 2}, "0 1314000 5256000", False),
        ({"average": 40, "peak": 10}, "0 105120000 105120000", True),  # no peak at all, and that is said
    ],
)
def test_requests_of_a_month(rate, monthly, assumed):
    """Nobody comes, the stated average, the peak all month; what stands in for a figure is named."""
    found = _requests(requestsPerSecond=rate)
    assert found.monthly == figures(monthly)
    assert bool(found.assumed) is assumed


def test_a_profile_makes_the_average():
    """73 h at 100 and 657 h at 10 a second: (7,300 + 6,570) / 730 = 19 a second, 49,932,000 a month."""
    found = _requests(requestsPerSecond={"peak": 100}, profile=PROFILE)
    assert found.average == Decimal(19)
    assert found.monthly == figures("0 49932000 262800000")
    assert found.assumed == ()
    assert sorted(found.profile) == [(Decimal(73), Decimal(100)), (Decimal(657), Decimal(10))]


def test_a_stated_average_stands_beside_a_profile():
    """The average is what the user says it is; the profile tells how it is spread."""
    found = _requests(requestsPerSecond={"average": 20, "peak": 100}, profile=PROFILE)
    assert found.average == Decimal(20)
    assert found.monthly.expected == Decimal(52_560_000)


def test_without_a_profile_the_month_is_flat():
    """730 hours at the average."""
    assert _requests(requestsPerSecond={"average": 3}).profile == ((Decimal(730), Decimal(3)),)
