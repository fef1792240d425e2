"""What the workload says of services: of which there are, within their bounds, and of the right kind."""

from collections.abc import Iterator
from decimal import Decimal

from infra.model.problems import Problem, listed, nearest, under
from infra.model.rules.common import Where, broken
from infra.model.services import AsgService, Job, RunningService, Service
from infra.model.stack import Sections
from infra.model.tasks import least_tasks, most_tasks, task_size
from infra.model.workload import Measured, ServiceWorkload

PATH = ("workload", "services")


def problems(sections: Sections, where: Where) -> Iterator[Problem]:
    """Yield what is said of services that cannot be so, paths from the section on."""
    del where
    services = sections.topology.services
    for name, work in sections.workload.services.items():
        if name not in services:
            known = f"; services are {listed(services, 'and')}" if services else "; the topology has none"
            yield Problem((*PATH, name), f"is no service{nearest(name, services) or known}")
            continue
        yield from under(_of_service(services[name], work), *PATH, name)
    for name, service in services.items():
        work = sections.workload.services.get(name)
        if isinstance(service, Job) and (work is None or work.minutes_per_run is None):
            message = "is required: a job is billed by the minute, and nothing else tells how long it runs"
            yield Problem((*PATH, name, "minutesPerRun"), message)
    yield from _shares(sections)
    yield from _credits(sections)


def _of_service(service: Service, work: ServiceWorkload) -> Iterator[Problem]:
    yield from _measured(service, work)
    if isinstance(service, Job):
        yield from _foreign(work, ("average_count", "jobs_per_minute", "jobs_per_minute_per_task"), "a job has none")
        return
    yield from _foreign(work, ("minutes_per_run", "runs_per_month"), "is for jobs, and this runs all the time")
    yield from _count(service, work)
    if work.request_percent is not None and service.route is None:
        yield Problem(("requestPercent",), "is a share of what the load balancer sends, and there is no route")


def _foreign(work: ServiceWorkload, fields: tuple[str, ...], why: str) -> Iterator[Problem]:
    for field in fields:
        if getattr(work, field) is not None:
            yield Problem((ServiceWorkload.model_fields[field].alias or field,), why)


def _count(service: RunningService, work: ServiceWorkload) -> Iterator[Problem]:
    count, least, most = work.average_count, least_tasks(service), most_tasks(service)
    if count is not None and not least <= count <= most:
        yield from broken(("averageCount",), count, f"lies outside of scaling's {least} to {most} tasks")


def _measured(service: Service, work: ServiceWorkload) -> Iterator[Problem]:
    """A container that was seen to use more than its limit will be stopped at it; nor may the task be too small."""
    for name in work.measured:
        if name not in service.containers:
            cure = nearest(name, service.containers) or f"; there are {listed(service.containers, 'and')}"
            yield Problem(("measured", name), f"is no container{cure}")
    for field in ("cpu_units", "memory_mib") if work.measured else ():
        yield from _of_measure(service, work, field)


def _of_measure(service: Service, work: ServiceWorkload, field: str) -> Iterator[Problem]:
    key, size = Measured.model_fields[field].alias or field, task_size(service)
    needed = stated = Decimal(0)
    for name, container in service.containers.items():
        limit: int | None = getattr(container, field)
        seen = work.measured.get(name)
        used: Decimal = (getattr(seen, field) if seen else None) or Decimal(0)
        stated += limit or 0
        needed += max(used, Decimal(limit or 0))
        if limit is not None and used > limit:
            yield from broken(("measured", name, key), used, f"is above the container's limit of {limit}: give it more")
    room = getattr(size, field) if size else None
    if room is not None and needed > room >= stated:
        yield Problem(("measured",), f"make {needed} {key} with what containers ask for; a task has {room}")


def _shares(sections: Sections) -> Iterator[Problem]:
    """Shares of the requests are parts of one whole."""
    routed = [n for n, s in sections.topology.services.items() if not isinstance(s, Job) and s.route is not None]
    works = {n: sections.workload.services.get(n) for n in routed}
    stated = {n: w.request_percent for n, w in works.items() if w is not None and w.request_percent is not None}
    total = sum(stated.values())
    if total > 100 or (stated and len(stated) == len(routed) and total != 100):
        last = next(reversed(stated))
        yield Problem((*PATH, last, "requestPercent"), f"makes {total} percent of {listed(stated, 'and')}, not 100")


def _credits(sections: Sections) -> Iterator[Problem]:
    given = sections.usage.services.surplus_credit_hours
    services = sections.topology.services.values()
    if given is not None and not any(isinstance(s, AsgService) and s.cpu_credits == "unlimited" for s in services):
        path = ("usage", "services", "surplusCreditHours")
        yield from broken(path, given, "is of services with cpuCredits: unlimited, and there is none")
