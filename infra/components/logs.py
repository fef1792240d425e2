"""Log groups of services: each with an end to its retention."""

from collections.abc import Mapping

import pulumi_aws as aws

from infra.components.base import Layer
from infra.model import observability_names
from infra.model.topology import Topology


def add_log_groups(layer: Layer, topology: Topology, stack: str) -> Mapping[str, aws.cloudwatch.LogGroup]:
    """Add a log group for each service and job; return them by the service's name."""
    return {service: _group(layer, topology, stack, service) for service in topology.services}


def _group(layer: Layer, topology: Topology, stack: str, service: str) -> aws.cloudwatch.LogGroup:
    model = topology.observability
    return aws.cloudwatch.LogGroup(
        observability_names.log_group(topology, service),
        # A fixed name, for those who look for logs; the stack is in it, so that two of one account do not meet.
        name=observability_names.log_group_path(topology, stack, service),
        retention_in_days=model.log_retention_days,
        log_group_class=model.log_class,
        tags={"service": service},
        # Another class is another group, which cannot be made beside one of the same name.
        opts=layer.child(delete_before_replace=True),
    )
