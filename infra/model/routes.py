"""Which rules the load balancer follows: the routes of all services, in the order in which they win.

A longer path wins over a shorter one, of equally long ones those bound to hosts, then the service's name decides.
Neighbours of one service are one rule, as far as AWS lets a rule name values. Priorities follow from the length of the
path, so that a new route moves no rule whose path has another length.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from infra.aws_rules.load_balancer import CONDITION_VALUES_MAX
from infra.model.front import only_from_cdn
from infra.model.services import AsgService, FargateService, Route
from infra.model.topology import Topology

LONGEST_PATH, STEP = 128, 300
"""Characters of a path pattern, and priorities kept for the paths of one length: 128 × 300 is below AWS's 50,000."""


class ListenerRule(NamedTuple):
    """One rule: what it matches and whom it forwards to.

    Attributes:
        service: the target.
        number: the rule's place among those of its service, from 1.
        paths, hosts: patterns; one of each must match, where there are any.
        priority: 1 to 50,000, the least first.
    """

    service: str
    number: int
    paths: tuple[str, ...]
    hosts: tuple[str, ...]
    priority: int


class _Entry(NamedTuple):
    length: int
    without_hosts: bool
    service: str
    path: str


def routes(topology: Topology) -> dict[str, Route]:
    """Return the route of each service that has one, by name."""
    running = {n: s for n, s in topology.services.items() if isinstance(s, (FargateService, AsgService))}
    return {name: service.route for name, service in running.items() if service.route is not None}


def paths_per_rule(topology: Topology, route: Route) -> int:
    """Return how many paths one rule may name beside the route's hosts and CloudFront's secret header."""
    return CONDITION_VALUES_MAX - len(route.hosts) - only_from_cdn(topology.edge)


def listener_rules(topology: Topology) -> tuple[ListenerRule, ...]:
    """Return every rule, the first to match first."""
    known = routes(topology)
    entries = sorted(
        _Entry(-len(path), not route.hosts, name, path)
        for name, route in known.items()
        for path in dict.fromkeys(route.paths)
    )
    found: list[ListenerRule] = []
    numbers: dict[str, int] = {}
    for group in _rules_of(topology, known, entries):
        first = group[0]
        numbers[first.service] = numbers.get(first.service, 0) + 1
        rank = 1 + sum(1 for e in entries if e.length == first.length and e < first)
        found.append(
            ListenerRule(
                first.service,
                numbers[first.service],
                tuple(entry.path for entry in group),
                known[first.service].hosts,
                (LONGEST_PATH + first.length) * STEP + rank,
            )
        )
    return tuple(found)


def _rules_of(topology: Topology, known: dict[str, Route], entries: list[_Entry]) -> Iterator[list[_Entry]]:
    """Yield the entries of each rule: neighbours of one service, as many as a rule may name."""
    for service, neighbours in groupby(entries, key=lambda entry: entry.service):
        most = max(1, paths_per_rule(topology, known[service]))
        waiting = list(neighbours)
        for start in range(0, len(waiting), most):
            yield waiting[start : start + most]
