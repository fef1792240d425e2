"""What a change of arguments means: nothing, an update in place, or a replacement."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from sandbox.aws import schema
from sandbox.aws.checks import same_json
from sandbox.aws.names import NAMES, NameRule
from sandbox.aws.replacement import replaces
from sandbox.wire import UNKNOWN, contains, is_list, is_plain_map, reveal
from sandbox.wire import Unknown as UnknownValue

Kind: TypeAlias = Literal["ADD", "DELETE", "UPDATE"]

# Replaced only after the old one is gone, whatever its name: pulumi-aws 7, `DeleteBeforeReplace` in
# provider/resources.go.
_DELETE_FIRST = {
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    "aws:efs/mountTarget:MountTarget",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
}


@dataclass(frozen=True)
class Change:
    """One property that differs, by its path, and whether that takes a new resource."""

    path: str
    kind: Kind
    replace: bool

    @property
    def wire_kind(self) -> str:
        """The name of the kind in Pulumi's protocol."""
        return f"{self.kind}_REPLACE" if self.replace else self.kind


@dataclass(frozen=True)
class Difference:
    """All changes of one resource."""

    changes: tuple[Change, ...]
    delete_first: bool = False

    @property
    def replaced(self) -> bool:
        """Whether any change takes a new resource."""
        return any(change.replace for change in self.changes)


def difference(
    token: str, state: Mapping[str, Any], old_inputs: Mapping[str, Any], news: Mapping[str, Any]
) -> Difference:
    """Compare what is with what is wanted.

    Args:
        token: The resource type.
        state: What exists, as last read.
        old_inputs: The arguments that made it.
        news: The arguments now.
    """
    changes = tuple(
        Change(path, kind, replaces(token, path, old_inputs, news))
        for path, kind in _changes(token, state, old_inputs, news)
    )
    found = Difference(changes)
    return Difference(changes, found.replaced and (token in _DELETE_FIRST or _same_name(token, old_inputs, news)))


def _changes(
    token: str, state: Mapping[str, Any], old_inputs: Mapping[str, Any], news: Mapping[str, Any]
) -> Iterator[tuple[str, Kind]]:
    computed = {prop.name for prop in schema.resource(token).computed}
    for name in sorted({*old_inputs, *news} - {"__defaults"}):
        wanted = news.get(name)
        if wanted is None:
            # what AWS fills in by itself is left as it is when the program stops naming it
            if old_inputs.get(name) not in (None, [], {}) and name not in computed:
                yield name, "DELETE"
            continue
        present = reveal(state.get(name, old_inputs.get(name)))
        yield from _compare(present, reveal(wanted), name)


def _compare(old: Any, new: Any, path: str) -> Iterator[tuple[str, Kind]]:
    if new is UNKNOWN:
        yield path, "UPDATE"
    elif old is None:
        if new not in ([], {}, ""):
            yield path, "ADD"
    elif is_plain_map(old) and is_plain_map(new):
        for key in sorted({*old, *new}):
            if new.get(key) is None and old.get(key) is not None:
                yield f"{path}.{_quoted(key)}", "DELETE"
            elif new.get(key) is not None:
                yield from _compare(old.get(key), new[key], f"{path}.{_quoted(key)}")
    elif is_list(old) and is_list(new):
        yield from _compare_lists(old, new, path)
    elif not _same(old, new):
        yield path, "UPDATE"


def _compare_lists(old: list[Any], new: list[Any], path: str) -> Iterator[tuple[str, Kind]]:
    """Lists of text are sets to nearly all of AWS: their order is no difference."""
    if all(isinstance(item, str) for item in [*old, *new]) and sorted(old) == sorted(new):
        return
    if contains(new, UnknownValue) and len(old) != len(new):
        yield path, "UPDATE"
        return
    for place, item in enumerate(new):
        yield from _compare(old[place] if place < len(old) else None, item, f"{path}[{place}]")
    for place in range(len(new), len(old)):
        yield f"{path}[{place}]", "DELETE"


def _same(old: Any, new: Any) -> bool:
    """Equal as the provider sees it: numbers and their text are one, JSON is compared as a document."""
    return same_json(old, new) or str(old) == str(new) or str(old).lower() == str(new).lower() in {"true", "false"}


def _quoted(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z_]\w*", key) else f'["{key}"]'


def _same_name(token: str, old_inputs: Mapping[str, Any], news: Mapping[str, Any]) -> bool:
    """Whether both bear the same name given by the program, so that they cannot live side by side."""
    prop = NAMES.get(token, NameRule()).prop
    if prop not in schema.resource(token).inputs or prop in (news.get("__defaults") or []):
        return False
    old, new = reveal(old_inputs.get(prop)), reveal(news.get(prop))
    return NAMES.get(token, NameRule()).auto and old is not None and old == new
