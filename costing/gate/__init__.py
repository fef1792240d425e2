"""The gate: a decision on an estimate and a budget, pure and repeatable."""

from costing.gate.baseline import SCHEMA_VERSION, Baseline, read_baseline
from costing.gate.decision import Decision, State, decide
from costing.gate.reasons import BOOK_AGE_LIMIT, Reason

__all__ = ["BOOK_AGE_LIMIT", "SCHEMA_VERSION", "Baseline", "Decision", "Reason", "State", "decide", "read_baseline"]
