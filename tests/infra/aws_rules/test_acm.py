"""Certificates."""

import pytest

from infra.aws_rules import acm


def test_names():
    """Ten names, and a first one of at most 64 characters."""
    assert acm.names_problem(["a.example.com"] * 10) is None
    assert acm.names_problem(["a.example.com"] * 11).startswith("has 11 names")
    assert acm.names_problem(["a" * 60 + ".com"]) is None
    assert acm.names_problem(["a" * 61 + ".com", "b.com"]).startswith("starts with a name longer than 64")
    assert acm.names_problem(["b.com", "a" * 61 + ".com"]) is None
    assert acm.names_problem([]) is None


@pytest.mark.parametrize(
    ("name", "host", "covered"),
    [
        ("*.example.com", "api.example.com", True),
        ("*.example.com", "a.api.example.com", False),
        ("*.example.com", "example.com", False),
        ("example.com", "example.com", True),
        ("example.com", "api.example.com", False),
    ],
)
def test_covers(name, host, covered):
    """A wildcard is good for one level."""
    assert acm.covers(name, host) is covered
