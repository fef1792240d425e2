"""The report as one self-contained HTML page: no script, no request, readable in print, on a phone and in the dark."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from costing.adjust.credits import months_left
from costing.line_item import Line, shown
from costing.money import cents, usd
from costing.report.advice_text import money_of
from costing.report.bill_text import costs, dearest_first, quantity, unit_price
from costing.report.charts import Bar, gauge, layer_bars, tier_bars, year_bars
from costing.report.claims_text import percent, signed
from costing.report.scope import SCOPE
from costing.report.view import Report
from infra.model.layers import LAYERS, LayerName

TEMPLATES = Path(__file__).parent / "templates"


class Page(NamedTuple):
    """One report, made ready for the template.

    Attributes:
        report: what is shown.
        anchor: its place on the page.
        gauge: how far the gauge of the cap is filled, in percent of its length.
        layers, tiers, years: bars.
        cut: whether some range runs off the chart.
        legend: layers that any tier has, in order.
        lines: those of the deployed tier that cost anything, by layer, the dearest first.
        credit_months: how long credits last at the expected figure.
    """

    report: Report
    anchor: str
    gauge: Decimal
    layers: list[Bar]
    tiers: list[Bar]
    years: list[Bar]
    cut: bool
    legend: list[LayerName]
    lines: dict[str, list[Line]]
    credit_months: Decimal | None


def of_reports(reports: Iterable[Report]) -> str:
    """Return the page of one report, or of several below one another with an overview first."""
    pages = [_page(number, report) for number, report in enumerate(reports, 1)]
    title = f"{pages[0].report.stack}: cost estimate" if len(pages) == 1 else f"Cost estimates of {len(pages)} stacks"
    template = _environment().get_template("page.html.j2")
    return template.render(title=title, pages=pages, scope=SCOPE, layers=LAYERS)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {
        "usd": usd,
        "money": _money,
        "shown": shown,
        "quantity": quantity,
        "unit_price": unit_price,
        "signed": signed,
        "percent": percent,
        "worth": money_of,
    }
    return environment


def _money(amount: Decimal) -> str:
    return f"{cents(amount):,}"


def _page(number: int, report: Report) -> Page:
    bill = report.deployed
    layers, tiers = layer_bars(bill), tier_bars(report)
    after = bill.after_allowances
    return Page(
        report,
        f"stack-{number}",
        gauge(report.gate.used),
        layers,
        tiers,
        year_bars(report),
        any(bar.beyond for bar in (*layers, *tiers)),
        [layer for layer in LAYERS if any(layer in one.layers for one in report.bills.values())],
        {
            layer: sorted((x for x in bill.lines if x.layer == layer and costs(x.amount)), key=dearest_first)
            for layer in bill.layers
        },
        months_left(bill.credits, after.expected) if after else None,
    )
