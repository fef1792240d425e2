"""Tags that follow the structure: the layer on everything that takes tags.

Project, stack and the user's own tags are default tags of the provider. A provider has one set of them, so the layer
comes by a transform, which also reaches the children of packaged components.
"""

from collections.abc import Callable, Mapping
from typing import Any, cast

import pulumi

UNTAGGABLE = frozenset(
    {
        "aws:acm/certificateValidation:CertificateValidation",
        "aws:appautoscaling/policy:Policy",
        "aws:appautoscaling/scheduledAction:ScheduledAction",
        "aws:backup/selection:Selection",
        "aws:cloudfront/cachePolicy:CachePolicy",
        "aws:cloudfront/originAccessControl:OriginAccessControl",
        "aws:cloudwatch/dashboard:Dashboard",
        "aws:costexplorer/costAllocationTag:CostAllocationTag",
        "aws:ec2/eipAssociation:EipAssociation",
        "aws:ec2/route:Route",
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        "aws:ecr/lifecyclePolicy:LifecyclePolicy",
        "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
        "aws:efs/fileSystemPolicy:FileSystemPolicy",
        "aws:efs/mountTarget:MountTarget",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "aws:pricingplanmanager/subscription:Subscription",
        "aws:route53/record:Record",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        "aws:s3/bucketPolicy:BucketPolicy",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "aws:s3/bucketVersioning:BucketVersioning",
        "aws:scheduler/schedule:Schedule",
        "aws:secretsmanager/secretVersion:SecretVersion",
        "aws:sns/topicPolicy:TopicPolicy",
        "aws:sns/topicSubscription:TopicSubscription",
        "aws:sqs/queuePolicy:QueuePolicy",
        "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
        "aws:sqs/redrivePolicy:RedrivePolicy",
        "aws:wafv2/webAclAssociation:WebAclAssociation",
    }
)
"""Types that AWS gives no tags; every other type of the provider takes them."""

TAGS_AS_LIST = frozenset({"aws:autoscaling/group:Group"})
"""Types whose tags say each for itself whether instances get it; the provider's default tags do not reach them."""

UNCHANGED = cast("pulumi.ResourceOptions", None)
"""Leaves a resource's options as they are. Handing back what a transform was given loses some on the way: the SDK reads
`replace_with` not at all, and `replacement_trigger` in a form it cannot write (3.272)."""

Transform = Callable[[pulumi.ResourceTransformArgs], pulumi.ResourceTransformResult | None]


def layer_tags(layer: str, service: str | None = None) -> Transform:
    """Return a transform that adds `layer`, and `service` where one is named, to every taggable AWS resource."""
    added = {"layer": layer} | ({"service": service} if service else {})

    def transform(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
        if not takes_tags(args.type_):
            return None
        properties = cast("Mapping[str, Any]", args.props)
        add = _listed if args.type_ in TAGS_AS_LIST else _mapped
        tagged = {**properties, "tags": add(properties.get("tags"), added)}
        return pulumi.ResourceTransformResult(tagged, UNCHANGED)

    return transform


def _mapped(present: Any, added: Mapping[str, str]) -> Any:
    return {**added, **cast("Mapping[str, Any]", present or {})}


def _listed(present: Any, added: Mapping[str, str]) -> Any:
    entries = cast("list[Mapping[str, Any]]", present or [])
    known = {entry["key"] for entry in entries}
    return [*entries, *(propagated(key, value) for key, value in added.items() if key not in known)]


def propagated(key: str, value: str) -> dict[str, Any]:
    """Return a tag of an Auto Scaling group as it goes over the wire; its instances get it too."""
    return {"key": key, "value": value, "propagateAtLaunch": True}


def takes_tags(type_token: str) -> bool:
    """Return whether resources of this type carry tags."""
    return type_token.startswith("aws:") and type_token not in UNTAGGABLE
