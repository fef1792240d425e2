"""What a benchmark found: two times of one run, their ratio, and the target."""

from typing import NamedTuple


class Figure(NamedTuple):
    """One row of the table.

    Attributes:
        what: what was measured, and beside what.
        ours: seconds.
        beside: seconds of what it is compared with; None where there is nothing.
        target: in words.
        met: whether it is met; None where there is none.
        note: anything else that was found.
    """

    what: str
    ours: float
    beside: float | None = None
    target: str = ""
    met: bool | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times longer ours takes; below one where it is faster."""
        return self.ours / self.beside if self.beside else None


def table(figures: list[Figure]) -> list[str]:
    """Return the figures as lines of a Markdown table."""
    head = ("what", "ours", "beside", "ratio", "target", "met", "note")
    rows = [head, *(_row(figure) for figure in figures)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return [lines[0], rule, *lines[1:]]


def _row(figure: Figure) -> tuple[str, ...]:
    ratio = (
        "" if figure.ratio is None else f"{figure.ratio:.2f} ×" if figure.ratio >= 0.1 else f"1/{1 / figure.ratio:.0f}"
    )
    beside = "" if figure.beside is None else _seconds(figure.beside)
    met = {None: "", True: "yes", False: "no"}[figure.met]
    return (figure.what, _seconds(figure.ours), beside, ratio, figure.target, met, figure.note)


def _seconds(value: float) -> str:
    return f"{value * 1000:.2f} ms" if value < 1 else f"{value:.2f} s"
