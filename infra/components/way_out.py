"""The private subnets' way to the internet: NAT gateways, NAT instances, or none."""

from typing import NamedTuple

import pulumi
import pulumi_aws as aws
import pulumi_awsx as awsx

from infra.components.base import Layer
from infra.components.nat_instance import add_nat_instances
from infra.components.rules import ANYWHERE
from infra.model.network import CreatedNetwork, NatGateway, NatInstance


class WayOut(NamedTuple):
    """What leads private subnets' traffic to the internet: the addresses it leaves from, and each subnet's route."""

    addresses: list[pulumi.Output[str]]
    routes: list[aws.ec2.Route]


def add_way_out(layer: Layer, prefix: str, network: CreatedNetwork, vpc: awsx.ec2.Vpc) -> WayOut:
    """Add what forwards traffic and the routes to it."""
    zones = range(network.zone_count)
    match network.egress:
        case NatGateway() as egress:
            gateways, addresses = _gateways(layer, prefix, network.zone_count if egress.per_zone else 1, vpc)
            ends = [gateways[zone if egress.per_zone else 0].id for zone in zones]
            return WayOut(addresses, [_route(layer, prefix, zone, vpc, gateway=ends[zone]) for zone in zones])
        case NatInstance() as egress:
            instances, addresses = add_nat_instances(layer, prefix, network, egress, vpc)
            doors = [instances[zone if egress.per_zone else 0].primary_network_interface_id for zone in zones]
            return WayOut(addresses, [_route(layer, prefix, zone, vpc, interface=doors[zone]) for zone in zones])
        case _:
            return WayOut([], [])


def _gateways(
    layer: Layer, prefix: str, count: int, vpc: awsx.ec2.Vpc
) -> tuple[list[aws.ec2.NatGateway], list[pulumi.Output[str]]]:
    names = [f"{prefix}-nat-{n + 1}" for n in range(count)]
    eips = [aws.ec2.Eip(name, domain="vpc", tags={"Name": name}, opts=layer.child()) for name in names]
    gateways = [
        aws.ec2.NatGateway(
            name,
            subnet_id=vpc.public_subnet_ids[n],
            allocation_id=eips[n].allocation_id,
            tags={"Name": name},
            opts=layer.child(),
        )
        for n, name in enumerate(names)
    ]
    return gateways, [eip.public_ip for eip in eips]


def _route(
    layer: Layer,
    prefix: str,
    zone: int,
    vpc: awsx.ec2.Vpc,
    *,
    gateway: pulumi.Input[str] | None = None,
    interface: pulumi.Input[str] | None = None,
) -> aws.ec2.Route:
    """Return a private subnet's default route; it keeps its name whatever it leads to, so that a change updates it."""
    return aws.ec2.Route(
        f"{prefix}-private-{zone + 1}-out",
        route_table_id=_route_table_of(vpc, zone),
        destination_cidr_block=ANYWHERE,
        nat_gateway_id=gateway,
        network_interface_id=interface,
        opts=layer.child(),
    )


def _route_table_of(vpc: awsx.ec2.Vpc, zone: int) -> pulumi.Output[str]:
    """Return the route table of the private subnet of a zone; the component lists tables in no stated order."""
    pairs = vpc.route_table_associations.apply(
        lambda made: pulumi.Output.all(*[pulumi.Output.all(a.subnet_id, a.route_table_id) for a in made])
    )
    return pulumi.Output.all(vpc.private_subnet_ids, pairs).apply(
        lambda known: next(table for subnet, table in known[1] if subnet == known[0][zone])
    )
