"""Secrets in both stores: where they are, what is in them, and that nothing shows it."""

import pulumi
import pytest

from infra.building.secrets import build_secrets
from tests.support.pulumi_mocks import Secret
from tests.support.sites import ACCOUNT, built

PARAMETER = "aws:ssm/parameter:Parameter"
SECRET, VERSION = "aws:secretsmanager/secret:Secret", "aws:secretsmanager/secretVersion:SecretVersion"
JWT = {"entries": {"jwt": {}}}
MANAGER = {"store": "secretsManager", **JWT}
INSTANCE = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
CALLS = {
    "aws:ssm/getParameter:getParameter": lambda args: {
        "name": args["name"],
        "arn": f"arn:aws:ssm:us-east-1:{ACCOUNT}:parameter{args['name']}",
    },
    "aws:secretsmanager/getSecret:getSecret": lambda args: {
        "name": args["name"],
        "arn": f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:{args['name']}-AbCdEf",
    },
}
OUTPUTS = {VERSION: lambda _, inputs: {"secretArn": f"arn-of-{inputs['secretId']}"}}


def service(**secrets):
    """Return a service whose one container has these secrets."""
    ports = {"image": "app:1", "ports": [5672], "secrets": secrets}
    return {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": ports}}


def deployed(secrets, before=None, *, values=None, reads=None, calls=None, name="dev", **topology):
    """Return what the secrets step registers, with the site's stored secrets among the outputs."""

    def show(site):
        for (kind, one), stored in site.stored.items():
            pulumi.export(f"{kind}/{one}", stored._asdict())

    services = {"api": service(**reads)} if reads else {}
    return built(
        build_secrets,
        show,
        topology={"secrets": secrets, "services": services, **topology},
        secrets={"jwt": "planted-value"} if values is None else values,
        before=before,
        calls={**CALLS, **(calls or {})},
        outputs=OUTPUTS,
        name=name,
    )


def left(**values):
    """Return what earlier steps would have left on the site: plain values, and secret ones in capitals."""

    def leave(site):
        for key, value in values.items():
            text = key.replace("_", ".")
            if text in {"database.password", "database.url", "broker.url"}:
                site.secret_values[text] = pulumi.Output.secret(value)
            else:
                site.values[text] = value

    return leave


def test_no_secrets_no_resource():
    """The layer may be absent."""
    assert {r.type for r in built(build_secrets, topology={}).resources} == {"pulumi:providers:aws"}


def test_a_parameter_is_a_secure_string():
    """Under the topology's and the stack's name, encrypted, its value a secret of the state."""
    done = deployed(JWT, name="prod")
    found = done.one(PARAMETER)
    assert found.name == "shop-jwt"
    assert found.inputs == {"name": "/shop/prod/jwt", "type": "SecureString", "value": Secret("planted-value")}
    arn = f"arn:aws:ssm:us-east-1:{ACCOUNT}:shop-jwt"
    assert done.outputs["entry/jwt"] == {"arn": arn, "value_from": arn, "store": "parameterStore"}
    assert done.outputs["secretArns"] == {"jwt": arn}


def test_a_path_of_its_own_is_kept():
    """The plans name theirs."""
    done = deployed({"entries": {"jwt": {"path": "/default-rate/secret-key"}}})
    assert done.one(PARAMETER).inputs["name"] == "/default-rate/secret-key"


@pytest.mark.parametrize(("keep", "days"), [(True, 30), (False, 0)])
def test_a_secret_and_its_value(keep, days):
    """A protected secret can be had back for 30 days, and keeps its name so long; others go at once."""
    done = deployed(MANAGER, protectData=keep)
    assert done.one(SECRET).inputs == {"name": "/shop/dev/jwt", "recoveryWindowInDays": days}
    value = done.one(VERSION)
    assert value.inputs == {"secretId": "shop-jwt-id", "secretString": Secret("planted-value")}
    stored = done.outputs["entry/jwt"]
    assert stored == {"arn": "arn-of-shop-jwt-id", "value_from": "arn-of-shop-jwt-id", "store": "secretsManager"}


@pytest.mark.parametrize(
    ("store", "path", "arn"),
    [
        ("parameterStore", "/theirs/key", f"arn:aws:ssm:us-east-1:{ACCOUNT}:parameter/theirs/key"),
        ("secretsManager", "theirs/key", f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:theirs/key-AbCdEf"),
    ],
)
def test_an_adopted_entry_is_looked_up_and_not_made(store, path, arn):
    """Its ARN is found by its name, and its value never asked for."""
    entries = {"theirs": {"path": path, "existing": True}}
    done = deployed({"store": store, "entries": entries}, values={})
    assert not [r for r in done.resources if r.type in {PARAMETER, SECRET, VERSION}]
    assert done.outputs["entry/theirs"]["arn"] == arn
    for _, args in done.calls:
        assert args.get("withDecryption", False) is False


COMPOSED = [
    ("database.url", {"database_url": "postgresql://u:p%40@h"}, "database-url", "postgresql://u:p%40@h"),
    (
        "postgresql+asyncpg://${database.user}:${database.password}@${database.host}/app",
        {"database_user": "app", "database_password": "p/w:1?", "database_host": "db.example"},
        "api-app-value",
        "postgresql+asyncpg://app:p%2Fw%3A1%3F@db.example/app",
    ),
    ("plain ${database.password}", {"database_password": "p/w:1?"}, "api-app-value", "plain p/w:1?"),
    ("${cache.url}/1", {"cache_url": "rediss://h:6379"}, "api-app-value", "rediss://h:6379/1"),
    (
        "a://x?u=${broker.url}",
        {"broker_url": "amqps://app:p%2F@h:5671"},
        "api-app-value",
        "a://x?u=amqps://app:p%2F@h:5671",
    ),
    ("k://:${secret.jwt}@h", {}, "api-app-value", "k://:planted-value@h"),
    ("amqp://${container.app.host}:${container.app.port}", {}, "api-app-value", "amqp://localhost:5672"),
]


@pytest.mark.parametrize(("template", "given", "name", "filled"), COMPOSED)
def test_what_is_put_together(template, given, name, filled):
    """Each reference stands for its value; inside a URL a password is written as URLs demand, a URL as it is."""
    database = {"database": INSTANCE} if "database" in template else {}
    done = deployed(JWT, left(**given), reads={"VALUE": template}, **database)
    found = done.one(PARAMETER, f"shop-{name}")
    assert found.inputs["name"] == f"/shop/dev/{name}"
    assert found.inputs["value"] == Secret(filled)
    assert f"composed/{name}" in done.outputs


def test_one_template_is_stored_once():
    """Two services that read one URL read one secret."""
    services = {"api": service(A="cache.url"), "worker": service(B="cache.url")}
    topology = {"services": services, "secrets": {}}
    done = built(build_secrets, topology=topology, before=left(cache_url="rediss://h:6379"))
    assert [p.name for p in done.of(PARAMETER)] == ["shop-cache-url"]


def test_a_managed_password_is_where_rds_keeps_it():
    """Whatever the store of the stack, it is in Secrets Manager, and its keys can be asked for."""

    def rds(site):
        site.arns["database.password"] = pulumi.Output.from_input("arn-of-rds-secret")

    def show(site):
        pulumi.export("key", site.stored["database", ""].json_key("password"))

    managed = {"database": {**INSTANCE, "password": "managed"}}
    done = built(build_secrets, show, topology=managed, before=rds)
    assert done.outputs["key"] == "arn-of-rds-secret:password::"


@pytest.mark.parametrize(
    ("store", "most", "said"),
    [
        ("parameterStore", 4096, "the secret cache-url has 4097 bytes; a standard parameter holds 1 to 4096"),
        ("secretsManager", 65536, "the secret cache-url has 65537 bytes; a secret holds 1 to 65536"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_without_showing_it(store, most, said):
    """At the limit it fits; a byte more is refused before AWS is asked."""
    fits = deployed({"store": store}, left(cache_url="z" * most), reads={"URL": "cache.url"})
    assert fits.error is None
    with pytest.raises(pulumi.RunError) as error:
        deployed({"store": store}, left(cache_url="z" * (most + 1)), reads={"URL": "cache.url"})
    assert str(error.value) == said


def test_a_template_of_what_is_not_built_yet_is_a_mistake_of_the_program():
    """A step that runs too late is told by name, not by a traceback."""
    with pytest.raises(Exception, match=r"\$\{cdn.url\} is not known where secrets are put together"):
        deployed(JWT, reads={"VALUE": "${cdn.url}/x"})
