"""`init`: a stack file for one's own application, from a few answers."""

from datetime import date
from decimal import ROUND_CEILING, Decimal
from pathlib import Path
from typing import Any, cast

import click

from costing import price_book, stack_file
from costing.bill import Bill
from costing.cli.exits import Exit
from costing.estimate import estimate
from costing.money import usd
from costing.starter import EGRESSES, Answers, starter
from infra.aws_rules import regions
from infra.model.door import Asked, read
from infra.model.problems import nearest

HEADROOM = Decimal("1.3")
STEP = 10
"""A cap that is proposed leaves the bill below the level of warning, in whole tens of dollars."""


YES = "instead of asking: app in us-east-1, port 8000, plain HTTP, with a database, one request a second"


@click.command()
@click.option(
    "--stack", "-s", metavar="NAME", default="dev", show_default=True, help="name of the stack, and of its file"
)
@click.option("--name", metavar="NAME", help="name of the application: 2 to 16 lower case letters, digits and hyphens")
@click.option("--region", metavar="REGION", help="AWS region, such as eu-west-1")
@click.option("--port", metavar="PORT", type=click.IntRange(1, 65535), help="port the container listens on")
@click.option(
    "--domain",
    metavar="HOST",
    help="host name of the API in a Route 53 zone, such as api.example.com; none: plain HTTP",
)
@click.option("--database/--no-database", default=None, help="a PostgreSQL database")
@click.option("--cache/--no-cache", default=None, help="a Valkey cache")
@click.option("--worker/--no-worker", default=None, help="a worker fed by a queue")
@click.option("--requests", metavar="NUMBER", type=click.FloatRange(0, 100_000), help="requests a second on average")
@click.option(
    "--cap",
    metavar="USD",
    type=click.FloatRange(0, 1_000_000_000),
    show_default="a third above the bill",
    help="what a month may cost, in dollars",
)
@click.option("--yes", "-y", is_flag=True, help=YES)
def command(stack: str, **given: Any) -> int:
    r"""Write Pulumi.<stack>.yaml for an application of your own: questions, or flags instead of them.

    The file is priced before it is written, and passes its own cap: where the cap is low a cheaper way out to the
    internet is taken, and where none fits nothing is written.

    \b
    Examples:
      python -m costing init
      python -m costing init --stack prod --name shop --region eu-west-1 --requests 5 --cap 150 --yes
      python -m costing init --name shop --domain api.example.com --worker --yes
    """
    path = _free_path(stack)
    answers, cap = _asked(stack, given), given["cap"]
    if cap is None:
        cap = _cap(answers, path, silent=bool(given["yes"]))
    text, bill = _fitting(answers._replace(cap=cap), path)
    _write(path, text)
    click.echo(f"wrote {path.name}: {_figures(bill)} a month. Next: python -m costing report --stack {stack}")
    return Exit.DONE


def _write(path: Path, text: str) -> None:
    """Write a file that is there whole or not at all."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _free_path(stack: str) -> Path:
    """Return where the file goes; one that is there is never overwritten."""
    path = stack_file.project_root(Path.cwd()) / f"Pulumi.{stack}.yaml"
    if not stack or Path(path.name).name != f"Pulumi.{stack}.yaml":
        raise click.UsageError(f"--stack {stack!r} is no name of a stack, such as dev")
    if path.exists():
        raise click.UsageError(f"{path.name} exists already; name another with --stack, or remove it")
    return path


QUESTIONS: dict[str, tuple[str, Any]] = {
    "name": ("Name of the application", "app"),
    "region": ("AWS region", "us-east-1"),
    "port": ("Port the container listens on", 8000),
    "domain": ("Host name of the API, such as api.example.com (empty: plain HTTP for now)", ""),
    "database": ("A PostgreSQL database", True),
    "cache": ("A cache", False),
    "worker": ("A worker fed by a queue", False),
    "requests": ("Requests a second, on average", 1.0),
}
CAP = "What a month may cost, in dollars"


def _asked(stack: str, given: dict[str, Any]) -> Answers:
    """Return the answers: flags, else questions, else with --yes the defaults; the cap comes last."""
    silent = given["yes"]
    answers: dict[str, Any] = {}
    for name in QUESTIONS:
        answers[name] = _answer(name, given[name], silent=silent)
        if name == "region" and (wrong := regions.region_problem(answers[name])):
            raise click.UsageError(f"region {answers[name]!r} {wrong}{nearest(answers[name], regions.priced())}")
    return Answers(stack, **answers, cap=0)


def _answer(name: str, given: Any, *, silent: bool) -> Any:
    question: str = QUESTIONS[name][0]
    default: Any = QUESTIONS[name][1]
    if given is not None or silent:
        return default if given is None else given
    if isinstance(default, bool):
        return click.confirm(question, default=default)
    kind = cast("type[Any]", type(default))
    return click.prompt(question, default=default, type=kind, show_default=default != "")


def _fitting(answers: Answers, path: Path) -> tuple[str, Bill]:
    """Return the text of the file and its bill, with the first way out to the internet that fits the cap.

    Raises:
        ConfigError: an answer is none that a stack file can hold.
        click.UsageError: no way fits.
    """
    cap = Decimal(str(answers.cap))
    ways = [_priced(answers._replace(egress=egress), path) for egress in EGRESSES]
    for text, bill in ways:
        if _expected(bill) <= cap:
            return text, bill
    least = ways[-1][1]
    raise click.UsageError(
        f"nothing like it costs {usd(cap)} a month: the least is {_figures(least)}; "
        f"--cap {_proposed(least)} would do, or leave out a part"
    )


def _cap(answers: Answers, path: Path, *, silent: bool) -> float:
    """Return what a month may cost: asked for, once it is known what it would cost."""
    _, bill = _priced(answers, path)
    if silent:
        return _proposed(bill)
    click.echo(f"That costs {_figures(bill)} a month.")
    return click.prompt(CAP, default=_proposed(bill), type=click.FloatRange(0))


def _priced(answers: Answers, path: Path) -> tuple[str, Bill]:
    """Return the text of the file and what it costs."""
    text, today = starter(answers), date.today()  # noqa: DTZ011 - the user's own calendar day
    source = stack_file.of_text(text, path)
    stack = read(source.document, Asked(answers.stack, answers.region, today))
    return text, estimate(stack, price_book.load(answers.region), today).deployed


def _expected(bill: Bill) -> Decimal:
    return bill.total.expected if bill.total else Decimal("Infinity")


def _figures(bill: Bill) -> str:
    return f"{usd(bill.total.expected)} expected, {usd(bill.total.ceiling)} at most" if bill.total else "unpriced"


def _proposed(bill: Bill) -> int:
    return int((_expected(bill) * HEADROOM / STEP).to_integral_value(ROUND_CEILING)) * STEP
