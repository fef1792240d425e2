"""Remarks on services: what is allowed, and yet may surprise whoever runs it."""

from collections.abc import Iterator

from costing.demand.services import UNKNOWN, request_shares
from costing.demand.tier import Demand
from costing.line_item import shown
from costing.money import ONE, ZERO
from costing.units import HUNDRED, THOUSAND
from costing.words import many
from infra.aws_rules import ec2
from infra.model.connections import in_public_subnets
from infra.model.database_limits import connections_for_applications
from infra.model.grants import SecretRead, reads
from infra.model.problems import listed
from infra.model.rules.crossing.connections import connections_at_most
from infra.model.services import AsgService, Job, RunningService
from infra.model.stack import Sections
from infra.model.tasks import is_scaled, is_stateful, most_tasks, overlaps

LASTING = ("fileSystem.", "host.")
"""Mounts that outlive a task."""


def remarks(sections: Sections, asked: Demand) -> Iterator[str]:
    """Yield what should be known of services."""
    topology = sections.topology
    running = {n: s for n, s in topology.services.items() if not isinstance(s, Job)}
    if running and in_public_subnets(topology):
        yield "services have public addresses of their own: cheap, closed by their security groups, and nothing else"
    for name, service in running.items():
        yield from _lost(name, service)
        yield from _spot(name, service, asked)
        if service.scaling.policy is not None and service.scaling.min == service.scaling.max and not _clocked(service):
            yield f"{name}'s scaling policy moves nothing between {service.scaling.min} and {service.scaling.max} tasks"
        if isinstance(service, AsgService) and service.cpu_credits == "standard":
            yield from _slowed(name, service, sections, asked)
    yield from _connections(sections)
    managed = [n for n, s in topology.services.items() if SecretRead("database", "") in reads(topology, s)]
    if managed:
        yield (
            f"RDS changes the database's password every seven days, and tasks of {listed(managed, 'and')} keep the "
            "old one until they are started again"
        )


def _lost(name: str, service: RunningService) -> Iterator[str]:
    """What a container keeps outside of a file system, or of a folder of its host, ends with its task."""
    fleeting = [
        key
        for key, container in service.containers.items()
        if container.stateful and not any(mount.startswith(LASTING) for mount in container.mounts)
    ]
    if fleeting:
        yield (
            f"what {listed(fleeting, 'and')} of {name} keeps is lost with its task, at each deployment too: mount a "
            "file system, or let a managed service keep it"
        )


def _slowed(name: str, service: AsgService, sections: Sections, asked: Demand) -> Iterator[str]:
    """Burstable instances that are asked for more than they earn spend their credits, and then are held back."""
    machine, work = ec2.find(service.instance_type), sections.workload.services.get(name, UNKNOWN)
    if machine is None or machine.baseline_percent is None or work.cpu_ms_per_request is None:
        return
    factor = work.arm_factor if machine.architecture == "arm64" and work.arm_factor is not None else ONE
    rate = asked.requests.average * request_shares(sections).get(name, ZERO)
    used = rate * work.cpu_ms_per_request * factor / THOUSAND
    count = asked.services[name].instances.expected
    earned = count * machine.vcpu * machine.baseline_percent / HUNDRED
    if used > earned:
        yield (
            f"{name} asks for {shown(used)} vCPU on average, and {shown(count)} × {service.instance_type} earn "
            f"{shown(earned)}: once their CPU credits are spent they are held to that. Take more or another type, or "
            "pay for the rest by cpuCredits: unlimited"
        )


def _clocked(service: RunningService) -> bool:
    return bool(service.scaling.schedules)


def _spot(name: str, service: RunningService, asked: Demand) -> Iterator[str]:
    spot = service.spot
    if spot is None or not spot.share_percent:
        return
    expected = asked.services[name].tasks.expected
    if is_stateful(service):
        yield f"{name} keeps state in its task and runs on Spot: AWS takes such a task with two minutes' notice"
    if expected and expected <= spot.on_demand_base:
        yield (
            f"Spot saves nothing for {name}: its onDemandBase of {spot.on_demand_base} holds the "
            f"{many(expected, 'task')} it runs on average"
        )
    elif most_tasks(service) == 1 and not spot.on_demand_base and not is_scaled(service):
        yield f"the only task of {name} runs on Spot: the service is down whenever AWS takes it"


def _connections(sections: Sections) -> Iterator[str]:
    """While a service is deployed, old and new tasks hold their pools side by side."""
    database = sections.topology.database
    available = connections_for_applications(database) if database is not None else None
    if available is None:
        return
    pools = connections_at_most(sections)
    doubled = {
        name: pool * (2 if not isinstance(s := sections.topology.services[name], Job) and overlaps(s) else 1)
        for name, pool in pools.items()
    }
    total = sum(doubled.values())
    if total > available:
        yield (
            f"a deployment at full load would open {shown(total)} connections, and the database takes {available}: "
            "smaller pools, or minimumHealthyPercent and maximumPercent that let fewer tasks overlap"
        )
