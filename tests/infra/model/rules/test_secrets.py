"""What Parameter Store and Secrets Manager accept of names."""

from datetime import date

import pytest

from infra.model.rules import secrets
from infra.model.rules.common import Where
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))


def found(entries, store="parameterStore"):
    """Return the problems of secrets as lines."""
    model = sections_of({"secrets": {"store": store, "entries": entries}}).topology.secrets
    return [str(p).removeprefix("tollgate:entries.") for p in secrets.problems(model, WHERE)]


@pytest.mark.parametrize(
    ("store", "path"),
    [
        ("parameterStore", "/default-rate/secret-key"),
        ("parameterStore", "plain"),
        ("secretsManager", "playstudy/secret-key"),
        ("secretsManager", "/playstudy/aws+team@2"),
    ],
)
def test_paths_that_the_store_takes_are_not_complained_of(store, path):
    """The plans' own paths are taken."""
    assert found({"jwt": {"path": path}}, store) == []


PATHS = [
    ("parameterStore", "shop/key", "'shop/key' has levels but does not start with /"),
    ("parameterStore", "/shop/key/", "'/shop/key/' has an empty level"),
    ("parameterStore", "/aws/key", "'/aws/key' starts with aws or ssm, which AWS keeps for itself"),
    ("parameterStore", "/shop/a@b", "'/shop/a@b' has characters other than letters, digits and . _ - /"),
    (
        "secretsManager",
        "shop/key-AbCdEf",
        "'shop/key-AbCdEf' ends with a hyphen and six characters, as the ARNs of secrets do",
    ),
]


@pytest.mark.parametrize(("store", "path", "said"), PATHS)
def test_paths_that_the_store_refuses(store, path, said):
    """Each store has rules of its own."""
    assert found({"jwt": {"path": path}}, store) == [f"jwt.path: {said}"]


def test_two_entries_have_two_paths():
    """One place holds one secret."""
    said = found({"one": {"path": "/same"}, "two": {"path": "/same"}})
    assert said == ["two.path: '/same' is the path of one too"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("database", "secrets:database is the database's password"),
        ("broker", "secrets:broker is the broker's password"),
    ],
)
def test_names_that_mean_something_else(name, said):
    """The passwords of database and broker are set below `secrets:` too."""
    assert found({name: {}}) == [f"{name}: is no name of an entry: {said}"]
