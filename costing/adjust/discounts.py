"""Agreed discounts: a visible negative line in each layer they reach, after commitments."""

from decimal import Decimal

from costing.adjust.lines import NO_RESOURCE, beside
from costing.ledger import Ledger
from costing.line_item import Kind, Line, Why, total
from costing.money import ONE, ZERO
from costing.price_book import Price
from costing.units import HUNDRED
from infra.model.layers import LAYERS, LayerName
from infra.model.pricing import Discount

DISCOUNT = Kind("pricing/discounts/NAME", "", "USD", "", "usage")

KINDS = (DISCOUNT,)


def add_lines(ledger: Ledger, discounts: dict[str, Discount]) -> None:
    """Add a line for each discount and layer; discounts are taken from the lines, not from one another."""
    if not discounts:
        return
    sums = {layer: total(x for x in ledger.lines if x.layer == layer) for layer in LAYERS}
    for name, discount in discounts.items():
        for layer in discount.layers or LAYERS:
            if not any(sums[layer]):
                continue
            price = _price(name, discount, ledger.book.region)
            why = Why("{} % of {} dollars of this layer", (discount.percent, sums[layer].expected))
            label = f"Discount {name}"
            line_id = f"{DISCOUNT.id.replace('NAME', name)}.{layer}"
            basis = "fixed" if sums[layer].floor == sums[layer].ceiling else "usage"
            ledger.lines.append(beside(line_id, layer, label, NO_RESOURCE, sums[layer], price, why, basis))


def _price(name: str, discount: Discount, region: str) -> Price:
    off = -discount.percent / HUNDRED
    source = f"pricing.discounts.{name}"
    return Price(f"discount.{name}", off, DISCOUNT.unit, "given", "undated", "given", "", source, region)


def is_discount(line: Line) -> bool:
    """Return whether a line is one of those that `add_lines` adds."""
    return line.id.startswith(_PREFIX)


_PREFIX = DISCOUNT.id.removesuffix("NAME")


def kept(discounts: dict[str, Discount], layer: LayerName) -> Decimal:
    """Return the share of a layer's price that is paid after all discounts."""
    off = (d.percent for d in discounts.values() if not d.layers or layer in d.layers)
    return ONE - sum(off, ZERO) / HUNDRED
