"""The differences of two configurations, as paths of the config with old and new values."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, Final, NamedTuple, cast

from pydantic import BaseModel, Discriminator

from costing.planner.moves.move import Path
from infra.model.stack import Sections
from infra.model.tiers import PATCHED

KIND: Final = "kind"


class _Absent(Enum):
    ABSENT = "absent"

    def __repr__(self) -> str:
        return self.value

    __str__ = __repr__


ABSENT: Final = _Absent.ABSENT
"""In place of a value: there is nothing."""


class Change(NamedTuple):
    """One value that differs.

    Attributes:
        path: as the config has it, from the section on: ("topology", "database", "instanceClass").
        old, new: plain values: text, numbers, Decimals, truth, lists, maps; ABSENT where there is nothing.
    """

    path: Path
    old: Any
    new: Any


def between(before: Sections, after: Sections) -> tuple[Change, ...]:
    """Return what differs in two tiers, field by field; a part that comes or goes is one change.

    Where a kind changes, the change of `kind` comes first, then the fields that only one of the kinds has.
    """
    return tuple(
        change
        for section in PATCHED
        for change in _changes((section,), getattr(before, section), getattr(after, section))
    )


def _changes(path: Path, old: Any, new: Any) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, BaseModel) and isinstance(new, BaseModel):
        yield from _of_models(path, old, new)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        before, after = cast("Mapping[str, Any]", old), cast("Mapping[str, Any]", new)
        for key in dict.fromkeys((*before, *after)):
            yield from _changes((*path, key), before.get(key), after.get(key))
    else:
        yield Change(path, _plain(old), _plain(new))


def _plain(value: Any) -> Any:
    return ABSENT if value is None else written(value)


def _of_models(path: Path, old: BaseModel, new: BaseModel) -> Iterator[Change]:
    """Yield what differs in two models, which may be of two kinds: a default that only one of them has is no change."""
    before, after = _fields(old), _fields(new)
    if (kinds := (before.pop(KIND, None), after.pop(KIND, None)))[0] != kinds[1]:
        yield Change((*path, KIND), *kinds)
    for name in dict.fromkeys((*before, *after)):
        if name in before and name in after:
            yield from _changes((*path, name), before[name], after[name])
            continue
        model, fields = (old, before) if name in before else (new, after)
        if _is_told(model, name):
            yield from _changes((*path, name), *((fields[name], None) if model is old else (None, fields[name])))


def _fields(model: BaseModel) -> dict[str, Any]:
    return {cast("str", field.alias): getattr(model, name) for name, field in type(model).model_fields.items()}


def _is_told(model: BaseModel, alias: str) -> bool:
    """Return whether a field has another value than its default."""
    name, field = next((n, f) for n, f in type(model).model_fields.items() if f.alias == alias)
    value = getattr(model, name)
    if field.default_factory is dict and isinstance(value, BaseModel):
        by_default = (m.discriminator({}) for m in field.metadata if _is_by_kind(m))
        inner = any(_is_told(value, cast("str", f.alias)) for f in type(value).model_fields.values())
        return inner or any(kind != getattr(value, KIND) for kind in by_default)
    return value != field.get_default(call_default_factory=True, validated_data={})


def _is_by_kind(metadata: Any) -> bool:
    """Return whether this of a field's metadata tells its kinds apart."""
    return isinstance(metadata, Discriminator) and callable(metadata.discriminator)


def written(value: Any) -> Any:
    """Return a part of the model as config says it: what is the default is left out."""
    if isinstance(value, BaseModel):
        fields = _fields(value)
        return {alias: written(inner) for alias, inner in fields.items() if alias == KIND or _is_told(value, alias)}
    if isinstance(value, dict):
        return {key: written(inner) for key, inner in cast("Mapping[str, Any]", value).items()}
    if isinstance(value, tuple):
        return [written(inner) for inner in cast("tuple[Any, ...]", value)]
    return value
