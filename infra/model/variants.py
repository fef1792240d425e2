"""Unions told apart by `kind`, where one kind may be the default."""

from typing import Any

from pydantic import Discriminator


def by_kind(default: str | None = None) -> Discriminator:
    """Return a discriminator on `kind`; without a `kind` the value is read as `default`, if there is one."""

    def kind_of(value: Any) -> str | None:
        if isinstance(value, dict):
            return value.get("kind", default)  # pyright: ignore[reportUnknownVariableType]
        return getattr(value, "kind", None)

    return Discriminator(kind_of)
