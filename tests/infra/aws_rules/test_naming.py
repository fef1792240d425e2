"""Lengths of names and Pulumi's suffix."""

import pytest

from infra.aws_rules import naming


@pytest.mark.parametrize(
    ("resource", "room"),
    [
        ("lb/targetGroup:TargetGroup", 24),
        ("lb/loadBalancer:LoadBalancer", 24),
        ("elasticache/replicationGroup:ReplicationGroup", 32),
        ("iam/role:Role", 56),
        ("s3/bucket:Bucket", 55),
        ("rds/instance:Instance", 55),
        ("mq/broker:Broker", 42),
    ],
)
def test_room(resource, room):
    """Eight characters of the longest name are Pulumi's."""
    assert naming.room(resource) == room


def test_room_of_an_unknown_type_is_an_error():
    """A type without a limit here is a gap in the table, not a name of any length."""
    with pytest.raises(KeyError):
        naming.room("made/up:Up")


@pytest.mark.parametrize(
    ("key", "value", "start"),
    [
        ("team", "core", None),
        ("aws:team", "core", "starts with aws:"),
        ("AWS:team", "core", "starts with aws:"),
        ("", "core", "is not 1 to 128 characters"),
        ("k" * 129, "core", "is not 1 to 128 characters"),
        ("team", "v" * 256, None),
        ("team", "v" * 257, "has a value longer than 256 characters"),
    ],
)
def test_tags(key, value, start):
    """Tags have limits, and a prefix that is AWS's own."""
    problem = naming.tag_problem(key, value)
    assert problem is None if start is None else problem.startswith(start)
