"""Target groups and listener rules: what services register with, and what leads there."""

import pytest

from infra.building.edge import build_edge
from tests.support.edges import IMAGE, balanced, service
from tests.support.sites import built

GROUP, RULE = "aws:lb/targetGroup:TargetGroup", "aws:lb/listenerRule:ListenerRule"
BLUE_GREEN = {"deployment": {"kind": "blueGreen"}}


def routed(**services):
    """Return what is registered for these services."""
    return built(build_edge, topology=balanced(services=services))


def test_a_target_group_as_the_route_says():
    """Port, health check and patience are the route's; tasks register by their own address."""
    route = {
        "healthPath": "/up",
        "healthIntervalSeconds": 15,
        "deregistrationDelaySeconds": 7,
        "port": 8000,
        "container": "app",
    }
    found = routed(api=service() | {"route": route}).one(GROUP)
    assert found.name == "shop-api"
    assert found.inputs == {
        "vpcId": "vpc-1",
        "port": 8000,
        "protocol": "HTTP",
        "targetType": "ip",
        "deregistrationDelay": 7,
        "healthCheck": {
            "path": "/up",
            "interval": 15,
            "timeout": 5,
            "healthyThreshold": 2,
            "unhealthyThreshold": 3,
            "matcher": "200-299",
        },
    }


@pytest.mark.parametrize(("interval", "timeout"), [(5, 4), (6, 5), (300, 5)])
def test_a_check_ends_before_the_next_begins(interval, timeout):
    """The timeout is five seconds, or one less than the interval where that is short."""
    found = routed(api=service() | {"route": {"healthIntervalSeconds": interval}}).one(GROUP)
    assert found.inputs["healthCheck"]["timeout"] == timeout


INSTANCES = {
    "kind": "asg",
    "instanceType": "t4g.small",
    "containers": {"app": {"image": IMAGE, "ports": [8000]}},
    "route": {},
}


@pytest.mark.parametrize(("egress", "target"), [("publicAddress", "instance"), ("natGateway", "ip")])
def test_tasks_that_share_their_instances_network_register_by_instance(egress, target):
    """In public subnets a task on an instance has no address of its own; in private ones it has."""
    network = {"egress": {"kind": egress}}
    done = built(build_edge, topology=balanced(services={"api": INSTANCES}, network=network))
    assert done.one(GROUP).inputs["targetType"] == target


def test_rules_lead_to_services_in_order():
    """Each rule forwards to its service's group; the longer path has the lesser priority."""
    done = routed(web=service(), api=service("/api/*", "/v2/api/*"), admin=service("/admin/*"))
    rules = {r.name: r.inputs for r in done.of(RULE)}
    order = sorted(rules, key=lambda name: rules[name]["priority"])
    assert order == ["shop-api-9", "shop-admin-8", "shop-api-6", "shop-web-2"]
    assert rules["shop-api-6"]["conditions"] == [{"pathPattern": {"values": ["/api/*"]}}]
    groups = {g.name: f"arn:aws:lb:us-east-1:123456789012:{g.name}" for g in done.of(GROUP)}
    assert {n: r["actions"] for n, r in rules.items()} == {
        name: [{"type": "forward", "targetGroupArn": groups[group]}]
        for name, group in (
            ("shop-api-9", "shop-api"),
            ("shop-api-6", "shop-api"),
            ("shop-admin-8", "shop-admin"),
            ("shop-web-2", "shop-web"),
        )
    }


def test_hosts_are_a_condition_of_their_own():
    """A rule for a host asks for path and host."""
    api = service() | {"route": {"hosts": ["a.example.com", "b.example.com"]}}
    assert routed(api=api).one(RULE).inputs["conditions"] == [
        {"pathPattern": {"values": ["/*"]}},
        {"hostHeader": {"values": ["a.example.com", "b.example.com"]}},
    ]


def test_blue_green_has_two_groups_and_leaves_their_weights_to_ecs():
    """The rule names both, the first with everything; later weights are not ours, new groups make a new rule."""
    done = routed(api=service(**BLUE_GREEN))
    assert [g.name for g in done.of(GROUP)] == ["shop-api", "shop-api-2"]
    rule = done.one(RULE)
    weights = [(t["arn"].rpartition(":")[2], t["weight"]) for t in rule.inputs["actions"][0]["forward"]["targetGroups"]]
    assert weights == [("shop-api", 100), ("shop-api-2", 0)]
    assert rule.ignore_changes == ("actions",)


def test_a_rolling_service_has_one_group_and_its_rule_is_ours():
    """Nothing of a plain rule is left to others."""
    done = routed(api=service())
    assert [g.name for g in done.of(GROUP)] == ["shop-api"]
    assert done.one(RULE).ignore_changes == ()


def test_services_find_where_to_register():
    """Group, label of scaling, dimensions of metrics, and the rules to wait for; of blue/green the second group too."""
    targets = routed(api=service("/api/*", "/a/very/long/*"), web=service(**BLUE_GREEN)).outputs["targets"]
    arn = "arn:aws:lb:us-east-1:123456789012:{}".format
    assert targets["api"] == {
        "group_arn": arn("shop-api"),
        "alternate_arn": None,
        "rule_arn": None,
        "label": "app/shop-lb/1/targetgroup/shop-api/1",
        "metrics": [{"LoadBalancer": "app/shop-lb/1", "TargetGroup": "targetgroup/shop-api/1"}],
        "ready": ["shop-api-14"],
    }
    assert targets["web"]["alternate_arn"] == arn("shop-web-2")
    assert targets["web"]["rule_arn"] == arn("shop-web")
    assert [m["TargetGroup"] for m in targets["web"]["metrics"]] == [
        "targetgroup/shop-web/1",
        "targetgroup/shop-web-2/1",
    ]
