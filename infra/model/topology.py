"""What is built and priced: the layers of one web application."""

from typing import Annotated

from infra.model.backup import Backup
from infra.model.base import Model, defaults
from infra.model.cache import Cache
from infra.model.database import Database
from infra.model.delivery import Delivery
from infra.model.edge import Edge
from infra.model.messaging import Messaging
from infra.model.network import Network
from infra.model.observability import Observability
from infra.model.secrets import Secrets
from infra.model.services import Service
from infra.model.storage import Storage
from infra.model.types import EntryName, Text, pattern

TopologyName = Annotated[
    str,
    pattern(
        r"^[a-z][a-z0-9-]{0,14}[a-z0-9]$",
        "is no topology name: 2 to 16 lower case letters, digits and hyphens, a letter first",
    ),
]
"""2 to 16 characters: 32 of a load balancer's name, less what is added to it."""


class Topology(Model):
    """The layers of one application; every layer but the network may be absent.

    Attributes:
        name: Prefix of every resource's name, 2 to 16 lower-case letters, digits and hyphens.
        protect_data: Deletion protection, Pulumi's `protect`, final snapshots and recovery windows on what holds data.
        tags: Tags beside project, stack and layer.
        network: The VPC and its way out.
        edge: What the internet reaches first.
        services: All that runs, by name.
        database: PostgreSQL.
        cache: Valkey or Redis.
        storage: Buckets and file systems.
        messaging: Queues and a broker.
        secrets: Secrets that containers read.
        observability: Logs, alarms, dashboard, traces.
        backup: Plans of AWS Backup.
        delivery: Image repositories and the pipeline's role.
    """

    name: TopologyName
    protect_data: bool = True
    tags: dict[Text, Text] = {}
    network: Network
    edge: Edge = defaults()
    services: dict[EntryName, Service] = {}
    database: Database | None = None
    cache: Cache | None = None
    storage: Storage = defaults()
    messaging: Messaging = defaults()
    secrets: Secrets = defaults()
    observability: Observability = defaults()
    backup: Backup = defaults()
    delivery: Delivery = defaults()
