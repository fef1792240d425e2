"""Messaging: SQS queues with their dead-letter queues, and an Amazon MQ broker."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pulumi
import pulumi_aws as aws

from infra.aws_rules import sqs
from infra.components import policies
from infra.components.base import Layer
from infra.components.broker import MadeBroker, add_broker
from infra.model.messaging import Queue
from infra.model.topology import Topology

DAY_SECONDS = 24 * 60 * 60


class MessagingWires(NamedTuple):
    """What the broker hangs on; queues hang on nothing.

    Attributes:
        subnet_ids: private subnets.
        broker_group: security group that names the services that may connect; None without a broker.
        broker_password: of the broker's one user; None without a broker.
    """

    subnet_ids: pulumi.Output[Sequence[str]]
    broker_group: pulumi.Input[str] | None
    broker_password: pulumi.Output[str] | None


class MadeQueue(NamedTuple):
    """A queue, and the URL of where its failed messages go."""

    name: pulumi.Output[str]
    url: pulumi.Output[str]
    arn: pulumi.Output[str]
    dead_letters: pulumi.Output[str] | None


class Messaging(Layer):
    """Encrypted queues that take TLS alone, and a private broker.

    Attributes:
        queues: by the config's key.
        broker: where it is, if there is one.
    """

    queues: Mapping[str, MadeQueue]
    broker: MadeBroker | None

    def __init__(self, name: str, *, topology: Topology, wires: MessagingWires, opts: pulumi.ResourceOptions) -> None:
        super().__init__(name, "messaging", opts)
        model = topology.messaging
        self.queues = {key: self._queue(f"{topology.name}-{key}", queue) for key, queue in model.queues.items()}
        self.broker = None
        if model.broker is not None and wires.broker_group is not None and wires.broker_password is not None:
            self.broker = add_broker(self, topology, wires.subnet_ids, wires.broker_group, wires.broker_password)
        self.register_outputs({})

    def _queue(self, name: str, model: Queue) -> MadeQueue:
        queue = aws.sqs.Queue(
            name,
            fifo_queue=True if model.fifo else None,
            content_based_deduplication=True if model.fifo else None,
            visibility_timeout_seconds=model.visibility_timeout_seconds,
            message_retention_seconds=model.retention_days * DAY_SECONDS,
            receive_wait_time_seconds=sqs.POLL_SECONDS_MAX,
            sqs_managed_sse_enabled=True,
            opts=self.child(),
        )
        self._tls_only(name, queue)
        dead = None
        if model.dead_letter_after is not None:
            dead = self._dead_letters(name, queue, model, model.dead_letter_after)
        return MadeQueue(queue.name, queue.url, queue.arn, dead.url if dead else None)

    def _dead_letters(self, name: str, source: aws.sqs.Queue, model: Queue, receives: int) -> aws.sqs.Queue:
        """Keep failed messages as long as SQS can: somebody has to look at them first."""
        dead = aws.sqs.Queue(
            f"{name}-dead",
            fifo_queue=True if model.fifo else None,
            message_retention_seconds=sqs.RETENTION_DAYS_MAX * DAY_SECONDS,
            sqs_managed_sse_enabled=True,
            opts=self.child(),
        )
        self._tls_only(f"{name}-dead", dead)
        # An argument of the queue would stay when it is taken away, and point at a queue that is gone.
        policy = {"deadLetterTargetArn": dead.arn, "maxReceiveCount": receives}
        aws.sqs.RedrivePolicy(
            name, queue_url=source.url, redrive_policy=pulumi.Output.json_dumps(policy), opts=self.child()
        )
        self._only_from(f"{name}-dead", dead, source)
        return dead

    def _tls_only(self, name: str, queue: aws.sqs.Queue) -> None:
        refuse = {
            "Effect": "Deny",
            "Principal": "*",
            "Action": "sqs:*",
            "Resource": queue.arn,
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
        aws.sqs.QueuePolicy(name, queue_url=queue.url, policy=policies.document([refuse]), opts=self.child())

    def _only_from(self, name: str, dead: aws.sqs.Queue, source: aws.sqs.Queue) -> None:
        """Let one queue alone hand its failed messages over."""
        allowed = {"redrivePermission": "byQueue", "sourceQueueArns": [source.arn]}
        aws.sqs.RedriveAllowPolicy(
            name, queue_url=dead.url, redrive_allow_policy=pulumi.Output.json_dumps(allowed), opts=self.child()
        )
