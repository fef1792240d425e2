"""One model, no drift: change every leaf of every tier in turn, and compare what happens to bill and resources.

Two directions:
- where the bill changes, what is registered changes: nothing is billed that is not built;
- where an argument changes that some other leaf's change of the bill went along with, the bill changes: no size, count
  or class is built that is not billed. Which arguments those are is found by the sweep itself, not written down.

Of the tier that a file deploys every leaf is changed, of the others those that no tier before has alike; where a map
has entries alike, such as containers or alarms, those of the first two.
"""

import fnmatch
import gc
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from costing import price_book
from costing.bill import Bill
from costing.estimate import LAYER_BILLS, bill
from infra.model.door import Asked, read
from infra.model.problems import ConfigError, dotted
from infra.model.stack import Stack
from tests.support import leaves
from tests.support.pulumi_mocks import Deployed
from tests.support.stacks_mocked import registered
from tests.support.stacks_tiers import FILES, Case, cases, model_of

TODAY = date(2026, 11, 21)

PRICED_TYPES = {kind.resource for layer in LAYER_BILLS.values() for kind in layer.kinds}

BILLED_BUT_NOT_REGISTERED: dict[str, str] = {}
"""Leaves whose change of the bill shows in no registered input, with the reason; `*` stands for any part."""

WHOLE_DOCUMENTS: dict[tuple[str, str], str] = {
    ("aws:ecs/taskDefinition:TaskDefinition", "containerDefinitions"): "all of every container in one argument",
}
"""Arguments in which much stands that costs nothing beside what does, with the reason."""

REGISTERED_BUT_NOT_BILLED: dict[str, str] = {
    "edge.waf.rateLimitPer5Minutes": "a rule costs the same whatever its limit is",
    "database.insights": "seven days of insights are free",
    "database.autoPauseSeconds": "how soon a cluster pauses; that it may is what the floor counts on",
    "backup.plans.*.cron": "the days that are kept cost, not the hour they are copied at",
}
"""Leaves that change a priced argument at no price, with the reason."""

WITHOUT_ALTERNATIVE: dict[str, str] = {
    "network.cidr": "subnets given by name go with it",
    "network.availabilityZones": "subnets given by name go with them",
    "network.subnets.*": "another range would lie outside the network, or across",
    "network.endpoints": "without a way out all that are there are needed",
    "edge.cdn.*Paths": "routes of the load balancer go with the paths",
    "*.dependsOn.*": "another condition goes with health, or with the end of the other",
    "*.route.container": "the other containers have no port",
    "*.rollBackOn": "other alarms would have to be there",
    "*.minimumHealthyPercent": "with state in the task there is one way to deploy",
    "*.tasksPerInstance": "the instance has room for so many",
    "*.containers.chroma.image": "a private network reaches its own repositories alone",
    "messaging.broker.*": "versions and clusters go with the instance type",
    "secrets.store": "references to keys of JSON secrets go with the store",
    "storage.buckets.*.versioning": "AWS Backup needs it",
    "*.acceptFrom": "needs a CDN, or is what there is with one",
    "*.cpuUnits": "memory goes with it",
    "*.scaling.m??": "least and most go together, and a policy with both",
    "*.essential": "another container would have to be essential instead",
    "*.stateful": "takes one task: scaling would have to change too",
    "*.graceSeconds": "is for services with a route",
    "*.maximumPercent": "goes with numbers of tasks",
    "*.policy.*": "another thing to scale on has other fields",
    "*.hosts": "must be of the load balancer's own host names",
    "*.hostNames": "certificates and records go with them",
    "*.uses*": "another grant does not go with what is named",
    "*.secrets.*": "another secret would have to be there",
    "edge.dns.*": "the host names must lie in the zone",
    "edge.waf.attachTo": "needs the other front to attach to",
    "cache.engine": "version and node type go with the engine",
    "cache.version": "the engine has no other version of interest",
    "storage.buckets.*.storageClass": "lifecycle rules go with the class",
    "observability.instanceMetrics": "needs instances",
    "observability.alerts.sms": "has no list price: a rate must be given",
    "observability.alarms.*": "another thing to watch has other fields",
    "delivery.github.*": "needs environments of the repository",
    "database.password": "references to it, and replicas, go with it",
    "backup.plans.*.resources": "another thing to copy would have to be there",
}
"""Leaves with a value that no other can stand for, with the reason."""


EVERY = 40
"""After so many programs memory is cleared."""


class Outcome(NamedTuple):
    """What a model comes to: its bill's quantities, and every argument of every resource it registers."""

    billed: frozenset[tuple[str, str, str]]
    registered: dict[tuple[str, str], dict[str, str]]


class Change(NamedTuple):
    """What came of changing a leaf: whether the bill did, and which arguments of which types."""

    leaf: str
    billed: bool
    arguments: frozenset[tuple[str, str]]


def _outcome(stack: Stack) -> Outcome:
    return Outcome(_billed(stack), _arguments(registered(stack)))


def _billed(stack: Stack) -> frozenset[tuple[str, str, str]]:
    made: Bill = bill(stack.deployed, price_book.load(stack.region), TODAY)
    missing = {("missing", m.item, "") for m in made.missing}
    return frozenset({(line.id, line.price.item, str(line.quantity)) for line in made.lines} | missing)


def _arguments(done: Deployed) -> dict[tuple[str, str], dict[str, str]]:
    return {(r.type, r.name): {k: repr(v) for k, v in r.inputs.items()} for r in done.resources}


def _changed_arguments(before: Outcome, after: Outcome) -> frozenset[tuple[str, str]]:
    """Return (type, argument) of everything that differs; another number of a type is its argument `count`."""
    counts = [Counter(type_ for type_, _ in one.registered) for one in (before, after)]
    found = {(type_, "count") for type_ in counts[0] | counts[1] if counts[0][type_] != counts[1][type_]}
    for key in before.registered.keys() | after.registered.keys():
        old, new = before.registered.get(key), after.registered.get(key)
        if old is None or new is None:
            found.add((key[0], "name"))
        else:
            found |= {(key[0], name) for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    return frozenset(found)


class _Tier:
    """A tier written out as a config of its own, without tiers, to be changed leaf by leaf."""

    def __init__(self, case: Case) -> None:
        self.stack = model_of(case, TODAY)
        sections = self.stack.deployed.sections
        dumped = sections.model_dump(mode="json", by_alias=True, exclude_unset=True)
        self.topology = _released(dumped["topology"])
        self._document = {key: dumped.get(key, {}) for key in ("workload", "usage", "pricing", "requirements")}
        self._document |= {"topology": self.topology, "budget": {"monthlyCap": "none"}}
        self._asked = Asked(self.stack.name, self.stack.region, TODAY)

    def as_it_is(self) -> Stack:
        """Return the tier as it stands."""
        return read(self._document, self._asked)

    def otherwise(self, path: leaves.Path, value: Any) -> Stack | None:
        """Return the tier with another value for a leaf; None where no other is valid."""
        for candidate in leaves.candidates(self.stack.deployed.sections, path, value):
            topology = _put(self.topology, path, candidate)
            try:
                return read({**self._document, "topology": topology}, self._asked)
            except (ConfigError, TypeError):
                continue
        return None


def _released(topology: dict[str, Any]) -> dict[str, Any]:
    """Return a topology whose images are all there: before, services run no task, whatever is said of them."""
    for repository in topology.get("delivery", {}).get("repositories", {}).values():
        repository.setdefault("tag", "first")
    return topology


def _put(value: Mapping[str, Any] | None, path: leaves.Path, new: Any) -> Any:
    """Return a map with the leaf at `path` set, whether it was written or stood at its default."""
    if not path:
        return new
    return {**(value or {}), path[0]: _put((value or {}).get(str(path[0])), path[1:], new)}


def _leaves_to_change() -> Iterator[tuple[Case, Mapping[leaves.Path, Any]]]:
    """Return each tier with its leaves to change: those that no tier before it in its file has alike."""
    seen: set[tuple[Path, leaves.Path, str]] = set()
    for case in cases():
        mine = dict(_first_two(leaves.leaves(leaves.dump(model_of(case, TODAY).deployed.sections))))
        new = {path: value for path, value in mine.items() if (case.file, path, repr(value)) not in seen}
        seen |= {(case.file, path, repr(value)) for path, value in new.items()}
        yield case, new


ALIKE = {"containers", "environment", "secrets", "uses", "buckets", "queues", "repositories", "alarms"}
"""Maps whose entries are priced and built alike, whatever their names are."""


def _first_two(found: Iterator[tuple[leaves.Path, Any]]) -> Iterator[tuple[leaves.Path, Any]]:
    seen: Counter[leaves.Path] = Counter()
    for path, value in found:
        alike = tuple("*" if place and path[place - 1] in ALIKE else step for place, step in enumerate(path))
        seen[alike] += 1
        if seen[alike] <= 2:
            yield path, value


def _sweep(file: Path) -> tuple[list[Change], list[str]]:
    """Return what every change came to, and the leaves that no other value fits."""
    changes: list[Change] = []
    stuck: list[str] = []
    for case, found in _leaves_to_change():
        if case.file != file or not found:
            continue
        tier = _Tier(case)
        start = _outcome(tier.as_it_is())
        for number, (path, value) in enumerate(found.items(), start=1):
            if number % EVERY == 0:
                gc.collect()
            other = tier.otherwise(path, value)
            if other is not None:
                after = _outcome(other)
                changes.append(Change(dotted(path), after.billed != start.billed, _changed_arguments(start, after)))
            elif value is not None:
                stuck.append(dotted(path))
    return changes, stuck


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Hundreds of programs run here: what earlier ones left need not be looked through a thousand times for each."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def _excepted(leaf: str, table: Mapping[str, str]) -> bool:
    return any(fnmatch.fnmatchcase(leaf, pattern) for pattern in table)


def _priced_arguments(changes: list[Change]) -> set[tuple[str, str]]:
    """Return the arguments of priced types that change alone with some leaf which changes the bill."""
    found: set[tuple[str, str]] = set()
    for change in changes:
        mine = {(kind, name) for kind, name in change.arguments if kind in PRICED_TYPES}
        if change.billed and len(mine) == 1:
            found |= mine
    return found - set(WHOLE_DOCUMENTS)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_bill_and_resources_change_together(file: Path, subtests: Any):
    """Wherever a leaf changes the bill it changes what is registered, and what is registered at a price the bill."""
    with _without_collecting():
        changes, stuck = _sweep(file)
    with subtests.test("what is billed is built"):
        lost = {change.leaf for change in changes if change.billed and not change.arguments}
        assert {leaf for leaf in lost if not _excepted(leaf, BILLED_BUT_NOT_REGISTERED)} == set()
    with subtests.test("what is built and costs is billed"):
        priced = _priced_arguments(changes)
        drifting = {
            change.leaf: sorted(change.arguments & priced)
            for change in changes
            if not change.billed and change.arguments & priced
        }
        assert {k: v for k, v in drifting.items() if not _excepted(k, REGISTERED_BUT_NOT_BILLED)} == {}
    with subtests.test("hardly a leaf is left out"):
        assert [leaf for leaf in stuck if not _excepted(leaf, WITHOUT_ALTERNATIVE)] == []


def test_no_exception_is_idle():
    """Every exception is about a leaf that some tier has, and gives a reason."""
    known = {dotted(path) for _, found in _leaves_to_change() for path in found}
    tables = (BILLED_BUT_NOT_REGISTERED, REGISTERED_BUT_NOT_BILLED, WITHOUT_ALTERNATIVE)
    patterns = {pattern: reason for table in tables for pattern, reason in table.items()}
    assert [one for one in patterns if not any(fnmatch.fnmatchcase(leaf, one) for leaf in known)] == []
    assert all(patterns.values())
