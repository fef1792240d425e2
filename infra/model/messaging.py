"""Messaging: SQS queues and an Amazon MQ broker."""

from typing import Annotated, Literal

from infra.model.base import Model
from infra.model.types import EntryName, Positive, Text, whole


class Queue(Model):
    """An SQS queue; after so many failed receives a message moves to a queue of its own.

    Attributes:
        fifo: Order and exactly-once, at a higher price.
        visibility_timeout_seconds: Seconds a taken message is hidden; longer than one job takes.
        retention_days: Days a message waits, 14 at most.
        dead_letter_after: Deliveries until a message is put aside; null never.
    """

    fifo: bool = False
    visibility_timeout_seconds: Annotated[int, whole(ge=0, le=43200)] = 30
    retention_days: Annotated[int, whole(ge=1, le=14)] = 4
    dead_letter_after: Annotated[int, whole(ge=1, le=1000)] | None = 5


class RabbitMq(Model):
    """An Amazon MQ for RabbitMQ broker: one instance, or a cluster of three.

    Attributes:
        kind: RabbitMQ on Amazon MQ; its password is secrets:broker.
        version: The engine's version, quoted.
        instance_type: Such as `mq.m7g.medium`.
        storage_gb: GB of storage a node; absent the type's own.
        cluster: Three nodes in place of one.
    """

    kind: Literal["rabbitmq"] = "rabbitmq"
    version: Text
    instance_type: Text
    storage_gb: Positive | None = None
    cluster: bool = False


class Messaging(Model):
    """Queues by name, and at most one broker.

    Attributes:
        queues: SQS queues by name.
        broker: A managed broker; absent none.
    """

    queues: dict[EntryName, Queue] = {}
    broker: RabbitMq | None = None
