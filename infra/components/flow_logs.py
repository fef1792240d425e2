"""Flow logs of the VPC, into a bucket or a log group of their own."""

import pulumi
import pulumi_aws as aws

from infra.aws_rules.vpc import FLOW_LOG_TRAFFIC
from infra.components import policies
from infra.components.base import Layer
from infra.components.buckets import expire_after, private_bucket
from infra.model.network import FlowLogs

DELIVERY = "delivery.logs.amazonaws.com"
AGGREGATION_SECONDS = 600


def add_flow_logs(layer: Layer, prefix: str, logs: FlowLogs, vpc_id: pulumi.Output[str], *, keep: bool) -> None:
    """Add the flow log and what it writes to; `keep` leaves a full bucket in place on destroy."""
    name, traffic = f"{prefix}-flow-logs", FLOW_LOG_TRAFFIC[logs.traffic]
    if logs.destination == "s3":
        bucket = private_bucket(name, layer.child(), force_destroy=not keep)
        expire_after(bucket, name, logs.retention_days, layer.child())
        policy = aws.s3.BucketPolicy(name, bucket=bucket.id, policy=_delivery_policy(bucket.arn), opts=layer.child())
        aws.ec2.FlowLog(
            name,
            vpc_id=vpc_id,
            traffic_type=traffic,
            log_destination_type="s3",
            log_destination=bucket.arn,
            max_aggregation_interval=AGGREGATION_SECONDS,
            # AWS refuses a flow log whose bucket does not let it write yet.
            opts=layer.child(depends_on=[policy]),
        )
        return
    group = aws.cloudwatch.LogGroup(name, retention_in_days=logs.retention_days, opts=layer.child())
    aws.ec2.FlowLog(
        name,
        vpc_id=vpc_id,
        traffic_type=traffic,
        log_destination_type="cloud-watch-logs",
        log_destination=group.arn,
        iam_role_arn=_writer(layer, name, group.arn),
        max_aggregation_interval=AGGREGATION_SECONDS,
        opts=layer.child(),
    )


def _delivery_policy(bucket_arn: pulumi.Output[str]) -> pulumi.Output[str]:
    """Let AWS's log delivery write, and refuse everyone else without TLS."""
    deliver = {"Effect": "Allow", "Principal": {"Service": DELIVERY}}
    return policies.document(
        [
            {**deliver, "Action": "s3:PutObject", "Resource": pulumi.Output.concat(bucket_arn, "/AWSLogs/*")},
            {**deliver, "Action": "s3:GetBucketAcl", "Resource": bucket_arn},
            policies.tls_only(bucket_arn),
        ]
    )


def _writer(layer: Layer, name: str, group_arn: pulumi.Output[str]) -> pulumi.Output[str]:
    """Return the ARN of a role that may write to this one log group."""
    role = aws.iam.Role(name, assume_role_policy=policies.trust("vpc-flow-logs.amazonaws.com"), opts=layer.child())
    actions = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"]
    resources = [group_arn, pulumi.Output.concat(group_arn, ":*")]
    aws.iam.RolePolicy(
        name,
        role=role.id,
        policy=policies.document([{"Effect": "Allow", "Action": actions, "Resource": resources}]),
        opts=layer.child(),
    )
    return role.arn
