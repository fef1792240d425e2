"""What runs on demand and is not covered yet: each hour is covered once, whatever is bought."""

from collections.abc import Iterable

from costing.line_item import Line
from costing.money import Figures


class OpenHours:
    """Quantities of on-demand lines, less what earlier commitments cover."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._open = {line.id: (line, line.quantity) for line in lines}

    def lines(self) -> list[tuple[Line, Figures]]:
        """Return every line with what of it is still open."""
        return list(self._open.values())

    def take(self, line_id: str, most: Figures) -> tuple[Line, Figures] | None:
        """Return the line and up to `most` of it, figure by figure, which is then no longer open; None without it."""
        if line_id not in self._open:
            return None
        line, left = self._open[line_id]
        taken = Figures(*(min(have, want) for have, want in zip(left, most, strict=True)))
        self._open[line_id] = line, left.minus(taken)
        return line, taken
