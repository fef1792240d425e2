"""A private, encrypted bucket with everything it must not be without."""

import pulumi
import pulumi_aws as aws


def private_bucket(
    name: str,
    opts: pulumi.ResourceOptions,
    *,
    bucket: str | None = None,
    force_destroy: bool = False,
    protect: bool = False,
) -> aws.s3.Bucket:
    """Return a bucket that is closed to the public, owned by this account alone, and encrypted.

    Args:
        name: logical name of the bucket and its settings.
        opts: options of all of them.
        bucket: the global name; generated when absent.
        force_destroy: whether `destroy` may delete it with what it holds.
        protect: whether Pulumi refuses to delete or replace it; its settings may change all the same.
    """
    guarded = pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(protect=protect))
    made = aws.s3.Bucket(name, bucket=bucket, force_destroy=force_destroy, opts=guarded)
    aws.s3.BucketPublicAccessBlock(
        name,
        bucket=made.id,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
        opts=opts,
    )
    aws.s3.BucketOwnershipControls(name, bucket=made.id, rule={"object_ownership": "BucketOwnerEnforced"}, opts=opts)
    aws.s3.BucketServerSideEncryptionConfiguration(
        name,
        bucket=made.id,
        rules=[{"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}],
        opts=opts,
    )
    return made


def expire_after(bucket: aws.s3.Bucket, name: str, days: int, opts: pulumi.ResourceOptions) -> None:
    """Delete what is in the bucket after so many days, and uploads that never ended."""
    aws.s3.BucketLifecycleConfiguration(
        name,
        bucket=bucket.id,
        rules=[
            {
                "id": "expire",
                "status": "Enabled",
                "filter": {"prefix": ""},
                "expiration": {"days": days},
                "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
            }
        ],
        opts=opts,
    )
