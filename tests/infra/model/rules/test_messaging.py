"""What Amazon MQ accepts of a broker; the bounds of queues are in their model."""

from datetime import date

import pytest

from infra.model.problems import ConfigError
from infra.model.rules import messaging
from infra.model.rules.common import Where
from tests.support.bills import bill_of, sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))
MICRO = {"version": "3.13", "instanceType": "mq.t3.micro"}
LARGE = {"version": "4.2", "instanceType": "mq.m7g.large"}


def found(base, **fields):
    """Return the problems of a broker as lines."""
    model = sections_of({"messaging": {"broker": {**base, **fields}}}).topology.messaging
    return [str(p).removeprefix("tollgate:broker.") for p in messaging.problems(model, WHERE)]


@pytest.mark.parametrize(
    ("base", "fields"),
    [(MICRO, {}), (LARGE, {}), (LARGE, {"cluster": True}), (MICRO, {"storageGb": 20}), (LARGE, {"storageGb": 200})],
)
def test_what_amazon_mq_accepts_is_not_complained_of(base, fields):
    """Single brokers and clusters, with the disk that their type has."""
    assert found(base, **fields) == []


REFUSED = [
    (MICRO, {"version": "3.12"}, "version: '3.12' is not a version of RabbitMQ on Amazon MQ; there is 3.13, 4.2, 4.3"),
    (MICRO, {"version": "4.2"}, "version: '4.2' does not run on mq.t3.micro, only on mq.m7g"),
    (
        MICRO,
        {"cluster": True},
        "instanceType: 'mq.t3.micro' cannot form a cluster; the smallest that can is mq.m7g.medium",
    ),
    (
        MICRO,
        {"storageGb": 50},
        "storageGb: 50 is not the disk of mq.t3.micro: Amazon MQ gives it 20 GB, and the provider can ask for no other",
    ),
    (
        LARGE,
        {"storageGb": 199},
        (
            "storageGb: 199 is not the disk of mq.m7g.large: "
            "Amazon MQ gives it 200 GB, and the provider can ask for no other"
        ),
    ),
]


@pytest.mark.parametrize(("base", "fields", "said"), REFUSED)
def test_what_amazon_mq_refuses_has_one_line(base, fields, said):
    """Version, type and disk belong together; each mistake names what would do."""
    assert found(base, **fields) == [said]


def test_a_type_that_is_none_names_the_nearest():
    """The line lists the types and guesses the one that was meant."""
    (said,) = found(MICRO, instanceType="mq.t3.mikro")
    assert said.startswith("instanceType: 'mq.t3.mikro' is not a RabbitMQ instance type; there is mq.t3.micro, ")
    assert said.endswith("; did you mean mq.t3.micro?")


def test_a_type_and_a_version_that_are_none_are_two_lines():
    """A type without its dots is no reason to fall over the version."""
    said = found(MICRO, instanceType="micro", version="2")
    assert [line.partition(":")[0] for line in said] == ["instanceType", "version"]


BOUNDS = [
    ("visibilityTimeoutSeconds", 0, 43200, "is too small: at least 0", "is too large: at most 43200"),
    ("retentionDays", 1, 14, "is too small: at least 1", "is too large: at most 14"),
    ("deadLetterAfter", 1, 1000, "is too small: at least 1", "is too large: at most 1000"),
]


@pytest.mark.parametrize(("key", "least", "most", "low", "high"), BOUNDS)
def test_queues_have_the_bounds_of_sqs(key, least, most, low, high):
    """Visibility, retention and receives: at the bounds they pass, beyond them the line says which."""
    for value in (least, most):
        assert bill_of({"messaging": {"queues": {"jobs": {key: value}}}}).total is not None
    for value, said in ((least - 1, low), (most + 1, high)):
        with pytest.raises(ConfigError) as error:
            bill_of({"messaging": {"queues": {"jobs": {key: value}}}})
        assert str(error.value) == f"tollgate:topology.messaging.queues.jobs.{key}: {value} {said}"
