"""What one task carries, from what a request was measured to cost."""

from decimal import Decimal

import pytest

from costing.capacity import Capacity, task_capacity, tasks_for
from infra.model.workload import ServiceWorkload


def _capacity(vcpu="1", memory="2048", utilisation="60", *, arm=False, **measured):
    work = ServiceWorkload.model_validate(measured)
    return task_capacity(work, Decimal(vcpu), Decimal(memory), Decimal(utilisation), arm=arm)


@pytest.mark.parametrize(
    ("measured", "options", "capacity"),
    [
        # 1 vCPU × 1000 ms × 60 % / 20 ms = 30 a second
        ({"cpuMsPerRequest": 20}, {}, (30, "cpu")),
        ({"cpuMsPerRequest": 20}, {"vcpu": "0.25"}, ("7.5", "cpu")),
        ({"cpuMsPerRequest": 20}, {"utilisation": "100"}, (50, "cpu")),
        # one process uses one processor: 4 are of no more use
        ({"cpuMsPerRequest": 20, "maxVcpu": 1}, {"vcpu": "4"}, (30, "cpu")),
        ({"cpuMsPerRequest": 20, "maxVcpu": 8}, {"vcpu": "4"}, (120, "cpu")),
        # a quarter slower on Graviton: 30 / 1.25 = 24
        ({"cpuMsPerRequest": 20, "armFactor": "1.25"}, {"arm": True}, (24, "cpu")),
        ({"cpuMsPerRequest": 20, "armFactor": "1.25"}, {}, (30, "cpu")),
        ({"cpuMsPerRequest": 20}, {"arm": True}, (30, "cpu")),
        # (2048 − 512) / 100 = 15 in flight at once, 0.5 s each: 30 a second
        ({"memoryMibPerRequest": 100, "memoryMibBase": 512, "latencyMs": 500}, {}, (30, "memory")),
        ({"memoryMibPerRequest": 100, "latencyMs": 500}, {}, (40, "memory")),
        # no room for even one request
        ({"memoryMibPerRequest": 100, "memoryMibBase": 2000, "latencyMs": 500}, {}, (0, "memory")),
        ({"memoryMibPerRequest": 100, "memoryMibBase": 4000, "latencyMs": 500}, {}, (0, "memory")),
        # the smaller of the two binds
        ({"cpuMsPerRequest": 10, "memoryMibPerRequest": 100, "latencyMs": 500}, {}, (40, "memory")),
        ({"cpuMsPerRequest": 30, "memoryMibPerRequest": 100, "latencyMs": 500}, {}, (20, "cpu")),
    ],
)
def test_what_one_task_carries(measured, options, capacity):
    """By its processor at the target utilisation, or by the requests its memory holds at once (Little's law)."""
    per_second, binding = capacity
    assert _capacity(**options, **measured) == Capacity(Decimal(per_second), binding)


@pytest.mark.parametrize("measured", [{}, {"latencyMs": 500}, {"memoryMibPerRequest": 100}, {"memoryMibBase": 512}])
def test_without_a_measurement_there_is_no_capacity(measured):
    """Nothing comes from benchmarks: unknown is unknown."""
    assert _capacity(**measured) is None


@pytest.mark.parametrize(
    ("per_second", "each", "tasks"),
    [("0", "30", "0"), ("1", "30", "1"), ("30", "30", "1"), ("30.1", "30", "2"), ("90", "30", "3"), ("0", "0", "0")],
)
def test_tasks_for_a_rate(per_second, each, tasks):
    """Whole tasks, rounded up."""
    assert tasks_for(Decimal(per_second), Capacity(Decimal(each), "cpu")) == Decimal(tasks)


def test_no_number_of_tasks_is_enough_where_one_carries_nothing():
    """More tasks do not help: that cannot hide behind a number."""
    assert tasks_for(Decimal(1), Capacity(Decimal(0), "memory")) == Decimal("Infinity")
