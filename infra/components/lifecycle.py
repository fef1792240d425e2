"""The lifecycle of a bucket's objects: what the config asks for, and what no bucket should be without."""

from collections.abc import Iterator

import pulumi
import pulumi_aws as aws
from pulumi_aws.s3 import BucketLifecycleConfigurationRuleArgsDict as Rule

from infra.model.lifecycle import START
from infra.model.storage import OLD_VERSION_DAYS, UNFINISHED_UPLOAD_DAYS, Bucket, LifecycleRule


def add_lifecycle(bucket: aws.s3.Bucket, name: str, model: Bucket, opts: pulumi.ResourceOptions) -> None:
    """Add the one configuration a bucket may have, with all of its rules."""
    aws.s3.BucketLifecycleConfiguration(name, bucket=bucket.id, rules=list(_rules(model)), opts=opts)


def _rules(model: Bucket) -> Iterator[Rule]:
    """Yield the rules; a colon in an id of ours keeps it apart from the config's names."""
    unfinished = _rule("tollgate:unfinished-uploads")
    unfinished["abort_incomplete_multipart_upload"] = {"days_after_initiation": UNFINISHED_UPLOAD_DAYS}
    yield unfinished
    if model.versioning:
        old = _rule("tollgate:old-versions")
        old["noncurrent_version_expiration"] = {"noncurrent_days": OLD_VERSION_DAYS}
        old["expiration"] = {"expired_object_delete_marker": True}
        yield old
    if model.storage_class != START:
        # A bucket has no default class: S3 moves what arrives in STANDARD at the next midnight.
        arriving = _rule("tollgate:storage-class")
        arriving["transitions"] = [{"days": 0, "storage_class": model.storage_class}]
        yield arriving
    for rule_id, asked in sorted(model.lifecycle.items()):
        yield _asked_for(rule_id, asked)


def _asked_for(rule_id: str, asked: LifecycleRule) -> Rule:
    rule = _rule(rule_id, asked.prefix)
    if asked.after_days is not None and asked.storage_class is not None:
        rule["transitions"] = [{"days": asked.after_days, "storage_class": asked.storage_class}]
    if asked.expire_after_days is not None:
        rule["expiration"] = {"days": asked.expire_after_days}
    return rule


def _rule(rule_id: str, prefix: str = "") -> Rule:
    return {"id": rule_id, "status": "Enabled", "filter": {"prefix": prefix}}
