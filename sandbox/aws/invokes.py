"""Functions of the provider (`aws.get_region()` and the like)."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from sandbox.account import ACCOUNT_ID, PARTITION, Account
from sandbox.aws.provider_config import ProviderConfig
from sandbox.aws.regions import local_zone, zone_id, zone_names
from sandbox.wire import list_at, reveal


class UnknownFunctionError(LookupError):
    """The sandbox does not simulate this function, or it finds nothing."""


Lookup: TypeAlias = Callable[[Account, str, Mapping[str, Any]], dict[str, Any]]


def invoke(account: Account, config: ProviderConfig, token: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """Answer one function.

    Raises:
        UnknownFunctionError: The sandbox does not simulate it, or nothing is found.
    """
    lookup = LOOKUPS.get(token)
    if lookup is None:
        raise UnknownFunctionError(
            f"the sandbox does not simulate the function {token}. Add it to LOOKUPS in sandbox/aws/invokes.py"
        )
    plain: dict[str, Any] = reveal(dict(args))
    region = str(plain.get("region") or config.region)
    return lookup(account, region, plain)


def _zones(account: Account, region: str, args: Mapping[str, Any]) -> dict[str, Any]:
    del account
    zones = [(name, region, zone_id(name), "opt-in-not-required", "availability-zone") for name in zone_names(region)]
    if (local := local_zone(region)) is not None:
        zones.insert(0, (local[0], local[1], local[2], "opted-in", "local-zone"))
    for one in list_at(args, "filters"):
        place = {"group-name": 1, "zone-name": 0, "zone-id": 2, "opt-in-status": 3, "zone-type": 4}.get(one["name"])
        if place is not None:
            zones = [zone for zone in zones if zone[place] in one["values"]]
        elif one["name"] not in {"region-name", "state"}:
            raise UnknownFunctionError(f"getAvailabilityZones: the sandbox knows no filter {one['name']}")
    if args.get("state", "available") != "available":
        zones = []
    excluded = {*list_at(args, "excludeNames"), *list_at(args, "excludeZoneIds")}
    zones = sorted(zone for zone in zones if not excluded & {zone[0], zone[2]})
    return {
        **args,
        "id": region,
        "region": region,
        "names": [zone[0] for zone in zones],
        "zoneIds": [zone[2] for zone in zones],
        "groupNames": sorted({zone[1] for zone in zones}),
    }


def _region(account: Account, region: str, args: Mapping[str, Any]) -> dict[str, Any]:
    del account
    name = str(args.get("name") or region)
    return {
        "id": name,
        "name": name,
        "region": name,
        "endpoint": f"ec2.{name}.amazonaws.com",
        "description": name,
    }


def _identity(account: Account, region: str, args: Mapping[str, Any]) -> dict[str, Any]:
    del account, region, args
    arn = f"arn:{PARTITION}:iam::{ACCOUNT_ID}:user/sandbox"
    return {"id": ACCOUNT_ID, "accountId": ACCOUNT_ID, "arn": arn, "userId": "AIDASANDBOX0000000000"}


def _partition(account: Account, region: str, args: Mapping[str, Any]) -> dict[str, Any]:
    del account, region, args
    return {
        "id": PARTITION,
        "partition": PARTITION,
        "dnsSuffix": "amazonaws.com",
        "reverseDnsPrefix": "com.amazonaws",
    }


LOOKUPS: Final[Mapping[str, Lookup]] = {
    "aws:index/getAvailabilityZones:getAvailabilityZones": _zones,
    "aws:index/getCallerIdentity:getCallerIdentity": _identity,
    "aws:index/getPartition:getPartition": _partition,
    "aws:index/getRegion:getRegion": _region,
}
