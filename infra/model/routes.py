"""Which rules the load balancer follows: the routes of all services, in the order in which they win.

A longer path wins over a shorter one, of equally long ones those bound to hosts, then the service's name decides.
Neighbours of one service are one rule, as far as AWS lets a rule name values.

AWS refuses a rule whose priority another has, even for the moment until that other moves on. So a priority does not
follow from the rule's rank, which every new route would change, but from what the rule is: the length of its path, and
where its service's name stands in the alphabet.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from infra.aws_rules.load_balancer import CONDITION_VALUES_MAX
from infra.model.front import only_from_cdn
from infra.model.services import AsgService, BlueGreen, FargateService, Route
from infra.model.topology import Topology

LONGEST_PATH = 128
SLOTS = 97
"""Places for the rules of one length, with hosts or without. Each has two priorities, one for a rule that blue/green
switches: 128 × 2 × 97 × 2 is below AWS's 50,000."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CHARACTERS = f"-0123456789{LETTERS}"
"""What a service's name begins with, and goes on with, in order."""


class ListenerRule(NamedTuple):
    """One rule: what it matches and whom it forwards to.

    Attributes:
        service: the target.
        key: tells it from the other rules of its service; empty for the only rule of a blue/green service, which
            stays the same rule whatever its path.
        paths: patterns, one of which must match.
        hosts: patterns, one of which must match where there are any.
        priority: 1 to 50,000, the least first.
    """

    service: str
    key: str
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


def is_switched(topology: Topology, service: str) -> bool:
    """Return whether ECS switches the rule of a service between two target groups."""
    return isinstance(getattr(topology.services[service], "deployment", None), BlueGreen)


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
    groups = list(_rules_of(topology, known, entries))
    found: list[ListenerRule] = []
    for (length, without_hosts), band in groupby(groups, key=lambda group: group[0][:2]):
        rules = list(band)
        start = ((LONGEST_PATH + length) * 2 + without_hosts) * SLOTS
        for group, slot in zip(rules, slots([group[0].service for group in rules]), strict=True):
            found.append(_rule(topology, known, group, start + slot, found))
    return tuple(found)


def _rule(
    topology: Topology, known: dict[str, Route], group: list[_Entry], place: int, before: list[ListenerRule]
) -> ListenerRule:
    service, switched = group[0].service, is_switched(topology, group[0].service)
    key = "" if switched else str(-group[0].length)
    again = sum(1 for rule in before if rule.service == service and rule.key.partition("-")[0] == key)
    return ListenerRule(
        service,
        f"{key}-{again + 1}" if again else key,
        tuple(entry.path for entry in group),
        known[service].hosts,
        2 * place + (1 if switched else 2),
    )


def slots(names: Sequence[str]) -> list[int]:
    """Return a place below `SLOTS` for each of the sorted names, in their order and apart.

    A name's place is where it stands in the alphabet; one that is taken is given to the first, and the next takes the
    next. So a new name moves others only where it crowds them.
    """
    found: list[int] = []
    for rank, name in enumerate(names):
        least = found[-1] + 1 if found else 0
        most = SLOTS - (len(names) - rank)
        found.append(min(max(_place(name), least), most))
    return found


def _place(name: str) -> int:
    """Return where a name stands between the first and the last of the alphabet, by its first two letters."""
    first, second = name.lower().ljust(2, "-")[:2]
    place = LETTERS.index(first) * len(CHARACTERS) + CHARACTERS.index(second)
    return place * SLOTS // (len(LETTERS) * len(CHARACTERS))


def _rules_of(topology: Topology, known: dict[str, Route], entries: list[_Entry]) -> Iterator[list[_Entry]]:
    """Yield the entries of each rule: neighbours of one service, as many as a rule may name."""
    for service, neighbours in groupby(entries, key=lambda entry: entry.service):
        most = max(1, paths_per_rule(topology, known[service]))
        waiting = list(neighbours)
        for start in range(0, len(waiting), most):
            yield waiting[start : start + most]
