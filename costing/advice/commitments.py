"""Reservations and Savings Plans for what always runs."""

from collections.abc import Iterator
from typing import Any

from costing.advice.case import Case
from costing.advice.proposal import Proposal
from costing.bill import Bill
from costing.money import usd
from infra.model.cache import NodesCache
from infra.model.database import InstanceDatabase
from infra.model.pricing import Reserved
from infra.model.services import AsgService, FargateService

TERM = 1


def proposals(case: Case) -> Iterator[Proposal]:
    """Yield a one-year commitment without upfront money for each thing that has none."""
    held = case.sections.pricing.commitments.values()
    covered = {one.covers for one in held if isinstance(one, Reserved)}
    database, cache = case.topology.database, case.topology.cache
    if isinstance(database, InstanceDatabase) and "database" not in covered:
        yield _reserve("database", "the database", 1)
    if isinstance(cache, NodesCache) and "cache" not in covered:
        yield _reserve("cache", "the cache", cache.nodes)
    running = [s for s in case.topology.services.values() if isinstance(s, (FargateService, AsgService))]
    if running and all(isinstance(one, Reserved) for one in held):
        yield _plan()


def _reserve(covers: str, what: str, count: int) -> Proposal:
    commitment: dict[str, Any] = {"kind": "reserved", "covers": covers, "termYears": TERM}
    if count > 1:
        commitment["count"] = count

    def why(bill: Bill) -> str:
        (one,) = [c for c in bill.commitments if c.name == covers]
        layer = next(figures.expected for name, figures in bill.layers.items() if name == covers)
        return (
            f"It binds for a year: {usd(one.liability)} are due whatever runs. It covers hours alone, and the layer "
            f"still costs {usd(layer)}: storage, backups and credits stay as they are."
        )

    return Proposal(
        f"reserve-{covers}",
        f"Reserve {what} for a year, nothing upfront",
        {"pricing": {"commitments": {covers: commitment}}},
        why,
        f"Amazon {'RDS' if covers == 'database' else 'ElastiCache'}: reserved instances and nodes",
        group=f"commitment.{covers}",
    )


def _plan() -> Proposal:
    def why(bill: Bill) -> str:
        (one,) = [c for c in bill.commitments if c.name == "compute"]
        return (
            f"{usd(one.fee)} a month are due for a year, {usd(one.liability)} in all, for what always runs now; Spot "
            "and jobs are not covered."
        )

    return Proposal(
        "savings-plan",
        "A Compute Savings Plan for a year, nothing upfront",
        {"pricing": {"commitments": {"compute": {"kind": "computeSavingsPlan", "termYears": TERM}}}},
        why,
        "Savings Plans: how they apply to usage",
        group="commitment.compute",
    )
