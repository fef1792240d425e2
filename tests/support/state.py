"""A deployed stack as its exported state tells it, and nothing else: what is there, and with which arguments.

state = State(life.state)
state.of(DATABASE)[0].inputs["instanceClass"]
"""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple


class Found(NamedTuple):
    """A resource of a provider."""

    type: str
    name: str
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    id: str
    urn: str
    protect: bool

    def __str__(self) -> str:
        """Return what a failed check calls it."""
        return f"{self.type.rpartition(':')[2]} {self.name}"

    @property
    def tags(self) -> Mapping[str, str]:
        """All tags, the provider's own included, whichever form the type has them in."""
        listed = self.inputs.get("tags")
        if isinstance(listed, list):
            return {one["key"]: one["value"] for one in listed}
        return self.outputs.get("tagsAll") or self.inputs.get("tagsAll") or {}

    def document(self, *path: str) -> Mapping[str, Any]:
        """Return a JSON document among the inputs, such as a policy."""
        found: Any = self.inputs
        for part in path:
            found = found.get(part) or {}
        return json.loads(found) if isinstance(found, str) else found


class State:
    """The resources of an exported state."""

    def __init__(self, resources: Iterable[Mapping[str, Any]]) -> None:
        """Take what `pulumi stack export` lists below `deployment.resources`."""
        self.found = tuple(_found(one) for one in resources)

    @cached_property
    def aws(self) -> tuple[Found, ...]:
        """Everything that lives in AWS."""
        return tuple(one for one in self.found if one.type.startswith("aws:"))

    def of(self, *types: str) -> list[Found]:
        """Return the resources of these types."""
        return [one for one in self.found if one.type in types]

    def where(self, type_: str, test: Callable[[Found], bool]) -> list[Found]:
        """Return the resources of a type that pass a test."""
        return [one for one in self.of(type_) if test(one)]

    def at(self, type_: str, place: str) -> Found:
        """Return the resource of a type that an id or ARN among inputs means."""
        found = self.where(type_, lambda one: place in {one.id, one.outputs.get("arn")})
        assert len(found) == 1, f"{place} is no {type_} of this state"
        return found[0]

    @cached_property
    def exported(self) -> Mapping[str, Any]:
        """The stack's outputs."""
        return self.of("pulumi:pulumi:Stack")[0].outputs

    @cached_property
    def names(self) -> frozenset[tuple[str, str]]:
        """Type and logical name of everything."""
        return frozenset((one.type, one.name) for one in self.found)


def _found(one: Mapping[str, Any]) -> Found:
    return Found(
        str(one["type"]),
        str(one["urn"]).rpartition("::")[2],
        one.get("inputs") or {},
        one.get("outputs") or {},
        str(one.get("id") or ""),
        str(one["urn"]),
        bool(one.get("protect")),
    )
