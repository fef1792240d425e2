"""What a switch replaces, and in which order: kinds, deployments, images. The new is there before the old goes."""

import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.engine import Result, Sandbox, Stack
from tests.support.lives import all_of, applied, one
from tests.support.stacks import ROOT, stack_file

pytestmark = pytest.mark.engine

SERVICE, TASK = "aws:ecs/service:Service", "aws:ecs/taskDefinition:TaskDefinition"
CLUSTER, SCHEDULE = "aws:ecs/cluster:Cluster", "aws:scheduler/schedule:Schedule"
TARGET, POLICY = "aws:appautoscaling/target:Target", "aws:appautoscaling/policy:Policy"
GROUP, RULE = "aws:lb/targetGroup:TargetGroup", "aws:lb/listenerRule:ListenerRule"

IMAGE = {"image": "public.ecr.aws/docker/library/nginx:1.27", "ports": [80]}
FARGATE: dict[str, Any] = {"kind": "fargate", "cpuUnits": 256, "memoryMib": 512, "instanceType": None}
ASG: dict[str, Any] = {"kind": "asg", "instanceType": "t3.small", "cpuUnits": None, "memoryMib": None}
ROLLING: dict[str, Any] = {"deployment": None}
BLUE_GREEN: dict[str, Any] = {"deployment": {"kind": "blueGreen", "bakeMinutes": 5}}


def _topology(egress: str, **api: Any) -> dict[str, Any]:
    running = {
        **FARGATE,
        "containers": {"app": IMAGE},
        "route": {},
        "scaling": {"min": 1, "max": 3, "policy": {"kind": "cpu"}},
        **api,
    }
    given = {key: value for key, value in running.items() if value is not None}
    return {
        "name": "small",
        "protectData": False,
        "network": {"egress": {"kind": egress}},
        "edge": {"loadBalancer": {}},
        "services": {"api": given},
    }


def _up(box: Sandbox, folder: Path, topology: dict[str, Any], **more: Any) -> Stack:
    stack = box.project(ROOT, stack_file(folder, topology, **more))
    stack.up(check=True)
    return stack


def _did(result: Result, op: str) -> set[str]:
    """Return the types that met a kind of step, without components."""
    return {step.type for step in result.of(op) if step.type.startswith("aws:")}


def _place(result: Result, op: str, kind: str) -> int:
    """Return when a step of that kind came, among all steps."""
    (at,) = [i for i, step in enumerate(result.steps) if (step.op, step.type) == (op, kind)]
    return at


def test_a_kind_is_switched_in_one_line_and_back(tmp_path: Path):
    """AN-08, FS-04: the new service runs before the old one goes, at the target group and under the rule of before."""
    awaiting = _topology("natGateway", containers={"app": {"image": "app", "ports": [80]}})
    tagged = {"delivery": {"repositories": {"app": {"tag": "1"}}}}
    with Sandbox() as box:
        stack = _up(box, tmp_path, {**awaiting, "delivery": {"repositories": {"app": {}}}})
        before = one(stack, SERVICE)["id"]
        for patch, clusters in ((ASG, ["small-api"]), (FARGATE, ["small"])):
            switch = applied(stack, {**tagged, "services": {"api": patch}})
            assert _did(switch, "replace") == {SERVICE, TASK, TARGET, POLICY}
            assert not _did(switch, "update"), "nothing else changes: no listener, no target group, no role of the task"
            assert _place(switch, "create-replacement", SERVICE) < _place(switch, "delete-replaced", SERVICE)
            assert _place(switch, "create", CLUSTER) < _place(switch, "create-replacement", SERVICE)
            assert _place(switch, "delete-replaced", SERVICE) < _place(switch, "delete", CLUSTER)
            now = one(stack, SERVICE)
            assert now["id"] != before
            assert now["inputs"]["desiredCount"] == 1, "the least, though the count of the one before was none"
            assert [r["urn"].rpartition("::")[2] for r in all_of(stack, CLUSTER)] == clusters
            assert stack.outputs()["services"]["api"]["service"] == now["outputs"]["name"]
            before = now["id"]


def test_in_public_subnets_the_rule_moves_first(tmp_path: Path):
    """Instances share their network with tasks there, which wants another type of target: requests wait for them."""
    with Sandbox() as box:
        stack = _up(box, tmp_path, _topology("publicAddress"))
        switch = applied(stack, {"services": {"api": ASG}})
        assert _did(switch, "replace") == {SERVICE, TASK, TARGET, POLICY, GROUP}
        assert _did(switch, "update") == {RULE}
        assert _place(switch, "update", RULE) < _place(switch, "create-replacement", SERVICE)
        assert _place(switch, "create-replacement", SERVICE) < _place(switch, "delete-replaced", SERVICE)
        assert one(stack, GROUP)["inputs"]["targetType"] == "instance"
        assert "networkConfiguration" not in one(stack, SERVICE)["inputs"]
        assert stack.up(check=True).changes == {}


def test_images_and_deployments_change_the_service_in_place(tmp_path: Path):
    """AN-41, AN-42, FS-19: from no image at all to a tag, to blue/green with the next one, and back to both before."""
    awaiting = _topology("natGateway", containers={"app": {"image": "app", "ports": [80]}})
    awaiting["delivery"] = {"repositories": {"app": {}}}
    job = {"kind": "job", "cpuUnits": 256, "memoryMib": 512, "schedule": {"cron": "0 2 * * ? *"}}
    awaiting["services"]["nightly"] = {**job, "containers": {"app": {"image": "app"}}}
    with Sandbox() as box:
        stack = _up(box, tmp_path, awaiting, workload={"services": {"nightly": {"minutesPerRun": 2}}})
        _waits(stack)
        made, url = one(stack, SERVICE)["id"], stack.outputs()["repositoryUrls"]["app"]

        first = applied(stack, {"delivery": {"repositories": {"app": {"tag": "1"}}}})
        assert _did(first, "update") == {SERVICE, TARGET, SCHEDULE}
        assert _runs(stack) == f"{url}:1"
        assert one(stack, TARGET)["inputs"]["minCapacity"] == 1
        assert one(stack, SCHEDULE)["inputs"]["state"] == "ENABLED"
        assert "awaitedImages" not in stack.outputs()

        second = applied(stack, {"delivery": {"repositories": {"app": {"tag": "2"}}}, "services": {"api": BLUE_GREEN}})
        assert _did(second, "replace") == {TASK}
        assert _place(second, "create", RULE) < _place(second, "update", SERVICE) < _place(second, "delete", RULE)
        both = one(stack, SERVICE)["inputs"]["loadBalancers"][0]
        groups = {r["urn"].rpartition("::")[2]: r["outputs"]["arn"] for r in all_of(stack, GROUP)}
        assert both["targetGroupArn"] == groups["small-api"], "where its tasks are registered already"
        assert both["advancedConfiguration"]["alternateTargetGroupArn"] == groups["small-api-2"]

        back = applied(stack, {"delivery": {"repositories": {"app": {"tag": "1"}}}, "services": {"api": ROLLING}})
        assert _place(back, "create", RULE) < _place(back, "update", SERVICE) < _place(back, "delete", GROUP)
        assert _runs(stack) == f"{url}:1"
        assert one(stack, SERVICE)["id"] == made
        kept = {t.get("revision") for t in box.account.there(TASK) if t.get("family") == "small-dev-api"}
        assert kept == {1, 2, 3, 4}, "every revision is there to go back to"
        assert stack.up(check=True).changes == {}


def _waits(stack: Stack) -> None:
    """Check that nothing runs before there is an image, and that somebody is told so."""
    assert one(stack, SERVICE)["inputs"]["desiredCount"] == 0
    assert one(stack, TARGET)["inputs"]["maxCapacity"] == 0
    assert one(stack, SCHEDULE)["inputs"]["state"] == "DISABLED"
    told = stack.outputs()
    assert told["awaitedImages"]["app"]["pushTo"] == told["repositoryUrls"]["app"]
    assert "run" not in told["jobs"]["nightly"]


def _runs(stack: Stack) -> str:
    """Return the image of the revision that the service runs."""
    (task,) = [t for t in all_of(stack, TASK) if t["outputs"]["arn"] == one(stack, SERVICE)["inputs"]["taskDefinition"]]
    return json.loads(task["inputs"]["containerDefinitions"])[0]["image"]
