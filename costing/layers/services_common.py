"""What services of every kind are billed for alike: the split with Spot, public addresses."""

from decimal import Decimal
from typing import NamedTuple

from costing.layers.context import Context
from costing.line_item import Kind, Why
from costing.money import ZERO, Figures
from costing.units import HUNDRED
from infra.model.connections import in_public_subnets
from infra.model.services import Spot

SERVICE, TASK = "aws:ecs/service:Service", "aws:ecs/taskDefinition:TaskDefinition"
GROUP = "aws:autoscaling/group:Group"

ADDRESS = Kind("services/NAME/public-address", "Public IPv4 address (tasks)", "hour", SERVICE, "fixed")


class Split(NamedTuple):
    """Hours on demand and hours on Spot."""

    on_demand: Figures
    spot: Figures


def split(hours: Figures, spot: Spot | None, base_hours: Decimal) -> Split:
    """Return hours on demand and on Spot: the base runs on demand, of what is above it a share on Spot."""
    if spot is None:
        return Split(hours, Figures(ZERO, ZERO, ZERO))
    share, base = Decimal(spot.share_percent) / HUNDRED, spot.on_demand_base * base_hours
    on_spot = Figures(*(max(ZERO, figure - base) * share for figure in hours))
    return Split(Figures(*(whole - part for whole, part in zip(hours, on_spot, strict=True))), on_spot)


def share_in_words(spot: Spot | None) -> str:
    """Return how the split comes about, to be appended to a derivation."""
    if spot is None:
        return ""
    base = f" above {spot.on_demand_base} on demand" if spot.on_demand_base else ""
    return f"; {spot.share_percent} % of what is{base or ' running'} on Spot"


def add_addresses(to: Context, name: str, kind: Kind, hours: Figures, why: Why) -> None:
    """Add the public addresses of tasks or instances in public subnets; elsewhere they have none."""
    if in_public_subnets(to.sections.topology):
        label, key = f"Public IPv4 address ({name})", "vpc.public-ipv4.in-use-hour"
        to.ledger.add(kind, f"{to.prefix}-{name}", hours, key, why, name=label, of=name)
