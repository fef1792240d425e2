"""Rules of metric maths, dashboards and monitors of spend.

Sources: CloudWatch API Reference, PutMetricAlarm and "Dashboard body structure and syntax"; Cost Explorer API
Reference, CreateAnomalyMonitor; of the one monitor of services, CloudFormation coverage roadmap, issue 2515.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sandbox.aws.row import Making
from sandbox.wire import list_at

MONITOR: Final = "aws:costexplorer/anomalyMonitor:AnomalyMonitor"
_OF_ONE_METRIC: Final = ("metricName", "namespace", "statistic", "extendedStatistic", "dimensions", "period")
_COLUMNS: Final = 24
_WIDGETS: Final = {"metric", "text", "log", "alarm", "explorer", "custom"}


def metric_maths(making: Making) -> Iterator[str]:
    """Either one metric or queries; of the queries one alone has the alarm's value."""
    if making.get("statistic") and making.get("extendedStatistic"):
        yield "ValidationError: statistic and extendedStatistic exclude each other"
    queries = list_at(making.props, "metricQueries")
    if not queries:
        return
    for name in _OF_ONE_METRIC:
        if making.get(name):
            yield f"ValidationError: {name} and metricQueries exclude each other"
    if sum(1 for query in queries if query.get("returnData")) != 1:
        yield "ValidationError: exactly one element of the metrics list should return data"
    for query in queries:
        if bool(query.get("metric")) is bool(query.get("expression")):
            yield f"ValidationError: query {query.get('id')} needs one of metric and expression"


def looks_back(making: Making) -> Iterator[str]:
    """Periods together are a day at most; with periods of an hour or longer a week."""
    periods = [making.get("period"), *(query.get("metric", {}).get("period") for query in _metrics(making))]
    seconds = max((int(period) for period in periods if period is not None), default=0)
    most = 604800 if seconds >= 3600 else 86400
    if seconds * int(making.get("evaluationPeriods", 1)) > most:
        yield f"ValidationError: metrics cannot be checked across more than {most} seconds"


def _metrics(making: Making) -> list[Mapping[str, Any]]:
    return [query for query in list_at(making.props, "metricQueries") if query.get("metric")]


def dashboard_body(making: Making) -> Iterator[str]:
    """A body is JSON with a list of widgets of known types, each inside the grid."""
    try:
        widgets = json.loads(str(making.get("dashboardBody")))["widgets"]
    except (ValueError, KeyError, TypeError):
        yield "InvalidParameterInput: the dashboard body is no JSON object with widgets"
        return
    for place, widget in enumerate(widgets):
        if widget.get("type") not in _WIDGETS:
            yield f"InvalidParameterInput: widgets[{place}] has no type that CloudWatch knows: {widget.get('type')}"
        if int(widget.get("x", 0)) + int(widget.get("width", 6)) > _COLUMNS:
            yield f"InvalidParameterInput: widgets[{place}] reaches beyond the {_COLUMNS} columns of the grid"
        if widget.get("type") == "metric" and not widget.get("properties", {}).get("region"):
            yield f"InvalidParameterInput: widgets[{place}] has no region"


def anomaly_monitor(making: Making) -> Iterator[str]:
    """A custom monitor says what it watches; a managed one of services is there once in an account."""
    if making.get("monitorType") == "CUSTOM":
        yield from _specification(str(making.get("monitorSpecification", "")))
        return
    dimension = making.get("monitorDimension")
    others = [one for one in making.account.there(MONITOR) if one.get("monitorDimension") == dimension]
    if others and making.previous is None:
        yield "ValidationException: Limit exceeded on dimensional spend monitor creation"


def _specification(text: str) -> Iterator[str]:
    try:
        parts = json.loads(text)
    except ValueError:
        yield "ValidationException: monitorSpecification is no JSON"
        return
    chosen = [part for part in parts.values() if part]
    if len(chosen) != 1 or not chosen[0].get("Key") or not chosen[0].get("Values"):
        yield "ValidationException: monitorSpecification needs one expression with a key and values"
