"""The report as Markdown for a pull request: verdict, layers with their change, the dearest lines, details folded."""

from collections.abc import Iterable, Iterator

from costing.bill import Bill
from costing.compare import Difference, compare
from costing.line_item import Line
from costing.money import NOTHING, Figures, cents, usd
from costing.report.advice_text import money_of
from costing.report.bill_text import costs, dearest_first, quantity, unit_price
from costing.report.claims_text import percent, signed
from costing.report.scope import SCOPE
from costing.report.survival_text import sentence
from costing.report.tiers_text import BASES
from costing.report.view import Report
from infra.model.layers import LAYERS, LayerName

TOP = 5
_SIGNS = {"within": "✅", "warning": "⚠️", "over": "❌", "unpriced": "❌"}


def of_report(report: Report, before: Report | None = None) -> str:
    """Return the report; `before`, such as the main branch's or what is deployed, gives the columns of change."""
    difference = compare(before.deployed, report.deployed) if before else None
    parts = [
        _head(report, before, difference),
        _layers(report.deployed, difference),
        _top(report.deployed, difference),
        _folded("Every line", _lines(report.deployed)),
        _folded("Tiers side by side", _tiers(report)) if len(report.bills) > 1 else [],
        _folded("Claimed figures", _claims(report)) if report.claims else [],
        _folded("The years ahead", _years(report)) if report.years else [],
        _folded("Advice", _advice(report)) if report.advice else [],
        _folded("Assumptions and remarks", _notes(report)),
        [f"<sub>Not included: {', '.join(SCOPE)}. US dollars a month at list prices of {report.prices_of}.</sub>"],
    ]
    return "\n\n".join("\n".join(rows) for rows in map(list, parts) if rows)


def escaped(text: str) -> str:
    """Return `text` as one cell of a table: no row, column, tag or link can come out of it."""
    flat = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for sign in "\\|`*_[]":
        flat = flat.replace(sign, f"\\{sign}")
    return flat


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a table; the first column starts at the left, the others end at the right."""
    names = list(heads)
    yield f"| {' | '.join(names)} |"
    yield f"| --- |{' ---: |' * (len(names) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _head(report: Report, before: Report | None, difference: Difference | None) -> Iterator[str]:
    gate = report.gate
    yield f"### {_SIGNS[gate.look]} {escaped(gate.verdict)}"
    yield ""
    figures = report.deployed.total
    if figures is not None:
        floor, expected, ceiling = map(usd, figures)
        changed = ""
        if before and difference and difference.total is not None:
            changed = f", {signed(difference.total.expected)} against {escaped(before.stack)} (tier {before.tier})"
        yield f"**{expected}** a month expected{changed}; floor {floor}, ceiling {ceiling}. {_where(report)}"
    if gate.details:
        yield ""
        yield "```text"
        yield from gate.details
        yield "```"


def _where(report: Report) -> str:
    note = report.notes.get(report.tier)
    about = f" ({escaped(note)})" if note else ""
    return f"Tier `{report.tier}`{about} in {report.region}."


def _layers(bill: Bill, difference: Difference | None) -> Iterator[str]:
    changes = {one.layer: one.difference.expected for one in difference.layers} if difference else {}
    names: list[LayerName] = [layer for layer in LAYERS if layer in bill.layers or layer in changes]
    rows = [
        [layer, *_money(bill.layers.get(layer, NOTHING)), *([signed(changes[layer])] if difference else [])]
        for layer in names
    ]
    total = map(usd, bill.total) if bill.total else ("unpriced",) * 3
    last = "" if difference is None or difference.total is None else signed(difference.total.expected)
    rows.append(["**total**", *(f"**{one}**" for one in total), *([f"**{last}**"] if difference else [])])
    return table(["layer", *BASES, *(["change"] if difference else [])], rows)


def _money(figures: Figures) -> Iterator[str]:
    return (f"{cents(one):,}" for one in figures)


def _top(bill: Bill, difference: Difference | None) -> Iterator[str]:
    """Yield the lines that change most, or without a comparison those that cost most."""
    if difference:
        if not difference.lines:
            yield "Nothing changes."
            return
        rows = [
            [escaped(one.name), one.state, signed(one.quantity_effect.expected), signed(one.price_effect.expected)]
            for one in difference.lines[:TOP]
        ]
        yield from table(["greatest changes", "", "by quantity", "by price"], rows)
        return
    dearest = sorted(bill.lines, key=dearest_first)[:TOP]
    yield from table(["dearest lines", "quantity", "expected"], [_short(line) for line in dearest])


def _short(line: Line) -> list[str]:
    return [escaped(line.name), escaped(quantity(line)), usd(line.amount.expected)]


def _lines(bill: Bill) -> Iterator[str]:
    lines = [
        line for layer in bill.layers for line in sorted((x for x in bill.lines if x.layer == layer), key=dearest_first)
    ]
    rows = [
        [
            f"{line.layer}: {escaped(line.name)}",
            escaped(quantity(line)),
            escaped(unit_price(line)),
            *_money(line.amount),
        ]
        for line in lines
        if costs(line.amount)
    ]
    return table(["line", "quantity", "unit price", *BASES], rows)


def _tiers(report: Report) -> Iterator[str]:
    bills = report.bills.values()
    rows = [
        [layer, *(f"{cents(b.layers[layer].expected):,}" if layer in b.layers else "–" for b in bills)]
        for layer in LAYERS
        if any(layer in b.layers for b in bills)
    ]
    rows += [
        [f"**{basis}**", *(usd(getattr(b.total, basis)) if b.total else "unpriced" for b in bills)] for basis in BASES
    ]
    return table(["expected", *(f"**{n}**" if n == report.tier else n for n in report.bills)], rows)


def _claims(report: Report) -> Iterator[str]:
    rows: list[list[str]] = []
    for one in report.claims:
        source = f", {escaped(one.source)}" if one.source else ""
        whole = [("", one.total)] if one.total else []
        for part, beside in (*whole, *one.parts):
            ours = usd(beside.ours) if beside.ours is not None else "unpriced"
            difference = signed(beside.difference) if beside.difference is not None else ""
            name = f"{one.name}{': ' if part else ''}{part} ({one.tier}{source})"
            rows.append([name, usd(beside.claimed), ours, difference, percent(beside.percent)])
        if one.remark:
            rows.append([f"{one.name}: {one.remark}", "", "", "", ""])
    return table(["claim", "claimed", "estimated", "difference", ""], rows)


def _years(report: Report) -> Iterator[str]:
    years = report.years
    if years is None:
        return
    rows = [
        [f"year {number}: {' then '.join(year.tiers)}", *map(usd, year.total), usd(year.cash), usd(year.upfront)]
        for number, year in enumerate(years.years, 1)
    ]
    yield from table(["", *BASES, "cash", "of it upfront"], rows)
    yield ""
    yield from (f"- {escaped(remark)}" for remark in years.remarks)


def _advice(report: Report) -> Iterator[str]:
    for one in report.advice or ():
        how = f" `{one.how}`" if one.how else ""
        yield f"- **{escaped(one.title)}** ({money_of(one)}): {escaped(one.why)}{how}"


def _notes(report: Report) -> Iterator[str]:
    for one in report.deployed.assumed:
        yield f"- {escaped(one.name)}: {escaped(one.value)} ({escaped(one.reason)}; `tollgate:{one.instead}`)"
    survival = report.deployed.survival
    for remark in (*([sentence(survival)] if survival else []), *report.deployed.remarks):
        yield f"- {escaped(remark)}"


def _folded(title: str, rows: Iterable[str]) -> list[str]:
    """Return rows behind a title that opens; nothing where there are none."""
    inner = list(rows)
    return [f"<details><summary>{title}</summary>", "", *inner, "", "</details>"] if inner else []
