"""Which `awsx.ec2.Vpc` is not built: what awsx itself refuses, and what it would build behind the program's back.

With anything structural left to a default the component makes up to three NAT gateways that nobody asked for, looks
zones up in the account, or lays subnets out by a strategy that it warns of itself. Only its explicit form is simulated.
"""

import ipaddress
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sandbox.aws import schema
from sandbox.aws.checks import check_arguments
from sandbox.wire import list_at, map_at, reveal

TOKEN: Final = "awsx:ec2:Vpc"

_STRATEGIES: Final = ("None", "Single", "OnePerAz")


def problems(args: Mapping[str, Any], provider: str) -> Iterator[str]:
    """What keeps the component from being simulated, or what awsx itself refuses."""
    plain: Mapping[str, Any] = reveal(dict(args))
    yield from map(str, check_arguments(schema.awsx_arguments(TOKEN), args))
    if not provider:
        yield "pass one explicit aws provider (opts.providers): otherwise awsx uses a second one of its own version"
    strategy = map_at(plain, "natGateways").get("strategy")
    if strategy is None:
        yield "natGateways.strategy is missing: awsx would make one NAT gateway per zone"
    elif strategy not in _STRATEGIES:
        yield f"unknown NAT gateway strategy {strategy!r}; awsx knows {', '.join(_STRATEGIES)}"
    yield from _zone_problems(plain)
    if plain.get("subnetStrategy") not in {"Auto", "Exact"}:
        yield "subnetStrategy must be Auto or Exact: the default layout, Legacy, is on its way out"
    yield from _spec_problems(plain, str(strategy))
    if plain.get("vpcEndpointSpecs") and plain.get("vpcEndpointStrategy") != "Auto":
        yield "vpcEndpointStrategy is not Auto: awsx would make endpoints without routes, subnets or a group"
    if plain.get("vpcEndpointSpecs") and plain.get("enableDnsHostnames") is False:
        yield "vpcEndpointSpecs with strategy Auto switch DNS hostnames on; enableDnsHostnames false is refused"


def _zone_problems(plain: Mapping[str, Any]) -> Iterator[str]:
    zones, count = plain.get("availabilityZoneNames"), plain.get("numberOfAvailabilityZones")
    if zones and count:
        yield "only one of availabilityZoneNames and numberOfAvailabilityZones can be specified"
    if not zones:
        yield "availabilityZoneNames is missing: awsx would look zones up, Local Zones included"


def _spec_problems(plain: Mapping[str, Any], strategy: str) -> Iterator[str]:
    specs = plain.get("subnetSpecs")
    if not specs:
        yield "subnetSpecs is missing: awsx would lay out subnets of its own"
        return
    types = {str(spec.get("type")) for spec in specs}
    if strategy in {"Single", "OnePerAz"} and not ("Public" in types and types & {"Private", "Isolated"}):
        yield f"NAT gateway strategy {strategy} needs both private and public subnets"
    own = list_at(map_at(plain, "natGateways"), "elasticIpAllocationIds")
    allowed = {"None": 0, "Single": 1, "OnePerAz": len(list_at(plain, "availabilityZoneNames"))}.get(strategy)
    if own and allowed is not None and len(own) != allowed:
        yield f"{len(own)} Elastic IPs given; NAT gateway strategy {strategy} takes {allowed}"
    try:
        ipaddress.IPv4Network(plain.get("cidrBlock") or "10.0.0.0/16")
    except ValueError as error:
        yield f"cidrBlock: {error}"
