"""Finds and reads stack files for the command line; the values are those the Pulumi program gets."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

import yaml

from costing import go_yaml
from costing.errors import CostingError
from costing.text_file import Unreadable, read_text
from infra.model.door import KEYS, NAMESPACE, ours
from infra.model.problems import nearest

REGION = "aws:region"
PROFILE = "aws:profile"


class StackFileError(CostingError):
    """A stack file is missing, unreadable or no stack file; the text is one line."""

    exit_code = 2


class StackFile(NamedTuple):
    """What a file says: the stack's name, its region if it names one, and the values of our keys."""

    path: Path
    name: str
    region: str | None
    document: Mapping[str, Any]
    is_stack: bool


def project_root(start: Path) -> Path:
    """Return the nearest folder from `start` upwards that holds Pulumi.yaml.

    Raises:
        StackFileError: there is none.
    """
    for folder in (start, *start.parents):
        if (folder / "Pulumi.yaml").exists():
            return folder
    raise StackFileError(f"no Pulumi.yaml in {start} or above: go to the project, or name a file with --file")


def of_stack(stack: str, start: Path) -> StackFile:
    """Return the file of a stack by name: `Pulumi.<stack>.yaml` beside Pulumi.yaml."""
    root = project_root(start)
    path = root / f"Pulumi.{stack}.yaml"
    if not _exists(path):
        there = sorted(p.name[7:-5] for p in root.glob("Pulumi.*.yaml"))
        known = f"; stacks here are {', '.join(there)}" if there else ""
        raise StackFileError(f"no stack {stack!r}{nearest(stack, there)}: {path.name} does not exist{known}")
    return read(path)._replace(name=stack)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # the name is longer than a file's may be
        return False


def read(path: Path) -> StackFile:
    """Return what a stack file or a bare topology says.

    Raises:
        StackFileError: the file cannot be read, is no YAML, or is neither of the two.
    """
    return _told(_parse(path), path)


def of_text(text: str, path: Path) -> StackFile:
    """Return what a text says that is to become the file at `path`.

    Raises:
        StackFileError: as `read`.
    """
    return _told(_loaded(text, path), path)


def _told(raw: Any, path: Path) -> StackFile:
    if not isinstance(raw, dict):
        raise StackFileError(f"{path.name} is neither a stack file nor a topology: it holds no map")
    content = cast("dict[str, Any]", raw)
    if "config" in content:
        return _stack_file(path, content["config"])
    if "topology" in content:
        return StackFile(path, path.stem, None, content, is_stack=False)
    if "network" in content:
        return StackFile(path, path.stem, None, {"topology": content}, is_stack=False)
    raise StackFileError(f"{path.name} has neither `config:` (a stack file) nor `network:` (a topology)")


def _parse(path: Path) -> Any:
    try:
        text = read_text(path)
    except Unreadable as error:
        raise StackFileError(error) from error
    return _loaded(text, path)


def _loaded(text: str, path: Path) -> Any:
    try:
        return go_yaml.load(text)
    except RecursionError:
        raise StackFileError(f"{path.name} is nested too deeply") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise StackFileError(f"{path.name}{where}: {error.problem or error.context}") from error
    except yaml.YAMLError as error:
        raise StackFileError(f"{path.name} is no YAML: {' '.join(str(error).split())}") from error


def _stack_file(path: Path, config: Any) -> StackFile:
    if not isinstance(config, dict):
        raise StackFileError(f"{path.name}: config holds no map")
    entries = cast("dict[str, Any]", config)
    for name in map(str, entries):
        if ":" not in name:  # Pulumi would take it as the project's, whatever that is called
            raise StackFileError(f"{path.name}: config key {name!r} has no namespace: write {NAMESPACE}{name}")
    document = {key: top_level(key, value) for key, value in ours(entries).items()}
    region = entries.get(REGION)
    return StackFile(path, path.stem, None if region is None else str(region), document, is_stack=True)


def project(root: Path) -> Any:
    """Return what Pulumi.yaml says."""
    return _parse(root / "Pulumi.yaml")


def project_settings(stack: str, start: Path) -> tuple[str | None, str | None]:
    """Return what a stack's project is called, and the profile of credentials that its file names."""
    root = project_root(start)
    said = project(root)
    config = _parse(root / f"Pulumi.{stack}.yaml")
    name = cast("dict[str, Any]", said).get("name") if isinstance(said, dict) else None
    entries: Any = cast("dict[str, Any]", config).get("config") if isinstance(config, dict) else None
    profile = cast("dict[str, Any]", entries).get(PROFILE) if isinstance(entries, dict) else None
    return (str(name) if name else None), (str(profile) if profile else None)


def top_level(name: str, value: Any) -> Any:
    """Return the value of one key as the program's `pulumi.Config` gives it.

    Pulumi holds every scalar as text; `tier` is read as text, and every other key as JSON where it is JSON.
    """
    if isinstance(value, (dict, list)) or value is None:
        return value  # pyright: ignore[reportUnknownVariableType]
    text = value if isinstance(value, str) else json.dumps(value)
    return text if name == "tier" or name not in KEYS else parsed(text)


def parsed(text: str) -> Any:
    """Return the value that `text` holds as JSON, or the text itself when it is none."""
    try:
        return json.loads(text)
    except ValueError:
        return text
