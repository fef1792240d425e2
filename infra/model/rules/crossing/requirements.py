"""What the planner is asked for names what there is: regions with prices, services of the topology."""

from collections.abc import Iterator

from infra.aws_rules import regions
from infra.model.problems import Problem, nearest
from infra.model.rules.common import Where, broken
from infra.model.stack import Sections


def problems(sections: Sections, where: Where) -> Iterator[Problem]:
    """Yield regions that cannot be weighed, and shares of Spot for services that are not there."""
    del where
    asked, services = sections.requirements, sections.topology.services
    for place, name in enumerate(asked.regions):
        if said := regions.region_problem(name):
            path = ("requirements", "regions", place)
            yield from broken(path, name, said + nearest(name, regions.priced()))
    for name in asked.spot_max_percent:
        if name not in services:
            yield Problem(("requirements", "spotMaxPercent", name), f"is no service{nearest(name, services)}")
