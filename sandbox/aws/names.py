"""Physical names: what AWS allows, and how the provider makes one up when the program gives none.

Lengths and alphabets are those of AWS's API reference (the service models of botocore 1.44). The made-up form,
logical name plus `-` plus seven hexadecimal digits, and its own limits are pulumi-aws 7's (`provider/resources.go`
and `provider/pkg/elb/elb.go`): a name that does not fit is an error there, never cut.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sandbox.wire import UNKNOWN, reveal

_RANDOM: Final = 7


@dataclass(frozen=True)
class NameRule:
    """How resources of one type are named.

    Attributes:
        prop: The property that holds the name.
        longest, shortest: AWS's limits, in characters.
        pattern: What AWS accepts.
        says: The pattern in words.
        auto: Whether the provider makes a name up; `False` where it must be given or AWS chooses.
        separator: Between the logical name and the digits.
        auto_longest: The provider's own limit for names it makes up.
        lower: Whether it lowers the logical name first.
        prefix: Put before a made-up name that lacks it.
        fifo: The boolean argument that asks for the `.fifo` ending.
        scope: What a name must be unique within, as a template; the name itself is added. `None`: need not be unique.
    """

    prop: str = "name"
    longest: int = 255
    pattern: str = r".+"
    says: str = "any characters"
    shortest: int = 1
    auto: bool = True
    separator: str = "-"
    auto_longest: int = 255
    lower: bool = False
    prefix: str = ""
    fifo: str = ""
    scope: str | None = ""


_IAM: Final = (r"[\w+=,.@-]+", "letters, digits and _ + = , . @ -")
_WORD: Final = (r"[A-Za-z0-9_-]+", "letters, digits, hyphens and underscores")
_ELB: Final = (r"(?!internal-)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?", "letters, digits and inner hyphens")
_RDS: Final = (
    r"[a-z](?!.*--)[a-z0-9-]*(?<!-)",
    "a letter, then lower-case letters, digits and single inner hyphens",
)
_GROUP: Final = (r"[a-z0-9 ._-]+", "lower-case letters, digits, spaces, periods, underscores and hyphens")
_PARAMS: Final = (
    r"[a-z](?!.*--)[a-z0-9.-]*(?<!-)",
    "a letter, then lower-case letters, digits and single hyphens",
)
_BUCKET: Final = (r"(?!.*\.\.)[a-z0-9][a-z0-9.-]*[a-z0-9]", "lower-case letters, digits, hyphens and periods")
_SECURITY: Final = (
    r"(?!sg-)[\w .\-:/()#,@\[\]+=&;{}!$*]+",
    "letters, digits and . _ - : / ( ) # , @ [ ] + = & ; { } ! $ *",
)
_REPOSITORY: Final = (r"[a-z0-9]+([._/-]+[a-z0-9]+)*", "lower-case letters and digits, parted by . _ / -")
_LOGS: Final = (r"[.\-_/#A-Za-z0-9]+", "letters, digits and . - _ / #")

NAMES: Final[Mapping[str, NameRule]] = {
    "aws:acm/certificate:Certificate": NameRule("domainName", 253, auto=False, scope=None),
    "aws:appautoscaling/policy:Policy": NameRule(longest=256, scope="{resourceId}/"),
    "aws:appautoscaling/scheduledAction:ScheduledAction": NameRule(longest=1600, scope="{resourceId}/"),
    "aws:autoscaling/group:Group": NameRule(),
    "aws:autoscaling/lifecycleHook:LifecycleHook": NameRule(scope="{autoscalingGroupName}/"),
    "aws:autoscaling/policy:Policy": NameRule(scope="{autoscalingGroupName}/"),
    "aws:backup/plan:Plan": NameRule(longest=50, pattern=r"[A-Za-z0-9_.-]+", says=_WORD[1]),
    "aws:backup/selection:Selection": NameRule("name", 50, *_WORD, scope="{planId}/"),
    "aws:backup/vault:Vault": NameRule("name", 50, *_WORD, shortest=2),
    "aws:budgets/budget:Budget": NameRule("name", 100, r"[^:\\]+", "no colon and no backslash"),
    "aws:cloudfront/cachePolicy:CachePolicy": NameRule("name", 128, *_WORD),
    "aws:cloudfront/function:Function": NameRule("name", 64, *_WORD),
    "aws:cloudfront/originAccessControl:OriginAccessControl": NameRule(longest=64),
    "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": NameRule("name", 128, *_WORD),
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": NameRule("name", 128, *_WORD),
    "aws:cloudtrail/trail:Trail": NameRule("name", 128, r"[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]", _WORD[1], 3),
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": NameRule("alarmName", auto=False),
    "aws:cloudwatch/dashboard:Dashboard": NameRule("dashboardName", 255, *_WORD, auto=False),
    "aws:cloudwatch/eventRule:EventRule": NameRule("name", 64, r"[A-Za-z0-9_.-]+", _WORD[1], auto_longest=64),
    "aws:cloudwatch/eventTarget:EventTarget": NameRule("targetId", 64, r"[A-Za-z0-9_.-]+", _WORD[1], scope="{rule}/"),
    "aws:cloudwatch/logGroup:LogGroup": NameRule("name", 512, *_LOGS),
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": NameRule("name", 512, r"[^:*]+", scope="{logGroupName}/"),
    "aws:cloudwatch/metricAlarm:MetricAlarm": NameRule(),
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor": NameRule(longest=1024, scope=None),
    "aws:costexplorer/anomalySubscription:AnomalySubscription": NameRule(longest=1024, scope=None),
    "aws:ec2/keyPair:KeyPair": NameRule("keyName"),
    "aws:ec2/launchTemplate:LaunchTemplate": NameRule("name", 128, r"[A-Za-z0-9().\-/_]+", _WORD[1], 3),
    "aws:ec2/managedPrefixList:ManagedPrefixList": NameRule("name", 255, r"(?!com\.amazonaws).+", scope=None),
    "aws:ec2/securityGroup:SecurityGroup": NameRule("name", 255, *_SECURITY, scope="{vpcId}/"),
    "aws:ec2/subnet:Subnet": NameRule("cidrBlock", auto=False, scope="{vpcId}/"),
    "aws:ecr/repository:Repository": NameRule("name", 256, *_REPOSITORY, shortest=2),
    "aws:ecs/capacityProvider:CapacityProvider": NameRule(
        "name", 255, r"(?!aws|ecs|fargate)" + _WORD[0], "not starting with aws, ecs or fargate; " + _WORD[1]
    ),
    "aws:ecs/cluster:Cluster": NameRule("name", 255, *_WORD),
    "aws:ecs/service:Service": NameRule("name", 255, *_WORD, scope="{cluster}/"),
    "aws:ecs/taskDefinition:TaskDefinition": NameRule("family", 255, *_WORD, auto=False, scope=None),
    "aws:efs/fileSystem:FileSystem": NameRule("creationToken", 64),
    "aws:elasticache/cluster:Cluster": NameRule("clusterId", 50, *_RDS, auto_longest=50, lower=True),
    "aws:elasticache/parameterGroup:ParameterGroup": NameRule("name", 255, *_PARAMS),
    "aws:elasticache/replicationGroup:ReplicationGroup": NameRule(
        "replicationGroupId", 40, *_RDS, auto_longest=40, lower=True
    ),
    "aws:elasticache/serverlessCache:ServerlessCache": NameRule("name", 40, *_RDS),
    "aws:elasticache/subnetGroup:SubnetGroup": NameRule("name", 255, *_GROUP),
    "aws:elasticache/user:User": NameRule("userId", 40, auto=False),
    "aws:elasticache/userGroup:UserGroup": NameRule("userGroupId", 40, auto=False),
    "aws:iam/instanceProfile:InstanceProfile": NameRule("name", 128, *_IAM),
    "aws:iam/policy:Policy": NameRule("name", 128, *_IAM),
    "aws:iam/role:Role": NameRule("name", 64, *_IAM, auto_longest=64),
    "aws:iam/rolePolicy:RolePolicy": NameRule("name", 128, *_IAM, scope="{role}/"),
    "aws:kms/alias:Alias": NameRule(
        "name",
        256,
        r"alias/(?!aws/)[A-Za-z0-9/_-]+",
        "alias/ and then letters, digits, / _ -",
        prefix="alias/",
    ),
    "aws:lb/loadBalancer:LoadBalancer": NameRule("name", 32, *_ELB, auto_longest=32),
    "aws:lb/targetGroup:TargetGroup": NameRule("name", 32, *_ELB, auto_longest=32),
    "aws:lb/listenerRule:ListenerRule": NameRule("priority", auto=False, scope="{listenerArn}/"),
    "aws:mq/broker:Broker": NameRule("brokerName", 50, *_WORD, auto_longest=55),
    "aws:mq/configuration:Configuration": NameRule("name", 150, r"[A-Za-z0-9_.~-]+", _WORD[1]),
    "aws:rds/cluster:Cluster": NameRule("clusterIdentifier", 63, *_RDS, auto=False),
    "aws:rds/clusterInstance:ClusterInstance": NameRule("identifier", 63, *_RDS, auto=False),
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": NameRule("name", 255, *_PARAMS),
    "aws:rds/instance:Instance": NameRule("identifier", 63, *_RDS, separator=""),
    "aws:rds/parameterGroup:ParameterGroup": NameRule("name", 255, *_PARAMS),
    "aws:rds/subnetGroup:SubnetGroup": NameRule("name", 255, *_GROUP),
    "aws:route53/record:Record": NameRule("name", 255, auto=False, scope="{zoneId}/{type}/{setIdentifier}/"),
    "aws:route53/zone:Zone": NameRule("name", 255, auto=False, scope=None),
    "aws:s3/bucket:Bucket": NameRule("bucket", 63, *_BUCKET, shortest=3, auto_longest=63, lower=True),
    "aws:s3/bucketObjectv2:BucketObjectv2": NameRule("key", 1024, auto=False, scope="{bucket}/"),
    "aws:scheduler/schedule:Schedule": NameRule("name", 64, r"[A-Za-z0-9_.-]+", _WORD[1], scope="{groupName}/"),
    "aws:scheduler/scheduleGroup:ScheduleGroup": NameRule("name", 64, r"[A-Za-z0-9_.-]+", _WORD[1]),
    "aws:secretsmanager/secret:Secret": NameRule(
        "name", 512, r"[A-Za-z0-9/_+=.@-]+", "letters, digits and / _ + = . @ -"
    ),
    "aws:servicediscovery/httpNamespace:HttpNamespace": NameRule(longest=1024),
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": NameRule(longest=253, scope="{vpc}/"),
    "aws:servicediscovery/service:Service": NameRule(longest=127, scope="{namespaceId}/"),
    "aws:sns/topic:Topic": NameRule(
        "name", 256, r"[A-Za-z0-9_-]+(\.fifo)?", _WORD[1], auto_longest=80, fifo="fifoTopic"
    ),
    "aws:sqs/queue:Queue": NameRule(
        "name", 80, r"[A-Za-z0-9_-]+(\.fifo)?", _WORD[1], auto_longest=80, fifo="fifoQueue"
    ),
    "aws:ssm/parameter:Parameter": NameRule(
        "name",
        1011,
        r"(?!/?(?i:aws|ssm)(/|$))[A-Za-z0-9_.\-/]+",
        "letters, digits and . _ - /, not under aws or ssm",
    ),
    "aws:wafv2/ipSet:IpSet": NameRule("name", 128, *_WORD, scope="{scope}/"),
    "aws:wafv2/webAcl:WebAcl": NameRule("name", 128, *_WORD, scope="{scope}/"),
    "aws:xray/group:Group": NameRule("groupName", 32, auto=False),
    "aws:xray/samplingRule:SamplingRule": NameRule("ruleName", 32, auto=False),
}

# Names that Terraform's AWS provider makes up itself, below Pulumi: `tf-` and 26 digits, known only once made.
GENERATED: Final[Mapping[str, str]] = {
    "aws:rds/cluster:Cluster": "clusterIdentifier",
    "aws:rds/clusterInstance:ClusterInstance": "identifier",
}


class NameTooLongError(ValueError):
    """A made-up name would not fit."""


def auto_name(rule: NameRule, logical: str, inputs: Mapping[str, Any], seed: bytes) -> str:
    """The name that the provider makes up for a resource without one.

    Raises:
        NameTooLongError: It is longer than the provider allows.
    """
    stem = (logical.lower() if rule.lower else logical) + rule.separator
    if len(stem) + _RANDOM > rule.auto_longest:
        raise NameTooLongError(
            f"name '{stem}' plus {_RANDOM} random chars is longer than maximum length {rule.auto_longest}"
        )
    name = stem + hashlib.sha256(seed).hexdigest()[:_RANDOM]
    if rule.prefix and not name.startswith(rule.prefix):
        name = rule.prefix + name
    return name + ".fifo" if rule.fifo and reveal(inputs.get(rule.fifo)) is True else name


def name_problem(rule: NameRule, name: Any) -> str:
    """Why AWS would refuse a name; empty when it would not, or when the name is not known yet."""
    if name is UNKNOWN or not isinstance(name, str):
        return ""
    if not rule.shortest <= len(name) <= rule.longest:
        return f"{name!r} has {len(name)} characters; AWS allows {rule.shortest} to {rule.longest}"
    if not re.fullmatch(rule.pattern, name):
        return f"{name!r} is not a name that AWS allows: {rule.says}"
    return ""
