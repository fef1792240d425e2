"""What CloudWatch and Cost Explorer refuse of alarms, dashboards and monitors; each case is valid but for one thing."""

import json

import pytest

from sandbox.aws.provider import RefusedError
from tests.sandbox.cloud import Cloud

METRIC = {"namespace": "AWS/ECS", "metricName": "CPUUtilization", "period": 60, "stat": "Average"}
READ = {"id": "m1", "metric": METRIC, "returnData": False}
SHARE = {"id": "e1", "expression": "100 * m1", "returnData": True}
MATHS = {"comparisonOperator": "GreaterThanThreshold", "evaluationPeriods": 1, "metricQueries": [READ, SHARE]}
ONE = {
    "comparisonOperator": "GreaterThanThreshold",
    "evaluationPeriods": 1440,
    "metricName": "m",
    "namespace": "n",
    "statistic": "Average",
    "period": 60,
}
WIDGET = {"type": "metric", "x": 12, "width": 12, "properties": {"region": "us-east-1"}}
TAGGED = json.dumps({"Tags": {"Key": "stack", "Values": ["dev"]}, "And": None})


def body(*widgets):
    """Return the inputs of a dashboard."""
    return {"dashboardName": "a", "dashboardBody": json.dumps({"widgets": list(widgets)})}


@pytest.mark.parametrize(
    ("kind", "inputs"),
    [
        ("cloudwatch/metricAlarm", MATHS),
        ("cloudwatch/metricAlarm", ONE),
        ("cloudwatch/metricAlarm", {**ONE, "period": 3600, "evaluationPeriods": 168}),
        ("cloudwatch/dashboard", body(WIDGET)),
        ("costexplorer/anomalyMonitor", {"monitorType": "CUSTOM", "monitorSpecification": TAGGED}),
    ],
)
def test_what_aws_takes(kind, inputs):
    """Metric maths, an alarm that looks back a day or a week, a dashboard inside its grid, a monitor by a tag."""
    assert Cloud().make(kind, "good", **inputs)


REFUSED = [
    ("cloudwatch/metricAlarm", {**MATHS, "metricName": "m"}, "metricName and metricQueries exclude each other"),
    ("cloudwatch/metricAlarm", {**MATHS, "metricQueries": [READ]}, "exactly one element .* should return data"),
    (
        "cloudwatch/metricAlarm",
        {**MATHS, "metricQueries": [{**READ, "returnData": True}, SHARE]},
        "exactly one element .* should return data",
    ),
    (
        "cloudwatch/metricAlarm",
        {**MATHS, "metricQueries": [{"id": "m1"}, SHARE]},
        "query m1 needs one of metric and expression",
    ),
    (
        "cloudwatch/metricAlarm",
        {**ONE, "extendedStatistic": "p95"},
        "statistic and extendedStatistic exclude each other",
    ),
    ("cloudwatch/metricAlarm", {**ONE, "evaluationPeriods": 1441}, "across more than 86400 seconds"),
    (
        "cloudwatch/metricAlarm",
        {**ONE, "period": 3600, "evaluationPeriods": 169},
        "across more than 604800 seconds",
    ),
    ("cloudwatch/dashboard", {"dashboardName": "a", "dashboardBody": "{"}, "no JSON object with widgets"),
    ("cloudwatch/dashboard", {"dashboardName": "a", "dashboardBody": "{}"}, "no JSON object with widgets"),
    ("cloudwatch/dashboard", body({**WIDGET, "x": 13}), "beyond the 24 columns"),
    ("cloudwatch/dashboard", body({**WIDGET, "type": "graph"}), "no type that CloudWatch knows: graph"),
    ("cloudwatch/dashboard", body({**WIDGET, "properties": {}}), "has no region"),
    ("costexplorer/anomalyMonitor", {"monitorType": "CUSTOM"}, "monitorSpecification is no JSON"),
    (
        "costexplorer/anomalyMonitor",
        {"monitorType": "CUSTOM", "monitorSpecification": '{"Tags": {"Key": "stack", "Values": []}}'},
        "needs one expression with a key and values",
    ),
]


@pytest.mark.parametrize(("kind", "inputs", "match"), REFUSED, ids=[match for *_, match in REFUSED])
def test_what_aws_refuses(kind, inputs, match):
    """One thing is wrong, and it is named."""
    with pytest.raises(RefusedError, match=match):
        Cloud().make(kind, "broken", **inputs)


def test_an_account_has_one_monitor_of_its_services():
    """A second managed monitor is over the limit, whatever it is called; one of another kind is not."""
    cloud = Cloud()
    services = {"monitorType": "DIMENSIONAL", "monitorDimension": "SERVICE"}
    cloud.make("costexplorer/anomalyMonitor", "first", **services)
    with pytest.raises(RefusedError, match="Limit exceeded on dimensional spend monitor creation"):
        cloud.make("costexplorer/anomalyMonitor", "second", **services)
    assert cloud.make("costexplorer/anomalyMonitor", "own", monitorType="CUSTOM", monitorSpecification=TAGGED)
