"""Domain names."""

import pytest

from infra.aws_rules import route53


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("example.com", True),
        ("a-b.example.co.uk", True),
        ("xn--bcher-kva.example", True),
        ("a" * 63 + ".com", True),
        ("a" * 64 + ".com", False),
        ("example", False),
        ("example..com", False),
        ("-a.com", False),
        ("a-.com", False),
        ("a b.com", False),
        ("*.example.com", False),
        ("_acme.example.com", False),
        ("example.c", False),
        ("192.168.0.1", False),
        (".".join(["a" * 50] * 6), False),
        ("", False),
    ],
)
def test_domain(name, fits):
    """Names have labels of 63 characters and 253 in all."""
    assert (route53.domain_problem(name) is None) is fits


def test_wildcard():
    """A star may be the first label where it is allowed."""
    assert route53.domain_problem("*.example.com", wildcard=True) is None
    assert route53.domain_problem("a.*.example.com", wildcard=True) is not None
    assert route53.domain_problem("*.com", wildcard=True) is not None


@pytest.mark.parametrize(
    ("name", "zone", "inside"),
    [
        ("api.example.com", "example.com", True),
        ("example.com", "Example.com.", True),
        ("badexample.com", "example.com", False),
        ("example.com", "api.example.com", False),
    ],
)
def test_within(name, zone, inside):
    """A zone holds itself and what is below it."""
    assert route53.within(name, zone) is inside
