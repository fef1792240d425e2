"""What services may reach and read: the least their references ask for, and what `uses` adds."""

import pytest

from infra.model import grants
from infra.model.grants import Composed, Grant, SecretRead
from tests.support.bills import sections_of

IMAGE = {"image": "x/y:1"}
DATABASE = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}


def topology(kept="config", containers=None, **service):
    """Return a topology with one service called api."""
    api = {"cpuUnits": 256, "memoryMib": 512, "containers": containers or {"app": IMAGE}, **service}
    return sections_of({"database": {**DATABASE, "password": kept}, "services": {"api": api}}).topology


def granted(**service):
    """Return the grants of a service."""
    return grants.grants(topology(**service).services["api"])


GRANTS = [
    ({}, ()),
    ({"environment": {"X": "${region} ${container.app.host} ${cdn.url} ${loadBalancer.url}"}}, ()),
    ({"secrets": {"X": "secret.jwt"}}, ()),
    ({"environment": {"X": "${database.host}"}}, (Grant("database", "", "connect"),)),
    ({"secrets": {"X": "database.url"}}, (Grant("database", "", "connect"),)),
    ({"secrets": {"X": "amqps://u:${secret.p}@${broker.host}"}}, (Grant("broker", "", "connect"),)),
    ({"environment": {"X": "${cache.url}"}}, (Grant("cache", "", "connect"),)),
    ({"environment": {"X": "${service.back.host}"}}, (Grant("service", "back", "connect"),)),
    ({"environment": {"X": "${bucket.up.name}"}}, (Grant("bucket", "up", "read"),)),
    ({"environment": {"X": "${queue.jobs.url}"}}, (Grant("queue", "jobs", "send"),)),
    ({"uses": {"queue.jobs": "consume"}}, (Grant("queue", "jobs", "consume"),)),
    ({"uses": {"database": "connect"}}, (Grant("database", "", "connect"),)),
    ({"uses": {"self": "scale"}}, (Grant("self", "", "scale"),)),
    ({"uses": {"bedrock.a.b-c:0": "invoke"}}, (Grant("bedrock", "a.b-c:0", "invoke"),)),
    ({"uses": {"metric.m": "publish"}}, (Grant("metric", "m", "publish"),)),
    ({"uses": {"nonsense.x": "read", "bucket.up": "consume"}}, ()),
    ({"containers": {"app": {**IMAGE, "mounts": {"fileSystem.f": "/f"}}}}, (Grant("fileSystem", "f", "readWrite"),)),
]


@pytest.mark.parametrize(("service", "expected"), GRANTS)
def test_a_reference_grants_the_least_that_makes_it_useful(service, expected):
    """Each reference and each use of the config's table; what grants nothing opens nothing."""
    assert granted(**service) == expected


@pytest.mark.parametrize(
    ("referred", "used", "access"),
    [
        ("${queue.x.url}", {"queue.x": "consume"}, "sendAndConsume"),
        ("${queue.x.url}", {"queue.x": "send"}, "send"),
        ("${bucket.x.name}", {"bucket.x": "write"}, "readWrite"),
        ("${bucket.x.name}", {"bucket.x": "readWrite"}, "readWrite"),
        ("${bucket.x.name}", {"bucket.x": "read"}, "read"),
    ],
)
def test_a_use_widens_what_a_reference_grants(referred, used, access):
    """Two ways to one thing are one grant, as wide as both."""
    (grant,) = granted(environment={"X": referred}, uses=used)
    assert grant.access == access


COMPOSED = [
    ({"X": "secret.jwt"}, "config", ()),
    ({"X": "database.url"}, "config", (Composed("database-url", "${database.url}"),)),
    ({"X": "database.password"}, "config", (Composed("database-password", "${database.password}"),)),
    ({"X": "database.password"}, "managed", ()),
    ({"X": "cache.url"}, "config", (Composed("cache-url", "${cache.url}"),)),
    (
        {"DB_URL": "pg://${database.user}:${database.password}@${database.host}"},
        "config",
        (Composed("api-db-url", "pg://${database.user}:${database.password}@${database.host}"),),
    ),
]


@pytest.mark.parametrize(("secrets", "password", "expected"), COMPOSED)
def test_what_is_put_together_is_stored_under_a_name_of_its_own(secrets, password, expected):
    """An entry and a managed password are stored already; everything else is made."""
    assert grants.composed(topology(password, secrets=secrets)) == expected


def test_a_template_is_stored_once_however_often_it_is_used():
    """Two containers with one URL share a secret, named after the first use."""
    containers = {n: {**IMAGE, "secrets": {"A_URL": "x${secret.a}"}} for n in ("one", "two")}
    built = topology(containers=containers)
    assert grants.composed(built) == (Composed("api-one-a-url", "x${secret.a}"),)
    assert grants.reads(built, built.services["api"]) == (SecretRead("composed", "api-one-a-url"),)


def test_a_task_reads_each_secret_once():
    """Entries, what is composed and the managed password, in the order of use."""
    secrets = {"A": "secret.one", "B": "secret.one.key", "C": "database.password", "D": "x${secret.one}"}
    built = topology("managed", secrets=secrets)
    assert grants.reads(built, built.services["api"]) == (
        SecretRead("entry", "one"),
        SecretRead("database", ""),
        SecretRead("composed", "api-d"),
    )
