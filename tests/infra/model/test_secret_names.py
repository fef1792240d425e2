"""Which secret values a topology needs, where they go, and what AWS would refuse of them."""

import pytest

from infra.model.secret_names import secret_path, secrets_needed, unfit_values
from tests.support.bills import sections_of

INSTANCE = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
BROKER = {"messaging": {"broker": {"version": "3.13", "instanceType": "mq.t3.micro"}}}


def topology(**layers):
    """Return a topology."""
    return sections_of(layers).topology


NEEDED = [
    ({}, ()),
    ({"secrets": {"entries": {"jwt": {}, "theirs": {"existing": True}}}}, ("jwt",)),
    ({"database": {**INSTANCE, "password": "config"}}, ("database",)),
    ({"database": {**INSTANCE, "password": "managed"}}, ()),
    (BROKER, ("broker",)),
]


@pytest.mark.parametrize(("layers", "names"), NEEDED)
def test_what_must_be_set_before_a_deployment(layers, names):
    """Entries of our own, passwords from the config; nothing of what exists or is managed."""
    assert secrets_needed(topology(**layers)) == names


@pytest.mark.parametrize(
    ("entries", "path"), [({}, "/shop/prod/jwt"), ({"jwt": {}}, "/shop/prod/jwt"), ({"jwt": {"path": "/a/b"}}, "/a/b")]
)
def test_a_secret_lies_under_topology_and_stack_unless_the_config_says(entries, path):
    """Two stacks of an account never meet in one place."""
    assert secret_path(topology(secrets={"entries": entries}), "prod", "jwt") == path


UNFIT = [
    ({"jwt": "x"}, {}, []),
    ({"jwt": ""}, {}, ["secrets:jwt has 0 bytes; a standard parameter holds 1 to 4096"]),
    ({"jwt": "ä" * 2048}, {}, []),
    ({"jwt": "ä" * 2048 + "x"}, {}, ["secrets:jwt has 4097 bytes; a standard parameter holds 1 to 4096"]),
    ({"jwt": "x" * 4097}, {"secrets": {"store": "secretsManager"}}, []),
    (
        {"jwt": "x" * 65537},
        {"secrets": {"store": "secretsManager"}},
        ["secrets:jwt has 65537 bytes; a secret holds 1 to 65536"],
    ),
    ({"database": "planted-8"}, {}, []),
    ({"database": "short"}, {}, ["secrets:database has 5 characters; RDS wants 8 to 128"]),
    ({"database": "with@sign"}, {}, ['secrets:database has one of / " @ or a space, which RDS refuses']),
    ({"broker": "twelve-chars"}, {}, []),
    ({"broker": "eleven-char"}, {}, ["secrets:broker has 11 characters; Amazon MQ wants 12 at least"]),
    ({"broker": "abcabcabcabc"}, {}, ["secrets:broker has fewer than 4 different characters"]),
    ({"broker": "has:a:colon:in"}, {}, ["secrets:broker has one of , : = which Amazon MQ refuses"]),
    (
        {"database": "short", "broker": "short"},
        {},
        [
            "secrets:database has 5 characters; RDS wants 8 to 128",
            "secrets:broker has 5 characters; Amazon MQ wants 12 at least",
        ],
    ),
]


@pytest.mark.parametrize(("values", "layers", "said"), UNFIT)
def test_what_aws_would_refuse_is_told_without_showing_it(values, layers, said):
    """At its limit a value passes; beyond it the line counts and quotes nothing."""
    found = list(unfit_values(topology(**layers), values))
    assert found == said
    assert not any(value in line for value in values.values() if len(value) > 5 for line in found)
