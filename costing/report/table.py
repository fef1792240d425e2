"""Aligned columns of text: names to the left, figures to the right, no row wider than a page, nothing cut off."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import NamedTuple

WIDTH = 116
"""Rows fit a terminal of 120 columns, and a log that puts a few characters before each."""
LEAST_NAME = 24
LONGEST_LAST = 36
"""A last column of words gives way to the first: it names how something changed, the first what."""
LEAST_LAST = 16
GAP = 2


class Style:
    """How text looks where it is shown: its marks, and how wide a row may be. This one leaves text as it is."""

    @property
    def width(self) -> int:
        """How many characters a row may have."""
        return WIDTH

    def __call__(self, text: str, mark: str) -> str:
        """Return `text` marked as bold, dim, good, warn or bad."""
        del mark
        return text


plain = Style()
"""No marks, the width of a page."""


class Row(NamedTuple):
    """Cells of one row, and how the whole of it is marked."""

    cells: tuple[str, ...]
    mark: str = ""


def aligned(rows: Sequence[Row], style: Style = plain, *, left: int = 1, last_left: bool = False) -> Iterator[str]:
    """Yield rows with their columns below one another; words that do not fit go on below, figures never do.

    Args:
        rows: all of one length.
        style: puts marks on whole rows, and says how wide they may be.
        left: how many columns, from the first on, start at their left edge.
        last_left: whether the last column does too.
    """
    widths = _widths(rows, style.width, last_left=last_left)
    last = len(widths) - 1
    for row in rows:
        for cells in zip_longest(*map(_broken, row.cells, widths), fillvalue=""):
            padded = [
                cell.ljust(width) if place < left or (last_left and place == last) else cell.rjust(width)
                for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
            ]
            yield style((" " * GAP).join(padded).rstrip(), row.mark)


def _widths(rows: Sequence[Row], page: int, *, last_left: bool) -> list[int]:
    """Return the width of each column; the first gives way where the whole would be too wide, then words at the end."""
    widths = [max(len(cell) for cell in column) for column in zip(*(row.cells for row in rows), strict=True)]
    if last_left:
        widths[-1] = min(widths[-1], LONGEST_LAST)
    for place, least in ((0, LEAST_NAME), *(((-1, LEAST_LAST),) if last_left else ())):
        too_wide = sum(widths) + GAP * (len(widths) - 1) - page
        if too_wide > 0:
            widths[place] = min(widths[place], max(least, widths[place] - too_wide))
    return widths


def _broken(cell: str, width: int) -> list[str]:
    """Return a cell in rows of `width` characters; what goes on below is set in a little further."""
    if len(cell) <= width:
        return [cell]
    margin = cell[: len(cell) - len(cell.lstrip())]
    return wrap(cell.strip(), width, initial_indent=margin, subsequent_indent=f"{margin}  ", break_on_hyphens=False)
