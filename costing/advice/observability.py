"""Logs and metrics: the class of logs, who writes most of them, and Container Insights."""

from collections.abc import Iterator

from costing.advice.case import Case
from costing.advice.proposal import Proposal
from costing.line_item import shown
from costing.money import ZERO


def proposals(case: Case) -> Iterator[Proposal]:
    """Yield other ways to watch the same services."""
    seen = case.topology.observability
    if seen.log_class == "STANDARD" and case.topology.services:
        yield Proposal(
            "log-class",
            "The infrequent-access class for logs",
            {"topology": {"observability": {"logClass": "INFREQUENT_ACCESS"}}},
            f"{_writers(case)}Queries stay; live tail, metric filters and subscriptions do not. A group's class cannot "
            "change: its log groups are made anew.",
            "Amazon CloudWatch Logs: log classes",
        )
    less = {"enhanced": "enabled", "enabled": "disabled"}.get(seen.container_insights)
    if less is not None:
        yield Proposal(
            f"insights-{less}",
            f"Container Insights {less} in place of {seen.container_insights}",
            {"topology": {"observability": {"containerInsights": less}}},
            "Enhanced metrics are counted by task and container, enabled ones by service; CPU and memory of services "
            "are free without either.",
            "Amazon CloudWatch: Container Insights metrics",
            group="insights",
        )


def _writers(case: Case) -> str:
    """Say which service writes most of the logs."""
    logs = {name: one.logs.expected for name, one in case.demand.services.items()}
    whole = sum(logs.values(), ZERO)
    if not whole:
        return ""
    name = max(logs, key=lambda one: (logs[one], one))
    return f"{name} writes {shown(logs[name])} of {shown(whole)} GB a month. "
