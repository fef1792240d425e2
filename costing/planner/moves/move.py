"""A move: one change of the configuration and what it does; and the rows of the table it is found in."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, NamedTuple, TypeAlias, get_args

from infra.model.problems import dotted
from infra.model.requirements import Disruption
from infra.model.services import Service
from infra.model.topology import Topology

Path: TypeAlias = tuple[str, ...]
"""A path as the config has it, from the section on: ("topology", "database", "instanceClass")."""

Operation = Literal["create", "update", "replace", "delete"]
"""What `pulumi preview` says of resources; "replace" also where one of another name takes a resource's place."""

Operations: TypeAlias = Mapping[str, Operation]
SEVERITIES: Final = {kind: rank for rank, kind in enumerate(get_args(Disruption))}
"""Kinds of blast radius by rank: none 0, migration 5."""


class Move(NamedTuple):
    """What one change does.

    Attributes:
        path: what changes.
        kind: its blast radius.
        what: a sentence for a person.
        data_at_stake: what may be lost, and how to keep it; empty where nothing is.
        operations: what Pulumi does, by resource type; types that only follow (policies, names) are left out.
        source: the AWS document that says so.
    """

    path: Path
    kind: Disruption
    what: str
    data_at_stake: str
    operations: Operations
    source: str

    @property
    def stateful(self) -> bool:
        """Whether data is at stake."""
        return bool(self.data_at_stake)

    @property
    def rank(self) -> int:
        """The kind as a number, the least disturbing 0."""
        return SEVERITIES[self.kind]

    def __str__(self) -> str:
        """Return one line: `topology.database.instanceClass: failover. The standby …`."""
        stake = f" At stake: {self.data_at_stake}" if self.data_at_stake else ""
        return f"{dotted(self.path)}: {self.kind}. {self.what}{stake}"


class Seen(NamedTuple):
    """A change as the rows see it; `before` or `after` is None where there is nothing, `topology` is today's."""

    path: Path
    before: Any
    after: Any
    topology: Topology

    @property
    def service(self) -> Service | None:
        """The service as it is today, below `topology.services.NAME`."""
        return self.topology.services.get(self.path[2]) if self.path[1] == "services" else None


Condition: TypeAlias = Callable[[Seen], bool]


NOTHING: Final[Operations] = {}


def always(_: Seen) -> bool:
    """Hold for every change."""
    return True


def added(seen: Seen) -> bool:
    """Hold where there was nothing before."""
    return seen.before is None


def removed(seen: Seen) -> bool:
    """Hold where nothing is left."""
    return seen.after is None


def grows(seen: Seen) -> bool:
    """Hold where a number becomes larger; none at all is less than any."""
    return seen.after is not None and (seen.before is None or seen.after > seen.before)


def shrinks(seen: Seen) -> bool:
    """Hold where a number becomes smaller, or goes."""
    return not grows(seen)


def turned_on(seen: Seen) -> bool:
    """Hold where a switch is on afterwards."""
    return bool(seen.after)


def every(*conditions: Condition) -> Condition:
    """Return the condition that holds where all of these do."""

    def holds(seen: Seen) -> bool:
        return all(condition(seen) for condition in conditions)

    return holds


def no(condition: Condition) -> Condition:
    """Return the condition that holds where this one does not."""

    def holds(seen: Seen) -> bool:
        return not condition(seen)

    return holds


def older(seen: Seen) -> bool:
    """Hold where a version goes back."""
    return _numbers(seen.after) < _numbers(seen.before)


def same_major(seen: Seen) -> bool:
    """Hold where a version stays within its major."""
    return _numbers(seen.after)[:1] == _numbers(seen.before)[:1]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in str(version).split(".") if part.isdigit())


class Row(NamedTuple):
    """One row of the table.

    Attributes:
        path: below `topology`; `*` is any one step, a last `**` that place and everything below it.
        kind, what, operations, data, source: of the move.
        when: the changes it holds for; of several rows that hold the first counts.
    """

    path: str
    kind: Disruption
    what: str
    source: str
    operations: Operations = NOTHING
    data: str = ""
    when: Condition = always

    def fits(self, path: Path) -> bool:
        """Return whether the row is for a path below `topology`."""
        return _fits(tuple(self.path.split(".")), path)


def _fits(pattern: Path, path: Path) -> bool:
    if pattern[-1] == "**":
        least = len(pattern) - 1
        return len(path) >= least and _fits((*pattern[:-1], "*"), (*path[:least], ""))
    return len(pattern) == len(path) and all(p in ("*", s) for p, s in zip(pattern, path, strict=True))
