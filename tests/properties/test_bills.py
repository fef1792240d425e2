"""What holds of every bill, whatever is built and asked of it."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from costing.line_item import Line
from tests.support.bills import bill_of
from tests.support.strategies import BOUNDED, databases, topologies, usages, workloads

FIGURES = ("floor", "expected", "ceiling")


def _bill(topology, workload=None, usage=None):
    return bill_of(topology, workload=workload, usage=usage)


def _not_below(one, other):
    """Return whether no figure of `one` is below that of `other`."""
    return all(a >= b for a, b in zip(one, other, strict=True))


@BOUNDED
@given(topologies, workloads, usages)
def test_floor_expected_and_ceiling_are_in_order(topology, workload, usage):
    """Of every line's quantity and amount, of every layer, of the total."""
    bill = _bill(topology, workload, usage)
    for one in bill.lines:
        assert 0 <= one.quantity.floor <= one.quantity.expected <= one.quantity.ceiling, one.id
        assert 0 <= one.amount.floor <= one.amount.expected <= one.amount.ceiling, one.id
    for figures in (*bill.layers.values(), bill.total):
        assert figures.floor <= figures.expected <= figures.ceiling


@BOUNDED
@given(topologies, workloads, usages)
def test_totals_are_the_sum_of_the_lines(topology, workload, usage):
    """To the last digit: amounts are quantities times prices, layers their lines, the total all lines."""
    bill = _bill(topology, workload, usage)
    for one in bill.lines:
        assert tuple(one.amount) == tuple(q * one.price.usd for q in one.quantity)
    for figure in FIGURES:
        amounts = [getattr(one.amount, figure) for one in bill.lines]
        assert getattr(bill.total, figure) == sum(amounts, Decimal(0))
        for name, layer in bill.layers.items():
            mine = [getattr(one.amount, figure) for one in bill.lines if one.layer == name]
            assert getattr(layer, figure) == sum(mine, Decimal(0))


@BOUNDED
@given(topologies, workloads, usages)
def test_ids_are_unique(topology, workload, usage):
    """No two lines of a bill share an id, and each is of the layer it says."""
    bill = _bill(topology, workload, usage)
    ids = [one.id for one in bill.lines]
    assert len(ids) == len(set(ids))
    assert all(isinstance(one, Line) and one.id.startswith(f"{one.layer}/") for one in bill.lines)


# --- more of a thing never costs less -----------------------------------------------------------------------------


@BOUNDED
@given(topologies, databases, workloads, st.data())
def test_adding_a_resource_never_lowers_the_bill(topology, database, workload, data):
    """A database, a standby, a replica, flow logs, an endpoint, a gateway in each zone, another zone of gateways."""
    network = topology["network"]
    has, instance = topology.get("database"), topology.get("database", {}).get("kind") != "auroraServerless"
    nat = network["egress"]["kind"].startswith("nat")
    additions = {
        "a database": not has and {"database": database},
        "a standby": has and instance and {"database": {**has, "multiAz": True}},
        "a replica": has and instance and {"database": {**has, "readReplicas": has.get("readReplicas", 0) + 1}},
        "a reader": has and not instance and {"database": {**has, "readers": has.get("readers", 0) + 1}},
        "flow logs": "flowLogs" not in network and {"network": {**network, "flowLogs": {}}},
        "an endpoint": {"network": {**network, "endpoints": [*network.get("endpoints", ["s3"]), "kms"]}},
        "gateways": nat
        and not network["egress"].get("perZone")
        and {"network": {**network, "egress": {**network["egress"], "perZone": True}}},
    }
    added = data.draw(st.sampled_from([name for name, more in additions.items() if more]))
    before, after = _bill(topology, workload), _bill({**topology, **additions[added]}, workload)
    if added == "gateways":  # a gateway in the zone of its clients saves the crossing: compare what it costs itself
        assert _not_below(*(_without(b, "network/cross-zone/gb") for b in (after, before)))
    else:
        assert _not_below(after.total, before.total), added


def _without(bill, line_id):
    return tuple(sum(getattr(x.amount, f) for x in bill.lines if x.id != line_id) for f in FIGURES)


@BOUNDED
@given(topologies, workloads, usages, st.integers(1, 500), st.sampled_from(["average", "peak", "both"]))
def test_more_requests_never_lower_the_bill(topology, workload, usage, more, which):
    """A higher average, a higher peak, or both."""
    rate = workload.get("requestsPerSecond", {"average": 0, "peak": 0})
    average = rate["average"] + (more if which != "peak" else 0)
    peak = max(average, rate["peak"] + (more if which != "average" else 0))
    busier = {**workload, "requestsPerSecond": {"average": average, "peak": peak}}
    plain = {**workload, "requestsPerSecond": rate}
    assert _not_below(_bill(topology, busier, usage).total, _bill(topology, plain, usage).total)


@BOUNDED
@given(
    topologies,
    workloads,
    st.sampled_from(["storedGb", "kbPerRequest", "cpuMsPerRequest", "ioPerRequest"]),
    st.integers(1, 1000),
    st.integers(0, 1000),
)
def test_more_work_a_request_never_lowers_the_bill(topology, workload, key, little, more):
    """More data kept, moved, computed or read."""
    known = {k: v for k, v in workload.get("database", {}).items() if k != key}
    light, heavy = ({**workload, "database": {**known, key: value}} for value in (little, little + more))
    assert _not_below(_bill(topology, heavy).total, _bill(topology, light).total)


@BOUNDED
@given(
    topologies,
    workloads,
    st.sampled_from(["natGb", "internetOutGb", "crossZoneGb", "endpointGb", "flowLogGb"]),
    st.integers(0, 6_000_000),
    st.integers(0, 6_000_000),
)
def test_a_larger_given_figure_never_lowers_the_bill(topology, workload, key, little, more):
    """Across every edge of a graduated price."""
    small, large = ({"network": {key: value}} for value in (little, little + more))
    assert _not_below(_bill(topology, workload, large).total, _bill(topology, workload, small).total)


# --- spelling -----------------------------------------------------------------------------------------------------


def _respelt(value, draw):
    """Return a config with each number written another way that means the same."""
    if isinstance(value, dict):
        return {k: _respelt(v, draw) for k, v in value.items()}
    if isinstance(value, list):
        return [_respelt(v, draw) for v in value]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    ways = [value, str(value), f"{value}.0", f"{value}.00", float(value), f"0{value}" if value >= 0 else str(value)]
    return draw(st.sampled_from(ways))


@BOUNDED
@given(topologies, workloads, usages, st.data())
def test_the_spelling_of_numbers_does_not_change_the_bill(topology, workload, usage, data):
    """20, "20", 20.0 and "20.00" are one number."""
    plain = _bill(topology, workload, usage)
    respelt = _bill(*(_respelt(part, data.draw) for part in (topology, workload, usage)))
    assert respelt == plain


@BOUNDED
@given(topologies, workloads, st.sampled_from(["storedGb"]), st.integers(0, 5_000_000))
def test_megabytes_written_as_gigabytes(topology, workload, key, megabytes):
    """A quantity of so many MB is that many thousandths of a thousand-fold GB, exactly: no float loses a digit."""
    text = f"{megabytes // 1000}.{megabytes % 1000:03}"
    as_text, as_float = ({**workload, "database": {key: value}} for value in (text, float(text)))
    assert _bill(topology, as_text) == _bill(topology, as_float)
