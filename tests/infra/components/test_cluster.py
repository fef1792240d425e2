"""Clusters and their capacity: Fargate for all, and instances for each service that wants its own."""

import base64
import json

import pytest

from infra.components.user_data import user_data
from tests.support.tasks import GROUP, IMAGE, PUBLIC, TEMPLATE, asg, fargate, run, service, statements

CLUSTER = "aws:ecs/cluster:Cluster"
PROVIDERS = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders"
PROVIDER = "aws:ecs/capacityProvider:CapacityProvider"
CPU = {"kind": "cpu"}


def instances(**parts):
    """Return what a service on instances registers."""
    return run({"services": {"api": asg(**parts)}})


def group(**parts):
    """Return the inputs of its Auto Scaling group."""
    return instances(**parts).one(GROUP, "shop-api").inputs


def template(**parts):
    """Return the inputs of its launch template."""
    return instances(**parts).one(TEMPLATE, "shop-api").inputs


def test_fargate_has_one_cluster_with_both_providers():
    """Services and jobs share it; Spot is there whether or not it is used."""
    done = run({"services": {"api": fargate(), "back": fargate()}})
    assert [r.name for r in done.of(CLUSTER)] == ["shop"]
    assert done.one(PROVIDERS).inputs["capacityProviders"] == ["FARGATE", "FARGATE_SPOT"]


def test_instances_have_a_cluster_of_their_own():
    """A provider can leave a cluster only when nothing uses it, so it goes with its cluster."""
    done = run({"services": {"api": asg(), "web": fargate()}})
    assert [r.name for r in done.of(CLUSTER)] == ["shop", "shop-api"]
    own = done.one(PROVIDERS, "shop-api").inputs
    assert own["capacityProviders"] == ["shop-api-0000000"]
    assert service(done, "api").inputs["cluster"].endswith("shop-api")
    assert service(done, "web").inputs["cluster"].endswith(":shop")


@pytest.mark.parametrize("mode", ["disabled", "enabled", "enhanced"])
def test_container_insights_are_said_either_way(mode):
    """CR-32: the account's default does not decide what is billed."""
    done = run({"services": {"api": fargate()}, "observability": {"containerInsights": mode}})
    assert done.one(CLUSTER).inputs["settings"] == [{"name": "containerInsights", "value": mode}]


def test_ecs_scales_and_protects_the_group():
    """AN-06: managed scaling, protection of instances that run tasks, draining before they go."""
    provider = instances().one(PROVIDER).inputs["autoScalingGroupProvider"]
    assert provider["managedScaling"] == {"status": "ENABLED", "targetCapacity": 100}
    assert provider["managedTerminationProtection"] == "ENABLED"
    assert provider["managedDraining"] == "ENABLED"
    assert group()["protectFromScaleIn"] is True


def test_instances_of_limited_age_are_not_protected():
    """AN-57: AWS leaves a protected instance as old as it is; draining moves its tasks before it ends."""
    done = instances(maxInstanceLifetimeDays=30)
    assert done.one(GROUP).inputs["protectFromScaleIn"] is False
    provider = done.one(PROVIDER).inputs["autoScalingGroupProvider"]
    assert provider["managedTerminationProtection"] == "DISABLED"
    assert (provider["managedScaling"]["status"], provider["managedDraining"]) == ("ENABLED", "ENABLED")


SIZES = [
    ({}, 1, 2),
    ({"scaling": {"min": 2, "max": 6, "policy": CPU}}, 2, 7),
    ({"scaling": {"min": 3, "max": 5, "policy": CPU}, "tasksPerInstance": 2}, 2, 4),
    ({"scaling": {"min": 0, "max": 1, "policy": {"kind": "backlog", "of": "queue.q", "targetPerTask": 1}}}, 0, 2),
]


@pytest.mark.parametrize(("parts", "least", "most"), SIZES)
def test_instances_follow_tasks(parts, least, most):
    """AN-07: whole instances for the least tasks, and one more than the most take, for deployments."""
    done = run({"services": {"api": asg(**parts)}, "messaging": {"queues": {"q": {}}}})
    found = done.one(GROUP).inputs
    assert (found["minSize"], found["maxSize"]) == (least, most)
    assert "desiredCapacity" not in found


def test_a_service_that_waits_for_its_image_runs_no_instance():
    """Nothing need be paid before there is something to run."""
    done = run({"services": {"api": asg({"app": {"image": "new"}})}, "delivery": {"repositories": {"new": {}}}})
    assert done.one(GROUP).inputs["minSize"] == 0


def test_the_image_is_looked_up_at_each_launch():
    """AN-08, AN-57: the newest ECS-optimized AL2023, so that a replaced instance is a patched one."""
    assert template()["imageId"] == "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
    assert template(instanceType="t4g.small")["imageId"] == (
        "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id"
    )


def test_instances_are_closed_and_encrypted():
    """IMDSv2 that does not reach tasks, an encrypted gp3 root, no public address, a group that lets nothing in."""
    found = template(rootVolumeGb=50)
    assert found["metadataOptions"] == {
        "httpEndpoint": "enabled",
        "httpTokens": "required",
        "httpPutResponseHopLimit": 1,
    }
    assert found["blockDeviceMappings"] == [
        {
            "deviceName": "/dev/xvda",
            "ebs": {"volumeType": "gp3", "volumeSize": 50, "encrypted": "true", "deleteOnTermination": "true"},
        }
    ]
    assert found["networkInterfaces"] == [
        {"associatePublicIpAddress": "false", "securityGroups": ["sg-api-instances"], "deleteOnTermination": "true"}
    ]


def test_in_public_subnets_the_instance_is_the_task():
    """Its address, its group, its subnets."""
    done = run({"network": PUBLIC, "services": {"api": asg()}})
    assert done.one(TEMPLATE).inputs["networkInterfaces"] == [
        {"associatePublicIpAddress": "true", "securityGroups": ["sg-api-tasks"], "deleteOnTermination": "true"}
    ]
    assert done.one(GROUP).inputs["vpcZoneIdentifiers"] == ["subnet-public-1", "subnet-public-2"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({}, {"cpuCredits": "standard"}),
        ({"cpuCredits": "unlimited"}, {"cpuCredits": "unlimited"}),
        ({"instanceType": "m6i.large"}, None),
    ],
)
def test_credits_are_said_where_there_are_any(parts, expected):
    """AN-06: T3 and T4g launch unlimited unless told otherwise, which may cost more than the instance."""
    assert template(**parts).get("creditSpecification") == expected


def test_everything_launched_is_tagged():
    """Default tags do not reach what a group launches."""
    done = instances()
    wanted = {"project": "tollgate", "stack": "dev", "layer": "services", "service": "api", "Name": "shop-api"}
    kinds = {t["resourceType"]: t["tags"] for t in done.one(TEMPLATE).inputs["tagSpecifications"]}
    assert kinds == dict.fromkeys(("instance", "volume", "network-interface"), wanted)
    tags = {t["key"]: t["value"] for t in done.one(GROUP).inputs["tags"]}
    assert tags["AmazonECSManaged"] == "true"
    assert tags["project"] == "tollgate"
    assert all(t["propagateAtLaunch"] for t in done.one(GROUP).inputs["tags"])


def test_a_changed_template_replaces_the_instances():
    """AN-57: by its version, protected instances included; and once they are old enough."""
    found = group(maxInstanceLifetimeDays=30, instanceRefresh={"minHealthyPercent": 50, "maxHealthyPercent": 150})
    assert found["launchTemplate"] == {"id": "shop-api-id", "version": "7"}
    assert found["maxInstanceLifetime"] == 30 * 86400
    assert found["instanceRefresh"] == {
        "strategy": "Rolling",
        "preferences": {
            "minHealthyPercentage": 50,
            "maxHealthyPercentage": 150,
            "scaleInProtectedInstances": "Refresh",
            "autoRollback": False,
        },
        "triggers": ["protect_from_scale_in"],
    }
    assert "maxInstanceLifetime" not in group()


def test_spot_is_a_mixed_group():
    """AN-44, CR-35: base and share, the strategy that avoids what is about to be taken, and replacement in time."""
    found = group(spot={"sharePercent": 80, "onDemandBase": 1})
    assert "launchTemplate" not in found
    assert found["capacityRebalance"] is True
    mixed = found["mixedInstancesPolicy"]
    assert mixed["instancesDistribution"] == {
        "onDemandBaseCapacity": 1,
        "onDemandPercentageAboveBaseCapacity": 20,
        "spotAllocationStrategy": "price-capacity-optimized",
    }
    assert mixed["launchTemplate"]["launchTemplateSpecification"] == {"launchTemplateId": "shop-api-id", "version": "7"}


def test_instances_may_serve_their_cluster_and_nothing_else():
    """AN-26: a role a group, bound to its cluster; one action has no resource to name."""
    found = statements(instances(), "shop-api-instances")
    open_to_all = [s["Action"] for s in found if s["Resource"] == "*"]
    assert open_to_all == [["ecs:DiscoverPollEndpoint"]]
    assert all(s["Resource"].endswith("shop-api") for s in found if "ecs:RegisterContainerInstance" in s["Action"])
    (poll,) = [s for s in found if "ecs:Poll" in s["Action"]]
    assert poll["Condition"]["ArnEquals"]["ecs:cluster"].endswith("shop-api")


def test_instance_metrics_need_a_right_of_one_namespace():
    """AN-27: the agent may write where its metrics go, and nowhere else."""
    done = run({"services": {"api": asg()}, "observability": {"instanceMetrics": ["memory", "disk"]}})
    (send,) = [s for s in statements(done, "shop-api-instances") if "cloudwatch:PutMetricData" in s["Action"]]
    assert send["Condition"] == {"StringEquals": {"cloudwatch:namespace": "CWAgent"}}
    script = base64.b64decode(done.one(TEMPLATE).inputs["userData"]).decode()
    assert "amazon-cloudwatch-agent-ctl" in script


def test_the_first_start_joins_the_cluster():
    """The script names the cluster, keeps tasks off the instance's role and memory, and stops them before Spot does."""
    script = base64.b64decode(template()["userData"]).decode()
    assert script.startswith("#!/bin/bash\n")
    for setting in (
        "ECS_CLUSTER=shop-api-0000000",
        "ECS_AWSVPC_BLOCK_IMDS=true",
        "ECS_ENABLE_SPOT_INSTANCE_DRAINING=true",
        "ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=true",
        "ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE=true",
        "ECS_RESERVED_MEMORY=128",
    ):
        assert f"\n{setting}\n" in script
    assert "cloudwatch" not in script


@pytest.mark.parametrize(
    ("wanted", "metrics"), [(["memory"], {"mem"}), (["disk"], {"disk"}), (["memory", "disk"], {"mem", "disk"})]
)
def test_each_instance_metric_is_one_series(wanted, metrics):
    """Priced by the metric and instance: the instance alone tells series apart."""
    script = user_data("c", wanted)
    settings = json.loads(next(line for line in script.splitlines() if line.startswith("{")))
    assert set(settings["metrics"]["metrics_collected"]) == metrics
    assert settings["metrics"]["append_dimensions"] == {"InstanceId": "${aws:InstanceId}"}
    assert "aggregation_dimensions" not in settings["metrics"]


def test_detailed_monitoring_is_the_configs_choice():
    """It is paid by the instance."""
    assert template()["monitoring"] == {"enabled": False}
    assert template(detailedMonitoring=True)["monitoring"] == {"enabled": True}


def test_containers_of_one_image_share_nothing_else():
    """Two services on instances have two groups, two templates, two profiles."""
    done = run({"services": {"a": asg({"app": IMAGE}), "b": asg({"app": IMAGE})}})
    assert sorted(r.name for r in done.of(GROUP)) == ["shop-a", "shop-b"]
    assert sorted(r.name for r in done.of("aws:iam/instanceProfile:InstanceProfile")) == [
        "shop-a-instances",
        "shop-b-instances",
    ]
