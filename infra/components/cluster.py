"""An ECS cluster: of Fargate and Fargate Spot, or of the instances of one service."""

from collections.abc import Mapping, Sequence

import pulumi
import pulumi_aws as aws

from infra.components.base import Layer
from infra.components.capacity import InstanceWires, add_capacity
from infra.model.clusters import Cluster as Model
from infra.model.clusters import cluster_name
from infra.model.services import AsgService
from infra.model.topology import Topology

FARGATE, FARGATE_SPOT = "FARGATE", "FARGATE_SPOT"


class Cluster(Layer):
    """A cluster with its capacity providers.

    Attributes:
        arn, name: of the cluster.
        providers: names of its capacity providers, on-demand Fargate or the group first.
        ready: what makes the providers usable; a service that names one before is refused.
    """

    arn: pulumi.Output[str]
    name: pulumi.Output[str]
    providers: Sequence[pulumi.Input[str]]
    ready: pulumi.Resource

    def __init__(
        self,
        name: str,
        *,
        topology: Topology,
        model: Model,
        instances: InstanceWires | None,
        opts: pulumi.ResourceOptions,
    ) -> None:
        super().__init__(name, "services", opts, service=model.key or None)
        logical = cluster_name(topology, model.key)
        made = aws.ecs.Cluster(
            logical,
            settings=[{"name": "containerInsights", "value": topology.observability.container_insights}],
            opts=self.child(),
        )
        self.arn, self.name = made.arn, made.name
        service = topology.services.get(model.key)
        if isinstance(service, AsgService) and instances is not None:
            self.providers = (add_capacity(self, topology, model.key, service, made, instances),)
        else:
            self.providers = (FARGATE, FARGATE_SPOT)
        self.ready = aws.ecs.ClusterCapacityProviders(
            logical,
            cluster_name=made.name,
            capacity_providers=list(self.providers),
            opts=self.child(),
        )
        self.register_outputs({"name": self.name})


def strategy(
    providers: Sequence[pulumi.Input[str]], share_percent: int, base: int
) -> list[Mapping[str, pulumi.Input[str | int]]]:
    """Return a capacity provider strategy: the base on the first provider, of what is above it a share on the second.

    With one provider all runs there: instances divide Spot among themselves in their group.
    """
    if len(providers) == 1:
        return [{"capacity_provider": providers[0], "weight": 1}]
    weights = ((providers[0], 100 - share_percent, base), (providers[1], share_percent, 0))
    return [
        {"capacity_provider": provider, "weight": weight, "base": at_least}
        for provider, weight, at_least in weights
        if weight or at_least
    ]
