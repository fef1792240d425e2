"""CPU credits of instances that may burst at a charge: what they use above their baseline."""

from collections.abc import Mapping
from decimal import Decimal

from costing.demand.derived import Derived, derived
from costing.demand.requests import Requests
from costing.demand.services import UNKNOWN, ServiceDemand, request_shares
from costing.line_item import Why
from costing.money import ZERO, Figures
from costing.units import HUNDRED, THOUSAND
from infra.aws_rules import ec2
from infra.model.services import AsgService
from infra.model.stack import Sections

KEY = "services.surplusCreditHours"


def surplus_credits(
    sections: Sections, requests: Requests, running: Mapping[str, ServiceDemand]
) -> Mapping[str, Derived]:
    """Return the vCPU-hours above the baseline of every service whose instances are unlimited, by name.

    As expected, what requests were measured to cost, spread over the mean number of instances; in the ceiling, every
    processor busy all month. A stated total is shared out in proportion to the ceilings.
    """
    unlimited = {
        name: service
        for name in running
        if isinstance(service := sections.topology.services[name], AsgService) and service.cpu_credits == "unlimited"
    }
    if not unlimited:
        return {}
    shares, found = request_shares(sections), dict[str, tuple[Figures, Why]]()
    for name, service in unlimited.items():
        cost = sections.workload.services.get(name, UNKNOWN).cpu_ms_per_request or ZERO
        each = _each_second(requests, shares.get(name, ZERO) * cost / THOUSAND)
        found[name] = _above_baseline(service, running[name], each)
    given = sections.usage.services.surplus_credit_hours
    whole = sum((figures.ceiling for figures, _ in found.values()), ZERO)
    return {
        name: derived(KEY, figures, why, given * figures.ceiling / whole if given is not None and whole else given)
        for name, (figures, why) in found.items()
    }


def _each_second(requests: Requests, cost: Decimal) -> tuple[tuple[Decimal, Decimal], ...]:
    """Return the parts of the month: hours, and processors busy in them."""
    return tuple((part.hours, part.per_second * cost) for part in requests.profile)


def _above_baseline(
    service: AsgService, demand: ServiceDemand, busy: tuple[tuple[Decimal, Decimal], ...]
) -> tuple[Figures, Why]:
    found = ec2.find(service.instance_type)
    if found is None or found.baseline_percent is None:
        return Figures(ZERO, ZERO, ZERO), Why("no burstable type")
    free = found.vcpu * found.baseline_percent / HUNDRED
    mean = demand.instances.expected
    surplus = sum((hours * max(ZERO, min(used, mean * found.vcpu) - mean * free) for hours, used in busy), ZERO)
    most = demand.instance_hours.ceiling * (found.vcpu - free)
    why = Why(
        "what {} vCPU on {} instances do above the baseline of {} %",
        (found.vcpu, mean, found.baseline_percent),
    )
    return Figures(ZERO, surplus, max(most, surplus)), why
