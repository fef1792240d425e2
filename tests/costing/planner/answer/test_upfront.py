"""Reservations with money upfront: weighed where requirements allow it, and together within what they allow."""

from itertools import product
from typing import Any

import pytest

from costing.money import ZERO
from costing.planner.answer.case import Case, case_of
from costing.planner.answer.configuration import cheapest
from costing.planner.answer.plan import plan
from costing.planner.answer.proof import proof
from costing.planner.answer.relaxed import relaxed
from costing.planner.answer.sides import On
from costing.planner.measure.tariff import units, usd
from costing.planner.needs.rejection import UPFRONT
from costing.planner.priced.board import ANYTHING
from costing.planner.show.text import of_plan
from infra.model.types import Money
from tests.support.bills import estimate_of

TOPOLOGY = {
    "network": {"egress": {"kind": "natGateway"}},
    "database": {"version": "17", "instanceClass": "db.t3.micro", "storageGb": 20},
    "cache": {"engine": "redis", "version": "7.1", "nodeType": "cache.t3.medium"},
}
LARGE = {"database": {"workingSetGb": 60}, "cache": {"dataGb": 40}}
"""So much data that about twenty ways are left to have each."""
UNKNOWN = "elasticache.valkey.reserved.1yr-partial-upfront-effective.cache.r6g.4xlarge"
"""A row that the book lacks: given, it says what an hour costs and not how much of it is paid at once."""


def _case(most: str | None, **more: Any) -> Case:
    commitments = {"maxTermYears": 3, **({} if most is None else {"maxUpfrontUsd": most})}
    requirements = {"burstable": False, "commitments": commitments}
    return case_of(estimate_of({"topology": TOPOLOGY, "workload": LARGE, "requirements": requirements, **more}))


def _ways(case: Case) -> set[str]:
    """Return the names of what may be chosen for the database and the cache."""
    return {o.choice.name for column in case.home.sites[0].columns for o in column if o.rejection is None}


def test_payments_are_weighed_as_far_as_any_money_upfront_is_allowed():
    """None at 0; without a limit part and all of it, where the book has the row: RDS has part, Redis all."""
    assert not any("upfront" in name for name in _ways(_case("0")))
    ways = _ways(_case(None))
    assert any("r6g.4xlarge" in name and name.endswith("reserved 3 years, partial upfront") for name in ways)
    assert any("redis" in name and name.endswith("reserved 1 year, all upfront") for name in ways)


def test_money_upfront_pays():
    """With the half of three years paid at once a class costs less a month, and the answer has it."""
    (free,), (none,) = cheapest(_case(None)), cheapest(_case("0"))
    assert free.total < none.total
    assert sum(one.upfront or 0 for one in free.bill.commitments) == 8747
    assert sum(one.upfront or 0 for one in none.bill.commitments) == 0


@pytest.mark.parametrize("most", ["0", "3000", "8747", "9000", "12000", "20000", "99999"])
def test_all_reservations_together_ask_for_no_more_than_is_allowed(most: Money):
    """Every pair of a database and a cache within the limit is found, cheapest first, and no other."""
    case = _case(most)
    rule = On(case, "egress", case.home.sites[0].ground.situation.egress.name)
    expected = sorted(
        (site.cost[0] if site.cost else 0) + sum(o.cost[0] for o in offers if o.cost)
        for site in case.home.sites
        if rule.takes_site(case.home, site)
        for offers in product(*([o for o in column if o.rejection is None] for column in site.columns))
        if sum(o.upfront for o in offers) <= units(case.sections.requirements.commitments.max_upfront_usd or ZERO)
    )
    found = list(case.board(rule).cheapest())
    assert [one.cost for one in found] == expected
    assert len(found) > 100


@pytest.mark.parametrize("most", ["3000", "9000", "12000"])
def test_what_is_due_is_what_the_bill_says(most: str):
    """The cheapest forty: what the search takes for money upfront is what their bills ask for, and it is allowed."""
    case = _case(most)
    for picked, one in zip(case.board().cheapest(), cheapest(case, k=40), strict=False):
        due = sum(commitment.upfront or 0 for commitment in one.bill.commitments)
        assert due <= int(most)
        if picked.cost == units(one.total):
            assert usd(sum(offer.upfront for offer in picked.offers)) == due


@pytest.mark.parametrize("most", ["3000", "9000", "12000", None])
def test_the_proof_holds_under_a_limit(most: str | None):
    """The checker knows of the limit: it accepts the answer."""
    assert proof(_case(most), ANYTHING).refusals == ()


def test_what_asks_for_too_much_by_itself_says_so():
    """A reservation above the limit is out for that requirement, with what it asks for."""
    columns = _case("3000").home.sites[0].columns
    out = [o.rejection for column in columns for o in column if o.rejection and o.rejection.requirement == UPFRONT]
    assert "requirements.commitments.maxUpfrontUsd needs at most $3,000.00 upfront, has $8,747.00" in map(str, out)


def test_a_row_that_does_not_tell_is_taken_only_without_a_limit():
    """A given rate has no upfront part: without a limit it is weighed, with one nobody can say that it is kept."""
    given = {"known": {"rate": UNKNOWN, "unitPrice": "0.01", "source": "a quote", "asOf": "2026-11-01"}}
    bought = cheapest(_case(None, pricing={"given": given}))[0].bill.commitments
    assert ["1 year, partial upfront" in one.what and one.upfront is None for one in bought] == [False, True]
    case = _case("99999", pricing={"given": given})
    out = {o.rejection for column in case.home.sites[0].columns for o in column if o.rejection}
    assert any(one.requirement == UPFRONT and one.has == "a row that does not tell" for one in out)


def test_the_price_of_the_limit_is_told():
    """Without it the answer is the one that has no limit."""
    prices = {one.requirement: one.found for one in relaxed(_case("3000"))}
    found = prices[UPFRONT]
    assert found is not None
    assert found.total == cheapest(_case(None))[0].total
    assert UPFRONT not in {one.requirement for one in relaxed(_case(None))}


def test_the_answer_says_what_is_due_at_once():
    """The term and payment in words beside the change, and the part of the whole sum that is paid at its start."""
    said = " ".join(of_plan(plan(_case("9000"))).split())
    assert "absent → reserved, 3 years, partial upfront none" in said
    assert "absent → reserved, 1 year, no upfront none" in said
    assert "due over its term, $8,747.00 of it at once, pays if it is used for" in said
    assert "due over its term, pays if it is used for" in said


def test_a_part_that_the_row_does_not_tell_is_said_to_be_unknown():
    """Partial upfront by a given rate: how much of it is paid at once is nowhere."""
    given = {"known": {"rate": UNKNOWN, "unitPrice": "0.01", "source": "a quote", "asOf": "2026-11-01"}}
    said = " ".join(of_plan(plan(_case(None, pricing={"given": given}))).split())
    assert "due over its term, an unknown part of it at once, pays if it is used for" in said


def test_ways_to_pay_that_are_not_sold_are_no_candidates():
    """RDS has no row of all upfront: nothing is said about it, while a class without any reserved row is named."""
    columns = _case(None).home.sites[0].columns
    missing = {str(o.rejection) for column in columns for o in column if o.rejection}
    assert not any("all-effective" in one or "partial" in one for one in missing)
