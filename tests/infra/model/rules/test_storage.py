"""What S3 accepts of buckets and their lifecycles, and EFS of file systems."""

from datetime import date

import pytest

from infra.model.rules import storage
from infra.model.rules.common import Where
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))


def found(**parts):
    """Return the problems of storage as lines."""
    model = sections_of({"storage": parts}).topology.storage
    return [str(p).removeprefix("tollgate:") for p in storage.problems(model, WHERE)]


def bucket(**fields):
    """Return the problems of one bucket, without the path to it."""
    return [line.removeprefix("buckets.one.") for line in found(buckets={"one": fields})]


def files(**fields):
    """Return the problems of one file system, without the path to it."""
    return [line.removeprefix("fileSystems.one.") for line in found(fileSystems={"one": fields})]


def to(days, name, **more):
    """Return a rule that moves objects."""
    return {"afterDays": days, "storageClass": name, **more}


FINE = [
    {},
    {"name": "my-uploads", "versioning": True},
    {"storageClass": "INTELLIGENT_TIERING"},
    {"lifecycle": {"old": to(90, "GLACIER_IR", prefix="tts/")}},
    {"lifecycle": {"old": to(0, "STANDARD_IA"), "older": to(30, "GLACIER"), "oldest": to(120, "DEEP_ARCHIVE")}},
    {"lifecycle": {"old": to(30, "STANDARD_IA", expireAfterDays=31)}},
    {"lifecycle": {"gone": {"expireAfterDays": 1}}},
    {"storageClass": "INTELLIGENT_TIERING", "lifecycle": {"old": to(180, "DEEP_ARCHIVE")}},
    {"lifecycle": {"one": to(30, "GLACIER", prefix="a/"), "two": to(30, "STANDARD_IA", prefix="b/")}},
]


@pytest.mark.parametrize("fields", FINE)
def test_what_s3_accepts_is_not_complained_of(fields):
    """Names, versions, classes, chains of moves and ends."""
    assert bucket(**fields) == []


NAMES = [
    ("my.uploads", "name: 'my.uploads' has a dot, which breaks TLS to the bucket"),
    ("xn--uploads", "name: 'xn--uploads' has a beginning or an end that AWS keeps for itself"),
    ("a--x-s3", "name: 'a--x-s3' has a beginning or an end that AWS keeps for itself"),
]


@pytest.mark.parametrize(("name", "said"), NAMES)
def test_names_are_what_s3_takes(name, said):
    """The shape is the model's; what AWS keeps for itself is refused here."""
    assert bucket(name=name) == [said]


def test_two_buckets_have_two_names():
    """A global name is one bucket's; so is a name on the bill."""
    twice = found(buckets={"one": {"name": "same-name"}, "two": {"name": "same-name"}})
    assert twice == ["buckets.two.name: 'same-name' is the name of one too"]
    both = found(buckets={"data": {}}, fileSystems={"data": {}})
    assert both == ["fileSystems.data: is the name of a bucket too: lines of the bill are told apart by it"]


LIFECYCLES = [
    ({"a": {}}, ["lifecycle.a: does nothing: give afterDays with storageClass, expireAfterDays, or both"]),
    ({"a": {"afterDays": 30}}, ["lifecycle.a.afterDays: 30 needs storageClass: where objects move to"]),
    (
        {"a": {"storageClass": "GLACIER"}},
        ["lifecycle.a.storageClass: 'GLACIER' needs afterDays: when objects move there"],
    ),
    (
        {"a": to(30, "STANDARD_IA", expireAfterDays=30)},
        ["lifecycle: deletes objects after 30 days, and would move them after 30 (everywhere)"],
    ),
    (
        {"a": to(30, "GLACIER"), "b": to(60, "STANDARD_IA")},
        ["lifecycle: moves objects from GLACIER to STANDARD_IA, which S3 cannot (everywhere)"],
    ),
    (
        {"a": to(30, "STANDARD_IA"), "b": to(30, "GLACIER")},
        ["lifecycle: moves objects from GLACIER to STANDARD_IA, which S3 cannot (everywhere)"],
    ),
    (
        {"a": {"expireAfterDays": 60}, "b": to(90, "GLACIER", prefix="logs/")},
        ["lifecycle: deletes objects after 60 days, and would move them after 90 (under 'logs/')"],
    ),
]


@pytest.mark.parametrize(("lifecycle", "said"), LIFECYCLES)
def test_lifecycles_lead_down_and_end_after_their_last_move(lifecycle, said):
    """Each rule does something; together they move objects only to colder classes, before they delete them."""
    assert bucket(lifecycle=lifecycle) == said


def test_a_bucket_that_tiers_moves_to_no_warmer_class():
    """New objects go to INTELLIGENT_TIERING; from there none goes to STANDARD_IA, nor to itself."""
    for name in ("STANDARD_IA", "INTELLIGENT_TIERING"):
        said = bucket(storageClass="INTELLIGENT_TIERING", lifecycle={"a": to(30, name)})
        assert said == [f"lifecycle: moves objects from INTELLIGENT_TIERING to {name}, which S3 cannot (everywhere)"]


FILES = [
    ({}, []),
    ({"throughputMode": "provisioned", "provisionedMibps": 1}, []),
    ({"throughputMode": "provisioned", "provisionedMibps": 3414}, []),
    ({"throughputMode": "bursting", "infrequentAccessAfterDays": 30}, []),
    ({"infrequentAccessAfterDays": 30, "archiveAfterDays": 60}, []),
    ({"archiveAfterDays": 90}, []),
    (
        {"throughputMode": "provisioned"},
        ["provisionedMibps: is required: provisioned throughput is bought by the MiB/s"],
    ),
    ({"provisionedMibps": 10}, ["provisionedMibps: 10 needs throughputMode: provisioned, not elastic"]),
    (
        {"infrequentAccessAfterDays": 45},
        ["infrequentAccessAfterDays: 45 is not a number of days EFS knows; the nearest is 30 or 60"],
    ),
    (
        {"infrequentAccessAfterDays": 400},
        ["infrequentAccessAfterDays: 400 is not a number of days EFS knows; the nearest is 365"],
    ),
    (
        {"infrequentAccessAfterDays": 60, "archiveAfterDays": 60},
        ["archiveAfterDays: 60 is not later than the 60 days of infrequent access"],
    ),
    (
        {"throughputMode": "bursting", "archiveAfterDays": 90},
        ["archiveAfterDays: 90 needs throughputMode: elastic, the only one with an archive, not bursting"],
    ),
]


@pytest.mark.parametrize(("fields", "said"), FILES)
def test_file_systems_age_by_days_that_efs_knows(fields, said):
    """Days come from a list, archive after infrequent access and with elastic throughput only."""
    assert files(**fields) == said
