"""What runs: Spot, a second task, a broker outside of the task."""

from collections.abc import Iterator
from typing import Any

from costing.advice.case import Case
from costing.advice.proposal import Proposal
from costing.line_item import shown
from infra.aws_rules import mq
from infra.model.services import Job, RunningService, Spot
from infra.model.tasks import is_stateful

BROKER = "rabbitmq"


def proposals(case: Case) -> Iterator[Proposal]:
    """Yield other ways to run the same services."""
    services = case.topology.services
    yield from _broker(case)
    for name, service in services.items():
        if isinstance(service, Job):
            continue
        yield from _spot(case, name, service)
        if service.scaling.min == 1 and not is_stateful(service) and service.route is not None:
            yield _second_task(name, service)


def _broker(case: Case) -> Iterator[Proposal]:
    """A broker inside a task is gone with the task, and every task has one of its own."""
    for name, service in case.topology.services.items():
        inside = [n for n, c in service.containers.items() if BROKER in c.image.lower()]
        if not inside or case.topology.messaging.broker is not None:
            continue
        kind = min(
            (one for one in mq.INSTANCE_TYPES if case.estimate.book.has(f"mq.rabbitmq.single.{one}")),
            key=lambda one: case.estimate.book.price(f"mq.rabbitmq.single.{one}").usd,
            default=None,
        )
        versions = [v for v in mq.VERSIONS if kind is not None and mq.version_problem(v, kind) is None]
        if kind is not None and versions:
            broker = {"kind": "rabbitmq", "version": versions[-1], "instanceType": kind}
            yield Proposal(
                f"broker.{name}",
                f"Amazon MQ in place of the broker inside {name}",
                {"topology": {"messaging": {"broker": broker}}},
                f"The container {inside[0]} loses its queues with its task, at every deployment; each further task "
                "would have a broker of its own. A queue of SQS costs by the message instead.",
                "Amazon MQ pricing",
                sort="switch",
            )


def _spot(case: Case, name: str, service: RunningService) -> Iterator[Proposal]:
    """Propose Spot as far as the requirements allow it, and show what Spot saves where one task has it all."""
    allowed = case.sections.requirements.spot_max_percent.get(name, 0)
    share = service.spot.share_percent if service.spot else 0
    if allowed > share and not is_stateful(service):
        yield Proposal(
            f"spot.{name}",
            f"Spot for {allowed} % of {name}",
            {"topology": {"services": {name: {"spot": {"sharePercent": allowed}}}}},
            "AWS takes Spot tasks back with two minutes' notice, and the price floats: the book has one dated reading.",
            "AWS Fargate Spot and EC2 Spot pricing",
            group=f"spot.{name}",
        )
    if service.spot is not None and _idle(case, name, service.spot):
        tasks = case.demand.services[name].tasks.expected
        yield Proposal(
            f"spot-alone.{name}",
            f"Spot does nothing for {name}",
            {"topology": {"services": {name: {"spot": None}}}},
            f"Its onDemandBase of {service.spot.on_demand_base} holds all {shown(tasks)} of its tasks: without Spot "
            "the expected bill is the same.",
            "Amazon ECS: base and weight of capacity providers",
            sort="risk",
        )


def _idle(case: Case, name: str, spot: Spot) -> bool:
    tasks = case.demand.services[name].tasks.expected
    return bool(spot.share_percent) and bool(tasks) and tasks <= spot.on_demand_base


def _second_task(name: str, service: RunningService) -> Proposal:
    scaling: dict[str, Any] = {"min": 2}
    if service.scaling.max < 2:
        scaling["max"] = 2
    return Proposal(
        f"second-task.{name}",
        f"A second task of {name}",
        {"topology": {"services": {name: {"scaling": scaling}}}, "workload": _counted(name, service)},
        "With one task a crash, a failed zone or a moved task takes the service down until the next one answers.",
        "Amazon ECS: availability best practices",
        sort="switch",
    )


def _counted(name: str, service: RunningService) -> dict[str, Any]:
    """Leave the average to be derived anew: what was stated was stated for the smaller count."""
    del service
    return {"services": {name: {"averageCount": None}}}
