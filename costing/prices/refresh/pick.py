"""Picks the one price of an item from what the Price List answers; anything but exactly one is an error."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from costing.errors import PriceBookError
from costing.money import text
from costing.prices.refresh.filters import MORE, Found
from costing.prices.refresh.product import Offer, Product, Rate
from costing.units import size_of

HOURS_PER_YEAR = 8760
EFFECTIVE = Decimal("0.000001")
US_EAST_1 = "us-east-1"
PREFIXES = {
    US_EAST_1: ("", "USE1-"),
    "us-east-2": ("USE2-",),
    "us-west-1": ("USW1-",),
    "us-west-2": ("USW2-",),
    "ca-central-1": ("CAN1-",),
    "sa-east-1": ("SAE1-",),
    "eu-west-1": ("EU-", "EUW1-"),
    "eu-west-2": ("EUW2-",),
    "eu-west-3": ("EUW3-",),
    "eu-central-1": ("EUC1-",),
    "eu-north-1": ("EUN1-",),
    "ap-south-1": ("APS3-",),
    "ap-south-2": ("APS5-",),
    "ap-southeast-1": ("APS1-",),
    "ap-southeast-2": ("APS2-",),
    "ap-northeast-1": ("APN1-",),
    "ap-northeast-2": ("APN2-",),
    "global": ("",),
}
"""What usage types begin with (AWS billing: region codes of usage types); in us-east-1 services differ."""


class PickError(PriceBookError):
    """The Price List has no price for an item, or more than one; the text is one line."""


class Picked(NamedTuple):
    """A price as the Price List has it, in the unit of the book."""

    usd: Decimal
    day: str
    source: str
    upfront: Decimal | None = None
    hourly: Decimal | None = None


def pick(item: str, unit: str, region: str, found: Found, products: Iterable[Product]) -> Picked:
    """Return the price of an item.

    Args:
        item: its key.
        unit: the book's; what is sold by the thousand is multiplied.
        region: where, or `global`.
        found: its filter.
        products: what AWS answered to the filter's attributes.

    Raises:
        PickError: there is no product, or several that differ; or its tiers are not those that the book has.
    """
    fitting = _fitting(region, found, list(products))
    if not fitting:
        raise PickError(f"{item} in {region}: AWS has no product with usage type {' or '.join(found.usage)}")
    picked = {_price(item, unit, region, found, product): product for product in fitting}
    prices = {one[0] for one in picked}
    if len(prices) > 1:
        which = ", ".join(f"{product.sku} at ${text(one[0])}" for one, product in picked.items())
        raise PickError(f"{item} in {region}: AWS has several products: {which}")
    (usd, upfront, hourly), product = next(iter(picked.items()))
    source = f"AWS Price List, {product.service}, SKU {product.sku}"
    return Picked(usd, product.day, source, upfront, hourly)


def _fitting(region: str, found: Found, products: list[Product]) -> list[Product]:
    """Return the products of the first usage type that there is any of."""
    prefixes = (*PREFIXES[region], f"{region}-")
    for usage in found.usage:
        names = {f"{prefix}{usage}" for prefix in prefixes}
        if fitting := [product for product in products if product.usage in names]:
            return fitting
    return []


def _price(
    item: str, unit: str, region: str, found: Found, product: Product
) -> tuple[Decimal, Decimal | None, Decimal | None]:
    """Return the price in the book's unit; for a reservation also what is due upfront and by the hour."""
    one = found.filter
    if one.term:
        return _effective(item, region, one.term, product)
    rates = [rate for offer in product.on_demand for rate in offer.rates if rate.usd]
    rate = _tier(item, region, found, rates) if one.tiers else _only(item, region, rates)
    return rate.usd * size_of(unit), None, None


def _only(item: str, region: str, rates: list[Rate]) -> Rate:
    """Return the one rate there is; a first tier of $0.00 is an allowance, which the book has apart."""
    if len({rate.usd for rate in rates}) != 1:
        raise PickError(f"{item} in {region}: AWS has {_listed(rates)}, the book one price")
    return rates[0]


def _tier(item: str, region: str, found: Found, rates: list[Rate]) -> Rate:
    names = [name for name in found.filter.tiers if name != MORE]
    open_ended = MORE in found.filter.tiers
    if found.parts["tier"] not in names:
        raise PickError(f"{item} in {region}: {found.parts['tier']} is none of {', '.join(names)}")
    ranked = sorted(set(rates))
    if len(ranked) != len(names) and not (open_ended and len(ranked) > len(names)):
        raise PickError(f"{item} in {region}: AWS has {_listed(ranked)}, the book {len(names)} tiers")
    return ranked[names.index(found.parts["tier"])]


def _effective(item: str, region: str, term: tuple[str, ...], product: Product) -> tuple[Decimal, Decimal, Decimal]:
    years, payment, offering = term
    fitting = [o for o in product.reserved if (o.years, o.payment) == (years, payment) and o.offering in {offering, ""}]
    if not fitting:
        raise PickError(f"{item} in {region}: AWS offers no reservation for {years}, {payment}, {offering}")
    prices = {_spread(offer, int(years[0])) for offer in fitting}
    if len(prices) > 1:
        raise PickError(f"{item} in {region}: AWS has several reservations for {years}, {payment}, {offering}")
    return prices.pop()


def _spread(offer: Offer, years: int) -> tuple[Decimal, Decimal, Decimal]:
    """Return a reservation's price by the hour, with what is due upfront spread over the term."""
    hourly = sum((rate.usd for rate in offer.rates), Decimal(0))
    spread = hourly + offer.upfront / (HOURS_PER_YEAR * years)
    return (spread.quantize(EFFECTIVE) if offer.upfront else hourly), offer.upfront, hourly


def _listed(rates: list[Rate]) -> str:
    return " and ".join(f"${text(rate.usd)} from {text(rate.begin)} on" for rate in rates) or "no price above $0"
