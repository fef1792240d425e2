"""Actual spend beside the estimate, as text and as data."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from costing.actual.beside import Actual, LayerSpend
from costing.money import ZERO, cents, text, usd
from costing.report.blocks import figures_block
from costing.report.claims_text import signed
from costing.report.table import Row, Style, aligned, plain
from costing.report.wrapping import wrapped
from costing.words import many

Block: TypeAlias = dict[str, Any]

NO_TAG_YET = (
    "no charge carries the tag layer yet: set tollgate:budget.costTagsActive: true a day after the first up, and run "
    "`pulumi up`; Cost Explorer shows a tag from the day on that it is activated"
)
MOST = 5


def as_text(one: Actual, style: Style = plain) -> str:
    """Return the comparison for people."""
    parts = [
        [style(f"{one.stack} · tier {one.tier} · charged in {one.month} beside the estimate · US dollars", "bold")],
        list(_table(one, style)),
        [row for remark in _remarks(one) for row in wrapped(remark, 0, style.width)],
    ]
    return "\n\n".join("\n".join(rows) for rows in parts if rows)


def _table(one: Actual, style: Style) -> Iterator[str]:
    rows = [Row(("layer", "charged", "in 730 h", "expected", "difference", "floor", "ceiling"), "dim")]
    rows += [_row(layer) for layer in one.layers]
    rows.append(_row(one.total, "bold"))
    if untagged := sum(one.untagged.values(), ZERO):
        rows.append(Row(("no tag layer", f"{cents(untagged):,}", f"{cents(untagged * one.factor):,}", "", "", "", "")))
    yield from aligned(rows, style)


def _row(one: LayerSpend, mark: str = "") -> Row:
    floor, expected, ceiling = (f"{cents(figure):,}" for figure in one.estimate)
    money = (f"{cents(one.usd):,}", f"{cents(one.monthly):,}", expected, signed(one.difference))
    return Row((one.layer, *money, floor, ceiling), mark or {"above": "bad", "below": "warn"}.get(one.outside, ""))


def _remarks(one: Actual) -> Iterator[str]:
    whole = (one.month.end - one.month.start).days
    if one.days < whole:
        yield f"the charges cover {one.days} of {many(whole, 'day')}"
    if one.estimated:
        yield "AWS may still change these figures (Estimated)"
    if not any(layer.usd for layer in one.layers):
        yield NO_TAG_YET
    else:
        yield from _beyond(one)
    if named := [(name, money) for name, money in one.untagged.items() if name]:
        more = f" and {len(named) - MOST} more" if len(named) > MOST else ""
        yield f"without the tag: {_listed(dict(named[:MOST]))}{more}"
    if one.strange:
        yield f"tagged with what is no layer: {_listed(one.strange)}"
    if one.elsewhere:
        yield f"of other stacks, left out: {_listed(one.elsewhere)}"
    if not one.tells_stacks:
        yield "the export does not tell stacks apart: other stacks of the account are counted too, if they use the tag"


def _beyond(one: Actual) -> Iterator[str]:
    for layer in one.layers:
        if layer.outside == "above":
            yield (
                f"{layer.layer}: above the ceiling of {usd(layer.estimate.ceiling)}: more traffic or data than the "
                f"workload says, or something that is not of the stack; `explain {layer.layer}` shows what was reckoned"
            )
        elif layer.outside == "below":
            yield (
                f"{layer.layer}: below the floor of {usd(layer.estimate.floor)}: some of it did not run all "
                "month, carries no tag, or was paid by allowances or credits"
            )


def _listed(money: Mapping[str, Decimal]) -> str:
    return ", ".join(f"{name} {usd(one)}" for name, one in money.items())


def as_document(one: Actual) -> Block:
    """Return the comparison as data; money as decimal strings."""
    return {
        "stack": one.stack,
        "tier": one.tier,
        "month": str(one.month),
        "days": one.days,
        "estimated": one.estimated,
        "tellsStacksApart": one.tells_stacks,
        "layers": {layer.layer: _block(layer) for layer in one.layers},
        "total": _block(one.total),
        "untagged": _texts(one.untagged),
        "otherValues": _texts(one.strange),
        "otherStacks": _texts(one.elsewhere),
    }


def _block(one: LayerSpend) -> Block:
    return {
        "charged": text(one.usd),
        "chargedPerMonth": text(one.monthly),
        "estimate": figures_block(one.estimate),
        "difference": text(one.difference),
        "outside": one.outside or None,
    }


def _texts(money: Mapping[str, Decimal]) -> dict[str, str]:
    return {name: text(one) for name, one in money.items()}
