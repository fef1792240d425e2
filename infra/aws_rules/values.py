"""Small functions that the tables share: character sets and nearest valid values."""

from collections.abc import Sequence
from typing import Final

LOWER: Final = frozenset("abcdefghijklmnopqrstuvwxyz")
LETTERS: Final = LOWER | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
DIGITS: Final = frozenset("0123456789")
ALNUM: Final = LETTERS | DIGITS

# Characters and arithmetic, not facts of AWS.
SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "LOWER": ("ascii",),
    "LETTERS": ("ascii",),
    "DIGITS": ("ascii",),
    "ALNUM": ("ascii",),
}


def words(text: str) -> frozenset[str]:
    """Return the set of words of a text: a long table that reads like one."""
    return frozenset(text.split())


def only(text: str, allowed: frozenset[str]) -> bool:
    """Tell whether every character of the text is one of the allowed ones."""
    return allowed.issuperset(text)


def neighbours(wanted: int, allowed: Sequence[int]) -> tuple[int | None, int | None]:
    """Return the nearest allowed values at or below, and at or above, the wanted one.

    Args:
        wanted: The value that was asked for.
        allowed: The valid values, ascending.

    Returns:
        Both are the value itself when it is valid; None on the side where nothing is.
    """
    below = [value for value in allowed if value <= wanted]
    above = [value for value in allowed if value >= wanted]
    return (below[-1] if below else None, above[0] if above else None)
