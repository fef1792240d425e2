"""The bill of tasks on Fargate: services by the hour they run, jobs by the minute."""

from decimal import Decimal

from costing.assumptions import PULL_MINUTES
from costing.layers.context import Context
from costing.layers.services_common import ADDRESS, SERVICE, TASK, Split, add_addresses, share_in_words, split
from costing.line_item import Kind, Why
from costing.money import Figures
from costing.units import HOURS, MILLION
from infra.aws_rules import ecs, fargate
from infra.model.services import FargateService, Job

VCPU = Kind("services/NAME/vcpu", "Fargate vCPU", "vCPU-hour", SERVICE, "fixed")
MEMORY = Kind("services/NAME/memory", "Fargate memory", "GB-hour", SERVICE, "fixed")
SPOT_VCPU = Kind("services/NAME/spot-vcpu", "Fargate Spot vCPU", "vCPU-hour", SERVICE, "fixed")
SPOT_MEMORY = Kind("services/NAME/spot-memory", "Fargate Spot memory", "GB-hour", SERVICE, "fixed")
STORAGE = Kind("services/NAME/ephemeral-storage", "Fargate ephemeral storage", "GB-hour", SERVICE, "fixed")
SCHEDULER = Kind(
    "services/NAME/scheduler",
    "Schedule (invocations)",
    "1M invocations",
    "aws:scheduler/schedule:Schedule",
    "fixed",
    pool="always.eventbridge.scheduler-invocations",
)

KINDS = (VCPU, MEMORY, SPOT_VCPU, SPOT_MEMORY, STORAGE, SCHEDULER)

PROCESSORS = {"x86_64": "x86", "arm64": "arm"}


def add_service(to: Context, name: str, service: FargateService) -> None:
    """Add every line of a service on Fargate."""
    demand = to.demand.services[name]
    why = Why("(" + demand.why.sentence + ") × {} h", (*demand.why.values, HOURS))
    overlap = demand.hours.ceiling - demand.tasks.ceiling * HOURS
    if overlap:
        why = Why(why.sentence + "; deployments add {} h to the ceiling", (*why.values, overlap))
    hours = split(demand.hours, service.spot, HOURS)
    _size(to, name, service, hours, _with_share(why, service), SERVICE)
    _storage(to, name, service, demand.hours, why, SERVICE)
    add_addresses(to, name, ADDRESS, demand.hours, why)


def add_job(to: Context, name: str, job: Job) -> None:
    """Add every line of a job: each run is billed from the start of the image's download, a minute at least."""
    demand, work = to.demand.services[name], to.sections.workload.services.get(name)
    minutes = work.minutes_per_run if work else None
    why = Why(
        "{} runs × ({} minutes + {} to pull the image) / 60", (demand.starts.expected, minutes or 0, PULL_MINUTES)
    )
    hours = split(demand.hours, job.spot, Decimal(0))
    _size(to, name, job, hours, why, TASK)
    _storage(to, name, job, demand.hours, why, TASK)
    add_addresses(to, name, ADDRESS._replace(resource=TASK), demand.hours, why)
    if job.schedule is not None:
        runs = demand.starts
        invocations = Figures(runs.floor, runs.expected, runs.ceiling).times(1 / MILLION)
        because = Why("{} invocations / 1,000,000", (runs.expected,))
        label = f"Schedule ({name}, invocations)"
        key = "eventbridge.scheduler-1m"
        to.ledger.add(SCHEDULER, f"{to.prefix}-{name}", invocations, key, because, name=label, of=name)


def _with_share(why: Why, service: FargateService) -> Why:
    return Why(why.sentence + share_in_words(service.spot), why.values)


def _size(to: Context, name: str, of: FargateService | Job, hours: Split, why: Why, resource: str) -> None:
    """Add processors and memory, on demand and on Spot, each where there are hours of it."""
    processor = PROCESSORS[of.architecture]
    vcpu = Decimal(of.cpu_units) / ecs.CPU_UNITS_PER_VCPU
    gb = Decimal(of.memory_mib) / 1024
    label = f"{of.cpu_units} CPU units, {of.memory_mib} MiB, {of.architecture}"
    whole = of.spot is not None and of.spot.share_percent == 100 and not of.spot.on_demand_base
    for used, prefix, kinds, spot in (
        (hours.on_demand, "fargate", (VCPU, MEMORY), False),
        (hours.spot, "fargate.spot", (SPOT_VCPU, SPOT_MEMORY), True),
    ):
        if (spot and of.spot is None) or (not spot and whole):
            continue
        for kind, amount, unit in ((kinds[0], vcpu, "vcpu"), (kinds[1], gb, "gb")):
            to.ledger.add(
                kind._replace(resource=resource),
                f"{to.prefix}-{name}",
                used.times(amount),
                f"{prefix}.linux-{processor}.{unit}-hour",
                Why("({}) × {} " + ("vCPU" if unit == "vcpu" else "GB"), (why, amount)),
                name=f"{kind.name} ({name}, {label})",
                of=name,
            )


def _storage(to: Context, name: str, of: FargateService | Job, hours: Figures, why: Why, resource: str) -> None:
    """Add the disk above what every task has."""
    extra = Decimal(of.ephemeral_storage_gib - fargate.STORAGE_INCLUDED_GIB)
    if extra > 0:
        because = Why("({}) × ({} GiB less {} included)", (why, of.ephemeral_storage_gib, fargate.STORAGE_INCLUDED_GIB))
        kind = STORAGE._replace(resource=resource)
        key = "fargate.ephemeral-storage-gb-hour"
        label = f"{kind.name} ({name})"
        to.ledger.add(kind, f"{to.prefix}-{name}", hours.times(extra), key, because, name=label, of=name)
