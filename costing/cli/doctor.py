"""`doctor`: what is not right with this machine and this project."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from costing import doctor, price_book, stack_file
from costing.cli.exits import Exit
from costing.cli.terminal import style
from costing.doctor import Finding
from costing.errors import CostingError
from costing.stack_file import StackFile
from infra.model.door import Asked, read
from infra.model.problems import ConfigError

MARKS = {"ok": ("ok  ", "good"), "warn": ("warn", "warn"), "fail": ("FAIL", "bad")}


@click.command()
@click.option("--stack", "-s", "stacks", multiple=True, help="look at this stack only; every one of the project")
@click.option("--state", type=click.Path(path_type=Path), help="a state from `pulumi stack export`, instead of asking")
def command(stacks: tuple[str, ...], state: Path | None) -> int:
    r"""Look over Python, Pulumi, the stack files, the price book, and what a killed update left; no credentials needed.

    \b
    Examples:
      python -m costing doctor
      pulumi stack export --stack prod --file state.json; python -m costing doctor --state state.json
    """
    findings = list(_findings(stacks, state))
    for finding in findings:
        mark, look = MARKS[finding.verdict]
        click.echo(f"{style(mark, look)}  {finding.what}")
        if finding.cure:
            click.echo(f"      {finding.cure}")
    return Exit.FAILED if any(f.verdict == "fail" for f in findings) else Exit.DONE


def _findings(stacks: tuple[str, ...], state: Path | None) -> Iterator[Finding]:
    today = date.today()  # noqa: DTZ011 - the user's own calendar day
    yield doctor.python()
    yield doctor.pulumi_cli(_version())
    root = stack_file.project_root(Path.cwd())
    names = stacks or tuple(sorted(p.name[7:-5] for p in root.glob("Pulumi.*.yaml")))
    if not names:
        yield Finding("warn", "the project has no stack file yet", "python -m costing init")
    regions: set[str] = set()
    for name in names:
        source, error = _source(name, today)
        yield doctor.stack_file(f"Pulumi.{name}.yaml", error)
        if error is None and source is not None and source.region:
            regions.add(source.region)
    for region in sorted(regions):
        yield doctor.book(price_book.load(region), today)
    yield from _doubles(names, state)


def _version() -> str | None:
    """Return what `pulumi version` says; None where there is no such command."""
    found = shutil.which("pulumi")
    if found is None:
        return None
    done = subprocess.run(  # noqa: S603 - the user's own pulumi
        [found, "version"], capture_output=True, text=True, check=False, timeout=20
    )
    return done.stdout.strip() or None


def _source(name: str, today: date) -> tuple[StackFile | None, CostingError | ConfigError | None]:
    try:
        source = stack_file.of_stack(name, Path.cwd())
        if source.region is None:
            return source, CostingError("aws:region is not set: pulumi config set aws:region us-east-1")
        price_book.load(source.region)
        read(source.document, Asked(name, source.region, today))
    except (CostingError, ConfigError) as error:
        return None, error
    return source, None


def _doubles(names: tuple[str, ...], state: Path | None) -> Iterator[Finding]:
    states = [state.read_text(encoding="utf-8")] if state else [_exported(name) for name in names]
    for text in states:
        content: Any = _json(text)
        if isinstance(content, dict):
            yield from doctor.doubles(content)  # pyright: ignore[reportUnknownArgumentType] - JSON


def _json(text: str | None) -> Any:
    try:
        return json.loads(text or "null")
    except ValueError:
        return None


def _exported(name: str) -> str | None:
    """Return a stack's state as Pulumi has it; None where it cannot be asked."""
    found = shutil.which("pulumi")
    if found is None:
        return None
    command = [found, "stack", "export", "--stack", name, "--non-interactive"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603
    return done.stdout if done.returncode == 0 else None
