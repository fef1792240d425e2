"""What each service runs and moves in a month."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from costing.assumptions import PULL_MINUTES, ROLL_MINUTES, Assumption
from costing.demand.counts import Counts, counts
from costing.demand.network import ServiceFlow
from costing.demand.requests import Requests
from costing.line_item import Why, shown
from costing.money import NOTHING, ONE, ZERO, Figures, same
from costing.units import BYTES_PER_GB, HOURS, HUNDRED, KB_PER_GB
from infra.aws_rules import ecs
from infra.model.connections import shares_host_network
from infra.model.services import AsgService, BlueGreen, Job, RunningService, Service
from infra.model.stack import Sections
from infra.model.tasks import deployment_of, instances_for, most_tasks, overlaps
from infra.model.workload import ServiceWorkload


class ServiceDemand(NamedTuple):
    """A service's month.

    Attributes:
        requests: a month.
        tasks: running at once: least, average, most; of a job, the share of the month its tasks run.
        hours: task-hours; the ceiling has the overlap of deployments too.
        starts: tasks started a month.
        instances: container instances: least, average, most with the one that rolling needs; none on Fargate.
        instance_hours: hours of those, with the doubled set of blue/green in the ceiling.
        logs: GB a month.
        flow: what it moves through the network.
        why: how the tasks came about.
        guessed: whether the mean of the tasks is the least for want of anything better.
    """

    requests: Figures
    tasks: Figures
    hours: Figures
    starts: Figures
    instances: Figures
    instance_hours: Figures
    logs: Figures
    flow: ServiceFlow
    why: Why
    guessed: bool = False


UNKNOWN = ServiceWorkload.model_construct()
"""A service of which nothing is known."""


def services(sections: Sections, requests: Requests) -> Mapping[str, ServiceDemand]:
    """Return the demand of every service, by name."""
    shares = request_shares(sections)
    return {name: service_demand(sections, name, requests, shares) for name in sections.topology.services}


def service_demand(sections: Sections, name: str, requests: Requests, shares: Mapping[str, Decimal]) -> ServiceDemand:
    """Return the demand of one service; it follows from nothing but itself and its share of the requests."""
    service, work = sections.topology.services[name], sections.workload.services.get(name, UNKNOWN)
    if isinstance(service, Job):
        return _job(sections, service, work)
    return _running(sections, service, work, requests, shares.get(name, ZERO))


def request_shares(sections: Sections) -> Mapping[str, Decimal]:
    """Return the part of all requests that each routed service gets, 0 to 1.

    Stated percentages hold; what they leave is shared evenly by the others.
    """
    routed = [n for n, s in sections.topology.services.items() if not isinstance(s, Job) and s.route is not None]
    stated = {n: sections.workload.services.get(n, UNKNOWN).request_percent for n in routed}
    given = {n: Decimal(p) / HUNDRED for n, p in stated.items() if p is not None}
    others = [n for n in routed if n not in given]
    left = max(ZERO, ONE - sum(given.values(), ZERO))
    return {**given, **{n: left / len(others) for n in others}}


def _running(
    sections: Sections, service: RunningService, work: ServiceWorkload, requests: Requests, share: Decimal
) -> ServiceDemand:
    utilisation = Decimal(sections.requirements.target_utilisation_percent)
    found = counts(service, work, requests, share, utilisation)
    own = requests.monthly.times(share)
    tasks, deployments = found.tasks, sections.workload.deployments_per_month
    starts = Figures(ZERO, tasks.expected * deployments, tasks.ceiling * deployments)
    doubled = _second_set(service, found.most_at_once) * _overlap_hours(service, deployments)
    on_instances, instance_hours = _instances(service, found, deployments)
    own_interfaces = NOTHING if shares_host_network(sections.topology, service) else tasks
    return ServiceDemand(
        own,
        tasks,
        Figures(tasks.floor * HOURS, tasks.expected * HOURS, tasks.ceiling * HOURS + doubled),
        starts,
        on_instances,
        instance_hours,
        _logs(sections, work, own, tasks),
        ServiceFlow(
            own.times(work.upstream_in_kb_per_request / KB_PER_GB),
            own.times(work.upstream_out_kb_per_request / KB_PER_GB),
            starts.times(image_gb(sections, service)),
            own_interfaces.plus(on_instances),
        ),
        found.why,
        found.assumed,
    )


def _second_set(service: RunningService, most: Decimal) -> Decimal:
    """Return the tasks that may run beside the first set while a service is deployed; none where one stops first."""
    deployment = deployment_of(service)
    if isinstance(deployment, BlueGreen):
        return most
    return Decimal(ecs.most_tasks(most_tasks(service), deployment.maximum_percent)) - most


def _overlap_hours(service: RunningService, deployments: Decimal) -> Decimal:
    """Return the hours of a month in which a second set of tasks runs beside the first."""
    deployment = service.deployment
    minutes = Decimal(deployment.bake_minutes) if isinstance(deployment, BlueGreen) else ROLL_MINUTES
    return deployments * minutes / 60


def _instances(service: RunningService, found: Counts, deployments: Decimal) -> tuple[Figures, Figures]:
    """Return instances and their hours; the ceiling has one more for rolling, and blue/green's second set."""
    if not isinstance(service, AsgService):
        return NOTHING, NOTHING
    least, mean, most = found.instances(service)
    running = Figures(least, mean, most + 1)
    hours = running.times(HOURS)
    if isinstance(service.deployment, BlueGreen):
        full = Decimal(instances_for(service, most_tasks(service)))
        hours = Figures(hours.floor, hours.expected, hours.ceiling + full * _overlap_hours(service, deployments))
    return running, hours


def _logs(sections: Sections, work: ServiceWorkload, own: Figures, tasks: Figures) -> Figures:
    """Return GB of logs: so many bytes a request, and what a service writes by itself, in step with its tasks."""
    each = sections.workload.log_bytes_per_request if work.log_bytes_per_request is None else work.log_bytes_per_request
    by_request = own.times(each / BYTES_PER_GB)
    steady = work.log_gb_per_month
    grown = steady * tasks.ceiling / tasks.expected if tasks.expected else steady
    return by_request.plus(Figures(ZERO, steady, max(steady, grown)))


def image_gb(sections: Sections, service: Service) -> Decimal:
    """Return the GB that a task pulls when it starts: each of its repositories' images once."""
    images = {container.image for container in service.containers.values()}
    sizes = sections.workload.repositories
    return sum((sizes[name].image_gb for name in sorted(images) if name in sizes), ZERO)


def runs_by_schedule(service: Job) -> Decimal:
    """Return how often a month a job starts by itself."""
    if service.schedule is None:
        return ZERO
    from infra.aws_rules.cron_runs import runs_per_month  # noqa: PLC0415 - slow, and seldom needed

    runs = runs_per_month(service.schedule.cron, service.schedule.time_zone)
    return Decimal(runs.numerator) / runs.denominator


def _job(sections: Sections, service: Job, work: ServiceWorkload) -> ServiceDemand:
    """Return a job's month; runs by the clock are in the floor, runs by hand are not."""
    clock = runs_by_schedule(service)
    runs = clock if work.runs_per_month is None else work.runs_per_month
    minutes = max(ONE, (work.minutes_per_run or ZERO) + PULL_MINUTES)
    starts = Figures(min(clock, runs), runs, max(clock, runs))
    hours = starts.times(minutes / 60)
    steady = work.log_gb_per_month
    nothing = same(ZERO)
    return ServiceDemand(
        nothing,
        hours.times(1 / HOURS),
        hours,
        starts,
        nothing,
        nothing,
        Figures(ZERO, steady, steady),
        ServiceFlow(nothing, nothing, starts.times(image_gb(sections, service)), hours.times(1 / HOURS)),
        Why("{} runs × {} minutes", (runs, minutes)),
    )


def service_assumptions(sections: Sections, running: Mapping[str, ServiceDemand]) -> Iterator[Assumption]:
    """Yield the figures that stand in for the workload's of services."""
    for name, service in sections.topology.services.items():
        work, where = sections.workload.services.get(name, UNKNOWN), f"workload.services.{name}"
        if isinstance(service, Job):
            if service.schedule is None and work.runs_per_month is None:
                yield Assumption(f"runs of {name}", "0 a month", "no schedule, none stated", f"{where}.runsPerMonth")
            continue
        if running[name].guessed:
            value = f"{shown(running[name].tasks.expected)} on average"
            yield Assumption(f"tasks of {name}", value, "the least, for want of figures", f"{where}.averageCount")
    overlapping = any(not isinstance(s, Job) and overlaps(s) for s in sections.topology.services.values())
    if overlapping and "deployments_per_month" not in sections.workload.model_fields_set:
        value = f"{shown(sections.workload.deployments_per_month)} a month"
        yield Assumption("deployments", value, "not stated", "workload.deploymentsPerMonth")
