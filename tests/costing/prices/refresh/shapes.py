"""Products in the shape in which `pricing:GetProducts` answers, and a Price List that has what a book has."""

import json
from collections.abc import Mapping
from decimal import Decimal

from costing.prices.refresh.book import Wanted
from costing.prices.refresh.filters import MORE
from costing.prices.refresh.live import Query, query_of
from costing.prices.refresh.pick import PREFIXES
from costing.units import size_of

DAY = "2026-12-01"


def product(usage, *rates, sku="SKU1", service="AmazonEC2", reserved=(), **attributes):
    """Return a product as text.

    Args:
        usage: its usage type.
        rates: dollars from 0 on, or pairs of where a rate begins and its dollars.
        sku: its id.
        service: its service code.
        reserved: (years, payment, offering, hourly, upfront) each.
        attributes: what else it says of itself.
    """
    pairs = [rate if isinstance(rate, tuple) else ("0", rate) for rate in rates]
    dimensions = {
        f"{sku}.JRTCKXETXF.{n}": {
            "unit": "Hrs",
            "beginRange": str(begin),
            "endRange": "Inf",
            "description": "…",
            "appliesTo": [],
            "rateCode": f"{sku}.JRTCKXETXF.{n}",
            "pricePerUnit": {"USD": str(usd)},
        }
        for n, (begin, usd) in enumerate(pairs)
    }
    return json.dumps(
        {
            "product": {
                "productFamily": attributes.get("productFamily", "Compute Instance"),
                "attributes": {"usagetype": usage, **attributes},
                "sku": sku,
            },
            "serviceCode": service,
            "terms": {
                "OnDemand": {f"{sku}.JRTCKXETXF": {"priceDimensions": dimensions, "sku": sku, "termAttributes": {}}},
                **({"Reserved": dict(_reserved(sku, n, *one) for n, one in enumerate(reserved))} if reserved else {}),
            },
            "version": "20261201",
            "publicationDate": f"{DAY}T00:00:00Z",
        }
    )


def _reserved(sku, number, years, payment, offering, hourly, upfront):
    dimensions = {f"{number}.hour": {"unit": "Hrs", "beginRange": "0", "pricePerUnit": {"USD": str(hourly)}}}
    if upfront is not None:
        dimensions[f"{number}.once"] = {"unit": "Quantity", "pricePerUnit": {"USD": str(upfront)}}
    said = {"LeaseContractLength": years, "PurchaseOption": payment, "OfferingClass": offering}
    return f"{sku}.{number}", {"priceDimensions": dimensions, "sku": sku, "termAttributes": said}


class PriceList:
    """A client of `pricing` whose list has the prices of a book, and what is changed in it.

    Attributes:
        queries: what was asked.
        prices: dollars in the book's unit by (region, item), to be changed by a test.
        also: further products by usage type.
    """

    def __init__(self, rows: list[Wanted]) -> None:
        self.rows, self.queries = rows, []
        self.prices = {(one.region, one.row["item"]): Decimal(one.row["usd"]) for one in rows}
        self.also: list[str] = []

    def get_paginator(self, operation):
        """Return what hands out pages."""
        assert operation == "get_products"
        return self

    def paginate(self, *, ServiceCode, Filters, FormatVersion):  # noqa: N803 - boto3's own names
        """Yield two pages of what fits."""
        assert FormatVersion == "aws_v1"
        assert all(one["Type"] == "TERM_MATCH" for one in Filters)
        query = Query(ServiceCode, tuple((one["Field"], one["Value"]) for one in Filters))
        self.queries.append(query)
        by_usage: dict[str, list[Wanted]] = {}
        for one in self.rows:
            if query_of(one) == query and (one.region, one.row["item"]) in self.prices:
                by_usage.setdefault(f"{PREFIXES[one.region][0]}{one.found.usage[0]}", []).append(one)
        found = [self._product(usage, rows, query) for usage, rows in by_usage.items()]
        yield {"PriceList": found[:1]}
        yield {"PriceList": [*found[1:], *self.also]}

    def _product(self, usage: str, rows: list[Wanted], query: Query) -> str:
        tiers: Mapping[int, str] = {}
        reserved = []
        for one in rows:
            whole = self.prices[one.region, one.row["item"]]
            usd = whole / size_of(one.row["unit"])
            wanted = one.found.filter
            if wanted.term:
                reserved.append((*wanted.term, *_term(one, usd)))
            elif wanted.tiers:
                names = [name for name in wanted.tiers if name != MORE]
                tiers = {**tiers, names.index(one.found.parts["tier"]): usd}
            else:
                tiers = {0: usd}
        rates = [(1000 * n, usd) for n, usd in sorted(tiers.items())]
        return product(usage, *rates, sku=f"SKU-{usage}", service=query.service, reserved=reserved)


def _term(one: Wanted, usd: Decimal) -> tuple[str, str | None]:
    """Return a reservation's price by the hour and what is due upfront, as the row says them."""
    said = dict(pair.partition("=")[::2] for pair in one.row["attributes"].split(";"))
    if "upfront_usd" not in said:
        return str(usd), None
    return said.get("hourly_usd", "0"), said["upfront_usd"]
