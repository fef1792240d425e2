"""The network: a VPC with its zones, the way out, endpoints and flow logs; or an adopted VPC."""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import pulumi
import pulumi_aws as aws
import pulumi_awsx as awsx

from infra.components.base import Layer
from infra.components.flow_logs import add_flow_logs
from infra.components.way_out import add_way_out
from infra.model.addresses import address_plan
from infra.model.network import CreatedNetwork, ExistingNetwork
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
        ways_out: what must be there before private subnets reach the internet.
    """

    vpc_id: pulumi.Output[str]
    public_subnet_ids: Ids
    private_subnet_ids: Ids
    route_table_ids: Ids
    nat_addresses: list[pulumi.Output[str]]
    ways_out: Sequence[pulumi.Resource]

    def __init__(self, name: str, *, topology: Topology, zones: list[str], opts: pulumi.ResourceOptions) -> None:
        super().__init__(name, "network", opts)
        self._prefix = topology.name
        self.nat_addresses, self.ways_out = [], ()
        network = topology.network
        created = isinstance(network, CreatedNetwork)
        subnets = self._created(network, zones) if created else self._adopted(network)
        self.public_subnet_ids, self.private_subnet_ids = subnets.public, subnets.private
        self.route_table_ids = subnets.route_tables
        if network.flow_logs is not None:
            add_flow_logs(self, topology.name, network.flow_logs, self.vpc_id, keep=topology.protect_data)
        self.register_outputs({"vpcId": self.vpc_id})

    def _created(self, network: CreatedNetwork, zones: list[str]) -> Subnets:
        plan = address_plan(network)
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
            # Gateways and their routes are ours: a change of the way out is then an update of the route.
            nat_gateways=awsx.ec2.NatGatewayConfigurationArgs(strategy=awsx.ec2.NatGatewayStrategy.NONE),
            enable_dns_hostnames=True,
            enable_dns_support=True,
            opts=self.child(),
        )
        self.vpc_id = vpc.vpc_id
        self.nat_addresses, self.ways_out = add_way_out(self, self._prefix, network, vpc)
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
