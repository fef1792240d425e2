"""Instances in place of Fargate, where they are cheaper."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from costing.advice.case import Case
from costing.advice.proposal import Proposal
from costing.words import many
from infra.aws_rules import ec2
from infra.model.services import FargateService


def proposals(case: Case) -> Iterator[Proposal]:
    """Yield, for each Fargate service, the instances that would hold its tasks for least."""
    for name, service in case.topology.services.items():
        if isinstance(service, FargateService):
            yield from _instances(case, name, service)


class _Fit(NamedTuple):
    """An instance type that holds tasks of a size, and what one task costs an hour on it."""

    each: Decimal
    instance_type: str
    tasks: int


def _instances(case: Case, name: str, service: FargateService) -> Iterator[Proposal]:
    """Propose the instance type that holds a task for least, on the same processors and without bursting above them."""
    fits = [fit for one in ec2.catalogue().values() if (fit := _fit(case, service, one)) is not None]
    expected = case.demand.services[name].tasks.expected
    if not fits or not expected:
        return
    best = min(fits)
    yield Proposal(
        f"instances.{name}",
        f"{name} on {best.instance_type} instances in place of Fargate",
        {
            "topology": {
                "services": {
                    name: {"kind": "asg", "instanceType": best.instance_type, "tasksPerInstance": best.tasks},
                }
            }
        },
        f"{best.instance_type} holds {many(best.tasks, 'task')} of this size without CPU credits. Instances have root "
        "volumes, are patched by their owner, and one more runs while a deployment rolls.",
        "Amazon EC2 on-demand pricing",
        group=f"kind.{name}",
    )


def _fit(case: Case, service: FargateService, one: ec2.InstanceType) -> _Fit | None:
    key = f"ec2.linux.{one.name}"
    arm = one.architecture == "arm64"
    if arm != (service.architecture == "arm64") or not case.estimate.book.has(key) or one.generation < 3:
        return None
    steady = one.vcpu * (one.baseline_percent / 100 if one.baseline_percent is not None else Decimal(1))
    by_cpu = int(steady * 1024 / service.cpu_units)
    by_memory = one.registered_memory_mib // service.memory_mib
    tasks = min(by_cpu, by_memory, one.awsvpc_tasks)
    return _Fit(case.estimate.book.price(key).usd / tasks, one.name, tasks) if tasks else None
