"""All that may be chosen in a tier, priced in one region."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from costing.money import usd as dollars
from costing.planner.choices.choice import Choice
from costing.planner.choices.commitments import PLAN
from costing.planner.choices.edits import Edit
from costing.planner.measure.taken import Count, Item, Taken, Uses
from costing.planner.measure.tariff import Measure, Tariff, Units, units, usd
from costing.planner.needs.rejection import UNPRICED, UPFRONT, Rejection
from costing.planner.scene.decision import NETWORK, PLACE, STORE, Counted, Decision
from costing.planner.scene.running import place_name
from costing.planner.scene.scene import PROBED_MILLIONTHS, Ground, Scene
from infra.aws_rules.commitments import PLAN_HOURLY_MIN, PLAN_HOURLY_STEP
from infra.model.pricing import ComputeSavingsPlan
from infra.model.services import AsgService


class Drawn(NamedTuple):
    """What an offer has for a Savings Plan: the plan's rate, the price on demand, and how much runs."""

    rate: int
    price: int
    taken: Count


class Offer(NamedTuple):
    """A choice with what it costs, or the first thing it fails; what a Savings Plan may pay for is in the cost.

    `upfront` is what is due at the start of its reservation, in whole units, as far as the price book tells.
    """

    choice: Choice
    cost: Units | None
    rejection: Rejection | None
    uses: Uses = ()
    drawn: tuple[Drawn, ...] = ()
    upfront: int = 0


class Site(NamedTuple):
    """A situation in a region, with a Savings Plan or without.

    Attributes:
        ground: the situation.
        cost: of all that no decision changes.
        rejection: the first requirement it fails.
        columns: the offers of each decision.
        plan: which plan is bought, or none; None where there is no choice.
    """

    ground: Ground
    cost: Units | None
    rejection: Rejection | None
    columns: Sequence[Sequence[Offer]]
    plan: Choice | None = None

    @property
    def named(self) -> tuple[tuple[str, Choice], ...]:
        """What all decisions have in common, by name."""
        return self.ground.situation.named if self.plan is None else (*self.ground.situation.named, (PLAN, self.plan))

    @property
    def bought(self) -> tuple[Edit, ...]:
        """What the plan changes."""
        return self.plan.edits if self.plan else ()


class Step(NamedTuple):
    """The least hourly spend of a Savings Plan, and by how much it may grow, in units of a price."""

    least: int
    by: int


class Region(NamedTuple):
    """A region with every situation in it; today's is the first."""

    name: str
    decisions: Sequence[Decision]
    sites: Sequence[Site]
    step: Step


def region(scene: Scene, tariff: Tariff, measures: Sequence[Measure], fixed: Units) -> Region:
    """Return a scene with the prices of a region.

    Args:
        scene: the tier.
        tariff: prices there.
        measures: the sums of the bill to tell apart; costs have one amount for each.
        fixed: what is paid whatever is chosen, and belongs to no layer's own lines.
    """
    pricer = _Pricer(tariff, measures, scene.sections.requirements.commitments.max_upfront_usd)
    sites = [pricer.site(scene, ground, fixed) for ground in scene.grounds]
    step = Step(tariff.of_services(PLAN_HOURLY_MIN), tariff.of_services(PLAN_HOURLY_STEP))
    if scene.plans:
        sites = [pricer.with_plan(site, plan) for plan in scene.plans for site in sites]
    return Region(tariff.region, scene.decisions, sites, step)


class _Pricer:
    """Prices columns, each once."""

    def __init__(self, tariff: Tariff, measures: Sequence[Measure], upfront: Decimal | None) -> None:
        self._tariff, self._measures, self._upfront = tariff, measures, upfront
        self._peaks = any(measure.basis == "ceiling" for measure in measures)
        self._columns: dict[tuple[str, tuple[str, ...]], list[tuple[Counted, Offer]]] = {}
        self._lists: dict[tuple[object, ...], list[Offer]] = {}

    def site(self, scene: Scene, ground: Ground, fixed: Units) -> Site:
        situation = ground.situation
        moved = self._moved(ground)
        rest, own = self._costs(scene.rest), self._costs(ground.taken)
        if rest is None or own is None or moved is None:
            return Site(ground, None, situation.rejection or self._unpriced({**scene.rest, **ground.taken}), [])
        values = {NETWORK: situation.network, PLACE: place_name(situation.place), STORE: situation.store.name}
        columns = [
            self._at(decision, tuple(values[name] for name in decision.reads), moved, ground)
            for decision in scene.decisions
        ]
        return Site(ground, added(fixed, rest, own), situation.rejection, columns)

    def _moved(self, ground: Ground) -> "_Moved | None":
        """Return what moving things costs in a situation; None where a price is missing."""
        images, interfaces, *logs = (self._costs(t) for t in (ground.images, ground.interfaces, *ground.logs))
        if images is None or interfaces is None or None in logs:
            return None
        each = tuple(_each(one) for one in logs if one is not None) if self._peaks else ()
        return _Moved(self._measures, _each(images), _each(interfaces), each)

    def with_plan(self, site: Site, plan: Choice) -> Site:
        """Return a site with a Savings Plan, or with the choice of none."""
        if not plan.edits:
            return site._replace(plan=plan)
        return site._replace(plan=plan, columns=[self._planned(column, plan) for column in site.columns])

    def _planned(self, column: Sequence[Offer], plan: Choice) -> Sequence[Offer]:
        """Return offers with what a plan may pay of them; those that it has no rate for are out."""
        if not any(offer.uses for offer in column):
            return column
        alike = (id(column), plan.name)
        if alike not in self._lists:
            self._lists[alike] = [self._drawing(offer, plan) for offer in column]
        return self._lists[alike]

    def _drawing(self, offer: Offer, plan: Choice) -> Offer:
        if offer.cost is None or not offer.uses:
            return offer
        bought: ComputeSavingsPlan = plan.edits[0].value
        drawn: list[Drawn] = []
        for key, count in offer.uses:
            rate, price = self._tariff.rate(key, bought), self._tariff.price(Item("services", key))
            if rate is None or price is None:
                lacking = Rejection(UNPRICED, f"a rate of a plan in {self._tariff.region}", f"none of {key}")
                return offer._replace(cost=None, rejection=offer.rejection or lacking)
            drawn.append(Drawn(rate, price, count))
        return offer._replace(drawn=tuple(drawn))

    def _at(self, decision: Decision, key: tuple[str, ...], moved: "_Moved", ground: Ground) -> list[Offer]:
        """Return the offers of a decision; situations in which they cost the same share one list."""
        alike = (decision.name, key, moved.images, moved.interfaces, moved.logs, ground.situation.with_instances)
        if alike not in self._lists:
            self._lists[alike] = list(self._placed(decision, key, moved, ground))
        return self._lists[alike]

    def _placed(self, decision: Decision, key: tuple[str, ...], moved: "_Moved", ground: Ground) -> Iterator[Offer]:
        """Yield the offers of a decision with what the network there asks for what they move."""
        for one, offer in self._column(decision, key):
            if offer.cost is None or not (moved.by(one) or _on_instances(one.choice)):
                yield offer
            elif not ground.situation.with_instances and _on_instances(one.choice):
                yield offer._replace(rejection=offer.rejection or NO_ENDPOINTS)
            else:
                yield offer._replace(cost=added(offer.cost, moved.cost(one)))

    def _column(self, decision: Decision, key: tuple[str, ...]) -> list[tuple[Counted, Offer]]:
        """Return the choices of a decision, priced; ways to pay that are not sold here are no candidates."""
        place = (decision.name, key)
        if place not in self._columns:
            there = (one for one in decision.columns[key] if not one.choice.row or self._tariff.has(one.choice.row))
            self._columns[place] = [(one, self._offer(one)) for one in there]
        return self._columns[place]

    def _offer(self, one: Counted) -> Offer:
        if one.choice.rejection is not None and not one.choice.today:
            return Offer(one.choice, None, one.choice.rejection)
        cost = self._costs(one.taken)
        if cost is None:
            return Offer(one.choice, cost, one.choice.rejection or self._unpriced(one.taken), one.uses)
        if not one.choice.row:
            return Offer(one.choice, cost, one.choice.rejection, one.uses)
        due = self._tariff.upfront(one.choice.row, one.choice.edits[-1].value)
        return Offer(one.choice, cost, self._too_much(due), one.uses, upfront=due or 0)

    def _too_much(self, due: int | None) -> Rejection | None:
        """Return that a reservation by itself asks for more upfront than is allowed, or may."""
        if self._upfront is None or (due is not None and due <= units(self._upfront)):
            return None
        has = "a row that does not tell" if due is None else dollars(usd(due))
        return Rejection(UPFRONT, f"at most {dollars(self._upfront)} upfront", has)

    def _costs(self, taken: Taken) -> Units | None:
        return self._tariff.costs(taken, self._measures)

    def _unpriced(self, taken: Taken) -> Rejection:
        lacking = self._tariff.missing(taken)
        return Rejection(UNPRICED, f"a price in {self._tariff.region}", f"none of {lacking[0] if lacking else 'it'}")


NO_ENDPOINTS = Rejection("topology.network.endpoints", "the endpoints that instances call", "those of Fargate alone")


def _on_instances(choice: Choice) -> bool:
    return bool(choice.edits) and isinstance(choice.edits[0].value, AsgService)


class _Moved(NamedTuple):
    """What a millionth of a GB of images costs in a site, of a network interface, and of a GB of logs.

    Each by measure; logs without and with their endpoint, and not at all where no measure is of peaks: only those
    differ between the choices of a service.
    """

    measures: Sequence[Measure]
    images: Units
    interfaces: Units
    logs: tuple[Units, ...]

    def by(self, one: Counted) -> bool:
        """Return whether a choice moves anything more or less that costs something here."""
        return any(one.images) or any(one.interfaces) or (bool(self.logs) and any(one.logs))

    def cost(self, one: Counted) -> Units:
        """Return what moving so much costs; of logs the least, since their endpoint is another decision."""
        return tuple(
            one.images[m.place] * self.images[place]
            + one.interfaces[m.place] * self.interfaces[place]
            + min((one.logs[m.place] * each[place] for each in self.logs), default=0)
            for place, m in enumerate(self.measures)
        )


def _each(units: Units) -> Units:
    """Return what one millionth costs, of what PROBED_MILLIONTHS cost; the bill's own rounding is far coarser."""
    return tuple(u // PROBED_MILLIONTHS for u in units)


def added(*parts: Units) -> Units:
    """Return the sum of amounts, measure by measure."""
    return tuple(map(sum, zip(*parts, strict=True)))
