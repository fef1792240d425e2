"""Every creation of a whole stack fails once, outright or half-way: the next ups end where an undisturbed one does."""

from collections import Counter
from typing import Any

import pytest

from sandbox.engine import Sandbox
from sandbox.faults import Fault
from tests.support.stacks import ROOT

pytestmark = pytest.mark.engine

STACK = ROOT / "Pulumi.dev.yaml"
ON = "--continue-on-error"
"""Everything that does not hang on what failed is tried in the same up: ten ups instead of sixty."""
MOST_UPS = 30


class _Once:
    """Matches the first attempt at each AWS resource, and keeps which they were."""

    def __init__(self) -> None:
        self.struck: set[tuple[str, str]] = set()

    def __call__(self, type_: str, name: str) -> bool:
        """Whether this creation is the first of its resource."""
        first = (type_, name) not in self.struck
        self.struck.add((type_, name))
        return first


def _end(box: Sandbox, stack: Any) -> tuple[Counter[tuple[str, bool]], list[str]]:
    """Return what the account has by type, whether it is ready, and what the state knows."""
    there = Counter((living.type, living.ready) for living in box.account.of())
    return there, sorted(r["urn"] for r in stack.resources())


def _creations(box: Sandbox) -> Counter[tuple[str, str]]:
    return Counter((c.type, c.name) for c in box.calls.of("create", preview=False))


@pytest.fixture(scope="module")
def undisturbed() -> Any:
    """What an up leaves to which nothing happens, and what it creates."""
    with Sandbox() as box:
        stack = box.project(ROOT, STACK)
        stack.up(check=True)
        yield _end(box, stack), _creations(box)


@pytest.mark.parametrize(("kind", "attempts"), [("error", 2), ("partial", 1)])
def test_every_creation_may_fail_once(undisturbed: Any, kind: Any, attempts: int):
    """Up after up gets further, and nothing is there twice: refused ones are tried again, half-made ones updated."""
    (account, state), creations = undisturbed
    once = _Once()
    with Sandbox() as box:
        box.faults.plant(Fault(kind, once, times=None))
        stack = box.project(ROOT, STACK)
        ups = next(count for count in range(1, MOST_UPS) if stack.up(ON).ok)
        assert ups > 5
        assert once.struck == set(creations)
        assert _creations(box) == Counter(dict.fromkeys(creations, attempts))
        assert _end(box, stack) == (account, state)
        assert stack.up(check=True).changes == {}
        stack.destroy(check=True)
        assert {living.type for living in box.account.of()} == {"aws:ecs/taskDefinition:TaskDefinition"}, "kept"
