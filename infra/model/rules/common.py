"""What rules are told, and how they say what is wrong."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from infra.model.problems import Path, Problem


class Where(NamedTuple):
    """The region a topology is for, and the day it is judged on."""

    region: str
    today: date


Rule: TypeAlias = Callable[[Any, Where], Iterator[Problem]]


def broken(path: Path, value: object, message: str | None) -> Iterator[Problem]:
    """Yield a problem that starts with the value it is about; nothing where there is no message."""
    if message is not None:
        shown = repr(value) if isinstance(value, str) else str(value)
        yield Problem(path, f"{shown} {message}")
