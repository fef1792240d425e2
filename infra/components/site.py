"""The site's files: a private bucket that the CDN alone may read."""

import pulumi
import pulumi_aws as aws

from infra.components import policies
from infra.components.base import Layer
from infra.components.buckets import private_bucket
from infra.model import edge_names
from infra.model.topology import Topology


class SiteBucket(Layer):
    """A private bucket, and the CDN's own way of signing its requests to it.

    Attributes:
        bucket, arn: of the bucket.
        domain_name: of its REST endpoint, which takes signed requests; the website endpoint takes none.
        access_control_id: how the CDN signs.
    """

    bucket: pulumi.Output[str]
    arn: pulumi.Output[str]
    domain_name: pulumi.Output[str]
    access_control_id: pulumi.Output[str]

    def __init__(self, name: str, *, topology: Topology, opts: pulumi.ResourceOptions) -> None:
        super().__init__(name, "edge", opts)
        self._logical = edge_names.site(topology)
        made = private_bucket(self._logical, self.child(), force_destroy=not topology.protect_data)
        self.bucket, self.arn, self.domain_name = made.bucket, made.arn, made.bucket_regional_domain_name
        self.access_control_id = aws.cloudfront.OriginAccessControl(
            self._logical,
            origin_access_control_origin_type="s3",
            signing_behavior="always",
            signing_protocol="sigv4",
            opts=self.child(),
        ).id
        self.register_outputs({"bucket": self.bucket})

    def open_to(self, distribution_arn: pulumi.Input[str]) -> None:
        """Let one distribution read, and nobody without TLS."""
        read = {
            "Effect": "Allow",
            "Principal": {"Service": "cloudfront.amazonaws.com"},
            "Action": "s3:GetObject",
            "Resource": pulumi.Output.concat(self.arn, "/*"),
            "Condition": {"StringEquals": {"AWS:SourceArn": distribution_arn}},
        }
        document = policies.document([read, policies.tls_only(self.arn)])
        aws.s3.BucketPolicy(self._logical, bucket=self.bucket, policy=document, opts=self.child())
