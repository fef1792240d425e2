"""The bill of queues and of the broker."""

from decimal import Decimal

from costing.layers.context import Context
from costing.ledger import Slice
from costing.line_item import Kind, Why
from costing.money import same
from costing.units import HOURS, MILLION
from costing.words import many
from infra.aws_rules import mq
from infra.model.messaging import RabbitMq

BROKER = "aws:mq/broker:Broker"

REQUESTS = Kind(
    "messaging/NAME/requests", "SQS requests", "1M requests", "aws:sqs/queue:Queue", "usage", "always.sqs.requests"
)
BROKER_HOURS = Kind("messaging/broker/hours", "Amazon MQ broker", "broker-hour", BROKER, "fixed")
BROKER_STORAGE = Kind("messaging/broker/storage", "Amazon MQ broker storage (EBS)", "GB-month", BROKER, "fixed")

KINDS = (REQUESTS, BROKER_HOURS, BROKER_STORAGE)

FIRST_TIER_MILLION = Decimal(100_000)
"""Where the price of SQS falls first: 100 billion requests. The book has no row beyond it."""


def add_lines(to: Context) -> None:
    """Add every line of the messaging layer."""
    for name, queue in to.sections.topology.messaging.queues.items():
        demand = to.demand.queues[name]
        flavour = "fifo" if queue.fifo else "standard"
        slices = (
            Slice(f"sqs.{flavour}-1m.first-100b", FIRST_TIER_MILLION),
            Slice(f"sqs.{flavour}-1m.over-100b"),
        )
        figures, label = demand.calls.times(1 / MILLION), f"{REQUESTS.name} ({flavour}, {name})"
        to.ledger.graduated(REQUESTS, f"{to.prefix}-{name}", figures, slices, demand.why, name=label, of=name)
    broker = to.sections.topology.messaging.broker
    if broker is not None:
        _broker(to, broker)


def _broker(to: Context, broker: RabbitMq) -> None:
    """A cluster's price holds its three brokers; its disks are counted one by one."""
    name, kind = f"{to.prefix}-broker", broker.instance_type
    mode = "cluster" if broker.cluster else "single"
    hours = BROKER_HOURS._replace(unit="cluster-hour") if broker.cluster else BROKER_HOURS
    label = f"{BROKER_HOURS.name} (RabbitMQ, {mode}, {kind})"
    to.ledger.add(hours, name, same(HOURS), f"mq.rabbitmq.{mode}.{kind}", Why("{} h", (HOURS,)), name=label)
    disk, disks = Decimal(mq.disk_gib(kind)), mq.CLUSTER_BROKERS if broker.cluster else 1
    why = Why("{} GB × {}, whole disks", (disk, many(disks, "broker")))
    to.ledger.add(BROKER_STORAGE, name, same(disk * disks), "mq.storage.ebs-gb-month", why)
