"""An answer of the planner as text."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from costing.adjust.commitment import Committed
from costing.money import usd
from costing.planner.answer.configuration import Configuration
from costing.planner.answer.plan import Plan
from costing.planner.moves.changes import Change
from costing.planner.moves.move import Move
from costing.planner.show.words import against, differences, limits, path, radius, shift, title
from costing.report.table import Row, Style, aligned, plain

SHOWN = 3
"""Runners-up and reasons shown; all of them are in the JSON."""


def of_plan(plan: Plan, style: Style = plain) -> str:
    """Return the answer for one tier."""
    return "\n".join(_lines(plan, style))


def _lines(plan: Plan, style: Style) -> Iterator[str]:
    yield style(title(plan), "bold")
    yield from _present(plan, style)
    if plan.best is None:
        yield style("nothing meets the requirements", "bad")
        yield from _failed(plan, style)
        return
    yield from _answer(plan, plan.best, style)
    yield from _changes(plan.best, style)
    yield from _steps(plan, style)
    yield from _moved(plan, plan.best, style)
    yield from _chosen(plan.best, style)
    yield from _sides(plan, style)
    yield from _others(plan, plan.best, style)
    yield from _failed(plan, style)
    yield from _notes(plan, style)


def _present(plan: Plan, style: Style) -> Iterator[str]:
    now = plan.present
    total = "unpriced" if now.total is None else usd(now.total)
    yield f"present   {total} a month"
    if now.failure:
        yield from _folded(f"          {style('fails', 'bad')} {now.failure}", style)


def _answer(plan: Plan, best: Configuration, style: Style) -> Iterator[str]:
    where = f", in {best.region}" if best.region != plan.case.book.region else ""
    saved = against(best, plan.present.total)
    yield style(f"cheapest  {usd(best.total)} a month{where}{', ' + saved if saved else ''}", "good")
    if not best.changes:
        yield "          it is what is configured: nothing is left to do"


def _changes(one: Configuration, style: Style, head: str = "changes, and what each does to what runs") -> Iterator[str]:
    if not one.changes:
        return
    yield ""
    yield style(head, "dim")
    rows = [Row((f"  {path(c.path)}", shift(c), radius(one, c))) for c in one.changes]
    yield from aligned(rows, style, left=2, last_left=True)
    yield from _stakes(one.moves, style)


def _stakes(moves: Iterable[Move], style: Style) -> Iterator[str]:
    """Yield what is at stake, each thing once."""
    for stake in dict.fromkeys(move.data_at_stake for move in moves if move.data_at_stake):
        yield from _folded(f"  {style('at stake:', 'warn')} {stake}", style)


def _steps(plan: Plan, style: Style) -> Iterator[str]:
    """Yield the way part by part; savings below zero buy what a requirement asks for."""
    if len(plan.steps) < 2:
        return
    yield ""
    yield style("in this order, each estimated after those above it", "dim")
    rows = [Row(("  part", "saves", "then", "what runs"), "dim")]
    rows += [Row((f"  {s.name}", usd(s.saving), usd(s.total), s.worst)) for s in plan.steps]
    yield from aligned(rows, style, last_left=True)


def _moved(plan: Plan, best: Configuration, style: Style) -> Iterator[str]:
    yield ""
    if plan.moved is None:
        yield f"within the moves allowed ({limits(plan)}): nothing meets the requirements"
        return
    if plan.moved.changes == best.changes:
        yield f"within the moves allowed ({limits(plan)}): all of it"
        return
    saved = against(plan.moved, plan.present.total)
    yield f"within the moves allowed ({limits(plan)}): {usd(plan.moved.total)} a month{', ' + saved if saved else ''}"
    if not plan.moved.changes:
        yield "  nothing to do: it is what is configured"
    yield from _rows_of(plan.moved.changes, style)


def _rows_of(changes: Iterable[Change], style: Style) -> Iterator[str]:
    rows = [Row((f"  {path(c.path)}", shift(c))) for c in changes]
    if rows:
        yield from aligned(rows, style, left=2)


def _chosen(best: Configuration, style: Style) -> Iterator[str]:
    yield ""
    yield style("what it is made of", "dim")
    for name, choice in best.chosen:
        if choice.name != "settled":
            why = f"  ({choice.why})" if choice.why else ""
            yield from _folded(f"  {name}: {choice.name}{why}", style)


def _sides(plan: Plan, style: Style) -> Iterator[str]:
    if plan.sides:
        yield ""
        yield style("the other side of each decision, everything else chosen anew", "dim")
        rows = [Row((f"  {s.decision}", s.side, f"+{usd(s.more)}")) for s in plan.sides]
        yield from aligned(rows, style, left=2)


def _others(plan: Plan, best: Configuration, style: Style) -> Iterator[str]:
    if plan.others:
        yield ""
        yield style("next cheapest", "dim")
        for other in plan.others[:SHOWN]:
            more = usd(other.total - best.total)
            yield from _folded(f"  +{more}  {differences(best, other)}", style)


def _failed(plan: Plan, style: Style) -> Iterator[str]:
    if plan.failed:
        yield ""
        yield style("what takes other candidates out, and how many", "dim")
        for one in sorted(plan.failed, key=lambda f: -f.candidates):
            yield from _folded(f"  {one.decision}: {one.candidates}, such as {one.example}", style)


def _notes(plan: Plan, style: Style) -> Iterator[str]:
    yield ""
    if plan.case.plans:
        names = ", ".join(plan.case.plans)
        yield from _folded(f"compared without Savings Plans ({names}): they are bought for what runs", style)
    for one in plan.best.bill.commitments if plan.best else ():
        pays = f"pays if it is used for {one.pays_after} of {one.months} months" if one.pays_after else "never pays"
        yield from _folded(f"committed: {one.what}, {_due(one)}, {pays} ({one.name})", style)
    for one in plan.best.bill.assumed if plan.best else ():
        yield from _folded(f"assumed: {one.name} {one.value} ({one.reason}); {one.instead} says better", style)
    if plan.proof:
        size = f"{plan.proof.size:,} configurations in {plan.proof.contexts} contexts"
        ending = "proof does not hold" if plan.proof.refusals else "certificate checked, nothing is cheaper"
        yield style(f"{size}: {ending}", "bad" if plan.proof.refusals else "good")


def _due(one: Committed) -> str:
    """Return what a commitment obliges to, and how much of that at once where there is such a part."""
    due = f"{usd(one.liability)} due over its term"
    if one.upfront is None:
        return f"{due}, an unknown part of it at once"
    return f"{due}, {usd(one.upfront)} of it at once" if one.upfront else due


def _folded(line: str, style: Style) -> list[str]:
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    return wrap(line, style.width, subsequent_indent=indent, break_long_words=False, drop_whitespace=False) or [line]
