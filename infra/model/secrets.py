"""Secrets: where they are stored, and which there are; never what they are."""

from typing import Annotated, Literal

from infra.model.base import Model
from infra.model.types import EntryName, pattern

SecretPath = Annotated[
    str, pattern(r"^[A-Za-z0-9/_+=.@-]{1,512}$", "is no path of a secret: letters, digits and / _ + = . @ -")
]


class SecretEntry(Model):
    """One secret value: set by `pulumi config set --secret secrets:NAME`, or adopted as it exists in AWS.

    Attributes:
        path: Name in the store; absent `/<name>/<stack>/<NAME>`.
        existing: Adopted as it is there, with no value in config.
    """

    path: SecretPath | None = None
    existing: bool = False


class Secrets(Model):
    """The store of all secrets of the stack, and the entries the application needs.

    Attributes:
        store: `parameterStore`, free, or `secretsManager`, charged by secret.
        entries: Secrets by name; each value is `secrets:NAME` of the stack's config.
    """

    store: Literal["parameterStore", "secretsManager"] = "parameterStore"
    entries: dict[EntryName, SecretEntry] = {}
