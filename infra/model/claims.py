"""Figures somebody else stated, to be printed beside ours."""

from infra.model.base import Model
from infra.model.types import Money, Text


class Claim(Model):
    """A stated monthly total of a tier, its parts by layer or layer.resource, and where it was stated."""

    tier: Text
    total: Money | None = None
    parts: dict[Text, Money] = {}
    source: Text | None = None
