"""The bill of observability, worked out by hand in us-east-1.

A service of one Fargate task stands for "one running service": 12 + 15 + 10 metrics in the plain mode of Container
Insights. A month has 730 h = 43,800 minutes = 2,628,000 s; 1 GB is 1,048,576 KB or 1,073,741,824 bytes.
"""

from decimal import Decimal
from typing import Any

import pytest

from costing.bill import Bill
from tests.support.bills import bill_of, has, line
from tests.support.hand_computed import hand_computed

CONTAINERS = {"app": {"image": "public.ecr.aws/x/y:1", "ports": [8000]}}
FARGATE: dict[str, Any] = {"cpuUnits": 256, "memoryMib": 512, "containers": CONTAINERS}
ROUTED = {**FARGATE, "route": {}}
JOB: dict[str, Any] = {**FARGATE, "kind": "job"}
ASG: dict[str, Any] = {"kind": "asg", "instanceType": "t4g.small", "containers": CONTAINERS}
CHECKED = {**FARGATE, "containers": {"app": {**CONTAINERS["app"], "health": {"command": "true"}}}}
DATABASE = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
EDGE = {"loadBalancer": {}}


def of(observability: dict[str, Any], services: dict[str, Any] | None = None, **more: Any) -> Bill:
    """Return the bill of some services with observability; further layers and sections by name."""
    beside = {key: more.pop(key) for key in ("workload", "usage", "pricing") if key in more}
    found = {"api": FARGATE} if services is None else services
    return bill_of({"services": found, "observability": observability, **more}, **beside)


# --- logs -----------------------------------------------------------------------------------------------------------

TRAFFIC = {"requestsPerSecond": {"average": 1, "peak": 2}, "logBytesPerRequest": 1024}


@hand_computed(
    "observability/logs/ingest",
    quantity="0 2.506256 5.012512",
    price="0.5",
    amount="0 1.253128 2.506256",
    resource="aws:cloudwatch/logGroup:LogGroup shop-api",
)
def test_logs_follow_requests():
    """1 request a second × 2,628,000 s × 1,024 bytes / 1,073,741,824 = 2.506256 GB, at $0.50; twice that at peak.

    1,024 / 1,073,741,824 is 1 / 1,048,576: 2,628,000 / 1,048,576 = 2.506256.
    """
    return of({}, {"api": ROUTED}, edge=EDGE, workload=TRAFFIC)


@hand_computed("observability/logs/ingest", quantity="0 3 9", price="0.25", amount="0 0.75 2.25")
def test_logs_of_infrequent_access():
    """A service that writes 3 GB a month by itself, with 1 of 3 tasks on average: 3 × 3 / 1 = 9 GB, at $0.25."""
    scaled = {**FARGATE, "scaling": {"min": 1, "max": 3, "policy": {"kind": "cpu"}}}
    work = {"services": {"api": {"logGbPerMonth": 3, "averageCount": 1}}}
    return of({"logClass": "INFREQUENT_ACCESS"}, {"api": scaled}, workload=work)


@hand_computed("observability/logs/ingest", quantity="0 10 10", price="0.5", amount="0 5 5")
def test_a_given_figure_of_logs_wins():
    """10 GB are given and 3 derived: 10 × $0.50 = $5.00, and the ceiling is the larger of both."""
    given = {"observability": {"logGb": 10}}
    return of({}, usage=given, workload={"services": {"api": {"logGbPerMonth": 3}}})


@hand_computed(
    "observability/logs/stored",
    quantity="0 0.443787 2.95858",
    price="0.03",
    amount="0 0.01331361 0.0887574",
    resource="aws:cloudwatch/logGroup:LogGroup shop-api",
)
def test_logs_are_kept_compressed():
    """3 GB × 30 of 30.42 days = 2.958580 GB; × 0.15 compressed = 0.443787, × $0.03; the ceiling: not compressed."""
    return of({}, workload={"services": {"api": {"logGbPerMonth": 3}}})


@pytest.mark.parametrize(("days", "gb"), [(7, "0.103550"), (365, "5.399408")])
def test_logs_are_kept_as_long_as_they_say(days: int, gb: str):
    """3 GB × 0.15 × 7 / 30.42 = 0.103550 GB-months; for a year × 365 / 30.42 = 5.399408."""
    bill = of({"logRetentionDays": days}, workload={"services": {"api": {"logGbPerMonth": 3}}})
    assert line(bill, "observability/logs/stored").quantity.expected == Decimal(gb)


def test_without_services_nothing_is_logged():
    """A topology without services has no log groups and no lines of logs."""
    assert not has(bill_of({}), "observability/logs/ingest")


# --- the trail ------------------------------------------------------------------------------------------------------

TRAIL = {"trail": {"retentionDays": 90}}


@hand_computed(
    "observability/trail/stored",
    quantity="0.295858",
    price="0.023",
    amount="0.006804734",
    resource="aws:s3/bucket:Bucket shop-trail",
)
def test_the_trail_is_kept():
    """0.1 GB a month × 90 / 30.42 days = 0.295858 GB-months × $0.023 = $0.0068."""
    return of(TRAIL, {})


@hand_computed(
    "observability/trail/put",
    quantity="8.76",
    price="0.005",
    amount="0.0438",
    resource="aws:s3/bucket:Bucket shop-trail",
)
def test_the_trail_is_written_in_files():
    """730 h × 12 files an hour = 8,760 files = 8.76 thousand × $0.005 = $0.0438."""
    return of(TRAIL, {})


@hand_computed(
    "observability/trail/events",
    quantity="0",
    price="2",
    amount="0",
    resource="aws:cloudtrail/trail:Trail shop-trail",
)
def test_the_first_trail_is_free():
    """The first copy of management events costs 0 × $2.00 per 100,000 = $0.00."""
    return of(TRAIL, {})


# --- Container Insights ---------------------------------------------------------------------------------------------


@hand_computed(
    "observability/insights/metrics",
    quantity="37",
    price="0.3",
    amount="11.1",
    resource="aws:ecs/cluster:Cluster shop",
)
def test_the_plain_mode_counts_services():
    """12 of the cluster + 15 of the service + 10 of its task family = 37 × $0.30 = $11.10, whatever runs."""
    return of({"containerInsights": "enabled"})


@hand_computed("observability/insights/metrics", quantity="32", price="0.3", amount="9.6", resource="")
def test_the_plain_mode_on_instances():
    """On instances (12 − 1) + (15 − 2) + (10 − 2) = 32 × $0.30 = $9.60: nothing of Fargate's own disk."""
    return of({"containerInsights": "enabled"}, {"api": ASG})


@hand_computed("observability/insights/metrics", quantity="122 122 214", price="0.07", amount="8.54 8.54 14.98")
def test_the_enhanced_mode_counts_tasks_and_containers():
    """25 + 21 + 16 + 14 of one container = 76, + (32 + 14) a running task: 122 with one, 76 + 3 × 46 = 214 with three.

    122 × $0.07 = $8.54; 214 × $0.07 = $14.98.
    """
    scaled = {**FARGATE, "scaling": {"min": 1, "max": 3, "policy": {"kind": "cpu"}}}
    return of({"containerInsights": "enhanced"}, {"api": scaled}, workload={"services": {"api": {"averageCount": 1}}})


@hand_computed("observability/insights/metrics", quantity="127", price="0.07", amount="8.89")
def test_a_health_check_adds_metrics():
    """A container with a health check: + 1 of the cluster, + 2 of its definition, + 2 running: 122 + 5 = 127."""
    return of({"containerInsights": "enhanced"}, {"api": CHECKED})


def test_health_checks_add_to_the_cluster_once():
    """Two services of one checked container each: 25 + 1 + 2 × (21 + 16 + 14 + 2 + 32 + 14 + 2) = 26 + 202 = 228."""
    bill = of({"containerInsights": "enhanced"}, {"api": CHECKED, "worker": CHECKED})
    assert line(bill, "observability/insights/metrics").quantity.expected == 228


def test_the_enhanced_mode_on_instances():
    """(25 − 2) + (21 − 3) + (16 − 3) + 14 + (32 − 6) + 14 = 108 metrics with one task."""
    bill = of({"containerInsights": "enhanced"}, {"api": ASG})
    assert line(bill, "observability/insights/metrics").quantity.expected == 108


def test_services_on_instances_have_clusters_of_their_own():
    """Fargate's cluster 12 + 15 + 10 = 37, and that of the instances 11 + 13 + 8 = 32: 69 together."""
    bill = of({"containerInsights": "enabled"}, {"api": FARGATE, "batch": ASG})
    assert line(bill, "observability/insights/metrics").quantity.expected == 69


def test_jobs_send_half_of_it_while_they_run():
    """2,920 runs of 14 + 1 minutes are 730 h: one all month. 25 + (16 + 14) / 2 + (32 + 14) / 2 = 63; floor 25.

    By hand nothing is certain, so the floor has the cluster alone.
    """
    work = {"services": {"migrate": {"minutesPerRun": 14, "runsPerMonth": 2920}}}
    bill = of({"containerInsights": "enhanced"}, {"migrate": JOB}, workload=work)
    assert line(bill, "observability/insights/metrics").quantity == (25, 63, 63)


def test_the_collector_counts_as_a_container():
    """With tracing each task has one container more: 122 + 14 of its definition + 14 running = 150."""
    bill = of({"containerInsights": "enhanced", "tracing": {}}, {"api": {**FARGATE, "memoryMib": 1024}})
    assert line(bill, "observability/insights/metrics").quantity.expected == 150


@hand_computed(
    "observability/insights/logs",
    quantity="0.062656",
    price="0.5",
    amount="0.031328",
    resource="aws:ecs/cluster:Cluster shop",
)
def test_insights_write_logs_of_their_own():
    """1.5 KB × 43,800 minutes × 1 task / 1,048,576 KB = 0.062656 GB × $0.50 = $0.0313."""
    return of({"containerInsights": "enabled"})


def test_insights_are_off_unless_wanted():
    """Without the switch neither metrics nor logs of Container Insights are billed."""
    bill = of({})
    assert not has(bill, "observability/insights/metrics")
    assert not has(bill, "observability/insights/logs")


# --- metrics and traces ---------------------------------------------------------------------------------------------


@hand_computed(
    "observability/instance-metrics",
    quantity="4 4 6",
    price="0.3",
    amount="1.2 1.2 1.8",
    resource="aws:autoscaling/group:Group shop-api",
)
def test_metrics_of_instances():
    """Memory and disk × 2 instances = 4 × $0.30 = $1.20; × 3 with the one that a deployment needs: $1.80."""
    two = {**ASG, "scaling": {"min": 2, "max": 2}}
    return of({"instanceMetrics": ["memory", "disk"]}, {"api": two})


@hand_computed("observability/instance-metrics", quantity="2 2 3.054795", price="0.3", amount="0.6 0.6 0.9164385")
def test_metrics_of_instances_that_are_deployed_blue_green():
    """2 instances; at most 3, and a second set of two for 20 deployments of 60 minutes: 3 + 2 × 20 / 730 = 3.054795."""
    two = {**ASG, "scaling": {"min": 2, "max": 2}, "route": {}, "deployment": {"kind": "blueGreen", "bakeMinutes": 60}}
    return of({"instanceMetrics": ["memory"]}, {"api": two}, edge=EDGE)


PUBLISHING = {**FARGATE, "uses": {"metric.one": "publish", "metric.two": "publish"}}
OWN = {"customMetrics": {"one": {"namespace": "Shop", "name": "One"}, "two": {"namespace": "Shop", "name": "Two"}}}


@hand_computed(
    "observability/custom-metrics",
    quantity="0 2 2",
    price="0.3",
    amount="0 0.6 0.6",
    resource="aws:ecs/service:Service shop-worker",
)
def test_metrics_of_the_applications_own():
    """2 metrics × $0.30 = $0.60, by the service that publishes them; none in the floor."""
    return of(OWN, {"api": FARGATE, "worker": PUBLISHING})


@hand_computed("observability/custom-metrics", quantity="0 10000 10000", price="0.3", amount="0 3000 3000")
def test_many_metrics_fill_the_first_slice():
    """Of 10,001 given metrics the first 10,000 cost $0.30 each: $3,000.00."""
    return of(OWN, {"worker": PUBLISHING}, usage={"observability": {"metrics": 10_001}})


@hand_computed("observability/custom-metrics", meter="10k-250k", quantity="0 1 1", price="0.1", amount="0 0.1 0.1")
def test_one_more_metric_costs_less():
    """The 10,001st metric is the first of the second slice: 1 × $0.10 = $0.10."""
    return of(OWN, {"worker": PUBLISHING}, usage={"observability": {"metrics": 10_001}})


def test_ten_thousand_metrics_are_one_line():
    """At exactly 10,000 the second slice is not begun."""
    bill = of(OWN, {"worker": PUBLISHING}, usage={"observability": {"metrics": 10_000}})
    assert line(bill, "observability/custom-metrics").quantity.expected == 10_000
    assert not has(bill, "observability/custom-metrics.10k-250k")


@hand_computed(
    "observability/traces",
    quantity="0 0.1314 0.2628",
    price="5",
    amount="0 0.657 1.314",
    resource="aws:ecs/taskDefinition:TaskDefinition shop-api",
)
def test_a_share_of_requests_is_traced():
    """1 request a second × 2,628,000 s × 5 % = 131,400 = 0.1314 million × $5.00 = $0.657; twice that at peak."""
    roomy = {**ROUTED, "memoryMib": 1024}
    return of({"tracing": {}}, {"api": roomy}, edge=EDGE, workload=TRAFFIC)


def test_given_traces_win():
    """3 million traces are given: they are expected, and the ceiling too, as it is the larger."""
    roomy = {**ROUTED, "memoryMib": 1024}
    given = {"observability": {"tracesMillion": 3}}
    bill = of({"tracing": {}}, {"api": roomy}, edge=EDGE, workload=TRAFFIC, usage=given)
    assert line(bill, "observability/traces").quantity == (0, 3, 3)


# --- alarms, dashboard, alerts --------------------------------------------------------------------------------------


def _alarm(**alarm: Any) -> dict[str, Any]:
    return {"alarms": {"it": alarm}}


@hand_computed(
    "observability/alarms",
    quantity="1",
    price="0.1",
    amount="0.1",
    resource="aws:cloudwatch/metricAlarm:MetricAlarm shop-it",
)
def test_one_alarm_on_one_metric():
    """1 metric × $0.10 = $0.10 a month: ten times less than some say."""
    return of(_alarm(of="service.api", metric="cpu", above=80))


@hand_computed("observability/alarms", quantity="2", price="0.1", amount="0.2")
def test_an_error_rate_reads_two_metrics():
    """Errors and requests are 2 metrics × $0.10 = $0.20."""
    return of(_alarm(of="service.api", metric="serverErrorPercent", above=5), {"api": ROUTED}, edge=EDGE)


STEPS = {
    "kind": "step",
    "metric": "queue.jobs",
    "scaleOut": {"above": 50, "forMinutes": 3},
    "scaleIn": {"below": 10, "forMinutes": 10},
}
BACKLOG = {"kind": "backlog", "of": "queue.jobs", "targetPerTask": 5}
TRACKED, MADE = "aws:appautoscaling/policy:Policy", "aws:cloudwatch/metricAlarm:MetricAlarm"
SCALED = [
    # two alarms of target tracking, one metric each
    (FARGATE, {"kind": "cpu"}, 2, f"{TRACKED} shop-api"),
    # two of two thresholds, which the program makes
    (FARGATE, STEPS, 2, f"{MADE} shop-api-out"),
    # two on messages a task, which read messages and tasks: 2 × 2
    (FARGATE, BACKLOG, 4, f"{TRACKED} shop-api"),
    # two of the capacity provider
    (ASG, None, 2, "aws:ecs/capacityProvider:CapacityProvider shop-api"),
    # both
    (ASG, {"kind": "cpu"}, 4, f"{TRACKED} shop-api"),
]


@pytest.mark.parametrize(("service", "policy", "metrics", "resource"), SCALED)
def test_scaling_makes_alarms_nobody_wrote(service: dict[str, Any], policy: Any, metrics: int, resource: str):
    """Each policy and each capacity provider has two alarms; a backlog's read two metrics each."""
    scaling = {"max": 2, "policy": policy} if policy else {}
    bill = of({}, {"api": {**service, "scaling": scaling}}, messaging={"queues": {"jobs": {}}})
    found = line(bill, "observability/alarms")
    assert found.quantity == (metrics, metrics, metrics)
    assert f"{found.resource.type} {found.resource.name}" == resource


def test_blue_green_doubles_what_alarms_read():
    """Errors and requests of two target groups are 4 metrics."""
    service = {**ROUTED, "deployment": {"kind": "blueGreen"}}
    bill = of(_alarm(of="service.api", metric="serverErrorPercent", above=5), {"api": service}, edge=EDGE)
    assert line(bill, "observability/alarms").quantity.expected == 4


def test_default_alarms_are_on_the_bill():
    """Routed service: errors 2, targets 1, CPU 1, memory 1; database: CPU, connections, storage: 8 metrics, $0.80."""
    bill = of({"defaultAlarms": True}, {"api": ROUTED}, edge=EDGE, database={**DATABASE, "password": "managed"})
    found = line(bill, "observability/alarms")
    assert (found.quantity.expected, found.amount.expected) == (8, Decimal("0.8"))


def test_nothing_is_watched_unless_wanted():
    """One service without a policy, on Fargate, has no alarms and no line of them."""
    assert not has(of({}), "observability/alarms")


@hand_computed(
    "observability/dashboard",
    quantity="1",
    price="3",
    amount="3",
    resource="aws:cloudwatch/dashboard:Dashboard shop-dashboard",
)
def test_a_dashboard():
    """1 × $3.00 = $3.00; what three alarms were said to cost."""
    return of({"dashboard": True})


TOLD = {"alerts": {"emails": ["a@example.com", "b@example.com"]}, **_alarm(of="service.api", metric="cpu", above=80)}


@hand_computed(
    "observability/alerts/email",
    quantity="0 0.00002 0.0002",
    price="2",
    amount="0 0.00004 0.0004",
    resource="aws:sns/topicSubscription:TopicSubscription shop-alerts-a@example.com",
)
def test_alerts_by_mail():
    """1 alarm × 2 addresses = 2 mails = 0.00002 of 100,000, × $2.00; ten times that in the ceiling."""
    return of(TOLD)


@hand_computed(
    "observability/alerts/publish",
    quantity="0 0.000001 0.00001",
    price="0.5",
    amount="0 0.0000005 0.000005",
    resource="aws:sns/topic:Topic shop-alerts",
)
def test_alerts_are_published_once():
    """1 alarm is 1 request = 0.000001 million × $0.50, however many hear of it; ten in the ceiling."""
    return of(TOLD)


def test_nobody_to_tell_costs_nothing():
    """Alarms without addresses have no topic."""
    bill = of(_alarm(of="service.api", metric="cpu", above=80))
    assert not has(bill, "observability/alerts/publish")
    assert not has(bill, "observability/alerts/email")


def test_text_messages_are_a_given_line():
    """A telephone alone has a topic and no line of mails; the messages are the given line's."""
    sms = {"layer": "observability", "unit": "message", "unitPrice": "0.01", "monthlyQuantity": 20}
    given = {"given": {"sms": {**sms, "source": "own estimate", "asOf": "2026-11-01"}}}
    bill = of({"alerts": {"sms": ["+15555550100"]}}, pricing=given)
    assert has(bill, "observability/alerts/publish")
    assert not has(bill, "observability/alerts/email")


# --- what stands in, and what the account has free ------------------------------------------------------------------


def _assumed(bill: Bill) -> list[str]:
    return [one.name for one in bill.assumed if one.name == "logs"]


def test_log_bytes_are_an_assumption_where_nobody_says():
    """With traffic and no word of logs the report names 400 bytes; with a word, or a given figure, it does not."""
    rate = {"requestsPerSecond": {"average": 1}}
    routed = {"api": ROUTED}
    assert _assumed(of({}, routed, edge=EDGE, workload=rate)) == ["logs"]
    assert _assumed(of({}, routed, edge=EDGE, workload=TRAFFIC)) == []
    own = {**rate, "services": {"api": {"logBytesPerRequest": 1}}}
    assert _assumed(of({}, routed, edge=EDGE, workload=own)) == []
    assert _assumed(of({}, routed, edge=EDGE, workload=rate, usage={"observability": {"logGb": 1}})) == []
    assert _assumed(of({})) == []


POOLS = {
    "observability/logs/ingest": "always.cloudwatch.logs-gb",
    "observability/logs/stored": "always.cloudwatch.logs-gb",
    "observability/insights/logs": "always.cloudwatch.logs-gb",
    "observability/custom-metrics": "always.cloudwatch.custom-metrics",
    "observability/alarms": "always.cloudwatch.alarms",
    "observability/dashboard": "always.cloudwatch.dashboards",
    "observability/traces": "always.xray.traces-recorded",
    "observability/alerts/email": "always.sns.email-notifications",
    "observability/alerts/publish": "always.sns.requests",
    "observability/trail/events": "",
}


@pytest.mark.parametrize(("mode", "pool"), [("enabled", "always.cloudwatch.custom-metrics"), ("enhanced", "")])
def test_lines_name_the_allowance_they_draw_from(mode: str, pool: str):
    """Ten metrics of the account are free for the plain mode of Container Insights, none for the enhanced one."""
    roomy = {**PUBLISHING, "memoryMib": 1024}
    everything = {**OWN, **TOLD, **TRAIL, "containerInsights": mode, "dashboard": True, "tracing": {}}
    bill = of(everything, {"api": roomy})
    pools = {one.id: one.pool for one in bill.lines if one.id in POOLS or one.id == "observability/insights/metrics"}
    assert pools == {**POOLS, "observability/insights/metrics": pool}
