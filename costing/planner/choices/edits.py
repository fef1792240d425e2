"""Changes of a configuration: a value at a path, made without validating the whole again.

Only candidates are made this way, thousands of them. What the planner answers is written as a patch, read back through
the one door of the config, and judged by all of its rules.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar, cast

from pydantic import BaseModel

from infra.model.stack import Sections

T = TypeVar("T")


class Edit(NamedTuple):
    """A value, and where it goes: names of fields and keys of maps from the sections on.

    With `append` it becomes one more entry of the tuple there.
    """

    path: tuple[str, ...]
    value: Any
    append: bool = False


def edited(sections: Sections, edits: Iterable[Edit]) -> Sections:
    """Return the sections with every edit made, in turn; parts that no edit touches are shared."""
    for edit in edits:
        sections = _put(sections, edit.path, edit)
    return sections


def _put(at: T, path: tuple[str, ...], edit: Edit) -> T:
    if not path:
        return cast("T", (*cast("tuple[Any, ...]", at), edit.value)) if edit.append else edit.value
    first, rest = path[0], path[1:]
    if isinstance(at, BaseModel):
        return cast("T", at.model_copy(update={first: _put(getattr(at, first), rest, edit)}))
    entries = cast("dict[str, Any]", at)
    return cast("T", {**entries, first: _put(entries.get(first), rest, edit)})
