"""Regions put together as one space for the search, and what it finds as configurations again."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from costing.planner.choices.choice import Choice
from costing.planner.choices.edits import Edit
from costing.planner.measure.taken import QUANTITY_DECIMALS
from costing.planner.measure.tariff import Measure
from costing.planner.priced.connections import Connections
from costing.planner.priced.region import Offer, Region, Site
from costing.planner.scene.situations import Situation
from costing.planner.search.ascending import by_total
from costing.planner.search.limited import within
from costing.planner.search.pool import Draw, Pool, needed_by, sloped
from costing.planner.search.space import Column, Context, Found, Key, Layer, Option, Space
from costing.units import HOURS_PER_MONTH


class Picked(NamedTuple):
    """A configuration as it was found: a situation in a region, and an offer for each decision."""

    region: Region
    site: Site
    offers: tuple[Offer, ...]
    cost: int

    @property
    def situation(self) -> Situation:
        """What all decisions have in common."""
        return self.site.ground.situation

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What the offers and the Savings Plan change of the situation's own sections."""
        return (*self.site.bought, *(edit for offer in self.offers for edit in offer.choice.edits))

    @property
    def chosen(self) -> Iterator[tuple[str, Choice]]:
        """Every decision by name, with what was chosen."""
        yield from self.site.named
        for decision, offer in zip(self.region.decisions, self.offers, strict=True):
            yield decision.name, offer.choice


class Rule:
    """What may be taken: this one takes everything.

    Attributes:
        at_most: how many decisions may differ from today's; None: any number.
    """

    at_most: int | None = None

    def takes_site(self, region: Region, site: Site) -> bool:
        """Return whether a situation may be taken."""
        del region, site
        return True

    def takes(self, decision: str, choice: Choice) -> bool:
        """Return whether a choice of a decision, by its name, may be taken."""
        del decision, choice
        return True


class Every(Rule):
    """What all of some rules take.

    Attributes:
        rules: those that leave something out, the rules of other such rules among them.
    """

    def __init__(self, *rules: Rule) -> None:
        inner = (one for r in rules for one in (r.rules if isinstance(r, Every) else (r,)))
        self.rules: tuple[Rule, ...] = tuple(one for one in inner if type(one) is not Rule)
        self.at_most = min((r.at_most for r in rules if r.at_most is not None), default=None)

    def takes_site(self, region: Region, site: Site) -> bool:
        """Return whether every rule takes a situation."""
        return all(rule.takes_site(region, site) for rule in self.rules)

    def takes(self, decision: str, choice: Choice) -> bool:
        """Return whether every rule takes a choice."""
        for rule in self.rules:  # noqa: SIM110 - asked tens of thousands of times, and all() takes twice as long
            if not rule.takes(decision, choice):
                return False
        return True


ANYTHING = Rule()


class Ceiling(NamedTuple):
    """The most that a sum of the bill may be: the position of its measure, and whole units."""

    by: int
    most: int


DEFAULT = Measure()
WHOLE = 10**QUANTITY_DECIMALS
"""Millionths in one: the hourly spend of a plan is counted like a price times a quantity."""
_Offers: TypeAlias = dict[Key, dict[str, Offer]]


def _firsts(site: Site) -> list[int] | list[None]:
    """Return which decisions, by position, may be the first to have something that a plan pays for all the time.

    Only a plan that is there already may also find nothing at all, which is the position behind the last.
    """
    if not site.bought:
        return [None]
    found = [place for place, column in enumerate(site.columns) if any(map(_always, column))]
    return [*found, len(site.columns)] if site.plan and site.plan.today else found


def _most_upfront(regions: Sequence[Region]) -> int:
    """Return the most that the reservations of any configuration ask for at their start."""
    columns = {id(column): column for region in regions for site in region.sites for column in site.columns}
    dearest = {key: max((offer.upfront for offer in column), default=0) for key, column in columns.items()}
    return max((sum(dearest[id(c)] for c in site.columns) for region in regions for site in region.sites), default=0)


def _always(offer: Offer) -> bool:
    return any(drawn.taken.floor for drawn in offer.drawn)


class Board:
    """The space of some regions under a rule, and the offers behind its options.

    Costs are in the first measure. What is found keeps every ceiling as far as parts add up to it: the peak of logs is
    taken by the cheaper way to send them, and a Savings Plan for what it saves at most. The bill has the last word.

    Args:
        regions: what there is.
        connections: how those of the database are counted.
        rule: what may be taken.
        measures: the sums of the bill that costs are told in.
        ceilings: what some of the sums may be at most.
        upfront: what all reservations that may be bought ask for at their start together at most; None: any.
    """

    def __init__(
        self,
        regions: Sequence[Region],
        connections: Connections | None,
        rule: Rule = ANYTHING,
        measures: Sequence[Measure] = (DEFAULT,),
        ceilings: Sequence[Ceiling] = (),
        upfront: int | None = None,
    ) -> None:
        self._rule, self._measures = rule, measures
        self._most = min((one.most for one in ceilings if not one.by), default=None)
        self._ceilings = [one for one in ceilings if one.by]
        self._connections = connections
        most = self._connections.most if self._connections else None
        self.budget = most if rule.at_most is None else rule.at_most
        self._counted = most is not None and rule.at_most is not None
        counted = () if most is None or rule.at_most is None else (most,)
        paid = () if upfront is None or _most_upfront(regions) <= upfront else (upfront,)
        self._paid = bool(paid)
        self._limits = (*counted, *paid, *(one.most for one in self._ceilings))
        taken = [
            (region, site, first)
            for region in regions
            for site in region.sites
            if site.cost is not None and site.rejection is None and rule.takes_site(region, site)
            for first in _firsts(site)
        ]
        self.places = [(region, site) for region, site, _ in taken]
        decisions = regions[0].decisions
        self.offers: list[_Offers] = [{} for _ in decisions]
        self._columns: list[dict[Key, Column]] = [{} for _ in decisions]
        self._reads = [self._variables(place, bool(d.reads)) for place, d in enumerate(decisions)]
        self._pools: dict[tuple[str, str, int], Pool] = {}
        contexts = [self._context(region, site, first) for region, site, first in taken]
        layers = [Layer(d.name, r, c) for d, r, c in zip(decisions, self._reads, self._columns, strict=True)]
        self.space = Space(contexts, layers, self._limits)

    def cheapest(self) -> Iterator[Picked]:
        """Yield configurations by their cost, equal ones in the stated order; as many as are asked for."""
        for found in self.found():
            region, site = self.places[found.context]
            values = self.space.contexts[found.context].values
            offers = (
                by_key[tuple(values[i] for i in reads)][option.name]
                for by_key, reads, option in zip(self.offers, self._reads, found.options, strict=True)
            )
            yield Picked(region, site, tuple(offers), found.cost)

    def found(self) -> Iterator[Found]:
        """Yield what the search finds, in order."""
        if self._limits or self._most is not None:
            yield from within(self.space, self.budget, self._most)
        else:
            yield from by_total(self.space, self.budget)

    def _context(self, region: Region, site: Site, first: int | None) -> Context:
        """Return the context of a situation, and make the columns that are not there yet.

        A plan has a context for each decision that may be the first to have something that always runs: those ahead of
        it then have nothing, so that every configuration there has the plan, and has it once.
        """
        situation = site.ground.situation
        pools = [self._pool(region, site, by) for by in (0, *(one.by for one in self._ceilings))]
        plan = site.plan.name if site.plan else ""
        plan = plan if first is None else f"{plan}, from {first}"
        values = (region.name, situation.network, situation.store.name, plan)
        for place, (decision, column) in enumerate(zip(region.decisions, site.columns, strict=True)):
            key = tuple(values[i] for i in self._reads[place])
            if key not in self._columns[place]:
                kept = self._allowed(decision.name, column)
                if first is not None and place <= first:
                    kept = [offer for offer in kept if _always(offer) is (place == first)]
                self.offers[place][key] = {offer.choice.name: offer for offer in kept}
                self._columns[place][key] = [self._option(offer, pools) for offer in kept]
        changed = sum(not choice.today for _, choice in site.named)
        moves = 0 if self._rule.at_most is None else changed
        sums = [(site.cost[by] if site.cost else 0) - (pool.slack if pool else 0) for by, pool in self._each(pools)]
        return Context(values, sums[0], moves, (*(0,) * (self._counted + self._paid), *sums[1:]), pools[0])

    def _each(self, pools: Sequence[Pool | None]) -> Iterator[tuple[int, Pool | None]]:
        """Yield the position of each measure that is looked at, the first and those with a ceiling, with its plan."""
        return zip((0, *(one.by for one in self._ceilings)), pools, strict=True)

    def _variables(self, place: int, reads: bool) -> tuple[int, ...]:  # noqa: FBT001 - the second of two
        """Return which variables a decision reads, by position: what draws from a plan reads that too."""
        draws = any(o.drawn for _, site in self.places for o in site.columns[place])
        return (0, *((1, 2) if reads else ()), *((3,) if draws else ()))

    def _pool(self, region: Region, site: Site, by: int) -> Pool | None:
        """Return the plan of a site in a measure; one for all sites of a region, sloped by the first of them."""
        counts = self._measures[by].layer in (None, "services")
        if not site.bought or not counts or site.plan is None:
            return None
        place = (region.name, site.plan.name, by)
        if place not in self._pools:
            pool = Pool(region.step.least * WHOLE, region.step.by * WHOLE, HOURS_PER_MONTH)
            columns = [
                [(o.cost[by], self._draws(o, by)) for o in self._allowed(decision.name, column) if o.cost]
                for decision, column in zip(region.decisions, site.columns, strict=True)
                if any(o.drawn for o in column)
            ]
            drawing = {id(c): c for s in region.sites if s.plan is site.plan for c in s.columns}
            needs = (needed_by(self._draws(offer, by)) for column in drawing.values() for offer in column)
            self._pools[place] = sloped(pool, columns, min((need for need in needs if need), default=0))
        return self._pools[place]

    def _draws(self, offer: Offer, by: int) -> tuple[Draw, ...]:
        place = self._measures[by].place
        return tuple(Draw(d.rate, d.price, d.taken.floor, d.taken[place]) for d in offer.drawn)

    def _allowed(self, decision: str, column: Sequence[Offer]) -> list[Offer]:
        takes = self._rule.takes
        return [o for o in column if o.cost is not None and o.rejection is None and takes(decision, o.choice)]

    def _option(self, offer: Offer, pools: Sequence[Pool | None]) -> Option:
        """Return an offer as the search takes it: the budget is of connections, or of decisions that differ."""
        needed = self._connections.needed(offer.choice.connections) if self._connections else 0
        cost, moves, uses = offer.cost[0] if offer.cost else 0, needed, tuple[int, ...]()
        if self._rule.at_most is not None:
            moves, uses = 0 if offer.choice.today else 1, (needed,) if self._counted else ()
        if self._paid:
            uses = (*uses, offer.upfront)
        if self._ceilings:
            sums = (self._least(offer, by, pool) for by, pool in self._each(pools) if by)
            uses = (*uses, *sums)
        pool = pools[0]
        draws = self._draws(offer, 0) if pool else ()
        if pool is None or not draws:
            return Option(offer.choice.name, cost, moves, uses)
        return Option(offer.choice.name, cost + pool.bound(draws), moves, uses, draws, cost)

    def _least(self, offer: Offer, by: int, pool: Pool | None) -> int:
        """Return what an offer comes to at least in a measure."""
        return (offer.cost[by] if offer.cost else 0) + (pool.bound(self._draws(offer, by)) if pool else 0)
