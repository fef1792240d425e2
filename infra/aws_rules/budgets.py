"""AWS Budgets and Cost Anomaly Detection: names, notifications, thresholds."""

from decimal import Decimal
from typing import Final

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "NAME_MAX": ("botocore",),
    "NAME_FORBIDDEN": ("botocore",),
    "NOTIFICATIONS_MAX": ("botocore",),
    "EMAILS_MAX": ("botocore",),
    "TOPICS_MAX": ("botocore",),
    "PERCENT_MAX": ("botocore",),
    "AMOUNT_MAX": ("botocore",),
    "FORECAST_HISTORY_WEEKS": ("general-knowledge",),
    "ANOMALY_FREQUENCIES": ("botocore",),
    "ANOMALY_MONITORS_OF_SERVICES_MAX": ("anomaly-quota", "general-knowledge"),
    "ANOMALY_IN_PAYING_ACCOUNT": ("anomaly-monitors",),
    "TAG_DELAY_HOURS": ("cost-tags", "general-knowledge"),
}

NAME_MAX: Final = 100
NAME_FORBIDDEN: Final = (":", "\\", "/action/", "<script>")

NOTIFICATIONS_MAX: Final = 10
EMAILS_MAX: Final = 10
TOPICS_MAX: Final = 1
"""Notifications of a budget; e-mail addresses and SNS topics of each. One page of AWS still says
five notifications; the API takes ten."""

PERCENT_MAX: Final = 1000000
AMOUNT_MAX: Final = 15000000000000
"""The largest threshold in percent, and in dollars."""

FORECAST_HISTORY_WEEKS: Final = 5
"""AWS forecasts only after about this much spending."""

ANOMALY_FREQUENCIES: Final = {"DAILY": "email", "WEEKLY": "email", "IMMEDIATE": "sns"}
"""How an anomaly subscription reports, and over which channel."""

ANOMALY_MONITORS_OF_SERVICES_MAX: Final = 1
"""An account has one monitor of all its services; AWS makes it by itself for new users of Cost Explorer."""

ANOMALY_IN_PAYING_ACCOUNT: Final = ("LINKED_ACCOUNT", "TAGS", "COST_CATEGORIES")
"""What a custom monitor may watch, and only the account that pays the bill may create one."""

TAG_DELAY_HOURS: Final = 24
"""A cost allocation tag can be activated about a day after billing first saw it."""


def name_problem(name: str) -> str | None:
    """Say why a name cannot be a budget's."""
    if not 1 <= len(name) <= NAME_MAX:
        return f"is not 1 to {NAME_MAX} characters"
    for text in NAME_FORBIDDEN:
        if text in name.lower():
            return f"contains {text}, which AWS Budgets refuses"
    return None


def percent_problem(percent: Decimal) -> str | None:
    """Say why a percentage cannot be a threshold."""
    return None if 0 < percent <= PERCENT_MAX else f"is not above 0 and up to {PERCENT_MAX} %"


def notifications_problem(count: int) -> str | None:
    """Say why a budget cannot have so many notifications."""
    return None if count <= NOTIFICATIONS_MAX else f"is more than {NOTIFICATIONS_MAX} notifications"


def emails_problem(count: int) -> str | None:
    """Say why a notification cannot go to so many e-mail addresses."""
    return None if count <= EMAILS_MAX else f"is more than {EMAILS_MAX} e-mail addresses"
