"""Every creation of a whole stack fails once, outright or half-way: the next ups end where an undisturbed one does."""

import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from costing.doctor import doubles
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


def test_a_killed_up_goes_on_as_the_page_on_operating_says(tmp_path: Path):
    """Locked until `cancel`; doctor names what was being made; deleted and forgotten, the next up makes it once."""
    command = [sys.executable, "-m", "sandbox", "run", "up", "--stack", "dev", "--home", str(tmp_path)]
    # One at a time: killed while it writes another resource down, Pulumi would leave half a file of its state.
    alone = ["--parallel", "1", "--fault", "killed:create:*logGroup*"]
    killed = subprocess.run([*command, *alone], cwd=ROOT, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    with Sandbox(home=tmp_path) as box:
        stack = box.project(ROOT, STACK)
        assert "currently locked" in stack.up().stderr
        assert stack.cancel().ok
        found = [finding for finding in doubles(stack.export()) if "shop-api" in finding.what]
        assert len(found) == 1
        orphan = box.account.one("aws:cloudwatch/logGroup:LogGroup")
        box.account.remove(orphan.key)
        stack.refresh(clear_pending_creates=True, check=True)
        assert not list(doubles(stack.export()))
        stack.up(check=True)
        assert len(box.account.of("aws:cloudwatch/logGroup:LogGroup")) == 1
        assert stack.up(check=True).changes == {}
