"""References taken apart, found where they stand, and filled; whose variables a container gets."""

import pytest

from infra.model import references
from infra.model.references import Reference, parse
from tests.support.bills import sections_of

PARSED = [
    ("region", ("region", "", "")),
    ("database.host", ("database", "", "host")),
    ("secret.jwt", ("secret", "jwt", "")),
    ("secret.jwt.key", ("secret", "jwt", "key")),
    ("bucket.uploads.name", ("bucket", "uploads", "name")),
    ("service.back.port", ("service", "back", "port")),
    ("fileSystem.files", ("fileSystem", "files", "")),
    ("metric.length", ("metric", "length", "")),
    ("loadBalancer.url", ("loadBalancer", "", "url")),
]


@pytest.mark.parametrize(("text", "parts"), PARSED)
def test_a_reference_is_taken_apart(text, parts):
    """Kinds that a topology has several of carry a name, the others an attribute alone."""
    assert parse(text) == Reference(text, *parts)


def test_references_of_a_text_come_in_order():
    """Blanks inside the braces do not matter; text around them stays."""
    found = references.in_text("a ${database.host}:${ database.port } b")
    assert [one.text for one in found] == ["database.host", "database.port"]
    assert references.fill("a ${x.y}-${ z }", {"x.y": "1", "z": "2"}) == "a 1-2"


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("secret.jwt", True),
        ("database.url", True),
        ("database.password", True),
        ("broker.url", True),
        ("database.host", False),
        ("cache.url", False),
        ("broker.host", False),
    ],
)
def test_what_must_not_stand_in_clear(text, secret):
    """Passwords, and what they are part of; a cache has none."""
    assert references.is_secret(parse(text)) is secret


SERVICE = {
    "cpuUnits": 256,
    "memoryMib": 512,
    "environment": {"A": "service ${region}", "B": "1"},
    "secrets": {"S": "secret.one", "T": "secret.two"},
    "containers": {
        "app": {
            "image": "x/y:1",
            "environment": {"A": "own", "S": "in clear"},
            "secrets": {"B": "database.url"},
            "mounts": {"fileSystem.files": "/a"},
        },
        "side": {"image": "x/y:1"},
    },
}


def service():
    """Return a service with variables of its own and of its containers."""
    return sections_of({"services": {"api": SERVICE}}).topology.services["api"]


def test_a_containers_own_variable_wins():
    """By its name alone: a variable in clear stands in for the service's secret, and the other way round."""
    api = service()
    app, side = api.containers["app"], api.containers["side"]
    assert references.environment_of(api, app) == {"A": "own", "S": "in clear"}
    assert references.secrets_of(api, app) == {"T": "secret.two", "B": "database.url"}
    assert references.environment_of(api, side) == {"A": "service ${region}", "B": "1"}
    assert references.secrets_of(api, side) == {"S": "secret.one", "T": "secret.two"}


def test_every_reference_has_its_place():
    """Variables of the service, then of each container, then mounts."""
    found = [
        (place.path, place.container, place.in_secrets, one.text) for place, one in references.of_service(service())
    ]
    assert found == [
        (("environment", "A"), None, False, "region"),
        (("secrets", "S"), None, True, "secret.one"),
        (("secrets", "T"), None, True, "secret.two"),
        (("containers", "app", "secrets", "B"), "app", True, "database.url"),
        (("containers", "app", "mounts", "fileSystem.files"), "app", False, "fileSystem.files"),
    ]
