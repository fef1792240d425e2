"""Services on instances of their own on the real engine: how groups come, what replaces instances, what does not."""

import base64
from pathlib import Path
from typing import Any

import pytest

from tests.support.lives import all_of, changed, living, one

pytestmark = pytest.mark.engine

GROUP, TEMPLATE = "aws:autoscaling/group:Group", "aws:ec2/launchTemplate:LaunchTemplate"
PROVIDER, CLUSTER = "aws:ecs/capacityProvider:CapacityProvider", "aws:ecs/cluster:Cluster"
SERVICE = "aws:ecs/service:Service"

ASG: dict[str, Any] = {
    "kind": "asg",
    "instanceType": "t3.small",
    "containers": {"app": {"image": "public.ecr.aws/docker/library/nginx:1.27"}},
    "scaling": {"min": 2, "max": 4, "policy": {"kind": "cpu"}},
}
TOPOLOGY: dict[str, Any] = {
    "name": "small",
    "protectData": False,
    "network": {"egress": {"kind": "natGateway"}},
    "observability": {"instanceMetrics": ["memory"]},
    "services": {
        "api": {**ASG, "maxInstanceLifetimeDays": 30, "instanceRefresh": {"minHealthyPercent": 100}},
        "worker": {**ASG, "tasksPerInstance": 2, "spot": {"sharePercent": 80, "onDemandBase": 1}},
    },
}


def _of(stack: Any, kind: str, name: str) -> dict[str, Any]:
    return one(stack, kind, f"small-{name}")


def test_instances_live_and_change(tmp_path: Path):
    """AN-06, AN-44, AN-57: a new template version refreshes the group; no group and no service is ever made anew."""
    with living(tmp_path, TOPOLOGY) as stack:
        _made(stack)
        _mixed(stack)
        before = {r["urn"]: r["id"] for kind in (GROUP, SERVICE, PROVIDER) for r in all_of(stack, kind)}
        settings = {"cpuCredits": "unlimited", "detailedMonitoring": True, "rootVolumeGb": 40}
        assert changed(stack, {"services": {"api": settings}}) == {"update": 2}, (
            "the template, and the group it refreshes"
        )
        assert _of(stack, GROUP, "api")["inputs"]["launchTemplate"]["version"] == "2"
        unbounded = {"api": {"maxInstanceLifetimeDays": None}, "worker": {"spot": None}}
        assert changed(stack, {"services": unbounded}) == {"update": 3}, "two groups, and the protection of one"
        assert _of(stack, GROUP, "api")["inputs"]["protectFromScaleIn"] is True
        assert "mixedInstancesPolicy" not in _of(stack, GROUP, "worker")["inputs"]
        assert _of(stack, GROUP, "worker")["inputs"]["launchTemplate"]["version"] == "1"
        larger = {"services": {"api": {"instanceType": "t3.medium"}}}
        assert changed(stack, larger) == {"replace": 1, "update": 3}, "a revision; template, group and service"
        assert {r["urn"]: r["id"] for kind in (GROUP, SERVICE, PROVIDER) for r in all_of(stack, kind)} == before


def _made(stack: Any) -> None:
    """Check that template, group, provider and cluster belong together."""
    template, group, provider = (_of(stack, kind, "api") for kind in (TEMPLATE, GROUP, PROVIDER))
    assert group["inputs"]["launchTemplate"] == {"id": template["id"], "version": "1"}
    assert (group["inputs"]["minSize"], group["inputs"]["maxSize"]) == (2, 5)
    assert group["inputs"]["maxInstanceLifetime"] == 30 * 86400
    asked = provider["inputs"]["autoScalingGroupProvider"]
    assert asked["autoScalingGroupArn"] == group["outputs"]["arn"]
    assert asked["managedTerminationProtection"] == "DISABLED"
    script = base64.b64decode(template["inputs"]["userData"]).decode()
    assert f"ECS_CLUSTER={_of(stack, CLUSTER, 'api')['outputs']['name']}\n" in script
    assert "amazon-cloudwatch-agent" in script
    strategies = _of(stack, SERVICE, "api")["inputs"]["capacityProviderStrategies"]
    assert [s["capacityProvider"] for s in strategies] == [provider["outputs"]["name"]]
    minutes = {name: s // 60 for name, s in _of(stack, SERVICE, "api")["customTimeouts"].items()}
    assert minutes == {"create": 20, "update": 28, "delete": 20}, "two for each of four instances that take turns"
    assert {r["urn"].rpartition("::")[2] for r in all_of(stack, CLUSTER)} == {"small-api", "small-worker"}


def _mixed(stack: Any) -> None:
    """Check the group that takes Spot: two tasks an instance make one instance at least and three at most."""
    group = _of(stack, GROUP, "worker")["inputs"]
    assert (group["minSize"], group["maxSize"]) == (1, 3)
    assert group["protectFromScaleIn"] is True
    assert group["mixedInstancesPolicy"]["instancesDistribution"] == {
        "onDemandBaseCapacity": 1,
        "onDemandPercentageAboveBaseCapacity": 20,
        "spotAllocationStrategy": "price-capacity-optimized",
    }
