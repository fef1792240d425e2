"""Amazon MQ for RabbitMQ."""

import pytest

from infra.aws_rules import mq


@pytest.mark.parametrize(
    ("version", "instance_type", "start"),
    [
        ("3.13", "mq.t3.micro", None),
        ("4.2", "mq.m7g.medium", None),
        ("4.3", "mq.m7g.large", None),
        ("4.2", "mq.t3.micro", "does not run on mq.t3.micro, only on mq.m7g"),
        ("3.12", "mq.t3.micro", "is not a version of RabbitMQ on Amazon MQ; there is 3.13, 4.2, 4.3"),
    ],
)
def test_version(version, instance_type, start):
    """RabbitMQ 4 runs on Graviton only."""
    problem = mq.version_problem(version, instance_type)
    assert problem is None if start is None else problem.startswith(start)


def test_types_are_the_price_book(priced):
    """Every type with a price is in the table, and those that cluster have a cluster price."""
    assert set(mq.INSTANCE_TYPES) == priced("mq.rabbitmq.single.")
    assert set(mq.INSTANCE_TYPES) - mq.SINGLE_ONLY == priced("mq.rabbitmq.cluster.")


def test_disks_and_clusters():
    """The smallest type has a small disk and forms no cluster."""
    assert mq.disk_gib("mq.t3.micro") == 20
    assert mq.disk_gib("mq.m5.large") == 200
    assert mq.type_problem("mq.t3.micro", cluster=True) == "cannot form a cluster"
    assert mq.type_problem("mq.t3.micro", cluster=False) is None
    assert mq.type_problem("mq.t2.micro", cluster=False).startswith("is not a RabbitMQ instance type")


@pytest.mark.parametrize(
    ("password", "fits"),
    [("abcdefghijkl", True), ("abcdefghijk", False), ("aaaabbbbcccc", False), ("abcdefghijk,", False)],
)
def test_password(password, fits):
    """Passwords are long and varied, and the answer never shows one."""
    problem = mq.password_problem(password)
    assert (problem is None) is fits
    assert password not in (problem or "")


@pytest.mark.parametrize(("name", "fits"), [("app", True), ("a", False), ("guest", False), ("a~b", False)])
def test_user(name, fits):
    """Users have no tilde, and guest is refused."""
    assert (mq.user_problem(name) is None) is fits
