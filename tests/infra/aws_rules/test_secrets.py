"""Secrets Manager."""

import pytest

from infra.aws_rules import secrets


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("/app/prod/key", None),
        ("a" * 512, None),
        ("a" * 513, "is not 1 to 512 characters"),
        ("", "is not 1 to 512 characters"),
        ("app key", "has characters other than"),
        ("app/key-AbC123", "ends with a hyphen and six characters"),
        ("app/key-AbC12", None),
        ("app/key-AbC_12", None),
    ],
)
def test_name(name, start):
    """Names may not look like the end of an ARN."""
    problem = secrets.name_problem(name)
    assert problem is None if start is None else problem.startswith(start)


@pytest.mark.parametrize(
    ("value", "fits"), [("", False), ("x" * 65536, True), ("x" * 65537, False), ("é" * 32769, False)]
)
def test_value(value, fits):
    """Values are counted in bytes and never shown."""
    problem = secrets.value_problem(value)
    assert (problem is None) is fits
    assert problem is None or not value or value not in problem
