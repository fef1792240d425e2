"""What the network may be: in how many zones, by which way out, and through which endpoints."""

from collections.abc import Iterator
from typing import NamedTuple

from costing.planner.choices.choice import Choice
from costing.planner.choices.edits import Edit
from costing.planner.needs.rejection import AVAILABILITY, BURSTABLE, PUBLIC_ADDRESSES, Rejection
from infra.aws_rules import ec2, regions
from infra.aws_rules.vpc import EC2_TASK_ENDPOINTS, GATEWAY_ENDPOINTS
from infra.model.images import public_images
from infra.model.network import CreatedNetwork, Egress, NatGateway, NatInstance, NoEgress, PublicAddress
from infra.model.rules.crossing.egress import needed_endpoints
from infra.model.stack import Sections

NETWORK = ("topology", "network")
FREE_ENDPOINT = "s3"
"""A gateway endpoint costs nothing and takes image layers off the way out, so it is always proposed."""
LOGS_ENDPOINT = "logs"
"""The one paid endpoint whose traffic is known, and so the only one that is proposed to be added for its price."""
ZONES = (2, 3)
SMALLEST_NAT = "t4g.nano"
UPSTREAM = {"upstream_in_kb_per_request", "upstream_out_kb_per_request"}
"""Whether a service calls other hosts; where neither is stated nobody knows, and no way out would cut it off."""


def zone_choices(sections: Sections, region: str) -> list[Choice]:
    """Return how many zones the network may span: today's number first; it stays where zones are named one by one."""
    network, today = sections.topology.network, sections.topology.network.zone_count
    found = [Choice(_zones(today), today=True)]
    if not isinstance(network, CreatedNetwork) or network.subnets is not None:
        return found
    if not isinstance(network.availability_zones, int):
        return found
    most = len(regions.zones(region))
    edits = {z: Edit((*NETWORK, "availability_zones"), z) for z in ZONES if z != today and z <= most}
    return [*found, *(Choice(_zones(z), (edit,)) for z, edit in edits.items())]


def _zones(count: int) -> str:
    return f"{count} zones"


def egress_choices(sections: Sections) -> list[Choice]:
    """Return every way out: today's first; that of an adopted network is somebody else's."""
    network = sections.topology.network
    if not isinstance(network, CreatedNetwork):
        return [Choice("adopted network", today=True)]
    today = Choice(egress_name(network.egress), rejection=_egress_rejection(sections, network.egress), today=True)
    found = {today.name: today}
    for egress in _ways_out(network.egress):
        name = egress_name(egress)
        edit = Edit((*NETWORK, "egress"), egress)
        found.setdefault(name, Choice(name, (edit,), _egress_rejection(sections, egress)))
    return list(found.values())


def _ways_out(today: Egress) -> Iterator[Egress]:
    for per_zone in (False, True):
        yield NatGateway(per_zone=per_zone)
        if isinstance(today, NatInstance):
            yield today.model_copy(update={"per_zone": per_zone})
        yield NatInstance(instance_type=SMALLEST_NAT, per_zone=per_zone)
    yield PublicAddress()
    yield NoEgress()


def egress_name(egress: Egress) -> str:
    """Return a way out in words."""
    match egress:
        case NatGateway():
            return "a NAT gateway per zone" if egress.per_zone else "one NAT gateway"
        case NatInstance():
            each = "a NAT instance per zone" if egress.per_zone else "one NAT instance"
            return f"{each} ({egress.instance_type})"
        case PublicAddress():
            return "public addresses"
        case NoEgress():
            return "endpoints only"


def _egress_rejection(sections: Sections, egress: Egress) -> Rejection | None:
    """Return the first requirement that a way out fails."""
    rules, availability = sections.requirements, sections.requirements.availability
    match egress:
        case PublicAddress() if not rules.public_addresses and sections.topology.services:
            return Rejection(PUBLIC_ADDRESSES, "services in private subnets", "in public ones")
        case NatInstance() if not rules.burstable and _is_burstable(egress):
            return Rejection(BURSTABLE, "no burstable type", egress.instance_type)
        case NatGateway() if availability == "zone" and not egress.per_zone:
            return Rejection(AVAILABILITY, "a way out in each zone", "one for all")
        case NatInstance() if availability != "none":
            return Rejection(AVAILABILITY, "a way out that survives an instance", "instances that do not")
        case NoEgress():
            return _closed_rejection(sections)
        case _:
            return None


def _is_burstable(egress: NatInstance) -> bool:
    found = ec2.find(egress.instance_type)
    return found is not None and found.burstable


def _closed_rejection(sections: Sections) -> Rejection | None:
    """Return what keeps services from living on endpoints alone: images elsewhere, or calls to other hosts."""
    topology, closed = sections.topology, _is_closed(sections)
    for name, service in topology.services.items():
        work = sections.workload.services.get(name)
        if public := public_images(topology, service):
            return Rejection(f"topology.services.{name}", f"a way to the registry of {public[0]}", "endpoints only")
        if closed:
            continue
        where = f"workload.services.{name}.upstreamInKbPerRequest"
        if work and (work.upstream_in_kb_per_request or work.upstream_out_kb_per_request):
            return Rejection(where, "a way to other hosts", "endpoints only")
        if work is None or not UPSTREAM & work.model_fields_set:
            return Rejection(where, "a way out until it says 0", "endpoints only")
    return None


def _is_closed(sections: Sections) -> bool:
    network = sections.topology.network
    return isinstance(network, CreatedNetwork) and isinstance(network.egress, NoEgress)


class Endpoints(NamedTuple):
    """Endpoints that must be there, and those that may be left out or added for their price."""

    required: tuple[str, ...]
    open: tuple[str, ...]


def endpoints(sections: Sections, egress: str, *, with_instances: bool) -> Endpoints:
    """Return which endpoints are a matter of choice with a way out.

    Args:
        sections: the tier.
        egress: the way out by name.
        with_instances: whether some service may run on instances, which call ECS themselves.
    """
    topology = sections.topology
    today, paid = topology.network.endpoints, [e for e in topology.network.endpoints if e not in GATEWAY_ENDPOINTS]
    free = tuple(e for e in today if e in GATEWAY_ENDPOINTS)
    if egress != egress_name(NoEgress()):
        logs = [LOGS_ENDPOINT] if topology.services and LOGS_ENDPOINT not in paid else []
        return Endpoints(free, (*paid, *logs))
    needed = {e for service in topology.services.values() for e, _ in needed_endpoints(topology, service)}
    needed |= set(EC2_TASK_ENDPOINTS) if with_instances else set()
    required = dict.fromkeys((*free, *sorted(needed)))
    return Endpoints(tuple(required), tuple(e for e in paid if e not in required))
