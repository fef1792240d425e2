"""References: `${database.host}` in a variable's text, `secret.jwt` as a secret's whole value.

A reference names a part of the topology and what is wanted of it; each grants the least that makes it useful.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from infra.model.containers import Container
from infra.model.services import AsgService, FargateService, Service

_IN_TEXT = re.compile(r"\$\{([^}]*)\}")


class Reference(NamedTuple):
    """A reference as it is written, taken apart: `bucket.uploads.name` is of a bucket, called uploads, its name.

    `name` is empty where the topology has one of the kind only; `attribute` is empty for whole secrets and mounts.
    """

    text: str
    kind: str
    name: str
    attribute: str


NAMED = ("secret", "bucket", "queue", "fileSystem", "service", "container", "metric")
"""Kinds of which a topology may have several, told apart by name."""

ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "region": (),
    "stack": (),
    "tier": (),
    "database": ("host", "port", "name", "user", "readerHost", "password", "url"),
    "cache": ("host", "port", "url"),
    "broker": ("host", "url"),
    "secret": (),
    "bucket": ("name",),
    "queue": ("url",),
    "service": ("host", "port"),
    "container": ("host", "port"),
    "loadBalancer": ("url",),
    "cdn": ("url",),
}
"""What may be asked of each kind; a secret may be asked for a key of its JSON."""

SECRET = {("database", "password"), ("database", "url"), ("broker", "url")}
"""Attributes that must not stand in a variable in clear; every reference to a secret is one besides."""


@cache
def parse(text: str) -> Reference:
    """Return a reference taken apart; whether it exists is another question."""
    kind, _, rest = text.partition(".")
    if kind in NAMED:
        name, _, attribute = rest.partition(".")
        return Reference(text, kind, name, attribute)
    return Reference(text, kind, "", rest)


def in_text(value: str) -> tuple[Reference, ...]:
    """Return the references of a text, in order."""
    return tuple(parse(found.strip()) for found in _IN_TEXT.findall(value))


def is_template(value: str) -> bool:
    """Return whether a secret's value is put together from references, rather than one reference alone."""
    return "${" in value


def of_secret(value: str) -> tuple[Reference, ...]:
    """Return the references of a value under `secrets`: those of a template, or the one it is."""
    return in_text(value) if is_template(value) else (parse(value.strip()),)


def is_secret(reference: Reference) -> bool:
    """Return whether what the reference stands for is a secret."""
    return reference.kind == "secret" or (reference.kind, reference.attribute) in SECRET


def fill(template: str, values: dict[str, str]) -> str:
    """Return a template with each reference replaced by its value."""
    return _IN_TEXT.sub(lambda found: values[found.group(1).strip()], template)


class Place(NamedTuple):
    """Where a reference stands: the path below the service, and the container, if it is one's own."""

    path: tuple[str | int, ...]
    container: str | None
    in_secrets: bool


def of_service(service: Service) -> Iterator[tuple[Place, Reference]]:
    """Yield every reference of a service's and its containers' variables, secrets and mounts, with its place."""
    yield from _of_variables(service, (), None)
    for name, container in service.containers.items():
        yield from _of_variables(container, ("containers", name), name)
        for source in container.mounts:
            yield Place(("containers", name, "mounts", source), name, in_secrets=False), parse(source)


def _of_variables(
    holder: Service | Container, path: tuple[str, ...], container: str | None
) -> Iterator[tuple[Place, Reference]]:
    for variable, value in holder.environment.items():
        for reference in in_text(value):
            yield Place((*path, "environment", variable), container, in_secrets=False), reference
    for variable, value in holder.secrets.items():
        for reference in of_secret(value):
            yield Place((*path, "secrets", variable), container, in_secrets=True), reference


def environment_of(service: Service, container: Container) -> dict[str, str]:
    """Return the variables a container gets: the service's, where it has none of its own by that name."""
    own = {**container.environment, **container.secrets}
    return {**{k: v for k, v in service.environment.items() if k not in own}, **container.environment}


def secrets_of(service: Service, container: Container) -> dict[str, str]:
    """Return the secrets a container gets: the service's, where it has no variable of its own by that name."""
    own = {**container.environment, **container.secrets}
    return {**{k: v for k, v in service.secrets.items() if k not in own}, **container.secrets}


def is_running(service: Service) -> bool:
    """Return whether a service runs all the time, rather than being a job."""
    return isinstance(service, (FargateService, AsgService))
