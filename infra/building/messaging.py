"""Queues and the broker, and what references to them stand for."""

from urllib.parse import quote

import pulumi

from infra.aws_rules import mq
from infra.building.site import Site
from infra.components.broker import USER
from infra.components.messaging import MadeQueue, Messaging, MessagingWires
from infra.model.connections import BROKER


def build_messaging(site: Site) -> None:
    """Build queues and broker, where there are some."""
    model = site.topology.messaging
    if not model.queues and model.broker is None:
        return
    password = site.config_secrets.get("broker")
    group = site.placed.security_groups.get(BROKER)
    wires = MessagingWires(site.placed.private_subnet_ids, group, password)
    messaging = Messaging("messaging", topology=site.topology, wires=wires, opts=site.opts)
    for name, queue in messaging.queues.items():
        site.values[f"queue.{name}.url"] = queue.url
        site.arns[f"queue.{name}"] = queue.arn
        site.dimensions[f"queue.{name}"] = {"QueueName": queue.name}
    if messaging.queues:
        site.outputs["queues"] = {name: _shown(queue) for name, queue in messaging.queues.items()}
    if messaging.broker is not None and password is not None:
        host = messaging.broker.host
        site.values["broker.host"] = site.outputs["brokerHost"] = host
        quoted = password.apply(lambda text: quote(text, safe=""))
        url = pulumi.Output.format("amqps://{0}:{1}@{2}:{3}", USER, quoted, host, mq.PORT)
        site.secret_values["broker.url"] = pulumi.Output.secret(url)


def _shown(queue: MadeQueue) -> dict[str, pulumi.Output[str]]:
    """Return what an operator needs of a queue: where it is, and where its failed messages are."""
    return {"url": queue.url} | ({"deadLetters": queue.dead_letters} if queue.dead_letters is not None else {})
