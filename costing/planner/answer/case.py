"""One tier as a question to the planner: its scene, its regions, and the estimator that has the last word."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from costing import price_book
from costing.bill import Bill, Estimate
from costing.estimate import bill, with_given_rates
from costing.planner.choices.choice import Choice
from costing.planner.choices.commitments import own_plan, plan_choices
from costing.planner.measure.fixed import fixed_costs
from costing.planner.measure.tariff import Measure, Tariff, units
from costing.planner.priced.board import ANYTHING, Board, Ceiling, Every, Rule
from costing.planner.priced.connections import Connections, connections_of
from costing.planner.priced.region import Region, Site, region
from costing.planner.scene.scene import Scene, scene
from costing.price_book import PriceBook
from infra.aws_rules import regions as aws_regions
from infra.model.budget import watched_usd
from infra.model.network import CreatedNetwork
from infra.model.pricing import ComputeSavingsPlan
from infra.model.stack import Sections, Tier
from infra.model.workload import Workload


class Refused(NamedTuple):
    """A choice that AWS would not take, found out by the rules of the config."""

    decision: str
    name: str


class _Acceptable(Rule):
    """Everything that is not known to be refused."""

    def __init__(self, refused: frozenset[Refused]) -> None:
        self._refused = refused

    def takes_site(self, region: Region, site: Site) -> bool:
        del region
        return all(self.takes(decision, choice) for decision, choice in site.named)

    def takes(self, decision: str, choice: Choice) -> bool:
        return (decision, choice.name) not in self._refused


class Case:
    """A tier to plan for.

    Savings Plans of a stated size, and several of them, are left out: they were bought for what runs, so this is
    compared without. What they come to then is for the report.

    Args:
        tier: as it is configured.
        book: prices of its own region.
        today: the day on which it is judged.
        watched: whether an AWS Budget is made.
        measures: sums of the bill that costs are told in; the first is made least.
    """

    def __init__(
        self,
        tier: Tier,
        book: PriceBook,
        today: date,
        *,
        watched: bool = False,
        measures: tuple[Measure, ...] = (Measure(),),
    ) -> None:
        self.tier, self.book, self.today, self.watched = tier, book, today, watched
        self.sections, self.plans = without_plans(tier.sections)
        self.measures = measures
        self.refused: set[Refused] = set()

    @cached_property
    def scene(self) -> Scene:
        """All that may be chosen."""
        plans = plan_choices(self.tier.sections)
        return scene(self.sections, self.book.region, self.today, watched=self.watched, plans=plans)

    @cached_property
    def regions(self) -> list[Region]:
        """The regions that requirements allow, priced; the tier's own first where it is among them."""
        allowed = self.sections.requirements.regions or (self.book.region,)
        return [self._priced(name) for name in sorted(allowed, key=lambda name: (name != self.book.region, name))]

    @cached_property
    def _connections(self) -> Connections | None:
        return connections_of(self.regions)

    @cached_property
    def home(self) -> Region:
        """The tier's own region, allowed or not."""
        return next((r for r in self.regions if r.name == self.book.region), None) or self._priced(self.book.region)

    def board(self, rule: Rule = ANYTHING, ceilings: Sequence[Ceiling] = ()) -> Board:
        """Return the space under a rule and ceilings, without what AWS was found to refuse."""
        if self.refused:
            rule = Every(rule, _Acceptable(frozenset(self.refused)))
        most = self.sections.requirements.commitments.max_upfront_usd
        upfront = None if most is None else units(most)
        return Board(self.regions, self._connections, rule, self.measures, ceilings, upfront)

    def bill_of(self, sections: Sections, name: str | None = None) -> Bill:
        """Return the bill of other sections, in the region of that name or in the tier's own."""
        found = self.book if name is None or name == self.book.region else price_book.load(name)
        return bill(self.tier._replace(sections=sections), found, self.today, watched=self.watched)

    def with_requirements(self, changes: Mapping[str, Any]) -> "Case":
        """Return the case with other requirements."""
        changed = self.tier.sections.requirements.model_copy(update=changes)
        return self._other("requirements", changed)

    def with_workload(self, workload: Workload) -> "Case":
        """Return the case with another workload."""
        return self._other("workload", workload)

    def _other(self, section: str, value: Any) -> "Case":
        tier = self.tier._replace(sections=self.tier.sections.model_copy(update={section: value}))
        return Case(tier, self.book, self.today, watched=self.watched, measures=self.measures)

    def _priced(self, name: str) -> Region:
        own = name == self.book.region
        book, pricing = self.book if own else price_book.load(name), self.sections.pricing
        known = with_given_rates(book, pricing.given)
        found = region(self.scene, Tariff(known, pricing), self.measures, fixed_costs(known, pricing, self.measures))
        if own:
            return found
        zones = len(aws_regions.zones(name)) if _may_move(self.sections) else 0
        sites = [s for s in found.sites if s.ground.situation.sections.topology.network.zone_count <= zones]
        return found._replace(sites=sites)


def _may_move(sections: Sections) -> bool:
    """Return whether a tier could be in another region as it is written: its zones are a number, not names."""
    network = sections.topology.network
    return isinstance(network, CreatedNetwork) and isinstance(network.availability_zones, int)


def without_plans(sections: Sections) -> tuple[Sections, tuple[str, ...]]:
    """Return the sections without the Savings Plans that no comparison can have, and the names of those."""
    pricing = sections.pricing
    plans = tuple(name for name, one in pricing.commitments.items() if isinstance(one, ComputeSavingsPlan))
    if not plans or own_plan(sections) is not None:
        return sections, ()
    kept = {name: one for name, one in pricing.commitments.items() if name not in plans}
    return sections.model_copy(update={"pricing": pricing.model_copy(update={"commitments": kept})}), plans


def with_plans(case: Case, sections: Sections) -> Sections:
    """Return sections that were found for a case with the Savings Plans that were left out of the comparison."""
    if not case.plans:
        return sections
    commitments = {**case.tier.sections.pricing.commitments, **sections.pricing.commitments}
    return sections.model_copy(update={"pricing": sections.pricing.model_copy(update={"commitments": commitments})})


def case_of(estimate: Estimate, tier: str | None = None, measures: tuple[Measure, ...] = (Measure(),)) -> Case:
    """Return the case of a tier of a stack, the deployed one for want of a name."""
    name, stack = tier or estimate.stack.tier, estimate.stack
    watched = watched_usd(stack.budget, name) is not None
    return Case(stack.tiers[name], estimate.book, estimate.today, watched=watched, measures=measures)
