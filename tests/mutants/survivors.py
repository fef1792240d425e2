"""Mutants that no test notices: the list of those that stand, each below its reason, and a comparison with a run's.

The list has blocks. A line that begins with `= ` says why what follows is no gap in the tests; then come the functions,
below each the line that is changed (`- `) and what it was changed to (`+ `, once for each change that stands). A change
that runs out of time stands too: whether it would end nobody knows, so that it needs a reason like the others.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

LIST = Path(__file__).with_name("survivors.txt")


class ListError(ValueError):
    """The list cannot be read."""


class Mutant(NamedTuple):
    """A change of a function: the lines it takes out and puts in, blanks made one; numbers of mutants change daily."""

    function: str
    before: str
    after: str

    def __str__(self) -> str:
        """Return the change as the list has it."""
        return f"{self.function}\n- {self.before}\n+ {self.after}".rstrip()


class Listed(NamedTuple):
    """A mutant of the list with the reason above it."""

    mutant: Mutant
    reason: str


def one_line(lines: Iterable[str]) -> str:
    """Return source lines as one, blanks made one."""
    return " ".join(" ".join(lines).split())


def read(text: str) -> Iterator[Listed]:
    """Yield the mutants of a list.

    Raises:
        ListError: a mutant has no reason, no function or no line that it changes, or a reason has no mutant.
    """
    reason = function = before = ""
    used = True
    for number, line in enumerate(text.splitlines(), 1):
        mark, _, rest = line.strip().partition(" ")
        if mark == "=":
            if not used or not rest:
                raise ListError(f"line {number}: a reason without a mutant")
            reason, function, before, used = rest, "", "", False
        elif mark == "-":
            before = one_line([rest])
        elif mark == "+":
            if not (reason and function and before):
                raise ListError(f"line {number}: a mutant needs a reason, a function and the line it changes")
            used = True
            yield Listed(Mutant(function, before, one_line([rest])), reason)
        elif mark and mark != "#":
            function, before = mark, ""
    if not used:
        raise ListError(f"nothing below the reason: {reason}")


def complaints(listed: Iterable[Mutant], standing: Iterable[Mutant]) -> tuple[list[Mutant], list[Mutant]]:
    """Return the standing mutants that the list lacks, and those of the list that do not stand any more."""
    known, found = Counter(listed), Counter(standing)
    return list((found - known).elements()), list((known - found).elements())
