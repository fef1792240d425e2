"""A ceiling is one: the peak all month, every service at its most, costs no more than what the ceiling said."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from costing import estimate, price_book, stack_file
from infra.model.door import Asked, read
from infra.model.stack import Sections
from infra.model.usage import Usage
from infra.model.workload import ServiceWorkload

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.yaml"))
TODAY = date(2026, 11, 21)
IN_BALANCE = "/transition"
"""Objects that grow old were put long ago: a month at the peak does not move more of them."""


def at_peak(sections: Sections) -> Sections:
    """Return the sections as they were if every hour were the peak; what `usage` says of other hours is gone."""
    workload, services = sections.workload, dict(sections.workload.services)
    rate = workload.requests_per_second
    times = rate.peak / rate.average
    for name, service in sections.topology.services.items():
        scaling = getattr(service, "scaling", None)
        if scaling is not None:
            most = max([scaling.max, *(one.max for one in scaling.schedules.values())])
            known = services.get(name, ServiceWorkload())
            services[name] = known.model_copy(update={"average_count": Decimal(most)})
    followed = ("puts_per_month", "gets_per_month")
    buckets = {
        name: one.model_copy(update={field: getattr(one, field) * times for field in followed})
        for name, one in workload.buckets.items()
    }
    queues = {
        name: one.model_copy(update={"messages_per_month": one.messages_per_month * times})
        for name, one in workload.queues.items()
    }
    changed = {
        "requests_per_second": rate.model_copy(update={"average": rate.peak}),
        "profile": {},
        "services": services,
        "buckets": buckets,
        "queues": queues,
    }
    return sections.model_copy(update={"workload": workload.model_copy(update=changed), "usage": Usage()})


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_month_is_dearer_than_its_ceiling(path):
    """Line by line, in every tier; reservations and plans are of what runs, and left out."""
    found = stack_file.read(path)
    stack, book = read(found.document, Asked(found.name, found.region, TODAY)), price_book.load(found.region)
    above, compared = [], 0
    for name, tier in stack.tiers.items():
        pricing = tier.sections.pricing.model_copy(update={"commitments": {}})
        sections = tier.sections.model_copy(update={"pricing": pricing})
        said = {x.id: x for x in estimate.bill(tier._replace(sections=sections), book, TODAY).lines}
        for one in estimate.bill(tier._replace(sections=at_peak(sections)), book, TODAY).lines:
            least = Decimal("0.000002") * one.price.usd  # both quantities are rounded to a millionth
            most = said[one.id].amount.ceiling if one.id in said else Decimal(0)
            compared += 1
            if one.amount.expected > most + least and IN_BALANCE not in one.id:
                above.append(f"{name}, {one.id}: {one.amount.expected} above {most}")
    assert above == []
    assert compared > 100
