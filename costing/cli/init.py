"""`init`: a stack file for one's own application, from a few answers."""

from pathlib import Path
from typing import Any, cast

import click

from costing import stack_file
from costing.cli.exits import Exit
from costing.starter import Answers, starter
from infra.aws_rules import regions


@click.command()
@click.option("--stack", "-s", default="dev", show_default=True, help="name of the stack, and of its file")
@click.option("--name", help="name of the application: 2 to 16 lower case letters, digits and hyphens")
@click.option("--region", help="AWS region, such as eu-west-1")
@click.option("--port", type=click.IntRange(1, 65535), help="port the container listens on")
@click.option("--domain", help="host name of the API in a Route 53 zone; none: plain HTTP")
@click.option("--database/--no-database", default=None, help="a PostgreSQL database")
@click.option("--cache/--no-cache", default=None, help="a Valkey cache")
@click.option("--worker/--no-worker", default=None, help="a worker fed by a queue")
@click.option("--requests", type=click.FloatRange(0), help="requests a second on average")
@click.option("--cap", type=click.FloatRange(0), help="what a month may cost, in dollars")
@click.option("--yes", "-y", is_flag=True, help="take the defaults instead of asking")
def command(stack: str, **given: Any) -> int:
    r"""Write Pulumi.<stack>.yaml for an application of your own: questions, or flags instead of them.

    \b
    Examples:
      python -m costing init
      python -m costing init --stack prod --name shop --region eu-west-1 --port 8000 --requests 5 --cap 150 --yes
    """
    path = _free_path(stack)
    answers = _asked(stack, given)
    path.write_text(starter(answers), encoding="utf-8")
    click.echo(f"wrote {path.name}. Next: python -m costing report --stack {stack}")
    return Exit.DONE


def _free_path(stack: str) -> Path:
    """Return where the file goes; one that is there is never overwritten."""
    path = stack_file.project_root(Path.cwd()) / f"Pulumi.{stack}.yaml"
    if path.exists():
        raise click.UsageError(f"{path.name} exists already; name another with --stack, or remove it")
    return path


QUESTIONS: dict[str, tuple[str, Any]] = {
    "name": ("Name of the application", "app"),
    "region": ("AWS region", "us-east-1"),
    "port": ("Port the container listens on", 8000),
    "domain": ("Host name of the API (empty: plain HTTP for now)", ""),
    "database": ("A PostgreSQL database", True),
    "cache": ("A cache", False),
    "worker": ("A worker fed by a queue", False),
    "requests": ("Requests a second, on average", 1.0),
    "cap": ("What a month may cost, in dollars", 150.0),
}


def _asked(stack: str, given: dict[str, Any]) -> Answers:
    """Return the answers: flags, else questions, else with --yes the defaults."""
    silent = given.pop("yes")
    answers = {name: _answer(name, given[name], silent=silent) for name in QUESTIONS}
    if wrong := regions.region_problem(answers["region"]):
        raise click.UsageError(f"region {answers['region']!r} {wrong}")
    return Answers(stack, **answers)


def _answer(name: str, given: Any, *, silent: bool) -> Any:
    question: str = QUESTIONS[name][0]
    default: Any = QUESTIONS[name][1]
    if given is not None or silent:
        return default if given is None else given
    if isinstance(default, bool):
        return click.confirm(question, default=default)
    kind = cast("type[Any]", type(default))
    return click.prompt(question, default=default, type=kind, show_default=default != "")
