"""Application Load Balancers: names, health checks, rules, TLS policies, capacity units."""

from typing import Final

from infra.aws_rules.values import ALNUM, only

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "NAME_MAX": ("botocore",),
    "HEALTH_INTERVAL_SECONDS": ("botocore",),
    "HEALTH_TIMEOUT_SECONDS": ("botocore",),
    "HEALTH_TIMEOUT_DEFAULT_SECONDS": ("botocore",),
    "HEALTH_THRESHOLD": ("botocore",),
    "HEALTH_PATH_MAX": ("botocore",),
    "HEALTH_MATCHER": ("botocore",),
    "DEREGISTRATION_SECONDS": ("botocore",),
    "SLOW_START_SECONDS": ("botocore",),
    "IDLE_TIMEOUT_SECONDS": ("botocore",),
    "KEEP_ALIVE_SECONDS": ("botocore",),
    "PRIORITY": ("botocore",),
    "RULES_MAX": ("elb-quotas", "general-knowledge"),
    "CONDITION_VALUES_MAX": ("elb-quotas", "general-knowledge"),
    "PATTERN_MAX": ("botocore",),
    "PATH_CHARACTERS": ("botocore",),
    "HOST_CHARACTERS": ("botocore",),
    "TLS_POLICY": ("elb-tls",),
    "TLS_POLICY_DEFAULT": ("elb-tls",),
    "LOG_DELIVERY_PRINCIPAL": ("general-knowledge",),
    "LOG_MINUTES": ("general-knowledge",),
    "LCU_NEW_CONNECTIONS": ("elb-pricing",),
    "LCU_ACTIVE_CONNECTIONS": ("elb-pricing",),
    "LCU_GB_PER_HOUR": ("elb-pricing",),
    "LCU_RULES_PER_SECOND": ("elb-pricing",),
    "RULES_FREE": ("elb-pricing",),
}

NAME_MAX: Final = 32

HEALTH_INTERVAL_SECONDS: Final = (5, 300)
HEALTH_TIMEOUT_SECONDS: Final = (2, 120)
HEALTH_TIMEOUT_DEFAULT_SECONDS: Final = 6
HEALTH_THRESHOLD: Final = (2, 10)
HEALTH_PATH_MAX: Final = 1024
HEALTH_MATCHER: Final = (200, 499)
"""Least and most of a target group's health check; AWS's own timeout for HTTP is 6 seconds."""

DEREGISTRATION_SECONDS: Final = (0, 3600)
SLOW_START_SECONDS: Final = (30, 900)
IDLE_TIMEOUT_SECONDS: Final = (1, 4000)
KEEP_ALIVE_SECONDS: Final = (60, 604800)
"""AWS's defaults: 300 to deregister, no slow start, 60 idle, 3600 to keep alive."""

PRIORITY: Final = (1, 50000)
RULES_MAX: Final = 100
CONDITION_VALUES_MAX: Final = 5
"""Rules of a load balancer besides the defaults, and paths and hosts that one rule may name together."""

PATTERN_MAX: Final = 128
PATH_CHARACTERS: Final = ALNUM | frozenset("_-.$/~\"'@:+&*?")
HOST_CHARACTERS: Final = ALNUM | frozenset("-.*?")

TLS_POLICY_DEFAULT: Final = "ELBSecurityPolicy-2016-08"
TLS_POLICY: Final = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
"""What a listener gets without being told, TLS 1.0 included, and what AWS recommends."""

LOG_DELIVERY_PRINCIPAL: Final = "logdelivery.elasticloadbalancing.amazonaws.com"
LOG_MINUTES: Final = 5
"""Who writes access logs, and how often each node does."""

LCU_NEW_CONNECTIONS: Final = 25
LCU_ACTIVE_CONNECTIONS: Final = 3000
LCU_GB_PER_HOUR: Final = 1
LCU_RULES_PER_SECOND: Final = 1000
RULES_FREE: Final = 10
"""One capacity unit: new connections a second, connections a minute, GB an hour, rule evaluations a
second (requests times rules above the free ten). The largest share of the four is billed."""


def name_problem(name: str) -> str | None:
    """Say why a name cannot be a load balancer's or a target group's."""
    if not 1 <= len(name) <= NAME_MAX:
        return f"is not 1 to {NAME_MAX} characters"
    if not only(name, ALNUM | {"-"}):
        return "has characters other than letters, digits and hyphens"
    if name[0] == "-" or name[-1] == "-":
        return "starts or ends with a hyphen"
    return "starts with internal-, which AWS keeps for itself" if name.startswith("internal-") else None


def path_problem(pattern: str) -> str | None:
    """Say why a text cannot be a path pattern of a rule."""
    if len(pattern) > PATTERN_MAX:
        return f"is longer than {PATTERN_MAX} characters"
    if not pattern.startswith(("/", "*")):
        return "does not start with /"
    return None if only(pattern, PATH_CHARACTERS) else "has characters that a path pattern may not have"


def host_problem(pattern: str) -> str | None:
    """Say why a text cannot be a host pattern of a rule."""
    if not 1 <= len(pattern) <= PATTERN_MAX:
        return f"is not 1 to {PATTERN_MAX} characters"
    if not only(pattern, HOST_CHARACTERS):
        return "has characters that a host pattern may not have"
    return None if "." in pattern else "has no dot"


def health_timeout_problem(timeout_seconds: int, interval_seconds: int) -> str | None:
    """Say why a health check timeout does not go with its interval: it must be the shorter one."""
    least, most = HEALTH_TIMEOUT_SECONDS
    if not least <= timeout_seconds <= most:
        return f"is outside {least}-{most} seconds"
    return None if timeout_seconds < interval_seconds else "is not shorter than the interval"
