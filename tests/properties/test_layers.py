"""What holds of the bill of any application, whatever layers it has."""

from decimal import Decimal

from hypothesis import given, reject
from hypothesis import strategies as st

from infra.model.problems import ConfigError
from tests.support.bills import bill_of
from tests.support.strategies import BOUNDED, applications

FIGURES = ("floor", "expected", "ceiling")
KNOWN_OF = {
    "storage": ("buckets", "fileSystems"),
    "messaging": ("queues",),
    "cache": ("cache",),
    "database": ("database",),
}
"""Parts of the workload that are about a layer."""
LAYERS = ("database", "cache", "messaging", "storage", "secrets")
"""Layers that are absent or add; logs, which every service has, are kept less long by some words of observability."""


def _bill(topology, workload):
    """Return a bill; a combination that some rule refuses is drawn again."""
    try:
        return bill_of(topology, workload=workload)
    except ConfigError:
        reject()


@BOUNDED
@given(applications())
def test_floor_expected_and_ceiling_are_in_order(application):
    """Of every line of every layer."""
    for one in _bill(*application).lines:
        assert 0 <= one.quantity.floor <= one.quantity.expected <= one.quantity.ceiling, one.id
        assert 0 <= one.amount.floor <= one.amount.expected <= one.amount.ceiling, one.id


@BOUNDED
@given(applications())
def test_totals_are_the_sum_of_the_lines(application):
    """To the last digit, for every layer and for all of them."""
    bill = _bill(*application)
    for figure in FIGURES:
        layers = [getattr(part, figure) for part in bill.layers.values()]
        assert _sum(bill, figure) == sum(layers, Decimal(0))
        assert bill.total is None or getattr(bill.total, figure) == _sum(bill, figure)


@BOUNDED
@given(applications())
def test_every_line_has_an_id_of_its_own_and_a_derivation(application):
    """No two lines share an id; each says how it came about."""
    bill = _bill(*application)
    ids = [one.id for one in bill.lines]
    assert sorted(ids) == sorted(set(ids))
    assert all(one.derivation and "{" not in one.derivation for one in bill.lines)


@BOUNDED
@given(applications(), st.integers(2, 50))
def test_more_requests_never_lower_the_bill(application, times):
    """So many times the average and the peak: whatever carries, answers, stores and logs them.

    A stated `logGbPerMonth` is of the stated workload: with another workload it would be another figure.
    """
    topology, workload = application
    works = workload.get("services", {})
    workload["services"] = {n: {k: v for k, v in w.items() if k != "logGbPerMonth"} for n, w in works.items()}
    rate = workload.get("requestsPerSecond", {"average": 1, "peak": 2})
    busier = {"average": rate["average"] * times, "peak": rate["peak"] * times}
    before, after = (_bill(topology, {**workload, "requestsPerSecond": r}) for r in (rate, busier))
    for figure in FIGURES:
        assert _sum(after, figure) >= _sum(before, figure)


@BOUNDED
@given(applications(), st.data())
def test_a_layer_more_never_lowers_the_bill(application, data):
    """With a layer a bill is no smaller than without it."""
    topology, workload = application
    layer = data.draw(st.sampled_from([name for name in LAYERS if name in topology] or ["database"]))
    without = {name: part for name, part in topology.items() if name != layer}
    known = {name: part for name, part in workload.items() if name not in KNOWN_OF.get(layer, ())}
    before, after = _bill(without, known), _bill(topology, workload)
    for figure in FIGURES:
        assert _sum(after, figure) >= _sum(before, figure)


def _sum(bill, figure):
    return sum((getattr(one.amount, figure) for one in bill.lines), Decimal(0))
