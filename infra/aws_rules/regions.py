"""AWS regions: which have prices here, their zones, their partition and their CloudFront edge."""

from typing import Final

from infra.aws_rules.values import words

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "ZONE_LETTERS": ("describe-availability-zones", "general-knowledge"),
    "OPT_IN": ("general-knowledge",),
    "UNPRICED": ("botocore",),
    "PARTITIONS": ("botocore",),
    "EDGES": ("cloudfront-pricing", "general-knowledge"),
}

ZONE_LETTERS: Final = {
    "ap-northeast-1": "abcd",
    "ap-northeast-2": "abcd",
    "ap-south-1": "abc",
    "ap-south-2": "abc",
    "ap-southeast-1": "abc",
    "ap-southeast-2": "abc",
    "ca-central-1": "abd",
    "eu-central-1": "abc",
    "eu-north-1": "abc",
    "eu-west-1": "abc",
    "eu-west-2": "abc",
    "eu-west-3": "abc",
    "sa-east-1": "abc",
    "us-east-1": "abcdef",
    "us-east-2": "abc",
    "us-west-1": "abc",
    "us-west-2": "abcd",
}
"""The regions of the price book, and every zone letter AWS has used in them.

An account does not see all of them: us-west-1 shows two of three, ap-northeast-1b is closed to
newer accounts. The letters are the account's own mapping, so only the deployment can tell.
"""

OPT_IN: Final = frozenset({"ap-south-2"})
"""Priced regions that an account must enable first (those opened after March 2019)."""

UNPRICED: Final = words(
    """
    af-south-1 ap-east-1 ap-east-2 ap-northeast-3 ap-southeast-3 ap-southeast-4 ap-southeast-5
    ap-southeast-6 ap-southeast-7 ca-west-1 eu-central-2 eu-south-1 eu-south-2 il-central-1
    me-central-1 me-south-1 me-west-1 mx-central-1 sa-west-1
    cn-north-1 cn-northwest-1 eusc-de-east-1 us-gov-east-1 us-gov-west-1
    """
)
"""Regions that AWS has and the price book has not."""

PARTITIONS: Final = {
    "cn-": "aws-cn",
    "us-gov-": "aws-us-gov",
    "eusc-": "aws-eusc",
}
"""Partition by the region's prefix; every other region is in `aws`."""

EDGES: Final = {
    "ap-northeast-1": "jp",
    "ap-northeast-2": "ap",
    "ap-south-1": "in",
    "ap-south-2": "in",
    "ap-southeast-1": "ap",
    "ap-southeast-2": "au",
    "ca-central-1": "ca",
    "eu-central-1": "eu",
    "eu-north-1": "eu",
    "eu-west-1": "eu",
    "eu-west-2": "eu",
    "eu-west-3": "eu",
    "sa-east-1": "sa",
    "us-east-1": "us",
    "us-east-2": "us",
    "us-west-1": "us",
    "us-west-2": "us",
}
"""The CloudFront price region nearest to each region's own users."""


def priced() -> tuple[str, ...]:
    """Return the regions of the price book, by name."""
    return tuple(ZONE_LETTERS)


def partition(region: str) -> str:
    """Return the partition that stands in the ARNs of a region."""
    return next((name for prefix, name in PARTITIONS.items() if region.startswith(prefix)), "aws")


def region_problem(region: str) -> str | None:
    """Say why a region cannot be used: unknown to AWS, or known and without prices."""
    if region in ZONE_LETTERS:
        return None
    if region in UNPRICED:
        return "is an AWS region, but the price book has no prices for it"
    return "is not an AWS region"


def zones(region: str) -> tuple[str, ...]:
    """Return the zone names of a region, such as us-east-1a; none for a region without prices."""
    return tuple(region + letter for letter in ZONE_LETTERS.get(region, ""))


def zone_problem(region: str, zone: str) -> str | None:
    """Say why a zone name does not belong to the region."""
    names = zones(region)
    if zone in names:
        return None
    return f"is not a zone of {region}, which has {', '.join(names)}"
