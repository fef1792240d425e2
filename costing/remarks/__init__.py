"""Sentences worth reading beside a bill: what is accepted, and yet should be known. One file a topic."""

from collections.abc import Callable, Iterator

from costing.demand.derived import remark
from costing.demand.tier import Demand
from costing.remarks import data, edge, jobs, observability, quotas, services
from infra.model.stack import Sections

Topic = Callable[[Sections, Demand], Iterator[str]]


def _disagreements(sections: Sections, asked: Demand) -> Iterator[str]:
    """Yield where a given figure and the derived one are far apart."""
    del sections
    derived = (
        *asked.traffic,
        *asked.edge.derived,
        *asked.credits.values(),
        *asked.cache.derived,
        *asked.secrets.derived,
        *asked.observability.derived,
    )
    return (remark(quantity) for quantity in derived if quantity.disagrees)


TOPICS: tuple[Topic, ...] = (
    _disagreements,
    edge.remarks,
    data.remarks,
    jobs.remarks,
    services.remarks,
    observability.remarks,
    quotas.remarks,
)


def remarks(sections: Sections, asked: Demand) -> tuple[str, ...]:
    """Return every remark on a tier."""
    return tuple(sentence for topic in TOPICS for sentence in topic(sections, asked))
