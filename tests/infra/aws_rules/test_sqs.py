"""Amazon SQS."""

import pytest

from infra.aws_rules import sqs


@pytest.mark.parametrize(
    ("name", "fifo", "fits"),
    [
        ("jobs", False, True),
        ("jobs.fifo", True, True),
        ("jobs", True, False),
        ("jobs.fifo", False, False),
        (".fifo", True, False),
        ("a" * 80, False, True),
        ("a" * 81, False, False),
        ("a" * 76 + ".fifo", True, False),
        ("", False, False),
    ],
)
def test_name(name, fifo, fits):
    """A FIFO queue's suffix belongs to its 80 characters."""
    assert (sqs.name_problem(name, fifo=fifo) is None) is fits


def test_limits():
    """Fourteen days and twelve hours."""
    assert sqs.retention_problem(14) is None
    assert sqs.retention_problem(15) == "is outside 1-14 days"
    assert sqs.visibility_problem(43200) is None
    assert sqs.visibility_problem(43201).startswith("is outside 0-43200 seconds")
    assert sqs.RETENTION_SECONDS[1] == sqs.RETENTION_DAYS_MAX * 86400
