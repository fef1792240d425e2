"""The count of a candidate: its bounds, its policy, and its mean where the user stated one for what runs today."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from costing.capacity import Capacity
from costing.demand.counts import Size, size_of, unbound_mean
from costing.demand.requests import Requests
from costing.money import CENT, ONE, ZERO, rounded
from infra.model.requirements import Requirements
from infra.model.scaling import Policy, Scaling, Utilisation
from infra.model.scaling import Requests as RequestsPolicy
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
    policy = suited(today, bounds, carried_today, steady)
    return today.model_copy(update={"min": bounds.least, "max": bounds.most, "policy": policy})


def suited(today: Scaling, bounds: Bounds, carried_today: Capacity | None, steady: int | None) -> Policy | None:
    """Return the policy of `scaled` alone."""
    policy, ratio = today.policy, ONE
    if bounds.capacity and carried_today and carried_today.per_second:
        ratio = bounds.capacity.per_second / carried_today.per_second
    if isinstance(policy, RequestsPolicy):
        target = rounded(policy.target_per_minute * ratio, ONE, ROUND_FLOOR)
        return policy.model_copy(update={"target_per_minute": max(target, ONE)})
    if isinstance(policy, Utilisation) and policy.kind == "cpu" and steady is not None:
        return policy.model_copy(update={"target_percent": min(policy.target_percent, steady)})
    if policy is None and bounds.most > bounds.least:
        return Utilisation(kind="cpu", target_percent=steady or 60)
    return policy


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
        needed = self._needed(scaling.policy, size_of(service), self.stated)
        return rounded(min(max(needed, Decimal(scaling.min)), Decimal(scaling.max)), CENT, ROUND_CEILING)

    def least_most(self, policy: Policy | None, size: Size) -> int:
        """Return the least upper bound that lets tasks of a size run the mean they need; 0 where none was stated."""
        if self.stated is None:
            return 0
        return int(self._needed(policy, size, self.stated).to_integral_value(ROUND_CEILING))

    def _needed(self, policy: Policy | None, size: Size, stated: Decimal) -> Decimal:
        """Return the mean of a candidate whatever its bounds; where nothing is measured, that of today."""
        derived = self.derived(policy, size)
        return stated * derived / self.today if derived and self.today else stated

    def derived(self, policy: Policy | None, size: Size) -> Decimal:
        """Return the mean that follows from measurements alone, whatever the bounds."""
        return unbound_mean(policy, size, self.work, self.requests, self.share, self.utilisation_percent)


def mean_of(
    today: RunningService, work: ServiceWorkload, requests: Requests, share: Decimal, requirements: Requirements
) -> Mean:
    """Return how the mean is known.

    A stated mean is one of today's size. A candidate is taken to need as many times the derived mean as today's does,
    so that both are compared alike.
    """
    mean = Mean(work, requests, share, Decimal(requirements.target_utilisation_percent))
    if work.average_count is None:
        return mean
    return mean._replace(stated=work.average_count, today=mean.derived(today.scaling.policy, size_of(today)))
