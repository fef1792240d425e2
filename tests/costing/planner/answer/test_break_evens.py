"""Crossings of costs, each worked out by hand from the published prices of us-east-1."""

from fractions import Fraction
from typing import Any

import pytest

from costing import price_book
from costing.planner.answer.break_evens import break_evens
from costing.planner.answer.case import Case, case_of
from costing.price_book import PriceBook
from tests.support.bills import TODAY, estimate_of

API = {"cpuUnits": 512, "memoryMib": 1024, "containers": {"app": {"image": "app", "ports": [80]}}}


def _case(zones: int = 2, **topology: Any) -> Case:
    network = {"availabilityZones": zones, "egress": {"kind": "natGateway"}}
    document = {
        "topology": {"network": network, "delivery": {"repositories": {"app": {"tag": "1"}}}, **topology},
        "requirements": {"architectures": ["x86_64", "arm64"]},
    }
    return case_of(estimate_of(document))


def _at(case: Case, words: str) -> Fraction:
    return next(one.at for one in break_evens(case) if words in one.sentence)


@pytest.mark.parametrize(("zones", "gigabytes"), [(2, Fraction(14600, 35)), (3, Fraction(21900, 35))])
def test_an_endpoint_beside_a_nat_gateway(zones, gigabytes):
    """730 h × zones × $0.01 against $0.045 - $0.01 a GB: 417.14 GB in two zones, 625.71 in three."""
    assert _at(_case(zones), "an interface endpoint") == gigabytes


CASES = [
    # $0.0816 against 2 × $0.03238 + 8 × $0.00356 = $0.09324
    ("m7g.large", Fraction(8160, 9324)),
    # a year of Fargate: $0.032384 of $0.04048; three on ARM: $0.01749 of $0.03238
    ("1-year Savings Plan for Fargate x86_64", Fraction(32384, 40480)),
    ("3-year Savings Plan for Fargate arm64", Fraction(1749, 3238)),
]


@pytest.mark.parametrize(("words", "share"), CASES)
def test_shares_are_ratios_of_prices(words, share):
    """What is packed or runs above the ratio of the two prices pays."""
    assert _at(_case(services={"api": API}), words) == share * 100


def test_a_class_against_aurora():
    """db.t4g.medium at $0.065 an hour is 0.5417 ACU of $0.12."""
    database = {"version": "17", "instanceClass": "db.t4g.medium", "storageGb": 20}
    assert _at(_case(database=database), "Aurora") == Fraction(65, 120)


def test_what_a_region_has_no_price_for_is_left_out():
    """A book without prices gives no crossings, and no failure."""
    case = _case(services={"api": API})
    book = price_book.load("us-east-1")
    rows = {item: book.price(item) for item in book.items() if not item.startswith(("nat.", "fargate."))}
    lean = Case(case.tier, PriceBook("us-east-1", rows, as_of=book.as_of, sha256=""), TODAY)
    assert list(break_evens(lean)) == []
