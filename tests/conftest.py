"""What holds for every test."""

import os

import pytest


@pytest.fixture(scope="session", autouse=True)
def _no_window() -> None:
    """Rows are as wide as on a page: a worker of the test runner says that its window has 80 columns."""
    os.environ.pop("COLUMNS", None)
