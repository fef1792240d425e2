"""The bill of observability: what is written down, measured, watched and told."""

from costing.layers import observability_alerts, observability_logs, observability_metrics
from costing.layers.context import Context

PARTS = (observability_logs, observability_metrics, observability_alerts)

KINDS = tuple(kind for part in PARTS for kind in part.KINDS)


def add_lines(to: Context) -> None:
    """Add every line of observability."""
    for part in PARTS:
        part.add_lines(to)
