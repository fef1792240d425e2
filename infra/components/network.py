"""The network: a VPC with its zones, the way out, endpoints and flow logs; or an adopted VPC."""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import pulumi
import pulumi_aws as aws
import pulumi_awsx as awsx

from infra.components.base import Layer
from infra.components.flow_logs import add_flow_logs
from infra.components.nat_instance import add_nat_instances
from infra.model.addresses import address_plan
from infra.model.network import CreatedNetwork, Egress, ExistingNetwork, NatGateway, NatInstance
from infra.model.topology import Topology

Ids: TypeAlias = pulumi.Output[Sequence[str]]


class Subnets(NamedTuple):
    """Subnet ids in the order of the zones, and the tables that route them."""

    public: Ids
    private: Ids
    route_tables: Ids


class Network(Layer):
    """The VPC everything else lies in.

    Attributes:
        vpc_id: id of the VPC.
        public_subnet_ids: one a zone; load balancer, NAT, and services with public addresses.
        private_subnet_ids: one a zone; services and data.
        route_table_ids: the tables of all subnets.
        nat_addresses: public addresses that traffic leaves from; empty without NAT.
    """

    vpc_id: pulumi.Output[str]
    public_subnet_ids: Ids
    private_subnet_ids: Ids
    route_table_ids: Ids
    nat_addresses: list[pulumi.Output[str]]

    def __init__(self, name: str, *, topology: Topology, zones: list[str], opts: pulumi.ResourceOptions) -> None:
        super().__init__(name, "network", opts)
        self._prefix = topology.name
        self.nat_addresses = []
        network = topology.network
        created = isinstance(network, CreatedNetwork)
        subnets = self._created(network, zones) if created else self._adopted(network)
        self.public_subnet_ids, self.private_subnet_ids = subnets.public, subnets.private
        self.route_table_ids = subnets.route_tables
        if network.flow_logs is not None:
            add_flow_logs(self, topology.name, network.flow_logs, self.vpc_id, keep=topology.protect_data)
        self.register_outputs({"vpcId": self.vpc_id})

    def _created(self, network: CreatedNetwork, zones: list[str]) -> Subnets:
        plan, egress = address_plan(network), network.egress
        nat = _nat_count(egress, len(zones))
        eips = [aws.ec2.Eip(f"{self._prefix}-nat-{n + 1}", domain="vpc", opts=self.child()) for n in range(nat)]
        self.nat_addresses = [eip.public_ip for eip in eips]
        gateways = eips if isinstance(egress, NatGateway) else []
        vpc = awsx.ec2.Vpc(
            self._prefix,
            cidr_block=str(network.cidr),
            availability_zone_names=zones,
            subnet_strategy=awsx.ec2.SubnetAllocationStrategy.AUTO,
            subnet_specs=[
                awsx.ec2.SubnetSpecArgs(
                    type=awsx.ec2.SubnetType.PUBLIC, name="public", cidr_blocks=list(map(str, plan.public))
                ),
                awsx.ec2.SubnetSpecArgs(
                    type=awsx.ec2.SubnetType.PRIVATE, name="private", cidr_blocks=list(map(str, plan.private))
                ),
            ],
            nat_gateways=awsx.ec2.NatGatewayConfigurationArgs(
                strategy=_strategy(egress),
                elastic_ip_allocation_ids=[eip.allocation_id for eip in gateways] or None,
            ),
            enable_dns_hostnames=True,
            enable_dns_support=True,
            opts=self.child(),
        )
        vpc.nat_gateways.apply(lambda made: _as_planned(len(made), len(gateways)))
        self.vpc_id = vpc.vpc_id
        if isinstance(egress, NatInstance):
            add_nat_instances(self, self._prefix, network, egress, eips, vpc)
        tables = vpc.route_tables.apply(lambda made: pulumi.Output.all(*[t.id for t in made]))
        return Subnets(vpc.public_subnet_ids, vpc.private_subnet_ids, tables)

    def _adopted(self, network: ExistingNetwork) -> Subnets:
        self.vpc_id = pulumi.Output.from_input(network.vpc_id)
        tables = [
            aws.ec2.get_route_table_output(subnet_id=subnet, opts=pulumi.InvokeOptions(parent=self)).id
            for subnet in network.private_subnet_ids
        ]
        return Subnets(
            pulumi.Output.from_input(list(network.public_subnet_ids)),
            pulumi.Output.from_input(list(network.private_subnet_ids)),
            pulumi.Output.all(*tables).apply(lambda ids: sorted(set(ids))),
        )


def _nat_count(egress: Egress, zones: int) -> int:
    if not isinstance(egress, (NatGateway, NatInstance)):
        return 0
    return zones if egress.per_zone else 1


def _strategy(egress: Egress) -> awsx.ec2.NatGatewayStrategy:
    if not isinstance(egress, NatGateway):
        return awsx.ec2.NatGatewayStrategy.NONE
    return awsx.ec2.NatGatewayStrategy.ONE_PER_AZ if egress.per_zone else awsx.ec2.NatGatewayStrategy.SINGLE


def _as_planned(made: int, planned: int) -> None:
    """Stop where the component makes another number of gateways than the bill has."""
    if made != planned:
        raise pulumi.RunError(f"the VPC would have {made} NAT gateways, the bill has {planned}")
