"""Service auto scaling: bounds, policies, their alarms, and bounds by the clock."""

import pytest

from tests.support.tasks import WEB, asg, fargate, run, service

TARGET, POLICY = "aws:appautoscaling/target:Target", "aws:appautoscaling/policy:Policy"
ACTION = "aws:appautoscaling/scheduledAction:ScheduledAction"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
QUEUE = {"messaging": {"queues": {"jobs": {}}}}
METRIC = {"observability": {"customMetrics": {"length": {"namespace": "Shop", "name": "Length"}}}}
NAME = {"ClusterName": "shop-0000000", "ServiceName": "shop-api-0000000"}


def scaled(policy=None, *, layers=(), containers=None, **scaling):
    """Return what a service with that scaling registers."""
    given = {"min": 1, "max": 4, **scaling, **({"policy": policy} if policy else {})}
    parts = {"route": {}} if containers else {}
    topology = {"services": {"api": fargate(containers, scaling=given, **parts)}}
    for layer in layers:
        topology |= layer
    return run(topology)


def tracking(policy, **more):
    """Return the configuration of its target tracking policy."""
    return scaled(policy, **more).one(POLICY).inputs["targetTrackingScalingPolicyConfiguration"]


def test_the_count_of_one_service_has_bounds():
    """DR-23: the target is this service's desired count, between the least and the most."""
    found = scaled({"kind": "cpu"}).one(TARGET).inputs
    assert {
        k: found[k] for k in ("serviceNamespace", "scalableDimension", "resourceId", "minCapacity", "maxCapacity")
    } == {
        "serviceNamespace": "ecs",
        "scalableDimension": "ecs:service:DesiredCount",
        "resourceId": "service/shop-0000000/shop-api-0000000",
        "minCapacity": 1,
        "maxCapacity": 4,
    }


def test_a_fixed_count_is_nobodys_to_scale():
    """Without policy, schedule or own right there is no target."""
    assert not run({"services": {"api": fargate(scaling={"min": 2, "max": 2})}}).of(TARGET)


@pytest.mark.parametrize(
    ("kind", "metric"), [("cpu", "ECSServiceAverageCPUUtilization"), ("memory", "ECSServiceAverageMemoryUtilization")]
)
def test_utilisation_is_kept_near_a_target(kind, metric):
    """DR-23, PS-12: the mean of the service, with both cooldowns."""
    policy = {"kind": kind, "targetPercent": 55, "scaleOutCooldownSeconds": 30, "scaleInCooldownSeconds": 600}
    assert tracking(policy) == {
        "predefinedMetricSpecification": {"predefinedMetricType": metric},
        "targetValue": 55,
        "scaleOutCooldown": 30,
        "scaleInCooldown": 600,
    }


def test_requests_are_counted_at_the_target_group():
    """The label names load balancer and target group, as both ARNs end."""
    found = tracking(
        {"kind": "requests", "targetPerMinute": 600}, layers=({"edge": {"loadBalancer": {}}},), containers={"app": WEB}
    )
    metric = found["predefinedMetricSpecification"]
    assert metric["predefinedMetricType"] == "ALBRequestCountPerTarget"
    load_balancer, _, group = metric["resourceLabel"].partition("/targetgroup/")
    assert load_balancer.startswith("app/")
    assert group.startswith("shop-api")
    assert found["targetValue"] == 600


BACKLOGS = [
    ("queue.jobs", QUEUE, "AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum"),
    ("metric.length", METRIC, "Shop", "Length", "Average"),
]


@pytest.mark.parametrize(("of", "layer", "namespace", "name", "statistic"), BACKLOGS)
def test_a_backlog_is_what_waits_per_running_task(of, layer, namespace, name, statistic):
    """AN-10, CR-10: of a queue, or of a number that the application publishes; with no task, all that wait."""
    found = tracking({"kind": "backlog", "of": of, "targetPerTask": 25}, layers=(layer,))
    waiting, running, backlog = found["customizedMetricSpecification"]["metrics"]
    metric = waiting["metricStat"]["metric"]
    assert (metric["namespace"], metric["metricName"], waiting["metricStat"]["stat"]) == (namespace, name, statistic)
    assert {d["name"]: d["value"] for d in running["metricStat"]["metric"]["dimensions"]} == NAME
    assert running["metricStat"]["stat"] == "SampleCount"
    assert backlog["expression"] == ("IF(FILL(running, 0) > 0, FILL(waiting, 0) / FILL(running, 1), FILL(waiting, 0))")
    assert [m.get("returnData") for m in (waiting, running, backlog)] == [False, False, True]
    assert found["targetValue"] == 25


STEP = {
    "kind": "step",
    "scaleOut": {"above": 70, "forMinutes": 2, "add": 2},
    "scaleIn": {"below": 50, "forMinutes": 5},
    "cooldownSeconds": 90,
}


def test_two_thresholds_are_two_policies_and_two_alarms():
    """AN-09: out above 70 % for two minutes, in below 50 % for five; each alarm calls its own policy."""
    done = scaled({**STEP, "metric": "cpu"})
    for end, change, edge in (("out", 2, "metricIntervalLowerBound"), ("in", -1, "metricIntervalUpperBound")):
        assert done.one(POLICY, f"shop-api-{end}").inputs["stepScalingPolicyConfiguration"] == {
            "adjustmentType": "ChangeInCapacity",
            "cooldown": 90,
            "metricAggregationType": "Average",
            "stepAdjustments": [{"scalingAdjustment": change, edge: "0"}],
        }
    out, inward = (done.one(ALARM, f"shop-api-{end}").inputs for end in ("out", "in"))
    for alarm in (out, inward):
        assert (alarm["namespace"], alarm["metricName"], alarm["dimensions"]) == ("AWS/ECS", "CPUUtilization", NAME)
        assert (alarm["period"], alarm["statistic"]) == (60, "Average")
    assert (out["comparisonOperator"], out["threshold"], out["evaluationPeriods"]) == ("GreaterThanThreshold", 70, 2)
    assert (inward["comparisonOperator"], inward["threshold"], inward["evaluationPeriods"]) == (
        "LessThanThreshold",
        50,
        5,
    )
    assert ["shop-api-out" in out["alarmActions"][0], "shop-api-in" in inward["alarmActions"][0]] == [True, True]


@pytest.mark.parametrize(
    ("metric", "layer", "silence"), [("queue.jobs", QUEUE, "breaching"), ("metric.length", METRIC, "missing")]
)
def test_a_silent_queue_is_an_empty_one(metric, layer, silence):
    """SQS stops sending for a queue that nobody uses; of an application's own number silence tells nothing."""
    done = scaled({**STEP, "metric": metric}, layers=(layer,))
    assert done.one(ALARM, "shop-api-in").inputs["treatMissingData"] == silence
    assert done.one(ALARM, "shop-api-out").inputs["treatMissingData"] == "missing"


SCHEDULES = {"morning": {"cron": "0 8 ? * MON-FRI *", "timeZone": "America/New_York", "min": 3, "max": 6}}


def test_bounds_change_by_the_clock():
    """AN-13: six fields and a zone, and both bounds, so that neither outlives the hours it was meant for."""
    found = scaled(schedules=SCHEDULES).one(ACTION, "shop-api-morning").inputs
    assert (found["schedule"], found["timezone"]) == ("cron(0 8 ? * MON-FRI *)", "America/New_York")
    assert found["scalableTargetAction"] == {"minCapacity": 3, "maxCapacity": 6}
    assert found["resourceId"] == "service/shop-0000000/shop-api-0000000"


def test_while_an_image_is_awaited_no_clock_starts_tasks():
    """The bounds are none until there is something to run."""
    api = fargate({"app": {"image": "new"}}, scaling={"min": 1, "max": 4, "schedules": SCHEDULES})
    done = run({"services": {"api": api}, "delivery": {"repositories": {"new": {}}}})
    assert not done.of(ACTION)
    assert (done.one(TARGET).inputs["minCapacity"], done.one(TARGET).inputs["maxCapacity"]) == (0, 0)


def test_a_service_that_scales_itself_has_bounds_and_no_policy():
    """DR-24: the application sets its count."""
    done = run({"services": {"api": fargate(scaling={"min": 1, "max": 5}, uses={"self": "scale"})}})
    assert not done.of(POLICY)
    assert service(done, "api").ignore_changes == ("desiredCount",)


def test_on_instances_tasks_are_scaled_alike():
    """AN-09: `scaling` counts tasks wherever they run; instances follow them."""
    done = run({"services": {"api": asg(scaling={"min": 2, "max": 4, "policy": {**STEP, "metric": "cpu"}})}})
    assert done.one(TARGET).inputs["resourceId"] == "service/shop-api-0000000/shop-api-0000000"
    assert {r.name for r in done.of(POLICY)} == {"shop-api-out", "shop-api-in"}
    assert not done.of("aws:autoscaling/policy:Policy")
