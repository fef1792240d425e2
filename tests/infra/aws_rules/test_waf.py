"""AWS WAF."""

import pytest

from infra.aws_rules import waf


def test_capacity():
    """All managed groups with a rate rule stay below what the price includes."""
    assert waf.capacity(waf.MANAGED, rate_limited=True) == 1127
    assert waf.capacity(["common"], rate_limited=False) == 700
    assert waf.capacity([], rate_limited=True) == 2
    assert waf.capacity(waf.MANAGED, rate_limited=True) < waf.WCU_INCLUDED


@pytest.mark.parametrize(("limit", "fits"), [(9, False), (10, True), (2000000000, True), (2000000001, False)])
def test_rate(limit, fits):
    """Rate limits have bounds."""
    assert (waf.rate_problem(limit) is None) is fits
