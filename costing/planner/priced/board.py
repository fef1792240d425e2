"""Regions put together as one space for the search, and what it finds as configurations again."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from costing.planner.choices.choice import Choice
from costing.planner.choices.edits import Edit
from costing.planner.priced.connections import Connections
from costing.planner.priced.region import Offer, Region, Site
from costing.planner.scene.situations import Situation
from costing.planner.search.ascending import ascending
from costing.planner.search.limited import best_within
from costing.planner.search.space import Column, Context, Found, Key, Layer, Option, Space


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
        """What the offers change of the situation's own sections."""
        return tuple(edit for offer in self.offers for edit in offer.choice.edits)

    @property
    def chosen(self) -> Iterator[tuple[str, Choice]]:
        """Every decision by name, with what was chosen."""
        yield from self.situation.named
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

MORE = 4
"""Where limits are in the way the search answers in batches, each so many times as large."""
_Offers: TypeAlias = dict[Key, dict[str, Offer]]


class Board:
    """The space of some regions under a rule, and the offers behind its options.

    `connections` is how those of the database are counted, `by` the position of the measure that costs are in.
    """

    def __init__(
        self, regions: Sequence[Region], connections: Connections | None, rule: Rule = ANYTHING, by: int = 0
    ) -> None:
        self._rule, self._by = rule, by
        self._connections = connections
        most = self._connections.most if self._connections else None
        self.budget = most if rule.at_most is None else rule.at_most
        self._limits = () if most is None or rule.at_most is None else (most,)
        self.places = [
            (region, site)
            for region in regions
            for site in region.sites
            if site.cost is not None and site.rejection is None and rule.takes_site(region, site)
        ]
        decisions = regions[0].decisions
        self.offers: list[_Offers] = [{} for _ in decisions]
        self._columns: list[dict[Key, Column]] = [{} for _ in decisions]
        self._reads = [(0, 1, 2) if decision.reads else (0,) for decision in decisions]
        contexts = [self._context(region, site) for region, site in self.places]
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
        if not self._limits:
            yield from ascending(self.space, self.budget)
            return
        given, wanted = 0, 1
        while True:
            batch = best_within(self.space, wanted, self.budget)
            yield from batch[given:]
            if len(batch) < wanted:
                return
            given, wanted = wanted, wanted * MORE

    def _context(self, region: Region, site: Site) -> Context:
        """Return the context of a situation, and make the columns that are not there yet."""
        situation = site.ground.situation
        values = (region.name, situation.network, situation.store.name)
        for place, (decision, column) in enumerate(zip(region.decisions, site.columns, strict=True)):
            key = tuple(values[i] for i in self._reads[place])
            if key not in self._columns[place]:
                kept = self._allowed(decision.name, column)
                self.offers[place][key] = {offer.choice.name: offer for offer in kept}
                self._columns[place][key] = [self._option(offer) for offer in kept]
        changed = sum(not choice.today for _, choice in situation.named)
        moves = 0 if self._rule.at_most is None else changed
        return Context(values, site.cost[self._by] if site.cost else 0, moves, tuple(0 for _ in self._limits))

    def _allowed(self, decision: str, column: Sequence[Offer]) -> list[Offer]:
        takes = self._rule.takes
        return [o for o in column if o.cost is not None and o.rejection is None and takes(decision, o.choice)]

    def _option(self, offer: Offer) -> Option:
        """Return an offer as the search takes it: the budget is of connections, or of decisions that differ."""
        needed = self._connections.needed(offer.choice.connections) if self._connections else 0
        cost = offer.cost[self._by] if offer.cost else 0
        if self._rule.at_most is None:
            return Option(offer.choice.name, cost, needed)
        return Option(offer.choice.name, cost, 0 if offer.choice.today else 1, (needed,) if self._limits else ())
