"""The largest load that a cap buys."""

from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from costing.planner.answer.case import Case
from costing.planner.answer.configuration import Configuration, cheapest
from infra.model.base import Model
from infra.model.workload import Workload

STEP = Decimal("0.01")
"""Loads are compared in hundredths of today's."""
MOST = 1 << 20
BUCKET = ("stored_gb", "growth_gb_per_month", "puts_per_month", "gets_per_month", "retrieved_gb_per_month")
DATABASE = ("stored_gb", "growth_gb_per_month", "working_set_gb")

M = TypeVar("M", bound=Model)


class Largest(NamedTuple):
    """The largest load within a cap.

    Attributes:
        cap: dollars a month.
        factor: the load as a multiple of today's.
        found: the cheapest configuration for it; None where the cap buys nothing at all.
        beyond: what the next larger load costs at least; None where nothing carries it as required.
    """

    cap: Decimal
    factor: Decimal
    found: Configuration | None
    beyond: Decimal | None


def largest_load(case: Case, cap: Decimal) -> Largest:
    """Return the largest load whose cheapest configuration costs at most `cap`.

    Every figure of demand grows alike. Doubling, then halving: the cost of the cheapest never falls as load grows.
    """
    found: Configuration | None = None
    beyond: Decimal | None = None
    low, high, step = 0, int(1 / STEP), 0
    while high - low > 1:
        middle = high if not step else (low + high) // 2
        one = _at(case, middle)
        if one is not None and one.total <= cap:
            low, found = middle, one
            high = high if step else high * 2
        else:
            high, beyond, step = middle, one.total if one else None, 1
        if low >= MOST:
            break
    return Largest(cap, low * STEP, found, beyond)


def _at(case: Case, hundredths: int) -> Configuration | None:
    """Return the cheapest configuration at so many hundredths of today's load."""
    grown = scaled(case.sections.workload, hundredths * STEP)
    return next(iter(cheapest(case.with_workload(grown))), None)


def scaled(workload: Workload, factor: Decimal) -> Workload:
    """Return a workload with every figure that follows from the number of users times a factor.

    Requests, jobs, messages, calls of buckets, and what is stored; what one request costs stays.
    """
    return workload.model_copy(
        update={
            **_times(workload, ("requests_per_second",), factor),
            "services": {name: _grown_in(one, ("jobs_per_minute",), factor) for name, one in workload.services.items()},
            "buckets": {name: _grown_in(one, BUCKET, factor) for name, one in workload.buckets.items()},
            "queues": {name: _grown_in(one, ("messages_per_month",), factor) for name, one in workload.queues.items()},
            "database": _grown_in(workload.database, DATABASE, factor),
            "cache": _grown_in(workload.cache, ("data_gb",), factor),
        }
    )


def _grown_in(of: M, names: tuple[str, ...], factor: Decimal) -> M:
    return of.model_copy(update=_times(of, names, factor))


def _times(of: Any, names: tuple[str, ...], factor: Decimal) -> dict[str, Any]:
    """Return the named fields that have a value times a factor; a rate with an average and a peak in both."""
    return {name: _grown(getattr(of, name), factor) for name in names if getattr(of, name, None) is not None}


def _grown(value: Any, factor: Decimal) -> Any:
    if isinstance(value, Decimal):
        return value * factor
    if isinstance(value, int):
        return -int(-value * factor // 1)
    fields = ("average", "peak")
    return value.model_copy(update={n: getattr(value, n) * factor for n in fields if getattr(value, n) is not None})
