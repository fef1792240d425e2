"""The address plan: where subnets lie when their ranges are not given.

Private subnets take the lower half of the network in sixteenths of the whole, public ones the upper half in small
ranges. A zone keeps its ranges when zones are added after it, so that no subnet moves.
"""

from ipaddress import IPv4Network
from typing import NamedTuple

from infra.model.network import CreatedNetwork

SMALLEST = 28
"""AWS's smallest subnet is a /28."""
FOR_LOAD_BALANCER = 27
"""A load balancer wants a /27 with 8 free addresses."""


class AddressPlan(NamedTuple):
    """One public and one private range a zone, in the order of the zones."""

    public: tuple[IPv4Network, ...]
    private: tuple[IPv4Network, ...]


def address_plan(network: CreatedNetwork) -> AddressPlan:
    """Return the explicit ranges of `network`, or derived ones; fewer than zones where there is no room."""
    if network.subnets is not None:
        return AddressPlan(network.subnets.public, network.subnets.private)
    zones, whole = network.zone_count, network.cidr
    if whole.prefixlen >= SMALLEST:
        return AddressPlan((), ())
    lower, upper = whole.subnets(prefixlen_diff=1)
    private = min(whole.prefixlen + 4, SMALLEST)
    public = min(whole.prefixlen + 8, FOR_LOAD_BALANCER)
    if 2 ** (public - upper.prefixlen) < zones:
        public = SMALLEST
    return AddressPlan(_first(upper, public, zones), _first(lower, private, zones))


def _first(whole: IPv4Network, prefix: int, count: int) -> tuple[IPv4Network, ...]:
    subnets = whole.subnets(new_prefix=prefix)
    return tuple(subnet for subnet, _ in zip(subnets, range(count), strict=False))
