"""The bill of queues and of the broker, worked out by hand: 2,628,000 seconds a month, a poll every 20."""

import pytest

from tests.support.bills import bill_of, has, line
from tests.support.hand_computed import figures, hand_computed
from tests.support.services import WORKER, bill_with

QUEUE = {"messaging": {"queues": {"jobs": {}}}}
FIFO = {"messaging": {"queues": {"jobs": {"fifo": True}}}}
MILLION = {"queues": {"jobs": {"messagesPerMonth": 1000000}}}
BUSY = {"requestsPerSecond": {"average": 10, "peak": 40}}


def _broker(**broker):
    return bill_of({"messaging": {"broker": broker}})


@hand_computed(
    "messaging/NAME/requests",
    of="jobs",
    quantity="0 3 12",
    price="0.4",
    amount="0 1.20 4.80",
    resource="aws:sqs/queue:Queue shop-jobs",
)
def test_a_message_is_three_calls():
    """Sent, received, deleted: 1 million × 3 × $0.40 = $1.20; at the peak all month four times that."""
    return bill_of(QUEUE, workload={**MILLION, **BUSY})


@hand_computed("messaging/NAME/requests", of="jobs", quantity="0 3 3", price="0.5", amount="0 1.50 1.50")
def test_fifo_has_a_price_of_its_own():
    """1 million × 3 × $0.50 = $1.50."""
    return bill_of(FIFO, workload=MILLION)


@hand_computed(
    "messaging/NAME/requests", of="jobs", quantity="0.1314 0.2628 0.3942", price="0.4", amount="0.05256 0.10512 0.15768"
)
def test_whoever_consumes_polls_day_and_night():
    """2,628,000 s / 20 s = 131,400 polls a task: 1, 2 and 3 tasks, × $0.40 a million."""
    return bill_with(QUEUE, WORKER, {"averageCount": 2})


@hand_computed(
    "messaging/NAME/requests",
    of="jobs",
    quantity="0.1314 3.2628 12.3942",
    price="0.4",
    amount="0.05256 1.30512 4.95768",
)
def test_polls_and_messages_together():
    """0.2628 million polls + 3 million calls = 3.2628, × $0.40; at most 0.3942 + 12 = 12.3942."""
    return bill_with(QUEUE, WORKER, {"averageCount": 2}, **MILLION, **BUSY)


@pytest.mark.parametrize(("use", "polls"), [("consume", True), ("sendAndConsume", True), ("send", False)])
def test_only_consumers_poll(use, polls):
    """A service that only sends asks for nothing."""
    bill = bill_with(QUEUE, {**WORKER, "uses": {"queue.jobs": use}}, {"averageCount": 2})
    assert bool(line(bill, "messaging/jobs/requests").quantity.floor) is polls


def test_beyond_a_hundred_billion_there_is_no_price():
    """The price falls there and the book does not say to what: an error, never the wrong price or zero."""
    at = {"queues": {"jobs": {"messagesPerMonth": 33333333333}}}
    assert bill_of(QUEUE, workload=at).total is not None
    bill = bill_of(QUEUE, workload={"queues": {"jobs": {"messagesPerMonth": 33333333334}}})
    assert bill.total is None
    assert [error.item for error in bill.missing] == ["sqs.standard-1m.over-100b"]


def test_requests_draw_from_the_account_s_million():
    """The allowance is one for both kinds of queue, and only with `freeTier: always`."""
    pricing = {"freeTier": "always"}
    bill = bill_of(
        {"messaging": {"queues": {"a": {}, "b": {"fifo": True}}}},
        pricing=pricing,
        workload={"queues": {"b": {"messagesPerMonth": 1000000}}},
    )
    (free,) = bill.free
    assert free.id == "messaging/b/requests.free"
    assert free.amount == figures("0 -0.50 -0.50")


@hand_computed(
    "messaging/broker/hours",
    quantity="730",
    price="0.02704",
    amount="19.7392",
    resource="aws:mq/broker:Broker shop-broker",
)
def test_one_broker():
    """730 h × $0.02704 = $19.7392."""
    return _broker(version="3.13", instanceType="mq.t3.micro")


@hand_computed("messaging/broker/hours", quantity="730", price="0.8201", amount="598.673")
def test_the_price_of_a_cluster_holds_its_three_brokers():
    """730 h × $0.8201 = $598.673; the hours are not tripled besides."""
    return _broker(version="4.2", instanceType="mq.m7g.large", cluster=True)


@hand_computed("messaging/broker/storage", quantity="20", price="0.1", amount="2")
def test_the_disk_of_a_small_broker():
    """20 GB × $0.10 = $2.00."""
    return _broker(version="3.13", instanceType="mq.t3.micro")


@hand_computed("messaging/broker/storage", quantity="600", price="0.1", amount="60")
def test_the_disks_of_a_cluster():
    """200 GB × 3 brokers = 600 GB, × $0.10 = $60.00."""
    return _broker(version="4.2", instanceType="mq.m7g.large", cluster=True)


def test_dead_letters_and_policies_cost_nothing():
    """A queue has one line, whatever stands beside it."""
    assert [x.id for x in bill_of(QUEUE).lines if x.layer == "messaging"] == ["messaging/jobs/requests"]
    assert not has(bill_of(QUEUE), "messaging/broker/hours")
