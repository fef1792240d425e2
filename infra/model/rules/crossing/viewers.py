"""Who looks: what the workload says of the site and of viewers needs a CDN to be about."""

from collections.abc import Iterator

from infra.aws_rules.cloudfront import EDGES_OF_CLASS
from infra.model.problems import Problem, listed
from infra.model.rules.common import Where, broken
from infra.model.stack import Sections

EDGES = EDGES_OF_CLASS["PriceClass_All"]


def problems(sections: Sections, where: Where) -> Iterator[Problem]:
    """Yield viewers of no edge, shares that are not a whole, and visits to a site that is not there."""
    del where
    workload, edge = sections.workload, sections.topology.edge
    if workload.site is not None and edge.site is None:
        yield Problem(("workload", "site"), "is of a site that the topology lacks; null it, or write edge.site: {}")
    for name in workload.viewers:
        if name not in EDGES:
            yield from broken(("workload", "viewers", name), name, f"is no edge; edges are {listed(EDGES, 'and')}")
    total = sum(workload.viewers.values())
    if workload.viewers and total != 100:
        yield from broken(("workload", "viewers"), total, "percent together; viewers are 100")
