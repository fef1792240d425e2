"""Asks the AWS Price List; needs boto3, credentials that may pricing:GetProducts, and the network. It costs nothing."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from costing.aws_account import FAILURES, AccountError, reason
from costing.price_book import GLOBAL
from costing.prices.refresh.book import Wanted
from costing.prices.refresh.pick import Picked, PickError, pick
from costing.prices.refresh.product import Product, parse

PERMISSION = "pricing:GetProducts"
TRANSFER = "AWSDataTransfer"
LOCATIONS = {
    "us-east-1": "US East (N. Virginia)",
    "us-east-2": "US East (Ohio)",
    "us-west-1": "US West (N. California)",
    "us-west-2": "US West (Oregon)",
    "ca-central-1": "Canada (Central)",
    "sa-east-1": "South America (Sao Paulo)",
    "eu-west-1": "EU (Ireland)",
    "eu-west-2": "EU (London)",
    "eu-west-3": "EU (Paris)",
    "eu-central-1": "EU (Frankfurt)",
    "eu-north-1": "EU (Stockholm)",
    "ap-south-1": "Asia Pacific (Mumbai)",
    "ap-south-2": "Asia Pacific (Hyderabad)",
    "ap-southeast-1": "Asia Pacific (Singapore)",
    "ap-southeast-2": "Asia Pacific (Sydney)",
    "ap-northeast-1": "Asia Pacific (Tokyo)",
    "ap-northeast-2": "Asia Pacific (Seoul)",
}
"""Names of regions as the Price List writes them; its products of data transfer know no region codes."""


class Query(NamedTuple):
    """One question to the Price List: a service, and what products must say of themselves."""

    service: str
    attributes: tuple[tuple[str, str], ...]


class Asked(NamedTuple):
    """What the Price List said of rows: a price each, or why there is none."""

    picked: list[tuple[Wanted, Picked]]
    problems: list[str]


def query_of(one: Wanted) -> Query:
    """Return the question whose answer holds a row's price."""
    service, attributes = one.found.filter.service, one.found.attributes
    if one.region == GLOBAL:
        return Query(service, attributes)
    if service == TRANSFER:
        return Query(service, (*attributes, ("fromLocation", LOCATIONS[one.region])))
    return Query(service, (*attributes, ("regionCode", one.region)))


def queries(rows: Iterable[Wanted]) -> dict[Query, list[Wanted]]:
    """Return the rows by their question: one question has the prices of many."""
    found: dict[Query, list[Wanted]] = {}
    for one in rows:
        found.setdefault(query_of(one), []).append(one)
    return found


def ask(client: Any, asked: Iterable[tuple[Query, list[Wanted]]]) -> Asked:
    """Return what AWS says of rows.

    Args:
        client: boto3's client of `pricing`.
        asked: questions with their rows; it is gone through once, a question at a time.

    Raises:
        AccountError: AWS says no, or cannot be reached.
        PriceBookError: an answer has another shape than the Price List had.
    """
    done = Asked([], [])
    for query, rows in asked:
        products = list(_products(client, query))
        for one in rows:
            try:
                price = pick(one.row["item"], one.row["unit"], one.region, one.found, products)
                done.picked.append((one, price))
            except PickError as error:
                done.problems.append(str(error))
    return done


def _products(client: Any, query: Query) -> Iterator[Product]:
    filters = [{"Type": "TERM_MATCH", "Field": field, "Value": value} for field, value in query.attributes]
    pages = client.get_paginator("get_products")
    try:
        for page in pages.paginate(ServiceCode=query.service, Filters=filters, FormatVersion="aws_v1"):
            yield from map(parse, page["PriceList"])
    except FAILURES as error:
        raise AccountError(reason(error, PERMISSION)) from error
