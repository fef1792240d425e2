"""Secrets: those of the config, those that are put together, and those that exist already."""

from collections.abc import Iterator
from urllib.parse import quote

import pulumi
import pulumi_aws as aws

from infra.building.site import Site, StoredSecret
from infra.components.secrets import Secrets
from infra.model.grants import composed, has_managed_password
from infra.model.references import Reference, fill, in_text, is_secret
from infra.model.secret_names import secret_path, value_problem

LOCALHOST = "localhost"
"""Containers of one task share their network."""


def build_secrets(site: Site) -> None:
    """Store every secret, and say where services read it; what templates refer to is built before."""
    topology = site.topology
    store, entries = topology.secrets.store, topology.secrets.entries
    own = {name: site.config_secrets[name] for name, entry in entries.items() if not entry.existing}
    site.secret_values |= {f"secret.{name}": value for name, value in own.items()}
    values = own | {one.name: _filled(site, one.name, one.template) for one in composed(topology)}
    if values:
        made = Secrets("secrets", topology=topology, stack=site.stack.name, values=values, opts=site.opts)
        for name, arn in made.arns.items():
            kind = "entry" if name in entries else "composed"
            site.stored[kind, name] = StoredSecret(arn, arn, store)
        site.outputs["secretArns"] = dict(made.arns)
    for name, entry in entries.items():
        if entry.existing:
            arn = _adopted(site, name)
            site.stored["entry", name] = StoredSecret(arn, arn, store)
    if has_managed_password(topology):
        arn = site.arns["database.password"]
        site.stored["database", ""] = StoredSecret(arn, arn, "secretsManager")


def _filled(site: Site, name: str, template: str) -> pulumi.Output[str]:
    """Return a template with what its references stand for; a secret whatever is in it.

    Inside a URL a secret is written as URLs demand, or a password with a slash would end the host.
    """
    in_url = "://" in template
    found = {one.text: _value(site, one, quoted=in_url) for one in in_text(template)}

    def filled(values: dict[str, str]) -> str:
        text = fill(template, values)
        if wrong := value_problem(site.topology, text):
            raise pulumi.RunError(f"the secret {name} {wrong}")
        return text

    return pulumi.Output.secret(pulumi.Output.all(**found).apply(filled))


def _value(site: Site, reference: Reference, *, quoted: bool) -> pulumi.Input[str]:
    text = reference.text
    if text in site.secret_values:
        value = site.secret_values[text]
        return value.apply(_in_url) if quoted and is_secret(reference) and reference.attribute != "url" else value
    if text in site.values:
        return site.values[text]
    if reference.kind == "container":
        return LOCALHOST if reference.attribute == "host" else next(_ports(site, reference.name))
    raise pulumi.RunError(f"${{{text}}} is not known where secrets are put together")


def _in_url(value: str) -> str:
    return quote(value, safe="")


def _ports(site: Site, container: str) -> Iterator[str]:
    """Yield the ports of the containers of that name."""
    for service in site.topology.services.values():
        if container in service.containers:
            yield from map(str, service.containers[container].ports)


def _adopted(site: Site, name: str) -> pulumi.Output[str]:
    """Return the ARN of a secret that exists already; its value is not read."""
    path = secret_path(site.topology, site.stack.name, name)
    options = pulumi.InvokeOptions(provider=site.provider)
    try:
        if site.topology.secrets.store == "secretsManager":
            arn = aws.secretsmanager.get_secret(name=path, opts=options).arn
        else:
            arn = aws.ssm.get_parameter(name=path, with_decryption=False, opts=options).arn
    except Exception as error:  # the provider says in its own words what it did not find
        raise pulumi.RunError(f"secrets.entries.{name} is said to exist, and {path} was not found: {error}") from error
    return pulumi.Output.from_input(arn)
