"""The ECS service: how it is placed, balanced, deployed and counted."""

import pytest

from tests.support.tasks import IMAGE, PUBLIC, ROLE, WEB, asg, fargate, run, service

EDGE = {"edge": {"loadBalancer": {}}}
CPU = {"kind": "cpu"}
PROVIDERS = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders"


def inputs(topology, name="api"):
    """Return what a service was registered with."""
    return service(run(topology), name).inputs


def test_a_service_lies_in_private_subnets_behind_its_own_group():
    """DR-10, PS-35: no public address, one security group, tags for its tasks."""
    found = inputs({"services": {"api": fargate()}})
    assert found["networkConfiguration"] == {
        "subnets": ["subnet-private-1", "subnet-private-2"],
        "securityGroups": ["sg-api-tasks"],
        "assignPublicIp": False,
    }
    assert (found["propagateTags"], found["enableEcsManagedTags"]) == ("SERVICE", True)
    assert found["waitForSteadyState"] is True
    assert "launchType" not in found
    assert found["enableExecuteCommand"] is False
    assert "loadBalancers" not in found
    assert "healthCheckGracePeriodSeconds" not in found


def test_public_tasks_have_addresses():
    """PS-09: the cheap layout, in public subnets."""
    found = inputs({"network": PUBLIC, "services": {"api": fargate()}})
    assert found["networkConfiguration"]["assignPublicIp"] is True
    assert found["networkConfiguration"]["subnets"] == ["subnet-public-1", "subnet-public-2"]


STRATEGIES = [
    (None, [("FARGATE", 100, 0)]),
    ({"sharePercent": 100}, [("FARGATE_SPOT", 100, 0)]),
    ({"sharePercent": 0}, [("FARGATE", 100, 0)]),
    ({"sharePercent": 67, "onDemandBase": 1}, [("FARGATE", 33, 1), ("FARGATE_SPOT", 67, 0)]),
    ({"sharePercent": 100, "onDemandBase": 2}, [("FARGATE", 0, 2), ("FARGATE_SPOT", 100, 0)]),
]


@pytest.mark.parametrize(("spot", "expected"), STRATEGIES)
def test_capacity_comes_from_providers(spot, expected):
    """CR-46, DR-37: a share becomes weights, the base stays on demand; never a launch type."""
    found = inputs({"services": {"api": fargate(spot=spot)}})["capacityProviderStrategies"]
    assert [(s["capacityProvider"], s["weight"], s["base"]) for s in found] == expected


def test_instances_are_one_provider_and_tasks_spread():
    """Instances divide Spot among themselves; tasks spread over zones and fill instances."""
    done = run({"services": {"api": asg(spot={"sharePercent": 50})}})
    found = service(done, "api").inputs
    assert [s["capacityProvider"] for s in found["capacityProviderStrategies"]] == ["shop-api-0000000"]
    assert [(s["type"], s["field"]) for s in found["orderedPlacementStrategies"]] == [
        ("spread", "attribute:ecs.availability-zone"),
        ("binpack", "memory"),
    ]
    assert found["networkConfiguration"]["assignPublicIp"] is False


def test_tasks_in_their_instances_network_have_none_of_their_own():
    """ECS takes a network configuration for tasks with interfaces alone."""
    assert "networkConfiguration" not in inputs({"network": PUBLIC, "services": {"api": asg()}})


def test_a_routed_service_registers_once_its_listener_is_there():
    """DR-18, PS-25: container and port of the route, a grace period, and the listener's rule first."""
    done = run({**EDGE, "services": {"api": fargate({"app": WEB}, route={}, graceSeconds=45)}})
    found = service(done, "api")
    assert found.inputs["loadBalancers"] == [
        {
            "containerName": "app",
            "containerPort": 8000,
            "targetGroupArn": found.inputs["loadBalancers"][0]["targetGroupArn"],
        }
    ]
    assert ":shop-api" in found.inputs["loadBalancers"][0]["targetGroupArn"]
    assert found.inputs["healthCheckGracePeriodSeconds"] == 45
    assert any("listenerRule" in urn for urn in found.depends_on)


def test_a_service_waits_for_its_rights_and_its_providers():
    """A task that starts before its roles' policies cannot pull its image."""
    found = service(run({"services": {"api": fargate(uses={"bedrock.m": "invoke"})}}), "api")
    waits = " ".join(found.depends_on)
    assert waits.count("aws:iam/rolePolicy:RolePolicy") == 2
    assert PROVIDERS in waits


ROLLING = [
    (fargate(), 100, 200, "ENABLED"),
    (fargate(deployment={"minimumHealthyPercent": 50, "maximumPercent": 150}), 50, 150, "ENABLED"),
    (fargate({"app": {**IMAGE, "stateful": True}}), 0, 100, "DISABLED"),
]


@pytest.mark.parametrize(("api", "least", "most", "rebalancing"), ROLLING)
def test_a_rolling_deployment_has_a_breaker_that_rolls_back(api, least, most, rebalancing):
    """FS-19: always; where a task keeps state the old one stops first, and zones are not evened out."""
    found = inputs({"services": {"api": api}})
    assert found["deploymentConfiguration"] == {"strategy": "ROLLING"}
    assert found["deploymentCircuitBreaker"] == {"enable": True, "rollback": True}
    assert (found["deploymentMinimumHealthyPercent"], found["deploymentMaximumPercent"]) == (least, most)
    assert found["availabilityZoneRebalancing"] == rebalancing


ALARMS = {"slow": {"of": "service.api", "metric": "responseTimeMs", "above": 500}}


def blue_green(**deployment):
    """Return what a blue/green service was registered with, and all else."""
    api = fargate({"app": WEB}, route={}, deployment={"kind": "blueGreen", **deployment})
    return run({**EDGE, "services": {"api": api}})


def test_blue_green_has_two_groups_a_rule_and_a_role():
    """PS-44, FS-19: native blue/green switches the production rule between two target groups."""
    done = blue_green(bakeMinutes=7)
    found = service(done, "api").inputs
    assert found["deploymentConfiguration"] == {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": "7"}
    assert "deploymentCircuitBreaker" not in found
    assert "deploymentMaximumPercent" not in found
    (balancer,) = found["loadBalancers"]
    advanced = balancer["advancedConfiguration"]
    assert advanced["alternateTargetGroupArn"] != balancer["targetGroupArn"]
    assert "shop-api" in advanced["productionListenerRule"]
    assert advanced["roleArn"].endswith("shop-api-switching")
    attached = done.one("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "shop-api-switching")
    assert attached.inputs["policyArn"].endswith("AmazonECSInfrastructureRolePolicyForLoadBalancers")
    assert "ecs.amazonaws.com" in done.one(ROLE, "shop-api-switching").inputs["assumeRolePolicy"]
    assert "alarms" not in found


def test_blue_green_rolls_back_on_alarms_by_name():
    """The alarms exist before the service and are named."""
    api = fargate({"app": WEB}, route={}, deployment={"kind": "blueGreen", "rollBackOn": ["slow"]})
    done = run({**EDGE, "services": {"api": api}, "observability": {"alarms": ALARMS}})
    alarm = done.one("aws:cloudwatch/metricAlarm:MetricAlarm", "shop-slow")
    assert service(done, "api").inputs["alarms"] == {
        "enable": True,
        "rollback": True,
        "alarmNames": [f"{alarm.name}-0000000"],
    }


COUNTS = [
    (fargate(scaling={"min": 2, "max": 2}), 2, ()),
    (fargate(scaling={"min": 2, "max": 5, "policy": CPU}), 2, ("desiredCount",)),
    (fargate(scaling={"min": 1, "max": 5}, uses={"self": "scale"}), 1, ("desiredCount",)),
]


@pytest.mark.parametrize(("api", "count", "ignored"), COUNTS)
def test_the_count_is_the_configs_unless_something_moves_it(api, count, ignored):
    """DR-23: drift of a scaled count is not undone; a fixed count is."""
    found = service(run({"services": {"api": api}}), "api")
    assert found.inputs["desiredCount"] == count
    assert found.ignore_changes == ignored


AWAITING = {"delivery": {"repositories": {"app": {}}}}


def test_a_service_waits_without_tasks_for_its_first_image():
    """The first deployment runs nothing, and says what to push."""
    api = fargate({"app": {"image": "app"}}, scaling={"min": 2, "max": 4, "policy": CPU})
    done = run({"services": {"api": api, "back": fargate({"app": {"image": "app"}})}, **AWAITING})
    assert service(done, "api").inputs["desiredCount"] == 0
    assert service(done, "back").inputs["desiredCount"] == 0
    target = done.one("aws:appautoscaling/target:Target", "shop-api").inputs
    assert (target["minCapacity"], target["maxCapacity"]) == (0, 0)
    assert done.outputs["awaitedImages"] == {
        "app": {
            "pushTo": "123456789012.dkr.ecr.example/shop-app",
            "then": "pulumi config set --path 'tollgate:topology.delivery.repositories.app.tag' TAG && pulumi up",
        }
    }


def test_operators_are_told_names_and_commands():
    """PS-49, AN-58: where a service runs, what it writes, and how to look into it."""
    told = run({"services": {"api": fargate(exec=True)}}).outputs["services"]["api"]
    assert told == {
        "cluster": "shop-0000000",
        "service": "shop-api-0000000",
        "logGroup": "/shop/dev/api",
        "logs": "aws logs tail /shop/dev/api --follow",
        "stoppedTasks": (
            "aws ecs list-tasks --cluster shop-0000000 --service-name shop-api-0000000 --desired-status STOPPED"
        ),
        "shell": (
            "aws ecs execute-command --cluster shop-0000000 --container app --interactive --command /bin/sh "
            "--task TASK_ID"
        ),
    }


def test_everything_of_a_service_stands_under_its_component():
    """The engine sees one component a service, below it all that is its own."""
    done = run({"services": {"api": fargate(scaling={"min": 1, "max": 2, "policy": CPU})}})
    component = done.one("tollgate:infra:Service", "service-api")
    own = {r.type for r in done.resources if r.parent == component.urn}
    assert own == {
        "aws:iam/role:Role",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:ecs/taskDefinition:TaskDefinition",
        "aws:ecs/service:Service",
        "aws:appautoscaling/target:Target",
        "aws:appautoscaling/policy:Policy",
    }
