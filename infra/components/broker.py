"""An Amazon MQ for RabbitMQ broker: private, encrypted, reached by AMQP over TLS."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

import pulumi
import pulumi_aws as aws

from infra.components.base import Layer
from infra.model.topology import Topology

USER = "app"
"""The broker's one user, who may administer it too: RabbitMQ on Amazon MQ starts with an administrator."""


class MadeBroker(NamedTuple):
    """Where the broker listens."""

    host: pulumi.Output[str]


def add_broker(
    layer: Layer,
    topology: Topology,
    subnet_ids: pulumi.Output[Sequence[str]],
    security_group: pulumi.Input[str],
    password: pulumi.Output[str],
) -> MadeBroker:
    """Add the broker.

    It writes no logs: Amazon MQ makes log groups named after an id that it draws, without an end to their retention,
    and nothing can be there before it (docs/adr). Its metrics are in CloudWatch all the same.
    """
    model = topology.messaging.broker
    if model is None:
        raise ValueError("a broker needs a model")
    subnets = subnet_ids if model.cluster else subnet_ids.apply(lambda ids: list(ids)[:1])
    broker = aws.mq.Broker(
        f"{topology.name}-broker",
        engine_type="RabbitMQ",
        engine_version=model.version,
        host_instance_type=model.instance_type,
        deployment_mode="CLUSTER_MULTI_AZ" if model.cluster else "SINGLE_INSTANCE",
        publicly_accessible=False,
        subnet_ids=subnets,
        security_groups=[security_group],
        users=[{"username": USER, "password": password}],
        auto_minor_version_upgrade=True,
        apply_immediately=True,
        # A broker stays in the subnets it was made in: without this, one zone more would take another in its place.
        opts=layer.child(protect=topology.protect_data, ignore_changes=["subnetIds"]),
    )
    return MadeBroker(broker.instances[0].endpoints[0].apply(host_of))


def host_of(endpoint: str) -> str:
    """Return the host of `amqps://b-….mq.us-east-1.on.aws:5671`."""
    return urlsplit(endpoint).hostname or ""
