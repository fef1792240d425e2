"""Which lines draw from which monthly allowance of the account."""

import pytest

from costing.adjust.allowances import allowance_of
from costing.estimate import LAYER_BILLS
from costing.price_book import load
from costing.units import size_of
from tests.support.bills import bill_of, line

LOGS, METRICS = "always.cloudwatch.logs-gb", "always.cloudwatch.custom-metrics"

POOLS = {
    "network/internet-out/gb": "always.transfer.internet-out-gb",
    "edge/cdn/out-gb": "always.cloudfront.out-gb",
    "edge/cdn/requests": "always.cloudfront.requests",
    "edge/site/function": "cloudfront.function-invocations",
    "services/NAME/detailed-monitoring": METRICS,
    "services/NAME/scheduler": "always.eventbridge.scheduler-invocations",
    "database/instance/enhanced-monitoring": LOGS,
    "database/instance/log-export": LOGS,
    "messaging/NAME/requests": "always.sqs.requests",
    "secrets/decrypts": "always.kms.requests",
    "observability/logs/ingest": LOGS,
    "observability/logs/stored": LOGS,
    "observability/insights/logs": LOGS,
    "observability/instance-metrics": METRICS,
    "observability/custom-metrics": METRICS,
    "observability/alarms": "always.cloudwatch.alarms",
    "observability/dashboard": "always.cloudwatch.dashboards",
    "observability/traces": "always.xray.traces-recorded",
    "observability/alerts/email": "always.sns.email-notifications",
    "observability/alerts/publish": "always.sns.requests",
    "delivery/invalidations": "cloudfront.invalidation-paths",
}
"""Every kind of line that AWS has an allowance for; all others have none."""

FOUND = {kind.id: kind.pool for bill in LAYER_BILLS.values() for kind in bill.kinds if kind.pool}


def test_every_kind_draws_from_its_pool():
    """The kinds with an allowance are those of the table, and no others."""
    assert FOUND == POOLS


@pytest.mark.parametrize("pool", sorted(set(POOLS.values())))
def test_every_pool_is_known(pool: str):
    """The price book, or the note of a price, says how much of each is free."""
    assert allowance_of(pool, load("us-east-1")) > 0


PIECES = {
    "observability/dashboard": 1,
    "observability/traces": 1_000_000,
    "observability/alerts/email": 100_000,
    "observability/alerts/publish": 1_000_000,
    "secrets/decrypts": 10_000,
    "edge/cdn/requests": 10_000,
    "edge/site/function": 1_000_000,
    "delivery/invalidations": 1,
}


@pytest.mark.parametrize(("kind", "pieces"), PIECES.items())
def test_units_can_be_counted_in_pieces(kind: str, pieces: int):
    """An allowance is in single requests and mails, a line may count in lots of them."""
    (found,) = (one for bill in LAYER_BILLS.values() for one in bill.kinds if one.id == kind)
    assert size_of(found.unit) == pieces


@pytest.mark.parametrize(("destination", "pool"), [("s3", ""), ("cloudWatchLogs", LOGS)])
def test_flow_logs_draw_from_logs_where_they_are_logs(destination: str, pool: str):
    """Only what is delivered to CloudWatch counts as logs."""
    bill = bill_of({"network": {"egress": {"kind": "none"}, "flowLogs": {"destination": destination}}})
    assert line(bill, "network/flow-logs/delivery").pool == pool
