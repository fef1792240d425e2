"""A derived monthly quantity, and the user's own figure when one is given."""

from decimal import Decimal
from typing import NamedTuple

from costing.line_item import Why, shown
from costing.money import ZERO, Figures

WIDELY = Decimal(3)
"""A given figure this many times the derived one, or a third of it, is worth a remark."""


class Derived(NamedTuple):
    """A quantity with its derivation; `given` is the user's figure, which stands for the expected one."""

    figures: Figures
    why: Why
    key: str
    derived_expected: Decimal
    given: Decimal | None = None

    @property
    def disagrees(self) -> bool:
        """Whether the given and the derived figure are far apart."""
        if self.given is None or not self.derived_expected:
            return False
        return not self.derived_expected / WIDELY <= self.given <= self.derived_expected * WIDELY


def derived(key: str, figures: Figures, why: Why, given: Decimal | None) -> Derived:
    """Return the quantity under `usage.<key>`; a given figure replaces the expected one and lifts the ceiling.

    The floor stays as derived, but never above the expected figure.
    """
    if given is None:
        return Derived(figures, why, key, figures.expected)
    stated = Why(
        "given as usage." + key + " = {}; derived: " + why.sentence + " = {}",
        (given, *why.values, figures.expected),
    )
    return Derived(replaced(figures, given), stated, key, figures.expected, given)


def replaced(figures: Figures, given: Decimal | None) -> Figures:
    """Return the figures with a given one for the expected, which a lower floor and a higher ceiling make way for."""
    if given is None:
        return figures
    return Figures(min(figures.floor, given), given, max(figures.ceiling, given))


def none(key: str, given: Decimal | None = None) -> Derived:
    """Return a quantity that nothing in the topology causes."""
    return derived(key, Figures(ZERO, ZERO, ZERO), Why("nothing in the topology causes it"), given)


def remark(quantity: Derived) -> str:
    """Return the sentence that says how far apart the two figures are."""
    return (
        f"usage.{quantity.key} is given as {shown(quantity.given)}, the workload says "
        f"{shown(quantity.derived_expected)}: one of the two is wrong"
    )
