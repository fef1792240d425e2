"""Remarks on quotas: what a topology may grow to beyond what a new account has."""

from collections.abc import Iterator

from costing.demand.tier import Demand
from infra.aws_rules.quotas import QUOTAS
from infra.model.quotas import quotas
from infra.model.stack import Sections


def remarks(sections: Sections, asked: Demand) -> Iterator[str]:
    """Yield each quota of a new account that the greatest counts exceed."""
    del asked
    for key, most in quotas(sections.topology).items():
        quota = QUOTAS[key]
        if most > quota.least:
            yield (
                f"at its most this takes {most} {quota.what} per {quota.scope}, and a new account has {quota.least}: "
                f"{quota.command}"
            )
