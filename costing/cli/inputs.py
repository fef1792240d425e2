"""What every verb that looks at stacks takes: which stacks, which region, which day."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from costing import price_book, stack_file
from costing.bill import Estimate
from costing.estimate import estimate
from costing.stack_file import StackFile, StackFileError
from infra.model.door import Asked, read

F = TypeVar("F", bound=Callable[..., Any])


FORM = "how the answer is written"

LAST_DAY = date(2999, 12, 31)
"""The calendar ends with the year 9999, and a path goes on from the day."""


class Chosen(NamedTuple):
    """The stacks a command was called for, and the tier that is taken for the deployed one, if not the file's own."""

    stacks: tuple[str, ...]
    files: tuple[Path, ...]
    region: str | None
    day: date
    tier: str | None = None


def day_option(function: F) -> F:
    """Add --date to a command that judges by a day."""
    said = "judge dates as of this day, such as 2027-03-01"
    return click.option("--date", "day", metavar="DAY", show_default="today", help=said)(function)


def region_option(function: F) -> F:
    """Add --region to a command that may read a file without one."""
    return click.option("--region", metavar="REGION", help="region of a file that names none, such as eu-west-1")(
        function
    )


def format_option(*forms: str) -> Callable[[F], F]:
    """Add --format to a command: how its answer is written, the first unless told otherwise."""
    return click.option("--format", "form", type=click.Choice(forms), default=forms[0], show_default=True, help=FORM)


def stack_options(function: F) -> F:
    """Add --stack, --file, --region and --date to a command."""
    for option in (
        day_option,
        region_option,
        click.option(
            "--file",
            "-f",
            "files",
            multiple=True,
            type=click.Path(path_type=Path),
            help="a stack file or a bare topology; may be given again",
        ),
        click.option(
            "--stack",
            "-s",
            "stacks",
            metavar="NAME",
            multiple=True,
            help="a stack by name: Pulumi.<stack>.yaml; may be given again",
        ),
    ):
        function = option(function)
    return function


def tier_option(function: F) -> F:
    """Add --tier to a command that looks at one tier."""
    return click.option("--tier", metavar="TIER", help="as if this tier were the deployed one, such as growth")(
        function
    )


def chosen(stacks: tuple[str, ...], files: tuple[Path, ...], region: str | None, day: str | None) -> Chosen:
    """Return what the options say.

    Raises:
        click.UsageError: nothing was named, or the day is none.
    """
    if not stacks and not files:
        raise click.UsageError("name a stack (--stack dev) or a file (--file examples/default-rate.yaml)")
    return Chosen(stacks, files, region, day_of(day))


def day_of(day: str | None) -> date:
    """Return the day to judge by: as written, or today.

    Raises:
        click.UsageError: it is no day.
    """
    try:
        found = date.fromisoformat(day) if day else date.today()  # noqa: DTZ011 - the user's own calendar day
    except ValueError:
        found = date.max
    if found > LAST_DAY:
        raise click.UsageError(f"--date {day!r} is no day such as 2026-12-31")
    return found


def estimates(wanted: Chosen) -> list[Estimate]:
    """Return an estimate for each stack and file, in the order given; books are loaded once a region.

    Raises:
        click.UsageError: a region is asked for that no file takes.
    """
    made = priced(wanted)
    refuse_unused(wanted.region, (one.stack.region for one in made))
    return made


def priced(wanted: Chosen) -> list[Estimate]:
    """Return the estimates, whatever the region asked for is of use to."""
    here = Path.cwd()
    sources = [*(stack_file.of_stack(s, here) for s in wanted.stacks), *map(stack_file.read, wanted.files)]
    return [_estimate(source, wanted) for source in sources]


def refuse_unused(region: str | None, regions: Iterable[str]) -> None:
    """Refuse a region asked for when every file names another.

    Raises:
        click.UsageError: none of `regions`, those that were priced, is `region`.
    """
    found = tuple(regions)
    if region is not None and region not in found:
        cure = "change aws:region there to price another"
        raise click.UsageError(f"--region is for a file that names none, and here {found[0]} is named: {cure}")


def _estimate(source: StackFile, wanted: Chosen) -> Estimate:
    region = source.region or wanted.region
    if region is None:
        cure = "pulumi config set aws:region us-east-1" if source.is_stack else "--region us-east-1"
        raise StackFileError(f"{source.path.name} names no region, and it is never guessed: {cure}")
    book = price_book.load(region)
    asked = Asked(source.name, region, wanted.day)
    document = source.document if wanted.tier is None else {**source.document, "tier": wanted.tier}
    made = estimate(read(document, asked, needs_budget=source.is_stack), book, wanted.day)
    return made._replace(named=" ".join(_named(source, wanted)))


def _named(source: StackFile, wanted: Chosen) -> Iterator[str]:
    """Yield the words by which another command means the same stack and tier."""
    by_name = source.path.name == f"Pulumi.{source.name}.yaml"
    yield f"--stack {source.name}" if by_name else f"--file {source.path}"
    if wanted.tier is not None:
        yield f"--tier {wanted.tier}"
