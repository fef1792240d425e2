"""The functions that the tables share."""

import pytest

from infra.aws_rules.values import DIGITS, neighbours, only, words


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [(1, (None, 3)), (3, (3, 3)), (4, (3, 5)), (9, (5, None))],
)
def test_neighbours(wanted, expected):
    """The nearest values stand on both sides, and a valid one is its own neighbour."""
    assert neighbours(wanted, (3, 5)) == expected


def test_only_and_words():
    """A text is checked character by character, and a table is split at white space."""
    assert only("2026", DIGITS)
    assert not only("20.6", DIGITS)
    assert words(" a  b\n c ") == {"a", "b", "c"}
