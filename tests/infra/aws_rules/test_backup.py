"""AWS Backup."""

import pytest

from infra.aws_rules import backup


@pytest.mark.parametrize(
    ("keep", "cold", "fits"),
    [(35, None, True), (0, None, False), (36501, None, False), (120, 30, True), (119, 30, False)],
)
def test_keep(keep, cold, fits):
    """Cold storage lasts ninety days at least."""
    assert (backup.keep_problem(keep, cold) is None) is fits


@pytest.mark.parametrize(("name", "fits"), [("app", True), ("a", False), ("a" * 51, False), ("a.b", False)])
def test_vault_name(name, fits):
    """Vaults have 2 to 50 characters."""
    assert (backup.vault_name_problem(name) is None) is fits
