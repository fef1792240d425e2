"""Bars of the HTML page as geometry: parts of a hundred, from left to right. The template draws them."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from costing.bill import Bill
from costing.money import ZERO, Figures, rounded, usd
from costing.report.view import Report
from infra.model.layers import LAYERS

_STEP = Decimal("0.01")
_FAR = Decimal(3)
"""A ceiling further out than this many times the longest bar is cut off, or the bars would vanish beside it."""


class Segment(NamedTuple):
    """A part of a bar: which colour, where it starts, how long it is, and what it says."""

    colour: str
    start: Decimal
    length: Decimal
    title: str


class Bar(NamedTuple):
    """One bar, its label and its figure.

    Attributes:
        label: what it is of.
        segments: its parts, side by side.
        low, high: where the range from floor to ceiling starts and ends.
        beyond: whether the ceiling lies further out than the chart.
        text: the figure that stands at its end.
        range_text: floor and ceiling in words.
        strong: whether it is the one that the report is about.
    """

    label: str
    segments: tuple[Segment, ...]
    low: Decimal
    high: Decimal
    beyond: bool
    text: str
    range_text: str
    strong: bool


def layer_bars(bill: Bill) -> list[Bar]:
    """Return a bar for each layer that costs anything, the dearest first."""
    costing = [(name, figures) for name, figures in bill.layers.items() if any(figures)]
    scale = _Scale(figures for _, figures in costing)
    ordered = sorted(costing, key=lambda one: (-one[1].expected, -one[1].ceiling, one[0]))
    return [
        _bar(name, figures, (Segment(name, ZERO, scale.part(figures.expected), name),), scale, strong=False)
        for name, figures in ordered
    ]


def tier_bars(report: Report) -> list[Bar]:
    """Return a bar for each tier, made of its layers; a tier that lacks a price has an empty one."""
    totals = [bill.total for bill in report.bills.values() if bill.total is not None]
    scale = _Scale(totals)
    return [_tier_bar(report, name, bill, scale) for name, bill in report.bills.items()]


def _tier_bar(report: Report, name: str, bill: Bill, scale: "_Scale") -> Bar:
    strong = name == report.tier
    if bill.total is None:
        return Bar(name, (), ZERO, ZERO, beyond=False, text="unpriced", range_text="a price is missing", strong=strong)
    segments: list[Segment] = []
    start = ZERO
    for layer in LAYERS:
        expected = bill.layers[layer].expected if layer in bill.layers else ZERO
        if expected > 0:
            length = scale.part(expected)
            segments.append(Segment(layer, start, length, f"{layer} {usd(expected)}"))
            start += length
    return _bar(name, bill.total, tuple(segments), scale, strong=strong)


def year_bars(report: Report) -> list[Bar]:
    """Return a bar for each year of the path."""
    spans = report.years.years if report.years else ()
    scale = _Scale(span.total for span in spans)
    return [
        _bar(
            f"year {number}",
            span.total,
            (Segment("years", ZERO, scale.part(span.total.expected), " then ".join(span.tiers)),),
            scale,
            strong=False,
        )
        for number, span in enumerate(spans, 1)
    ]


def _bar(label: str, figures: Figures, segments: tuple[Segment, ...], scale: "_Scale", *, strong: bool) -> Bar:
    return Bar(
        label,
        segments,
        scale.part(figures.floor),
        min(scale.part(figures.ceiling), Decimal(100)),
        figures.ceiling > scale.end,
        usd(figures.expected),
        f"{usd(figures.floor)} to {usd(figures.ceiling)}",
        strong,
    )


class _Scale:
    """Dollars to hundredths of the chart's width."""

    def __init__(self, figures: Iterable[Figures]) -> None:
        all_figures = list(figures)
        longest = max((one.expected for one in all_figures), default=ZERO)
        furthest = max((one.ceiling for one in all_figures), default=ZERO)
        self.end = min(furthest, longest * _FAR) if longest > 0 else furthest

    def part(self, dollars: Decimal) -> Decimal:
        """Return how far `dollars` reach, 0 to 100 and beyond."""
        return rounded(max(ZERO, dollars) * 100 / self.end, _STEP, ROUND_HALF_UP) if self.end else ZERO


def gauge(used: Decimal | None) -> Decimal:
    """Return how far a gauge of the cap is filled; it ends at half as much again as the cap."""
    return ZERO if used is None else min(Decimal(100), rounded(used / Decimal("1.5"), _STEP, ROUND_HALF_UP))
