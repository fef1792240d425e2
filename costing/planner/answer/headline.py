"""What a person calls the sides of a decision: not 500 sizes of a task, but Fargate or instances, x86 or ARM."""

from typing import Any

from costing.planner.choices.choice import Choice
from infra.aws_rules import ec2
from infra.model.cache import NodesCache
from infra.model.database import AuroraServerlessDatabase, InstanceDatabase
from infra.model.services import AsgService, FargateService, Job, Service
from infra.model.stack import Sections


def side_of(decision: str, choice: Choice, today: Sections) -> str:
    """Return the side of a decision that a choice is on."""
    value = choice.edits[0].value if choice.edits else _today(decision, today)
    match value:
        case FargateService() | AsgService() | Job():
            return _of_service(value)
        case InstanceDatabase():
            zones = ", Multi-AZ" if value.multi_az else ""
            return f"{value.instance_class}{zones}"
        case AuroraServerlessDatabase():
            return "Aurora Serverless"
        case NodesCache():
            return f"{value.node_type}, {value.engine}"
        case _:
            return choice.name


def _today(decision: str, today: Sections) -> Any:
    """Return the part of today's topology that a decision is about."""
    layer, _, name = decision.partition(".")
    if layer == "services":
        return today.topology.services.get(name)
    return getattr(today.topology, layer, None) if layer in ("database", "cache") else None


def _of_service(service: Service) -> str:
    spot = ", partly Spot" if service.spot else ""
    if isinstance(service, AsgService):
        found = ec2.find(service.instance_type)
        architecture = found.architecture if found else "?"
        return f"instances, {architecture}{spot}"
    return f"Fargate, {service.architecture}{spot}"
