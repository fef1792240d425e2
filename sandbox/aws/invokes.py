"""Functions of the provider (`aws.get_region()` and the like)."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from sandbox.account import ACCOUNT_ID, PARTITION, Account
from sandbox.aws import lookups
from sandbox.aws.lookups import FunctionError
from sandbox.aws.policy_document import policy_document
from sandbox.aws.provider_config import ProviderConfig
from sandbox.aws.regions import local_zone, zone_id, zone_names
from sandbox.wire import list_at, reveal

Function: TypeAlias = Callable[[Account, str, Mapping[str, Any]], dict[str, Any]]


def invoke(account: Account, config: ProviderConfig, token: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """Answer one function.

    Raises:
        FunctionError: The sandbox does not simulate it, or nothing is found.
    """
    plain: dict[str, Any] = reveal(dict(args))
    region = str(plain.get("region") or config.region)
    if token == "aws:index/getDefaultTags:getDefaultTags":
        return {"id": "default-tags", "tags": reveal(dict(config.default_tags))}
    if token in lookups.EXISTING:
        return lookups.existing(account, token, region, plain)
    if token not in FUNCTIONS:
        raise FunctionError(
            f"the sandbox does not simulate the function {token}. Add it to FUNCTIONS in sandbox/aws/invokes.py or "
            "to EXISTING in sandbox/aws/lookups.py; nothing is waved through"
        )
    return FUNCTIONS[token](account, region, plain)


_FILTERS: Final = {"zone-name": 0, "group-name": 1, "zone-id": 2, "opt-in-status": 3, "zone-type": 4}


def _zones(_account: Account, region: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """Zones as AWS lists them: without a filter an enabled Local Zone is among them."""
    zones = [(name, region, zone_id(name), "opt-in-not-required", "availability-zone") for name in zone_names(region)]
    if (local := local_zone(region)) is not None:
        zones.insert(0, (*local, "opted-in", "local-zone"))
    for one in list_at(args, "filters"):
        if one["name"] in _FILTERS:
            zones = [zone for zone in zones if zone[_FILTERS[one["name"]]] in one["values"]]
        elif one["name"] not in {"region-name", "state"}:
            raise FunctionError(f"getAvailabilityZones: the sandbox knows no filter {one['name']}")
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


def _region(_account: Account, region: str, args: Mapping[str, Any]) -> dict[str, Any]:
    name = str(args.get("name") or region)
    return {"id": name, "name": name, "region": name, "endpoint": f"ec2.{name}.amazonaws.com", "description": name}


def _identity(_account: Account, _region_name: str, _args: Mapping[str, Any]) -> dict[str, Any]:
    arn = f"arn:{PARTITION}:iam::{ACCOUNT_ID}:user/sandbox"
    return {"id": ACCOUNT_ID, "accountId": ACCOUNT_ID, "arn": arn, "userId": "AIDASANDBOX0000000000"}


def _partition(_account: Account, _region_name: str, _args: Mapping[str, Any]) -> dict[str, Any]:
    suffix = "amazonaws.com"
    return {"id": PARTITION, "partition": PARTITION, "dnsSuffix": suffix, "reverseDnsPrefix": "com.amazonaws"}


def _service_account(_account: Account, region: str, _args: Mapping[str, Any]) -> dict[str, Any]:
    """The account of the older load balancer log delivery, of us-east-1; elsewhere the service principal is used."""
    owner = "127311923021"
    return {"id": owner, "arn": f"arn:aws:iam::{owner}:root", "region": region}


def _random_password(account: Account, region: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """Another one at every call, letters and digits only: programs that mean to keep it must."""
    length = int(args.get("passwordLength") or 32)
    text = "".join(account.hex(f"password {place}", 64) for place in range(length // 64 + 1))
    return {**args, "id": region, "region": region, "randomPassword": text[:length]}


FUNCTIONS: Final[Mapping[str, Function]] = {
    "aws:ec2/getAmi:getAmi": lookups.ami,
    "aws:ec2/getRouteTable:getRouteTable": lookups.route_table,
    "aws:ec2/getSubnets:getSubnets": lookups.subnets,
    "aws:elb/getServiceAccount:getServiceAccount": _service_account,
    "aws:iam/getPolicyDocument:getPolicyDocument": policy_document,
    "aws:index/getAvailabilityZones:getAvailabilityZones": _zones,
    "aws:index/getCallerIdentity:getCallerIdentity": _identity,
    "aws:index/getPartition:getPartition": _partition,
    "aws:index/getRegion:getRegion": _region,
    "aws:secretsmanager/getRandomPassword:getRandomPassword": _random_password,
    "aws:ssm/getParameter:getParameter": lookups.parameter,
}
