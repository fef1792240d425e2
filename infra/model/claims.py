"""Figures somebody else stated, to be printed beside ours."""

from infra.model.base import Model
from infra.model.types import Money, Text


class Claim(Model):
    """A stated monthly total of a tier, its parts by layer or layer.resource, and where it was stated.

    Attributes:
        tier: The tier the figure is about; `base` where the stack has no tiers.
        total: USD a month that somebody stated.
        parts: USD a month by layer or by `layer.name`; parts that do not add up to the total are named.
        source: Where the figure stands.
    """

    tier: Text
    total: Money | None = None
    parts: dict[Text, Money] = {}
    source: Text | None = None
