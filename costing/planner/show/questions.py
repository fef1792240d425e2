"""Answers to single questions, as text."""

from collections.abc import Iterator
from decimal import Decimal

from costing.money import rounded, text, usd
from costing.planner.answer.break_evens import break_evens
from costing.planner.answer.case import Case
from costing.planner.answer.configuration import Configuration, cheapest
from costing.planner.answer.load import largest_load
from costing.planner.answer.why_not import why_not
from costing.planner.show.words import differences

TENTH, THOUSANDTH = Decimal("0.1"), Decimal("0.001")


def of_why_not(case: Case, asked: str) -> Iterator[str]:
    """Yield what a value at a path would cost, or what keeps it out."""
    answer = why_not(case, asked)
    best = next(iter(cheapest(case)), None)
    what = f"tier {case.tier.name}, {answer.path} = {answer.value}"
    if answer.found is None:
        yield f"{what}: {answer.rejection or 'no candidate has it'}"
    elif best is None or answer.found.total == best.total:
        yield f"{what}: {usd(answer.found.total)} a month, as cheap as anything that meets the requirements"
    else:
        more = usd(answer.found.total - best.total)
        yield f"{what}: {usd(answer.found.total)} a month, {more} more than the cheapest ({usd(best.total)})"
        yield f"  with it: {differences(best, answer.found)}"


def of_break_evens(case: Case) -> Iterator[str]:
    """Yield from where on one way costs less than another."""
    yield f"tier {case.tier.name}, {case.book.region}: from where on"
    for one in break_evens(case):
        at = rounded(Decimal(one.at.numerator) / one.at.denominator, TENTH if one.at >= 1 else THOUSANDTH)
        yield f"  {text(at):>8} {one.unit + ': ' if one.unit else ''}{one.sentence}"


def of_load(case: Case, cap: Decimal) -> Iterator[str]:
    """Yield the largest load that a cap buys."""
    answer = largest_load(case, cap)
    rate = case.sections.workload.requests_per_second
    if answer.found is None:
        yield f"tier {case.tier.name}: {usd(cap)} a month buy no load at all"
        return
    peak = (rate.peak if rate.peak is not None else rate.average) if rate else None
    said = f" ({text(peak * answer.factor)} requests a second at the peak)" if peak else ""
    yield f"tier {case.tier.name}: {usd(cap)} a month buy {text(answer.factor)} × today's load{said}"
    after = f"costs {usd(answer.beyond)}" if answer.beyond is not None else "nothing carries as required"
    yield f"  the next hundredth {after}"
    yield f"  at {usd(answer.found.total)} with {_chosen(answer.found)}"


def _chosen(one: Configuration) -> str:
    return "; ".join(f"{name}: {choice.name}" for name, choice in one.chosen if choice.name != "settled")
