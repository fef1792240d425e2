"""The class that is named where one has no price."""

import pytest

from costing import price_book
from costing.nearest_class import nearest_class

ITEMS = [
    *(
        f"rds.postgres.single-az.db.{name}"
        for name in ("t4g.large", "m6i.large", "m6g.large", "m7g.large", "r6g.large")
    ),
    "rds.postgres.single-az.db.m7g.4xlarge",
    "rds.postgres.multi-az.db.m5.large",
    "ec2.linux.m7g.medium",
    "ec2.linux.m7i-flex.large",
    "elasticache.redis.cache.r7g.large",
    "mq.rabbitmq.single.mq.m5.large",
    "ec2.spot.linux.t3.small",
]


@pytest.mark.parametrize(
    ("item", "near"),
    [
        ("rds.postgres.single-az.db.m8g.large", "db.m7g.large"),  # the same series and processor, one generation back
        ("rds.postgres.single-az.db.m8i.large", "db.m6i.large"),  # the processor before the generation
        ("rds.postgres.single-az.db.m6g.xlarge", "db.m6g.large"),  # one doubling is nearer than two
        ("rds.postgres.single-az.db.m6g.16xlarge", "db.m7g.4xlarge"),  # the size before the generation
        ("rds.postgres.single-az.db.x2g.large", "db.r6g.large"),  # a series without rows: the one with as much memory
        ("rds.postgres.single-az.db.c6gd.large", "db.m6g.large"),
        ("rds.postgres.multi-az.db.m8g.large", "db.m5.large"),  # rows of the same deployment alone
        ("ec2.linux.m8g.small", "m7g.medium"),
        ("elasticache.redis.cache.r8g.xlarge", "cache.r7g.large"),
        ("mq.rabbitmq.single.mq.m7g.large", "mq.m5.large"),
        ("mq.rabbitmq.cluster.mq.m7g.large", None),  # nothing of its kind has a price
        ("ec2.spot.linux.m6g.large", None),  # what floats stands for nothing else
        ("rds.postgres.single-az.db.m8g.metal", None),
        ("alb.hour", None),
    ],
)
def test_nearest_class(item, near):
    """Series, then processor, size, generation; rows of other kinds never stand in."""
    assert nearest_class(item, ITEMS) == near


def test_of_equals_the_first_by_name_whatever_the_order():
    """Rows come in no order: m6g and m8g are both one generation from m7g."""
    both = ["ec2.linux.m8g.large", "ec2.linux.m6g.large"]
    assert nearest_class("ec2.linux.m7g.large", both) == nearest_class("ec2.linux.m7g.large", both[::-1]) == "m6g.large"


def test_what_is_named_has_a_price():
    """Whatever type a region lacks, the one that is named is in its book."""
    everywhere = price_book.load("us-east-1")
    for region in price_book.regions():
        book = price_book.load(region)
        for item in everywhere.items():
            if item.startswith("ec2.linux.") and not book.has(item):
                near = nearest_class(item, book.items())
                assert near is not None
                assert book.has(f"ec2.linux.{near}")
