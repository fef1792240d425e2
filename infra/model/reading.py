"""From raw config to a validated model, or to problems that say what to write instead."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias, TypeVar, cast, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from infra.model.base import Model, without_nulls
from infra.model.kinds import fields_of, union_at
from infra.model.problems import Path, Problem, listed, nearest
from infra.model.types import PATTERN_RULES
from infra.model.unbuilt import why_unbuilt

M = TypeVar("M", bound=Model)
Raw: TypeAlias = Mapping[str, Any]

UNSPOKEN = ("environment", "secrets", "command")
"""Keys below which a value may be a secret by mistake, and is not repeated in an error."""
PASSWORD = "password"
"""The key whose own value may be one, unless it is near to what is meant there."""


def validated(model: type[M], raw: Any, path: Path = ()) -> M | list[Problem]:
    """Return `raw` as `model`, or every problem with its path below `path`."""
    value = without_nulls(raw)
    try:
        return model.model_validate(value, by_name=False)
    except ValidationError as error:
        found = (_problem(model, value, e, path) for e in error.errors(include_url=False) if not _is_echo(e))
        return list(dict.fromkeys(found))


def _is_echo(error: ErrorDetails) -> bool:
    """Return whether a list is called too short only for the entries that are wrong, and say so themselves."""
    return error["type"] == "too_short" and len(error["input"]) >= error.get("ctx", {})["min_length"]


def _problem(model: type[Model], raw: Any, error: ErrorDetails, prefix: Path) -> Problem:
    """Translate one error of pydantic; its location holds tags of unions, which users never wrote."""
    location = tuple(_written(raw, error, prefix))
    return Problem((*prefix, *location), _message(model, error, (*prefix, *location)))


def _written(raw: Any, error: ErrorDetails, prefix: Path) -> Iterator[str | int]:
    """Yield the steps that stand in `raw`; a tag may be called as a key beside it, as a cache's nodes are."""
    at, union = raw, union_at(_words(prefix))
    steps = [s for s in error["loc"] if s != "[key]"]
    walked: Path = prefix
    for number, step in enumerate(steps):
        last = number == len(steps) - 1
        is_tag, union = union is not None and step in union.kinds, None
        if is_tag:
            continue
        walked = (*walked, step)
        union = union_at(_words(walked))
        if isinstance(at, Mapping) and step in at:
            yield step
            at = cast("Raw", at)[cast("str", step)]
        elif isinstance(at, (list, tuple)) and isinstance(step, int):
            yield step
            at = cast("Any", at)[step]
        elif last and error["type"] == "missing":
            yield step


def _message(model: type[Model], error: ErrorDetails, path: Path) -> str:  # noqa: PLR0911 - one answer a kind
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    shown = "" if any(step in UNSPOKEN for step in path[:-1]) else f"{_shown(value)} "
    match kind:
        case "missing":
            return "is required"
        case "extra_forbidden":
            return _unknown_key(model, error, path)
        case "union_tag_not_found" | "union_tag_invalid":
            return _kind_message(value, path)
        case "literal_error":
            choices = [c.strip("'") for c in str(context["expected"]).replace(" or ", ", ").split(", ")]
            near = nearest(str(value), choices)
            if path[-1] == PASSWORD and not near:
                return f"is none of {listed(choices)}; a password itself goes into secrets:database"
            return f"{shown}is none of {listed(choices)}{near}"
        case "string_type" if isinstance(value, (int, float)):
            text = str(value).lower() if isinstance(value, bool) else value
            return f'is text that YAML takes for something else: write it in quotes, "{text}"'
        case "tuple_type":
            return f"{shown}is not a list: write {_as_list(value)}"
        case "too_short" if context["min_length"] == 1:
            return f"{shown}is too short: one entry at least"
        case "string_pattern_mismatch":
            return shown + PATTERN_RULES.get(context["pattern"], f"does not match {context['pattern']}")
        case _:
            return shown + _PHRASES.get(kind, error["msg"]).format(**context)


_PHRASES = {
    "greater_than_equal": "is too small: at least {ge}",
    "greater_than": "is too small: more than {gt}",
    "less_than_equal": "is too large: at most {le}",
    "less_than": "is too large: less than {lt}",
    "string_type": "is not text",
    "int_type": "is not a whole number",
    "decimal_type": "is not a number",
    "decimal_parsing": "is not a number",
    "bool_type": "is neither true nor false",
    "bool_parsing": "is neither true nor false",
    "dict_type": "is not a map of keys and values",
    "model_type": "is not a map of keys and values",
    "model_attributes_type": "is not a map of keys and values",
    "too_short": "is too short: {min_length} entries at least",
    "too_long": "is too long: {max_length} entries at most",
    "string_too_short": "is empty",
    "string_too_long": "is too long: {max_length} characters at most",
}


def _shown(value: Any) -> str:
    text = "null" if value is None else str(value).lower() if isinstance(value, bool) else repr(value)
    if isinstance(value, (dict, list, tuple)):
        text = f"{text[:37]}…" if len(text) > 40 else text
    return text if len(text) <= 80 else f"{text[:77]}…"


def _as_list(value: Any) -> str:
    """Return how a value would stand in a list, where it is one that could."""
    return f"[{value}]" if isinstance(value, (str, int)) and not isinstance(value, bool) else "[a, b]"


def _words(path: Path) -> tuple[str, ...]:
    return tuple("" if isinstance(step, int) else step for step in path)


def _kind_message(value: Any, path: Path) -> str:
    union = union_at(_words(path))
    kinds = list(union.kinds) if union else []
    if not isinstance(value, Mapping):
        return f"{_shown(value)} is not a map with a kind: {{ kind: {listed(kinds)}, … }}"
    written = cast("Raw", value).get("kind")
    if written is None:
        return f"kind is required: {listed(kinds)}"
    if instead := why_unbuilt(str(written)):
        return f"kind {_shown(written)}: {instead}"
    return f"kind {_shown(written)} is none of {listed(kinds)}{nearest(str(written), kinds)}"


def _unknown_key(model: type[Model], error: ErrorDetails, path: Path) -> str:
    key = str(path[-1])
    place = tuple(str(s) for s in path[:-1])
    union = union_at(place)
    tag = str(error["loc"][-2]) if len(error["loc"]) > 1 else ""
    if union and tag in union.kinds:
        owners = [k for k, m in union.kinds.items() if key in fields_of(m)]
        if owners:
            return f"is a key of kind {listed(owners)}, and this is {tag}"
        fields = fields_of(union.kinds[tag])
    else:
        fields = _fields_around(model, path)
    if instead := why_unbuilt(key):
        return f"unknown key: {instead}"
    return f"unknown key{nearest(key, fields) or '; keys here are ' + listed(sorted(fields), 'and')}"


def _fields_around(model: type[Model], path: Path) -> frozenset[str]:
    """Return the keys the model takes at the place of `path`'s last step; the path may start above it."""
    place = path[:-1]
    for start in range(len(place) + 1):
        found = _descend(model, place[start:])
        if found:
            return found
    return frozenset()


def _descend(kind: Any, place: Path) -> frozenset[str]:
    models = _models_in(kind)
    if not place:
        return frozenset(name for m in models for name in fields_of(m))
    step, rest = place[0], place[1:]
    found: frozenset[str] = frozenset()
    for model in models:
        for name, field in model.model_fields.items():
            if step in (name, field.alias):
                found |= _descend(field.annotation, rest)
    if not models and (inner := _entries_of(kind)):
        found |= _descend(inner, rest)
    return found


def _models_in(kind: Any) -> list[type[Model]]:
    if isinstance(kind, type) and issubclass(kind, Model):
        return [kind]
    if _entries_of(kind):
        return []
    return [m for part in get_args(kind) for m in _models_in(part)]


def _entries_of(kind: Any) -> Any:
    if getattr(kind, "__origin__", None) in (dict, tuple):
        return get_args(kind)[-1] if kind.__origin__ is dict else get_args(kind)[0]
    return None
