"""What must hold of a deployed state whatever the config says: checks of our own over exported resources.

    problems = [p for check in CHECKS.values() for p in check(State(resources))]

Each check yields one line for each resource that breaks it.
"""

import fnmatch
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from infra.model.layers import LAYERS
from tests.support.state import Found, State

Check = Callable[[State], Iterator[str]]

ANYWHERE = {"0.0.0.0/0", "::/0"}
BUCKET, BALANCER = "aws:s3/bucket:Bucket", "aws:lb/loadBalancer:LoadBalancer"
INSTANCE, CLUSTER = "aws:rds/instance:Instance", "aws:rds/cluster:Cluster"
CACHE, FILES = "aws:elasticache/replicationGroup:ReplicationGroup", "aws:efs/fileSystem:FileSystem"
SERVERLESS_CACHE = "aws:elasticache/serverlessCache:ServerlessCache"
QUEUE, TOPIC = "aws:sqs/queue:Queue", "aws:sns/topic:Topic"
TEMPLATE, MACHINE = "aws:ec2/launchTemplate:LaunchTemplate", "aws:ec2/instance:Instance"
DISTRIBUTION, BROKER = "aws:cloudfront/distribution:Distribution", "aws:mq/broker:Broker"
LISTENER, TASK = "aws:lb/listener:Listener", "aws:ecs/taskDefinition:TaskDefinition"
POLICIES = {
    BUCKET: ("aws:s3/bucketPolicy:BucketPolicy", "bucket"),
    QUEUE: ("aws:sqs/queuePolicy:QueuePolicy", "queueUrl"),
    TOPIC: ("aws:sns/topicPolicy:TopicPolicy", "arn"),
    FILES: ("aws:efs/fileSystemPolicy:FileSystemPolicy", "fileSystemId"),
}
"""Resource policies: the type of the policy, and its argument that says what it is of."""


def open_to_the_world(state: State) -> Iterator[str]:
    """Only a load balancer takes connections from everywhere, on 80 and 443."""
    fronts = {group for one in state.of(BALANCER) for group in one.inputs["securityGroups"]}
    for rule in state.of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"):
        ranges = {rule.inputs.get("cidrIpv4"), rule.inputs.get("cidrIpv6")} & ANYWHERE
        ports = (rule.inputs.get("fromPort"), rule.inputs.get("toPort"))
        allowed = rule.inputs["securityGroupId"] in fronts and ports in {(80, 80), (443, 443)}
        if ranges and not allowed:
            yield f"{rule} lets anybody in, at {ports[0]} to {ports[1]}"
    for group in state.of("aws:ec2/securityGroup:SecurityGroup"):
        if any(
            ANYWHERE & {*(i.get("cidrBlocks") or []), *(i.get("ipv6CidrBlocks") or [])}
            for i in _listed(group, "ingress")
        ):
            yield f"{group} lets anybody in"


def _listed(found: Found, name: str) -> list[Mapping[str, Any]]:
    value = found.inputs.get(name)
    return value if isinstance(value, list) else []


def unencrypted_at_rest(state: State) -> Iterator[str]:
    """Every store encrypts what it holds, and every disk.

    Topics are left out: what alarms say is no secret, and CloudWatch cannot use a key of AWS's own for them.
    """
    for types, name in (
        ((INSTANCE, CLUSTER), "storageEncrypted"),
        ((CACHE,), "atRestEncryptionEnabled"),
        ((FILES,), "encrypted"),
        ((QUEUE,), "sqsManagedSseEnabled"),
    ):
        for one in state.of(*types):
            if one.inputs.get(name) is not True and not one.inputs.get("kmsMasterKeyId"):
                yield f"{one}: {name} is not set"
    encrypted = {one.inputs["bucket"] for one in _rules_of_buckets(state) if one.inputs.get("rules")}
    yield from (f"{one} has no rule of encryption" for one in state.of(BUCKET) if one.id not in encrypted)
    for template in state.of(TEMPLATE):
        disks = [one["ebs"] for one in template.inputs.get("blockDeviceMappings") or []]
        if not disks or any(str(disk.get("encrypted")).lower() != "true" for disk in disks):
            yield f"{template} starts instances on a disk that is not encrypted"
    for machine in state.of(MACHINE):
        if (machine.inputs.get("rootBlockDevice") or {}).get("encrypted") is not True:
            yield f"{machine} has a disk that is not encrypted"
    for parameter in state.of("aws:ssm/parameter:Parameter"):
        if parameter.inputs["type"] != "SecureString":
            yield f"{parameter} is kept in clear"


def _rules_of_buckets(state: State) -> list[Found]:
    return state.of("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration")


def unencrypted_in_transit(state: State) -> Iterator[str]:
    """Nothing is spoken to in clear: policies deny it, databases and caches demand TLS, listeners redirect."""
    for type_, (policy, of) in POLICIES.items():
        denying = {one.inputs[of] for one in state.of(policy) if _denies_clear(one.document("policy"))}
        for one in state.of(type_):
            if not denying & {one.id, one.outputs.get("arn")}:
                yield f"{one} may be spoken to in clear"
    for group in state.of(
        "aws:rds/parameterGroup:ParameterGroup", "aws:rds/clusterParameterGroup:ClusterParameterGroup"
    ):
        if {p["name"]: p["value"] for p in group.inputs.get("parameters") or []}.get("rds.force_ssl") != "1":
            yield f"{group} does not demand TLS"
    for cache in state.of(CACHE):
        if not cache.inputs.get("transitEncryptionEnabled") or cache.inputs.get("transitEncryptionMode") == "preferred":
            yield f"{cache} does not demand TLS"
    yield from _listeners(state)
    for distribution in state.of(DISTRIBUTION):
        yield from _distribution(distribution)
    yield from _mounts(state)


def _denies_clear(policy: Mapping[str, Any]) -> bool:
    return any(
        one["Effect"] == "Deny"
        and one.get("Principal") in ("*", {"AWS": "*"})
        and (one.get("Condition") or {}).get("Bool", {}).get("aws:SecureTransport") == "false"
        for one in policy.get("Statement") or []
    )


def _listeners(state: State) -> Iterator[str]:
    """A listener in clear passes nothing on where there is a certificate; those with one take TLS 1.2 and newer."""
    listeners = state.of(LISTENER)
    secured = {one.inputs["loadBalancerArn"] for one in listeners if one.inputs["protocol"] == "HTTPS"}
    for one in listeners:
        actions = [action["type"] for action in one.inputs["defaultActions"]]
        if one.inputs["protocol"] == "HTTP" and one.inputs["loadBalancerArn"] in secured and actions != ["redirect"]:
            yield f"{one} passes requests on in clear"
        if one.inputs["protocol"] == "HTTPS" and "TLS13-1-2" not in str(one.inputs.get("sslPolicy")):
            yield f"{one} takes old versions of TLS: {one.inputs.get('sslPolicy')}"


def _distribution(one: Found) -> Iterator[str]:
    behaviours = [one.inputs["defaultCacheBehavior"], *(one.inputs.get("orderedCacheBehaviors") or [])]
    if any(each["viewerProtocolPolicy"] == "allow-all" for each in behaviours):
        yield f"{one} serves in clear"
    certificate = one.inputs.get("viewerCertificate") or {}
    own = not certificate.get("cloudfrontDefaultCertificate")
    if own and not str(certificate.get("minimumProtocolVersion")).startswith("TLSv1.2"):
        yield f"{one} takes old versions of TLS"


def _mounts(state: State) -> Iterator[str]:
    for task in state.of(TASK):
        for volume in task.inputs.get("volumes") or []:
            files = volume.get("efsVolumeConfiguration")
            if files and files.get("transitEncryption") != "ENABLED":
                yield f"{task} mounts {volume['name']} in clear"


def wildcard_permissions(state: State) -> Iterator[str]:
    """No role may do every action of a service, or every action, on everything, nor all but what is named."""
    for one in state.of("aws:iam/rolePolicy:RolePolicy"):
        for statement in _allowed(one.document("policy")):
            actions, resources = _many(statement.get("Action")), _many(statement.get("Resource"))
            if "*" in actions or (_wild(actions) and "*" in resources):
                yield f"{one} allows {', '.join(actions)} on {', '.join(resources)}"
            if "NotAction" in statement or "NotResource" in statement:
                yield f"{one} allows all but what it names"
    for one in state.of("aws:iam/rolePolicyAttachment:RolePolicyAttachment"):
        if one.inputs["policyArn"].rpartition("/")[2] in {"AdministratorAccess", "PowerUserAccess", "IAMFullAccess"}:
            yield f"{one} attaches {one.inputs['policyArn']}"


def speaking_to_anybody(state: State) -> Iterator[str]:
    """No role may be assumed by everybody, and no policy of a resource lets everybody in without a condition."""
    for one in state.of("aws:iam/role:Role"):
        if any(map(_anybody, _allowed(one.document("assumeRolePolicy")))):
            yield f"{one} may be assumed by anybody"
    for one in state.of(*(type_ for type_, _ in POLICIES.values())):
        for statement in _allowed(one.document("policy")):
            if _anybody(statement) and not statement.get("Condition"):
                yield f"{one} allows anybody {', '.join(_many(statement.get('Action')))}"


def _allowed(policy: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in policy.get("Statement") or [] if one["Effect"] == "Allow"]


def _many(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


def _wild(actions: list[str]) -> bool:
    return any(fnmatch.fnmatchcase(one, "*:*") and one.endswith(":*") for one in actions)


def _anybody(statement: Mapping[str, Any]) -> bool:
    principal = statement.get("Principal")
    return principal == "*" or (isinstance(principal, Mapping) and "*" in _many(principal.get("AWS")))


def instance_metadata(state: State) -> Iterator[str]:
    """Instances answer for their metadata by version 2 alone, and to nobody a hop away."""
    for one in state.of(TEMPLATE, MACHINE):
        options = one.inputs.get("metadataOptions") or {}
        if options.get("httpTokens") != "required":
            yield f"{one} takes version 1 of instance metadata"
        if options.get("httpPutResponseHopLimit", 1) != 1:
            yield f"{one} hands metadata on to containers"


def endless_logs(state: State) -> Iterator[str]:
    """Every log group forgets some day."""
    for one in state.of("aws:cloudwatch/logGroup:LogGroup"):
        if not one.inputs.get("retentionInDays"):
            yield f"{one} keeps logs for ever"


def public_data(state: State) -> Iterator[str]:
    """Buckets block all public access; databases, caches and brokers have no public address and no public subnet."""
    blocked = {
        one.inputs["bucket"]
        for one in state.of("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
        if all(one.inputs.get(what) is True for what in _BLOCKS)
    }
    yield from (f"{one} may be made public" for one in state.of(BUCKET) if one.id not in blocked)
    for one in state.of(INSTANCE, "aws:rds/clusterInstance:ClusterInstance", BROKER):
        if one.inputs.get("publiclyAccessible"):
            yield f"{one} has a public address"
    public = _public_subnets(state)
    groups = state.of("aws:rds/subnetGroup:SubnetGroup", "aws:elasticache/subnetGroup:SubnetGroup", BROKER)
    for one in (*groups, *state.of(SERVERLESS_CACHE)):
        if public & set(one.inputs.get("subnetIds") or []):
            yield f"{one} lies in a public subnet"


_BLOCKS = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")


def _public_subnets(state: State) -> set[str]:
    """Return the subnets whose route table leads to an internet gateway."""
    gateways = {one.id for one in state.of("aws:ec2/internetGateway:InternetGateway")}
    tables = {
        one.inputs["routeTableId"] for one in state.of("aws:ec2/route:Route") if one.inputs.get("gatewayId") in gateways
    }
    associations = state.of("aws:ec2/routeTableAssociation:RouteTableAssociation")
    return {one.inputs["subnetId"] for one in associations if one.inputs["routeTableId"] in tables}


def careless_defaults(state: State) -> Iterator[str]:
    """Images cannot be swapped and are scanned, trails can be verified, odd headers are dropped."""
    for one in state.of("aws:ecr/repository:Repository"):
        if one.inputs.get("imageTagMutability") != "IMMUTABLE":
            yield f"{one} lets a tag be moved to another image"
        if (one.inputs.get("imageScanningConfiguration") or {}).get("scanOnPush") is not True:
            yield f"{one} does not scan images"
    for one in state.of("aws:cloudtrail/trail:Trail"):
        if not (one.inputs.get("enableLogFileValidation") and one.inputs.get("isMultiRegionTrail")):
            yield f"{one} can be tampered with, or misses other regions"
    for one in state.of(BALANCER):
        if one.inputs.get("dropInvalidHeaderFields") is not True:
            yield f"{one} passes on invalid headers"
    for one in state.of(TASK):
        if any(container.get("privileged") for container in one.document("containerDefinitions")):
            yield f"{one} runs a privileged container"


def untagged(state: State) -> Iterator[str]:
    """Whatever takes tags says its project, stack and layer, and what runs says its service."""
    from tests.contract.test_tags import takes_tags_in_sdk

    for one in state.aws:
        if not takes_tags_in_sdk(one.type):
            continue
        missing = {"project", "stack", "name", "layer"} - set(one.tags)
        if missing:
            yield f"{one} has no tag {', '.join(sorted(missing))}"
        elif one.tags["layer"] not in LAYERS:
            yield f"{one} is of layer {one.tags['layer']}, which there is not"
        if one.type in _OF_A_SERVICE and "service" not in one.tags:
            yield f"{one} says no service"


_OF_A_SERVICE = {"aws:ecs/service:Service", TASK, "aws:autoscaling/group:Group", TEMPLATE}

CHECKS: Mapping[str, Check] = {
    "ingress": open_to_the_world,
    "encryption at rest": unencrypted_at_rest,
    "encryption in transit": unencrypted_in_transit,
    "permissions": wildcard_permissions,
    "principals": speaking_to_anybody,
    "instance metadata": instance_metadata,
    "log retention": endless_logs,
    "public data": public_data,
    "careful defaults": careless_defaults,
    "tags": untagged,
}
"""Every check that holds of any stack."""

PROTECTED = (FILES, BROKER)
"""Types that hold data of the application, beside databases; buckets do too but for those of logs, and some caches."""


def unprotected(state: State) -> Iterator[str]:
    """With `protectData` what holds data can be deleted neither by Pulumi nor, where AWS can refuse it, by hand.

    A read replica is a copy, and may go.
    """
    sources = [one for one in state.of(INSTANCE, CLUSTER) if not one.inputs.get("replicateSourceDb")]
    for one in (*sources, *state.of(*PROTECTED), *_buckets_with_data(state), *_caches_with_data(state)):
        if not one.protect:
            yield f"{one} is not protected"
    for one in sources:
        if one.inputs.get("deletionProtection") is not True:
            yield f"{one} can be deleted"
        if one.inputs.get("skipFinalSnapshot") is not False:
            yield f"{one} leaves no final snapshot"
    for one in state.of(BALANCER):
        if one.inputs.get("enableDeletionProtection") is not True:
            yield f"{one} can be deleted"
    for one in state.of(BUCKET):
        if one.inputs.get("forceDestroy"):
            yield f"{one} is emptied on destroy"


def _caches_with_data(state: State) -> list[Found]:
    """Return the caches of which snapshots are kept, and those that are there for more than caching."""
    return state.where(CACHE, _holds_data) + state.where(SERVERLESS_CACHE, _holds_data)


def _holds_data(cache: Found) -> bool:
    return bool(cache.inputs.get("snapshotRetentionLimit")) or not cache.inputs["description"].startswith("cache ")


def _buckets_with_data(state: State) -> list[Found]:
    return state.where(BUCKET, lambda one: one.tags.get("layer") == "storage")


def in_clear(exported: str, planted: Mapping[str, str]) -> Iterator[str]:
    """Yield the names of secret values that a text shows."""
    yield from (f"the value of {name} is shown in clear" for name, value in planted.items() if value in exported)
