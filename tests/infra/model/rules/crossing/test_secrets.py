"""Secrets and who reads them."""

from datetime import date

import pytest

from infra.model.rules.common import Where
from infra.model.rules.crossing import secrets
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))
INSTANCE = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
MANAGED = {**INSTANCE, "password": "managed"}


def found(values, **topology):
    """Return the problems of a topology whose one service has these secrets."""
    service = {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": {"image": "app:1", "secrets": values}}}
    model = sections_of({"services": {"api": service}, **topology}).topology
    prefix = "tollgate:services.api.containers.app.secrets."
    return [str(p).removeprefix(prefix) for p in secrets.problems(model, WHERE)]


FINE = [
    ({"URL": "database.url"}, {"database": {**INSTANCE, "password": "config"}}),
    ({"URL": "pg://${database.user}:${database.password}@h"}, {"database": {**INSTANCE, "password": "config"}}),
    ({"PASSWORD": "database.password"}, {"database": MANAGED}),
    ({"URL": "pg://${database.user}@${database.host}"}, {"database": MANAGED}),
    ({"KEY": "secret.jwt"}, {"secrets": {"entries": {"jwt": {}}}}),
    ({"KEY": "secret.jwt.a"}, {"secrets": {"store": "secretsManager", "entries": {"jwt": {"existing": True}}}}),
    ({"KEY": "x-${secret.jwt}"}, {"secrets": {"entries": {"jwt": {}}}}),
]


@pytest.mark.parametrize(("values", "topology"), FINE)
def test_what_can_be_read_and_composed_is_not_complained_of(values, topology):
    """Bare references, templates of known values, keys of JSON secrets."""
    assert found(values, **topology) == []


COPIES = (
    "holds a copy of a password that RDS changes every seven days: "
    "take database.password by itself, or set password: config"
)
REFUSED = [
    ({"URL": "database.url"}, {"database": MANAGED}, f"URL: 'database.url' {COPIES}"),
    (
        {"URL": "pg://u:${database.password}@h"},
        {"database": MANAGED},
        f"URL: 'database.password' {COPIES}",
    ),
    (
        {"KEY": "secret.jwt.a"},
        {"secrets": {"entries": {"jwt": {}}}},
        "KEY: 'secret.jwt.a' asks for the key a of a JSON secret; that takes store: secretsManager",
    ),
    (
        {"KEY": "x-${secret.jwt.a}"},
        {"secrets": {"store": "secretsManager", "entries": {"jwt": {}}}},
        "KEY: 'secret.jwt.a' asks for a key of a JSON secret inside a text; only ECS reads those, as a whole value",
    ),
    (
        {"KEY": "x-${secret.jwt}"},
        {"secrets": {"entries": {"jwt": {"existing": True}}}},
        "KEY: 'secret.jwt' needs the value of jwt, which exists already and is not in this stack's config",
    ),
]


@pytest.mark.parametrize(("values", "topology", "said"), REFUSED)
def test_what_cannot_be_read_or_composed_has_one_line(values, topology, said):
    """A managed password is copied nowhere, and nothing is composed of what the program does not know."""
    assert found(values, **topology) == [said]


def test_a_refusal_never_shows_the_rest_of_a_template():
    """Somebody may have written a password into it: only the reference is repeated."""
    (said,) = found({"URL": "pg://u:hunter2secret@${database.url}"}, database=MANAGED)
    assert "hunter2secret" not in said


def test_secrets_of_a_whole_service_have_their_own_path():
    """What a service says for all of its containers is found there."""
    service = {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": {"image": "app:1"}}}
    service["secrets"] = {"URL": "database.url"}
    model = sections_of({"services": {"api": service}, "database": MANAGED}).topology
    (said,) = map(str, secrets.problems(model, WHERE))
    assert said.startswith("tollgate:services.api.secrets.URL: 'database.url' ")


def test_an_entry_may_not_take_the_name_of_what_is_composed():
    """`database.url` is stored as `database-url`."""
    said = found(
        {"URL": "database.url"},
        database={**INSTANCE, "password": "config"},
        secrets={"entries": {"database-url": {}}},
    )
    assert said == [
        (
            "tollgate:secrets.entries.database-url: 'database-url' is taken; "
            "rename the entry: the program stores what it puts together under that name"
        )
    ]


@pytest.mark.parametrize(
    ("name", "topology", "refused"),
    [
        ("awesome", {"secrets": {"entries": {"jwt": {}}}}, False),
        ("aws-shop", {"secrets": {"entries": {"jwt": {}}}}, True),
        ("ssmart", {"secrets": {"entries": {"jwt": {}}}}, True),
        ("aws-shop", {"secrets": {"entries": {"jwt": {"path": "/shop/jwt"}}}}, False),
        ("aws-shop", {"secrets": {"store": "secretsManager", "entries": {"jwt": {}}}}, False),
        ("aws-shop", {}, False),
    ],
)
def test_parameters_may_not_begin_with_names_of_aws(name, topology, refused):
    """The topology's name begins the path of every parameter that has none of its own."""
    said = found({}, name=name, **topology)
    lines = [
        (
            f"tollgate:name: {name!r} starts with aws or ssm, which AWS keeps for itself: "
            "the paths of parameters begin with it; take another name, or store: secretsManager"
        )
    ]
    assert said == (lines if refused else [])
