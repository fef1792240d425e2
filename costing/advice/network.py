"""The way out of the network: what carries the same traffic for less, and what only seems to."""

from collections.abc import Iterator

from costing.advice.case import Case
from costing.advice.proposal import Proposal
from infra.aws_rules.vpc import GATEWAY_ENDPOINTS
from infra.model.network import CreatedNetwork, NatGateway, NatInstance
from infra.model.rules.crossing.egress import needed_endpoints

EGRESS = "egress"


def proposals(case: Case) -> Iterator[Proposal]:
    """Yield other ways out."""
    network = case.topology.network
    if not isinstance(network, CreatedNetwork) or not isinstance(network.egress, (NatGateway, NatInstance)):
        return
    if "s3" not in network.endpoints:
        yield _gateway_endpoint(network)
    if isinstance(network.egress, NatGateway):
        yield from _instead_of_a_gateway(network.egress)
    if network.egress.per_zone:
        yield _one_for_all(network.egress)
    if case.topology.services:
        yield _public(case)
        yield _endpoints(case, network)


def _gateway_endpoint(network: CreatedNetwork) -> Proposal:
    return Proposal(
        "gateway-endpoint",
        "Reach S3 by its gateway endpoint",
        {"topology": {"network": {"endpoints": ["s3", *network.endpoints]}}},
        "The gateway endpoint is free; without it images and objects of S3 pass the NAT gateway by the GB.",
        "VPC: gateway endpoints for Amazon S3",
    )


def _instead_of_a_gateway(egress: NatGateway) -> Iterator[Proposal]:
    yield Proposal(
        "nat-instance",
        "A NAT instance in place of the NAT gateway",
        {"topology": {"network": {"egress": {"kind": "natInstance", "perZone": egress.per_zone}}}},
        "A t4g.nano forwards the same traffic and charges nothing by the GB. It is one machine without failover, "
        "and its owner patches it.",
        "VPC: NAT instances",
        group=EGRESS,
    )
    if not egress.per_zone:
        yield Proposal(
            "nat-per-zone",
            "A NAT gateway in every zone",
            {"topology": {"network": {"egress": {"kind": "natGateway", "perZone": True}}}},
            "With one gateway the loss of its zone takes the way out of all zones with it.",
            "VPC: NAT gateway basics",
            sort="switch",
            group=EGRESS,
        )


def _one_for_all(egress: NatGateway | NatInstance) -> Proposal:
    return Proposal(
        "nat-one",
        "One NAT for all zones",
        {"topology": {"network": {"egress": {"kind": egress.kind, "perZone": False}}}},
        "The loss of one zone would then take the way out of all; traffic of the other zones crosses between them.",
        "VPC: NAT gateway basics",
        group=EGRESS,
    )


def _public(case: Case) -> Proposal:
    allowed = case.sections.requirements.public_addresses
    leave = "" if allowed else " The requirements do not allow it yet (publicAddresses: true does)."
    return Proposal(
        "public-addresses",
        "Public addresses for services, and no NAT",
        {"topology": {"network": {"egress": {"kind": "publicAddress"}}}},
        "Each task or instance pays for an address of its own, and security groups alone keep it closed." + leave,
        "VPC pricing: public IPv4 addresses",
        group=EGRESS,
    )


def _endpoints(case: Case, network: CreatedNetwork) -> Proposal:
    """Endpoints are paid for by name and zone: often they are dearer than the NAT they replace."""
    services = case.topology.services.values()
    asked = (name for service in services for name, _ in needed_endpoints(case.topology, service))
    needed = tuple(dict.fromkeys((*network.endpoints, *asked)))
    zones = network.zone_count
    paid = [name for name in needed if name not in GATEWAY_ENDPOINTS]
    return Proposal(
        "endpoints-only",
        "Endpoints in place of the NAT",
        {"topology": {"network": {"egress": {"kind": "none"}, "endpoints": list(needed)}}},
        f"{len(paid)} interface endpoints are charged by the hour in each of {zones} zones; nothing but AWS could be "
        "reached.",
        "AWS PrivateLink pricing",
        sort="switch",
        group=EGRESS,
    )
