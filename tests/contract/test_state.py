"""The checks over deployed resources are no dummies: each finds the fault it is there for, in a real deployed state.

`tests/engine/test_examples.py` holds every tier of every example to these checks; here each is shown a violation.
"""

import copy
import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from sandbox.engine import Sandbox, secret
from tests.support.stacks import ROOT, stack_file
from tests.support.stacks_wide import WIDE, WIDE_SECRETS, WIDE_WORKLOAD
from tests.support.state import State
from tests.support.state_bill import NOT_OF_THE_STATE, disagreements
from tests.support.state_free import COUNTED, FREE, unnamed
from tests.support.state_security import CHECKS, in_clear, unprotected

pytestmark = pytest.mark.engine

ALL_CHECKS = {**CHECKS, "protection": unprotected}


class Deployed(NamedTuple):
    """What a stack left behind: its resources, and the report it exports."""

    resources: list[dict[str, Any]]
    report: dict[str, Any]
    text: str


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Deployed:
    """Return a stack with nearly every type of resource, deployed once."""
    path = stack_file(tmp_path_factory.mktemp("wide"), WIDE, workload=WIDE_WORKLOAD)
    with Sandbox() as box:
        stack = box.project(ROOT, path, config={f"secrets:{k}": secret(v) for k, v in WIDE_SECRETS.items()})
        stack.up(check=True)
        state = stack.export()
    resources = state["deployment"]["resources"]
    outputs = next(one for one in resources if one["type"] == "pulumi:pulumi:Stack")["outputs"]
    return Deployed(resources, json.loads(outputs["costReportFull"]["text"]), json.dumps(state))


def _changed(deployed: Deployed, kind: str, change: Callable[[dict[str, Any]], Any], name: str = "") -> State:
    """Return the state with the first resource of a type, or the one of that name, changed."""
    resources = copy.deepcopy(deployed.resources)
    ours = [one for one in resources if one["type"].startswith("aws:") and one["type"].endswith(f":{kind}")]
    found = [one for one in ours if one["urn"].endswith(name)]
    assert found, f"the state has no {kind} {name}"
    change(found[0])
    return State(resources)


def sets(**inputs: Any) -> Callable[[dict[str, Any]], None]:
    """Return a change that overwrites inputs."""
    return lambda one: one["inputs"].update(inputs)


def drops(*inputs: str) -> Callable[[dict[str, Any]], None]:
    """Return a change that takes inputs away."""
    return lambda one: [one["inputs"].pop(name, None) for name in inputs]


def says(statement: dict[str, Any], policy: str = "policy") -> Callable[[dict[str, Any]], None]:
    """Return a change that makes a policy of one statement."""
    return sets(**{policy: json.dumps({"Version": "2012-10-17", "Statement": [statement]})})


def _retags(one: dict[str, Any]) -> None:
    for where in ("inputs", "outputs"):
        (one[where].get("tagsAll") or {}).pop("stack", None)


def _unprotects(one: dict[str, Any]) -> None:
    one["protect"] = False


EVERYBODY = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}
VIOLATIONS: list[tuple[str, str, Callable[[dict[str, Any]], Any], str]] = [
    ("ingress", "SecurityGroupIngressRule", sets(cidrIpv4="0.0.0.0/0", fromPort=5432, toPort=5432), ""),
    ("ingress", "SecurityGroupIngressRule", sets(fromPort=0, toPort=65535), "load-balancer-from-anywhere-80"),
    ("ingress", "SecurityGroupIngressRule", sets(cidrIpv6="::/0"), "-nat"),
    ("ingress", "SecurityGroup", sets(ingress=[{"cidrBlocks": ["0.0.0.0/0"]}]), ""),
    ("encryption at rest", "Instance", sets(storageEncrypted=False), "wide-database"),
    ("encryption at rest", "ReplicationGroup", sets(atRestEncryptionEnabled=False), ""),
    ("encryption at rest", "FileSystem", sets(encrypted=False), ""),
    ("encryption at rest", "Queue", drops("sqsManagedSseEnabled"), ""),
    ("encryption at rest", "BucketServerSideEncryptionConfiguration", sets(rules=[]), ""),
    ("encryption at rest", "LaunchTemplate", sets(blockDeviceMappings=[{"ebs": {"volumeSize": 30}}]), ""),
    ("encryption at rest", "Instance", sets(rootBlockDevice={"encrypted": False}), "wide-nat-instance-1"),
    ("encryption at rest", "Parameter", sets(type="String"), ""),
    ("encryption in transit", "BucketPolicy", says(EVERYBODY), ""),
    ("encryption in transit", "QueuePolicy", says(EVERYBODY), ""),
    ("encryption in transit", "TopicPolicy", says(EVERYBODY), ""),
    ("encryption in transit", "FileSystemPolicy", says(EVERYBODY), ""),
    ("encryption in transit", "ParameterGroup", sets(parameters=[]), "wide-database"),
    ("encryption in transit", "ReplicationGroup", sets(transitEncryptionMode="preferred"), ""),
    ("encryption in transit", "Listener", sets(defaultActions=[{"type": "forward"}]), "wide-http"),
    ("encryption in transit", "Listener", sets(sslPolicy="ELBSecurityPolicy-2016-08"), "wide-https"),
    ("encryption in transit", "Distribution", sets(defaultCacheBehavior={"viewerProtocolPolicy": "allow-all"}), ""),
    ("encryption in transit", "Distribution", sets(viewerCertificate={"minimumProtocolVersion": "TLSv1"}), ""),
    (
        "encryption in transit",
        "TaskDefinition",
        sets(volumes=[{"name": "shared", "efsVolumeConfiguration": {"transitEncryption": "DISABLED"}}]),
        "wide-api",
    ),
    ("permissions", "RolePolicy", says({"Effect": "Allow", "Action": "s3:*", "Resource": "*"}), ""),
    ("permissions", "RolePolicy", says({"Effect": "Allow", "Action": ["*"], "Resource": "arn:aws:s3:::a"}), ""),
    ("permissions", "RolePolicy", says({"Effect": "Allow", "NotAction": "iam:*", "Resource": "arn:aws:s3:::a"}), ""),
    ("permissions", "RolePolicyAttachment", sets(policyArn="arn:aws:iam::aws:policy/AdministratorAccess"), ""),
    (
        "principals",
        "Role",
        says({"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}, "assumeRolePolicy"),
        "",
    ),
    ("instance metadata", "LaunchTemplate", sets(metadataOptions={"httpTokens": "optional"}), ""),
    ("instance metadata", "Instance", sets(metadataOptions={"httpEndpoint": "enabled"}), "wide-nat-instance-1"),
    (
        "instance metadata",
        "LaunchTemplate",
        sets(metadataOptions={"httpTokens": "required", "httpPutResponseHopLimit": 2}),
        "",
    ),
    ("log retention", "LogGroup", drops("retentionInDays"), ""),
    ("log retention", "LogGroup", sets(retentionInDays=0), ""),
    ("public data", "BucketPublicAccessBlock", sets(restrictPublicBuckets=False), ""),
    ("public data", "Instance", sets(publiclyAccessible=True), "wide-database"),
    ("public data", "Broker", sets(publiclyAccessible=True), ""),
    ("careful defaults", "Repository", sets(imageTagMutability="MUTABLE"), ""),
    ("careful defaults", "Repository", drops("imageScanningConfiguration"), ""),
    ("careful defaults", "Trail", sets(enableLogFileValidation=False), ""),
    ("careful defaults", "LoadBalancer", drops("dropInvalidHeaderFields"), "wide-lb"),
    ("careful defaults", "TaskDefinition", sets(containerDefinitions=json.dumps([{"privileged": True}])), ""),
    ("tags", "Bucket", _retags, ""),
    ("tags", "Group", sets(tags=[{"key": "service", "value": "worker"}]), ""),
    ("protection", "Instance", _unprotects, "wide-database"),
    ("protection", "Instance", sets(deletionProtection=False), "wide-database"),
    ("protection", "Instance", sets(skipFinalSnapshot=True), "wide-database"),
    ("protection", "Bucket", _unprotects, "wide-uploads"),
    ("protection", "Bucket", sets(forceDestroy=True), ""),
    ("protection", "FileSystem", _unprotects, ""),
    ("protection", "LoadBalancer", sets(enableDeletionProtection=False), "wide-lb"),
]


@pytest.mark.parametrize("name", ALL_CHECKS)
def test_a_check_is_content_with_what_is_deployed(deployed: Deployed, name: str):
    """Nothing is found where nothing is wrong, with `protectData` as it is by default."""
    assert list(ALL_CHECKS[name](State(deployed.resources))) == []


@pytest.mark.parametrize(
    ("name", "kind", "change", "of"), VIOLATIONS, ids=[f"{v[0]}-{v[1]}-{n}" for n, v in enumerate(VIOLATIONS)]
)
def test_a_check_finds_its_violation(deployed: Deployed, name: str, kind: str, change: Any, of: str):
    """One argument changed for the worse is one line of the check that is about it."""
    assert len(list(ALL_CHECKS[name](_changed(deployed, kind, change, of)))) == 1


def test_data_in_a_public_subnet_is_found(deployed: Deployed):
    """A database whose subnets lead to the internet gateway is found by its routes, not by a name."""
    resources = copy.deepcopy(deployed.resources)
    state = State(resources)
    gateway = state.of("aws:ec2/internetGateway:InternetGateway")[0].id
    routes = [one for one in resources if one["type"] == "aws:ec2/route:Route"]
    assert list(CHECKS["public data"](state)) == []
    for route in routes:
        route["inputs"]["gatewayId"] = gateway
    found = list(CHECKS["public data"](State(resources)))
    assert any("SubnetGroup wide-database lies in a public subnet" in one for one in found)


def test_every_check_has_a_violation():
    """No check goes unproved."""
    assert {one[0] for one in VIOLATIONS} == set(ALL_CHECKS)


def test_secrets_in_clear_are_found(deployed: Deployed):
    """The planted values are nowhere in the state, and would be found if they were."""
    assert list(in_clear(deployed.text, WIDE_SECRETS)) == []
    assert len(list(in_clear(deployed.text + WIDE_SECRETS["key"], WIDE_SECRETS))) == 1


# --- the bill -----------------------------------------------------------------------------------------------------

DRIFTS: list[tuple[str, Callable[[dict[str, Any]], Any], str, str]] = [
    ("Instance", sets(instanceType="t4g.small"), "wide-nat-instance-1", "network/nat-instance/hours: priced by"),
    ("Instance", sets(rootBlockDevice={"volumeType": "gp3", "volumeSize": 99}), "wide-nat-instance-1", "disk: floor"),
    ("VpcEndpoint", sets(subnetIds=["a"]), "wide-ssm", "network/endpoint/hours: floor"),
    ("FlowLog", sets(logDestinationType="cloud-watch-logs"), "", "network/flow-logs/delivery: priced by"),
    ("LoadBalancer", sets(subnets=["a", "b", "c"]), "wide-lb", "edge/load-balancer/public-address: floor"),
    ("WebAcl", sets(rules=[]), "", "edge/waf/rules: floor"),
    ("TaskDefinition", sets(cpu="1024"), "wide-api", "services/api/vcpu: floor"),
    ("TaskDefinition", sets(memory="4096"), "wide-api", "services/api/memory: floor"),
    ("TaskDefinition", sets(runtimePlatform={"cpuArchitecture": "ARM64"}), "wide-api", "services/api/vcpu: priced by"),
    ("Target", sets(minCapacity=1), "wide-api", "services/api/vcpu: floor"),
    ("Target", sets(maxCapacity=40), "wide-api", "services/api/vcpu: ceiling"),
    (
        "Service",
        sets(capacityProviderStrategies=[{"capacityProvider": "FARGATE", "weight": 1}]),
        "wide-api",
        "services/api/spot-vcpu is billed, and nothing in the state calls for it",
    ),
    ("LaunchTemplate", sets(instanceType="m7g.large"), "", "services/worker/instances: priced by"),
    ("LaunchTemplate", sets(monitoring={"enabled": True}), "", "services/worker/detailed-monitoring"),
    ("Group", sets(maxSize=9), "wide-worker", "services/worker/instances: ceiling"),
    ("Instance", sets(instanceClass="db.r7g.large"), "wide-database", "database/instance/hours: priced by"),
    ("Instance", sets(multiAz=False), "wide-database", "database/instance/hours: priced by"),
    ("Instance", sets(allocatedStorage=100), "wide-database", "database/instance/storage: floor"),
    ("Instance", sets(maxAllocatedStorage=500), "wide-database", "database/instance/storage: ceiling"),
    ("Instance", sets(storageType="gp2"), "wide-database", "database/instance/storage: priced by"),
    ("Instance", sets(instanceClass="db.r7g.large"), "wide-database-replica-1", "database/replica/hours: priced by"),
    ("Instance", sets(monitoringInterval=60), "wide-database", "database/instance/enhanced-monitoring"),
    ("ReplicationGroup", sets(nodeType="cache.r7g.large"), "", "cache/nodes/hours: priced by"),
    ("ReplicationGroup", sets(numCacheClusters=3), "", "cache/nodes/hours: floor"),
    ("ReplicationGroup", sets(engine="redis"), "", "cache/nodes/hours: priced by"),
    ("FileSystem", sets(throughputMode="provisioned"), "", "storage/shared/provisioned"),
    ("Broker", sets(hostInstanceType="mq.m7g.large"), "", "messaging/broker/hours: priced by"),
    ("Cluster", sets(settings=[{"name": "containerInsights", "value": "enhanced"}]), "", "observability/insights"),
    ("MetricAlarm", sets(metricQueries=[{"metric": {}}, {"metric": {}}]), "", "observability/alarms: floor"),
]


def test_the_bill_is_what_the_resources_come_to(deployed: Deployed):
    """Class, size, count, zones, gateways and addresses, derived from the state alone, are those of the bill."""
    assert disagreements(State(deployed.resources), deployed.report) == []


@pytest.mark.parametrize(("kind", "change", "of", "said"), DRIFTS, ids=[f"{d[0]}-{n}" for n, d in enumerate(DRIFTS)])
def test_a_drift_between_resources_and_bill_is_found(deployed: Deployed, kind: str, change: Any, of: str, said: str):
    """A resource that is not what was priced is named by the line it contradicts."""
    found = disagreements(_changed(deployed, kind, change, of), deployed.report)
    assert any(said in one for one in found), found


def test_a_line_too_few_and_one_too_many_are_found(deployed: Deployed):
    """A bill that leaves something out, or makes something up, is found."""
    report = copy.deepcopy(deployed.report)
    lines = report["tiers"][report["tier"]]["lines"]
    gone = lines.pop(next(n for n, one in enumerate(lines) if one["id"] == "cache/nodes/hours"))
    lines.append({**gone, "id": "cache/serverless/data"})
    found = disagreements(State(deployed.resources), report)
    assert any("cache/nodes/hours" in one and "is not on the bill" in one for one in found)
    assert "cache/serverless/data is billed, and nothing in the state calls for it" in found


def test_every_resource_is_accounted_for(deployed: Deployed):
    """Each is named by a line, counted by one, or free for a stated reason."""
    assert list(unnamed(State(deployed.resources), deployed.report)) == []


@pytest.mark.parametrize("kind", ["ReplicationGroup", "Broker", "FileSystem", "Repository", "Parameter", "Zone"])
def test_a_resource_that_is_gone_or_new_is_found(deployed: Deployed, kind: str):
    """A line whose resource is not there is found, and so is a resource that no line names."""
    kept = [one for one in deployed.resources if not one["type"].endswith(f":{kind}")]
    assert len(kept) < len(deployed.resources)
    assert any("which is not in the state" in one for one in unnamed(State(kept), deployed.report))
    more = copy.deepcopy([one for one in deployed.resources if one["type"].endswith(f":{kind}")][:1])
    more[0]["urn"] += "-second"
    found = list(unnamed(State([*deployed.resources, *more]), deployed.report))
    assert len(found) == 1
    assert "is named by no line" in found[0]


def test_no_exception_lacks_a_reason():
    """Whatever is excepted says why."""
    tables = (FREE, COUNTED, NOT_OF_THE_STATE)
    assert [key for table in tables for key, reason in table.items() if len(reason) < 8] == []
    assert not set(FREE) & set(COUNTED)
