"""Errors of `costing` are told to people: one line, whatever they quote."""

import pytest

from costing.actual.spend import SpendError
from costing.errors import CostingError, MissingPrice, PriceBookError


@pytest.mark.parametrize("kind", [CostingError, PriceBookError, SpendError])
def test_an_error_is_one_line(kind):
    """A name out of somebody's file may hold a line break; the error does not."""
    assert str(kind("no layer\n 'a\r\n\tb'")) == "no layer 'a b'"
    assert str(kind()) == ""


def test_a_missing_price_says_what_where_and_what_for():
    """The key, the region, and who asked."""
    error = MissingPrice("eu-west-1", "alb.hour", "Load balancer")
    assert str(error) == "no price for alb.hour in eu-west-1 (Load balancer)"
    assert (error.region, error.item) == ("eu-west-1", "alb.hour")
