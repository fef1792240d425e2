"""AWS's regions and their Availability Zones.

Zone ids follow AWS's form: a short form of the region's name and the zone's number (doc: "Availability Zone IDs for
your AWS resources", AWS RAM User Guide). Letters are mapped to numbers per account at AWS; here a is 1, b is 2.
Which letters exist is taken from the EC2 documentation's table "Regions and Zones"; where a region has shown
different letters to different accounts, the letters here are those that a new account sees.
"""

from typing import Final

_LETTERS: Final = {
    "us-east-1": "abcdef",
    "us-east-2": "abc",
    "us-west-1": "ac",
    "us-west-2": "abcd",
    "ca-central-1": "abd",
    "sa-east-1": "abc",
    "eu-west-1": "abc",
    "eu-west-2": "abc",
    "eu-west-3": "abc",
    "eu-central-1": "abc",
    "eu-north-1": "abc",
    "ap-south-1": "abc",
    "ap-south-2": "abc",
    "ap-northeast-1": "acd",
    "ap-northeast-2": "abcd",
    "ap-southeast-1": "abc",
    "ap-southeast-2": "abc",
}

_SHORT: Final = {
    "us-east-1": "use1",
    "us-east-2": "use2",
    "us-west-1": "usw1",
    "us-west-2": "usw2",
    "ca-central-1": "cac1",
    "sa-east-1": "sae1",
    "eu-west-1": "euw1",
    "eu-west-2": "euw2",
    "eu-west-3": "euw3",
    "eu-central-1": "euc1",
    "eu-north-1": "eun1",
    "ap-south-1": "aps1",
    "ap-south-2": "aps2",
    "ap-northeast-1": "apne1",
    "ap-northeast-2": "apne2",
    "ap-southeast-1": "apse1",
    "ap-southeast-2": "apse2",
}

# One Local Zone each, the kind that surprises a lookup without a filter.
_LOCAL: Final = {
    "us-east-1": ("us-east-1-atl-1a", "us-east-1-atl-1", "use1-atl1-az1"),
    "us-west-2": ("us-west-2-lax-1a", "us-west-2-lax-1", "usw2-lax1-az1"),
}

REGIONS: Final = tuple(_LETTERS)


def zone_names(region: str) -> tuple[str, ...]:
    """The names of a region's Availability Zones, without Local Zones.

    Raises:
        KeyError: The sandbox does not know the region.
    """
    return tuple(region + letter for letter in _LETTERS[region])


def zone_id(zone: str) -> str:
    """The zone's id, `use1-az1` for `us-east-1a`; empty for a zone that does not exist."""
    region, letter = zone[:-1], zone[-1:]
    if letter and letter in _LETTERS.get(region, ""):
        return f"{_SHORT[region]}-az{_LETTERS[region].index(letter) + 1}"
    return next((id_ for name, _, id_ in _LOCAL.values() if name == zone), "")


def zone_exists(zone: str, region: str) -> bool:
    """Whether a zone, Local Zones included, belongs to the region."""
    local = _LOCAL.get(region)
    return zone in zone_names(region) or (local is not None and local[0] == zone)


def local_zone(region: str) -> tuple[str, str, str] | None:
    """Name, group and id of the region's Local Zone, if the sandbox has one there."""
    return _LOCAL.get(region)
