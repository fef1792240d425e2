"""Amazon EFS."""

from decimal import Decimal

import pytest

from infra.aws_rules import efs


@pytest.mark.parametrize(
    ("days", "problem"),
    [
        (30, None),
        (45, "is not a number of days EFS knows; the nearest is 30 or 60"),
        (400, "is not a number of days EFS knows; the nearest is 365"),
    ],
)
def test_lifecycle(days, problem):
    """EFS knows nine numbers of days."""
    assert efs.lifecycle_problem(days) == problem


def test_lifecycle_name():
    """One day is singular."""
    assert efs.lifecycle_name(1) == "AFTER_1_DAY"
    assert efs.lifecycle_name(270) == "AFTER_270_DAYS"


@pytest.mark.parametrize(
    ("infrequent", "archive", "fits"), [(30, 90, True), (30, 30, False), (None, 90, True), (30, None, True)]
)
def test_order(infrequent, archive, fits):
    """Archive comes after infrequent access."""
    assert (efs.order_problem(infrequent, archive) is None) is fits


@pytest.mark.parametrize(
    ("mibps", "gib", "billed"), [("10", "100", "5"), ("5", "100", "0"), ("5", "200", "0"), ("1", "0", "1")]
)
def test_billed_throughput(mibps, gib, billed):
    """Twenty stored GiB pay for one MiB/s."""
    assert efs.billed_throughput(Decimal(mibps), Decimal(gib)) == Decimal(billed)
