"""AWS CloudTrail."""

import pytest

from infra.aws_rules import cloudtrail


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("app-trail", True),
        ("ab", False),
        ("a" * 129, False),
        ("-app", False),
        ("a_-b", False),
        ("192.168.5.4", False),
        ("a b", False),
    ],
)
def test_name(name, fits):
    """Trails have three characters or more, and separators apart."""
    assert (cloudtrail.name_problem(name) is None) is fits
