"""How many of a thing must run so that enough are left when one of them, or one zone with all in it, is lost."""

from typing import Literal, TypeAlias

Availability: TypeAlias = Literal["none", "instance", "zone"]


def left_of(count: int, availability: Availability, zones: int) -> int:
    """Return how many of `count`, spread evenly over the zones, are left after the loss that must be survived."""
    if availability == "zone":
        return count - -(-count // zones)
    return count - 1 if availability == "instance" else count


def least_count(needed: int, needed_after_loss: int, availability: Availability, zones: int) -> int:
    """Return the least count that carries the load, and still carries it after the loss.

    Args:
        needed: how many carry the load when all is well, busy as targetUtilisationPercent says.
        needed_after_loss: how many carry it while zoneLostUtilisationPercent is allowed.
        availability: what must be survived.
        zones: in how many zones they are spread.
    """
    count = max(needed, 1)
    after = max(needed_after_loss, 1)
    while left_of(count, availability, zones) < after and availability != "none":
        count += 1
    return count
