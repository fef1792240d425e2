"""Charges that start on a day: which of them a tier pays on a given one, and when the months of a path begin."""

from calendar import monthrange
from datetime import date

from costing.units import MONTHS_PER_YEAR
from infra.aws_rules import elasticache, rds_versions
from infra.model.cache import NodesCache
from infra.model.stack import Sections

CHARGED = ("year1-2", "year3")
"""Periods of Extended Support; before them nothing is charged, after them AWS runs a newer version."""


def charged(sections: Sections, day: date) -> tuple[str, ...]:
    """Return what is in paid Extended Support on a day, each with its period."""
    database, cache = sections.topology.database, sections.topology.cache
    found: list[tuple[str, str]] = []
    major = rds_versions.major_of(database.version) if database is not None and database.extended_support else None
    if major is not None:
        found.append((f"PostgreSQL {major.major}", major.period(day)))
    if isinstance(cache, NodesCache):
        period = elasticache.surcharge_period(cache.engine, cache.version, day)
        found.append((f"Redis OSS {cache.version}", period))
    return tuple(f"{what} ({period})" for what, period in found if period in CHARGED)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of that month."""
    years, month = divmod(day.month - 1 + months, MONTHS_PER_YEAR)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
