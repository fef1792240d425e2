"""Charges that start on a day to come: Extended Support of engine versions."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from costing.advice.case import Case
from costing.advice.piece import Advice
from infra.aws_rules import elasticache, rds_versions
from infra.model.database import Database

AHEAD = timedelta(days=3 * 365)
"""How far ahead a charge is worth telling."""


def advice(case: Case) -> Iterator[Advice]:
    """Yield the charges ahead, each with what it will come to a month from its first day on."""
    yield from _database(case)
    yield from _cache(case)


def _soon(case: Case, day: date) -> bool:
    return case.today < day <= case.today + AHEAD


def _database(case: Case) -> Iterator[Advice]:
    database = case.topology.database
    major = rds_versions.major_of(database.version) if database is not None else None
    if database is None or major is None or not _soon(case, major.charged_from):
        return
    newest = max(rds_versions.majors())
    extended = database.model_copy(update={"extended_support": True})
    found = _on(case, major.charged_from, database=extended)
    if found is not None:
        yield found._replace(
            id="extended-support-database",
            title=f"Staying on PostgreSQL {major.major} after {major.standard_end}, when standard support ends",
            why=f"{_from(major.charged_from)}by the vCPU, and twice as much from {major.year3_from} on; "
            f"{_allowed(database)}",
            how=case.how({"topology": {"database": {"version": str(newest)}}}),
            source="Amazon RDS: release calendar and Extended Support",
        )


def _from(day: date) -> str:
    return f"From {day} on Extended Support is charged "


def _allowed(database: Database) -> str:
    if database.extended_support:
        return "extendedSupport is on, so it starts by itself."
    return "extendedSupport is off, so AWS upgrades the database instead, at a time of its own choice."


def _cache(case: Case) -> Iterator[Advice]:
    cache = case.topology.cache
    if cache is None or cache.engine != "redis" or not cache.version[:1].isdigit():
        return
    major = int(cache.version.partition(".")[0])
    end = elasticache.STANDARD_SUPPORT_ENDS.get(major)
    if end is None or not _soon(case, end + timedelta(days=1)):
        return
    found = _on(case, end + timedelta(days=1))
    if found is not None:
        yield found._replace(
            id="extended-support-cache",
            title=f"Staying on Redis OSS {major} after {end}, when standard support ends",
            why=f"{_from(end + timedelta(days=1))}as a share of the nodes' price; Valkey has no such end.",
            how=case.how({"topology": {"cache": {"engine": "valkey", "version": elasticache.VERSIONS["valkey"][-1]}}}),
            source="Amazon ElastiCache: Extended Support",
        )


def _on(case: Case, day: date, **changed: Any) -> Advice | None:
    """Return an advice that holds what the bill comes to more on a day to come."""
    topology = case.topology.model_copy(update=changed)
    then = case.bill_of(case.sections.model_copy(update={"topology": topology}), day)
    if then.total is None or case.bill.total is None or then.total == case.bill.total:
        return None
    return Advice("", "risk", "", case.bill.total.minus(then.total), "", "", "")
