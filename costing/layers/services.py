"""The bill of all that runs, service by service, and of the names by which services find each other."""

from costing.layers import services_fargate, services_instances
from costing.layers.context import Context
from costing.layers.services_common import ADDRESS
from costing.line_item import Kind, Why
from costing.money import ONE, same
from infra.model.discovery import discovered
from infra.model.services import AsgService, FargateService

ZONE = Kind(
    "services/discovery/zone",
    "Private hosted zone (service discovery)",
    "zone-month",
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
    "fixed",
)

KINDS = (*services_fargate.KINDS, *services_instances.KINDS, ADDRESS, ZONE)


def add_lines(to: Context) -> None:
    """Add every line of the services layer."""
    for name in to.sections.topology.services:
        add_service(to, name)
    add_shared(to)


def add_shared(to: Context) -> None:
    """Add the lines that belong to no service alone."""
    found = discovered(to.sections.topology)
    if found:
        why = Why("one zone, in which {} can be found", (", ".join(found),))
        to.ledger.add(ZONE, to.prefix, same(ONE), "route53.hosted-zone-month.first-25", why)


def add_service(to: Context, name: str) -> None:
    """Add every line of one service or job."""
    service = to.sections.topology.services[name]
    if isinstance(service, FargateService):
        services_fargate.add_service(to, name, service)
    elif isinstance(service, AsgService):
        services_instances.add_service(to, name, service)
    else:
        services_fargate.add_job(to, name, service)
