"""The bill of services on instances of their own: instances, disks, credits, metrics."""

from decimal import Decimal

from costing.layers.context import Context
from costing.layers.services_common import ADDRESS, GROUP, add_addresses, share_in_words, split
from costing.line_item import Kind, Why
from costing.units import HOURS
from infra.aws_rules import ec2
from infra.model.services import AsgService

INSTANCES = Kind("services/NAME/instances", "EC2 instances", "hour", GROUP, "fixed")
SPOT_INSTANCES = Kind("services/NAME/spot-instances", "EC2 Spot instances", "hour", GROUP, "fixed")
DISK = Kind("services/NAME/root-disk", "Root volumes (gp3)", "GB-month", GROUP, "fixed")
CREDITS = Kind("services/NAME/surplus-credits", "CPU credits above the baseline", "vCPU-hour", GROUP, "usage")
METRICS = Kind(
    "services/NAME/detailed-monitoring",
    "Detailed monitoring of instances",
    "metric-month",
    GROUP,
    "fixed",
    pool="always.cloudwatch.custom-metrics",
)

KINDS = (INSTANCES, SPOT_INSTANCES, DISK, CREDITS, METRICS)

CREDITS_OF = {"t2": "t3", "t3": "t3", "t3a": "t3", "t4g": "t4g"}
"""Whose row a family's credits are priced by."""


def add_service(to: Context, name: str, service: AsgService) -> None:
    """Add every line of a service on instances."""
    demand, resource = to.demand.services[name], f"{to.prefix}-{name}"
    hours, kind = demand.instance_hours, service.instance_type
    why = Why(
        "{} instances for ({}), {} each, × {} h; one more in the ceiling",
        (demand.instances.expected, demand.why, service.tasks_per_instance, HOURS),
    )
    shares = split(hours, service.spot, HOURS)
    shared = Why(why.sentence + share_in_words(service.spot), why.values)
    spot = service.spot
    if spot is None or spot.share_percent < 100 or spot.on_demand_base:
        label = f"{INSTANCES.name} ({name}, on-demand, {kind})"
        to.ledger.add(INSTANCES, resource, shares.on_demand, f"ec2.linux.{kind}", shared, name=label, of=name)
    if spot is not None:
        label = f"{SPOT_INSTANCES.name} ({name}, {kind})"
        to.ledger.add(SPOT_INSTANCES, resource, shares.spot, f"ec2.spot.linux.{kind}", shared, name=label, of=name)
    running = hours.times(1 / HOURS)
    disk = Why("{} GB × {} instances", (service.root_volume_gb, running.expected))
    volumes = running.times(Decimal(service.root_volume_gb))
    to.ledger.add(DISK, resource, volumes, "ebs.gp3.gb-month", disk, name=f"Root volumes ({name}, gp3)", of=name)
    if service.detailed_monitoring:
        because = Why("{} metrics × {} instances", (ec2.DETAILED_METRICS, running.expected))
        metrics = running.times(Decimal(ec2.DETAILED_METRICS))
        key, label = "cloudwatch.metric-month.first-10k", f"{METRICS.name} ({name})"
        to.ledger.add(METRICS, resource, metrics, key, because, name=label, of=name)
    add_addresses(to, name, ADDRESS._replace(resource=GROUP), hours, why)
    _credits(to, name, kind)


def _credits(to: Context, name: str, instance_type: str) -> None:
    """Instances that may burst at a charge are billed for what they use above their baseline."""
    surplus = to.demand.credits.get(name)
    family = instance_type.partition(".")[0]
    if surplus is not None and family in CREDITS_OF:
        key = f"ec2.cpu-credits.{CREDITS_OF[family]}.vcpu-hour"
        label = f"{CREDITS.name} ({name}, {instance_type})"
        to.ledger.add(CREDITS, f"{to.prefix}-{name}", surplus.figures, key, surplus.why, name=label, of=name)
