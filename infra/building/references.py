"""What references in variables and secrets stand for, once everything they name is built."""

from collections.abc import Mapping

import pulumi

from infra.building.site import Site, StoredSecret
from infra.model.grants import SecretRead, composed, has_managed_password, read_of
from infra.model.references import Reference, environment_of, fill, in_text, is_template, parse, secrets_of
from infra.model.services import Service

LOCAL = "localhost"
"""What containers of one task call each other by: they share one address."""
PASSWORD_KEY = "password"
"""The key under which RDS keeps the password in a secret that it manages."""


def environment(site: Site, service: Service) -> Mapping[str, Mapping[str, pulumi.Input[str]]]:
    """Return the variables of each container, references replaced by what they stand for."""
    return {
        name: {key: _text(site, service, value) for key, value in environment_of(service, container).items()}
        for name, container in service.containers.items()
    }


def _text(site: Site, service: Service, template: str) -> pulumi.Input[str]:
    values = {reference.text: _value(site, service, reference) for reference in in_text(template)}
    if all(isinstance(value, str) for value in values.values()):
        return fill(template, {key: str(value) for key, value in values.items()})
    return pulumi.Output.all(**values).apply(lambda known: fill(template, {k: str(v) for k, v in known.items()}))


def _value(site: Site, service: Service, reference: Reference) -> pulumi.Input[str]:
    if reference.kind == "container":
        return LOCAL if reference.attribute == "host" else str(service.containers[reference.name].ports[0])
    return site.values[reference.text]


def secrets(site: Site, service: Service) -> Mapping[str, Mapping[str, pulumi.Input[str]]]:
    """Return the secrets of each container, as ECS names them."""
    return {
        name: {key: _source(site, value) for key, value in secrets_of(service, container).items()}
        for name, container in service.containers.items()
    }


def _source(site: Site, value: str) -> pulumi.Input[str]:
    """Return where ECS reads a secret: the whole of it, or one key of its JSON."""
    stored, reference = site.stored[_read(site, value)], parse(value.strip())
    if reference.kind == "database" and not is_template(value) and has_managed_password(site.topology):
        return stored.json_key(PASSWORD_KEY)
    if reference.kind == "secret" and reference.attribute and not is_template(value):
        return stored.json_key(reference.attribute)
    return stored.value_from


def _read(site: Site, value: str) -> SecretRead:
    topology = site.topology
    names = {one.template: one.name for one in composed(topology)}
    return read_of(value, names, managed=has_managed_password(topology))


def stored_secrets(site: Site, service: Service) -> Mapping[str, list[pulumi.Input[str]]]:
    """Return the ARNs of the secrets that a service reads, by store, each once."""
    values = (v for container in service.containers.values() for v in secrets_of(service, container).values())
    read = dict.fromkeys(_read(site, value) for value in values)
    found: dict[str, list[pulumi.Input[str]]] = {}
    for one in read:
        secret: StoredSecret = site.stored[one]
        found.setdefault(secret.store, []).append(secret.arn)
    return found
