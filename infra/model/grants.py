"""What each service may reach and do: the least its references ask for, and what `uses` adds.

Nothing else opens a port or gives a permission; connections and IAM policies are both read from here.
"""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from infra.model.references import is_template, of_service, parse, secrets_of
from infra.model.services import Service
from infra.model.topology import Topology

Access = Literal[
    "connect", "read", "write", "readWrite", "send", "consume", "sendAndConsume", "publish", "invoke", "scale"
]

USES: dict[str, tuple[Access, ...]] = {
    "database": ("connect",),
    "cache": ("connect",),
    "broker": ("connect",),
    "service": ("connect",),
    "bucket": ("read", "readWrite", "write"),
    "queue": ("send", "consume", "sendAndConsume"),
    "metric": ("publish",),
    "bedrock": ("invoke",),
    "self": ("scale",),
}
"""What `uses` may say of each kind of thing."""

BY_REFERENCE: dict[str, Access] = {
    "database": "connect",
    "cache": "connect",
    "broker": "connect",
    "service": "connect",
    "bucket": "read",
    "queue": "send",
    "fileSystem": "readWrite",
}
"""What a mere reference grants; kinds not listed grant nothing."""


class Grant(NamedTuple):
    """A service may do something with a thing; `name` is empty where the topology has one of the kind."""

    kind: str
    name: str
    access: Access


def grants(service: Service) -> tuple[Grant, ...]:
    """Return what a service is granted, each thing once, with the wider of two accesses."""
    found: dict[tuple[str, str], Grant] = {}
    for grant in (*_by_reference(service), *_by_use(service)):
        key = (grant.kind, grant.name)
        found[key] = _wider(found[key], grant) if key in found else grant
    return tuple(found[key] for key in sorted(found))


def _by_reference(service: Service) -> Iterator[Grant]:
    for _, reference in of_service(service):
        access = BY_REFERENCE.get(reference.kind)
        if access is not None:
            yield Grant(reference.kind, reference.name, access)


def _by_use(service: Service) -> Iterator[Grant]:
    for target, access in service.uses.items():
        kind, _, name = target.partition(".")
        if kind in USES and access in USES[kind]:
            yield Grant(kind, name, access)


def _wider(one: Grant, other: Grant) -> Grant:
    """Return both accesses as one; a queue that is sent to and consumed, a bucket that is read and written."""
    both = {one.access, other.access}
    if len(both) == 1:
        return one
    joined: Access = "sendAndConsume" if one.kind == "queue" else "readWrite"
    return Grant(one.kind, one.name, joined)


class SecretRead(NamedTuple):
    """A secret a service reads at start.

    `kind` is "entry" for an entry of `secrets`, "database" for the password that RDS manages, "composed" for what the
    program puts together; `name` is the entry's, or the composed secret's own name.
    """

    kind: Literal["entry", "database", "composed"]
    name: str


class Composed(NamedTuple):
    """A secret that the program puts together and stores: its name, and the template, references included."""

    name: str
    template: str


def composed(topology: Topology) -> tuple[Composed, ...]:
    """Return every secret that the program composes and stores, each template once however often it is used."""
    managed = has_managed_password(topology)
    found: dict[str, Composed] = {}
    for service_name, service in topology.services.items():
        for container_name, container in service.containers.items():
            for variable, value in secrets_of(service, container).items():
                template = as_template(value, managed=managed)
                if template is not None and template not in found:
                    owner = (service_name, container_name) if variable in container.secrets else (service_name,)
                    found[template] = Composed(_composed_name(template, (*owner, variable)), template)
    return tuple(found.values())


def _composed_name(template: str, place: tuple[str, ...]) -> str:
    """Return `database-url` for a well-known reference alone, else a name from where it is used first."""
    alone = template.removeprefix("${").removesuffix("}")
    words = alone.split(".") if template == f"${{{alone}}}" and "$" not in alone else place
    return "-".join(word.replace("_", "-").lower() for word in words)


def has_managed_password(topology: Topology) -> bool:
    """Return whether RDS keeps the database's password as a secret of its own."""
    return topology.database is not None and topology.database.password == "managed"


def as_template(value: str, *, managed: bool) -> str | None:
    """Return the template of a secret that must be composed; None for one that is stored as it is.

    An entry of `secrets` is stored already, and so is a managed password; a URL, and a password from config, are not.
    """
    if is_template(value):
        return value
    reference = parse(value.strip())
    stored = reference.kind == "secret" or (managed and reference.attribute == "password")
    return None if stored else f"${{{reference.text}}}"


def reads(topology: Topology, service: Service) -> tuple[SecretRead, ...]:
    """Return the secrets that the tasks of a service read when they start, each once."""
    values = [v for container in service.containers.values() for v in secrets_of(service, container).values()]
    if not values:
        return ()
    by_template, managed = {c.template: c.name for c in composed(topology)}, has_managed_password(topology)
    return tuple(dict.fromkeys(read_of(value, by_template, managed=managed) for value in values))


def read_of(value: str, composed_names: Mapping[str, str], *, managed: bool) -> SecretRead:
    """Return which stored secret a value under `secrets` is read from."""
    template = as_template(value, managed=managed)
    if template is not None:
        return SecretRead("composed", composed_names[template])
    reference = parse(value.strip())
    return SecretRead("entry", reference.name) if reference.kind == "secret" else SecretRead("database", "")
