"""What a database must have: processors, memory, room, and connections for every task at once."""

from collections.abc import Iterator
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from costing.assumptions import ACU_VCPU
from costing.money import ZERO
from costing.planner.needs.rejection import AVAILABILITY, BURSTABLE, HORIZON, Rejection
from costing.units import HUNDRED, THOUSAND
from infra.aws_rules import rds_classes, rds_storage
from infra.aws_rules.aurora import ACU_MEMORY_GIB
from infra.model.database import AuroraServerlessDatabase, Database
from infra.model.database_limits import connections_for_applications
from infra.model.requirements import Requirements
from infra.model.workload import DatabaseWorkload

MIB_PER_CONNECTION = Decimal(10)
OWN_GIB = Decimal("0.5")
MEMORY_SHARE = Decimal("0.9")
"""Assumptions of ours: memory of one connection, of the engine itself, and how much of a class's memory may be used."""


class Machine(NamedTuple):
    """What one machine of a database has: processors, what of them it sustains for ever, and memory."""

    vcpu: Decimal
    sustained_vcpu: Decimal
    memory_gib: Decimal
    burstable: bool


def machine(database: Database) -> Machine:
    """Return what one machine has; of a serverless cluster, what it grows to."""
    if isinstance(database, AuroraServerlessDatabase):
        vcpu = database.max_acu * ACU_VCPU
        return Machine(vcpu, vcpu, database.max_acu * ACU_MEMORY_GIB, burstable=False)
    found = rds_classes.find(database.instance_class)
    if found is None:
        return Machine(ZERO, ZERO, ZERO, burstable=False)
    vcpu = Decimal(found.vcpu)
    share = Decimal(found.baseline_percent if found.baseline_percent is not None else 100) / HUNDRED
    return Machine(vcpu, vcpu * share, Decimal(found.memory_gib), found.burstable)


class Question(NamedTuple):
    """A database as its needs are judged.

    Attributes:
        today: what runs now.
        work: what was measured.
        peak: requests a second of the whole application at its peak.
        requirements: of the tier.
        reads_elsewhere: whether the application sends reads to replicas.
    """

    today: Database
    work: DatabaseWorkload
    peak: Decimal
    requirements: Requirements
    reads_elsewhere: bool


def rejection(asked: Question, candidate: Database) -> Rejection | None:
    """Return the first requirement that a candidate fails; connections are left to `connections_carried`."""
    return next(_failed(asked, candidate), None)


def _failed(asked: Question, candidate: Database) -> Iterator[Rejection]:
    has = machine(candidate)
    if has.burstable and not asked.requirements.burstable:
        yield Rejection(BURSTABLE, "no burstable class", "one")
    if asked.requirements.availability != "none" and not _fails_over(candidate):
        yield Rejection(AVAILABILITY, "a standby that takes over", "one machine")
    yield from _processors(asked, candidate, has)
    yield from _memory(asked, has)
    yield from _room(asked, candidate)
    yield from _operations(asked, candidate)


def _fails_over(database: Database) -> bool:
    if isinstance(database, AuroraServerlessDatabase):
        return database.readers > 0
    return database.multi_az


def _processors(asked: Question, candidate: Database, has: Machine) -> Iterator[Rejection]:
    cost, today = asked.work.cpu_ms_per_request, machine(asked.today)
    if cost is None:
        if has.sustained_vcpu < today.sustained_vcpu or has.vcpu < today.vcpu:
            needed = f"{today.vcpu:f} vCPU as today ({today.sustained_vcpu:f} for ever), until it is measured"
            yield Rejection("workload.database.cpuMsPerRequest", needed, f"{has.vcpu:f} ({has.sustained_vcpu:f})")
        return
    busy = asked.peak * cost / THOUSAND * _share_on_writer(asked, candidate)
    needed = busy * HUNDRED / asked.requirements.target_utilisation_percent
    if has.vcpu < needed:
        words = f"{needed:.2f} vCPU for {asked.peak:f} requests a second"
        yield Rejection("workload.database.cpuMsPerRequest", words, f"{has.vcpu:f}")


def _share_on_writer(asked: Question, candidate: Database) -> Decimal:
    """Return the part of the work that the busiest machine does: writes, and its share of reads that go elsewhere."""
    copies = candidate.readers if isinstance(candidate, AuroraServerlessDatabase) else candidate.read_replicas
    if not asked.reads_elsewhere or not copies:
        return Decimal(1)
    reads = Decimal(asked.work.read_percent or 0) / HUNDRED
    return max(1 - reads, reads / copies)


def _memory(asked: Question, has: Machine) -> Iterator[Rejection]:
    today, working_set = machine(asked.today).memory_gib, asked.work.working_set_gb
    if working_set is None:
        if has.memory_gib < today:
            needed = f"{today:f} GiB of memory as today, until it is measured"
            yield Rejection("workload.database.workingSetGb", needed, f"{has.memory_gib:f} GiB")
        return
    if room_for_connections_mib(has, working_set) < MIB_PER_CONNECTION:
        needed = f"{working_set:f} GB and {OWN_GIB} GiB in {MEMORY_SHARE * 100:.0f} % of its memory"
        yield Rejection("workload.database.workingSetGb", needed, f"{has.memory_gib:f} GiB")


def room_for_connections_mib(has: Machine, working_set_gb: Decimal) -> Decimal:
    """Return the MiB that are left for connections beside the working set and the engine."""
    return (has.memory_gib * MEMORY_SHARE - working_set_gb - OWN_GIB) * 1024


def connections_carried(database: Database, work: DatabaseWorkload) -> int:
    """Return the connections that a database takes and has memory for."""
    limit = connections_for_applications(database) or 0
    if work.working_set_gb is None:
        return limit
    room = room_for_connections_mib(machine(database), work.working_set_gb)
    return max(0, min(limit, int((room / MIB_PER_CONNECTION).to_integral_value(ROUND_FLOOR))))


def data_at_horizon_gb(work: DatabaseWorkload, requirements: Requirements) -> Decimal | None:
    """Return the GB that the database holds at the horizon; None where nobody said what it holds."""
    if work.stored_gb is None:
        return None
    return work.stored_gb + work.growth_gb_per_month * requirements.horizon_months


def _room(asked: Question, candidate: Database) -> Iterator[Rejection]:
    if isinstance(candidate, AuroraServerlessDatabase):
        return
    needed = data_at_horizon_gb(asked.work, asked.requirements)
    most = max(candidate.storage_gb, candidate.max_storage_gb or 0)
    if needed is not None and most < needed:
        yield Rejection(HORIZON, f"{needed:f} GB of data in {asked.requirements.horizon_months} months", f"{most} GB")


def _operations(asked: Question, candidate: Database) -> Iterator[Rejection]:
    """Yield a rejection where the volume gives fewer operations a second than the peak asks for."""
    each = asked.work.io_per_request
    if each is None or isinstance(candidate, AuroraServerlessDatabase):
        return
    included = rds_storage.included(candidate.storage_type, candidate.storage_gb)
    of_size = candidate.storage_gb * GP2_IOPS_PER_GB if candidate.storage_type == "gp2" else 0
    has = candidate.iops or (included.iops if included else max(GP2_LEAST_IOPS, of_size))
    if has < asked.peak * each:
        yield Rejection("workload.database.ioPerRequest", f"{asked.peak * each:f} operations a second", f"{has}")


GP2_IOPS_PER_GB, GP2_LEAST_IOPS = 3, 100
"""Amazon EBS User Guide, "General Purpose SSD volumes": gp2 gives 3 IOPS a GiB, 100 at least."""
