"""Small pieces of text that reports and derivations share."""

from decimal import Decimal

from costing.line_item import shown


def many(count: Decimal | int, noun: str) -> str:
    """Return `1 gateway`, `2 gateways`, `2 addresses`."""
    plural = "es" if noun.endswith("s") else "s"
    return f"{shown(Decimal(count))} {noun}" + ("" if count == 1 else plural)
