"""The price of each requirement: what the cheapest configuration would cost without it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from costing.planner.answer.case import Case
from costing.planner.answer.configuration import Configuration, cheapest
from costing.planner.needs.rejection import (
    ARCHITECTURES,
    AVAILABILITY,
    BURSTABLE,
    HORIZON,
    MAX_TASKS,
    PUBLIC_ADDRESSES,
    UPFRONT,
)
from infra.model.requirements import Requirements

UTILISATION = "requirements.targetUtilisationPercent"
BUSIER = 80
MANY_TASKS = 200


class Relaxed(NamedTuple):
    """A requirement, what takes its place, and the cheapest configuration then; None where there is none."""

    requirement: str
    without: str
    found: Configuration | None


def relaxed(case: Case) -> Iterator[Relaxed]:
    """Yield for each requirement that may bind what the answer would be without it."""
    for requirement, without, changes in _changes(case.sections.requirements, case):
        other = case.with_requirements(changes)
        yield Relaxed(requirement, without, next(iter(cheapest(other)), None))


def _changes(asked: Requirements, case: Case) -> Iterator[tuple[str, str, dict[str, Any]]]:
    if asked.availability != "none":
        yield AVAILABILITY, "none", {"availability": "none"}
    if len(asked.architectures) == 1:
        yield ARCHITECTURES, "both", {"architectures": ("x86_64", "arm64")}
    if not asked.public_addresses:
        yield PUBLIC_ADDRESSES, "true", {"public_addresses": True}
    if not asked.burstable:
        yield BURSTABLE, "true", {"burstable": True}
    if asked.target_utilisation_percent < BUSIER:
        yield UTILISATION, f"{BUSIER}", {"target_utilisation_percent": BUSIER}
    if asked.horizon_months > 1:
        yield HORIZON, "1", {"horizon_months": 1}
    if asked.max_tasks < MANY_TASKS:
        yield MAX_TASKS, f"{MANY_TASKS}", {"max_tasks": MANY_TASKS}
    if asked.commitments.max_upfront_usd is not None and asked.commitments.max_term_years:
        yield UPFRONT, "no limit", {"commitments": asked.commitments.model_copy(update={"max_upfront_usd": None})}
    all_spot: dict[str, int] = dict.fromkeys(case.sections.topology.services, 100)
    if asked.spot_max_percent != all_spot:
        yield "requirements.spotMaxPercent", "100 everywhere", {"spot_max_percent": all_spot}
