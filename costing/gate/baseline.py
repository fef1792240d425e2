"""What is deployed, as the stack's own `costReport` output says."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple, cast

from costing.money import Figures

SCHEMA_VERSION = 1
"""Version of the report's shape; figures of another version may mean something else."""


class Baseline(NamedTuple):
    """The deployed tier, its figures, and the expected figure of each layer."""

    tier: str
    total: Figures
    layers: Mapping[str, Decimal]


def read_baseline(report: object) -> Baseline | None:
    """Return the baseline that a `costReport` holds; None for anything that is no report with figures.

    A stack's first run, an output of another version, and a bill that lacked a price have no baseline.
    """
    if not isinstance(report, Mapping):
        return None
    data = cast("Mapping[str, Any]", report)
    if data.get("schemaVersion") != SCHEMA_VERSION:
        return None
    try:
        tier = str(data["tier"])
        figures = data["tiers"][tier]
        total = Figures(*(Decimal(str(figures[basis])) for basis in ("floor", "expected", "ceiling")))
        layers = {str(k): Decimal(str(v)) for k, v in data["layers"].items()}
    except (KeyError, TypeError, AttributeError, InvalidOperation):
        return None
    known = all(figure.is_finite() for figure in (*total, *layers.values()))
    return Baseline(tier, total, layers) if known else None
