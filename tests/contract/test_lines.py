"""Every kind of line is on the bill of something that is deployed in these tests: an example, or a small stack beside.

With the derivations of `tests/support/state_bill.py` that means: each kind is seen together with its resources.
"""

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from costing.estimate import LAYER_BILLS
from infra.model.layers import LAYERS
from infra.model.secret_names import secrets_needed
from sandbox.engine import Sandbox, secret
from tests.support.bills import estimate_of as small_estimate
from tests.support.bills import stack_of
from tests.support.stacks import ROOT, stack_file
from tests.support.stacks_tiers import FILES, estimate_of, first_of
from tests.support.stacks_wide import RARE
from tests.support.state import State
from tests.support.state_bill import disagreements
from tests.support.state_free import unnamed
from tests.support.state_security import CHECKS

TODAY = date(2026, 11, 21)
KINDS = [kind for bill in LAYER_BILLS.values() for kind in bill.kinds]


@cache
def _ids() -> frozenset[str]:
    """Return the ids of all lines of all tiers of the examples, and of the small stacks."""
    estimates = [estimate_of(first_of(file), TODAY) for file in FILES]
    estimates += [small_estimate(document) for document in RARE.values()]
    bills = [bill for one in estimates for bill in one.bills.values()]
    return frozenset(line.id for bill in bills for line in (*bill.lines, *bill.free))


def _pattern(kind: str) -> re.Pattern[str]:
    """Return what ids of a kind look like: a word in capitals stands for a key of the config."""
    layer, _, rest = kind.partition("/")
    place, _, what = rest.partition("/")
    named = rf"{layer}/[^/]+/{re.escape(what)}" if what and place.isupper() else re.escape(kind)
    return re.compile(rf"{named}(\..+)?")


@pytest.mark.parametrize("kind", [kind.id for kind in KINDS])
def test_every_kind_of_line_is_produced(kind: str):
    """No kind is dead: some tier of an example, or one of the small stacks, is billed for it."""
    assert any(_pattern(kind).fullmatch(one) for one in _ids())


def test_every_line_is_of_a_kind():
    """No line is made up beside the registry; commitments and given rates have ids of their own."""
    known = [_pattern(kind.id) for kind in KINDS]
    strange = {one for one in _ids() if not any(pattern.fullmatch(one) for pattern in known)}
    assert {one for one in strange if one.split("/")[0] in LAYERS and one.split("/")[1] != "discounts"} == set()


@pytest.mark.engine
@pytest.mark.parametrize("name", RARE)
def test_what_is_rare_is_deployed_as_it_is_billed(name: str, tmp_path: Path):
    """Stacks with what no example has: their resources come to what the bill says, and are as safe as any."""
    document = RARE[name]
    topology = stack_of(document).deployed.topology
    values = {f"secrets:{key}": secret(f"Planted-{key}-8f3a61") for key in secrets_needed(topology)}
    path = stack_file(tmp_path, document["topology"], workload=document.get("workload", {}))
    with Sandbox() as box:
        stack = box.project(ROOT, path, config=values)
        stack.up(check=True)
        state = State(stack.resources())
        report = json.loads(state.exported["costReportFull"]["text"])
        assert disagreements(state, report) == []
        assert list(unnamed(state, report)) == []
        assert [problem for check in CHECKS.values() for problem in check(state)] == []
        stack.destroy(check=True)
