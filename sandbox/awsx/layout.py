"""Where `awsx.ec2.Vpc` puts its subnets.

The arithmetic is that of pulumi-awsx 3.11 (`awsx/ec2/subnetDistributorNew.ts`): each zone takes a block of equal
size, in the order of the zones' names; in it each spec takes the next free block of its own size, in the order of
the specs. Blocks given by the program are taken as they are.
"""

import ipaddress
import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

# Public subnets are made first in each zone, isolated ones last: NAT gateways must stand before private routes.
_ORDER: Final = {"Public": 0, "Private": 1, "Isolated": 2}


class LayoutError(ValueError):
    """The subnets do not fit, or awsx refuses them."""


@dataclass(frozen=True)
class Spec:
    """One kind of subnet, made once in every zone."""

    type: str
    name: str
    mask: int | None = None
    blocks: tuple[str, ...] = ()
    tags: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class Place:
    """One subnet: its name, its kind, its zone (as a place in the list, from 1) and its addresses."""

    name: str
    type: str
    number: int
    zone: str
    cidr: str
    tags: Mapping[str, Any]


def read_spec(raw: Mapping[str, Any]) -> Spec:
    """Read one entry of `subnetSpecs`.

    Raises:
        LayoutError: Its size and mask contradict each other, or the type is unknown.
    """
    type_ = str(raw["type"])
    if type_ not in {*_ORDER, "Unused"}:
        raise LayoutError(f"unknown subnet type {type_!r}; awsx knows Public, Private, Isolated, Unused")
    mask, size = raw.get("cidrMask"), raw.get("size")
    if size is not None:
        derived = 32 - int(math.log2(size))
        if 2 ** (32 - derived) != size or mask not in (None, derived):
            raise LayoutError(f"subnet size {size} is no power of two, or does not match cidrMask {mask}")
        mask = derived
    return Spec(
        type_,
        str(raw.get("name") or type_.lower()),
        mask,
        tuple(raw.get("cidrBlocks") or ()),
        raw.get("tags") or {},
    )


def lay_out(vpc: str, cidr: str, zones: Sequence[str], specs: Sequence[Spec], zone_mask: int | None) -> list[Place]:
    """All subnets, zone by zone, in the order in which awsx makes them.

    Raises:
        LayoutError: They do not fit, overlap, or blocks are given for some specs only.
    """
    explicit = any(spec.blocks for spec in specs)
    if explicit and not all(len(spec.blocks) == len(zones) for spec in specs):
        raise LayoutError(f"cidrBlocks must be given for every subnet spec, one for each of {len(zones)} zones")
    blocks = _explicit(specs, len(zones)) if explicit else _computed(cidr, len(zones), specs, zone_mask)
    _refuse_overlaps(blocks)
    return [
        Place(f"{vpc}-{spec.name}-{number}", spec.type, number, zone, block, spec.tags)
        for number, (zone, row) in enumerate(zip(zones, blocks, strict=True), 1)
        for spec, block in sorted(zip(specs, row, strict=True), key=lambda pair: _ORDER.get(pair[0].type, 3))
        if spec.type != "Unused"
    ]


def _explicit(specs: Sequence[Spec], zones: int) -> list[list[str]]:
    return [[spec.blocks[zone] for spec in specs] for zone in range(zones)]


def _computed(cidr: str, zones: int, specs: Sequence[Spec], zone_mask: int | None) -> list[list[str]]:
    network = ipaddress.IPv4Network(cidr)
    mask = zone_mask or network.prefixlen + _bits(zones)
    default = mask + _bits(len(specs))
    needed = sum(2 ** (32 - (spec.mask or default)) for spec in specs)
    if needed > 2 ** (32 - mask):
        raise LayoutError(f"subnets are too large: a zone has {2 ** (32 - mask)} addresses, they need {needed}")
    rows: list[list[str]] = []
    start = int(network.network_address)
    for _ in range(zones):
        rows.append(_row(start, [spec.mask or default for spec in specs]))
        start += 2 ** (32 - mask)
    return rows


def _row(start: int, masks: Sequence[int]) -> list[str]:
    """The blocks of one zone: each begins at the first boundary of its own size behind the one before."""
    row: list[str] = []
    for mask in masks:
        size = 2 ** (32 - mask)
        start = -(-start // size) * size
        row.append(f"{ipaddress.IPv4Address(start)}/{mask}")
        start += size
    return row


def _bits(count: int) -> int:
    return math.ceil(math.log2(count)) if count else 0


def _refuse_overlaps(rows: Sequence[Sequence[str]]) -> None:
    networks = sorted(ipaddress.IPv4Network(block) for row in rows for block in row)
    for one, other in itertools.pairwise(networks):
        if one.overlaps(other):
            raise LayoutError(f"subnets {one} and {other} overlap: use a larger VPC, smaller subnets or fewer zones")
