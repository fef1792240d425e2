"""`doctor`: what is not right with this machine and this project."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, cast

import click

from costing import doctor, price_book, stack_file
from costing.cli.exits import Exit
from costing.cli.terminal import style
from costing.doctor import Finding
from costing.errors import CostingError
from costing.stack_file import StackFile
from costing.text_file import read_text
from infra.model.door import Asked, read
from infra.model.problems import ConfigError

ONLY = "look at this stack only; may be given again"
MARKS = {"ok": ("ok  ", "good"), "warn": ("warn", "warn"), "fail": ("FAIL", "bad")}


@click.command()
@click.option("--stack", "-s", "stacks", metavar="NAME", multiple=True, show_default="all", help=ONLY)
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
    yield doctor.pulumi_cli(_version(), runs_python=_runs_python())
    root = stack_file.project_root(Path.cwd())
    yield from doctor.environment(stack_file.project(root), root)
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
    if state is not None:
        yield from _left(state.name, read_text(state), "")
    else:
        for name in names:
            yield from _left(name, *_exported(name))


def _version() -> str | None:
    """Return what `pulumi version` says; None where there is no such command, or it does not answer."""
    found = shutil.which("pulumi")
    done = _run([found, "version"], 20) if found else None
    return done.stdout.strip() or None if done else None


def _runs_python() -> bool:
    """Return whether what Pulumi starts Python programs with is where Pulumi looks: on the PATH, or beside itself."""
    host, found = "pulumi-language-python", shutil.which("pulumi")
    beside = shutil.which(host, path=str(Path(found).resolve().parent)) if found else None
    return bool(shutil.which(host) or beside)


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


def _left(name: str, text: str | None, why: str) -> Iterator[Finding]:
    """Yield what an update that was killed left in a state, or that there is none."""
    if text is None:
        yield doctor.unread(name, why)
        return
    try:
        content: Any = json.loads(text)
    except ValueError:
        content = None
    if not isinstance(content, dict) or "deployment" not in content:
        yield doctor.unread(name, "it is no state as `pulumi stack export` prints it")
        return
    found = list(doctor.doubles(cast("dict[str, Any]", content)))
    yield from found or [doctor.nothing_left(name)]


def _exported(name: str) -> tuple[str | None, str]:
    """Return a stack's state as Pulumi has it, or why it cannot be asked."""
    found = shutil.which("pulumi")
    if found is None:
        return None, "there is no pulumi to ask"
    done = _run([found, "stack", "export", "--stack", name, "--non-interactive"], 60)
    if done is None:
        return None, "pulumi does not answer"
    said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    return (done.stdout, "") if done.returncode == 0 else (None, said[-1] if said else "pulumi says nothing")


def _run(command: list[str], seconds: int) -> subprocess.CompletedProcess[str] | None:
    try:
        return subprocess.run(  # noqa: S603 - the user's own pulumi
            command, capture_output=True, text=True, check=False, timeout=seconds
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
