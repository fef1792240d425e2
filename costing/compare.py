"""Two bills side by side, per layer and line: what more of a thing costs, and what a dearer price costs, told apart."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from costing.bill import Bill
from costing.line_item import Line
from costing.money import NOTHING, Figures
from infra.model.layers import LAYERS, LayerName

State = Literal["added", "removed", "changed"]


class LineChange(NamedTuple):
    """One line that is not the same in both bills; the two effects add up to the difference, figure by figure.

    Attributes:
        id: the line's.
        layer: where it stands.
        state: in one bill only, or in both.
        before, after: the line in each bill.
        quantity_effect: the change of the quantity at the old price; all of a line that comes or goes.
        price_effect: the change of the price for the new quantity.
    """

    id: str
    layer: LayerName
    state: State
    before: Line | None
    after: Line | None
    quantity_effect: Figures
    price_effect: Figures

    @property
    def name(self) -> str:
        """What the newer bill calls it."""
        line = self.after or self.before
        return line.name if line else self.id

    @property
    def difference(self) -> Figures:
        """Dollars a month more, or less."""
        return self.quantity_effect.plus(self.price_effect)

    @property
    def other_price_row(self) -> bool:
        """Whether the line is priced from another row: another class or size, not a new price of the same thing."""
        if self.before is None or self.after is None:
            return False
        return self.before.price.item != self.after.price.item


class LayerChange(NamedTuple):
    """The sum of one layer in both bills."""

    layer: LayerName
    before: Figures
    after: Figures

    @property
    def difference(self) -> Figures:
        """Dollars a month more, or less."""
        return self.after.minus(self.before)


class Difference(NamedTuple):
    """What changes from one bill to the other.

    Attributes:
        before, after: the bills.
        layers: every layer of either, in order.
        lines: every line that is not the same, the greatest change of the expected figure first.
    """

    before: Bill
    after: Bill
    layers: tuple[LayerChange, ...]
    lines: tuple[LineChange, ...]

    @property
    def total(self) -> Figures | None:
        """Dollars a month more, or less; None where a bill lacks a price."""
        if self.before.total is None or self.after.total is None:
            return None
        return self.after.total.minus(self.before.total)

    @property
    def is_empty(self) -> bool:
        """Whether both bills say the same, missing prices included."""
        same_gaps = [m.item for m in self.before.missing] == [m.item for m in self.after.missing]
        return not self.lines and same_gaps


def compare(before: Bill, after: Bill) -> Difference:
    """Return what changes from `before` to `after`."""
    layers = tuple(
        LayerChange(name, before.layers.get(name, NOTHING), after.layers.get(name, NOTHING))
        for name in LAYERS
        if name in before.layers or name in after.layers
    )
    return Difference(before, after, layers, tuple(sorted(_lines(before, after), key=_greatest_first)))


def _greatest_first(change: LineChange) -> tuple[Decimal, Decimal, str]:
    return -abs(change.difference.expected), -abs(change.difference.ceiling), change.id


def _lines(before: Bill, after: Bill) -> Iterator[LineChange]:
    old, new = ({line.id: line for line in bill.lines} for bill in (before, after))
    for line_id in dict.fromkeys((*old, *new)):
        change = _change(line_id, old.get(line_id), new.get(line_id))
        if change is not None:
            yield change


def _change(line_id: str, old: Line | None, new: Line | None) -> LineChange | None:
    """Return how a line changes; None where quantity and price are the same, whatever it is called."""
    if old is None and new is not None:
        return LineChange(line_id, new.layer, "added", None, new, new.amount, NOTHING)
    if old is not None and new is None:
        return LineChange(line_id, old.layer, "removed", old, None, NOTHING.minus(old.amount), NOTHING)
    if old is None or new is None or (old.quantity == new.quantity and old.price.usd == new.price.usd):
        return None
    more = new.quantity.minus(old.quantity).times(old.price.usd)
    dearer = new.quantity.times(new.price.usd - old.price.usd)
    return LineChange(line_id, new.layer, "changed", old, new, more, dearer)
