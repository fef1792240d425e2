"""AWS's own watch over the budget: the budget, anomalies, and the tags that costs are counted by."""

from collections.abc import Sequence

import pulumi

from infra.building.site import Site
from infra.components.anomaly import AnomalyAlerts, of_account, of_tag
from infra.components.budget import Budget
from infra.components.cost_tags import CostTags
from infra.model.budget import Budget as Model
from infra.model.budget import watched_usd
from infra.model.types import plain

STACK_TAG = "stack"
COST_TAGS = ("project", STACK_TAG, "name", "layer")
"""Tags that every taggable resource carries."""
SERVICE_TAG = "service"


def build_budget(site: Site) -> None:
    """Build the AWS Budget where alerts are wanted, the monitor of anomalies, and activate the tags."""
    model = site.stack.budget
    if model is None:
        return
    _budget(site, model)
    active = _cost_tags(site) if model.cost_tags_active else ()
    if model.anomaly is not None:
        AnomalyAlerts(
            "anomaly-alerts",
            prefix=site.topology.name,
            model=model.anomaly,
            watched=of_tag(STACK_TAG, site.stack.name) if model.cost_tags_active else of_account(site.account_id),
            after=active,
            opts=site.opts,
        )


def _budget(site: Site, model: Model) -> None:
    limit = watched_usd(model, site.stack.tier)
    if model.alerts is None or limit is None:
        return
    Budget(
        "budget",
        prefix=site.topology.name,
        model=model,
        alerts=model.alerts,
        limit_usd=plain(limit),
        tags=dict(site.tags),
        opts=site.opts,
    )


def _cost_tags(site: Site) -> Sequence[pulumi.Resource]:
    """Activate the keys that something of this stack carries; AWS refuses a key that it has never seen."""
    keys = (*COST_TAGS, *((SERVICE_TAG,) if site.topology.services else ()))
    return CostTags("cost-tags", prefix=site.topology.name, keys=keys, opts=site.opts).tags
