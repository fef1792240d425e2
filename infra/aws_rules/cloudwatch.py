"""CloudWatch alarms and dashboards: periods, statistics, names."""

from decimal import Decimal, InvalidOperation
from typing import Final

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "STATISTICS": ("botocore",),
    "PERCENTILE_RANGE": ("botocore",),
    "HIGH_RESOLUTION_SECONDS": ("botocore",),
    "PERIOD_STEP_SECONDS": ("botocore",),
    "EVALUATION_MAX_SECONDS": ("botocore",),
    "EVALUATION_MAX_SHORT_SECONDS": ("botocore",),
    "MISSING_DATA": ("botocore",),
    "COMPARISONS": ("botocore",),
    "ALARM_NAME_MAX": ("botocore",),
    "DASHBOARD_NAME_MAX": ("botocore",),
    "DIMENSIONS_MAX": ("botocore",),
    "METRIC_NAME_MAX": ("botocore",),
    "NAMESPACE_RESERVED": ("botocore",),
}

STATISTICS: Final = ("Average", "Sum", "Minimum", "Maximum", "SampleCount")
"""And percentiles, such as p95 or p99.9."""

PERCENTILE_RANGE: Final = (0, 100)
HIGH_RESOLUTION_SECONDS: Final = (10, 20, 30)
PERIOD_STEP_SECONDS: Final = 60
"""Short periods make a dearer alarm; the others are whole minutes."""

EVALUATION_MAX_SHORT_SECONDS: Final = 86400
EVALUATION_MAX_SECONDS: Final = 604800
"""Period times number of periods: a day, or a week when the period is an hour or longer."""

MISSING_DATA: Final = ("missing", "ignore", "breaching", "notBreaching")
COMPARISONS: Final = {
    "above": "GreaterThanThreshold",
    "atLeast": "GreaterThanOrEqualToThreshold",
    "below": "LessThanThreshold",
    "atMost": "LessThanOrEqualToThreshold",
}
ALARM_NAME_MAX: Final = 255
DASHBOARD_NAME_MAX: Final = 255
DIMENSIONS_MAX: Final = 30
METRIC_NAME_MAX: Final = 255
"""Characters of a metric's name, and of its namespace."""

NAMESPACE_RESERVED: Final = "AWS/"
"""Namespaces that start so are AWS's own; nobody else can publish into them."""


def statistic_problem(statistic: str) -> str | None:
    """Say why a text is no statistic of an alarm."""
    if statistic in STATISTICS or _is_percentile(statistic):
        return None
    return f"is not a statistic: write one of {', '.join(STATISTICS)}, or a percentile such as p95"


def _is_percentile(statistic: str) -> bool:
    digits = statistic.removeprefix("p")
    if digits == statistic or not digits.replace(".", "", 1).isdecimal() or not digits.isascii():
        return False
    try:
        number = Decimal(digits)
    except InvalidOperation:
        return False
    return PERCENTILE_RANGE[0] < number <= PERCENTILE_RANGE[1]


def namespace_problem(namespace: str) -> str | None:
    """Say why a namespace cannot hold metrics of an application."""
    if namespace.startswith(NAMESPACE_RESERVED):
        return f"starts with {NAMESPACE_RESERVED}, which AWS keeps for itself"
    if namespace.startswith(":"):
        return "starts with a colon"
    return metric_name_problem(namespace)


def metric_name_problem(name: str) -> str | None:
    """Say why a text is no name of a metric: printable ASCII, not too long."""
    if not 1 <= len(name) <= METRIC_NAME_MAX:
        return f"is not 1 to {METRIC_NAME_MAX} characters"
    return None if name.isascii() and name.isprintable() else "has characters other than printable ASCII"


def period_problem(seconds: int) -> str | None:
    """Say why a number of seconds is no period of an alarm."""
    if seconds in HIGH_RESOLUTION_SECONDS or (seconds > 0 and seconds % PERIOD_STEP_SECONDS == 0):
        return None
    return "is not 10, 20, 30 or whole minutes"


def evaluation_problem(period_seconds: int, periods: int) -> str | None:
    """Say why an alarm cannot look back over so many periods."""
    most = EVALUATION_MAX_SECONDS if period_seconds >= 3600 else EVALUATION_MAX_SHORT_SECONDS
    if period_seconds * periods <= most:
        return None
    return f"looks back {period_seconds * periods} seconds; CloudWatch takes {most} at most"
