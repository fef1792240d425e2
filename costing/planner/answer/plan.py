"""The plan of a tier: the cheapest configuration, what stands beside it, and the proof."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from costing.planner.answer.case import Case
from costing.planner.answer.configuration import Configuration, cheapest
from costing.planner.answer.present import Present, present
from costing.planner.answer.proof import Proof, proof
from costing.planner.answer.relaxed import Relaxed, relaxed
from costing.planner.answer.sides import Side, sides
from costing.planner.answer.steps import Step, steps
from costing.planner.answer.within import Allowed
from costing.planner.needs.rejection import Rejection
from costing.planner.priced.board import ANYTHING, Every, Rule

RUNNERS_UP = 10


class Failed(NamedTuple):
    """A requirement with how many candidates of a decision fail it first, and the one that comes nearest."""

    decision: str
    candidates: int
    example: Rejection


class Plan(NamedTuple):
    """The answer for one tier.

    Attributes:
        case: the question.
        present: what is configured now.
        best: the cheapest configuration that meets the requirements; None where nothing does.
        moved: the cheapest within the moves allowed; None where there is none.
        others: the next cheapest, in order.
        sides: the best on the other side of each decision.
        failed: which requirements took candidates out.
        steps: the way from the present to the best, part by part.
        proof: that nothing is cheaper than the best.
        relaxed: what the answer would be without each requirement, where that was asked for or nothing meets them.
    """

    case: Case
    present: Present
    best: Configuration | None
    moved: Configuration | None
    others: tuple[Configuration, ...]
    sides: tuple[Side, ...]
    failed: tuple[Failed, ...]
    proof: Proof | None
    relaxed: tuple[Relaxed, ...] = ()
    steps: tuple[Step, ...] = ()


def plan(case: Case, rule: Rule = ANYTHING, *, requirements: bool = False) -> Plan:
    """Return the plan of a tier.

    Args:
        case: the tier.
        rule: what may be taken.
        requirements: whether to find the price of each requirement too, which takes as long again for each.
    """
    found, now, failed = cheapest(case, rule, RUNNERS_UP + 1), present(case), tuple(failures(case))
    if not found:
        return Plan(case, now, None, None, (), (), failed, None, tuple(relaxed(case)))
    beside = tuple(sorted(sides(case, found[0], rule), key=lambda side: (side.more, side.decision)))
    without = tuple(relaxed(case)) if requirements else ()
    way, proved = tuple(steps(case, found[0])), proof(case, rule)
    return Plan(case, now, found[0], moved(case, rule), tuple(found[1:]), beside, failed, proved, without, way)


def moved(case: Case, rule: Rule = ANYTHING) -> Configuration | None:
    """Return the cheapest configuration within the moves that the tier's requirements allow."""
    return next(iter(cheapest(case, Every(rule, Allowed(case)))), None)


def failures(case: Case) -> Iterator[Failed]:
    """Yield for each decision and requirement how many candidates fail it first; the present's situation counts."""
    situations = [(n, c) for site in case.home.sites for n, c in site.named if c.rejection]
    seen = {(name, choice.name): choice.rejection for name, choice in situations}
    by_place: dict[tuple[str, str], list[Rejection]] = {}
    for (name, _), rejection in seen.items():
        if rejection is not None:
            by_place.setdefault((name, rejection.requirement), []).append(rejection)
    for decision, column in zip(case.home.decisions, case.home.sites[0].columns, strict=False):
        for offer in column:
            if offer.rejection is not None:
                by_place.setdefault((decision.name, offer.rejection.requirement), []).append(offer.rejection)
    for (decision, _), rejections in by_place.items():
        example, _ = Counter(rejections).most_common(1)[0]
        yield Failed(decision, len(rejections), example)
