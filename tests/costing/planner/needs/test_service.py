"""How many tasks of a size a service needs, hand-computed."""

from decimal import Decimal

import pytest

from costing.demand.counts import Size
from costing.demand.requests import Hours
from costing.planner.needs.load import Load
from costing.planner.needs.rejection import Rejection
from costing.planner.needs.service import Candidate, Fit, Host, Question, fit
from infra.model.requirements import Requirements
from infra.model.workload import ServiceWorkload

TODAY = Candidate(Size(Decimal("0.5"), Decimal(1024), arm=False))
FIFTEEN = {"cpu_ms_per_request": Decimal(15)}


def _asked(peak, work, *, zones=3, least=1, most=5, **rules):
    load = Load(Decimal(peak), Decimal(peak), (Hours(Decimal(730), Decimal(peak)),))
    return Question("api", TODAY, least, most, ServiceWorkload(**work), load, Requirements(**rules), zones, held=False)


CASES = [
    # 0.5 vCPU × 60 % / 15 ms = 20 requests a second a task
    (100, FIFTEEN, {}, (1, 5)),
    (101, FIFTEEN, {}, (1, 6)),
    # one task more survives one; at 85 % a task carries 28.3, so 4 are left to carry 100
    (100, FIFTEEN, {"availability": "instance"}, (2, 5)),
    # of 6 in 3 zones 4 are left
    (100, FIFTEEN, {"availability": "zone"}, (2, 6)),
    # of 8 in 2 zones 4 are left
    (100, FIFTEEN, {"availability": "zone", "zones": 2}, (2, 8)),
    # at 100 % allowed: 0.5 / 15 ms = 33.3 a task
    (100, FIFTEEN, {"target_utilisation_percent": 100, "zone_lost_utilisation_percent": 100}, (1, 3)),
    # nobody measured: as many as today
    (100, {}, {}, (1, 5)),
]


@pytest.mark.parametrize(("peak", "work", "more", "bounds"), CASES)
def test_bounds_that_carry_the_peak(peak, work, more, bounds):
    """The upper bound carries the peak, the lower one survives a loss."""
    found = fit(_asked(peak, work, **more), TODAY)
    assert isinstance(found, Fit)
    assert (found.least, found.most) == bounds


def test_too_many_tasks_are_a_rejection_that_says_how_many():
    """1,020 requests a second take 51 tasks, and 50 are allowed."""
    found = fit(_asked(1020, FIFTEEN), TODAY)
    assert isinstance(found, Rejection)
    assert found.requirement == "requirements.maxTasks"
    assert "51" in found.has
    assert isinstance(fit(_asked(1000, FIFTEEN), TODAY), Fit)


def test_what_nobody_measured_is_not_made_smaller():
    """Without a figure for CPU no size below today's is taken, and the answer names what to measure."""
    smaller = Candidate(Size(Decimal("0.25"), Decimal(1024), arm=False))
    found = fit(_asked(100, {}), smaller)
    assert isinstance(found, Rejection)
    assert found.requirement == "workload.services.api.cpuMsPerRequest"


def test_the_fewest_burstable_instances_are_not_enough_where_credits_run_out():
    """A t-type that sustains 0.2 vCPU: 12 requests a second × 15 ms keep 0.18 busy, 14 keep 0.21."""
    host = Candidate(Size(Decimal(2), Decimal(900), arm=False), Host(1, Decimal("0.2")))
    one, two = (
        fit(_asked(peak, {**FIFTEEN, "memory_mib_per_request": Decimal(1), "latency_ms": Decimal(50)}), host)
        for peak in (12, 14)
    )
    assert isinstance(one, Fit)
    assert isinstance(two, Fit)
    assert (one.least, two.least) == (1, 2)


def test_instances_survive_with_all_their_tasks():
    """Two tasks on each instance: of 5 on three, 4 are left when one is lost; of 3 on two, one is at least."""
    shared = Candidate(Size(Decimal("0.5"), Decimal(1024), arm=False), Host(2))
    found = fit(_asked(100, FIFTEEN, availability="instance"), shared)
    assert isinstance(found, Fit)
    assert (found.least, found.most) == (3, 5)


@pytest.mark.parametrize(
    ("rules", "requirement", "needed"),
    [
        ({}, "requirements.burstable", "at least 2 tasks, whose CPU credits last the day"),
        ({"availability": "instance"}, "requirements.availability", "at least 2 tasks at any time"),
    ],
)
def test_a_held_count_that_is_too_small_says_what_it_fails(rules, requirement, needed):
    """One instance earns credits for 0.2 vCPU where 0.21 are busy all day; and one alone survives no loss."""
    host = Candidate(Size(Decimal(2), Decimal(900), arm=False), Host(1, Decimal("0.2")))
    work = {**FIFTEEN, "memory_mib_per_request": Decimal(1), "latency_ms": Decimal(50)}
    found = fit(_asked(14, work, **rules)._replace(held=True), host)
    assert found == Rejection(requirement, needed, "1")
