"""The decisions on all that runs: services and jobs."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from costing.planner.choices.choice import Choice
from costing.planner.choices.edits import edited
from costing.planner.choices.jobs import job_choices
from costing.planner.choices.services import service_choices
from costing.planner.choices.subject import Place, subject_of
from costing.planner.measure.meter import Meter, Running
from costing.planner.measure.taken import Taken, counted, difference, minus, plus
from costing.planner.scene.decision import PLACE, STORE, Counted, Decision
from costing.planner.scene.situations import Situation
from infra.model.services import Job, Service
from infra.model.stack import Sections


class _Ground(NamedTuple):
    """A place and a store with all as it is today beside them, and what the layers that see services take there."""

    sections: Sections
    place: Place
    running: Running
    beside: Taken


def service_decisions(sections: Sections, meter: Meter, found: Sequence[Situation]) -> Iterator[Decision]:
    """Yield the decision on every service and job of a tier."""
    grounds = _grounds(meter, found)
    for name, service in sections.topology.services.items():
        columns: dict[tuple[str, ...], list[Counted]] = {}
        seen: dict[tuple[object, ...], Taken] = {}
        for key, ground in grounds.items():
            choices = _choices(sections, name, service, meter, ground.place)
            columns[key] = [_counted(choice, name, meter, ground, key, seen) for choice in choices]
        yield Decision(f"services.{name}", (PLACE, STORE), columns)


def _grounds(meter: Meter, found: Sequence[Situation]) -> Mapping[tuple[str, ...], _Ground]:
    grounds: dict[tuple[str, ...], _Ground] = {}
    for one in found:
        key = (place_name(one.place), one.store.name)
        if key not in grounds:
            running = meter.running_in(one.sections)
            grounds[key] = _Ground(one.sections, one.place, running, meter.beside(one.sections, running))
    return grounds


def place_name(place: Place) -> str:
    """Return a place as a value of its variable."""
    return f"{place.zones} {'public' if place.public else 'private'}"


def _choices(sections: Sections, name: str, service: Service, meter: Meter, place: Place) -> list[Choice]:
    if isinstance(service, Job):
        return job_choices(sections, name, service)
    share = meter.shares.get(name, Decimal(0))
    subject = subject_of(sections, name, service, meter.requests, share)
    return service_choices(subject, place) if subject else [Choice("as it is", today=True)]


def _counted(
    choice: Choice,
    name: str,
    meter: Meter,
    ground: _Ground,
    key: tuple[str, ...],
    seen: dict[tuple[object, ...], Taken],
) -> Counted:
    """Count one choice: its own lines, what other layers take for all choices that look like it, and what it moves."""
    if choice.rejection is not None and not choice.today:
        return Counted(choice, {})
    changed = edited(ground.sections, choice.edits)
    demand, own = meter.service(changed, name)
    service, today = changed.topology.services[name], ground.running[name]
    policy = None if isinstance(service, Job) else type(service.scaling.policy)
    sign = (key, type(service), policy, demand.tasks, demand.starts, demand.instances, demand.logs)
    if sign not in seen:
        seen[sign] = minus(meter.beside(changed, {**ground.running, name: demand}), ground.beside)
    return Counted(
        choice,
        plus(own, seen[sign]),
        difference(counted(demand.flow.images), counted(today.flow.images)),
        difference(counted(demand.flow.interfaces), counted(today.flow.interfaces)),
    )
