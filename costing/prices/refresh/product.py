"""One product of the AWS Price List, as `pricing:GetProducts` gives it: JSON within JSON."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple, TypeAlias, cast

from costing.errors import PriceBookError

Block: TypeAlias = Mapping[str, Any]


UPFRONT = "Quantity"
"""Unit of what a reservation costs at its start."""


class Rate(NamedTuple):
    """A price from a quantity on: dollars for one unit, beginning at `begin` of them."""

    begin: Decimal
    usd: Decimal
    unit: str


class Offer(NamedTuple):
    """One way to pay for a product: its rates, and for reservations the term with what is due upfront."""

    years: str
    payment: str
    offering: str
    rates: tuple[Rate, ...]
    upfront: Decimal


class Product(NamedTuple):
    """What is sold.

    Attributes:
        sku: AWS's id of it.
        service: service code.
        usage: usage type with its prefix for the region.
        attributes: everything it says of itself.
        day: when the list it stands in was published, ISO.
        on_demand: the ways to pay without a term.
        reserved: the ways to pay with one.
    """

    sku: str
    service: str
    usage: str
    attributes: Mapping[str, str]
    day: str
    on_demand: tuple[Offer, ...]
    reserved: tuple[Offer, ...]


def parse(text: str) -> Product:
    """Return the product that a text of a price list describes.

    Raises:
        PriceBookError: it describes none.
    """
    try:
        block = cast("Block", json.loads(text))
        product, terms = block["product"], block["terms"]
        attributes = {str(k): str(v) for k, v in product["attributes"].items()}
        attributes.setdefault("productFamily", str(product.get("productFamily", "")))
        return Product(
            str(product["sku"]),
            str(block["serviceCode"]),
            attributes.get("usagetype", ""),
            attributes,
            str(block["publicationDate"])[:10],
            tuple(_offers(terms.get("OnDemand", {}))),
            tuple(_offers(terms.get("Reserved", {}))),
        )
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation) as error:
        raise PriceBookError(
            f"AWS's price list has a product of another shape: {type(error).__name__} {error}"
        ) from None


def _offers(terms: Block) -> Iterator[Offer]:
    for term in terms.values():
        dimensions = cast("list[Block]", list(term["priceDimensions"].values()))
        rates = [_rate(one) for one in dimensions if one["unit"] != UPFRONT]
        upfront = sum((_rate(one).usd for one in dimensions if one["unit"] == UPFRONT), Decimal(0))
        said = term.get("termAttributes", {})
        names = (str(said.get(name, "")) for name in ("LeaseContractLength", "PurchaseOption", "OfferingClass"))
        years, payment, offering = names
        yield Offer(years, payment, offering, tuple(sorted(rates)), upfront)


def _rate(dimension: Block) -> Rate:
    begin = Decimal(dimension.get("beginRange", "0"))
    return Rate(begin, Decimal(dimension["pricePerUnit"]["USD"]), dimension["unit"])
