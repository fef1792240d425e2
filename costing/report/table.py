"""Aligned columns of text: names to the left, figures to the right, no row wider than a page."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

Style = Callable[[str, str], str]
"""Marks a text as bold, dim, good, warn or bad; on anything but a terminal it leaves it as it is."""

WIDTH = 116
"""Rows fit a terminal of 120 columns, and a log that puts a few characters before each."""
LEAST_NAME = 30
GAP = 2


def plain(text: str, _mark: str) -> str:
    """Return `text` without any mark."""
    return text


class Row(NamedTuple):
    """Cells of one row, and how the whole of it is marked."""

    cells: tuple[str, ...]
    mark: str = ""


def aligned(rows: Sequence[Row], style: Style = plain, *, left: int = 1, last_left: bool = False) -> Iterator[str]:
    """Yield rows with their columns below one another.

    Args:
        rows: all of one length.
        style: puts marks on whole rows.
        left: how many columns, from the first on, start at their left edge.
        last_left: whether the last column does too.
    """
    widths = _widths(rows)
    for row in rows:
        cells = [cut(cell, width) for cell, width in zip(row.cells, widths, strict=True)]
        padded = [
            cell.ljust(width) if place < left or (last_left and place == len(widths) - 1) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        yield style((" " * GAP).join(padded).rstrip(), row.mark)


def _widths(rows: Sequence[Row]) -> list[int]:
    """Return the width of each column; the first gives way where the whole would be too wide."""
    widths = [max(len(cell) for cell in column) for column in zip(*(row.cells for row in rows), strict=True)]
    too_wide = sum(widths) + GAP * (len(widths) - 1) - WIDTH
    if too_wide > 0:
        widths[0] = max(LEAST_NAME, widths[0] - too_wide)
    return widths


def cut(cell: str, width: int) -> str:
    """Return a text of `width` characters at most."""
    return cell if len(cell) <= width else f"{cell[: width - 1]}…"
