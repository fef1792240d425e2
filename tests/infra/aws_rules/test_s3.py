"""Amazon S3."""

import pytest

from infra.aws_rules import s3


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("default-rate-ml-models-prod", True),
        ("abc", True),
        ("ab", False),
        ("a" * 63, True),
        ("a" * 64, False),
        ("Uploads", False),
        ("up_loads", False),
        ("-uploads", False),
        ("uploads-", False),
        ("a..b", False),
        ("a.b.c", False),
        ("192.168.0.1", False),
        ("xn--uploads", False),
        ("uploads-s3alias", False),
    ],
)
def test_name(name, fits):
    """Names are 3 to 63 lower case characters; a dot breaks TLS."""
    assert (s3.name_problem(name) is None) is fits


@pytest.mark.parametrize(
    ("start", "steps", "fits"),
    [
        ("STANDARD", [(90, "GLACIER_IR")], True),
        ("STANDARD", [(30, "STANDARD_IA"), (90, "GLACIER"), (365, "DEEP_ARCHIVE")], True),
        ("STANDARD", [(0, "INTELLIGENT_TIERING")], True),
        ("INTELLIGENT_TIERING", [(30, "STANDARD_IA")], False),
        ("STANDARD", [(30, "ONEZONE_IA"), (60, "GLACIER_IR")], False),
        ("STANDARD", [(90, "GLACIER"), (120, "STANDARD_IA")], False),
        ("STANDARD", [(90, "GLACIER_IR"), (30, "GLACIER")], False),
        ("STANDARD", [(90, "GLACIER_IR"), (90, "GLACIER")], False),
        ("STANDARD", [(90, "STANDARD")], False),
        ("STANDARD", [], True),
    ],
)
def test_transitions(start, steps, fits):
    """Objects only move down, and later each time."""
    assert (s3.transition_problem(start, steps) is None) is fits


@pytest.mark.parametrize(
    ("storage_class", "kept", "days"),
    [
        ("GLACIER_IR", 30, 60),
        ("GLACIER_IR", 90, 0),
        ("DEEP_ARCHIVE", 0, 180),
        ("STANDARD_IA", 29, 1),
        ("STANDARD", 1, 0),
    ],
)
def test_early_days(storage_class, kept, days):
    """What is deleted early is billed to the end of its minimum."""
    assert s3.early_days(storage_class, kept) == days


def test_archives_add_forty_kilobytes():
    """The archives add 32 KB in their class and 8 KB in STANDARD to each object."""
    for name in ("GLACIER", "DEEP_ARCHIVE"):
        assert (s3.CLASSES[name].overhead_kb, s3.CLASSES[name].standard_overhead_kb) == (32, 8)
    assert set(s3.TRANSITIONS) == set(s3.CLASSES)
