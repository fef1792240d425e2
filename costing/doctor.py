"""Looks over a machine and a project: what is not right, and what to do about it."""

import sys
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

from costing.errors import CostingError
from costing.gate import BOOK_AGE_LIMIT
from costing.price_book import PriceBook

Verdict = Literal["ok", "warn", "fail"]

OLDEST_PYTHON = (3, 11)
BOOK_AGE_WARNING = timedelta(days=180)


class Finding(NamedTuple):
    """One thing looked at: how it is, and for what is not right the cure."""

    verdict: Verdict
    what: str
    cure: str = ""


def python() -> Finding:
    """Return whether this Python is recent enough."""
    have = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return Finding("ok", f"Python {have}")
    wanted = ".".join(map(str, OLDEST_PYTHON))
    return Finding("fail", f"Python {have}", f"install Python {wanted} or newer, and make the environment anew")


def pulumi_cli(version: str | None, *, runs_python: bool) -> Finding:
    """Return whether the Pulumi command is there and whole.

    Args:
        version: what it said, None where there is none.
        runs_python: whether its part that runs Python programs is there too.
    """
    cure = "https://www.pulumi.com/docs/install/; what `make cli` finds or builds is for the sandbox"
    if version and runs_python:
        return Finding("ok", f"Pulumi {version}")
    if version:
        what = f"Pulumi {version}, and no pulumi-language-python beside it or on PATH: it cannot run the program"
        return Finding("warn", what, cure)
    return Finding("warn", "no `pulumi` on PATH: bills work, deployments do not", cure)


def environment(project: object, root: Path) -> Iterable[Finding]:
    """Yield whether the Python environment is there that Pulumi.yaml names; nothing where it names none."""
    runtime = cast("Mapping[str, Any]", project).get("runtime") if isinstance(project, Mapping) else None
    options = cast("Mapping[str, Any]", runtime).get("options") if isinstance(runtime, Mapping) else None
    name = cast("Mapping[str, Any]", options).get("virtualenv") if isinstance(options, Mapping) else None
    if name is None:
        return
    if (root / str(name)).is_dir():
        yield Finding("ok", f"Python environment {name}/, as Pulumi.yaml names it")
    else:
        cure = "`make cli` makes it: pulumi runs the program in it"
        yield Finding("warn", f"no {name}/, which Pulumi.yaml names as the program's environment", cure)


def unread(name: str, why: str) -> Finding:
    """Return that a stack's state could not be looked at for what a killed update left."""
    cure = f"pulumi stack export --stack {name} --file state.json, then doctor --state state.json"
    return Finding("warn", f"the state of {name} was not looked at: {why}", cure)


def nothing_left(name: str) -> Finding:
    """Return that no update of a stack was interrupted."""
    return Finding("ok", f"the state of {name} holds nothing of an interrupted update")


def book(prices: PriceBook, today: date) -> Finding:
    """Return whether the price book is young enough for the gate."""
    age = today - prices.as_of
    what = f"price book of {prices.as_of}, {age.days} days old, {len(prices.items())} prices for {prices.region}"
    cure = "python -m costing prices refresh"
    if age > BOOK_AGE_LIMIT:
        return Finding("fail", f"{what}: too old, the gate refuses", cure)
    return Finding("warn", what, cure) if age > BOOK_AGE_WARNING else Finding("ok", what)


def stack_file(name: str, error: CostingError | ValueError | None) -> Finding:
    """Return whether a stack file can be read; `error` is what reading it ended with."""
    if error is None:
        return Finding("ok", f"{name} is in order")
    lines = str(error).splitlines()
    more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
    return Finding("fail", f"{name}: {lines[0]}{more}", f"python -m costing check --file {name} shows all")


def doubles(state: Mapping[str, Any]) -> Iterable[Finding]:
    """Yield what a killed update may have left twice.

    The engine notes a creation before it asks AWS for it. When the process dies in between, the next `up` creates the
    resource again, and the first one, if AWS made it, is nobody's. The notes are still in the state.
    """
    deployment = cast("Mapping[str, Any]", state.get("deployment") or {})
    pending = cast("list[Mapping[str, Any]]", deployment.get("pending_operations") or [])
    for operation in pending:
        resource = cast("Mapping[str, Any]", operation.get("resource") or {})
        name = str(resource.get("urn", "")).rpartition("::")[2]
        what = f"{operation.get('type', 'creating')} {resource.get('type')} {name} was interrupted: it may exist unseen"
        cure = (
            f"look for {name} in AWS: import it with `pulumi import` or delete it, "
            "then `pulumi refresh --clear-pending-creates`"
        )
        yield Finding("fail", what, cure)
