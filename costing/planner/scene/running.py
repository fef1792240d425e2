"""The decisions on all that runs: services and jobs."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from costing.demand.services import ServiceDemand
from costing.planner.choices.choice import Choice
from costing.planner.choices.edits import edited
from costing.planner.choices.jobs import job_choices
from costing.planner.choices.services import service_choices
from costing.planner.choices.subject import Place, subject_of
from costing.planner.measure.meter import Meter, Running
from costing.planner.measure.taken import Count, Taken, counted, difference, minus, plus, uses_of
from costing.planner.scene.decision import PLACE, STORE, Counted, Decision
from costing.planner.scene.situations import Situation
from infra.model.services import Job, Service
from infra.model.stack import Sections


class _Moved(NamedTuple):
    """What a service moves: millionths of GB of images, of network interfaces, and of GB of logs."""

    images: Count
    interfaces: Count
    logs: Count


class _Own(NamedTuple):
    """What a choice takes by its own lines, and what it moves."""

    demand: ServiceDemand
    taken: Taken
    moved: _Moved


class _Ground(NamedTuple):
    """A place and a store, today's services there with what they move, and what the layers take that see them."""

    sections: Sections
    place: Place
    running: Running
    moved: Mapping[str, _Moved]
    beside: Taken


class _Candidates(NamedTuple):
    """The choices of a service in places that are alike to it, each with its demand and what its own lines take."""

    choices: Sequence[Choice]
    counts: Sequence[_Own | None]


def service_decisions(sections: Sections, meter: Meter, found: Sequence[Situation]) -> Iterator[Decision]:
    """Yield the decision on every service and job of a tier."""
    grounds = _grounds(meter, found)
    for name, service in sections.topology.services.items():
        columns: dict[tuple[str, ...], list[Counted]] = {}
        seen: dict[tuple[object, ...], Taken] = {}
        alike: dict[Place, _Candidates] = {}
        known: dict[tuple[bool, str], tuple[Choice, _Own]] = {}
        for key, ground in grounds.items():
            place = _as_seen(sections, ground.place)
            if place not in alike:
                choices = _choices(sections, name, service, meter, ground.place)
                alike[place] = _Candidates(choices, [_own(choice, name, meter, ground, known) for choice in choices])
            pairs = zip(*alike[place], strict=True)
            columns[key] = [_counted(choice, own, name, meter, ground, key, seen) for choice, own in pairs]
        yield Decision(f"services.{name}", (PLACE, STORE), columns)


def _as_seen(sections: Sections, place: Place) -> Place:
    """Return a place as services see it: the number of zones counts where the loss of one must be survived."""
    return place if sections.requirements.availability == "zone" else place._replace(zones=0)


def _own(
    choice: Choice, name: str, meter: Meter, ground: _Ground, known: dict[tuple[bool, str], tuple[Choice, _Own]]
) -> _Own | None:
    """Return what a choice takes by its own lines; None where it is out.

    Those lines see of the place only whether it is public: the same choice in another number of zones takes the same.
    """
    if choice.rejection is not None and not choice.today:
        return None
    key = (ground.place.public, choice.name)
    if key not in known or known[key][0].edits != choice.edits:
        found = meter.service(edited(ground.sections, choice.edits), name)
        known[key] = choice, _Own(found.demand, found.taken, _moved(found.demand))
    return known[key][1]


def _moved(demand: ServiceDemand) -> _Moved:
    return _Moved(counted(demand.flow.images), counted(demand.flow.interfaces), counted(demand.logs))


def _grounds(meter: Meter, found: Sequence[Situation]) -> Mapping[tuple[str, ...], _Ground]:
    grounds: dict[tuple[str, ...], _Ground] = {}
    for one in found:
        key = (place_name(one.place), one.store.name)
        if key not in grounds:
            running = meter.running_in(one.sections)
            moved = {name: _moved(demand) for name, demand in running.items()}
            grounds[key] = _Ground(one.sections, one.place, running, moved, meter.beside(one.sections, running))
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
    own: _Own | None,
    name: str,
    meter: Meter,
    ground: _Ground,
    key: tuple[str, ...],
    seen: dict[tuple[object, ...], Taken],
) -> Counted:
    """Count one choice: its own lines, what other layers take for all choices that look like it, and what it moves."""
    if own is None:
        return Counted(choice, {})
    demand, today = own.demand, ground.moved[name]
    service: Service = choice.edits[0].value if choice.edits else ground.sections.topology.services[name]
    policy = None if isinstance(service, Job) else type(service.scaling.policy)
    sign = (key, type(service), policy, demand.tasks, demand.starts, demand.instances, demand.logs)
    if sign not in seen:
        changed = edited(ground.sections, choice.edits)
        seen[sign] = minus(meter.beside(changed, {**ground.running, name: demand}), ground.beside)
    return Counted(
        choice,
        plus(own.taken, seen[sign]),
        difference(own.moved.images, today.images),
        difference(own.moved.interfaces, today.interfaces),
        difference(own.moved.logs, today.logs),
        () if isinstance(service, Job) else uses_of(own.taken),
    )
