"""CloudFront."""

import pytest

from infra.aws_rules import cloudfront, regions


@pytest.mark.parametrize(
    ("edge", "price_class", "serving"),
    [
        ("eu", "PriceClass_100", "eu"),
        ("in", "PriceClass_100", "us"),
        ("in", "PriceClass_200", "in"),
        ("sa", "PriceClass_200", "us"),
        ("au", "PriceClass_All", "au"),
    ],
)
def test_serving_edge(edge, price_class, serving):
    """Viewers of a region that the class leaves out are served from elsewhere."""
    assert cloudfront.serving_edge(edge, price_class) == serving


def test_classes_grow():
    """Each class has all of the one before, the last has every priced edge."""
    small, middle, everything = map(set, cloudfront.EDGES_OF_CLASS.values())
    assert small < middle < everything
    assert set(regions.EDGES.values()) <= everything


def test_edges_are_the_price_book():
    """The last class serves from exactly the edges that have prices."""
    import csv
    from pathlib import Path

    import costing

    with (Path(costing.__file__).parent / "prices" / "global.csv").open(newline="") as rows:
        items = [row["item"].split(".") for row in csv.DictReader(rows)]
    edges = {item[1] for item in items if item[0] == "cloudfront" and item[2:] == ["https-10k"]}
    assert set(cloudfront.EDGES_OF_CLASS["PriceClass_All"]) == edges


def test_plans():
    """Plans include requests and transfer; the terabyte has 1024 gigabytes."""
    assert cloudfront.PLANS["free"] == (1, 100, 5)
    assert cloudfront.PLANS["premium"] == (500, 51200, 5120)
