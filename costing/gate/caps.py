"""Caps and the figures they limit."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from costing.bill import Bill
from costing.money import ZERO, Figures
from infra.model.budget import Budget, Cap
from infra.model.layers import LayerName

Basis = Literal["floor", "expected", "ceiling"]
BASES: tuple[Basis, ...] = ("expected", "ceiling", "floor")


class Used(NamedTuple):
    """One cap with the figure it limits; `layer` is None for the total."""

    layer: LayerName | None
    basis: Basis
    cap: Decimal
    figure: Decimal

    @property
    def share(self) -> Decimal:
        """The figure as a multiple of the cap; anything above a cap of zero is beyond all measure."""
        if self.cap:
            return self.figure / self.cap
        return ZERO if not self.figure else Decimal("Infinity")

    @property
    def excess(self) -> Decimal:
        """Dollars above the cap, not below 0."""
        return max(ZERO, self.figure - self.cap)


def cap_of(budget: Budget, tier: str) -> Cap | None:
    """Return the cap on the total of `tier`: its own, else the stack's; None where there is none."""
    return budget.tiers.get(tier, budget.monthly_cap)


def total_caps(budget: Budget, bill: Bill) -> list[Used]:
    """Return every cap on the total with its figure; none for a bill without a total."""
    return list(_used(None, cap_of(budget, bill.tier), bill.total))


def layer_caps(budget: Budget, bill: Bill) -> list[Used]:
    """Return every cap on a layer with its figure."""
    layers = bill.layers
    return [u for name, cap in budget.layers.items() for u in _used(name, cap, layers.get(name))]


def _used(layer: LayerName | None, cap: Cap | None, figures: Figures | None) -> Iterator[Used]:
    if cap is None or figures is None:
        return
    for basis in BASES:
        limit = getattr(cap, basis)
        if limit is not None:
            yield Used(layer, basis, limit, getattr(figures, basis))
