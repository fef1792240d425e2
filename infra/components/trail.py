"""The audit trail: every management event of the account, in a bucket of its own."""

import pulumi
import pulumi_aws as aws

from infra.components import policies
from infra.components.base import Layer
from infra.components.buckets import expire_after, private_bucket
from infra.model import observability_names
from infra.model.observability import Trail
from infra.model.topology import Topology

CLOUDTRAIL = "cloudtrail.amazonaws.com"


def add_trail(
    layer: Layer, topology: Topology, model: Trail, *, region: str, account: pulumi.Output[str]
) -> aws.s3.Bucket:
    """Add the trail, its bucket, and the policy by which CloudTrail may write; return the bucket."""
    name, keep = observability_names.trail(topology), topology.protect_data
    bucket = private_bucket(name, layer.child(), force_destroy=not keep, protect=keep)
    expire_after(bucket, name, model.retention_days, layer.child())
    policy = aws.s3.BucketPolicy(
        name, bucket=bucket.id, policy=_writable(bucket.arn, name, region, account), opts=layer.child()
    )
    aws.cloudtrail.Trail(
        name,
        s3_bucket_name=bucket.bucket,
        is_multi_region_trail=True,
        include_global_service_events=True,
        enable_log_file_validation=True,
        # CloudTrail refuses a bucket that does not let it write yet.
        opts=layer.child(depends_on=[policy]),
    )
    return bucket


def _writable(
    bucket_arn: pulumi.Output[str], name: str, region: str, account: pulumi.Output[str]
) -> pulumi.Output[str]:
    """Let this stack's trail write, and refuse everyone else without TLS.

    The trail's name gets random digits when it is made, after the policy: the condition leaves them open. Source: AWS
    CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail".
    """
    partition = bucket_arn.apply(lambda arn: arn.split(":")[1])
    trail = pulumi.Output.concat("arn:", partition, ":cloudtrail:", region, ":", account, f":trail/{name}-*")
    by_trail = {"ArnLike": {"aws:SourceArn": trail}}
    allow = {"Effect": "Allow", "Principal": {"Service": CLOUDTRAIL}}
    owned = {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}
    return policies.document(
        [
            {**allow, "Action": "s3:GetBucketAcl", "Resource": bucket_arn, "Condition": by_trail},
            {
                **allow,
                "Action": "s3:PutObject",
                "Resource": pulumi.Output.concat(bucket_arn, "/AWSLogs/", account, "/*"),
                "Condition": {**by_trail, **owned},
            },
            policies.tls_only(bucket_arn),
        ]
    )
