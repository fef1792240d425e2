"""The years ahead as data."""

from typing import Any, TypeAlias

from costing.money import text
from costing.report.blocks import figures_block
from costing.yearly import Month, Span, Yearly

Block: TypeAlias = dict[str, Any]


def years_block(years: Yearly) -> Block:
    """Return the path month by month, year by year, and whole."""
    return {
        "months": [_month(month) for month in years.months],
        "years": [_span(year) for year in years.years],
        "whole": _span(years.whole),
        "outstanding": text(years.outstanding),
        "remarks": list(years.remarks),
    }


def _month(month: Month) -> Block:
    return {
        "month": month.number,
        "tier": month.tier,
        **figures_block(month.total),
        "cash": text(month.cash),
        "upfront": text(month.upfront),
        "credits": text(month.credits),
    }


def _span(span: Span) -> Block:
    return {
        "months": span.months,
        "tiers": list(span.tiers),
        **figures_block(span.total),
        "cash": text(span.cash),
        "upfront": text(span.upfront),
        "credits": text(span.credits),
    }
