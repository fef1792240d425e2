"""Secrets and who reads them: what can be put together from what, and what the store can do."""

from collections.abc import Iterator, Mapping

from infra.model.grants import composed, has_managed_password
from infra.model.problems import Path, Problem
from infra.model.references import Reference, is_template, of_secret
from infra.model.rules.common import Where, broken
from infra.model.rules.secrets import name_problem
from infra.model.topology import Topology


def problems(topology: Topology, where: Where) -> Iterator[Problem]:
    """Yield what is wrong between secrets and services, paths below `topology`."""
    del where
    for path, value in _values(topology):
        for reference in of_secret(value):
            wrong = _wrong(topology, reference, inside=is_template(value))
            yield from broken(path, reference.text, wrong)
    yield from _names(topology)


def _values(topology: Topology) -> Iterator[tuple[Path, str]]:
    for service_name, service in topology.services.items():
        at: Path = ("services", service_name)
        yield from _of(service.secrets, at)
        for name, container in service.containers.items():
            yield from _of(container.secrets, (*at, "containers", name))


def _of(secrets: Mapping[str, str], path: Path) -> Iterator[tuple[Path, str]]:
    for variable, value in secrets.items():
        yield (*path, "secrets", variable), value


def _wrong(topology: Topology, reference: Reference, *, inside: bool) -> str | None:
    if reference.kind == "database" and has_managed_password(topology):
        return _managed(reference, inside=inside)
    if reference.kind != "secret":
        return None
    entry = topology.secrets.entries.get(reference.name)
    if inside and reference.attribute:
        return "asks for a key of a JSON secret inside a text; only ECS reads those, as a whole value"
    if inside and entry is not None and entry.existing:
        return f"needs the value of {reference.name}, which exists already and is not in this stack's config"
    if reference.attribute and topology.secrets.store != "secretsManager":
        return f"asks for the key {reference.attribute} of a JSON secret; that takes store: secretsManager"
    return None


def _managed(reference: Reference, *, inside: bool) -> str | None:
    """RDS changes a managed password by itself, so nothing that holds a copy of it stays true."""
    if reference.attribute == "url" or (inside and reference.attribute == "password"):
        cure = "take database.password by itself, or set password: config"
        return f"holds a copy of a password that RDS changes every seven days: {cure}"
    return None


def _names(topology: Topology) -> Iterator[Problem]:
    """Yield names that two secrets would have, and a name of the topology that no parameter may begin with."""
    own = composed(topology)
    for one in own:
        if one.name in topology.secrets.entries:
            cure = "rename the entry: the program stores what it puts together under that name"
            yield from broken(("secrets", "entries", one.name), one.name, f"is taken; {cure}")
    entries = topology.secrets.entries.items()
    first = [name for name, entry in entries if entry.path is None] or [one.name for one in own]
    if first and (wrong := name_problem(topology.secrets, f"/{topology.name}/stack/{first[0]}")):
        cure = "the paths of parameters begin with it; take another name, or store: secretsManager"
        yield from broken(("name",), topology.name, f"{wrong}: {cure}")
