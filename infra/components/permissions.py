"""What a service's grants come to as statements of an IAM policy: each names the thing itself."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import pulumi

from infra.aws_rules.ecs import EXEC_ACTIONS
from infra.model.grants import Grant

Statement: TypeAlias = Mapping[str, Any]

EVERYTHING = "*"
WITHOUT_RESOURCE = (
    *EXEC_ACTIONS,
    "cloudwatch:PutMetricData",
    "ecr:GetAuthorizationToken",
    "ecs:DiscoverPollEndpoint",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
)
"""Actions for which IAM knows no resource, so that a policy can only name all of them.

Source: Service Authorization Reference, "Actions, resources, and condition keys" of each service.
"""

BUCKET_READ = ("s3:GetObject",)
BUCKET_WRITE = ("s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObject")
OBJECTS: Mapping[str, tuple[str, ...]] = {
    "read": BUCKET_READ,
    "write": BUCKET_WRITE,
    "readWrite": (*BUCKET_READ, *BUCKET_WRITE, "s3:DeleteObject"),
}
"""What may be done with objects; only who reads may list them, and only who does both may delete."""

SEND = ("sqs:SendMessage",)
CONSUME = ("sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:ReceiveMessage")
LOOK_AT_QUEUE = ("sqs:GetQueueAttributes", "sqs:GetQueueUrl")
MESSAGES: Mapping[str, tuple[str, ...]] = {"send": SEND, "consume": CONSUME, "sendAndConsume": (*SEND, *CONSUME)}

MOUNT = ("elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite")
INVOKE = ("bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream")
TRACES = ("xray:PutTelemetryRecords", "xray:PutTraceSegments")
OWN_COUNT = ("ecs:DescribeServices", "ecs:UpdateService")

PROFILE_REGIONS = ("us.", "us-gov.", "eu.", "apac.", "jp.", "au.", "ca.", "global.")
"""How ids of inference profiles start: models called in whichever region of the group has room.

Source: Amazon Bedrock User Guide, "Supported Regions and models for inference profiles".
"""


class Place(NamedTuple):
    """What ARNs are put together from."""

    partition: pulumi.Input[str]
    region: str
    account: pulumi.Input[str]


class Known(NamedTuple):
    """What grants name.

    Attributes:
        arns: "bucket.uploads", "queue.jobs", "fileSystem.files", and "fileSystem.files/api" for its access point.
        namespaces: CloudWatch namespaces by the name of the metric.
        place: for ARNs of what nobody made.
    """

    arns: Mapping[str, pulumi.Input[str]]
    namespaces: Mapping[str, str]
    place: Place


def allow(actions: Sequence[str], resource: Any, **condition: Mapping[str, Any]) -> Statement:
    """Return a statement that allows actions on a resource, under conditions if there are any."""
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": resource}
    return {**statement, "Condition": condition} if condition else statement


def of_grants(service: str, granted: Sequence[Grant], known: Known) -> Iterator[Statement]:
    """Yield the statements of a task role; grants that only open a port need none."""
    for grant in granted:
        match grant.kind:
            case "bucket":
                yield from _bucket(known.arns[f"bucket.{grant.name}"], grant.access)
            case "queue":
                yield allow((*MESSAGES[grant.access], *LOOK_AT_QUEUE), known.arns[f"queue.{grant.name}"])
            case "fileSystem":
                door = known.arns[f"fileSystem.{grant.name}/{service}"]
                only = {"elasticfilesystem:AccessPointArn": door}
                yield allow(MOUNT, known.arns[f"fileSystem.{grant.name}"], StringEquals=only)
            case "metric":
                only = {"cloudwatch:namespace": known.namespaces[grant.name]}
                yield allow(("cloudwatch:PutMetricData",), EVERYTHING, StringEquals=only)
            case "bedrock":
                yield allow(INVOKE, list(_models(grant.name, known.place)))
            case _:
                pass


def _bucket(arn: pulumi.Input[str], access: str) -> Iterator[Statement]:
    if access != "write":
        yield allow(("s3:ListBucket",), arn)
    yield allow(OBJECTS[access], pulumi.Output.concat(arn, "/*"))


def _models(model: str, place: Place) -> Iterator[pulumi.Output[str]]:
    """Yield the model's ARN, or the inference profile's with the model's in every region it may choose."""
    start = pulumi.Output.concat("arn:", place.partition, ":bedrock:")
    group = next((g for g in PROFILE_REGIONS if model.startswith(g)), None)
    if group is None:
        yield pulumi.Output.concat(start, place.region, "::foundation-model/", model)
        return
    yield pulumi.Output.concat(start, place.region, ":", place.account, ":inference-profile/", model)
    yield pulumi.Output.concat(start, "*::foundation-model/", model.removeprefix(group))
