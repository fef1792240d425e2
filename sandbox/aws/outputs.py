"""What the program reads back of a resource: its inputs and what AWS filled in."""

from collections.abc import Mapping
from typing import Any, Final

from sandbox.account import ACCOUNT_ID
from sandbox.aws.names import GENERATED
from sandbox.aws.references import handles_of
from sandbox.aws.row import Making, Output, Row
from sandbox.aws.schema import Property, ResourceSchema
from sandbox.wire import UNKNOWN, Secret, contains, reveal

# Arguments that AWS takes and never gives back; the provider keeps no value for them.
_WRITE_ONLY: Final = ("Wo", "WriteOnly")

_EMPTY: Final[Mapping[str, Any]] = {"string": "", "integer": 0, "number": 0, "boolean": False}


def make(row: Row, known: ResourceSchema, making: Making, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """All properties of a resource that AWS has just made or changed. Sets `making.id` where it is new.

    Args:
        row: How the type behaves.
        known: The type's arguments and outputs.
        making: The resource in the making; its `props` are filled in.
        inputs: The checked inputs, secrets wrapped. What came in secret goes out secret.
    """
    making.places = row.places
    outputs = echo(inputs)
    if known.token in GENERATED:
        outputs.setdefault(GENERATED[known.token], _generated(making))
    making.props.update(reveal(outputs))
    if not making.id:
        made = making.fill(row.id)
        making.id = made.replace(*row.rewrite) if row.rewrite else made
    for name, value in row.outputs.items():
        if outputs.get(name) is None:
            _set(outputs, making, inputs, name, value)
    if row.arn and outputs.get("arn") is None:
        _set(outputs, making, inputs, "arn", row.arn)
    for prop in known.computed:
        if outputs.get(prop.name) is None:
            outputs[prop.name] = _filler(prop, making)
    return {name: value for name, value in outputs.items() if value is not None}


def preview(known: ResourceSchema, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of a resource that does not exist yet: what AWS will fill in is unknown."""
    outputs = echo(inputs)
    for prop in known.computed:
        if outputs.get(prop.name) is None:
            outputs[prop.name] = UNKNOWN
    return outputs


def preview_update(known: ResourceSchema, olds: Mapping[str, Any], inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of a resource that is to change: what AWS filled in stays, but for what rises with a change."""
    kept = {name: olds[name] for name in known.outputs if name in olds and name not in known.inputs}
    asked = {prop.name: olds[prop.name] for prop in known.computed if prop.name in olds}
    rising = {name: UNKNOWN for name in _RISING if name in kept}
    return {**asked, **kept, **rising, **echo(inputs)}


_RISING: Final = ("latestVersion", "version", "latestRevision")


def echo(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs that AWS gives back, without the provider's own notes."""
    return {
        name: value
        for name, value in inputs.items()
        if not name.startswith("__") and not name.endswith(_WRITE_ONLY) and value is not None
    }


def handles(row: Row, making: Making, outputs: Mapping[str, Any]) -> dict[str, str]:
    """Every text by which another resource may name this one, by what kind of name it is."""
    found: dict[str, str] = {"id": making.id}
    for handle in handles_of(making.type) - {"id"}:
        value = row.places[handle](making) if handle in row.places else reveal(outputs.get(handle))
        if isinstance(value, str) and value:
            found[handle] = value
    return found


def _set(outputs: dict[str, Any], making: Making, inputs: Mapping[str, Any], name: str, value: Output) -> None:
    """One output, from a template, a function or as it stands."""
    if isinstance(value, str):
        made = making.fill(value)
        hidden = any(contains(secret, Secret) and f"{{{key}}}" in value for key, secret in inputs.items())
        outputs[name] = Secret(made) if hidden else made
    else:
        made = value(making) if callable(value) else value
        outputs[name] = made
    making.props[name] = made


def _generated(making: Making) -> str:
    return "tf-" + making.account.hex(f"generated/{making.urn}", 26)


def _filler(prop: Property, making: Making) -> Any:
    """What AWS has where nobody said anything: its own identity, or nothing."""
    if prop.name == "region":
        return making.region
    if prop.name in {"ownerId", "accountId", "registryId"}:
        return ACCOUNT_ID
    if prop.shape.kind == "array":
        return []
    if prop.shape.kind == "map":
        return {}
    return _EMPTY.get(prop.shape.kind)
