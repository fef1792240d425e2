"""What tells a metric apart in CloudWatch: the dimensions of each thing that alarms and the dashboard name."""

from collections.abc import Mapping

import pulumi

from infra.aws_rules.metrics import CACHE_NODE_ID
from infra.building.site import Site
from infra.components.alarms import Dimensions


def dimensions_of(site: Site, of: str) -> Dimensions:
    """Return the dimensions of what `infra.model.alarm_watch.Series.of` names; none for the application's own."""
    kind, _, rest = of.partition(".")
    if kind == "service":
        running = site.running[rest]
        return {"ClusterName": running.cluster_name, "ServiceName": running.service_name}
    if kind == "targets":
        service, _, number = rest.rpartition(".")
        return site.targets[service].metrics[int(number)]
    if kind == "cache":
        return _node(site.dimensions["cache"], int(rest))
    return site.dimensions[of] if of else {}


def _node(first: Mapping[str, pulumi.Input[str]], number: int) -> Dimensions:
    """Return the dimension of one node of the cache: what is known is the first, and they are numbered."""

    def named(node: str) -> str:
        return CACHE_NODE_ID.format(group=node.rpartition("-")[0], number=number)

    return {key: pulumi.Output.from_input(value).apply(named) for key, value in first.items()}
