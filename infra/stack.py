"""The deployment as a table of contents: every layer, in the order of what it hangs on."""

from collections.abc import Callable
from typing import Any

import pulumi

from infra.aws_settings import AwsSettings
from infra.building.alarms import build_alarms, build_early_alarms
from infra.building.backup import build_backup
from infra.building.budget import build_budget
from infra.building.cache import build_cache
from infra.building.database import build_database
from infra.building.delivery import build_delivery
from infra.building.edge import build_edge
from infra.building.messaging import build_messaging
from infra.building.network import build_network
from infra.building.observability import build_observability
from infra.building.operating import quota_output
from infra.building.pipeline import build_pipeline
from infra.building.secrets import build_secrets
from infra.building.services import build_services
from infra.building.site import Site
from infra.building.storage import build_storage
from infra.model.stack import Stack
from infra.provider import make_provider

STEPS: tuple[Callable[[Site], None], ...] = (
    build_network,
    build_edge,
    build_delivery,
    build_database,
    build_cache,
    build_storage,
    build_messaging,
    build_observability,
    build_early_alarms,
    build_secrets,
    build_services,
    build_alarms,
    build_backup,
    build_pipeline,
    build_budget,
)
"""What is built, in order; each step finds on the site what the earlier ones left."""


def build(stack: Stack, aws: AwsSettings, secrets: dict[str, pulumi.Output[str]]) -> dict[str, Any]:
    """Register every resource of the deployed tier; return what an operator needs, as stack outputs.

    Args:
        stack: the model.
        aws: settings of the provider.
        secrets: values of `secrets:`, by name.
    """
    topology = stack.deployed.topology
    tags = {**topology.tags, "project": pulumi.get_project(), "stack": stack.name, "name": topology.name}
    site = Site(stack, make_provider(aws, tags), secrets, tags)
    for step in STEPS:
        step(site)
    site.outputs["quotas"] = quota_output(topology)
    return site.outputs
