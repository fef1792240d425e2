"""Regions, zones, partitions and edges."""

import pytest

from infra.aws_rules import regions


def test_the_price_book_has_seventeen_regions():
    """Every priced region has zones and an edge, and none is listed as unpriced."""
    assert len(regions.priced()) == 17
    assert set(regions.EDGES) == set(regions.priced())
    assert regions.UNPRICED.isdisjoint(regions.priced())
    assert set(regions.priced()) >= regions.OPT_IN


@pytest.mark.parametrize(
    ("region", "problem"),
    [
        ("us-east-1", None),
        ("eu-south-2", "is an AWS region, but the price book has no prices for it"),
        ("cn-north-1", "is an AWS region, but the price book has no prices for it"),
        ("us-east-9", "is not an AWS region"),
        ("", "is not an AWS region"),
        ("US-EAST-1", "is not an AWS region"),
    ],
)
def test_region_problem(region, problem):
    """A region without prices is told apart from one that does not exist."""
    assert regions.region_problem(region) == problem


@pytest.mark.parametrize(
    ("region", "zone", "fits"),
    [
        ("us-east-1", "us-east-1f", True),
        ("us-east-1", "us-east-1g", False),
        ("us-west-1", "us-west-1b", True),
        ("ca-central-1", "ca-central-1c", False),
        ("ca-central-1", "ca-central-1d", True),
        # The plan for ap-south-1 names zones of us-east-1 (CR-01).
        ("ap-south-1", "us-east-1a", False),
        ("nowhere", "nowherea", False),
    ],
)
def test_zone_problem(region, zone, fits):
    """Zone names belong to their region."""
    assert (regions.zone_problem(region, zone) is None) is fits


def test_zones_are_listed_in_the_message():
    """A wrong zone is answered with the right ones."""
    assert regions.zone_problem("eu-west-1", "eu-west-1d") == (
        "is not a zone of eu-west-1, which has eu-west-1a, eu-west-1b, eu-west-1c"
    )


@pytest.mark.parametrize(
    ("region", "partition"),
    [
        ("us-east-1", "aws"),
        ("cn-northwest-1", "aws-cn"),
        ("us-gov-west-1", "aws-us-gov"),
        ("eusc-de-east-1", "aws-eusc"),
    ],
)
def test_partition(region, partition):
    """The partition of an ARN follows from the region."""
    assert regions.partition(region) == partition


def test_edges():
    """Each region's users are nearest to an edge that CloudFront prices by itself."""
    assert regions.EDGES["ap-south-1"] == "in"
    assert regions.EDGES["ap-northeast-1"] == "jp"
    assert regions.EDGES["sa-east-1"] == "sa"
    assert set(regions.EDGES.values()) <= {"us", "ca", "eu", "in", "ap", "jp", "au", "sa", "za", "me"}
