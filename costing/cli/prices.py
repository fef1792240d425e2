"""`prices`: the price book beside the AWS Price List."""

import sys
from collections.abc import Callable, Iterable
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from costing import price_book
from costing.cli.exits import Exit
from costing.cli.inputs import day_of
from costing.cli.terminal import style
from costing.money import rounded, text
from costing.price_book import GLOBAL
from costing.prices.import_sheet import Row as PriceRow
from costing.prices.refresh import book
from costing.prices.refresh.book import Change, Wanted
from costing.prices.refresh.pick import Picked
from costing.report.table import Row, aligned
from costing.words import many
from infra.model.problems import nearest

F = TypeVar("F", bound=Callable[..., Any])


class _Compared(NamedTuple):
    """What the book says, what AWS says, and where they differ."""

    files: dict[str, list[PriceRow]]
    picked: list[tuple[Wanted, Picked]]
    problems: list[str]
    changes: list[Change]
    left: int
    skipped: int


@click.group()
def command() -> None:
    r"""Compare the price book with the AWS Price List, or write it anew from there.

    AWS is asked by boto3 with credentials that need pricing:GetProducts alone; it costs nothing.

    \b
    Examples:
      python -m costing prices check --region eu-west-1
      python -m costing prices refresh --region eu-west-1 --profile work
      git diff --stat costing/prices; make golden     (review what changes, and every bill with it)
    """


def _options(function: F) -> F:
    for option in (
        click.option(
            "--book", "folder", type=click.Path(path_type=Path), default=price_book.FOLDER, help="another price book"
        ),
        click.option("--profile", metavar="NAME", help="profile of the AWS credentials"),
        click.option(
            "--skip", "skipped", multiple=True, metavar="PATTERN", help="rows to leave alone, such as 'rds.*'"
        ),
        click.option(
            "--region",
            "-r",
            "regions",
            metavar="REGION",
            multiple=True,
            show_default="all",
            help="a region, such as eu-west-1; prices that have none are always asked",
        ),
    ):
        function = option(function)
    return function


@command.command()
@_options
@click.option("--exit-code", is_flag=True, help="end with 1 when a price differs")
def check(
    regions: tuple[str, ...],
    skipped: tuple[str, ...],
    profile: str | None,
    folder: Path,
    exit_code: bool,  # noqa: FBT001 - a flag of the command line
) -> int:
    r"""Say which prices AWS has otherwise; nothing is written.

    \b
    Examples:
      python -m costing prices check --region eu-west-1
      python -m costing prices check --exit-code || echo "time to refresh"
    """
    found = _compared(regions, skipped, profile, folder)
    _show(found)
    if found.problems:
        return Exit.FAILED
    return Exit.FAILED if exit_code and found.changes else Exit.DONE


@command.command()
@_options
@click.option("--accept-large", is_flag=True, help="write prices too that moved by more than half")
@click.option(
    "--date", "day", metavar="DAY", show_default="today", help="day of the prices to write down, such as 2026-12-01"
)
def refresh(
    regions: tuple[str, ...],
    skipped: tuple[str, ...],
    profile: str | None,
    folder: Path,
    accept_large: bool,  # noqa: FBT001 - a flag of the command line
    day: str | None,
) -> int:
    r"""Write AWS's prices into the book, each with its day and SKU; all of them or none.

    A price that AWS does not have, has twice, or that moved by more than half stops it: the files stay as they are.

    \b
    Examples:
      python -m costing prices refresh --region eu-west-1
      python -m costing prices refresh --region eu-west-1 --skip 'elasticache.*'     (the book keeps its old day)
    """
    today = day_of(day)
    found = _compared(regions, skipped, profile, folder)
    _show(found)
    large = [] if accept_large else [one for one in found.changes if one.is_large]
    for one in large:
        problem = f"{one.item} in {one.region} moved by {_percent(one)}: look at it, then --accept-large or --skip"
        click.echo(f"{style('error:', 'bad')} {problem}", err=True)
    if found.problems or large:
        click.echo("nothing was written", err=True)
        return Exit.FAILED
    _write(found, today, folder)
    return Exit.DONE


def _compared(regions: tuple[str, ...], skipped: tuple[str, ...], profile: str | None, folder: Path) -> _Compared:
    known = price_book.regions(folder)
    if unknown := [name for name in regions if name not in known]:
        raise click.UsageError(f"no prices for region {unknown[0]!r}{nearest(unknown[0], known)}")
    names = (GLOBAL, *(dict.fromkeys(regions) or known))
    files = {name: book.rows_of(name, folder) for name in names}
    there = [one for name, rows in files.items() for one in book.wanted(rows, name)]
    rows = [one for one in there if not any(fnmatchcase(one.row["item"], pattern) for pattern in skipped)]
    asked = _asked(rows, profile)
    left = sum(map(len, files.values())) - len(there)
    return _Compared(files, asked[0], asked[1], book.changes(asked[0]), left, len(there) - len(rows))


def _asked(rows: Iterable[Wanted], profile: str | None) -> tuple[list[tuple[Wanted, Picked]], list[str]]:
    from costing.aws_account import client
    from costing.prices.refresh import live

    pricing = client("pricing", profile)
    questions = list(live.queries(rows).items())
    with click.progressbar(questions, label="asking the AWS Price List", file=sys.stderr) as shown:
        return live.ask(pricing, shown)


def _show(found: _Compared) -> None:
    counts = [
        f"{many(len(found.picked), 'price')} compared",
        f"{len(found.changes) or 'none'} differ" if len(found.changes) != 1 else "1 differs",
        f"{found.left} not in the Price List, left as they are",
        *([f"{found.skipped} skipped"] if found.skipped else []),
    ]
    click.echo(f"{', '.join(found.files)}: {', '.join(counts)}")
    if found.changes:
        rows = [Row(("price", "region", "book", "AWS", "change"), "dim"), *map(_row, found.changes)]
        click.echo("\n".join(aligned(rows, style, left=2)))
    for problem in found.problems:
        click.echo(f"{style('error:', 'bad')} {problem}", err=True)


def _row(one: Change) -> Row:
    mark = "bad" if one.after > one.before else "good"
    return Row((one.item, one.region, f"${text(one.before)}", f"${text(one.after)}", _percent(one)), mark)


def _percent(one: Change) -> str:
    return f"{rounded(one.share * 100, book.TENTH):+} %"


def _write(found: _Compared, today: date, folder: Path) -> None:
    whole = not found.skipped
    book.write(book.renewed_files(found.files, found.picked), today, folder, whole=whole)
    said = f"of {today}" if whole else "of its old day: rows were skipped"
    click.echo(f"wrote {many(len(found.files), 'file')}; the book is {said}")
