"""What exists in every account without anybody making it: AWS's own policies, prefix lists and images."""

import functools
import hashlib
import re
from typing import Final

from sandbox.account import Living
from sandbox.aws import schema
from sandbox.aws.regions import REGIONS
from sandbox.wire import Properties

_IAM_POLICY: Final = "aws:iam/policy:Policy"
_PREFIX_LIST: Final = "aws:ec2/managedPrefixList:ManagedPrefixList"

# AWS-managed IAM policies that are newer than the SDK's list. Source: AWS managed policy reference guide.
_NEWER_POLICIES: Final = (
    "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers",
    "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances",
    "arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes",
    "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForS3Backup",
    "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForS3Restore",
)

# Source: Amazon CloudFront Developer Guide, "Use managed cache policies", "Use managed origin request policies",
# "Use managed response headers policies".
_CLOUDFRONT: Final = {
    "aws:cloudfront/cachePolicy:CachePolicy": {
        "Managed-CachingOptimized": "658327ea-f89d-4fab-a63d-7e88639e58f6",
        "Managed-CachingOptimizedForUncompressedObjects": "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
        "Managed-CachingDisabled": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        "UseOriginCacheControlHeaders": "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
        "UseOriginCacheControlHeaders-QueryStrings": "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
    },
    "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": {
        "Managed-AllViewer": "216adef6-5c7f-47e4-b989-5492eafa07d3",
        "Managed-AllViewerExceptHostHeader": "b689b0a8-53d0-40ab-baf2-68738e2966ac",
        "Managed-AllViewerAndCloudFrontHeaders-2022-06": "33f36d7e-f396-46d9-90e0-52428a34d9dc",
        "Managed-CORS-CustomOrigin": "59781a5b-3903-41f3-afcb-af62929ccde1",
        "Managed-CORS-S3Origin": "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
        "Managed-UserAgentRefererHeaders": "acba4595-bd28-49b8-b9fe-13317c0390fa",
    },
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": {
        "Managed-SimpleCORS": "60669652-455b-4ae9-85a4-c4c02393f86c",
        "Managed-CORS-With-Preflight": "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
        "Managed-SecurityHeadersPolicy": "67f7725c-6f97-4210-82d7-5512b31e9d03",
        "Managed-CORS-and-SecurityHeadersPolicy": "e61eb60c-9c35-4d20-a928-2b84e02af89c",
        "Managed-CORS-with-preflight-and-SecurityHeadersPolicy": "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
    },
}

# Public parameters whose value is an image id. Source: Amazon Linux 2023 User Guide, "Launching AL2023 using the SSM
# parameter"; Amazon ECS Developer Guide, "Retrieving Amazon ECS-optimized Linux AMI metadata".
_IMAGE_PARAMETER: Final = re.compile(
    r"/aws/service/(ami-amazon-linux-latest/al2023-ami(-minimal|-ecs-\w+)?-kernel-[\w.]+-(x86_64|arm64)"
    r"|ecs/optimized-ami/amazon-linux-2023(/arm64|/gpu|/neuron)?/recommended/image_id"
    r"|bottlerocket/[\w./-]+/image_id)"
)


def is_image_parameter(name: str) -> bool:
    """Whether a public parameter of that name holds an image id."""
    return _IMAGE_PARAMETER.fullmatch(name) is not None


def image(name: str, region: str) -> Living:
    """The image behind a public parameter or an image's name, the same every time in the same region."""
    id_ = "ami-" + hashlib.sha256(f"{region}/{name}".encode()).hexdigest()[:17]
    arm = re.search(r"arm64|aarch64", name) is not None
    outputs = {
        "id": id_,
        "imageId": id_,
        "name": name,
        "region": region,
        "architecture": "arm64" if arm else "x86_64",
        "arn": f"arn:aws:ec2:{region}::image/{id_}",
        "state": "available",
        "rootDeviceName": "/dev/xvda",
        "rootDeviceType": "ebs",
        "virtualizationType": "hvm",
    }
    return Living("aws:ec2/ami:Ami", id_, region, outputs=outputs, handles={"id": id_})


@functools.cache
def given(*types: str) -> tuple[Living, ...]:
    """AWS's own resources of these types, in all regions."""
    found = [*_policies(), *_cloudfront(), *_prefix_lists()]
    return tuple(living for living in found if living.type in types)


@functools.cache
def _policies() -> tuple[Living, ...]:
    arns = sorted({*schema.managed_policies(), *_NEWER_POLICIES})
    return tuple(
        Living(_IAM_POLICY, arn, "", outputs={"arn": arn, "name": arn.rpartition("/")[2]}, handles={"arn": arn})
        for arn in arns
    )


def _cloudfront() -> list[Living]:
    return [
        Living(token, id_, "", outputs={"id": id_, "name": name}, handles={"id": id_, "name": name})
        for token, policies in _CLOUDFRONT.items()
        for name, id_ in policies.items()
    ]


def _prefix_lists() -> list[Living]:
    return [_prefix_list(name.format(region=region), region) for region in REGIONS for name in _PREFIX_LISTS]


_PREFIX_LISTS: Final = (
    "com.amazonaws.global.cloudfront.origin-facing",
    "com.amazonaws.{region}.s3",
    "com.amazonaws.{region}.dynamodb",
)


def _prefix_list(name: str, region: str) -> Living:
    id_ = "pl-" + hashlib.sha256(f"{region}/{name}".encode()).hexdigest()[:8]
    outputs: Properties = {
        "id": id_,
        "name": name,
        "region": region,
        "arn": f"arn:aws:ec2:{region}:aws:prefix-list/{id_}",
        "addressFamily": "IPv4",
        "ownerId": "AWS",
        "maxEntries": 55,
        "version": 1,
        "entries": [],
        "tags": {},
    }
    return Living(_PREFIX_LIST, id_, region, outputs=outputs, handles={"id": id_, "name": name})
