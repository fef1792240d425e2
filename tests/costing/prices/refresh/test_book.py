"""The price files as rows: what differs, and what is written."""

import json
import shutil
from datetime import date
from decimal import Decimal

import pytest

from costing import price_book
from costing.price_book import FOLDER
from costing.prices.refresh import book
from costing.prices.refresh.pick import Picked

TODAY = date(2027, 5, 1)
NEW = Picked(Decimal("0.05"), "2027-04-28", "AWS Price List, AmazonEC2, SKU X")


@pytest.fixture
def folder(tmp_path):
    """Return a copy of the book with two regions in it."""
    for name in ("book.json", "global.csv", "us-east-1.csv", "eu-west-1.csv"):
        shutil.copy(FOLDER / name, tmp_path / name)
    yield tmp_path
    price_book.load.cache_clear()


def _wanted(folder, region, *items):
    return [one for one in book.wanted(book.rows_of(region, folder), region) if one.row["item"] in items]


def test_changes_are_ranked_by_how_far_they_moved(folder):
    """0.045 → 0.05 is 11.1 % up; half and less is believed, more is looked at."""
    gb, hour = _wanted(folder, "us-east-1", "nat.gateway-hour", "nat.gateway-gb")
    same = NEW._replace(usd=Decimal("0.0450"))
    assert book.changes([(hour, same), (gb, same)]) == []
    found = book.changes([(hour, NEW), (gb, NEW._replace(usd=Decimal("0.02")))])
    assert [(one.item, one.is_large) for one in found] == [("nat.gateway-gb", True), ("nat.gateway-hour", False)]
    assert round(found[1].share, 3) == Decimal("0.111")


@pytest.mark.parametrize(("after", "large"), [("1.5", False), ("1.51", True), ("0.5", False), ("0.49", True)])
def test_more_than_half_is_large(after, large):
    """Up or down; a price that was nothing has moved by all of it."""
    assert book.Change("x", "y", Decimal(1), Decimal(after)).is_large is large
    assert book.Change("x", "y", Decimal(0), Decimal(after)).is_large


def test_a_row_keeps_what_else_it_says(folder):
    """Price, day, source and trust are AWS's; a reservation's parts are renewed where the row has them."""
    (one,) = _wanted(folder, "us-east-1", "rds.postgres.reserved.1yr-partial-effective.single-az.db.m5.large")
    price = NEW._replace(upfront=Decimal(400), hourly=Decimal("0.0500"))
    row = book.renewed(one.row, price)
    assert row["attributes"] == (
        "instanceType=db.m5.large;term=1yr;purchaseOption=Partial Upfront;upfront_usd=400;hourly_usd=0.05"
    )
    assert (row["usd"], row["as_of"], row["confidence"]) == ("0.05", "2027-04-28", "price list")


def test_a_written_book_can_be_read(folder):
    """The file has the new price, every other row as it was, and the region is of today."""
    before = price_book.load("us-east-1", folder)
    assert before.as_of == date(2026, 11, 21)
    (one,) = _wanted(folder, "us-east-1", "nat.gateway-hour")
    files = {name: book.rows_of(name, folder) for name in ("global", "us-east-1")}
    book.write(book.renewed_files(files, [(one, NEW)]), TODAY, folder, whole=True)
    after = price_book.load("us-east-1", folder)
    assert after.as_of == TODAY
    assert after.price("nat.gateway-hour").usd == Decimal("0.05")
    assert after.price("nat.gateway-hour").source == NEW.source
    assert {i for i in before.items() if before.price(i) != after.price(i)} == {"nat.gateway-hour"}
    assert price_book.load("eu-west-1", folder).as_of == date(2026, 11, 21)
    assert not list(folder.glob("*.draft"))


def test_a_part_leaves_the_day(folder):
    """Where rows were skipped the book as a whole is as old as it was."""
    (one,) = _wanted(folder, "us-east-1", "nat.gateway-hour")
    files = {name: book.rows_of(name, folder) for name in ("global", "us-east-1")}
    book.write(book.renewed_files(files, [(one, NEW)]), TODAY, folder, whole=False)
    assert price_book.load("us-east-1", folder).as_of == date(2026, 11, 21)
    assert "refreshed" not in json.loads((folder / "book.json").read_text())


def test_a_firewall_before_the_cdn_follows_us_east_1(folder):
    """Its rows in the global file are copies."""
    (one,) = _wanted(folder, "us-east-1", "waf.rule-month")
    files = {name: book.rows_of(name, folder) for name in ("global", "us-east-1")}
    new = book.renewed_files(files, [(one, NEW._replace(usd=Decimal(2)))])
    prices = {row["item"]: row["usd"] for row in new["global"]}
    assert (prices["waf.cloudfront.rule-month"], prices["waf.cloudfront.web-acl-month"]) == ("2", "5")


def test_the_manifest_s_days_are_checked(folder):
    """A day that is none is a broken book."""
    manifest = json.loads((folder / "book.json").read_text())
    (folder / "book.json").write_text(json.dumps({**manifest, "refreshed": {"us-east-1": "soon"}}))
    price_book.load.cache_clear()
    with pytest.raises(price_book.PriceBookError, match=r"book\.json is no manifest"):
        price_book.load("us-east-1", folder)
