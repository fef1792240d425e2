"""AWS's own watch over the budget."""

from infra.building.site import Site
from infra.components.budget import Budget


def build_budget(site: Site) -> None:
    """Build the AWS Budget, where alerts are wanted and the deployed tier has a cap to watch."""
    model, stack = site.stack.budget, site.stack
    if model is None or model.alerts is None:
        return
    cap = model.tiers.get(stack.tier, model.monthly_cap)
    if cap is None or cap.expected is None:
        return
    Budget(
        "budget",
        prefix=site.topology.name,
        model=model,
        alerts=model.alerts,
        limit_usd=str(cap.expected),
        tags=dict(site.tags),
        opts=site.opts,
    )
