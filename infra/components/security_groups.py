"""Every security group of the stack, and between them exactly the rules that the topology needs."""

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from infra.components.base import Layer
from infra.components.rules import ANYWHERE, allow_in, allow_out
from infra.model.connections import Opening, Outsider, connections, groups, openings
from infra.model.topology import Topology

PREFIX_LISTS: Mapping[Outsider, str] = {
    "cdn": "com.amazonaws.global.cloudfront.origin-facing",
    "s3": "com.amazonaws.{region}.s3",
    "dynamodb": "com.amazonaws.{region}.dynamodb",
}
"""AWS's own lists of addresses, by what they stand for.

Sources: Amazon CloudFront Developer Guide, "Restrict access to Application Load Balancers"; Amazon VPC User Guide,
"Available AWS-managed prefix lists".
"""
WHY: Mapping[tuple[str, Outsider], str] = {
    ("in", "anywhere"): "from viewers",
    ("in", "cdn"): "from CloudFront",
    ("out", "anywhere"): "to hosts on the internet",
    ("out", "s3"): "to S3 by its gateway endpoint",
    ("out", "dynamodb"): "to DynamoDB by its gateway endpoint",
}


class SecurityGroups(Layer):
    """Groups that name each other as peers; none names an address range but where the outside is meant.

    Attributes:
        ids: id of each group by its name, as `infra.model.connections.groups` lists them.
    """

    ids: Mapping[str, pulumi.Output[str]]

    def __init__(
        self, name: str, *, topology: Topology, region: str, vpc_id: pulumi.Input[str], opts: pulumi.ResourceOptions
    ) -> None:
        super().__init__(name, "network", opts)
        self._prefix, self._region = topology.name, region
        made = {group: self._group(group, purpose, vpc_id) for group, purpose in groups(topology).items()}
        self.ids = {group: resource.id for group, resource in made.items()}
        for connection in connections(topology):
            self._rules(connection.client, connection.server, connection.port)
        for opening in openings(topology):
            self._open(opening)
        self.register_outputs({})

    def _group(self, group: str, purpose: str, vpc_id: pulumi.Input[str]) -> aws.ec2.SecurityGroup:
        name = f"{self._prefix}-{group}"
        return aws.ec2.SecurityGroup(name, vpc_id=vpc_id, description=purpose, tags={"Name": name}, opts=self.child())

    def _rules(self, client: str, server: str, port: int) -> None:
        """Open a port at both ends: out of the client's group, into the server's."""
        name = f"{self._prefix}-{client}-to-{server}-{port}"
        out, into, opts = self.ids[client], self.ids[server], self.child()
        allow_out(name, out, port, opts, peer=into, why=f"to {server}")
        allow_in(name, into, port, opts, peer=out, why=f"from {client}")

    def _open(self, opening: Opening) -> None:
        """Open a port to the outside, or from it: all addresses, or one of AWS's lists of them."""
        inward = opening.direction == "in"
        name = f"{self._prefix}-{opening.group}-{'from' if inward else 'to'}-{opening.peer}-{opening.port}"
        anywhere = opening.peer == "anywhere"
        (allow_in if inward else allow_out)(
            name,
            self.ids[opening.group],
            opening.port,
            self.child(),
            why=WHY[opening.direction, opening.peer],
            cidr=ANYWHERE if anywhere else None,
            prefix_list=None if anywhere else self._prefix_list(opening.peer),
        )

    def _prefix_list(self, peer: Outsider) -> pulumi.Output[str]:
        found = aws.ec2.get_managed_prefix_list_output(
            name=PREFIX_LISTS[peer].format(region=self._region), opts=pulumi.InvokeOptions(parent=self)
        )
        return found.id
