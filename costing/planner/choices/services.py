"""What a running service may be: any size of Fargate, any share of an instance, on demand or partly on Spot."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from costing.capacity import Capacity
from costing.money import ZERO
from costing.planner.choices.build import Builder
from costing.planner.choices.choice import Choice
from costing.planner.choices.scaling import Bounds, scaled, steady_percent, suited
from costing.planner.choices.shapes import Shape, on_fargate, on_instances
from costing.planner.choices.spot import base_of, spot_rejection, spots
from costing.planner.choices.subject import Place, Subject
from costing.planner.needs.load import allowed, capacity_of
from costing.planner.needs.rejection import AVAILABILITY, BURSTABLE, MAX_TASKS, Rejection
from costing.planner.needs.service import Fit, Question, fit
from infra.model.scaling import Utilisation
from infra.model.services import AsgService, Spot
from infra.model.tasks import is_stateful

HOST_MOUNT = "host."


class _Fitting(NamedTuple):
    """A shape that meets the requirements, with the bounds it needs and what one task carries."""

    shape: Shape
    bounds: Bounds
    why: str

    def taken(self, peak: Decimal) -> tuple[Decimal, ...]:
        """Return what it takes of what is priced; what a task or an instance carries counts against its number.

        To carry more than the peak is of no more use than to carry just that.
        """
        shape, bounds = self.shape, self.bounds
        carried = min(bounds.capacity.per_second, peak) if bounds.capacity else ZERO
        each = shape.tasks_per_instance or 1
        hosts = (-(-bounds.least // each), -(-bounds.most // each)) if shape.type else (shape.units, shape.memory_mib)
        return (*map(Decimal, (bounds.least, bounds.most, *hosts)), -carried, -min(carried * each, peak))


def _undominated(fitting: Iterable[_Fitting], peak: Decimal, *, sized: bool) -> Iterator[_Fitting]:
    """Yield what nothing of the same prices beats in every respect: whatever the prices are, the rest costs more.

    Prices are those of an instance type, or of a processor on Fargate. Of equals the first is kept.

    Args:
        fitting: what meets the requirements.
        peak: requests a second.
        sized: whether a Savings Plan may be bought: its size follows what always runs, and more of it may cost less,
            so that only candidates of which as much always runs are held against each other.
    """
    lists: dict[tuple[str, str, Decimal], dict[tuple[Decimal, ...], _Fitting]] = {}
    for one in fitting:
        shape, taken = one.shape, one.taken(peak)
        always = (taken[2] if shape.type else taken[0]) if sized else ZERO
        lists.setdefault((shape.type, shape.architecture, always), {}).setdefault(taken, one)
    for known in lists.values():
        for taken, one in known.items():
            if not any(_less(other, taken) for other in known):
                yield one


def _less(one: tuple[Decimal, ...], other: tuple[Decimal, ...]) -> bool:
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))


def service_choices(subject: Subject, place: Place, *, everything: bool = False) -> list[Choice]:
    """Return what a service may be: today's form first, then every other.

    Args:
        subject: the service.
        place: where it would run.
        everything: keep also what another candidate beats in every respect that costs.
    """
    fitting: list[_Fitting] = []
    rejected: list[Choice] = []
    builder = Builder(subject.service)
    question, carried = subject.question(place), subject.carried(subject.shape)
    for shape in _shapes(subject, place):
        found = _judged(subject, question, carried, shape)
        if isinstance(found, Rejection):
            rejected.append(Choice(shape.name, rejection=found))
        else:
            fitting.append(found)
    sized = bool(subject.rules.commitments.max_term_years)
    kept = fitting if everything else _undominated(fitting, subject.load.peak, sized=sized)
    today = _today(subject, place)
    made = (choice for one in kept for choice in _made(subject, place, builder, carried, one))
    return [today, *(choice for choice in made if choice.name != today.name), *rejected]


def _shapes(subject: Subject, place: Place) -> Iterator[Shape]:
    """Yield every shape that holds the containers, for each architecture that the images are built for."""
    mounts = [source for c in subject.service.containers.values() for source in c.mounts]
    service, taken = subject.service, subject.reserved
    unlimited = isinstance(service, AsgService) and service.cpu_credits == "unlimited"
    for architecture in dict.fromkeys((*subject.rules.architectures, subject.shape.architecture)):
        shapes = [*on_instances(architecture, one_each=place.public and taken.has_ports, pays_for_surplus=unlimited)]
        if not any(source.startswith(HOST_MOUNT) for source in mounts):
            shapes += on_fargate(architecture)
        yield from (s for s in shapes if s.units >= taken.units and s.memory_mib >= taken.memory_mib)


def _judged(subject: Subject, question: Question, carried: Capacity | None, shape: Shape) -> _Fitting | Rejection:
    """Return a shape with the bounds it needs: for its load, and for the mean that the user stated, in its own tasks.

    `carried` is what a task of today's shape carries.
    """
    if shape.burstable and not subject.rules.burstable:
        return Rejection(BURSTABLE, "no burstable type", shape.type)
    found = fit(question, shape.candidate)
    if isinstance(found, Rejection):
        return found
    own = subject.carried(shape)
    fitting = _Fitting(shape, Bounds(found.least, found.most, own), found.why)
    if subject.held or subject.mean.stated is None:
        return fitting
    policy = suited(subject.service.scaling, Bounds(found.least, subject.rules.max_tasks, own), carried, None)
    most = subject.mean.least_most(policy, shape.candidate.size)
    if most > subject.rules.max_tasks:
        return Rejection(MAX_TASKS, f"at most {subject.rules.max_tasks} tasks", f"{most} on average, as stated")
    if most <= found.most:
        return fitting
    return _Fitting(shape, fitting.bounds._replace(most=most), f"{most} for the average as stated")


def _made(
    subject: Subject, place: Place, builder: Builder, carried: Capacity | None, one: _Fitting
) -> Iterator[Choice]:
    """Yield the choices of one shape: on demand or on Spot, up to today's most or only what is needed."""
    after_loss = capacity_of(subject.work, one.shape.candidate.size, allowed(subject.rules).after_loss)
    steady = None if subject.held else steady_percent(subject.rules, place.zones)
    base = base_of(subject.rules, subject.name, subject.load, after_loss)
    for bounds in _bounds(subject, one.bounds):
        scaling = subject.service.scaling if subject.held else scaled(subject.service.scaling, bounds, carried, steady)
        for spot in spots(subject.rules, subject.name, base, keeps_state=is_stateful(subject.service)):
            service = builder.service(one.shape, scaling, spot)
            connections = subject.pool * bounds.most
            yield Choice(_named(one.shape, bounds, spot), subject.edits(service), None, connections, why=one.why)


def _bounds(subject: Subject, needed: Bounds) -> Iterator[Bounds]:
    """Yield the bounds with today's most kept, and where connections are scarce also without."""
    most = subject.service.scaling.max
    if not needed.most < most <= subject.rules.max_tasks:
        yield needed
        return
    yield needed._replace(most=most)
    if subject.pool:
        yield needed


def _named(shape: Shape, bounds: Bounds, spot: Spot | None) -> str:
    count = f"{bounds.least}-{bounds.most}" if bounds.most > bounds.least else f"{bounds.least}"
    base = f" above {spot.on_demand_base}" if spot and spot.on_demand_base else ""
    return f"{shape.name} × {count}" + (f", {spot.share_percent} % Spot{base}" if spot else "")


def _today(subject: Subject, place: Place) -> Choice:
    """Return what is configured now, and the first requirement it fails."""
    scaling, shape = subject.service.scaling, subject.shape
    question = subject.question(place)
    bounds = Bounds(question.least, question.most, None)
    name = _named(shape, bounds, subject.service.spot)
    rejection = spot_rejection(subject.rules, subject.name, subject.service.spot)
    if shape.burstable and not subject.rules.burstable:
        rejection = Rejection(BURSTABLE, "no burstable type", shape.type)
    found = fit(question._replace(held=True), shape.candidate)
    steady, policy = steady_percent(subject.rules, place.zones), scaling.policy
    if isinstance(found, Rejection):
        rejection = found
    elif (
        steady is not None
        and isinstance(policy, Utilisation)
        and policy.kind == "cpu"
        and policy.target_percent > steady
    ):
        needed = f"tasks at most {steady} % busy, so that the rest carry what a lost zone carried"
        rejection = Rejection(AVAILABILITY, needed, f"{policy.target_percent} %")
    why = found.why if isinstance(found, Fit) else ""
    return Choice(name, rejection=rejection, connections=subject.pool * bounds.most, today=True, why=why)
