"""Who hears of alarms: one topic, with mails and text messages."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from infra.components import policies
from infra.components.base import Layer
from infra.model import observability_names
from infra.model.topology import Topology

CLOUDWATCH = "cloudwatch.amazonaws.com"


def add_alerts(layer: Layer, topology: Topology) -> pulumi.Output[str]:
    """Add the topic and its subscriptions; return the ARN of the topic, once alarms may publish to it.

    The topic is not encrypted at rest: alarms cannot use AWS's own key, and a key of one's own costs more by the month
    than all of its messages, which hold names of alarms and thresholds.
    Source: Amazon SNS Developer Guide, "Enable compatibility between event sources and encrypted topics".
    """
    name, alerts = observability_names.alerts(topology), topology.observability.alerts
    topic = aws.sns.Topic(name, opts=layer.child())
    aws.sns.TopicPolicy(name, arn=topic.arn, policy=_from_alarms(topic.arn, topology.name), opts=layer.child())
    _subscribe(layer, topology, topic.arn, "email", alerts.emails)
    _subscribe(layer, topology, topic.arn, "sms", alerts.sms)
    return topic.arn


def _subscribe(
    layer: Layer, topology: Topology, topic: pulumi.Output[str], protocol: str, endpoints: Sequence[str]
) -> None:
    for endpoint in endpoints:
        name = observability_names.subscription(topology, endpoint)
        aws.sns.TopicSubscription(name, topic=topic, protocol=protocol, endpoint=endpoint, opts=layer.child())


def _from_alarms(topic: pulumi.Output[str], prefix: str) -> pulumi.Output[str]:
    """Let alarms of this topology publish, and refuse whoever comes without TLS."""
    alarms = topic.apply(lambda arn: _alarms_beside(arn, prefix))
    account = topic.apply(lambda arn: arn.split(":")[4])
    return policies.document(
        [
            {
                "Effect": "Allow",
                "Principal": {"Service": CLOUDWATCH},
                "Action": "sns:Publish",
                "Resource": topic,
                "Condition": {"ArnLike": {"aws:SourceArn": alarms}, "StringEquals": {"aws:SourceAccount": account}},
            },
            {
                "Effect": "Deny",
                "Principal": "*",
                "Action": "sns:Publish",
                "Resource": topic,
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            },
        ]
    )


def _alarms_beside(topic_arn: str, prefix: str) -> str:
    """Return the pattern of ARNs of alarms in the region and account of a topic."""
    _, partition, _, region, account, _ = topic_arn.split(":")
    return f"arn:{partition}:cloudwatch:{region}:{account}:alarm:{prefix}-*"
