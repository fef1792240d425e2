"""Whether a program's arguments fit the SDK's argument classes, at every depth.

The SDK itself checks only the names at the top level; the real provider checks all of it, so this does too. As
there, a number is taken for text and numeric text for a number.
"""

import difflib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sandbox.aws import schema
from sandbox.aws.schema import Property, Shape
from sandbox.wire import SIGNATURE, UNKNOWN, Secret, Unknown, contains, is_list, is_plain_map

# Text that the provider also takes as an object, and turns into JSON: pulumi-aws 7, `TransformJSONDocument` in
# provider/resources.go. Those whose SDK type says so already (a union with text) need no row here.
_JSON_TEXT: Final = {
    ("aws:cloudwatch/logResourcePolicy:LogResourcePolicy", "policyDocument"),
    ("aws:ecr/repositoryPolicy:RepositoryPolicy", "policy"),
    ("aws:s3/bucketPolicy:BucketPolicy", "policy"),
    ("aws:sns/topicPolicy:TopicPolicy", "policy"),
    ("aws:sqs/queuePolicy:QueuePolicy", "policy"),
}


@dataclass(frozen=True)
class Failure:
    """One thing wrong with the arguments: where, as a Pulumi property path, and what."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" if self.path else self.reason


def check_arguments(known: Mapping[str, Property], inputs: Mapping[str, Any], path: str = "") -> Iterator[Failure]:
    """Everything wrong with a map of arguments.

    Args:
        known: The arguments that exist.
        inputs: What the program gave, with or without secret wrappers.
        path: Where in the resource this map is.
    """
    prefix = f"{path}." if path else ""
    for name, value in inputs.items():
        if name.startswith("__"):
            continue
        if name not in known:
            yield Failure(prefix + name, f"unexpected argument{_nearest(name, known)}")
        elif value is not None:
            yield from _check(known[name].shape, value, prefix + name)
    for prop in known.values():
        if prop.required and inputs.get(prop.name) is None:
            yield Failure(prefix + prop.name, "missing required argument")


def as_json_text(token: str, inputs: dict[str, Any]) -> dict[str, Any]:
    """The inputs with every policy that was given as an object turned into JSON text, as the provider does."""
    known = schema.resource(token).inputs
    return {
        name: _as_text(value) if (token, name) in _JSON_TEXT or _is_document(known.get(name)) else value
        for name, value in inputs.items()
    }


def same_json(one: Any, other: Any) -> bool:
    """Whether two values are equal as JSON documents, however they are spelt."""
    if one == other:
        return True
    if not (isinstance(one, str) and isinstance(other, str) and one[:1] in "{[" and other[:1] in "{["):
        return False
    try:
        return bool(json.loads(one) == json.loads(other))
    except ValueError:
        return False


def _is_document(prop: Property | None) -> bool:
    kinds = {choice.kind for choice in prop.shape.choices} if prop else set[str]()
    return "string" in kinds and bool(kinds & {"object", "union"})


def _as_text(value: Any) -> Any:
    if isinstance(value, Secret):
        return Secret(_as_text(value.value))
    return json.dumps(value, separators=(",", ":")) if is_plain_map(value) and not contains(value, Unknown) else value


def _check(shape: Shape, value: Any, path: str) -> Iterator[Failure]:
    if value is UNKNOWN or value is None or shape.kind == "any":
        return
    if isinstance(value, Secret):
        # a message would quote the value: say where it is wrong, not what it is
        for failure in _check(shape, value.value, path):
            yield Failure(failure.path, "the secret value has the wrong type or an unknown key")
    elif shape.kind == "union":
        yield from _check_union(shape, value, path)
    elif shape.kind in {"array", "map", "object"}:
        yield from _check_container(shape, value, path)
    elif not _fits(shape.kind, value):
        yield Failure(path, f"expected {_A[shape.kind]}, got {_describe(value)}")


def _check_container(shape: Shape, value: Any, path: str) -> Iterator[Failure]:
    if shape.kind == "array" and is_list(value):
        for place, element in enumerate(value):
            if shape.item:
                yield from _check(shape.item, element, f"{path}[{place}]")
    elif shape.kind == "map" and is_plain_map(value):
        for key, element in value.items():
            if shape.item:
                yield from _check(shape.item, element, f"{path}.{key}")
    elif shape.kind == "object" and is_plain_map(value):
        yield from check_arguments(schema.nested(shape.name), value, path)
    else:
        yield Failure(path, f"expected {_A[shape.kind]}, got {_describe(value)}")


def _check_union(shape: Shape, value: Any, path: str) -> Iterator[Failure]:
    """A union is satisfied by any member; else the member of the value's own kind tells what is wrong."""
    attempts = [list(_check(choice, value, path)) for choice in shape.choices]
    if all(attempts):
        yield from max(attempts, key=lambda failures: len(failures[0].path))


_A: Final = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "asset": "an asset",
    "array": "a list",
    "map": "a map",
    "object": "an object",
}


def _fits(kind: str, value: Any) -> bool:
    if kind == "string":
        return isinstance(value, str | int | float)
    if kind == "boolean":
        return isinstance(value, bool) or value in ("true", "false")
    if kind == "asset":
        return isinstance(value, dict) and SIGNATURE in value
    if isinstance(value, bool):
        return False
    number = _number(value)
    return number is not None and (kind == "number" or number.is_integer())


def _number(value: Any) -> float | None:
    try:
        return float(value) if isinstance(value, int | float | str) else None
    except ValueError:
        return None


def _describe(value: Any) -> str:
    if isinstance(value, dict):
        return "an object"
    return "a list" if isinstance(value, list) else repr(value)


def _nearest(name: str, known: Mapping[str, Property]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]}?" if close else ""
