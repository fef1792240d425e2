"""Reads the CSV that the console's Cost Explorer saves: a row a day or month, a column a value of the tag.

"layer","No tag key: layer($)","network($)","edge($)","Total costs($)"
"layer total","3.1","40.2","24.9","68.2"
"2026-10-01","3.1","40.2","24.9","68.2"
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta

from costing.actual.spend import LAYER, NO_TAG, Charge, SpendError, amount, day, month_of

TOTAL = "Total costs"
NO_TAG_HEADS = ("No tag key: ", "No tagkey: ")
CURRENCY = "($)"
HOW = "in Cost Explorer group by the tag layer, monthly or daily, and download as CSV"


def charges(text: str, where: str) -> list[Charge]:
    """Return the charges in a CSV of the console.

    Raises:
        SpendError: it is none, or not grouped by the tag `layer`.
    """
    try:
        head, *rows = [row for row in csv.reader(text.splitlines()) if any(row)]
    except (ValueError, csv.Error):
        raise SpendError(f"{where} is no CSV of Cost Explorer: {HOW}") from None
    columns = list(_columns(head, where))
    dated = [(day(row[0], where), row) for row in rows if not row[0].endswith(" total")]
    if not dated:
        raise SpendError(f"{where} has no row with a day: {HOW}")
    ends = _ends([start for start, _ in dated])
    return [
        Charge(start, ends[start], amount(row[place] if place < len(row) else "", where), layer)
        for start, row in dated
        for place, layer in columns
    ]


def _columns(head: list[str], where: str) -> Iterator[tuple[int, str]]:
    """Yield the place of each column and the layer it holds."""
    if head[0].strip().lower() not in {LAYER, f"tag: {LAYER}"}:
        raise SpendError(f"{where} is grouped by {head[0] or 'nothing'}, and needs the tag layer: {HOW}")
    for place, cell in enumerate(head[1:], 1):
        name = cell.strip()
        if not name.endswith(CURRENCY):
            raise SpendError(f"{where}: the column {cell!r} does not count in dollars ($)")
        name = name.removesuffix(CURRENCY).strip()
        if name != TOTAL:
            yield place, NO_TAG if name.startswith(NO_TAG_HEADS) else name.removeprefix(f"{LAYER}$")


def _ends(starts: list[date]) -> dict[date, date]:
    """Return when each row's period ends: a month later where every row starts one, else a day later."""
    monthly = all(start.day == 1 for start in starts)
    return {start: month_of(start).end if monthly else start + timedelta(days=1) for start in starts}
