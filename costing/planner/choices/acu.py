"""The capacity that a serverless cluster may have."""

from collections.abc import Iterator
from decimal import Decimal

from costing.assumptions import ACU_VCPU
from costing.money import ZERO
from costing.planner.needs.database import MEMORY_SHARE, OWN_GIB, Question
from costing.units import HUNDRED, THOUSAND
from infra.aws_rules.aurora import ACU_MAX, ACU_MAX_LEAST, ACU_MEMORY_GIB, ACU_STEP
from infra.model.database import AuroraServerlessDatabase

DOUBLINGS = 3
"""Above what CPU and memory need, capacity is tried doubled so often: connections may ask for more."""


def capacities(asked: Question) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield least and most capacity in ACU: today's, and from what the peak needs upwards.

    A cluster that pauses keeps its first caller waiting, so only one that pauses today is proposed to.
    """
    today, least = asked.today, ACU_STEP
    if isinstance(today, AuroraServerlessDatabase):
        yield today.min_acu, today.max_acu
        least = min(today.min_acu, least)
    most = needed_acu(asked)
    for _ in range(DOUBLINGS):
        if most <= ACU_MAX:
            yield least, most
        most *= 2


def needed_acu(asked: Question) -> Decimal:
    """Return the capacity that the peak needs by CPU and by memory, in steps that AWS takes."""
    work, percent = asked.work, Decimal(asked.requirements.target_utilisation_percent)
    busy = asked.peak * (work.cpu_ms_per_request or ZERO) / THOUSAND
    by_cpu = busy * HUNDRED / percent / ACU_VCPU
    by_memory = ((work.working_set_gb or ZERO) + OWN_GIB) / MEMORY_SHARE / ACU_MEMORY_GIB
    steps = -(-max(by_cpu, by_memory) // ACU_STEP)
    return max(steps * ACU_STEP, Decimal(ACU_MAX_LEAST))
