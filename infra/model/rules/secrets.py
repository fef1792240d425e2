"""What Parameter Store and Secrets Manager accept of names."""

from collections.abc import Iterator

from infra.aws_rules import secrets as secrets_manager
from infra.aws_rules import ssm
from infra.model.problems import Problem
from infra.model.rules.common import Where, broken
from infra.model.secrets import Secrets

TAKEN = {"database": "the database's password", "broker": "the broker's password"}
"""Names below `secrets:` that are no entry's."""


def problems(secrets: Secrets, where: Where) -> Iterator[Problem]:
    """Yield what is wrong with the entries, paths below `secrets`; where a value comes from is not asked here."""
    del where
    paths: dict[str, str] = {}
    for name, entry in secrets.entries.items():
        path = ("entries", name)
        if name in TAKEN:
            yield Problem(path, f"is no name of an entry: secrets:{name} is {TAKEN[name]}")
        if entry.path is None:
            continue
        yield from broken((*path, "path"), entry.path, name_problem(secrets, entry.path))
        if entry.path in paths:
            yield from broken((*path, "path"), entry.path, f"is the path of {paths[entry.path]} too")
        paths.setdefault(entry.path, name)


def name_problem(secrets: Secrets, path: str) -> str | None:
    """Say why a path cannot be a name in the store that the topology uses."""
    if secrets.store == "secretsManager":
        return secrets_manager.name_problem(path)
    return ssm.name_problem(path)
