"""Queues and the broker on the real engine."""

from pathlib import Path

import pytest

from sandbox.engine import Sandbox, secret
from tests.support.lives import all_of, changed, living, one
from tests.support.stacks import ROOT, SMALL, merged, stack_file

pytestmark = pytest.mark.engine

QUEUE, BROKER = "aws:sqs/queue:Queue", "aws:mq/broker:Broker"
QUEUES = {"queues": {"jobs": {"visibilityTimeoutSeconds": 900}, "orders": {"fifo": True}}}
RABBIT = {"broker": {"version": "3.13", "instanceType": "mq.m5.large"}}
PLANTED = "planted-Broker-pass1"


def test_queues_live_and_change(tmp_path: Path):
    """Times are settings; without dead letters their queue goes, and the messages' own queue stays."""
    with living(tmp_path, merged(SMALL, {"messaging": QUEUES})) as stack:
        jobs = one(stack, QUEUE, "small-jobs")["id"]
        assert one(stack, QUEUE, "small-orders")["id"].endswith(".fifo")
        assert one(stack, QUEUE, "small-orders-dead")["id"].endswith(".fifo")
        assert changed(stack, {"messaging": {"queues": {"jobs": {"visibilityTimeoutSeconds": 60}}}}) == {"update": 1}
        assert changed(stack, {"messaging": {"queues": {"jobs": {"deadLetterAfter": None}}}}) == {"delete": 4}
        assert one(stack, QUEUE, "small-jobs")["id"] == jobs
        assert set(stack.outputs()["queues"]["jobs"]) == {"url"}


def test_a_broker_lives_and_changes(tmp_path: Path):
    """A larger instance is an update; the password is in no output, no log and, in clear, in no state."""
    with living(tmp_path, merged(SMALL, {"messaging": RABBIT}), secrets={"broker": PLANTED}) as stack:
        assert changed(stack, {"messaging": {"broker": {"instanceType": "mq.m5.xlarge"}}}) == {"update": 1}
        inputs = one(stack, BROKER)["inputs"]
        assert inputs["publiclyAccessible"] is False
        assert len(inputs["subnetIds"]) == 1
        assert stack.outputs()["brokerHost"].endswith(".mq.us-east-1.on.aws")
        seen = "\n".join([str(stack.export()), str(stack.outputs()), stack.preview().stdout])
        assert PLANTED not in seen


def test_a_cluster_needs_no_more_than_a_line(tmp_path: Path):
    """Three brokers over both zones, from `cluster: true`; AWS makes them anew."""
    broker = {"broker": {"version": "4.2", "instanceType": "mq.m7g.large", "cluster": True}}
    with living(tmp_path, merged(SMALL, {"messaging": broker}), secrets={"broker": PLANTED}) as stack:
        inputs = one(stack, BROKER)["inputs"]
        assert inputs["deploymentMode"] == "CLUSTER_MULTI_AZ"
        assert len(inputs["subnetIds"]) == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "secrets:broker is not set: pulumi config set --secret secrets:broker"),
        ({"secrets:broker": "planted-s"}, "secrets:broker has 9 characters; Amazon MQ wants 12 at least"),
    ],
)
def test_without_a_fit_password_nothing_is_made(tmp_path: Path, given: dict[str, str], said: str):
    """The run ends before the first resource, with what to do, and shows nothing of the value."""
    with Sandbox() as box:
        config = {key: secret(value) for key, value in given.items()}
        stack = box.project(ROOT, stack_file(tmp_path, merged(SMALL, {"messaging": RABBIT})), config=config)
        refused = stack.up()
        assert refused.exit_code != 0
        assert refused.diagnostics[0] == said
        assert not [c for c in box.calls if c.method == "create"]
        assert "planted-s" not in refused.explain()


def test_a_stack_without_a_broker_has_none(tmp_path: Path):
    """Queues alone ask for no password."""
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, merged(SMALL, {"messaging": QUEUES})))
        stack.up(check=True)
        assert not all_of(stack, BROKER)
