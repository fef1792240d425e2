"""The ledger: lines, ids, slices, units, and what it does about a missing price."""

from datetime import date
from decimal import Decimal

import pytest

from costing.errors import CostingError, UnitMismatch
from costing.ledger import Ledger, Slice
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


def test_the_amount_is_that_of_the_quantity_shown():
    """Quantities are counted to a millionth first: 1/3 becomes 0.333333, and the amount is exactly that times 3."""
    ledger = _ledger(put="3")
    ledger.add(KIND, "b", same(Decimal(1) / 3), "put", WHY)
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
