"""The count of a candidate: its bounds, its policy, and its mean where the user stated one for what runs today."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from costing.capacity import Capacity
from costing.demand.counts import counts
from costing.demand.requests import Requests
from costing.money import CENT, ONE, ZERO, rounded
from infra.model.requirements import Requirements
from infra.model.scaling import Requests as RequestsPolicy
from infra.model.scaling import Scaling, Utilisation
from infra.model.services import RunningService
from infra.model.workload import ServiceWorkload


def steady_percent(requirements: Requirements, zones: int) -> int | None:
    """Return how busy tasks may be all the time so that the rest carry the load when a zone is lost; None: as it is."""
    if requirements.availability != "zone":
        return None
    return requirements.zone_lost_utilisation_percent * (zones - 1) // zones


def steady_target(service: RunningService, requirements: Requirements) -> Decimal:
    """Return how busy, in percent, the policy of a service keeps its tasks; without one, as busy as they may be."""
    policy = service.scaling.policy
    percent = policy.target_percent if isinstance(policy, Utilisation) else requirements.target_utilisation_percent
    return Decimal(percent)


NO_BOUND = 1_000_000
"""More tasks than any service runs."""


class Bounds(NamedTuple):
    """The least and the most tasks of a candidate, and what one of its tasks carries if that is known."""

    least: int
    most: int
    capacity: Capacity | None


def scaled(today: Scaling, bounds: Bounds, carried_today: Capacity | None, steady: int | None) -> Scaling:
    """Return today's scaling with other bounds, and with a policy that suits the candidate's size.

    A target of requests follows what a task carries. A target of CPU is lowered where a lost zone asks for room. A
    range that no policy moved so far gets one on CPU: else its upper end would never be reached.
    """
    policy, ratio = today.policy, ONE
    if bounds.capacity and carried_today and carried_today.per_second:
        ratio = bounds.capacity.per_second / carried_today.per_second
    if isinstance(policy, RequestsPolicy):
        target = rounded(policy.target_per_minute * ratio, ONE, ROUND_FLOOR)
        policy = policy.model_copy(update={"target_per_minute": max(target, ONE)})
    elif isinstance(policy, Utilisation) and policy.kind == "cpu" and steady is not None:
        policy = policy.model_copy(update={"target_percent": min(policy.target_percent, steady)})
    elif policy is None and bounds.most > bounds.least:
        policy = Utilisation(kind="cpu", target_percent=steady or 60)
    return today.model_copy(update={"min": bounds.least, "max": bounds.most, "policy": policy})


class Mean(NamedTuple):
    """How the mean count of a service is known: as the user saw it on today's size, in the proportion of measurements.

    Attributes:
        work, requests, share, utilisation_percent: what measurements say of any size.
        stated: the mean that the user saw; None where it follows from measurements alone.
        today: the mean that measurements alone would give for what the user saw; 0 where there are none.
    """

    work: ServiceWorkload
    requests: Requests
    share: Decimal
    utilisation_percent: Decimal
    stated: Decimal | None = None
    today: Decimal = ZERO

    def of(self, service: RunningService) -> Decimal | None:
        """Return the mean to state for a candidate; None where none was stated, and so it follows by itself."""
        if self.stated is None:
            return None
        scaling = service.scaling
        needed = self._needed(service, self.stated)
        return rounded(min(max(needed, Decimal(scaling.min)), Decimal(scaling.max)), CENT, ROUND_CEILING)

    def least_most(self, service: RunningService) -> int:
        """Return the least upper bound that lets a service run the mean it needs; 0 where none was stated."""
        if self.stated is None:
            return 0
        return int(self._needed(service, self.stated).to_integral_value(ROUND_CEILING))

    def _needed(self, service: RunningService, stated: Decimal) -> Decimal:
        """Return the mean of a candidate whatever its bounds; where nothing is measured, that of today."""
        derived = self.derived(service)
        return stated * derived / self.today if derived and self.today else stated

    def derived(self, service: RunningService) -> Decimal:
        """Return the mean that follows from measurements alone, whatever the bounds."""
        unbound = service.scaling.model_copy(update={"min": 0, "max": NO_BOUND, "schedules": {}})
        free = service.model_copy(update={"scaling": unbound})
        return counts(free, self.work, self.requests, self.share, self.utilisation_percent).tasks.expected


def mean_of(
    today: RunningService, work: ServiceWorkload, requests: Requests, share: Decimal, requirements: Requirements
) -> Mean:
    """Return how the mean is known.

    A stated mean is one of today's size. A candidate is taken to need as many times the derived mean as today's does,
    so that both are compared alike.
    """
    unstated = work.model_copy(update={"average_count": None})
    mean = Mean(unstated, requests, share, Decimal(requirements.target_utilisation_percent))
    if work.average_count is None:
        return mean
    return mean._replace(stated=work.average_count, today=mean.derived(today))
