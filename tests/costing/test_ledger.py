"""The ledger: lines, ids, slices, units, and what it does about a missing price."""

from datetime import date
from decimal import Decimal

import pytest

from costing.errors import CostingError, UnitMismatch
from costing.ledger import Ledger, Slice, id_of
from costing.line_item import Kind, Why, total
from costing.money import Figures, same
from costing.price_book import Price, PriceBook

KIND = Kind("storage/NAME/put", "PUT requests", "1k requests", "aws:s3/bucket:Bucket", "usage")
WHY = Why("as stated")


def _ledger(**prices):
    rows = {
        item: Price(
            item, Decimal(usd), "1k requests", "two sources", "2026-10-07", "AmazonS3", "", "a list", "us-east-1"
        )
        for item, usd in prices.items()
    }
    return Ledger(PriceBook("us-east-1", rows, as_of=date(2026, 11, 21), sha256="0"))


def test_a_line_is_quantity_times_price():
    """2.5 thousand × $0.005 = $0.0125, for each of the three figures its own."""
    ledger = _ledger(put="0.005")
    quantities = Figures(Decimal(0), Decimal("2.5"), Decimal(10))
    ledger.add(KIND, "shop-uploads", quantities, "put", WHY, of="uploads")
    (line,) = ledger.lines
    assert line.id == "storage/uploads/put"
    assert (line.layer, line.name, line.unit, line.basis) == ("storage", "PUT requests", "1k requests", "usage")
    assert line.resource == ("aws:s3/bucket:Bucket", "shop-uploads")
    assert line.quantity == quantities
    assert line.amount == Figures(Decimal(0), Decimal("0.0125"), Decimal("0.05"))
    assert line.derivation == "as stated"
    assert (line.price.item, line.price.usd) == ("put", Decimal("0.005"))
    assert line.pool == ""


def test_a_line_names_the_allowance_that_its_kind_draws_from():
    """The pool of the kind is the pool of each of its lines."""
    ledger = _ledger(put="1")
    ledger.add(KIND._replace(pool="always.s3.put"), "b", same(Decimal(1)), "put", WHY)
    assert ledger.lines[0].pool == "always.s3.put"


@pytest.mark.parametrize(
    ("kind_id", "more", "line_id"),
    [
        ("storage/NAME/put", {}, "storage/NAME/put"),
        ("storage/NAME/put", {"of": "logs"}, "storage/logs/put"),
        ("storage/NAME/put", {"of": "logs", "meter": "archive"}, "storage/logs/put.archive"),
        ("services/NAME/task/vcpu", {"of": "api"}, "services/api/task/vcpu"),
        ("network/natGateway/hours", {"of": "0"}, "network/natGateway/hours"),  # no place in capitals
        ("network/natGateway/hours", {"meter": "b"}, "network/natGateway/hours.b"),
    ],
)
def test_an_id_has_the_configs_key_in_the_place_of_capitals(kind_id, more, line_id):
    """Only the part behind the layer is a place for a key, and only where it is in capitals."""
    assert id_of(kind_id, **more) == line_id


def test_a_price_that_the_config_gives_counts_as_its_line_does():
    """A given rate has no unit of its own: it is for one of whatever the line counts, 2 × $0.25 here."""
    given = Price("rate", Decimal("0.25"), "", "given", "2026-11-21", "", "", "the config", "us-east-1")
    ledger = Ledger(PriceBook("us-east-1", {"rate": given}, as_of=date(2026, 11, 21), sha256="0"))
    ledger.add(KIND, "b", same(Decimal(2)), "rate", WHY)
    (line,) = ledger.lines
    assert (line.price.unit, line.amount.expected) == ("1k requests", Decimal("0.50"))


def _with_share(**prices):
    """Return a ledger whose book also has `extra`: a share of 0.2 of whatever it is taken of."""
    whole = {
        item: Price(item, Decimal(usd), "hour", "two sources", "2026-10-07", "AmazonRDS", "", "a list", "us-east-1")
        for item, usd in prices.items()
    }
    share = Price(
        "extra", Decimal(0), "share", "two sources", "2026-10-07", "AmazonRDS", "value=0.2", "a list", "us-east-1"
    )
    return Ledger(PriceBook("us-east-1", {**whole, "extra": share}, as_of=date(2026, 11, 21), sha256="0"))


def test_a_surcharge_is_a_share_of_another_price():
    """A fifth of $0.50 is $0.10 for one; for 10 hours a dollar. The line says which price it is a share of."""
    ledger = _with_share(instance="0.50")
    ledger.surcharge(KIND._replace(unit="hour"), "db", same(Decimal(10)), "instance", "extra", WHY)
    (line,) = ledger.lines
    assert (line.id, line.name, line.unit) == ("storage/NAME/put", "PUT requests", "hour")
    assert line.resource == ("aws:s3/bucket:Bucket", "db")
    assert (line.quantity, line.amount) == (same(Decimal(10)), same(Decimal(1)))
    assert (line.price.item, line.price.usd, line.price.unit) == ("extra", Decimal("0.10"), "hour")
    assert line.price.attributes == "value=0.2;of=instance"
    assert line.derivation == "as stated"


def test_a_surcharge_may_have_a_name_of_its_own():
    """`name` replaces what the bill prints, as it does for any line."""
    ledger = _with_share(instance="0.50")
    ledger.surcharge(KIND, "db", same(Decimal(1)), "instance", "extra", WHY, name="Extended support")
    assert ledger.lines[0].name == "Extended support"


@pytest.mark.parametrize(("key", "share_key", "lacking"), [("gone", "extra", "gone"), ("instance", "lost", "lost")])
@pytest.mark.parametrize(("name", "said"), [("", "PUT requests"), ("Extended support", "Extended support")])
def test_a_surcharge_without_either_price_is_missing(key, share_key, lacking, name, said):
    """Neither a share of nothing nor the whole without a share is a price: no line, and the key that lacks."""
    ledger = _with_share(instance="0.50")
    ledger.surcharge(KIND, "db", same(Decimal(1)), key, share_key, WHY, name=name)
    assert ledger.lines == []
    assert [str(m) for m in ledger.missing] == [f"no price for {lacking} in us-east-1 ({said})"]


def test_the_amount_is_that_of_the_quantity_shown():
    """Quantities are counted to a millionth first: 1/3 becomes 0.333333, and the amount is exactly that times 3."""
    ledger = _ledger(put="3")
    ledger.add(KIND, "b", same(Decimal(1) / 3), "put", WHY)
    assert ledger.lines[0].id == KIND.id
    assert ledger.lines[0].quantity.expected == Decimal("0.333333")
    assert ledger.lines[0].amount.expected == Decimal("0.999999")


def test_a_meter_tells_two_prices_of_one_resource_apart():
    """`meter` follows the id after a dot; `name` replaces what the bill prints."""
    ledger = _ledger(put="1")
    ledger.add(KIND, "b", same(Decimal(1)), "put", WHY, of="logs", meter="archive", name="PUT into the archive")
    assert (ledger.lines[0].id, ledger.lines[0].name) == ("storage/logs/put.archive", "PUT into the archive")


def test_a_missing_price_is_kept_and_makes_no_line():
    """Nothing is priced at zero: the ledger remembers region, key and what it was for, and goes on."""
    ledger = _ledger(put="1")
    ledger.add(KIND, "b", same(Decimal(1)), "nowhere", WHY, name="PUT elsewhere")
    ledger.add(KIND, "b", same(Decimal(1)), "put", WHY)
    assert len(ledger.lines) == 1
    assert [str(m) for m in ledger.missing] == ["no price for nowhere in us-east-1 (PUT elsewhere)"]


def test_another_unit_than_the_price_is_a_mistake_of_the_program():
    """A line that counts requests cannot take a price for thousands of them."""
    ledger = _ledger(put="1")
    with pytest.raises(UnitMismatch, match="storage/NAME/put counts in request, put is priced per 1k requests"):
        ledger.add(KIND._replace(unit="request"), "b", same(Decimal(1)), "put", WHY)
    assert issubclass(UnitMismatch, CostingError)


SLICES = (Slice("x.first-10", Decimal(10)), Slice("x.10-50", Decimal(50)), Slice("x.over-50"))


@pytest.mark.parametrize(
    ("figures", "slices"),
    [
        # floor, expected and ceiling of each slice
        (("0", "0", "0"), [("0", "0", "0")]),
        (("0", "4", "10"), [("0", "4", "10")]),
        (("0", "4", "11"), [("0", "4", "10"), ("0", "0", "1")]),
        (("2", "30", "60"), [("2", "10", "10"), ("0", "20", "40"), ("0", "0", "10")]),
        (("50", "50", "50"), [("10", "10", "10"), ("40", "40", "40")]),
        (("60", "70", "80"), [("10", "10", "10"), ("40", "40", "40"), ("10", "20", "30")]),
    ],
)
def test_a_graduated_price_is_cut_into_slices(figures, slices):
    """Each figure fills the slices from the bottom; a slice above the ceiling has no line, the first always has one."""
    ledger = _ledger(**{s.key: "1" for s in SLICES})
    ledger.graduated(KIND, "b", Figures(*map(Decimal, figures)), SLICES, WHY, of="logs")
    assert [line.quantity for line in ledger.lines] == [Figures(*map(Decimal, s)) for s in slices]
    assert [line.id for line in ledger.lines] == [
        "storage/logs/put",
        "storage/logs/put.10-50",
        "storage/logs/put.over-50",
    ][: len(slices)]


SLICED = ("PUT requests", "PUT requests (10-50)", "PUT requests (over-50)")


@pytest.mark.parametrize(
    ("named", "names"),
    [({}, SLICED), ({"name": "PUT here"}, ("PUT here", "PUT here (10-50)", "PUT here (over-50)"))],
)
def test_the_slices_of_a_price_say_which_they_are(named, names):
    """The first has the line's name alone, the others the last part of their key; all belong to one resource."""
    ledger = _ledger(**{s.key: "1" for s in SLICES})
    ledger.graduated(KIND, "bucket", same(Decimal(60)), SLICES, WHY, **named)
    assert tuple(line.name for line in ledger.lines) == names
    assert {line.resource.name for line in ledger.lines} == {"bucket"}
    assert [line.id for line in ledger.lines] == [f"storage/NAME/put{m}" for m in ("", ".10-50", ".over-50")]


def test_a_slices_label_is_the_last_part_of_its_key():
    """Keys have several parts: the slice `s3.put.over-50` is called over-50; a meter of its own stands before that."""
    slices = (Slice("s3.put.first-50", Decimal(50)), Slice("s3.put.over-50"))
    ledger = _ledger(**{s.key: "1" for s in slices})
    ledger.graduated(KIND, "b", same(Decimal(60)), slices, WHY, of="logs", meter="archive")
    assert [line.id for line in ledger.lines] == ["storage/logs/put.archive", "storage/logs/put.archive-over-50"]


@pytest.mark.parametrize(
    ("ceiling", "derivations"),
    [
        (10, ["7 a day"]),  # all of it in the first slice: there is nothing to tell apart
        (11, ["7 a day; the part first-10", "7 a day; the part 10-50"]),
        (60, ["7 a day; the part first-10", "7 a day; the part 10-50", "7 a day; the part over-50"]),
    ],
)
def test_a_slice_says_that_it_is_a_part(ceiling, derivations):
    """Where a quantity is spread over several prices, each line's account of it says which part it is."""
    ledger = _ledger(**{s.key: "1" for s in SLICES})
    ledger.graduated(KIND, "b", same(Decimal(ceiling)), SLICES, Why("{} a day", (7,)))
    assert [line.derivation for line in ledger.lines] == derivations


def test_slices_add_up_to_the_whole():
    """12.34 + 40 + the rest make what was asked, at their own prices: 10 × 3 + 40 × 2 + 50 × 1 = 160."""
    ledger = _ledger(**{"x.first-10": "3", "x.10-50": "2", "x.over-50": "1"})
    ledger.graduated(KIND, "b", same(Decimal(100)), SLICES, WHY)
    assert total(ledger.lines) == same(Decimal(160))


def test_a_slice_without_a_price_is_missing():
    """The part of a quantity that the book has no price for makes the bill unpriced; the other parts stand."""
    ledger = _ledger(**{"x.first-10": "3", "x.10-50": "2"})
    ledger.graduated(KIND, "b", same(Decimal(100)), SLICES, WHY)
    assert [m.item for m in ledger.missing] == ["x.over-50"]
    assert total(ledger.lines) == same(Decimal(110))
