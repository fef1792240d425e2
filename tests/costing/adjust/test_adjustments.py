"""What holds for every adjustment: worked out by hand, ordered figures, exact sums."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.adjust.adjust import KINDS
from costing.money import sum_of
from tests.support.hand_computed import MARK
from tests.support.running import adjusted

FOLDER = Path(__file__).parent


def _cases():
    for path in sorted(FOLDER.glob("test_*.py")):
        if path.name == Path(__file__).name:
            continue
        spec = importlib.util.spec_from_file_location(f"cases_of_{path.stem}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield from (getattr(value, MARK) for value in vars(module).values() if hasattr(value, MARK))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_every_kind_is_worked_out_by_hand(kind):
    """Each line that no layer adds has a case in this folder."""
    assert kind.id in set(_cases())


hours = st.decimals(0, 5000, places=6)
ordered = st.lists(hours, min_size=3, max_size=3).map(sorted)
CONTAINERS = {"app": {"image": "public.ecr.aws/x/y:1", "memoryMib": 512}}
TOPOLOGY = {
    "database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20, "multiAz": True},
    "services": {"worker": {"kind": "asg", "instanceType": "t3.small", "containers": CONTAINERS}},
}
KEYS = {
    "database/instance/hours": "rds.postgres.multi-az.db.t4g.micro",
    "database/replica/hours": "rds.postgres.single-az.db.t4g.micro",
    "services/worker/instances": "ec2.linux.t3.small",
    "services/api/vcpu": "fargate.linux-x86.vcpu-hour",
    "services/api/memory": "fargate.linux-arm.gb-hour",
}
reservations = st.builds(
    lambda covers, count: {"kind": "reserved", "covers": covers, "termYears": 1, "count": count},
    st.sampled_from(["database", "service.worker"]),
    st.integers(1, 4),
)
plans = st.builds(
    lambda hourly: {"kind": "computeSavingsPlan", "termYears": 1, **({"hourlyUsd": hourly} if hourly else {})},
    st.one_of(st.none(), st.decimals("0.001", "0.2", places=5).map(str)),
)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    quantities=st.lists(ordered, min_size=len(KEYS), max_size=len(KEYS)),
    bought=st.lists(st.one_of(reservations, plans), max_size=3),
    percent=st.sampled_from([None, "5", "12.5"]),
)
def test_floor_expected_and_ceiling_keep_their_order(quantities, bought, percent):
    """Whatever is bought: layers and totals are ordered, sums exact, and what nothing uses is never negative."""
    lines = {
        line_id: (key, " ".join(map(str, three)))
        for (line_id, key), three in zip(KEYS.items(), quantities, strict=True)
    }
    pricing = {"commitments": {f"c{number}": one for number, one in enumerate(bought)}}
    if percent:
        pricing["discounts"] = {"edp": {"percent": percent}}
    bill = adjusted(lines, TOPOLOGY, pricing)
    assert bill.total == sum_of(line.amount for line in bill.lines)
    assert bill.total.floor <= bill.total.expected <= bill.total.ceiling
    for layer in bill.layers.values():
        assert layer.floor <= layer.expected <= layer.ceiling
    for one in bill.commitments:
        assert all(each >= 0 for each in one.unused)
    for line in bill.lines:
        assert line.amount == line.quantity.times(line.price.usd)
