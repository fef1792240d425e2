"""Names by which services find each other: a private zone, and in it an address for each task."""

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from infra.components.base import Layer
from infra.model.discovery import discovered, namespace
from infra.model.topology import Topology

ANSWER_SECONDS = 10
"""How long an answer may be kept: a task that is gone is forgotten that soon."""


class Discovery(Layer):
    """A private DNS namespace and a name in it for every service that another one refers to.

    Attributes:
        registries: ARNs of the entries, by service; ECS registers each task's address there.
    """

    registries: Mapping[str, pulumi.Output[str]]

    def __init__(
        self, name: str, *, topology: Topology, stack: str, vpc_id: pulumi.Input[str], opts: pulumi.ResourceOptions
    ) -> None:
        super().__init__(name, "services", opts)
        zone = aws.servicediscovery.PrivateDnsNamespace(
            topology.name, name=namespace(topology, stack), vpc=vpc_id, opts=self.child()
        )
        self.registries = {
            service: aws.servicediscovery.Service(
                f"{topology.name}-{service}",
                # The name is what others look up.
                name=service.lower(),
                dns_config={
                    "namespace_id": zone.id,
                    "routing_policy": "MULTIVALUE",
                    "dns_records": [{"type": "A", "ttl": ANSWER_SECONDS}],
                },
                # What is registered there are tasks, and ECS takes them out when they end.
                force_destroy=True,
                opts=self.child(),
            ).arn
            for service in discovered(topology)
        }
        self.register_outputs({})
