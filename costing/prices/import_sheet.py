"""Read a price sheet into the book: `python -m costing.prices.import_sheet SHEET.csv DAY [FOLDER]`.

The sheet is one CSV of all regions with the columns service, region, item, attributes, unit, usd, confidence, source
and as_of; DAY is when it was gathered. The book is one CSV a region plus `global.csv`, holding the families of
`families.KEPT`, in the order of their keys. Rows that no sheet has yet stand in `supplement`, with their sources.
"""

import csv
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from costing.errors import PriceBookError
from costing.prices import supplement
from costing.prices.families import KEPT, LEFT_OUT, families_of

COLUMNS = ("item", "usd", "unit", "confidence", "as_of", "service", "attributes", "source")
FOLDER = Path(__file__).parent
MANIFEST = "book.json"

CLOUDFRONT_REGION = "us-east-1"
FIREWALL, CDN_FIREWALL = "waf.", "waf.cloudfront."
"""A firewall of the CDN lives and is billed in us-east-1 wherever the stack is: its rows are copied into `global`."""

Row = dict[str, str]


def sort_rows(rows: Iterable[Row]) -> tuple[dict[str, list[Row]], Counter[str]]:
    """Return the kept rows by region, and how many rows of each left-out family there were.

    Raises:
        PriceBookError: a row belongs to no family or to two.
    """
    kept: dict[str, list[Row]] = defaultdict(list)
    left: Counter[str] = Counter()
    for row in rows:
        wanted, unwanted = families_of(row["item"])
        if len(wanted) + len(unwanted) != 1:
            item = row["item"] or "a row without an item"
            raise PriceBookError(
                f"{item} in {row['region']} belongs to {wanted + unwanted or 'no family'}: "
                "name it once in costing/prices/families.py"
            )
        if wanted:
            kept[row["region"]].append(row)
        left.update(unwanted)
    if firewall := firewalls(kept.get(CLOUDFRONT_REGION, [])):
        kept["global"] += map(of_cdn, firewall)
    return dict(kept), left


def firewalls(rows: Iterable[Row]) -> list[Row]:
    """Return the rows of web ACLs."""
    return [row for row in rows if row["item"].startswith(FIREWALL)]


def of_cdn(row: Row) -> Row:
    """Return a row of us-east-1 as that of a firewall before the CDN."""
    note = "scope=CLOUDFRONT;note=the us-east-1 row"
    return {**row, "region": "global", "item": row["item"].replace(FIREWALL, CDN_FIREWALL, 1), "attributes": note}


def write_book(kept: dict[str, list[Row]], as_of: str, sheet_sha256: str, folder: Path) -> None:
    """Write the price files and the manifest; each is replaced whole or not at all."""
    for region, rows in kept.items():
        lines = sorted(rows, key=lambda r: r["item"])
        replace_csv(folder / f"{region}.csv", ([r[c] for c in COLUMNS] for r in lines))
    manifest = {"asOf": as_of, "sheetSha256": sheet_sha256, "rows": {r: len(kept[r]) for r in sorted(kept)}}
    replace_text(folder / MANIFEST, json.dumps(manifest, indent=2) + "\n")


def replace_csv(path: Path, rows: Iterable[list[str]]) -> None:
    """Write `rows` under the book's columns, atomically."""
    draft = path.with_suffix(".draft")
    with draft.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    draft.replace(path)


def replace_text(path: Path, text: str) -> None:
    """Write `text`, atomically."""
    draft = path.with_suffix(".draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def main(arguments: list[str]) -> int:
    """Import the sheet named first; the second argument is the day it was gathered, the third another folder."""
    sheet, as_of = Path(arguments[0]), arguments[1]
    folder = Path(arguments[2]) if len(arguments) > 2 else FOLDER
    content = sheet.read_bytes()
    rows = csv.DictReader(content.decode("utf-8").splitlines())
    kept, left = sort_rows([*rows, *supplement.ROWS])
    write_book(kept, as_of, hashlib.sha256(content).hexdigest(), folder)
    total = sum(map(len, kept.values()))
    print(f"{total} rows of {len(KEPT)} families kept in {len(kept)} files, {left.total()} left out:")  # noqa: T201
    for family, count in left.most_common():
        print(f"  {count:6} {family:48} {LEFT_OUT[family]}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
