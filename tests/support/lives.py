"""The life of a small stack on the engine: preview, up, an up with nothing to do, changes, and the end.

    with living(tmp_path, topology) as stack:
        assert changed(stack, {"cache": {"nodes": 2}}) == {"update": 1}

`living` leaves when an up has nothing to do after all changes, and everything is destroyed and gone.
"""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from sandbox.engine import Result, Sandbox, secret
from sandbox.stack import Stack
from tests.support.stacks import ROOT, stack_file


@contextlib.contextmanager
def living(
    folder: Path,
    topology: dict[str, Any],
    *,
    secrets: Mapping[str, str] | None = None,
    box: Sandbox | None = None,
    **more: Any,
) -> Iterator[Stack]:
    """Deploy a topology, and destroy it in the end.

    Args:
        folder: for its stack file.
        topology: what is deployed.
        secrets: values of `secrets:`.
        box: a sandbox with something in it; a new one otherwise.
        more: further `tollgate:` keys.
    """
    with contextlib.ExitStack() as opened:
        aws = box or opened.enter_context(Sandbox())
        config = {f"secrets:{name}": secret(value) for name, value in (secrets or {}).items()}
        stack = aws.project(ROOT, stack_file(folder, topology, **more), config=config)
        stack.preview(check=True)
        stack.up(check=True)
        assert stack.up(check=True).changes == {}, "a second up finds nothing to do"
        yield stack
        assert stack.up(check=True).changes == {}, "nor does one after all changes"
        stack.destroy(check=True)
        assert not [r for r in stack.resources() if r["type"].startswith("aws:")]


def changed(stack: Stack, patch: Mapping[str, Any]) -> dict[str, int]:
    """Merge a patch into the topology as somebody's editor would, nulls included, and return what an up changes."""
    return applied(stack, patch).changes


def applied(stack: Stack, patch: Mapping[str, Any]) -> Result:
    """Merge a patch likewise, and return the up itself, with its steps."""
    path = stack.folder / f"Pulumi.{stack.name}.yaml"
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    topology = document["config"]["tollgate:topology"]
    document["config"]["tollgate:topology"] = _patched(topology, patch)
    path.write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
    return stack.up(check=True)


def _patched(old: Any, new: Any) -> Any:
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return new
    return {**old, **{key: _patched(old.get(key), value) for key, value in new.items()}}


def one(stack: Stack, type_token: str, name: str = "") -> dict[str, Any]:
    """Return the only resource of a type, or the one of that logical name."""
    found = [r for r in all_of(stack, type_token) if not name or r["urn"].endswith(f"::{name}")]
    assert len(found) == 1, [r["urn"].rpartition("::")[2] for r in found]
    return found[0]


def all_of(stack: Stack, type_token: str) -> list[dict[str, Any]]:
    """Return every resource of a type."""
    return [r for r in stack.resources() if r["type"] == type_token]
