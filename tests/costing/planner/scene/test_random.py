"""Configurations of the examples drawn at random: what the search would add up is what the estimator says."""

from pathlib import Path
from random import Random

import pytest

from costing import price_book, stack_file
from costing.estimate import estimate
from costing.planner.answer.case import case_of
from costing.planner.answer.configuration import ROUNDING_USD
from costing.planner.choices.edits import edited
from costing.planner.measure.tariff import usd
from costing.planner.priced.board import WHOLE
from costing.planner.priced.region import NO_ENDPOINTS, Offer, Step
from costing.planner.search.pool import Draw, Pool
from costing.units import HOURS_PER_MONTH
from infra.model.door import Asked, read
from tests.support.bills import TODAY

EXAMPLES = sorted((Path(__file__).parents[4] / "examples").glob("*.yaml"))
DRAWN = 300


def _plan(step: Step, offers: list[Offer]) -> int:
    """Return what a Savings Plan changes of the expected sum; offers draw from one only where it is bought."""
    pool = Pool(step.least * WHOLE, step.by * WHOLE, HOURS_PER_MONTH)
    return pool.changes(Draw(d.rate, d.price, d.taken.floor, d.taken.expected) for o in offers for d in o.drawn)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_sums_of_parts_are_bills(path: Path) -> None:
    """Whatever is put together, wherever: its parts add up to its bill, but for rounding of what they share."""
    source = stack_file.read(path)
    assert source.region
    stack = read(source.document, Asked(source.name, source.region, TODAY))
    one = estimate(stack, price_book.load(source.region), TODAY)
    random = Random(20261121)  # noqa: S311 - drawn, not secret
    tiers = sorted(stack.tiers)
    for tier in (stack.tier, random.choice(tiers)):
        case = case_of(one, tier)
        sites = [site for site in case.home.sites if site.cost is not None]
        for _ in range(DRAWN):
            site = random.choice(sites)
            columns = ([o for o in column if o.cost and o.rejection is None] for column in site.columns)
            offers = [random.choice(column or list(every)) for column, every in zip(columns, site.columns, strict=True)]
            if any(offer.cost is None or offer.rejection == NO_ENDPOINTS for offer in offers):
                continue
            edits = [*site.bought, *(edit for offer in offers for edit in offer.choice.edits)]
            bill = case.bill_of(edited(site.ground.situation.sections, edits))
            assert bill.total is not None
            summed = usd(sum((offer.cost[0] for offer in offers if offer.cost), site.cost[0] if site.cost else 0))
            summed += usd(_plan(case.home.step, offers))
            names = [offer.choice.name for offer in offers]
            assert abs(summed - bill.total.expected) <= ROUNDING_USD, (tier, site.ground.situation.network, names)
