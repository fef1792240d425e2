"""The decisions on data stores: database, cache, classes of buckets."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from costing.planner.choices.buckets import bucket_choices
from costing.planner.choices.cache import cache_choices
from costing.planner.choices.choice import Choice
from costing.planner.choices.commitments import with_reservations
from costing.planner.choices.database import database_choices
from costing.planner.choices.edits import edited
from costing.planner.measure.meter import Meter
from costing.planner.measure.taken import Taken, minus, plus
from costing.planner.needs import cache as cache_needs
from costing.planner.needs import database as database_needs
from costing.planner.needs.rejection import Rejection
from costing.planner.scene.decision import PLACE, Counted, Decision
from costing.planner.scene.running import place_name
from costing.planner.scene.situations import Situation
from infra.model.cache import NodesCache
from infra.model.database import InstanceDatabase
from infra.model.references import of_service
from infra.model.rules import LAYER_RULES
from infra.model.rules.common import Where
from infra.model.stack import Sections

Sign = Callable[[Sections], tuple[object, ...]]
"""What of a data store the other layers see."""


class _Store(NamedTuple):
    """How a data store is counted: the layer, its own lines, and what of it the other layers see."""

    layer: str
    own: Callable[[Sections], Taken]
    sign: Sign


def data_decisions(sections: Sections, meter: Meter, where: Where, found: Sequence[Situation]) -> Iterator[Decision]:
    """Yield every decision on data stores of a tier."""
    topology, workload, rules = sections.topology, sections.workload, sections.requirements
    if topology.database is not None:
        peak, elsewhere = meter.requests.peak, _reads_elsewhere(sections)
        asked = database_needs.Question(topology.database, workload.database, peak, rules, elsewhere)
        store = _Store("database", meter.database, _database_sign)
        yield Decision(store.layer, (), {(): _counted(store, sections, database_choices(asked), meter, where)})
    if topology.cache is not None:
        judged = cache_needs.Question(topology.cache, workload.cache, rules)
        store = _Store("cache", meter.cache, _cache_sign)
        yield _cache_decision(store, sections, list(cache_choices(judged)), meter, where, found)
    for name, bucket in topology.storage.buckets.items():
        choices, rest = bucket_choices(name, bucket), meter.rest(sections)
        counted = [Counted(c, minus(meter.rest(edited(sections, c.edits)), rest)) for c in choices]
        yield Decision(f"storage.buckets.{name}", (), {(): counted})


def _reads_elsewhere(sections: Sections) -> bool:
    """Return whether some service is told the address of the replicas."""
    services = sections.topology.services.values()
    references = [reference for service in services for _, reference in of_service(service)]
    return any(r.kind == "database" and r.attribute == "readerHost" for r in references)


def _cache_decision(
    store: _Store,
    sections: Sections,
    choices: Sequence[Choice],
    meter: Meter,
    where: Where,
    found: Sequence[Situation],
) -> Decision:
    """Count a cache by zones where flow logs are kept: a serverless one has an interface in each."""
    if sections.topology.network.flow_logs is None:
        return Decision(store.layer, (), {(): _counted(store, sections, choices, meter, where)})
    places: dict[tuple[str, ...], Sections] = {}
    for one in found:
        places.setdefault((place_name(one.place),), one.sections)
    columns = {key: _counted(store, there, choices, meter, where) for key, there in places.items()}
    return Decision(store.layer, (PLACE,), columns)


def _counted(store: _Store, sections: Sections, choices: Iterable[Choice], meter: Meter, where: Where) -> list[Counted]:
    """Count every choice: its own lines each, the other layers' once for all choices that look alike to them."""
    today, seen = meter.rest(sections), dict[tuple[object, ...], Taken]()
    counted: list[Counted] = []
    for choice in with_reservations(choices, store.layer, sections):
        changed = edited(sections, choice.edits)
        refused = choice.rejection or _refused(store.layer, changed, where)
        if refused is not None and not choice.today:
            counted.append(Counted(choice._replace(rejection=refused), {}))
            continue
        sign = store.sign(changed)
        if sign not in seen:
            seen[sign] = minus(meter.rest(changed), today)
        counted.append(Counted(choice, plus(store.own(changed), seen[sign])))
    return counted


def _refused(layer: str, sections: Sections, where: Where) -> Rejection | None:
    """Return what AWS has against a candidate."""
    problem = next(LAYER_RULES[layer](getattr(sections.topology, layer), where), None)
    return None if problem is None else Rejection("AWS", "another form", str(problem.message))


def _database_sign(sections: Sections) -> tuple[object, ...]:
    database = sections.topology.database
    if isinstance(database, InstanceDatabase):
        return ("instance", database.multi_az, database.read_replicas, database.storage_gb)
    return ("cluster", database.readers if database else 0)


def _cache_sign(sections: Sections) -> tuple[object, ...]:
    cache = sections.topology.cache
    return ("nodes", cache.nodes) if isinstance(cache, NodesCache) else ("serverless",)
