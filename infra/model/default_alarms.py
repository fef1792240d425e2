"""The alarms that `defaultAlarms: true` sets: for each thing that is there, what takes an application down.

An alarm of the config's own on the same metric of the same thing takes the default one's place.
"""

from collections.abc import Iterator
from decimal import Decimal

from infra.model.cache import NodesCache
from infra.model.database import InstanceDatabase
from infra.model.observability import Alarm, AlarmMetric
from infra.model.services import AsgService, FargateService
from infra.model.tasks import least_tasks
from infra.model.topology import Topology

BUSY_PERCENT, FULL_PERCENT = Decimal(90), Decimal(90)
"""CPU and memory above this share leave no room for a burst."""
QUEUE_FULL_PERCENT = Decimal(80)
"""Memory of a cache that must not evict: when it is full, writes fail."""
FREE_STORAGE_PERCENT = 10
ERRORS_PERCENT = Decimal(5)
UNREAD_PERCENT = 50
"""Share of a queue's retention after which its oldest message is on its way to be lost."""
SECONDS_PER_DAY = 86400


def default_alarms(topology: Topology) -> dict[str, Alarm]:
    """Return the default alarms of a topology by name."""
    own = {(alarm.of, alarm.metric) for alarm in topology.observability.alarms.values()}
    found = (*_of_services(topology), *_of_database(topology), *_of_cache(topology), *_of_queues(topology))
    return {_name(alarm): alarm for alarm in found if (alarm.of, alarm.metric) not in own}


def _name(alarm: Alarm) -> str:
    return f"default-{alarm.of.replace('.', '-')}-{alarm.metric}"


def _alarm(
    of: str,
    metric: AlarmMetric,
    *,
    above: Decimal | None = None,
    below: Decimal | None = None,
    minutes: int = 5,
    periods: int = 1,
) -> Alarm:
    return Alarm(of=of, metric=metric, above=above, below=below, minutes=minutes, periods=periods)


def _of_services(topology: Topology) -> Iterator[Alarm]:
    for name, service in topology.services.items():
        if not isinstance(service, (FargateService, AsgService)):
            continue
        of = f"service.{name}"
        if service.route is not None:
            yield _alarm(of, "serverErrorPercent", above=ERRORS_PERCENT, periods=2)
        if least_tasks(service):
            yield _alarm(of, "healthyTargets" if service.route else "runningCount", below=Decimal(1), periods=2)
        yield _alarm(of, "cpu", above=BUSY_PERCENT, periods=3)
        yield _alarm(of, "memory", above=FULL_PERCENT, periods=3)


def _of_database(topology: Topology) -> Iterator[Alarm]:
    database = topology.database
    if database is None:
        return
    yield _alarm("database", "cpu", above=BUSY_PERCENT, periods=3)
    yield _alarm("database", "connections")
    if isinstance(database, InstanceDatabase):
        least = Decimal(database.storage_gb * FREE_STORAGE_PERCENT) / 100
        yield _alarm("database", "freeStorageGb", below=least)


def _of_cache(topology: Topology) -> Iterator[Alarm]:
    cache = topology.cache
    if isinstance(cache, NodesCache):
        yield _alarm("cache", "cpu", above=BUSY_PERCENT, periods=3)
        if not cache.evicts:
            yield _alarm("cache", "memory", above=QUEUE_FULL_PERCENT)


def _of_queues(topology: Topology) -> Iterator[Alarm]:
    for name, queue in topology.messaging.queues.items():
        seconds = Decimal(queue.retention_days * SECONDS_PER_DAY * UNREAD_PERCENT) / 100
        yield _alarm(f"queue.{name}", "ageSeconds", above=seconds)
