"""Writes changes into a stack file, reads it back, and keeps the old file wherever that is not what was planned."""

import difflib
import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from costing import go_yaml, stack_file
from costing.errors import CostingError
from costing.planner.moves.changes import ABSENT, KIND, Change, between
from costing.planner.writing.document import Document
from costing.planner.writing.nodes import Keys, NoPlaceError
from costing.stack_file import StackFile
from infra.model.base import NULL_IS_A_VALUE
from infra.model.door import NAMESPACE, Asked, read
from infra.model.kinds import fields_of, union_at
from infra.model.problems import ConfigError, Problem, dotted
from infra.model.stack import Sections, Stack
from infra.model.tiers import BASE, resolve

TOPOLOGY: Final = "topology"


class WritingError(CostingError):
    """The plan cannot be written into this file, which is as it was; the text says why."""

    exit_code = 1


class Written(NamedTuple):
    """What was written.

    Attributes:
        diff: unified, empty where nothing was left to do.
        tiers: other tiers that changed with it, because they build on what was written.
    """

    diff: str
    tiers: tuple[str, ...]


def apply(path: Path, asked: Asked, tier: str, changes: Iterable[Change], planned: Sections) -> Written:
    """Write changes of one tier into a stack file.

    They go into the patch of the tier, or into the base where the tier is the base. The file is replaced whole, at
    once; its mode stays.

    Args:
        path: the stack file, or a bare topology.
        asked: stack, region and day, as the file is read with them.
        tier: whose configuration changes.
        changes: with paths from the section on.
        planned: what the tier must be afterwards.

    Raises:
        WritingError: the file would not say what was planned; the old one stays.
        StackFileError: the file cannot be read.
        ConfigError: the file as it is holds no valid configuration.
    """
    target = path.resolve()
    source = stack_file.read(target)
    before = _read(source, asked)
    if tier not in before.tiers:
        raise WritingError(f"{path.name} is as it was: it has no tier {tier!r} in use")
    if not between(before.tiers[tier].sections, planned):
        return Written("", ())
    with target.open(encoding="utf-8", newline="") as file:
        old = file.read()
    new = edited(old, source, tier, changes)
    draft = _draft(target, new)
    try:
        after = _checked(draft, asked, tier, planned)
        draft.replace(target)
    except OSError as error:
        raise _unwritten(target, error) from error
    finally:
        draft.unlink(missing_ok=True)
    return Written(_diff(path.name, old, new), tuple(_others(before, after, tier)))


def edited(content: str, source: StackFile, tier: str, changes: Iterable[Change]) -> str:
    """Return the text of a stack file with changes made at the right places of it.

    Raises:
        WritingError: the file has no place for one of them.
    """
    document, given = Document(content), tuple(changes)
    bare = not source.is_stack and not document.has((TOPOLOGY,))
    try:
        for change in given:
            _make(document, _place(source, tier, change.path, bare=bare), change)
        if tier != BASE:
            _hide(document, source, tier, given)
    except NoPlaceError as error:
        raise WritingError(f"{source.path.name} is as it was: {error}") from None
    return document.text


def _make(document: Document, place: Keys, change: Change) -> None:
    """Make one change; with a kind the fields go that only the old kind has."""
    new = None if change.new is ABSENT else change.new
    if new is None and not (change.new is None and change.path[-1] in NULL_IS_A_VALUE):
        document.delete(place)
        return
    document.set(place, new)
    if change.path[-1] == KIND and (union := union_at(change.path[:-1])) is not None:
        fields = fields_of(union.kinds[str(new)])
        for key in document.keys(place[:-1]):
            if key not in fields:
                document.delete((*place[:-1], key))


def _hide(document: Document, source: StackFile, tier: str, changes: Iterable[Change]) -> None:
    """Write null where something that should be gone is inherited."""
    for change in changes:
        if change.new in (ABSENT, None) and _inherits(document.text, source, tier, change.path):
            document.set(_place(source, tier, change.path), None)


def _inherits(content: str, source: StackFile, tier: str, path: Keys) -> bool:
    """Return whether a tier, as the text has it, has a value at a path."""
    found = _values(content, source)
    at: Any = resolve(tier, found, cast("Mapping[str, Any]", found.get("tiers") or {}))
    if isinstance(at, Problem):
        return False
    for step in path:
        at = cast("Mapping[str, Any]", at).get(step) if isinstance(at, Mapping) else None
    return at is not None


def _values(content: str, source: StackFile) -> Mapping[str, Any]:
    """Return our keys as the text has them, without their namespace."""
    raw = go_yaml.load(content)
    if not source.is_stack:
        return raw
    names = {key: key.removeprefix(NAMESPACE) for key in raw["config"] if key.startswith(NAMESPACE)}
    return {name: stack_file.top_level(name, raw["config"][key]) for key, name in names.items()}


def _place(source: StackFile, tier: str, path: Keys, *, bare: bool = False) -> Keys:
    """Return where the value of a tier stands in the file."""
    within = path if tier == BASE else ("tiers", tier, *path)
    if source.is_stack:
        return ("config", f"{NAMESPACE}{within[0]}", *within[1:])
    return within[1:] if bare else within


def _draft(target: Path, content: str) -> Path:
    """Write the new text beside the file, with the file's mode, and onto the disk."""
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with draft.open("x", encoding="utf-8", newline="") as file:
            shutil.copymode(target, draft)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise _unwritten(target, error) from error
    return draft


def _unwritten(target: Path, error: OSError) -> WritingError:
    return WritingError(f"{target.name} is as it was: {error.strerror} ({target.parent})")


def _checked(draft: Path, asked: Asked, tier: str, planned: Sections) -> Stack:
    """Return what the new file says.

    Raises:
        WritingError: that is not what was planned.
    """
    try:
        after = _read(stack_file.read(draft), asked)
    except (ConfigError, stack_file.StackFileError) as error:
        first = str(error).partition("\n")[0]
        raise WritingError(f"the plan is not written, the file is as it was: {first}") from None
    for change in between(planned, after.tiers[tier].sections):
        found = f"{dotted(change.path)} would be {change.new}, not {change.old}"
        raise WritingError(f"the plan is not written, the file is as it was: {found}")
    return after


def _read(source: StackFile, asked: Asked) -> Stack:
    return read(source.document, asked, needs_budget=source.is_stack)


def _others(before: Stack, after: Stack, tier: str) -> Iterable[str]:
    return (name for name, one in after.tiers.items() if name != tier and one.sections != before.tiers[name].sections)


def _diff(name: str, old: str, new: str) -> str:
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), name, name, lineterm="")
    return "".join(f"{line}\n" for line in lines)
