"""The bill of one tier, and the estimate of all tiers of a stack."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from costing.adjust.commitment import Committed
from costing.assumptions import Assumption
from costing.errors import MissingPrice
from costing.line_item import Line, total
from costing.money import ZERO, Figures
from costing.price_book import PriceBook
from infra.model.layers import LAYERS, LayerName
from infra.model.stack import Stack
from infra.model.survival import Survival


class Bill(NamedTuple):
    """What a tier costs a month.

    Attributes:
        tier: name of the tier.
        lines: in the order of the layers.
        total: the sum of all lines, or None where a price is missing.
        layers: the sum of each layer that has lines, in order.
        missing: prices the book lacks.
        assumed: figures of ours that stood in for the user's.
        remarks: sentences worth reading: a given figure far from the derived one, and the like.
        commitments: what reservations and plans come to; their lines are among `lines`.
        free: negative lines of what the account has free every month; not in `total`, and so not in the gate.
        credits: dollars of credits the account has left; not in `total` either.
        survival: which loss is survived without an outage; None where nobody looked.
    """

    tier: str
    lines: tuple[Line, ...]
    total: Figures | None
    layers: Mapping[LayerName, Figures]
    missing: tuple[MissingPrice, ...] = ()
    assumed: tuple[Assumption, ...] = ()
    remarks: tuple[str, ...] = ()
    commitments: tuple[Committed, ...] = ()
    free: tuple[Line, ...] = ()
    credits: Decimal = ZERO
    survival: Survival | None = None

    @property
    def after_allowances(self) -> Figures | None:
        """The total less what the account has free; what the gate and the caps never see."""
        return None if self.total is None else self.total.plus(total(self.free))


def make_bill(
    tier: str,
    lines: Iterable[Line],
    missing: Iterable[MissingPrice] = (),
    assumed: Iterable[Assumption] = (),
    remarks: Iterable[str] = (),
    *,
    commitments: Iterable[Committed] = (),
    free: Iterable[Line] = (),
    credits_left: Decimal = ZERO,
    survives: Survival | None = None,
) -> Bill:
    """Return the bill of `lines`, added up."""
    by_layer: dict[LayerName, list[Line]] = {}
    for line in sorted(lines, key=_layer_order):
        by_layer.setdefault(line.layer, []).append(line)
    layers: dict[LayerName, Figures] = {name: total(part) for name, part in by_layer.items()}
    ordered = tuple(line for part in by_layer.values() for line in part)
    lacking = tuple(missing)
    whole = None if lacking else total(ordered)
    return Bill(
        tier,
        ordered,
        whole,
        layers,
        lacking,
        tuple(assumed),
        tuple(remarks),
        tuple(commitments),
        tuple(free),
        credits_left,
        survives,
    )


_PLACES = {name: place for place, name in enumerate(LAYERS)}


def _layer_order(line: Line) -> int:
    return _PLACES[line.layer]


class Estimate(NamedTuple):
    """The bills of every tier of a stack, from one price book, on one day.

    Attributes:
        named: what a command is told to mean this stack, where its name alone does not do.
    """

    stack: Stack
    book: PriceBook
    today: date
    bills: Mapping[str, Bill]
    named: str = ""

    @property
    def options(self) -> str:
        """The options by which a command means this stack, such as `--stack dev`."""
        return self.named or f"--stack {self.stack.name}"

    @property
    def deployed(self) -> Bill:
        """The bill of the tier that is deployed."""
        return self.bills[self.stack.tier]
