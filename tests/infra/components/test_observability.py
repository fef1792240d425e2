"""Log groups, alert topic and audit trail, value by value."""

import json
from typing import Any

from infra.building.observability import build_observability
from tests.support.pulumi_mocks import Deployed
from tests.support.sites import ACCOUNT, built

GROUP, TOPIC = "aws:cloudwatch/logGroup:LogGroup", "aws:sns/topic:Topic"
POLICY, SUBSCRIPTION = "aws:sns/topicPolicy:TopicPolicy", "aws:sns/topicSubscription:TopicSubscription"
TRAIL, BUCKET, BUCKET_POLICY = "aws:cloudtrail/trail:Trail", "aws:s3/bucket:Bucket", "aws:s3/bucketPolicy:BucketPolicy"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
FARGATE = {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": {"image": "public.ecr.aws/x/y:1"}}}
TOPIC_ARN = f"arn:aws:sns:us-east-1:{ACCOUNT}:shop-alerts"


def deployed(observability: dict[str, Any], **layers: Any) -> Deployed:
    """Return what the step registers."""
    return built(build_observability, topology={"observability": observability, **layers})


def statements(text: str) -> list[dict[str, Any]]:
    """Return the statements of a policy."""
    return json.loads(text)["Statement"]


def test_nothing_wanted_nothing_made():
    """Without services, addresses and trail there is no component."""
    assert {r.type for r in deployed({}).resources} == {"pulumi:providers:aws"}


def test_every_service_has_a_log_group_with_an_end():
    """Services and jobs write to groups named after stack and service, with class and retention."""
    services = {"api": FARGATE, "migrate": {**FARGATE, "kind": "job"}}
    done = deployed({"logRetentionDays": 7, "logClass": "INFREQUENT_ACCESS"}, services=services)
    assert {one.name: one.inputs for one in done.of(GROUP)} == {
        f"shop-{service}": {
            "name": f"/shop/dev/{service}",
            "retentionInDays": 7,
            "logGroupClass": "INFREQUENT_ACCESS",
            "tags": {"service": service},
        }
        for service in ("api", "migrate")
    }


def test_two_stacks_of_an_account_do_not_meet():
    """The stack's name is part of the group's, as the topology's is the same."""
    done = built(build_observability, topology={"services": {"api": FARGATE}}, name="prod")
    assert done.one(GROUP).inputs["name"] == "/shop/prod/api"
    assert done.one(GROUP).inputs["retentionInDays"] == 30


def test_mails_and_text_messages_come_from_one_topic():
    """Each address and each telephone has a subscription that keeps its name when another one goes."""
    done = deployed({"alerts": {"emails": ["a@example.com", "b@example.com"], "sms": ["+15555550100"]}})
    assert {one.name: (one.inputs["protocol"], one.inputs["endpoint"]) for one in done.of(SUBSCRIPTION)} == {
        "shop-alerts-a@example.com": ("email", "a@example.com"),
        "shop-alerts-b@example.com": ("email", "b@example.com"),
        "shop-alerts-+15555550100": ("sms", "+15555550100"),
    }
    assert {one.inputs["topic"] for one in done.of(SUBSCRIPTION)} == {TOPIC_ARN}


def test_only_alarms_of_this_topology_may_publish():
    """CloudWatch may publish for alarms of this name, account and region; nobody may without TLS."""
    allow, deny = statements(deployed({"alerts": {"emails": ["a@example.com"]}}).one(POLICY).inputs["policy"])
    assert allow == {
        "Effect": "Allow",
        "Principal": {"Service": "cloudwatch.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": TOPIC_ARN,
        "Condition": {
            "ArnLike": {"aws:SourceArn": f"arn:aws:cloudwatch:us-east-1:{ACCOUNT}:alarm:shop-*"},
            "StringEquals": {"aws:SourceAccount": ACCOUNT},
        },
    }
    assert (deny["Effect"], deny["Principal"], deny["Resource"]) == ("Deny", "*", TOPIC_ARN)
    assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_whoever_gets_mail_must_confirm_it():
    """The outputs list the addresses that AWS waits for; telephones need no link."""
    done = deployed({"alerts": {"emails": ["a@example.com"], "sms": ["+15555550100"]}})
    assert done.outputs["alertEmailsToConfirm"] == ["a@example.com"]
    assert done.outputs["alertTopicArn"] == TOPIC_ARN
    assert "alertEmailsToConfirm" not in deployed({"alerts": {"sms": ["+15555550100"]}}).outputs


def test_the_trail_holds_everything_of_the_account():
    """All regions, global services, and files whose changes can be told."""
    trail = deployed({"trail": {"retentionDays": 90}}).one(TRAIL, "shop-trail")
    assert trail.inputs == {
        "s3BucketName": "shop-trail-bucket",
        "isMultiRegionTrail": True,
        "includeGlobalServiceEvents": True,
        "enableLogFileValidation": True,
    }


def test_the_trail_waits_for_its_buckets_policy():
    """CloudTrail refuses a bucket that does not let it write yet."""
    done = deployed({"trail": {}})
    assert done.one(BUCKET_POLICY).urn in done.one(TRAIL).depends_on


def test_only_this_trail_may_write_into_its_bucket():
    """CloudTrail may look and write below the account's own folder, for this stack's trail; nobody without TLS."""
    looks, writes, deny = statements(deployed({"trail": {}}).one(BUCKET_POLICY).inputs["policy"])
    source = {"ArnLike": {"aws:SourceArn": f"arn:aws:cloudtrail:us-east-1:{ACCOUNT}:trail/shop-trail-*"}}
    arn = f"arn:aws:s3:us-east-1:{ACCOUNT}:shop-trail"
    assert looks == {
        "Effect": "Allow",
        "Principal": {"Service": "cloudtrail.amazonaws.com"},
        "Action": "s3:GetBucketAcl",
        "Resource": arn,
        "Condition": source,
    }
    assert writes["Resource"] == f"{arn}/AWSLogs/{ACCOUNT}/*"
    assert writes["Condition"] == {**source, "StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}
    assert (deny["Effect"], deny["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})


def test_the_trail_is_kept_as_long_as_it_says():
    """What is older than the retention goes; with protected data the bucket stays even when it is full."""
    done = deployed({"trail": {"retentionDays": 400}})
    assert done.one(LIFECYCLE).inputs["rules"][0]["expiration"] == {"days": 400}
    bucket = done.one(BUCKET, "shop-trail")
    assert (bucket.inputs["forceDestroy"], bucket.protect) == (False, True)
    open_ = deployed({"trail": {}}, protectData=False).one(BUCKET)
    assert (open_.inputs["forceDestroy"], open_.protect) == (True, False)
    assert done.outputs["trailBucket"] == "shop-trail-bucket"
