"""Two bills side by side, as text, Markdown and data."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any, NamedTuple, TypeAlias

from costing.bill import Bill
from costing.compare import Difference, LineChange, compare
from costing.line_item import Line
from costing.money import Figures, cents, usd
from costing.report.bill_text import quantity, unit_price
from costing.report.blocks import figures_block, optional
from costing.report.claims_text import signed
from costing.report.markdown import escaped
from costing.report.markdown import table as markdown_table
from costing.report.table import Row, Style, aligned, plain
from costing.report.wrapping import wrapped

Block: TypeAlias = dict[str, Any]

SIGNS = {"added": "+", "removed": "-", "changed": "~"}
FORMS = ("text", "markdown", "json")


class Side(NamedTuple):
    """One of the two bills, and what to call it."""

    label: str
    bill: Bill


class Compared(NamedTuple):
    """Two bills with their names, and what changes."""

    before: Side
    after: Side
    difference: Difference


def between(before: Side, after: Side) -> Compared:
    """Return what changes from one bill to the other."""
    return Compared(before, after, compare(before.bill, after.bill))


def headline(one: Compared) -> str:
    """Return the change in one line."""
    names = f"{one.before.label} → {one.after.label}"
    if one.difference.is_empty:
        return f"{names}: the same bill"
    total = one.difference.total
    if total is None:
        return f"{names}: a price is missing, so there is no total"
    old, new = (usd(bill.total.expected) if bill.total else "" for bill in (one.before.bill, one.after.bill))
    floor, expected, ceiling = map(signed, total)
    return f"{names}: expected {expected} a month ({old} → {new}), floor {floor}, ceiling {ceiling}"


def as_text(one: Compared, style: Style = plain) -> str:
    """Return the change by layer and by line; `+` comes, `-` goes, `~` changes."""
    parts = [[style(row, "bold") for row in wrapped(headline(one), 0, style.width)]]
    if one.difference.layers and not one.difference.is_empty:
        parts.append(list(aligned(list(_layer_rows(one)), style)))
    if one.difference.lines:
        parts.append(list(aligned(list(_line_rows(one.difference)), style, last_left=True)))
    parts.append(
        [f"no price for {m.item} in {side.label}" for side in (one.before, one.after) for m in side.bill.missing]
    )
    return "\n\n".join("\n".join(rows) for rows in parts if rows)


def _layer_rows(compared: Compared) -> Iterator[Row]:
    """Yield the layers that change, and what all come to; those that do not are counted in the head."""
    there = [one for one in compared.difference.layers if any((*one.before, *one.after))]
    changed = [one for one in there if any(one.difference)]
    staying = f" ({len(there) - len(changed)} unchanged)" if len(there) > len(changed) else ""
    yield Row((f"expected, by layer{staying}", "before", "after", "change"), "dim")
    for one in changed:
        before, after = one.before.expected, one.after.expected
        yield Row((f"  {one.layer}", f"{cents(before):,}", f"{cents(after):,}", signed(one.difference.expected)))
    old, new, total = compared.before.bill.total, compared.after.bill.total, compared.difference.total
    if old is not None and new is not None and total is not None:
        yield Row(("total", usd(old.expected), usd(new.expected), signed(total.expected)), "bold")


def _line_rows(difference: Difference) -> Iterator[Row]:
    yield Row(("line, expected figures", "change", "by quantity", "by price", ""), "dim")
    for one in filter(_costs, difference.lines):
        by_quantity, by_price = one.quantity_effect.expected, one.price_effect.expected
        money = (signed(by_quantity + by_price), signed(by_quantity), signed(by_price))
        yield Row((f"{SIGNS[one.state]} {one.layer}: {one.name}", *money, _how(one)), _mark(one))


def _costs(one: LineChange) -> bool:
    """Return whether a change is one of money, in any of the three figures."""
    return any(one.difference)


def _mark(one: LineChange) -> str:
    change = one.difference.expected
    return "" if not change else "bad" if change > 0 else "good"


def _how(one: LineChange) -> str:
    """Return what of a line is another: its quantity, its price, or the row it is priced from."""
    old, new = one.before, one.after
    if old is None or new is None:
        return ""
    if one.other_price_row:
        return " → ".join(_apart(old.price.item, new.price.item))
    words = [_words(old, new, shown) for shown in (quantity, unit_price)]
    return ", ".join(word for word in words if word) or "floor or ceiling"


def _apart(old: str, new: str) -> tuple[str, str]:
    """Return two keys of the price book without the parts that they start and end with alike."""
    before, after = old.split("."), new.split(".")
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    return ".".join(before[start : len(before) - end]), ".".join(after[start : len(after) - end])


def _alike(one: list[str], other: list[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _words(old: Line, new: Line, shown: Any) -> str:
    before, after = shown(old), shown(new)
    return f"{before} → {after}" if before != after else ""


def as_markdown(one: Compared) -> str:
    """Return the change as Markdown."""
    difference = one.difference
    parts = [f"### {escaped(headline(one))}"]
    if difference.layers and not difference.is_empty:
        rows = [
            [change.layer, *_money(change.before, change.after), signed(change.difference.expected)]
            for change in difference.layers
            if any((*change.before, *change.after))
        ]
        parts.append("\n".join(markdown_table(["layer", "before", "after", "change"], rows)))
    if any(map(_costs, difference.lines)):
        rows = [
            [
                f"{change.state}: {escaped(change.name)}",
                signed(change.difference.expected),
                signed(change.quantity_effect.expected),
                signed(change.price_effect.expected),
            ]
            for change in filter(_costs, difference.lines)
        ]
        parts.append("\n".join(markdown_table(["line", "change", "by quantity", "by price"], rows)))
    return "\n\n".join(parts)


def _money(before: Figures, after: Figures) -> tuple[str, str]:
    return f"{cents(before.expected):,}", f"{cents(after.expected):,}"


def as_document(one: Compared) -> Block:
    """Return the change as data; every difference is `after` less `before`."""
    return {
        "before": _side(one.before),
        "after": _side(one.after),
        "difference": figures_block(one.difference.total),
        "layers": {
            change.layer: {
                "before": figures_block(change.before),
                "after": figures_block(change.after),
                "difference": figures_block(change.difference),
            }
            for change in one.difference.layers
        },
        "lines": [_line(change) for change in one.difference.lines],
    }


def _side(side: Side) -> Block:
    return {"name": side.label, "tier": side.bill.tier, **figures_block(side.bill.total)}


def _line(change: LineChange) -> Block:
    return {
        "id": change.id,
        "layer": change.layer,
        "name": change.name,
        "state": change.state,
        "before": _half(change.before),
        "after": _half(change.after),
        "byQuantity": figures_block(change.quantity_effect),
        "byPrice": figures_block(change.price_effect),
        "difference": figures_block(change.difference),
        "otherPriceRow": change.other_price_row,
    }


def _half(line: Line | None) -> Block | None:
    if line is None:
        return None
    return {
        "quantity": figures_block(line.quantity),
        "unit": line.unit,
        "unitPrice": optional(line.price.usd),
        "amount": figures_block(line.amount),
        "priceKey": line.price.item,
    }
