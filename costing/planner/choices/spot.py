"""How much of a service may run on spare capacity."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from costing.capacity import Capacity
from costing.planner.needs.load import Load
from costing.planner.needs.rejection import SPOT, Rejection
from infra.model.requirements import Requirements
from infra.model.services import Spot

EVERYTHING = 100


def spots(requirements: Requirements, name: str, base: int, *, keeps_state: bool) -> Iterator[Spot | None]:
    """Yield no Spot at all, and the most that is allowed; what is between the two costs more than one of them."""
    yield None
    share = requirements.spot_max_percent.get(name, 0)
    if share and not keeps_state:
        yield Spot(share_percent=share, on_demand_base=base)


def base_of(requirements: Requirements, name: str, load: Load, after_loss: Capacity | None) -> int:
    """Return the tasks that stay on demand: those that carry the quietest load alone; none where all may be Spot."""
    if requirements.spot_max_percent.get(name, 0) == EVERYTHING:
        return 0
    if after_loss is None or not after_loss.per_second:
        return 1
    return max(1, int((load.least / after_loss.per_second).to_integral_value(ROUND_CEILING)))


def spot_rejection(requirements: Requirements, name: str, today: Spot | None) -> Rejection | None:
    """Return why the Spot share of today is more than is allowed."""
    most, has = requirements.spot_max_percent.get(name, 0), today.share_percent if today else 0
    return Rejection(f"{SPOT}.{name}", f"{Decimal(most)} % at most", f"{has} %") if has > most else None
