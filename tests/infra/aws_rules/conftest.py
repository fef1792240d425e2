"""What the catalogues are compared with: the items of the price book."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

import costing


@pytest.fixture(scope="session")
def priced() -> Callable[[str], set[str]]:
    """Return what follows a prefix in the item keys of us-east-1, the region that has most."""
    book = Path(costing.__file__).parent / "prices" / "us-east-1.csv"
    with book.open(newline="") as rows:
        items = {row["item"] for row in csv.DictReader(rows)}
    return lambda prefix: {item.removeprefix(prefix) for item in items if item.startswith(prefix)}
