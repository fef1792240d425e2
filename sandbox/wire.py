"""Pulumi's wire format as plain Python values, and back.

Property values travel as protobuf structs in which a few maps carry a signature: secrets, assets and resource
references. Unknown values of a preview are a fixed string. Here a secret is a `Secret`, which prints as
`[secret]`, an unknown is `UNKNOWN`, and what has another signature stays the map it was.

Source of the signatures: the Pulumi SDK's own `pulumi/runtime/rpc.py`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeGuard, cast

if TYPE_CHECKING:
    from google.protobuf import struct_pb2

Properties: TypeAlias = dict[str, Any]

SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"
RESOURCE: Final = "5cf8f73096256a8f31e491e813e4eb8e"
UNKNOWN_TEXT: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


class Unknown:
    """The value that a preview does not know yet. There is one: `UNKNOWN`."""

    def __repr__(self) -> str:
        return "[unknown]"

    def __bool__(self) -> bool:
        return False


UNKNOWN: Final = Unknown()


@dataclass(frozen=True)
class Secret:
    """A value that must never be shown or stored in clear text."""

    value: Any

    def __repr__(self) -> str:
        return "[secret]"


def to_python(struct: "struct_pb2.Struct") -> Properties:
    """Decode a struct; numbers without a fraction become `int`."""
    return {key: _decode(value) for key, value in struct.fields.items()}


def to_struct(properties: Mapping[str, Any]) -> "struct_pb2.Struct":
    """Encode properties. `None` values are left out, as Pulumi does at the top level."""
    from google.protobuf import struct_pb2

    struct = struct_pb2.Struct()
    for key, value in properties.items():
        if value is not None:
            _encode(struct.fields[key], value)
    return struct


def reveal(value: Any) -> Any:
    """The same value without its secret wrappers, for checking. Never store or show the result."""
    if isinstance(value, Secret):
        return reveal(value.value)
    return _mapped(value, reveal)


def mask(value: Any) -> Any:
    """The same value with every secret replaced by the text `[secret]`, fit to be shown."""
    if isinstance(value, Secret):
        return "[secret]"
    return _mapped(value, mask)


def contains(value: Any, kind: type) -> bool:
    """Whether a value is, or holds at any depth, an instance of `kind` (`Secret` or `Unknown`)."""
    if isinstance(value, kind):
        return True
    if isinstance(value, Secret):
        return contains(value.value, kind)
    return any(contains(item, kind) for item in _children(value))


def is_map(value: Any) -> TypeGuard[Properties]:
    """Whether a value is a map of any kind."""
    return isinstance(value, dict)


def is_plain_map(value: Any) -> TypeGuard[Properties]:
    """Whether a value is a map that the program wrote, not an asset or a reference in map's clothing."""
    return isinstance(value, dict) and SIGNATURE not in value


def is_list(value: Any) -> TypeGuard[list[Any]]:
    """Whether a value is a list."""
    return isinstance(value, list)


def map_at(values: Mapping[str, Any], key: str) -> Properties:
    """The map under a key, secrets opened; an empty one where there is none."""
    value = reveal(values.get(key))
    return value if is_map(value) else {}


def list_at(values: Mapping[str, Any], key: str) -> list[Any]:
    """The list under a key, secrets opened; an empty one where there is none."""
    value = reveal(values.get(key))
    return value if is_list(value) else []


def _children(value: Any) -> Iterable[Any]:
    if is_map(value):
        return value.values()
    return value if is_list(value) else ()


def _mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    if is_map(value):
        return {key: change(item) for key, item in value.items()}
    if is_list(value):
        return [change(item) for item in value]
    return value


def _decode(value: "struct_pb2.Value") -> Any:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        return UNKNOWN if value.string_value == UNKNOWN_TEXT else value.string_value
    if kind == "number_value":
        number = value.number_value
        return int(number) if number.is_integer() else number
    if kind == "bool_value":
        return value.bool_value
    if kind == "list_value":
        return [_decode(item) for item in value.list_value.values]
    if kind == "struct_value":
        items = to_python(value.struct_value)
        return Secret(items.get("value")) if items.get(SIGNATURE) == SECRET else items
    return None


def _encode(target: "struct_pb2.Value", value: Any) -> None:
    if value is None:
        target.null_value = 0  # pyright: ignore[reportAttributeAccessIssue]  # the enum's only member
    elif isinstance(value, bool):
        target.bool_value = value
    elif isinstance(value, int | float):
        target.number_value = value
    elif isinstance(value, str):
        target.string_value = value
    elif isinstance(value, Unknown):
        target.string_value = UNKNOWN_TEXT
    elif isinstance(value, Secret):
        _encode(target, {SIGNATURE: SECRET, "value": value.value})
    elif isinstance(value, Mapping):
        _encode_map(target, cast("Mapping[str, Any]", value))
    elif isinstance(value, list | tuple):
        _encode_list(target, cast("Iterable[Any]", value))
    else:
        raise TypeError(f"a {type(value).__name__} cannot travel to Pulumi")


def _encode_map(target: "struct_pb2.Value", value: Mapping[str, Any]) -> None:
    target.struct_value.SetInParent()
    for key, item in value.items():
        _encode(target.struct_value.fields[key], item)


def _encode_list(target: "struct_pb2.Value", value: Iterable[Any]) -> None:
    target.list_value.SetInParent()
    for item in value:
        _encode(target.list_value.values.add(), item)
