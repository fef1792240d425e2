"""The price files as rows to compare and to write anew."""

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from costing.money import text
from costing.price_book import GLOBAL, WITHOUT_PRICE, load
from costing.prices.import_sheet import (
    CLOUDFRONT_REGION,
    COLUMNS,
    MANIFEST,
    Row,
    firewalls,
    of_cdn,
    replace_csv,
    replace_text,
)
from costing.prices.refresh.filters import Found, filter_of
from costing.prices.refresh.pick import Picked

READ_FROM_AWS = "price list"
"""What is said of how far a row that AWS itself gave is to be trusted."""
TENTH = Decimal("0.1")
LARGE = Decimal("0.5")
"""A price that moves by more than this share is more often a wrong filter than a new price."""


class Wanted(NamedTuple):
    """A row of the book that the Price List has."""

    row: Row
    region: str
    found: Found


class Change(NamedTuple):
    """A price that AWS has otherwise than the book."""

    item: str
    region: str
    before: Decimal
    after: Decimal

    @property
    def share(self) -> Decimal:
        """By how much of the old price it moved; a price from nothing moved by all."""
        return (self.after - self.before) / self.before if self.before else Decimal(1)

    @property
    def is_large(self) -> bool:
        """Whether somebody should look before it is believed."""
        return abs(self.share) > LARGE


def rows_of(region: str, folder: Path) -> list[Row]:
    """Return the rows of a price file; those of a region once the loader has found it whole, and `global` with it."""
    if region != GLOBAL:
        load(region, folder)
    with (folder / f"{region}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def wanted(rows: Iterable[Row], region: str) -> list[Wanted]:
    """Return the rows that the Price List has, each with where it stands there."""
    priced = [row for row in rows if row["unit"] not in WITHOUT_PRICE]
    return [Wanted(row, region, found) for row in priced if (found := filter_of(row["item"])) is not None]


def changes(asked: Iterable[tuple[Wanted, Picked]]) -> list[Change]:
    """Return the prices that differ, the one that moved most first."""
    pairs = ((one, Decimal(one.row["usd"]), picked.usd) for one, picked in asked)
    found = [Change(one.row["item"], one.region, old, new) for one, old, new in pairs if old != new]
    return sorted(found, key=lambda change: (-abs(change.share), change.region, change.item))


def renewed(row: Row, picked: Picked) -> Row:
    """Return a row with AWS's price, its day and its source; what else it says of itself stays."""
    return {
        **row,
        "usd": text(picked.usd),
        "confidence": READ_FROM_AWS,
        "as_of": picked.day,
        "source": picked.source,
        "attributes": _with_term(row["attributes"], picked),
    }


def renewed_files(files: Mapping[str, list[Row]], picked: Iterable[tuple[Wanted, Picked]]) -> dict[str, list[Row]]:
    """Return the rows of each file with AWS's prices; a firewall of the CDN has those of us-east-1."""
    new = {(one.region, one.row["item"]): renewed(one.row, price) for one, price in picked}
    made = {region: [new.get((region, row["item"]), row) for row in rows] for region, rows in files.items()}
    copies = {row["item"]: row for row in map(of_cdn, firewalls(made.get(CLOUDFRONT_REGION, [])))}
    made[GLOBAL] = [copies.get(row["item"], row) for row in made[GLOBAL]]
    return made


def _with_term(attributes: str, picked: Picked) -> str:
    """Return attributes with what a reservation costs upfront and by the hour, where the row says so."""
    given = {"upfront_usd": picked.upfront, "hourly_usd": picked.hourly}
    pairs = [pair.partition("=") for pair in attributes.split(";")]
    return ";".join(
        f"{name}={text(value)}" if (value := given.get(name)) is not None else f"{name}{sign}{said}"
        for name, sign, said in pairs
    )


def write(files: Mapping[str, list[Row]], today: date, folder: Path, *, whole: bool) -> None:
    """Write price files and the manifest, each replaced whole.

    Args:
        files: rows by region.
        today: when AWS was asked.
        folder: of the book.
        whole: every row of the Price List was renewed; only then is the region's book of today.
    """
    for region, rows in files.items():
        replace_csv(folder / f"{region}.csv", ([row[column] for column in COLUMNS] for row in rows))
    load.cache_clear()
    if whole:
        path = folder / MANIFEST
        manifest = json.loads(path.read_text(encoding="utf-8"))
        dates = {**manifest.get("refreshed", {}), **dict.fromkeys(files, today.isoformat())}
        replace_text(path, json.dumps({**manifest, "refreshed": dict(sorted(dates.items()))}, indent=2) + "\n")
