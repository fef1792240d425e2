"""Which resources the arguments of a resource name, and whether they are there to be named."""

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.account import Account, Living
from sandbox.aws.checks import Failure
from sandbox.aws.given import given
from sandbox.aws.names import NAMES
from sandbox.aws.reference_table import FREE, REFERENCES, UNSIMULATED, Ref
from sandbox.wire import Secret, is_list, is_plain_map


def reference(token: str, path: str) -> Ref | None:
    """What the argument at `path` of a resource type may name; `None` for a plain value.

    The path is Pulumi's, places in lists left in: `networkConfiguration.subnets[0]`.
    """
    bare = re.sub(r"\[\d+\]", "", path)
    last = bare.rpartition(".")[2]
    rule = NAMES.get(token)
    if rule is not None and rule.auto and rule.prop == bare:
        return None  # the resource's own name
    for key in (f"{token}.{bare}", f"{token}.{last}", last):
        if key in REFERENCES:
            return REFERENCES[key] if REFERENCES[key] != FREE else None
    return Ref(()) if last in UNSIMULATED else None


@functools.cache
def handles_of(token: str) -> frozenset[str]:
    """The kinds of name by which any argument may name a resource of this type; its ARN and name always."""
    asked = (handles for ref in REFERENCES.values() for type_, handles in ref.types if type_ == token)
    return frozenset({"id", "arn", "name"}.union(*asked))


def named_values(inputs: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in the inputs with its path, secrets opened, unknowns left out."""
    for name, value in inputs.items():
        yield from _texts(value, f"{path}.{name}" if path else name)


def resolve(
    account: Account, token: str, inputs: Mapping[str, Any], region: str
) -> tuple[dict[str, Living], list[Failure]]:
    """Find every resource that the inputs name.

    Returns:
        The living resources by the path that names them, and a failure for each name that names nothing fit.
    """
    found: dict[str, Living] = {}
    failures: list[Failure] = []
    for path, value in named_values(inputs):
        ref = reference(token, path)
        if ref is None or not value or (ref.literal and re.fullmatch(ref.literal, value)):
            continue
        target = _look_up(account, ref, value, region)
        if target is None:
            failures.append(Failure(path, _unresolved(account, ref, value, region)))
        else:
            found[path] = target
    return found, failures


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Secret):
        yield from _texts(value.value, path)
    elif isinstance(value, str):
        yield path, value
    elif is_list(value):
        for place, element in enumerate(value):
            yield from _texts(element, f"{path}[{place}]")
    elif is_plain_map(value):
        yield from named_values(value, path)


def _look_up(account: Account, ref: Ref, value: str, region: str) -> Living | None:
    types = [token for token, _ in ref.types]
    if not types:
        return None
    for living in [*account.there(*types), *given(*types)]:
        handles = next(handles for token, handles in ref.types if token == living.type)
        at_home = living.region in {"", region} or ref.anywhere
        if at_home and any(living.handles.get(handle) == value for handle in handles):
            return living
    return None


def _unresolved(account: Account, ref: Ref, value: str, region: str) -> str:
    """Why a value names nothing fit: nothing at all, something else, or something elsewhere."""
    wanted = (
        " or ".join(f"{token} (by {', '.join(handles)})" for token, handles in ref.types)
        or "nothing: the sandbox has no such kind"
    )
    for living in account.there():
        if value not in living.handles.values():
            continue
        if living.type in dict(ref.types) and living.region not in {"", region}:
            return f"{value!r} is in {living.region}, not in {region}"
        return f"{value!r} is an {living.type}, not {wanted}"
    return f"{value!r} does not exist; expected {wanted}"
