"""Requests a month, and which of them take which way in."""

from decimal import Decimal
from typing import NamedTuple

from costing.assumptions import Assumption
from costing.money import ONE, ZERO, Figures
from costing.units import HOURS, HUNDRED, SECONDS
from infra.model.edge import Edge
from infra.model.front import through_cdn
from infra.model.workload import Workload


class Hours(NamedTuple):
    """A part of the month at one rate."""

    hours: Decimal
    per_second: Decimal


class Requests(NamedTuple):
    """Requests of the whole application.

    Attributes:
        monthly: requests a month: none, at the stated average, at the peak all month.
        average: requests a second over the month.
        peak: requests a second at the peak.
        profile: the parts of the month, 730 hours together.
        assumed: what stood in for figures not given.
    """

    monthly: Figures
    average: Decimal
    peak: Decimal
    profile: tuple[Hours, ...]
    assumed: tuple[Assumption, ...]


def requests(workload: Workload) -> Requests:
    """Return the request rates of a tier; a profile gives the average where none is stated."""
    rate = workload.requests_per_second
    peak = rate.peak if rate.peak is not None else rate.average or ZERO
    parts = workload.profile.values()
    profile = tuple(Hours(p.hours_per_month, peak * p.percent_of_peak / HUNDRED) for p in parts)
    assumed: tuple[Assumption, ...] = ()
    if rate.average is not None:
        average = rate.average
    elif profile:
        average = sum((p.hours * p.per_second for p in profile), ZERO) / HOURS
    else:
        average = peak
        assumed = (_no_average(peak),) if peak else (_no_rate(),)
    if peak < average:
        assumed = (_low_peak(peak, average),)
    return Requests(
        Figures(ZERO, average * SECONDS, max(average, peak) * SECONDS),
        average,
        max(average, peak),
        profile or (Hours(HOURS, average),),
        assumed,
    )


def _no_average(peak: Decimal) -> Assumption:
    return Assumption(
        "requests", f"{peak} a second", "no average given: the peak", "workload.requestsPerSecond.average"
    )


def _low_peak(peak: Decimal, average: Decimal) -> Assumption:
    why = f"the stated peak of {peak} is below the average"
    return Assumption("peak", f"{average} requests a second", why, "workload.requestsPerSecond.peak")


def _no_rate() -> Assumption:
    return Assumption("requests", "0 a second", "no traffic given", "workload.requestsPerSecond")


def share_at_load_balancer(edge: Edge, workload: Workload) -> Decimal:
    """Return the part of the services' requests that reaches the load balancer, 0 to 1.

    A CDN answers by itself only what it may keep: without cached paths every request goes on.
    """
    if edge.load_balancer is None:
        return ZERO
    caches = through_cdn(edge) and edge.cdn is not None and edge.cdn.cached_paths
    return 1 - Decimal(workload.cdn_hit_percent) / HUNDRED if caches else ONE
