"""Amazon SNS."""

import pytest

from infra.aws_rules import sns


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("ops@example.com", True),
        ("a+b@mail.example.co.uk", True),
        ("ops", False),
        ("@example.com", False),
        ("ops@example", False),
        ("ops@.com", False),
        ("a@b@example.com", False),
        ("o ps@example.com", False),
        ("a" * 250 + "@x.io", False),
        ("", False),
    ],
)
def test_email(address, fits):
    """An address has a user, one at sign and a domain."""
    assert (sns.email_problem(address) is None) is fits


@pytest.mark.parametrize(("name", "fits"), [("alerts", True), ("a" * 257, False), ("a.b", False), ("", False)])
def test_name(name, fits):
    """Topics have letters, digits, hyphens and underscores."""
    assert (sns.name_problem(name) is None) is fits
