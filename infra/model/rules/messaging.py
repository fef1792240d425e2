"""What SQS and Amazon MQ accept."""

from collections.abc import Iterator

from infra.aws_rules import mq
from infra.model.messaging import Messaging, RabbitMq
from infra.model.problems import Problem, nearest
from infra.model.rules.common import Where, broken


def problems(messaging: Messaging, where: Where) -> Iterator[Problem]:
    """Yield what is wrong with the broker, paths below `messaging`; a queue's bounds are in its model."""
    del where
    if messaging.broker is not None:
        yield from (p.under("broker") for p in _broker(messaging.broker))


def _broker(broker: RabbitMq) -> Iterator[Problem]:
    kind = broker.instance_type
    wrong = mq.type_problem(kind, cluster=broker.cluster)
    if wrong is not None:
        close = nearest(kind, mq.INSTANCE_TYPES) if kind not in mq.INSTANCE_TYPES else _smallest_cluster()
        yield from broken(("instanceType",), kind, f"{wrong}{close}")
    if kind in mq.INSTANCE_TYPES:
        yield from broken(("version",), broker.version, mq.version_problem(broker.version, kind))
        disk, wanted = mq.disk_gib(kind), broker.storage_gb
        if wanted is not None and wanted != disk:
            message = f"is not the disk of {kind}: Amazon MQ gives it {disk} GB, and the provider can ask for no other"
            yield from broken(("storageGb",), wanted, message)
    elif broker.version not in mq.VERSIONS:
        yield from broken(("version",), broker.version, mq.version_problem(broker.version, "mq.m7g.large"))


def _smallest_cluster() -> str:
    able = [kind for kind in mq.INSTANCE_TYPES if kind not in mq.SINGLE_ONLY]
    return f"; the smallest that can is {min(able, key=lambda kind: mq.INSTANCE_TYPES[kind])}"
