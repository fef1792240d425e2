"""Services as they are registered: every step they hang on run without an engine, and their parts looked up by name.

done = run({"services": {"api": fargate(route={})}, "edge": {"loadBalancer": {}}})
assert containers(done, "api")["app"]["image"] == "x/y:1"
"""

import json
from collections.abc import Mapping
from typing import Any

from infra.building.alarms import build_early_alarms
from infra.building.cache import build_cache
from infra.building.database import build_database
from infra.building.delivery import build_delivery
from infra.building.edge import build_edge
from infra.building.messaging import build_messaging
from infra.building.observability import build_observability
from infra.building.secrets import build_secrets
from infra.building.services import build_services
from infra.building.site import Site
from infra.building.storage import build_storage
from infra.model.discovery import addresses
from tests.support.pulumi_mocks import Deployed, Registered
from tests.support.sites import built

IMAGE = {"image": "x/y:1"}
WEB = {"image": "x/y:1", "ports": [8000]}
NAT = {"egress": {"kind": "natGateway"}}
PUBLIC = {"egress": {"kind": "publicAddress"}}

SERVICE, TASK = "aws:ecs/service:Service", "aws:ecs/taskDefinition:TaskDefinition"
ROLE, POLICY = "aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy"
GROUP, TEMPLATE = "aws:autoscaling/group:Group", "aws:ec2/launchTemplate:LaunchTemplate"

STEPS = (
    build_edge,
    build_delivery,
    build_database,
    build_cache,
    build_storage,
    build_messaging,
    build_observability,
    build_early_alarms,
    build_secrets,
    build_services,
)


OUTPUTS = {
    "aws:secretsmanager/secretVersion:SecretVersion": lambda name, _: {
        "secretArn": f"arn:aws:secretsmanager:us-east-1:123456789012:secret:{name}-AbCdEf"
    },
    "aws:ecs/taskDefinition:TaskDefinition": lambda _, inputs: {
        "arn": f"arn:aws:ecs:us-east-1:123456789012:task-definition/{inputs['family']}:1",
        "arnWithoutRevision": f"arn:aws:ecs:us-east-1:123456789012:task-definition/{inputs['family']}",
    },
    "aws:ec2/launchTemplate:LaunchTemplate": lambda _name, _inputs: {"latestVersion": 7},
}
"""Outputs that a resource adds to what it was given, beside those of `sites`."""


def fargate(containers: Mapping[str, Any] | None = None, **parts: Any) -> dict[str, Any]:
    """Return a Fargate service of one container without ports."""
    return {"cpuUnits": 512, "memoryMib": 1024, "containers": containers or {"app": IMAGE}, **parts}


def asg(containers: Mapping[str, Any] | None = None, **parts: Any) -> dict[str, Any]:
    """Return a service on instances of one container without ports."""
    return {"kind": "asg", "instanceType": "t3.small", "containers": containers or {"app": IMAGE}, **parts}


def job(containers: Mapping[str, Any] | None = None, **parts: Any) -> dict[str, Any]:
    """Return a job of one container."""
    return {"kind": "job", **fargate(containers, **parts)}


def run(topology: Mapping[str, Any], **more: Any) -> Deployed:
    """Return what is registered for services and all that they refer to; the network is private unless it is given."""

    def before(site: Site) -> None:
        site.values |= addresses(site.topology, site.stack.name)

    return built(*STEPS, topology={"network": NAT, **topology}, before=before, outputs=OUTPUTS, **more)


def service(done: Deployed, name: str) -> Registered:
    """Return the ECS service of that name."""
    return done.one(SERVICE, f"shop-{name}")


def task(done: Deployed, name: str) -> Mapping[str, Any]:
    """Return what the task definition of a service was registered with."""
    return done.one(TASK, f"shop-{name}").inputs


def containers(done: Deployed, name: str) -> Mapping[str, Any]:
    """Return the containers of a service's task definition by name."""
    return {one["name"]: one for one in json.loads(task(done, name)["containerDefinitions"])}


def statements(done: Deployed, role: str) -> list[Mapping[str, Any]]:
    """Return the statements of the inline policy of that name; none where there is no policy."""
    found = [r for r in done.of(POLICY) if r.name == role]
    return json.loads(found[0].inputs["policy"])["Statement"] if found else []
