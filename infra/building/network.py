"""The network: VPC or adopted VPC, security groups, endpoints."""

import pulumi
import pulumi_aws as aws

from infra.building.site import Placement, Site
from infra.components.endpoints import Endpoints
from infra.components.network import Network
from infra.components.security_groups import SecurityGroups
from infra.model.connections import ENDPOINTS
from infra.model.discovery import addresses
from infra.model.network import CreatedNetwork


def build_network(site: Site) -> None:
    """Build the network, and say where everything else lies."""
    topology = site.topology
    zones = _zones(site, topology.network) if isinstance(topology.network, CreatedNetwork) else []
    network = Network("network", topology=topology, zones=zones, opts=site.opts)
    region = site.stack.region
    groups = SecurityGroups("security-groups", topology=topology, region=region, vpc_id=network.vpc_id, opts=site.opts)
    endpoints = Endpoints(
        "endpoints",
        topology=topology,
        region=region,
        vpc_id=network.vpc_id,
        subnet_ids=network.private_subnet_ids,
        route_table_ids=network.route_table_ids,
        security_group=groups.ids.get(ENDPOINTS),
        opts=site.opts,
    )
    site.placement = Placement(
        network.vpc_id,
        network.public_subnet_ids,
        network.private_subnet_ids,
        network.route_table_ids,
        network.nat_addresses,
        groups.ids,
        (*network.ways_out, groups, endpoints),
    )
    site.values |= {"region": region, "stack": site.stack.name, "tier": site.stack.tier}
    site.values |= addresses(topology, site.stack.name)
    site.outputs["vpcId"] = network.vpc_id
    if network.nat_addresses:
        site.outputs["natAddresses"] = network.nat_addresses


def _zones(site: Site, network: CreatedNetwork) -> list[str]:
    """Return the zones by name: those given, or the first so many that need no opt-in, in order."""
    wanted = network.availability_zones
    if not isinstance(wanted, int):
        return list(wanted)
    found = aws.get_availability_zones(
        state="available",
        filters=[{"name": "opt-in-status", "values": ["opt-in-not-required"]}],
        opts=pulumi.InvokeOptions(provider=site.provider),
    )
    names = sorted(found.names)
    if len(names) < wanted:
        raise pulumi.RunError(f"this account sees {len(names)} zones in the region, the topology wants {wanted}")
    return names[:wanted]
