"""Right-sizing from measured use, worked out by hand from the rows of the price book (us-east-1, 730 hours)."""

from decimal import Decimal

import pytest

from costing.advice.advise import advise
from tests.support.bills import estimate_of

IMAGE = {"image": "public.ecr.aws/x/y:1"}
QUIET = {"deploymentsPerMonth": 0}


def _advice(service, measured, containers=None, **requirements):
    topology = {"services": {"w": {"containers": containers or {"app": IMAGE}, **service}}}
    workload = {**QUIET, "services": {"w": {"measured": measured}}}
    document = {"topology": topology, "workload": workload, "requirements": requirements}
    return {one.id: one for one in advise(estimate_of(document))}.get("size.w")


LARGE = {"cpuUnits": 1024, "memoryMib": 2048}
SMALL = {"cpuUnits": 256, "memoryMib": 512}


def test_a_task_that_is_too_large():
    """200 of 1024 CPU units at 60 % are 333.3, 700 of 2048 MiB at 80 % are 875: 512 and 1024 hold them.

    730 × (0.5 × 0.04048 + 1 × 0.004445) = 18.02005 less.
    """
    one = _advice(LARGE, {"app": {"cpuUnits": 200, "memoryMib": 700}})
    assert (one.sort, one.title) == ("saving", "512 CPU units and 1024 MiB for w")
    assert one.saving.expected == Decimal("18.02005")
    assert one.how == "tollgate:topology.services.w.cpuUnits: 512; tollgate:topology.services.w.memoryMib: 1024"
    assert "seen to use 200 CPU units and 700 MiB of the task's 1024 CPU units and 2048 MiB" in one.why


def test_a_task_that_runs_short():
    """450 MiB at 80 % are 562.5: 1024 MiB for 512, 730 × 0.5 × 0.004445 = 1.622425 more; it is a risk, not a saving."""
    one = _advice(SMALL, {"app": {"cpuUnits": 100, "memoryMib": 450}})
    assert (one.sort, one.title) == ("risk", "256 CPU units and 1024 MiB for w: it runs short")
    assert one.saving.expected == Decimal("-1.622425")


@pytest.mark.parametrize(
    ("cpu", "memory", "said"),
    [
        ("153.6", "409.6", None),  # exactly 60 % of 256 and 80 % of 512: it fits
        ("153.7", "409.6", "512 CPU units and 1024 MiB for w: it runs short"),
        ("153.6", "409.7", "256 CPU units and 1024 MiB for w: it runs short"),
    ],
)
def test_the_edge(cpu, memory, said):
    """At the target nothing is advised, a hair above it the next size is."""
    one = _advice(SMALL, {"app": {"cpuUnits": cpu, "memoryMib": memory}})
    assert (one.title if one else None) == said


def test_the_target_is_the_users():
    """At 90 % of CPU 200 units need 222.2, which 256 hold; memory decides then."""
    one = _advice(LARGE, {"app": {"cpuUnits": 200, "memoryMib": 700}}, targetUtilisationPercent=90)
    assert one.title == "256 CPU units and 1024 MiB for w"


def test_containers_add_up_and_an_unmeasured_one_counts_with_its_limit():
    """100 + 128 at 60 % are 380 units, 300 + 512 at 80 % are 1015 MiB."""
    two = {"app": IMAGE, "side": {**IMAGE, "cpuUnits": 128, "memoryMib": 512}}
    one = _advice(LARGE, {"app": {"cpuUnits": 100, "memoryMib": 300}}, two)
    assert one.title == "512 CPU units and 1024 MiB for w"


def test_nothing_is_guessed():
    """Without a figure for CPU or memory, or for a container without a limit, there is no advice."""
    assert _advice(LARGE, {}) is None
    assert _advice(LARGE, {"app": {"memoryMib": 300}}) is None
    assert _advice(LARGE, {"app": {"cpuUnits": 100, "memoryMib": 300}}, {"app": IMAGE, "side": IMAGE}) is None


def test_instances_of_the_same_family():
    """50 units at 60 % are 83.3, 300 MiB at 80 % are 375: a t3.micro registers 760 MiB and sustains 204.8 units.

    730 × (0.0416 − 0.0104) = 22.776 less for a t3.medium.
    """
    asg = {"kind": "asg", "instanceType": "t3.medium"}
    one = _advice(asg, {"app": {"cpuUnits": 50, "memoryMib": 300}})
    assert (one.sort, one.title) == ("saving", "t3.micro for w")
    assert one.saving.expected == Decimal("22.776")


def test_instances_that_run_short():
    """700 MiB at 80 % are 875, more than a t3.micro's 760: a t3.small, and what it costs more."""
    one = _advice({"kind": "asg", "instanceType": "t3.micro"}, {"app": {"cpuUnits": 50, "memoryMib": 700}})
    assert (one.sort, one.title) == ("risk", "t3.small for w: it runs short")
    assert one.saving.expected < 0


def test_a_job_is_sized_too():
    """What runs for minutes is paid for its size as well."""
    job = {"kind": "job", **LARGE, "schedule": {"cron": "0 2 * * ? *"}}
    topology = {"services": {"w": {**job, "containers": {"app": IMAGE}}}}
    measured = {"app": {"cpuUnits": 100, "memoryMib": 400}}
    workload = {**QUIET, "services": {"w": {"minutesPerRun": 60, "measured": measured}}}
    found = {one.id: one for one in advise(estimate_of({"topology": topology, "workload": workload}))}
    assert found["size.w"].title == "256 CPU units and 512 MiB for w"
    assert found["size.w"].saving.expected > 0
