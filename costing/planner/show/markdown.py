"""An answer of the planner as Markdown, for a pull request."""

from collections.abc import Iterator

from costing.money import usd
from costing.planner.answer.configuration import Configuration
from costing.planner.answer.plan import Plan
from costing.planner.show.words import against, limits, path, radius, title, value


def of_plan(plan: Plan) -> str:
    """Return the answer for one tier."""
    return "\n".join(_lines(plan))


def _lines(plan: Plan) -> Iterator[str]:
    now = plan.present
    yield f"### Cheapest configuration: {title(plan)}"
    yield ""
    total = "unpriced" if now.total is None else f"{usd(now.total)} a month"
    yield f"Present: {total}" + (f"; fails {now.failure}" if now.failure else "")
    yield ""
    if plan.best is None:
        yield "**Nothing meets the requirements.**"
        return
    yield f"**{usd(plan.best.total)} a month**, {against(plan.best, now.total) or 'now unpriced'}"
    yield from _changes(plan.best)
    if plan.moved is not None and plan.moved.changes != plan.best.changes:
        yield ""
        yield f"Within the moves allowed ({limits(plan)}): **{usd(plan.moved.total)} a month**"
        yield from _changes(plan.moved)
    if plan.sides:
        yield from ("", "| decision | other side | more |", "|---|---|--:|")
        yield from (f"| {side.decision} | {side.side} | {usd(side.more)} |" for side in plan.sides)


def _changes(one: Configuration) -> Iterator[str]:
    if not one.changes:
        yield ""
        yield "Nothing is left to do."
        return
    yield from ("", "| change | from | to | what runs |", "|---|---|---|---|")
    for change in one.changes:
        yield f"| `{path(change.path)}` | {value(change.old)} | {value(change.new)} | {radius(one, change)} |"
