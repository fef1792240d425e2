"""The CSV that the console's Cost Explorer saves."""

import re
from datetime import date
from decimal import Decimal

import pytest

from costing.actual.explorer_csv import charges
from costing.actual.spend import NO_TAG, SpendError

MONTHLY = """\
"layer","No tag key: layer($)","network($)","edge($)","Total costs($)"
"layer total","4.1","72.4","24.9","101.4"
"2026-09-01","1.1","31.8","","32.9"
"2026-10-01","3","40.6","24.9","68.5"
"""


def test_a_row_a_month_and_a_column_a_layer():
    """The totals of the export are left alone, an empty cell is nothing spent, a month ends with the next one."""
    found = charges(MONTHLY, "costs.csv")
    assert [(one.start.month, one.layer, one.usd) for one in found] == [
        (9, NO_TAG, Decimal("1.1")),
        (9, "network", Decimal("31.8")),
        (9, "edge", Decimal(0)),
        (10, NO_TAG, Decimal(3)),
        (10, "network", Decimal("40.6")),
        (10, "edge", Decimal("24.9")),
    ]
    assert {one.end for one in found if one.start.month == 10} == {date(2026, 11, 1)}


def test_daily_rows():
    """Where rows do not all start a month each is a day."""
    found = charges('"layer","cache($)","Total costs($)"\n"2026-10-01","1","1"\n"2026-10-02","2","2"\n', "x")
    assert [(one.start.day, one.end.day, one.usd) for one in found] == [(1, 2, 1), (2, 3, 2)]


WRONG = {
    "nothing": ("", "costs.csv is no CSV of Cost Explorer: in Cost Explorer group by the tag layer"),
    "grouped by service": ('"Service","EC2($)"\n"2026-10-01","1"\n', "is grouped by Service, and needs the tag layer"),
    "another currency": ('"layer","edge(€)"\n"2026-10-01","1"\n', "the column 'edge(€)' does not count in dollars"),
    "no rows": ('"layer","edge($)"\n"layer total","1"\n', "costs.csv has no row with a day"),
    "no day": ('"layer","edge($)"\n"October","1"\n', "'October' is no day such as 2026-10-01"),
    "no amount": ('"layer","edge($)"\n"2026-10-01","a lot"\n', "'a lot' is no amount of dollars"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_export_is_refused(name):
    """One line says what is the matter."""
    content, said = WRONG[name]
    with pytest.raises(SpendError, match=re.escape(said)) as caught:
        charges(content, "costs.csv")
    assert caught.value.exit_code == 2
