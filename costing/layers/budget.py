"""The bill of watching the budget: nothing, and said so."""

from costing.layers.context import Context
from costing.line_item import Kind, Why
from costing.money import same
from costing.units import DAYS

BUDGET = Kind("budget/budget", "AWS Budget (monitoring)", "budget-day", "aws:budgets/budget:Budget", "fixed")

KINDS = (BUDGET,)


def add_lines(to: Context) -> None:
    """Add the line of the AWS Budget, where one is made."""
    if to.watched:
        why = Why("{} days; monitoring is free of charge", (DAYS,))
        to.ledger.add(BUDGET, f"{to.prefix}-budget", same(DAYS), "budgets.monitoring-budget-day", why)
