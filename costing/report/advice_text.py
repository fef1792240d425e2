"""Advice as text: the money first, then what to do, why, and what to write."""

from collections.abc import Iterator

from costing.advice.piece import TOGETHER, Advice
from costing.money import usd
from costing.report.table import Style
from costing.report.wrapping import wrapped

MOST = 5
"""How many pieces of advice are shown unasked; what they come to together is one more."""


def advice_list(advice: tuple[Advice, ...] | None, style: Style, *, every: bool) -> Iterator[str]:
    """Yield the advice with most money; every piece of it on request."""
    if not advice:
        return
    shown = advice if every else _foremost(advice)
    more = "" if len(shown) == len(advice) else f" ({len(shown)} of {len(advice)}; --advice shows all)"
    yield style(f"advice{more}", "dim")
    for one in shown:
        yield style(f"  {money_of(one):>16}  {one.title}", "bold")
        yield from wrapped(one.why, 20, style.width)
        yield from wrapped(one.how, 20, style.width)
        if every:
            yield style(f"{'':20}source: {one.source}", "dim")


def _foremost(advice: tuple[Advice, ...]) -> tuple[Advice, ...]:
    """Return the first pieces, and what the savings come to together."""
    first = tuple(one for one in advice if one.id != TOGETHER)[:MOST]
    return (*first, *(one for one in advice if one.id == TOGETHER))


def money_of(one: Advice) -> str:
    """Return what a piece of advice comes to a month, as expected; a risk without a price has none."""
    saving = one.saving.expected
    if not any(one.saving):
        return "–"
    return f"saves {usd(saving)}" if saving >= 0 else f"costs {usd(-saving)}"
