"""Two bills side by side: lines that come, go and change, and why each costs more or less."""

from hypothesis import given, settings
from hypothesis import strategies as st

from costing.compare import compare
from costing.money import sum_of
from tests.support.estimates import bill_with
from tests.support.hand_computed import figures
from tests.support.running import adjusted

SMALL, LARGE = "rds.postgres.single-az.db.t4g.micro", "rds.postgres.multi-az.db.t4g.micro"


def _bill(key, hours, **more):
    return adjusted({"database/instance/hours": (key, hours), **more}, {}, {})


def test_more_of_the_same():
    """100 GB instead of 20 at $0.115: 80 × 0.115 = $9.20, all of it quantity."""
    found = compare(
        _bill("rds.storage.gp3.single-az.gb-month", "20"), _bill("rds.storage.gp3.single-az.gb-month", "100")
    )
    (line,) = found.lines
    assert (line.state, line.quantity_effect, line.price_effect) == ("changed", figures("9.2"), figures("0"))
    assert not line.other_price_row
    assert found.total == figures("9.2")


def test_a_dearer_row():
    """Multi-AZ at $0.032 instead of $0.016: 730 × 0.016 = $11.68, all of it price, from another row."""
    (line,) = compare(_bill(SMALL, "730"), _bill(LARGE, "730")).lines
    assert (line.quantity_effect, line.price_effect) == (figures("0"), figures("11.68"))
    assert line.other_price_row


def test_both_at_once():
    """730 h at 0.016 become 1,460 h at 0.032: 730 more at the old price, 11.68; 0.016 more for all 1,460, 23.36."""
    (line,) = compare(_bill(SMALL, "730"), _bill(LARGE, "1460")).lines
    assert (line.quantity_effect, line.price_effect) == (figures("11.68"), figures("23.36"))
    assert line.difference == figures("35.04")


def test_lines_that_come_and_go():
    """Added and removed lines are quantity: their price has not changed."""
    nat = {"network/nat-gateway/hours": ("nat.gateway-hour", "730")}
    before, after = _bill(SMALL, "730"), adjusted(nat, {}, {})
    found = {line.id: line for line in compare(before, after).lines}
    assert found["network/nat-gateway/hours"].state == "added"
    assert found["network/nat-gateway/hours"].difference == figures("32.85")
    assert found["database/instance/hours"].state == "removed"
    assert found["database/instance/hours"].difference == figures("-11.68")


def test_the_greatest_change_comes_first():
    """Whichever way it goes."""
    before = bill_with("a", {"network/a": "10", "network/b": "10", "network/c": "10"})
    after = bill_with("b", {"network/a": "11", "network/b": "5", "network/c": "10"})
    assert [line.id for line in compare(before, after).lines] == ["network/b/hours", "network/a/hours"]


def test_layers_of_either_bill():
    """In the order of bills; one that is not there costs nothing."""
    found = compare(bill_with("a", {"database": "5"}), bill_with("b", {"network": "7"}))
    layers = [(one.layer, one.before, one.after, one.difference) for one in found.layers]
    assert layers == [
        ("network", figures("0"), figures("7"), figures("7")),
        ("database", figures("5"), figures("0"), figures("-5")),
    ]


def test_the_same_bill_twice():
    """Nothing to say."""
    found = compare(bill_with("a", {"database": "5"}), bill_with("b", {"database": "5"}))
    assert found.is_empty
    assert found.lines == ()
    assert found.total == figures("0")


def test_only_the_ceiling_changes():
    """A change of one figure is a change."""
    found = compare(bill_with("a", {"database": "5"}), bill_with("b", {"database": "5 5 6"}))
    assert not found.is_empty
    assert found.total == figures("0 0 1")


def test_a_missing_price_is_a_difference():
    """Without a total there is no change of it, but the gap itself is one."""
    found = compare(bill_with("a", {"database": "5"}), bill_with("b", {"database": "5"}, missing=["x"]))
    assert found.total is None
    assert not found.is_empty


amounts = st.dictionaries(
    st.sampled_from(["network/a", "network/b", "database/c", "cache/d", "cache/e"]),
    st.integers(0, 1000).map(str),
    max_size=5,
)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(old=amounts, new=amounts)
def test_what_changes_adds_up(old, new):
    """Lines, layers and totals tell the same difference, and the way back is its opposite."""
    before, after = bill_with("a", old), bill_with("b", new)
    there, back = compare(before, after), compare(after, before)
    assert sum_of(line.difference for line in there.lines) == there.total
    assert sum_of(layer.difference for layer in there.layers) == there.total
    assert there.total.plus(back.total) == figures("0")
    for line in there.lines:
        assert line.quantity_effect.plus(line.price_effect) == line.difference
