"""AWS WAF: managed rule groups, their capacity, rate limits."""

from collections.abc import Iterable
from typing import Final, NamedTuple

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "MANAGED": ("waf-rule-groups", "general-knowledge"),
    "RATE_RULE_WCU": ("waf-capacity", "general-knowledge"),
    "WCU_INCLUDED": ("waf-capacity",),
    "WCU_MAX": ("waf-capacity",),
    "RATE_LIMIT": ("botocore",),
    "RATE_WINDOWS_SECONDS": ("botocore",),
    "VENDOR": ("waf-rule-groups",),
    "CLOUDFRONT_REGION": ("botocore",),
    "PROPAGATION_SECONDS": ("botocore",),
}

VENDOR: Final = "AWS"


class RuleGroup(NamedTuple):
    """A managed rule group: AWS's name, and the capacity units it takes. It counts as one rule."""

    name: str
    wcu: int


MANAGED: Final = {
    "common": RuleGroup("AWSManagedRulesCommonRuleSet", 700),
    "knownBadInputs": RuleGroup("AWSManagedRulesKnownBadInputsRuleSet", 200),
    "sqlInjection": RuleGroup("AWSManagedRulesSQLiRuleSet", 200),
    "ipReputation": RuleGroup("AWSManagedRulesAmazonIpReputationList", 25),
}
"""By our short name. The 700 of the core rule set was read, the others are general knowledge."""

RATE_RULE_WCU: Final = 2
"""A rate rule by address without a scope-down statement."""

WCU_INCLUDED: Final = 1500
WCU_MAX: Final = 5000
"""Above the first a web ACL costs more for every 500 units and million requests."""

RATE_LIMIT: Final = (10, 2000000000)
RATE_WINDOWS_SECONDS: Final = (60, 120, 300, 600)
PROPAGATION_SECONDS: Final = 10
"""Requests of one address in a window, the windows there are, and how often AWS looks."""

CLOUDFRONT_REGION: Final = "us-east-1"
"""A web ACL for CloudFront lives here."""


def capacity(groups: Iterable[str], *, rate_limited: bool) -> int:
    """Return the capacity units of a web ACL with these managed groups, by our short names."""
    return sum(MANAGED[group].wcu for group in groups) + (RATE_RULE_WCU if rate_limited else 0)


def rate_problem(limit: int) -> str | None:
    """Say why a number cannot be a rate limit."""
    least, most = RATE_LIMIT
    return None if least <= limit <= most else f"is outside {least}-{most} requests"
