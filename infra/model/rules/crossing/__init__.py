"""Rules that cross layers, one file a topic; each asks a whole topology, or a tier with its workload."""

from collections.abc import Iterator

from infra.model.problems import Problem, under
from infra.model.rules.common import Rule, Where
from infra.model.rules.crossing import (
    alarms,
    backup,
    commitments,
    connections,
    data,
    egress,
    given,
    images,
    instances,
    names,
    references,
    requirements,
    routes,
    secrets,
    service_workload,
    state,
    subnets,
    tracing,
    viewers,
)
from infra.model.stack import Sections

OF_TOPOLOGY: tuple[Rule, ...] = (
    routes.problems,
    names.problems,
    images.problems,
    references.problems,
    instances.problems,
    state.problems,
    subnets.problems,
    secrets.problems,
    backup.problems,
    egress.problems,
    alarms.problems,
    tracing.problems,
)
"""Rules between layers, paths below `topology`."""

OF_SECTIONS: tuple[Rule, ...] = (
    images.workload_problems,
    data.problems,
    viewers.problems,
    commitments.problems,
    given.problems,
    service_workload.problems,
    connections.problems,
    requirements.problems,
    alarms.usage_problems,
)
"""Rules between the topology and what stands beside it, paths from the section on."""


def problems(sections: Sections, where: Where) -> Iterator[Problem]:
    """Yield what layers and sections of one tier demand of each other."""
    for rule in OF_TOPOLOGY:
        yield from under(rule(sections.topology, where), "topology")
    for rule in OF_SECTIONS:
        yield from rule(sections, where)
