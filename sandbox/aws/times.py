"""How long AWS takes, so that a simulated `up` can wait as long as a real one, scaled.

Seconds from public apply and destroy logs, gathered on 2026-11-21: median, least and greatest. Where no log was
found the figure is an estimate from how the provider waits, and is marked so. Terraform and Pulumi share the code
that waits, so the figures of both are the same.
"""

import hashlib
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Verb: TypeAlias = Literal["create", "update", "delete"]


@dataclass(frozen=True)
class Seconds:
    """One duration. `est` marks what no log showed."""

    median: float
    least: float | None = None
    greatest: float | None = None
    est: bool = False


@dataclass(frozen=True)
class Durations:
    """How long one type takes to be made, changed and ended."""

    create: Seconds
    delete: Seconds = Seconds(1)
    update: Seconds = Seconds(1, est=True)


def _est(seconds: float) -> Seconds:
    return Seconds(seconds, est=True)


_INSTANT: Final = Durations(_est(1), _est(1))

DURATIONS: Final[Mapping[str, Durations]] = {
    "acm/certificate": Durations(Seconds(1, 0, 11), Seconds(0)),
    "acm/certificateValidation": Durations(Seconds(18, 0, 102), Seconds(0)),
    "appautoscaling/policy": _INSTANT,
    "appautoscaling/target": _INSTANT,
    "autoscaling/group": Durations(Seconds(22, 0, 135), Seconds(109, 45, 394), Seconds(27)),
    "backup/plan": Durations(_est(2), _est(2)),
    "backup/selection": Durations(_est(10), _est(2)),
    "backup/vault": Durations(_est(2), _est(2)),
    "budgets/budget": Durations(_est(2), _est(1)),
    "cloudfront/distribution": Durations(Seconds(216, 180, 754), Seconds(203, 203, 2292), Seconds(68)),
    "cloudfront/originAccessControl": Durations(Seconds(2), _est(1)),
    "cloudtrail/trail": Durations(_est(2), _est(1)),
    "cloudwatch/logGroup": Durations(Seconds(1, 0, 5), _est(1)),
    "cloudwatch/metricAlarm": _INSTANT,
    "costexplorer/anomalyMonitor": Durations(_est(2), _est(1)),
    "costexplorer/anomalySubscription": Durations(_est(2), _est(1)),
    "ec2/eip": Durations(Seconds(1, 0, 3), Seconds(1)),
    "ec2/instance": Durations(Seconds(22, 12, 52), Seconds(52, 24, 183)),
    "ec2/internetGateway": Durations(Seconds(1, 0, 8), Seconds(72, 1, 170)),
    "ec2/launchTemplate": Durations(Seconds(1), _est(1)),
    "ec2/natGateway": Durations(Seconds(104, 84, 125), Seconds(50, 20, 71)),
    "ec2/route": Durations(Seconds(1, 0, 10), Seconds(0, 0, 2)),
    "ec2/routeTable": Durations(Seconds(1, 0, 10), Seconds(0, 0, 2)),
    "ec2/routeTableAssociation": Durations(Seconds(1, 0, 10), Seconds(0, 0, 2)),
    "ec2/securityGroup": Durations(Seconds(2, 1, 15), Seconds(2, 0, 38)),
    "ec2/securityGroupRule": Durations(Seconds(1, 0, 5), _est(1)),
    "ec2/subnet": Durations(Seconds(1, 0, 16), Seconds(0, 0, 1)),
    "ec2/vpc": Durations(Seconds(12, 2, 39), Seconds(1, 0, 1)),
    "ec2/vpcEndpoint": Durations(Seconds(6, 6, 9), Seconds(5)),
    "ec2/vpcEndpoint#Interface": Durations(Seconds(122), _est(60)),
    "ecr/repository": Durations(Seconds(3), Seconds(2)),
    "ecs/cluster": Durations(Seconds(11, 5, 13), Seconds(2, 2, 3)),
    "ecs/service": Durations(Seconds(2, 1, 3), Seconds(380, 378, 382), _est(2)),
    "ecs/service#waits": Durations(Seconds(75, 74, 75), Seconds(380, 378, 382), Seconds(360, 120, 1214)),
    "ecs/taskDefinition": Durations(Seconds(3, 2, 5), Seconds(1, 1, 2)),
    "efs/accessPoint": Durations(_est(2), _est(2)),
    "efs/backupPolicy": Durations(_est(2), _est(2)),
    "efs/fileSystem": Durations(Seconds(12), _est(5)),
    "efs/mountTarget": Durations(Seconds(84), _est(20)),
    "elasticache/parameterGroup": Durations(Seconds(1, 1, 2), _est(1)),
    "elasticache/replicationGroup": Durations(Seconds(419, 358, 555), _est(400), _est(600)),
    "elasticache/subnetGroup": Durations(Seconds(1, 1, 2), _est(1)),
    "iam/instanceProfile": Durations(Seconds(1, 0, 3), Seconds(0)),
    "iam/role": Durations(Seconds(2, 0, 3), Seconds(2, 1, 2)),
    "iam/rolePolicy": Durations(Seconds(0, 0, 5), Seconds(2, 0, 2)),
    "iam/rolePolicyAttachment": Durations(Seconds(0, 0, 5), Seconds(2, 0, 2)),
    "kms/alias": Durations(Seconds(0, 0, 1), _est(1)),
    "kms/key": Durations(Seconds(16, 1, 16), _est(1)),
    "lb/listener": Durations(Seconds(0, 0, 2), Seconds(1, 1, 2)),
    "lb/listenerRule": Durations(Seconds(0), Seconds(0)),
    "lb/loadBalancer": Durations(Seconds(162, 121, 205), Seconds(10, 2, 153)),
    "lb/targetGroup": Durations(Seconds(1, 0, 6), Seconds(1, 1, 2)),
    "mq/broker": Durations(_est(480), _est(150), _est(300)),
    "mq/broker#ActiveMQ": Durations(_est(780), _est(180), _est(300)),
    "pricingplanmanager/subscription": _INSTANT,
    "rds/cluster": Durations(Seconds(51, 43, 61), Seconds(70)),
    "rds/clusterInstance": Durations(Seconds(731, 381, 955), Seconds(455, 455, 719)),
    "rds/clusterInstance#serverless": Durations(_est(480), Seconds(455, 455, 719)),
    "rds/instance": Durations(Seconds(245, 173, 1026), Seconds(255, 226, 285), Seconds(135, 125, 387)),
    "rds/parameterGroup": Durations(Seconds(1, 0, 2), Seconds(1, 0, 1)),
    "rds/subnetGroup": Durations(Seconds(1, 0, 2), Seconds(1, 0, 1)),
    "route53/record": Durations(Seconds(39, 35, 68), Seconds(36, 32, 42)),
    "route53/zone": Durations(Seconds(70, 69, 72), Seconds(4)),
    "s3/bucket": Durations(Seconds(3, 1, 46), Seconds(1)),
    "s3/bucketLifecycleConfiguration": Durations(Seconds(62), _est(1)),
    "s3/bucketPolicy": Durations(Seconds(12, 8, 16), _est(1)),
    "s3/bucketPublicAccessBlock": Durations(Seconds(1, 0, 2), _est(1)),
    "s3/bucketServerSideEncryptionConfiguration": Durations(Seconds(1, 0, 2), _est(1)),
    "s3/bucketVersioning": Durations(Seconds(1, 0, 2), _est(1)),
    "scheduler/schedule": _INSTANT,
    "secretsmanager/secret": Durations(Seconds(1, 0, 1), Seconds(0)),
    "secretsmanager/secretVersion": Durations(Seconds(1, 0, 1), Seconds(0)),
    "sqs/queue": Durations(_est(1), _est(60)),
    "ssm/parameter": _INSTANT,
    "vpc/securityGroupEgressRule": Durations(Seconds(1, 0, 5), _est(1)),
    "vpc/securityGroupIngressRule": Durations(Seconds(1, 0, 5), _est(1)),
    "wafv2/webAcl": Durations(Seconds(2), _est(5)),
    "wafv2/webAclAssociation": Durations(_est(10), _est(5)),
}

# Which input makes a type take a time of its own, and the value that does.
_VARIANTS: Final[Mapping[str, tuple[str, Mapping[object, str]]]] = {
    "ec2/vpcEndpoint": ("vpcEndpointType", {"Interface": "#Interface"}),
    "ecs/service": ("waitForSteadyState", {True: "#waits"}),
    "mq/broker": ("engineType", {"ActiveMQ": "#ActiveMQ"}),
    "rds/clusterInstance": ("instanceClass", {"db.serverless": "#serverless"}),
}


@dataclass(frozen=True)
class Clock:
    """How long calls wait.

    Attributes:
        scale: Real seconds times this are waited; 0 waits never.
        seed: With a seed durations are drawn between least and greatest, the same for the same resource every
            time; without one they are the medians.
    """

    scale: float = 0.0
    seed: int | None = None

    def seconds(self, token: str, verb: Verb, name: str, inputs: Mapping[str, object]) -> float:
        """How long this call takes at AWS, in real seconds, not yet scaled."""
        duration: Seconds = getattr(durations(token, inputs), verb)
        if self.seed is None or duration.least is None or duration.greatest is None:
            return duration.median
        salt = hashlib.sha256(f"{self.seed}/{token}/{verb}/{name}".encode()).digest()
        draw = random.Random(salt)  # noqa: S311  # reproducible durations, nothing secret
        return draw.triangular(duration.least, duration.greatest, duration.median)


def durations(token: str, inputs: Mapping[str, object]) -> Durations:
    """The durations of a type, of its variant where the inputs choose one; a second where nothing is known."""
    short = token.split(":")[1]
    variant = ""
    if short in _VARIANTS:
        prop, variants = _VARIANTS[short]
        variant = variants.get(inputs.get(prop), "")
    return DURATIONS.get(short + variant, _INSTANT)
