"""How a service of some size must be scaled to carry its load as required, or what it fails."""

from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from costing.demand.counts import Size
from costing.planner.needs.credits import Busy, least_instances
from costing.planner.needs.load import Load, allowed, busy_vcpu, is_measured, knows_memory, tasks_at_peak
from costing.planner.needs.rejection import AVAILABILITY, BURSTABLE, MAX_TASKS, PEAK, Rejection
from costing.planner.needs.survival import least_count, left_of
from infra.model.requirements import Requirements
from infra.model.workload import ServiceWorkload


class Host(NamedTuple):
    """The instances under tasks: how many tasks share one, and of a burstable type the vCPU it sustains for ever.

    `sustained_vcpu` is None where nothing has to be sustained: no burstable type, or one that pays for its surplus.
    """

    tasks: int
    sustained_vcpu: Decimal | None = None


class Candidate(NamedTuple):
    """What one task has, and what it runs on; `host` is None on Fargate."""

    size: Size
    host: Host | None = None

    @property
    def sustained(self) -> Decimal:
        """The vCPU that one task may keep busy for ever."""
        if self.host is None or self.host.sustained_vcpu is None:
            return self.size.vcpu
        return self.host.sustained_vcpu / self.host.tasks


class Question(NamedTuple):
    """A service as its needs are judged.

    Attributes:
        name: its key in the config.
        today: what runs now.
        least, most: bounds of the count as they are now.
        work: what was measured.
        load: requests that reach it; none for a worker.
        requirements: of the tier.
        zones: that the network spans.
        held: whether its count is not the planner's to change: by the clock, by the application, or one for its state.
    """

    name: str
    today: Candidate
    least: int
    most: int
    work: ServiceWorkload
    load: Load
    requirements: Requirements
    zones: int
    held: bool = False


class Fit(NamedTuple):
    """Bounds of the count that meet the requirements, and in words what decides the upper one."""

    least: int
    most: int
    why: str


class _Needed(NamedTuple):
    """Tasks that carry the peak, when all is well and after a loss, and in words why."""

    normal: int
    after_loss: int
    why: str


def fit(asked: Question, candidate: Candidate) -> Fit | Rejection:
    """Return the least bounds with which a candidate meets the requirements, or the first one it fails."""
    needed = _smaller_unmeasured(asked, candidate) or _needed(asked, candidate)
    if isinstance(needed, Rejection):
        return needed
    least = _least(asked, candidate)
    if isinstance(least, Rejection):
        return least
    most = _spread(asked, candidate, needed)
    if asked.held:
        return _as_held(asked, candidate, least, most, needed)
    count = max(least, most)
    why = f"{needed.why}{_lost(asked, count)}" if count > needed.normal else needed.why
    if count > asked.requirements.max_tasks:
        return Rejection(MAX_TASKS, f"at most {asked.requirements.max_tasks} tasks", f"{count}: {why}")
    return Fit(least, count, why)


def _lost(asked: Question, count: int) -> str:
    """Return in words what makes the count larger than the load alone."""
    match asked.requirements.availability:
        case "zone":
            return f", one of {asked.zones} zones may fail = {count}"
        case "instance":
            return f", one may fail = {count}"
        case _:
            return f", {count} at any time"


def _smaller_unmeasured(asked: Question, candidate: Candidate) -> Rejection | None:
    """Return why a size is out that is below today's in a respect that nobody measured."""
    where, today, work = f"workload.services.{asked.name}", asked.today, asked.work
    has, had = candidate.size, today.size
    if work.cpu_ms_per_request is None and candidate.sustained < today.sustained:
        needed = f"{today.sustained} vCPU a task as today, until it is measured"
        return Rejection(f"{where}.cpuMsPerRequest", needed, f"{candidate.sustained}")
    if not knows_memory(work) and has.memory_mib < had.memory_mib:
        needed = f"{had.memory_mib} MiB a task as today, until it is measured"
        return Rejection(f"{where}.memoryMibPerRequest", needed, f"{has.memory_mib}")
    return None


def _needed(asked: Question, candidate: Candidate) -> _Needed | Rejection:
    """Return how many tasks carry the peak: by requests, by jobs, or as many as today for want of both."""
    work = asked.work
    if is_measured(work) and asked.load.peak:
        found = tasks_at_peak(asked.load, work, candidate.size, allowed(asked.requirements))
        if found is None:
            room = f"{work.memory_mib_base or 0} MiB and room for a request"
            return Rejection(f"workload.services.{asked.name}.memoryMibBase", room, f"{candidate.size.memory_mib} MiB")
        rate, each = asked.load.peak, found.capacity
        why = f"{rate:f} requests a second at {each.per_second:.1f} a task (by {each.binding}) = {found.normal}"
        return _Needed(found.normal, found.after_loss, why)
    jobs, each = work.jobs_per_minute, work.jobs_per_minute_per_task
    if jobs is not None and each is not None:
        peak = jobs.peak if jobs.peak is not None else jobs.average or Decimal(0)
        count = int((peak / each).to_integral_value(ROUND_CEILING))
        return _Needed(count, 1, f"{peak:f} jobs a minute at {each:f} a task = {count}; after a loss they wait")
    return _Needed(asked.most, 1, f"{asked.most} as today: nobody measured what a task carries")


def _least(asked: Question, candidate: Candidate) -> int | Rejection:
    """Return the least count at any time: what must survive a loss, and what a burstable baseline sustains."""
    rules = asked.requirements
    if not asked.least:
        return 0
    unknown = not is_measured(asked.work) and asked.work.jobs_per_minute_per_task is None
    each = candidate.host.tasks if candidate.host else 1
    least = _surviving(asked, each)
    if candidate.host is not None and candidate.host.sustained_vcpu is not None:
        instances = _sustaining(asked, candidate, candidate.host.sustained_vcpu)
        if instances is None:
            needed = "a baseline that sustains the load of a day"
            return Rejection(BURSTABLE, needed, f"{rules.max_tasks} tasks whose credits run out")
        least = max(least, (instances - 1) * each + 1)
    return max(least, asked.least) if unknown else least


def _surviving(asked: Question, each: int) -> int:
    """Return the least count of which something is left after a loss, with `each` tasks on an instance."""
    return (least_count(1, 1, asked.requirements.availability, asked.zones) - 1) * each + 1


def _sustaining(asked: Question, candidate: Candidate, sustained_vcpu: Decimal) -> int | None:
    parts = [
        Busy(part.hours, busy_vcpu(asked.work, part.per_second, arm=candidate.size.arm) or Decimal(0))
        for part in asked.load.parts
    ]
    return least_instances(sustained_vcpu, parts, asked.requirements.max_tasks)


def _spread(asked: Question, candidate: Candidate, needed: _Needed) -> int:
    """Return the count at the peak that also survives the loss, whole instances with all on them included."""
    rules = asked.requirements
    count = least_count(needed.normal, needed.after_loss, rules.availability, asked.zones)
    if candidate.host is None or rules.availability == "none":
        return count
    each = candidate.host.tasks
    while left_of(-(-count // each), rules.availability, asked.zones) * each < max(needed.after_loss, 1):
        count += 1
    return count


def _as_held(asked: Question, candidate: Candidate, least: int, most: int, needed: _Needed) -> Fit | Rejection:
    """Return today's bounds where they are not the planner's to change, or what they fail."""
    surviving = _surviving(asked, candidate.host.tasks if candidate.host else 1)
    if asked.least < min(least, surviving):
        return Rejection(AVAILABILITY, f"at least {surviving} tasks at any time", f"{asked.least}")
    if asked.least < least:
        return Rejection(BURSTABLE, f"at least {least} tasks, whose CPU credits last the day", f"{asked.least}")
    if asked.most < most:
        return Rejection(PEAK, f"{most} tasks of {asked.name}: {needed.why}", f"{asked.most} at most")
    return Fit(asked.least, asked.most, needed.why)
