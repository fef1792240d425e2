"""Queues and the broker, value by value."""

import json

import pulumi
import pytest

from infra.building.messaging import build_messaging
from infra.building.secrets import build_secrets
from tests.support.pulumi_mocks import Secret
from tests.support.sites import built

QUEUE, POLICY = "aws:sqs/queue:Queue", "aws:sqs/queuePolicy:QueuePolicy"
BROKER = "aws:mq/broker:Broker"
GOOD = "planted-Pass/word#1"

OUTPUTS = {
    QUEUE: lambda name, _: {"url": f"https://sqs.example/{name}"},
    BROKER: lambda name, _: {"instances": [{"endpoints": [f"amqps://{name}.mq.example:5671"]}]},
}


def deployed(model, *steps, secrets=None, **topology):
    """Return what the messaging step registers."""
    return built(build_messaging, *steps, topology={"messaging": model, **topology}, secrets=secrets, outputs=OUTPUTS)


def queue(**fields):
    """Return what is registered for one queue called jobs."""
    return deployed({"queues": {"jobs": fields}})


def broker(password=GOOD, *steps, **fields):
    """Return what is registered for a broker."""
    model = {"broker": {"version": "3.13", "instanceType": "mq.t3.micro", **fields}}
    return deployed(model, *steps, secrets={"broker": password})


def test_no_messaging_no_resource():
    """The layer may be absent."""
    assert {r.type for r in built(build_messaging, topology={}).resources} == {"pulumi:providers:aws"}


def test_a_queue_as_the_model_says():
    """Days in seconds, long polls, encryption by SQS, and failed messages handed on."""
    done = queue(visibilityTimeoutSeconds=900, retentionDays=2, deadLetterAfter=3)
    found = done.one(QUEUE, "shop-jobs")
    redrive = json.loads(done.one("aws:sqs/redrivePolicy:RedrivePolicy").inputs["redrivePolicy"])
    assert found.inputs == {
        "visibilityTimeoutSeconds": 900,
        "messageRetentionSeconds": 172800,
        "receiveWaitTimeSeconds": 20,
        "sqsManagedSseEnabled": True,
    }
    assert redrive == {
        "deadLetterTargetArn": "arn:aws:sqs:us-east-1:123456789012:shop-jobs-dead",
        "maxReceiveCount": 3,
    }


def test_failed_messages_wait_two_weeks():
    """The longest SQS has; and one queue alone may hand messages over."""
    done = queue()
    dead = done.one(QUEUE, "shop-jobs-dead").inputs
    assert dead == {"messageRetentionSeconds": 1209600, "sqsManagedSseEnabled": True}
    allowed = json.loads(done.one("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy").inputs["redriveAllowPolicy"])
    assert allowed == {
        "redrivePermission": "byQueue",
        "sourceQueueArns": ["arn:aws:sqs:us-east-1:123456789012:shop-jobs"],
    }


def test_without_dead_letters_there_is_one_queue():
    """`deadLetterAfter: null` says that messages are tried until they expire."""
    done = queue(deadLetterAfter=None)
    assert [q.name for q in done.of(QUEUE)] == ["shop-jobs"]
    assert not done.of("aws:sqs/redrivePolicy:RedrivePolicy")


def test_a_fifo_queue_hands_to_a_fifo_queue():
    """Both or neither, and equal messages are one."""
    done = queue(fifo=True)
    assert [q.inputs["fifoQueue"] for q in done.of(QUEUE)] == [True, True]
    assert done.one(QUEUE, "shop-jobs").inputs["contentBasedDeduplication"] is True


def test_queues_take_tls_alone():
    """Every queue refuses plain HTTP to everybody, the dead-letter queue too."""
    done = queue()
    assert {p.name for p in done.of(POLICY)} == {"shop-jobs", "shop-jobs-dead"}
    for policy in done.of(POLICY):
        (statement,) = json.loads(policy.inputs["policy"])["Statement"]
        assert (statement["Effect"], statement["Principal"], statement["Action"]) == ("Deny", "*", "sqs:*")
        assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_what_references_to_a_queue_stand_for():
    """Its URL; an operator sees where failed messages are."""
    done = queue()
    assert done.outputs["values"]["queue.jobs.url"] == "https://sqs.example/shop-jobs"
    assert done.outputs["queues"] == {
        "jobs": {"url": "https://sqs.example/shop-jobs", "deadLetters": "https://sqs.example/shop-jobs-dead"}
    }
    assert queue(deadLetterAfter=None).outputs["queues"] == {"jobs": {"url": "https://sqs.example/shop-jobs"}}


def test_alarms_know_a_queue_by_its_name():
    """CloudWatch keeps metrics of SQS by the name in AWS."""
    done = deployed({"queues": {"jobs": {}}}, lambda s: pulumi.export("d", dict(s.dimensions["queue.jobs"])))
    assert done.outputs["d"] == {"QueueName": "shop-jobs-0000000"}


def test_a_broker_as_the_model_says():
    """Private, in one subnet and its own group, upgraded, its user's password a secret, and without endless logs."""
    found = broker().one(BROKER)
    assert found.name == "shop-broker"
    assert found.inputs == {
        "engineType": "RabbitMQ",
        "engineVersion": "3.13",
        "hostInstanceType": "mq.t3.micro",
        "deploymentMode": "SINGLE_INSTANCE",
        "publiclyAccessible": False,
        "subnetIds": ["subnet-private-1"],
        "securityGroups": ["sg-broker"],
        "users": Secret([{"username": "app", "password": GOOD}]),
        "autoMinorVersionUpgrade": True,
        "applyImmediately": True,
    }


def test_a_cluster_lies_in_every_zone():
    """Three brokers over all private subnets."""
    inputs = broker(version="4.2", instanceType="mq.m7g.large", cluster=True).one(BROKER).inputs
    assert inputs["deploymentMode"] == "CLUSTER_MULTI_AZ"
    assert inputs["subnetIds"] == ["subnet-private-1", "subnet-private-2"]


@pytest.mark.parametrize("keep", [True, False])
def test_a_broker_is_protected_with_the_data(keep):
    """Amazon MQ has no deletion protection of its own."""
    model = {"broker": {"version": "3.13", "instanceType": "mq.t3.micro"}}
    done = deployed(model, secrets={"broker": GOOD}, protectData=keep)
    assert done.one(BROKER).protect is keep


def test_what_references_to_the_broker_stand_for():
    """The host in clear; the URL with the password as URLs write it, and a secret wherever it goes."""
    service = {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": {"image": "app:1"}}}
    service["secrets"] = {"URL": "broker.url"}
    model = {"broker": {"version": "3.13", "instanceType": "mq.t3.micro"}}
    done = deployed(model, build_secrets, secrets={"broker": GOOD}, services={"api": service})
    assert done.outputs["values"]["broker.host"] == done.outputs["brokerHost"] == "shop-broker.mq.example"
    stored = done.one("aws:ssm/parameter:Parameter", "shop-broker-url").inputs["value"]
    assert stored == Secret("amqps://app:planted-Pass%2Fword%231@shop-broker.mq.example:5671")
