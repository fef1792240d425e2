"""ElastiCache for Valkey and Redis OSS: nodes, versions, limits, serverless minimums."""

from datetime import date
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from infra.aws_rules.values import ALNUM, LETTERS, only

Engine = Literal["valkey", "redis"]
SurchargePeriod = Literal["standard", "year1-2", "year3", "ended"]
"""Where a version stands; the middle two are Extended Support as the price list calls them."""

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "MEMORY_GIB": ("elasticache-parameters", "elasticache-pricing", "general-knowledge"),
    "VCPU": ("elasticache-pricing", "ec2-instance-types", "general-knowledge"),
    "FAMILIES": ("elasticache-pricing", "botocore", "general-knowledge"),
    "FIRST_VERSION": ("botocore",),
    "VERSIONS": ("endoflife", "cfn-lint"),
    "STANDARD_SUPPORT_ENDS": ("elasticache-extended-support", "endoflife"),
    "PARAMETER_FAMILIES": ("botocore", "general-knowledge"),
    "RESERVED_PERCENT": ("elasticache-memory",),
    "NODES": ("botocore",),
    "FAILOVER_FROM_NODES": ("botocore",),
    "SNAPSHOT_RETENTION_DAYS": ("botocore",),
    "GROUP_ID_MAX": ("botocore",),
    "EVICTION_DEFAULT": ("elasticache-parameters",),
    "NO_EVICTION": ("elasticache-parameters",),
    "SERVERLESS_LEAST_GB": ("elasticache-pricing",),
    "SERVERLESS_MOST_GB": ("general-knowledge",),
    "SERVERLESS_ECPU_PER_SECOND": ("general-knowledge",),
    "SERVERLESS_MAJORS": ("general-knowledge",),
    "SERVERLESS_SUBNETS": ("elasticache-pricing", "general-knowledge"),
}

MEMORY_GIB: Final = {
    "t": {"micro": "0.5", "small": "1.37", "medium": "3.09"},
    "m": {"large": "6.38", "xlarge": "12.93", "2xlarge": "26.04", "4xlarge": "52.26"},
    "r": {"large": "13.07", "xlarge": "26.32", "2xlarge": "52.82", "4xlarge": "105.81"},
}
"""`maxmemory` in GiB by series and size, before the reserved part is taken off."""

VCPU: Final = {"micro": 2, "small": 2, "medium": 2, "large": 2, "xlarge": 4, "2xlarge": 8, "4xlarge": 16}

FAMILIES: Final = {
    "t3": "x86_64",
    "t4g": "arm64",
    "m5": "x86_64",
    "m6g": "arm64",
    "m7g": "arm64",
    "r5": "x86_64",
    "r6g": "arm64",
    "r7g": "arm64",
}
"""Node families with prices, by processor."""

FIRST_VERSION: Final = {"t4g": (5, 0), "m6g": (5, 0), "m7g": (5, 0), "r6g": (5, 0), "r7g": (5, 0)}
"""Graviton nodes need 5.0.6; every version of Valkey is later."""

VERSIONS: Final = {
    "valkey": ("7.2", "8.0", "8.1", "8.2", "9.0", "9.1"),
    "redis": ("4.0.10", "5.0.6", "6.0", "6.2", "7.0", "7.1"),
}
"""What can be created, ascending. 7.1 is the last Redis OSS there will be."""

STANDARD_SUPPORT_ENDS: Final = {4: date(2026, 1, 31), 5: date(2026, 1, 31), 6: date(2027, 1, 31)}
"""Redis OSS by major; AWS then charges Extended Support for three years. Others have no end yet."""

PARAMETER_FAMILIES: Final = {
    "valkey": {7: "valkey7", 8: "valkey8", 9: "valkey9"},
    "redis": {4: "redis4.0", 5: "redis5.0", 6: "redis6.x", 7: "redis7"},
}
"""By engine and major. valkey9 is drawn from the others: AWS's reference does not list it yet."""

RESERVED_PERCENT: Final = 25
"""Memory that the default parameter group keeps for backups and failover."""

NODES: Final = (1, 6)
FAILOVER_FROM_NODES: Final = 2
"""A primary and up to five replicas; failover and zones need one replica."""

SNAPSHOT_RETENTION_DAYS: Final = (0, 35)
GROUP_ID_MAX: Final = 40

EVICTION_DEFAULT: Final = "volatile-lru"
NO_EVICTION: Final = "noeviction"
"""`maxmemory-policy`: the default evicts keys that expire, so a queue must not use it."""

SERVERLESS_LEAST_GB: Final = {"valkey": Decimal("0.1"), "redis": Decimal(1)}
"""Data that is billed at least."""

SERVERLESS_MOST_GB: Final = 5000
SERVERLESS_ECPU_PER_SECOND: Final = (1000, 15000000)
"""What the limits of a serverless cache may be set to."""

SERVERLESS_MAJORS: Final = {"valkey": (7, 8, 9), "redis": (7,)}
SERVERLESS_SUBNETS: Final = (2, 3)
"""Engines are named by major; subnets lie in as many zones."""


class Node(NamedTuple):
    """One node type; memory in GiB is `maxmemory`, of which a quarter is reserved by default."""

    name: str
    vcpu: int
    memory_gib: Decimal
    architecture: str

    @property
    def usable_gib(self) -> Decimal:
        """What is left for data with the default reservation."""
        return self.memory_gib * (100 - RESERVED_PERCENT) / 100


def find(name: str) -> Node | None:
    """Return the node type of that name, None when the price book has no such type."""
    prefix, _, rest = name.partition(".")
    family, _, size = rest.partition(".")
    architecture = FAMILIES.get(family) if prefix == "cache" else None
    memory = MEMORY_GIB[family[0]].get(size) if architecture else None
    if architecture is None or memory is None:
        return None
    return Node(name, VCPU[size], Decimal(memory), architecture)


def names() -> tuple[str, ...]:
    """Return every node type, families in their order and sizes ascending."""
    return tuple(f"cache.{family}.{size}" for family in FAMILIES for size in MEMORY_GIB[family[0]])


def node_problem(name: str) -> str | None:
    """Say why a node type cannot be used."""
    if find(name):
        return None
    family = name.removeprefix("cache.").partition(".")[0]
    if name.startswith("cache.") and family in FAMILIES:
        return f"is not a size the price book has; cache.{family} comes as {', '.join(MEMORY_GIB[family[0]])}"
    return "is not a node type that the price book has, such as cache.t4g.micro"


def version_problem(engine: Engine, version: str, *, serverless: bool = False) -> str | None:
    """Say why a version of an engine cannot be created."""
    if serverless:
        majors = tuple(map(str, SERVERLESS_MAJORS[engine]))
        if version.partition(".")[0] in majors:
            return None
        return f"is not a serverless version of {engine}; there is {', '.join(majors)}"
    if version in VERSIONS[engine]:
        return None
    return f"is not a version of {engine} on ElastiCache; there is {', '.join(VERSIONS[engine])}"


def node_version_problem(name: str, engine: Engine, version: str) -> str | None:
    """Say why a node type does not run a version: Graviton needs Redis OSS 5."""
    first = FIRST_VERSION.get(name.removeprefix("cache.").partition(".")[0])
    if engine == "valkey" or first is None or _numbers(version) >= first:
        return None
    return f"runs Redis OSS {first[0]} and later only"


def surcharge_period(engine: Engine, version: str, day: date) -> SurchargePeriod:
    """Return the support period that a day falls in, by when its surcharge starts."""
    end = STANDARD_SUPPORT_ENDS.get(_numbers(version)[0]) if engine == "redis" else None
    if end is None or day <= end:
        return "standard"
    if day <= end.replace(year=end.year + 2):
        return "year1-2"
    return "year3" if day <= end.replace(year=end.year + 3) else "ended"


def parameter_family(engine: Engine, version: str) -> str | None:
    """Return the parameter group family of a version, None when the version is unknown."""
    return PARAMETER_FAMILIES[engine].get(_numbers(version)[0])


def group_id_problem(name: str) -> str | None:
    """Say why a name cannot be a replication group's."""
    if not 1 <= len(name) <= GROUP_ID_MAX:
        return f"is not 1 to {GROUP_ID_MAX} characters"
    if name[0] not in LETTERS or not only(name, ALNUM | {"-"}):
        return "is not a letter, then letters, digits and hyphens"
    return "ends with a hyphen or has two in a row" if name.endswith("-") or "--" in name else None


def _numbers(version: str) -> tuple[int, int]:
    major, _, rest = version.partition(".")
    minor = rest.partition(".")[0]
    return (int(major) if major.isdecimal() else 0, int(minor) if minor.isdecimal() else 0)
