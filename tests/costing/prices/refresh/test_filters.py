"""Every price of the book has one place in the Price List, or a reason to have none."""

import csv

import pytest

from costing import price_book
from costing.price_book import FOLDER
from costing.prices.refresh import filters
from costing.prices.refresh.filters import FILTERS, KEPT_AS_IT_IS, filter_of, kept_because


def _items():
    texts = (path.read_text(encoding="utf-8") for path in FOLDER.glob("*.csv"))
    return {row["item"] for text in texts for row in csv.DictReader(text.splitlines())}


def test_every_row_is_asked_for_or_left_with_a_reason():
    """No row is forgotten, and none is in both tables."""
    for item in _items():
        assert (filter_of(item) is None) is (kept_because(item) is not None), item


def test_no_item_has_two_places():
    """Patterns exclude each other."""
    for item in _items():
        assert len([one for one in FILTERS if filters._template(one.pattern).fullmatch(item)]) < 2, item


def test_every_filter_and_every_reason_is_of_use():
    """What no row of the book needs is dead."""
    items = _items()
    assert not [one.pattern for one in FILTERS if not any(filter_of(i) and filter_of(i).filter is one for i in items)]
    assert not [p for p in KEPT_AS_IT_IS if not any(filters._stars(p).fullmatch(i) for i in items)]


@pytest.mark.parametrize(
    ("item", "usage", "parts"),
    [
        ("ec2.linux.t4g.small", ("BoxUsage:t4g.small",), {"type": "t4g.small"}),
        ("rds.postgres.multi-az.db.t4g.micro", ("Multi-AZUsage:db.t4g.micro",), {"type": "db.t4g.micro"}),
        ("cloudfront.eu.out-gb.10-50tb", ("EU-DataTransfer-Out-Bytes",), {"edge": "eu", "tier": "10-50tb"}),
        ("ec2.cpu-credits.t3.vcpu-hour", ("CPUCredits:t3",), {"family": "t3"}),
        ("rds.storage.gp3.multi-az.gb-month", ("RDS:Multi-AZ-GP3-Storage",), {}),
        ("elasticache.valkey.cache.t4g.micro", ("NodeUsage:cache.t4g.micro",), {"type": "t4g.micro"}),
    ],
)
def test_parts_of_the_key_are_parts_of_the_usage_type(item, usage, parts):
    """A class, an edge, a tier stand where AWS has them."""
    found = filter_of(item)
    assert found.usage == usage
    assert parts.items() <= found.parts.items()


def test_every_region_of_the_book_has_a_prefix_and_a_name():
    """Usage types begin with a code of the region; data transfer knows regions by their names alone."""
    from costing.prices.refresh.live import LOCATIONS
    from costing.prices.refresh.pick import PREFIXES

    assert set(LOCATIONS) == set(price_book.regions())
    assert set(PREFIXES) == {*price_book.regions(), "global"}
