"""Every security group of the stack, and between them exactly the rules that the topology needs."""

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from infra.components.base import Layer
from infra.components.rules import allow_in, allow_out
from infra.model.connections import connections, groups
from infra.model.topology import Topology


class SecurityGroups(Layer):
    """Groups that name each other as peers; none names an address range but where the outside is meant.

    Attributes:
        ids: id of each group by its name, as `infra.model.connections.groups` lists them.
    """

    ids: Mapping[str, pulumi.Output[str]]

    def __init__(
        self, name: str, *, topology: Topology, vpc_id: pulumi.Input[str], opts: pulumi.ResourceOptions
    ) -> None:
        super().__init__(name, "network", opts)
        self._prefix = topology.name
        made = {group: self._group(group, purpose, vpc_id) for group, purpose in groups(topology).items()}
        self.ids = {group: resource.id for group, resource in made.items()}
        for connection in connections(topology):
            self._rules(connection.client, connection.server, connection.port)
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
