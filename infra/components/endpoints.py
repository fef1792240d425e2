"""VPC endpoints: gateways into the route tables, interfaces into every zone."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from infra.aws_rules import vpc
from infra.components.base import Layer
from infra.model.topology import Topology


class Endpoints(Layer):
    """The ways to AWS's services that need no way to the internet."""

    def __init__(
        self,
        name: str,
        *,
        topology: Topology,
        region: str,
        vpc_id: pulumi.Input[str],
        subnet_ids: pulumi.Input[Sequence[str]],
        route_table_ids: pulumi.Input[Sequence[str]],
        security_group: pulumi.Input[str] | None,
        opts: pulumi.ResourceOptions,
    ) -> None:
        super().__init__(name, "network", opts)
        for short in topology.network.endpoints:
            logical = f"{topology.name}-{short.replace('.', '-')}"
            service = vpc.endpoint_service(region, short)
            tags = {"Name": logical}
            if short in vpc.GATEWAY_ENDPOINTS:
                aws.ec2.VpcEndpoint(
                    logical,
                    vpc_id=vpc_id,
                    service_name=service,
                    vpc_endpoint_type="Gateway",
                    route_table_ids=route_table_ids,
                    tags=tags,
                    opts=self.child(),
                )
            elif security_group is not None:
                aws.ec2.VpcEndpoint(
                    logical,
                    vpc_id=vpc_id,
                    service_name=service,
                    vpc_endpoint_type="Interface",
                    subnet_ids=subnet_ids,
                    security_group_ids=[security_group],
                    private_dns_enabled=True,
                    tags=tags,
                    opts=self.child(),
                )
        self.register_outputs({})
