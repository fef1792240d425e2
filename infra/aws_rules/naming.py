"""How long names may be, and the room that Pulumi's random suffix leaves."""

from typing import Final

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "SUFFIX": ("pulumi-autonaming",),
    "LONGEST": ("botocore", "pulumi-autonaming", "general-knowledge"),
    "TAG_VALUE_MAX": ("ec2-tags", "general-knowledge"),
    "TAG_KEY_MAX": ("ec2-tags", "general-knowledge"),
    "TAGS_MAX": ("ec2-tags", "general-knowledge"),
    "TAG_RESERVED_PREFIX": ("ec2-tags", "general-knowledge"),
}

SUFFIX: Final = 8
"""Pulumi adds a hyphen and seven hex digits, and raises an error where that is too long."""

LONGEST: Final = {
    "appautoscaling/policy:Policy": 256,
    "autoscaling/group:Group": 255,
    "backup/plan:Plan": 50,
    "backup/selection:Selection": 50,
    "backup/vault:Vault": 50,
    "budgets/budget:Budget": 100,
    "cloudfront/originAccessControl:OriginAccessControl": 64,
    "cloudtrail/trail:Trail": 128,
    "cloudwatch/dashboard:Dashboard": 255,
    "cloudwatch/logGroup:LogGroup": 512,
    "cloudwatch/metricAlarm:MetricAlarm": 255,
    "ec2/launchTemplate:LaunchTemplate": 128,
    "ec2/securityGroup:SecurityGroup": 255,
    "ecr/repository:Repository": 256,
    "ecs/capacityProvider:CapacityProvider": 255,
    "ecs/cluster:Cluster": 255,
    "ecs/service:Service": 255,
    "elasticache/replicationGroup:ReplicationGroup": 40,
    "elasticache/serverlessCache:ServerlessCache": 40,
    "elasticache/parameterGroup:ParameterGroup": 255,
    "elasticache/subnetGroup:SubnetGroup": 255,
    "iam/instanceProfile:InstanceProfile": 128,
    "iam/policy:Policy": 128,
    "iam/role:Role": 64,
    "lb/loadBalancer:LoadBalancer": 32,
    "lb/targetGroup:TargetGroup": 32,
    "mq/broker:Broker": 50,
    "rds/cluster:Cluster": 63,
    "rds/instance:Instance": 63,
    "rds/parameterGroup:ParameterGroup": 255,
    "rds/subnetGroup:SubnetGroup": 255,
    "s3/bucket:Bucket": 63,
    "scheduler/schedule:Schedule": 64,
    "secretsmanager/secret:Secret": 512,
    "sns/topic:Topic": 256,
    "sqs/queue:Queue": 80,
    "ssm/parameter:Parameter": 1011,
    "wafv2/webAcl:WebAcl": 128,
}
"""The longest name AWS takes, by Pulumi type without its leading `aws:`."""

TAGS_MAX: Final = 50
TAG_KEY_MAX: Final = 128
TAG_VALUE_MAX: Final = 256
TAG_RESERVED_PREFIX: Final = "aws:"
"""Tags a resource may have, characters of a key and of a value, and the prefix that is AWS's own."""


def room(resource: str) -> int:
    """Return the characters that a logical name may have under Pulumi's auto-naming.

    Raises:
        KeyError: The type is not in `LONGEST`.
    """
    return LONGEST[resource] - SUFFIX


def tag_problem(key: str, value: str) -> str | None:
    """Say why a tag is refused by AWS."""
    if key.lower().startswith(TAG_RESERVED_PREFIX):
        return f"starts with {TAG_RESERVED_PREFIX}, which AWS keeps for itself"
    if not 1 <= len(key) <= TAG_KEY_MAX:
        return f"is not 1 to {TAG_KEY_MAX} characters"
    return f"has a value longer than {TAG_VALUE_MAX} characters" if len(value) > TAG_VALUE_MAX else None
