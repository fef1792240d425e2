"""Every example in every region: whatever the model can ask is priced there, or the missing row is named."""

import fnmatch
import json
from functools import cache

import pytest

from costing import price_book
from costing.cli.main import run
from infra.aws_rules.regions import ZONE_LETTERS
from tests.golden import DAY, REGIONS, RENEW
from tests.support.stacks import SMALL, stack_file
from tests.support.stacks_regions import Abroad, abroad

REGION_NAMES = sorted(ZONE_LETTERS)

NOT_FOUND_EVERYWHERE: dict[str, str] = {
    "fargate.spot.*": "the Spot rate of a region, where no source of it was found",
    "ec2.spot.*": "the same of instances",
    "ec2.reserved-*": "a reservation's rate, where no source of it was found",
    "rds.postgres.reserved.*": "the same of the database",
    "elasticache.reserved.*": "the same of the cache",
    "fargate.*.compute-sp-*": "a savings plan's rate, where no source of it was found",
}
"""Keys that a region's book may lack, with the reason; on-demand prices are complete."""


@cache
def _everywhere() -> tuple[Abroad, ...]:
    return tuple(abroad(DAY))


def test_every_region_has_a_book():
    """The regions whose zones are known are those with prices: 17 of them."""
    assert sorted(price_book.regions()) == REGION_NAMES
    assert len(REGION_NAMES) == 17


@pytest.mark.parametrize("region", REGION_NAMES)
def test_an_example_is_priced_or_says_what_is_missing(region: str):
    """A tier has a total or a list of missing keys, never both and never neither; nothing is refused for its place."""
    for one in (found for found in _everywhere() if found.region == region):
        assert one.refused == (), str(one)
        for name, bill in one.bills.items():
            assert (bill.total is None) == bool(bill.missing), f"{one.stack} {name} in {region}"
            assert {missing.region for missing in bill.missing} <= {region}


@pytest.mark.parametrize("region", REGION_NAMES)
def test_nothing_but_spot_and_commitments_is_missing(region: str):
    """What a region's book lacks are rates of Spot, reservations and savings plans, which `pricing.given` can state."""
    lacking = {key for one in _everywhere() if one.region == region for key in one.missing}
    assert {key for key in lacking if not _known_to_be_missing(key)} == set()


def _known_to_be_missing(key: str) -> bool:
    return any(fnmatch.fnmatchcase(key, pattern) for pattern in NOT_FOUND_EVERYWHERE)


def test_no_gap_is_idle():
    """Every row of the table of gaps is one that some example meets."""
    lacking = {key for one in _everywhere() for key in one.missing}
    idle = [p for p in NOT_FOUND_EVERYWHERE if not any(fnmatch.fnmatchcase(key, p) for key in lacking)]
    assert idle == []


def test_the_list_of_regions_is_the_golden_one():
    """Which tiers are priced where is written down, so that a row that goes missing shows."""
    assert "".join(f"{one}\n" for one in _everywhere()) == REGIONS.read_text(encoding="utf-8"), RENEW


def test_prices_are_those_of_the_region():
    """The same tier costs otherwise in other regions: no bill is made of another region's prices."""
    totals = {one.region: one.bills["start"].total for one in _everywhere() if one.stack == "fastapi-strategy"}
    assert len({total.expected for total in totals.values() if total}) > 10


def test_a_missing_price_is_named_by_the_command_line(tmp_path, capsys):
    """`report` ends with 1 and names region and key; the total is null, never a smaller sum."""
    api = {
        "kind": "fargate",
        "architecture": "arm64",
        "cpuUnits": 256,
        "memoryMib": 512,
        "spot": {"sharePercent": 100},
        "containers": {"app": {"image": "public.ecr.aws/docker/library/nginx:1"}},
    }
    topology = {**SMALL, "network": {"egress": {"kind": "publicAddress"}}, "services": {"api": api}}
    path = stack_file(tmp_path, topology, region="sa-east-1")
    assert run(["report", "--file", str(path), "--format", "json"]) == 1
    tier = json.loads(capsys.readouterr().out)["tiers"]["base"]
    assert tier["expected"] is None
    assert "fargate.spot.linux-arm.vcpu-hour" in json.dumps(tier["missing"])
    assert run(["report", "--file", str(path)]) == 1
    assert "fargate.spot.linux-arm.vcpu-hour in sa-east-1" in capsys.readouterr().out
