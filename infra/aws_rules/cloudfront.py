"""CloudFront: price classes and their edges, flat-rate plans, TLS and managed policies."""

from typing import Final, NamedTuple

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "EDGES_OF_CLASS": ("cloudfront-pricing", "general-knowledge"),
    "EDGE_NAMES": ("cloudfront-pricing",),
    "CHEAPEST_EDGE": ("cloudfront-pricing", "general-knowledge"),
    "PLANS": ("cloudfront-plans", "cloudfront-pricing"),
    "FREE_PLANS_MAX": ("cloudfront-plans",),
    "CERTIFICATE_REGION": ("botocore", "acm-regions"),
    "TLS_POLICIES": ("botocore",),
    "TLS_POLICY": ("cloudfront-policies", "general-knowledge"),
    "CACHING_OPTIMIZED": ("cloudfront-policies", "general-knowledge"),
    "CACHING_DISABLED": ("cloudfront-policies", "general-knowledge"),
    "ALL_VIEWER": ("cloudfront-policies", "general-knowledge"),
    "SECURITY_HEADERS": ("cloudfront-policies", "general-knowledge"),
    "ALIASES_MAX": ("general-knowledge",),
    "BEHAVIOURS_MAX": ("general-knowledge",),
    "PREFIX_LIST": ("general-knowledge",),
    "FREE_INVALIDATION_PATHS": ("cloudfront-pricing",),
}

EDGES_OF_CLASS: Final = {
    "PriceClass_100": ("us", "ca", "eu"),
    "PriceClass_200": ("us", "ca", "eu", "za", "me", "jp", "ap", "in"),
    "PriceClass_All": ("us", "ca", "eu", "za", "me", "jp", "ap", "in", "sa", "au"),
}
"""Price regions that a class serves from: 100 is North America, Europe and Israel; 200 leaves out South
America, Australia and New Zealand."""

EDGE_NAMES: Final = {
    "us": "United States",
    "ca": "Canada",
    "eu": "Europe",
    "za": "South Africa",
    "me": "Middle East",
    "jp": "Japan",
    "ap": "Asia Pacific",
    "in": "India",
    "sa": "South America",
    "au": "Australia",
}
"""Price regions, as AWS's price page names them."""

CHEAPEST_EDGE: Final = "us"
"""Where viewers of a region that the class leaves out are reckoned: AWS serves them from the nearest
edge it includes, at that edge's price."""

CERTIFICATE_REGION: Final = "us-east-1"
TLS_POLICIES: Final = ("TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025")
TLS_POLICY: Final = "TLSv1.2_2021"
"""Least TLS of viewers worth choosing from, and the one that nearly every client meets."""

CACHING_OPTIMIZED: Final = "658327ea-f89d-4fab-a63d-7e88639e58f6"
CACHING_DISABLED: Final = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
ALL_VIEWER: Final = "216adef6-5c7f-47e4-b989-5492eafa07d3"
SECURITY_HEADERS: Final = "67f7725c-6f97-4210-82d7-5512b31e9d03"
"""Ids of AWS's managed policies: cache, cache, origin request, response headers."""

ALIASES_MAX: Final = 100
BEHAVIOURS_MAX: Final = 75
PREFIX_LIST: Final = "com.amazonaws.global.cloudfront.origin-facing"
"""The managed prefix list of the addresses from which CloudFront calls an origin."""

FREE_INVALIDATION_PATHS: Final = 1000
"""Paths a month that an account invalidates for nothing."""


class Plan(NamedTuple):
    """A flat-rate plan of one distribution: what it covers a month. Above it AWS throttles, not bills."""

    requests_million: int
    transfer_gb: int
    s3_credit_gb: int


PLANS: Final = {
    "free": Plan(1, 100, 5),
    "pro": Plan(10, 50 * 1024, 50),
    "business": Plan(125, 50 * 1024, 1024),
    "premium": Plan(500, 50 * 1024, 5 * 1024),
}

FREE_PLANS_MAX: Final = 3
"""Distributions of an account on the free plan."""


def serving_edge(edge: str, price_class: str) -> str:
    """Return the price region that serves viewers of one under a price class."""
    return edge if edge in EDGES_OF_CLASS[price_class] else CHEAPEST_EDGE
