"""The dated prices that ship with the program: lookup by region and key, every figure with its source."""

import csv
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import NamedTuple

from costing.errors import MissingPrice, PriceBookError, UnknownRegion
from infra.aws_rules.regions import UNPRICED
from infra.model.problems import nearest

FOLDER = Path(__file__).parent / "prices"
GLOBAL = "global"
WITHOUT_PRICE = frozenset({"allowance", "fraction"})
"""Units whose number stands in the attributes: an allowance of the account, a share of another price."""
UNIT_OF_ITS_LINE = ""
"""Unit of a rate given in the config: whoever gives it need not know how the line counts."""


class Price(NamedTuple):
    """One row of the book: US dollars for one `unit` of `item`."""

    item: str
    usd: Decimal
    unit: str
    confidence: str
    as_of: str
    service: str
    attributes: str
    source: str
    region: str

    def number(self, attribute: str) -> Decimal:
        """Return the number that the row carries as `attribute=…`, such as `allowance` or `upfront_usd`."""
        value = self.optional(attribute)
        if value is None:
            raise PriceBookError(f"{self.item} in {self.region} has no {attribute}=")
        return value

    def optional(self, attribute: str) -> Decimal | None:
        """Return the number that the row carries as `attribute=…`, or None where it carries none."""
        for pair in self.attributes.split(";"):
            name, _, value = pair.partition("=")
            if name == attribute:
                return Decimal(value)
        return None


_COLUMNS = list(Price._fields[:-1])
"""The head of a price file; the region is in the file's name."""


class PriceBook:
    """The prices of one region, those of no region, and those a user gave because the book lacks them."""

    def __init__(
        self,
        region: str,
        rows: Mapping[str, Price],
        *,
        as_of: date,
        sha256: str,
        given: Mapping[str, Price] | None = None,
    ) -> None:
        self.region, self.as_of, self.sha256 = region, as_of, sha256
        self._rows, self._given = rows, given or {}

    def price(self, item: str, wanted_for: str = "") -> Price:
        """Return the row of `item`.

        Raises:
            MissingPrice: neither the book nor the user has it.
        """
        row = self._rows.get(item) or self._given.get(item)
        if row is None:
            raise MissingPrice(self.region, item, wanted_for)
        return row

    def has(self, item: str) -> bool:
        """Return whether there is a row of `item`."""
        return item in self._rows or item in self._given

    def items(self) -> frozenset[str]:
        """Return every key of the book."""
        return frozenset(self._rows) | frozenset(self._given)

    def with_given(self, given: Mapping[str, Price]) -> "PriceBook":
        """Return this book with `given` filling rows that it lacks; a row it has is never replaced."""
        if not given:
            return self
        return PriceBook(self.region, self._rows, as_of=self.as_of, sha256=self.sha256, given=given)


@cache
def load(region: str, folder: Path = FOLDER) -> PriceBook:
    """Return the book of `region`, read once a process.

    Raises:
        UnknownRegion: the book has no file for it.
        PriceBookError: a file is unreadable, has a row twice or without a price, or is not whole.
    """
    manifest = _manifest(folder)
    if region not in manifest.rows or region == GLOBAL:
        known = sorted(r for r in manifest.rows if r != GLOBAL)
        meant = "" if region in UNPRICED else nearest(region, known)
        raise UnknownRegion(f"no prices for region {region!r}{meant}; the book has {', '.join(known)}")
    digest = hashlib.sha256()
    rows: dict[str, Price] = {}
    for name in (GLOBAL, region):
        content = _read(folder / f"{name}.csv")
        digest.update(content)
        rows |= _rows(content, name, manifest.rows[name])
    as_of = min(manifest.refreshed.get(name, manifest.as_of) for name in (GLOBAL, region))
    return PriceBook(region, rows, as_of=as_of, sha256=digest.hexdigest())


def regions(folder: Path = FOLDER) -> tuple[str, ...]:
    """Return the regions the book has prices for, in order."""
    return tuple(sorted(r for r in _manifest(folder).rows if r != GLOBAL))


class _Manifest(NamedTuple):
    """When the book was gathered, how many rows each file has, and which files were renewed since."""

    as_of: date
    rows: Mapping[str, int]
    refreshed: Mapping[str, date]


def _manifest(folder: Path) -> _Manifest:
    path = folder / "book.json"
    try:
        data = json.loads(_read(path))
        rows = {str(name): int(count) for name, count in data["rows"].items()}
        refreshed = {str(name): date.fromisoformat(day) for name, day in data.get("refreshed", {}).items()}
        return _Manifest(date.fromisoformat(data["asOf"]), {GLOBAL: rows.pop(GLOBAL), **rows}, refreshed)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PriceBookError(f"{path.name} is no manifest of the price book: {error}") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PriceBookError(f"{path.name} cannot be read: {error.strerror}") from error


def _rows(content: bytes, region: str, expected: int) -> dict[str, Price]:
    try:
        lines = csv.reader(content.decode("utf-8").splitlines())
        if next(lines) != _COLUMNS:
            raise PriceBookError(f"{region}.csv is no price file: its first line is not {','.join(_COLUMNS)}")
        found = [
            Price(item, Decimal(usd or 0), unit, confidence, as_of, service, attributes, source, region)
            for item, usd, unit, confidence, as_of, service, attributes, source in lines
            if usd or unit in WITHOUT_PRICE or _gap(item, region)
        ]
    except (ValueError, InvalidOperation, StopIteration, csv.Error) as error:
        raise PriceBookError(f"{region}.csv is no price file: {error or 'it is empty'}") from error
    if wrong := [p.item for p in found if not p.usd.is_finite() or p.usd < 0]:
        raise PriceBookError(f"{region}.csv has no usable price for {', '.join(wrong)}")
    rows = {price.item: price for price in found}
    if len(rows) != len(found):
        twice = sorted({p.item for p in found if rows[p.item] is not p})
        raise PriceBookError(f"{region}.csv has two prices for {', '.join(twice)}")
    if len(rows) != expected:
        raise PriceBookError(f"{region}.csv has {len(rows)} rows, its manifest says {expected}")
    return rows


def _gap(item: str, region: str) -> bool:
    raise PriceBookError(f"{region}.csv has no price for {item}")
