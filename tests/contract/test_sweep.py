"""One model, no drift: change every leaf of a stack in turn, and compare what happens to bill and resources.

Two directions:
- where the bill changes, what is registered changes: nothing is billed that is not built;
- where an argument changes that some other leaf's change of the bill went along with, the bill changes: no size, count
  or class is built that is not billed. Which arguments those are is found by the sweep itself, not written down.
"""

import fnmatch
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from costing import price_book, stack_file
from costing.bill import Bill
from costing.estimate import LAYER_BILLS, bill
from infra.aws_settings import AwsSettings
from infra.model.door import Asked, read
from infra.model.problems import ConfigError, dotted
from infra.model.stack import Stack
from tests.support import leaves
from tests.support.pulumi_mocks import Deployed, deploy

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)
STACKS = ["Pulumi.dev.yaml", "Pulumi.prod.yaml"]

PRICED_TYPES = {kind.resource for layer in LAYER_BILLS.values() for kind in layer.kinds}

BILLED_BUT_NOT_REGISTERED: dict[str, str] = {
    "network.endpoints": "gateway endpoints are free",
}
"""Leaves whose change of the bill shows in no registered input, with the reason."""

REGISTERED_BUT_NOT_BILLED: dict[str, str] = {
    "name": "a new name makes new resources of the same price",
    "network.cidr": "another range costs the same",
    "database.insights": "seven days of insights are free",
}
"""Leaves that change a priced argument at no price, with the reason; `*` stands for any part."""


WITHOUT_ALTERNATIVE: dict[str, str] = {}
"""Leaves with a value that no other can stand for, with the reason."""


class Outcome(NamedTuple):
    """What a model comes to: its bill's quantities, and every argument of every resource it registers."""

    billed: frozenset[tuple[str, str, str]]
    registered: dict[tuple[str, str], dict[str, str]]


def _stack(document: dict[str, Any], region: str) -> Stack:
    return read(document, Asked("dev", region, TODAY))


def _outcome(stack: Stack) -> Outcome:
    return Outcome(_billed(stack), _registered(_deployed(stack)))


def _billed(stack: Stack) -> frozenset[tuple[str, str, str]]:
    made: Bill = bill(stack.deployed, price_book.load(stack.region), TODAY)
    missing = {("missing", m.item, "") for m in made.missing}
    return frozenset({(line.id, line.price.item, str(line.quantity)) for line in made.lines} | missing)


def _deployed(stack: Stack) -> Deployed:
    def build() -> None:
        import pulumi

        from infra import stack as program
        from infra.model.secret_names import secrets_needed

        values = {name: pulumi.Output.secret("planted-value-1234") for name in secrets_needed(stack.deployed.topology)}
        program.build(stack, AwsSettings(stack.region), values)

    return deploy(build)


def _registered(done: Deployed) -> dict[tuple[str, str], dict[str, str]]:
    return {(r.type, r.name): {k: repr(v) for k, v in r.inputs.items()} for r in done.resources}


def _changed_arguments(before: Outcome, after: Outcome) -> set[tuple[str, str]]:
    """Return (type, argument) of everything that differs; a resource that came or went is the argument `count`."""
    found: set[tuple[str, str]] = set()
    for key in before.registered.keys() | after.registered.keys():
        old, new = before.registered.get(key), after.registered.get(key)
        if old is None or new is None:
            found.add((key[0], "count"))
        else:
            found |= {(key[0], name) for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    return found


@cache
def _sweep(name: str) -> tuple[dict[str, tuple[bool, set[tuple[str, str]]]], list[str]]:
    """Return, by leaf, whether the bill changed and which arguments did; and the leaves no other value fits."""
    source = stack_file.read(ROOT / name)
    base = _stack(dict(source.document), str(source.region))
    topology = leaves.dump(base.deployed.sections)
    document = {**source.document, "topology": topology, "tiers": {}, "tier": "base", "path": [], "claims": {}}
    document["budget"] = {"monthlyCap": "none"}
    sections = base.deployed.sections.model_dump(mode="json", by_alias=True)
    document |= {key: sections[key] for key in ("workload", "usage", "pricing", "requirements")}
    start = _outcome(_stack(document, base.region))
    results: dict[str, tuple[bool, set[tuple[str, str]]]] = {}
    stuck: list[str] = []
    for path, value in leaves.leaves(topology):
        other = _other(document, topology, path, value, base)
        if other is None:
            if value is not None:
                stuck.append(dotted(path))
            continue
        after = _outcome(other)
        results[dotted(path)] = (after.billed != start.billed, _changed_arguments(start, after))
    return results, stuck


def _other(
    document: dict[str, Any], topology: dict[str, Any], path: leaves.Path, value: Any, base: Stack
) -> Stack | None:
    for candidate in leaves.candidates(base.deployed.sections, path, value):
        try:
            return _stack({**document, "topology": leaves.changed(topology, path, candidate)}, base.region)
        except (ConfigError, TypeError):
            continue
    return None


def _excepted(leaf: str, table: dict[str, str]) -> bool:
    return any(fnmatch.fnmatchcase(leaf, pattern) for pattern in table)


@pytest.mark.parametrize("name", STACKS)
def test_what_is_billed_is_built(name: str):
    """Wherever a leaf changes the bill, it changes what is registered."""
    results, _ = _sweep(name)
    lost = [leaf for leaf, (billed, arguments) in results.items() if billed and not arguments]
    assert [leaf for leaf in lost if not _excepted(leaf, BILLED_BUT_NOT_REGISTERED)] == []


@pytest.mark.parametrize("name", STACKS)
def test_what_is_built_and_costs_is_billed(name: str):
    """An argument of a priced type that changes the bill with one leaf changes it with every leaf."""
    results, _ = _sweep(name)
    priced = _priced_arguments(results)
    drifting = {
        leaf: sorted(arguments & priced)
        for leaf, (billed, arguments) in results.items()
        if not billed and arguments & priced and not _excepted(leaf, REGISTERED_BUT_NOT_BILLED)
    }
    assert drifting == {}


def _priced_arguments(results: dict[str, tuple[bool, set[tuple[str, str]]]]) -> set[tuple[str, str]]:
    """Return the arguments of priced types that change alone with some leaf which changes the bill."""
    found: set[tuple[str, str]] = set()
    for billed, arguments in results.values():
        mine = {(kind, name) for kind, name in arguments if kind in PRICED_TYPES}
        if billed and len(mine) == 1:
            found |= mine
    return found


@pytest.mark.parametrize("name", STACKS)
def test_hardly_a_leaf_is_left_out(name: str):
    """Every leaf that has a value has another valid one, but for those in the table."""
    _, stuck = _sweep(name)
    assert [leaf for leaf in stuck if not _excepted(leaf, WITHOUT_ALTERNATIVE)] == []


def test_no_exception_is_idle():
    """Every exception is needed by some stack."""
    by_leaf: dict[str, list[tuple[bool, set[tuple[str, str]]]]] = defaultdict(list)
    for name in STACKS:
        for leaf, result in _sweep(name)[0].items():
            by_leaf[leaf].append(result)
    idle = [p for p in REGISTERED_BUT_NOT_BILLED if not any(fnmatch.fnmatchcase(leaf, p) for leaf in by_leaf)]
    assert idle == []
