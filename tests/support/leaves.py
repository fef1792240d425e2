"""Every leaf of a model, and other values it could take."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from infra.model.rules.between import UNBUILT
from infra.model.stack import Sections

Path = tuple[str | int, ...]

# Names that are no free text: other values that AWS knows, by key.
OTHERS: dict[str, tuple[Any, ...]] = {
    "instanceClass": ("db.t4g.small", "db.t4g.medium", "db.t3.small", "db.m7g.large"),
    "instanceType": ("t3.medium", "t4g.medium", "t4g.micro", "t3.small", "m7g.large", "mq.m5.large", "mq.m7g.medium"),
    "nodeType": ("cache.t4g.small", "cache.t3.small", "cache.t4g.micro"),
    "version": ("16", "8.0", "7.1", "3.13", "4.2"),
    "cron": ("15 7 * * ? *", "0 2 ? * MON *"),
    "timeZone": ("Europe/Berlin",),
    "cidr": ("10.8.0.0/16",),
    "maintenanceWindow": ("sat:03:00-sat:04:00",),
    "backupWindow": ("01:00-02:00",),
    "snapshotWindow": ("01:00-02:00",),
    "storageClass": ("GLACIER_IR", "STANDARD_IA", "DEEP_ARCHIVE"),
    "statistic": ("maximum", "p95"),
    "logRetentionDays": (7, 14, 60),
    "insightsRetentionDays": (31, 62, 465, 731),
    "enhancedMonitoringSeconds": (60, 15),
    "infrequentAccessAfterDays": (14, 60),
    "archiveAfterDays": (90, 180),
    "memoryMib": (512, 1024, 2048, 3072, 4096, 8192),
    "rateLimitPer5Minutes": (1000,),
    "iops": (12000, 13000, 3000),
    "throughputMibps": (600,),
    "maxStorageGb": (200, 400),
    "expireAfterDays": (400,),
    "afterDays": (120,),
    "coldAfterDays": (30,),
    "provisionedMibps": (5,),
    "minAcu": ("1", "0.5"),
    "maxAcu": ("8",),
    "autoPauseSeconds": (900,),
    "accessLogDays": (30, 60),
    "maxInstanceLifetimeDays": (14, 30),
    "endpoints": (["s3", "logs"], ["s3", "ecr.api", "ecr.dkr", "logs", "sts", "monitoring"], []),
    "logExports": (["postgresql"], ["postgresql", "upgrade"]),
    "managedRules": (["common"], ["common", "ipReputation"]),
    "instanceMetrics": (["memory"], ["memory", "disk"]),
    "availabilityZones": (3, 2),
    "hostNames": (["origin.example.com"], ["a.example.com", "b.example.com"]),
    "emails": (["ops@example.com", "second@example.com"], ["second@example.com"]),
    "sms": (["+15555550101"],),
    "command": (["run", "otherwise"],),
    "ports": ([8000, 9000], [9100]),
    "paths": (["/other/*"],),
    "branches": (["main", "other"],),
    "image": ("public.ecr.aws/docker/library/nginx:1", "docker.io/library/nginx:1"),
    "of": ("service.api", "service.worker", "service.live", "database", "cache", "loadBalancer"),
    "metric": ("cpu", "memory", "freeStorageGb", "responseTimeMs", "runningCount", "depth"),
    "graceSeconds": (120,),
    "cpuUnits": (256, 512, 1024, 2048, 64),
}

GRANTS: tuple[Any, ...] = ("read", "write", "readWrite", "send", "consume", "publish")
"""What a service may do with what it uses; the key there is the thing's name."""
SECRETS: tuple[Any, ...] = ("database.url", "database.password", "cache.url", "secret.secretKey")


def dump(sections: Sections) -> dict[str, Any]:
    """Return the topology of a tier as config, defaults written out."""
    topology = sections.topology.model_dump(mode="json", by_alias=True)
    return {key: value for key, value in topology.items() if key not in UNBUILT}


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every leaf with its path; a list of scalars is one leaf, and so is an absent scalar.

    Kinds are no leaves: another kind is another model, tried by the examples' tiers.
    """
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif path[-1] != "kind":
        yield path, value


def candidates(sections: Sections, path: Path, value: Any) -> Iterator[Any]:
    """Yield other values for a leaf, likely ones first; whether they are valid is for the door to say."""
    key = str(path[-1])
    known = {"uses": GRANTS, "secrets": SECRETS}.get(str(path[-2]) if len(path) > 1 else "", OTHERS.get(key, ()))
    yield from (other for other in known if other != value)
    if isinstance(value, bool):
        yield not value
    yield from (choice for choice in _choices(sections.topology, path) if choice != value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        yield from (value + 1, value * 2, value - 1, value + 30)
    elif isinstance(value, str) and value.replace(".", "").isdigit():
        yield from (str(Decimal(value) * 2), str(Decimal(value) + 1))
    elif isinstance(value, str):
        yield f"{value}x"
    elif value is None:
        yield from (1, 2, 30, "x")


def _choices(model: Any, path: Path) -> tuple[Any, ...]:
    """Return the choices of a field that has a fixed list of them."""
    at = model
    for step in path[:-1]:
        at = at[step] if isinstance(at, dict) else getattr(at, _name(at, str(step)))
    if not isinstance(at, BaseModel):
        return ()
    return tuple(_literals(type(at).model_fields[_name(at, str(path[-1]))].annotation))


def _name(model: BaseModel, alias: str) -> str:
    return next(n for n, f in type(model).model_fields.items() if alias in (n, f.alias))


def _literals(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for part in get_args(annotation):
            yield from _literals(part)
