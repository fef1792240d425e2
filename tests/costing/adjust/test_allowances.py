"""What the account has free every month: pooled over lines and layers, dearest first, and outside every total."""

from decimal import Decimal

import pytest

from costing.adjust.allowances import allowance_of
from costing.gate.caps import total_caps
from costing.price_book import load
from infra.model.budget import Budget, Cap
from tests.support.hand_computed import figures
from tests.support.running import adjusted

LOGS, ALARMS = "always.cloudwatch.logs-gb", "always.cloudwatch.alarms"
ALWAYS = {"freeTier": "always"}


def free(bill):
    """Return the free amounts by line."""
    return {x.id.removesuffix(".free"): x.amount for x in bill.free}


def logs(ingest, stored, flow="0"):
    """Return lines of two layers that draw from the pool of logs."""
    return {
        "observability/logs/ingest": ("cloudwatch.logs.ingest-standard-gb", ingest, LOGS),
        "observability/logs/stored": ("cloudwatch.logs.storage-gb-month", stored, LOGS),
        "network/flow-logs/delivery": ("cloudwatch.logs.vended-cloudwatch-gb.first-10tb", flow, LOGS),
    }


def test_nothing_is_free_by_default():
    """`freeTier: none` is the default."""
    assert adjusted(logs("3", "3"), {}, {}).free == ()


def test_a_pool_spans_layers():
    """5 GB of logs: 3 ingested at $0.50, then 2 of the 4 GB of flow logs at $0.50, none of the 3 stored at $0.03."""
    bill = adjusted(logs("3", "3", "4"), {}, ALWAYS)
    assert free(bill) == {
        "observability/logs/ingest": figures("-1.5"),
        "network/flow-logs/delivery": figures("-1"),
    }


def test_each_figure_draws_by_itself():
    """0, 4 and 8 GB ingested leave 5, 1 and 0 of the 5 GB to 10 GB stored: −5 × 0.03, −1 × 0.03, nothing."""
    bill = adjusted(logs("0 4 8", "10"), {}, ALWAYS)
    assert free(bill) == {
        "observability/logs/ingest": figures("0 -2 -2.5"),
        "observability/logs/stored": figures("-0.15 -0.03 0"),
    }


def test_a_free_line_says_how_much_of_the_allowance_it_takes():
    """4 GB of logs of the 5 GB, as expected."""
    (found,) = adjusted(logs("0 4 8", "0"), {}, ALWAYS).free
    assert str(found.why) == "4 of the 5 that the account has free every month"


@pytest.mark.parametrize(("alarms", "off"), [("9", "-0.9"), ("10", "-1"), ("11", "-1"), ("40", "-1")])
def test_at_below_and_above_an_allowance(alarms, off):
    """Ten alarms are free, at $0.10 each."""
    bill = adjusted({"observability/alarms": ("cloudwatch.alarm.standard-month", alarms, ALARMS)}, {}, ALWAYS)
    assert free(bill) == {"observability/alarms": figures(off)}


def test_allowances_count_pieces():
    """A million requests are free; lines count millions: 0.5 + 2.5 M at $0.40 and $0.50, FIFO first as the dearer."""
    pool = "always.sqs.requests"
    lines = {
        "messaging/a/requests": ("sqs.standard-1m.first-100b", "2.5", pool),
        "messaging/b/requests": ("sqs.fifo-1m.first-100b", "0.5", pool),
    }
    bill = adjusted(lines, {}, ALWAYS)
    assert free(bill) == {"messaging/b/requests": figures("-0.25"), "messaging/a/requests": figures("-0.2")}


def test_the_first_slice_goes_first():
    """100 GB of egress come off the first 10 TB, not off the cheaper slice beyond."""
    pool = "always.transfer.internet-out-gb"
    lines = {
        "network/internet-out/gb": ("transfer.internet-out-gb.first-10tb", "10240", pool),
        "network/internet-out/gb.10-50tb": ("transfer.internet-out-gb.10-50tb", "500", pool),
    }
    assert free(adjusted(lines, {}, ALWAYS)) == {"network/internet-out/gb": figures("-9")}


def test_what_is_free_has_no_discount():
    """10 GB ingested, 5 of them free, 10 % off: 10 × 0.50 × 0.9 = $4.50 on the bill, 5 × 0.50 × 0.9 = $2.25 free."""
    bill = adjusted(logs("10", "0"), {}, {**ALWAYS, "discounts": {"edp": {"percent": 10}}})
    assert bill.total == figures("4.5")
    assert bill.after_allowances == figures("2.25")


def test_neither_total_nor_caps_see_it():
    """The total is what the gate weighs; what is left after allowances stands beside it."""
    bill = adjusted(logs("10", "0"), {}, ALWAYS)
    assert bill.total == figures("5")
    assert bill.layers["observability"] == figures("5")
    assert bill.after_allowances == figures("2.5")
    (used,) = total_caps(Budget(monthly_cap=Cap(expected=Decimal(4))), bill)
    assert used.figure == Decimal(5)


def test_without_a_total_there_is_nothing_after():
    """A bill that lacks a price has no figure after allowances either."""
    pricing = {**ALWAYS, "commitments": {"it": {"kind": "reserved", "covers": "database", "termYears": 1}}}
    topology = {"database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}}
    bill = adjusted(logs("10", "0"), topology, pricing, region="eu-west-2")
    assert bill.total is None
    assert bill.after_allowances is None


HELD = [
    (LOGS, "5"),
    ("always.cloudwatch.custom-metrics", "10"),
    ("always.cloudwatch.dashboards", "3"),
    ("always.sns.email-notifications", "1000"),
    ("always.cloudfront.out-gb", "1024"),
    ("always.eventbridge.scheduler-invocations", "14000000"),
    ("always.kms.requests", "20000"),
    ("always.xray.traces-recorded", "100000"),
    ("cloudfront.invalidation-paths", "1000"),
    ("cloudfront.function-invocations", "2000000"),
]


@pytest.mark.parametrize(("pool", "pieces"), HELD)
def test_what_a_pool_holds(pool, pieces):
    """The account's monthly allowances, in single pieces."""
    assert allowance_of(pool, load("us-east-1")) == Decimal(pieces)
