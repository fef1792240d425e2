"""How often secrets are read in a month: each by every task that starts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from costing.assumptions import SETTING_READS
from costing.demand.derived import Derived, derived, none
from costing.demand.services import ServiceDemand
from costing.line_item import Why
from costing.money import Figures, sum_of
from costing.units import MILLION
from infra.model.grants import has_managed_password, reads
from infra.model.services import Job
from infra.model.stack import Sections
from infra.model.topology import Topology

CALLS = "secrets.apiCallsMillion"


class SecretsDemand(NamedTuple):
    """Reads a month in millions: calls of Secrets Manager, and parameters that KMS decrypts."""

    calls: Derived
    decrypts: Derived

    @property
    def derived(self) -> tuple[Derived, ...]:
        """Every quantity that a given one may contradict."""
        return (self.calls, self.decrypts)


def secrets_demand(sections: Sections, services: Mapping[str, ServiceDemand]) -> SecretsDemand:
    """Return the reads of a tier; a given figure is of Secrets Manager, where the stack has anything there."""
    topology, given = sections.topology, sections.usage.secrets.api_calls_million
    in_manager = uses_secrets_manager(topology)
    return SecretsDemand(
        _reads(sections, services, manager=True, given=given) if in_manager else none(CALLS),
        _reads(sections, services, manager=False, given=None if in_manager else given)
        if topology.secrets.store == "parameterStore"
        else none(CALLS),
    )


def uses_secrets_manager(topology: Topology) -> bool:
    """Return whether any secret of the stack is in Secrets Manager; a password that RDS manages always is."""
    return topology.secrets.store == "secretsManager" or has_managed_password(topology)


def _reads(
    sections: Sections, services: Mapping[str, ServiceDemand], *, manager: bool, given: Decimal | None
) -> Derived:
    topology = sections.topology
    counts = {name: _count(topology, name, manager=manager) for name in services}
    starts = {name: _starts(sections, name, one) for name, one in services.items()}
    total = sum_of(starts[name].times(counts[name] * SETTING_READS) for name in services)
    told = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
    why = Why("secrets ({}) × tasks started, {} in all", (told or "none", total.expected))
    return derived(CALLS, total.times(1 / MILLION), why, given)


def _count(topology: Topology, service: str, *, manager: bool) -> Decimal:
    """Return how many secrets a task of the service reads from one of the two stores."""
    found = reads(topology, topology.services[service])
    there = topology.secrets.store == "secretsManager"
    return Decimal(sum(1 for read in found if (read.kind == "database" or there) is manager))


def _starts(sections: Sections, name: str, one: ServiceDemand) -> Figures:
    """Return tasks started a month: all of them once in any case, and anew with every deployment; a job's runs."""
    if isinstance(sections.topology.services[name], Job):
        return one.starts
    least, deployments = one.tasks.floor, sections.workload.deployments_per_month
    expected = max(least, one.tasks.expected * deployments)
    return Figures(least, expected, max(expected, one.tasks.ceiling * deployments))
