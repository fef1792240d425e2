"""`actual`: what AWS charged, layer by layer, beside the estimate."""

import sys
from datetime import date
from pathlib import Path

import click

from costing.actual import shown
from costing.actual.beside import beside
from costing.actual.spend import Charge, Month, month_named, month_of
from costing.bill import Estimate
from costing.cli.exits import Exit
from costing.cli.inputs import chosen, estimates, format_option, stack_options
from costing.cli.terminal import style
from costing.money import usd
from costing.text_file import Unreadable, read_text
from infra.model.problems import nearest

REQUESTS = 2
PRICE = "cost-explorer.api-request"


@click.command()
@stack_options
@click.option(
    "--from-file",
    "export",
    metavar="EXPORT",
    type=click.Path(path_type=Path),
    help="an export of Cost Explorer, JSON or CSV, instead of asking AWS; - is standard input",
)
@click.option("--month", metavar="MONTH", show_default="the last one that is over", help="which month, such as 2026-10")
@click.option("--tier", metavar="TIER", show_default="the deployed one", help="the tier that was deployed then")
@click.option(
    "--profile", metavar="NAME", show_default="the stack's aws:profile", help="profile of the AWS credentials"
)
@format_option("text", "json")
def command(
    stacks: tuple[str, ...],
    files: tuple[Path, ...],
    region: str | None,
    day: str | None,
    export: Path | None,
    month: str | None,
    tier: str | None,
    profile: str | None,
    form: str,
) -> int:
    r"""Print what AWS charged in a month beside the estimate, layer by layer, and what carries no tag.

    AWS knows layers by the tags that every resource has, once they are activated as cost allocation tags
    (tollgate:budget.costTagsActive). Without --from-file Cost Explorer is asked: two requests, $0.01 each, by
    whoever may ce:GetCostAndUsage.

    \b
    Examples:
      python -m costing actual --stack prod
      python -m costing actual --stack prod --month 2026-10 --profile billing
      python -m costing actual --stack prod --from-file costs.csv     (Cost Explorer, grouped by the tag layer)
      aws ce get-cost-and-usage --time-period Start=2026-10-01,End=2026-11-01 --granularity MONTHLY \
        --metrics AmortizedCost --group-by Type=TAG,Key=stack Type=TAG,Key=layer > costs.json
      python -m costing actual --stack prod --from-file costs.json --format json | jq .total
    """
    wanted = chosen(stacks, files, region, day)
    if len(wanted.stacks) + len(wanted.files) > 1:
        raise click.UsageError("actual looks at one stack at a time")
    (one,) = estimates(wanted)
    which = month_named(month) if month else None
    if export is not None:
        charges = _exported(export)
    else:
        charges = _asked(one, which or month_of(wanted.day).before, profile, wanted.stacks)
    _compare(one, tier or one.stack.tier, charges, which, wanted.day, form)
    return Exit.DONE


def _compare(one: Estimate, tier: str, charges: list[Charge], month: Month | None, today: date, form: str) -> None:
    if tier not in one.bills:
        raise click.UsageError(f"no tier {tier!r}{nearest(tier, one.bills)}; tiers are {', '.join(one.bills)}")
    found = beside(charges, one.bills[tier], one.stack.name, month, today)
    if form == "json":
        import json

        click.echo(json.dumps(shown.as_document(found), indent=2))
    else:
        click.echo(shown.as_text(found, style))


def _exported(path: Path) -> list[Charge]:
    """Return the charges in a file: JSON where it starts like it, else CSV."""
    from costing.actual import explorer_csv, explorer_json

    name = "standard input" if str(path) == "-" else path.name
    try:
        text = sys.stdin.read().lstrip("\ufeff") if str(path) == "-" else read_text(path, "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{name} is no text in UTF-8") from error
    reader = explorer_json if text.lstrip()[:1] in {"{", "["} else explorer_csv
    return reader.charges(text, name)


def _asked(one: Estimate, month: Month, profile: str | None, stacks: tuple[str, ...]) -> list[Charge]:
    from costing import aws_account
    from costing.actual import live

    price = usd(REQUESTS * one.book.price(PRICE).usd)
    click.echo(f"asking Cost Explorer for {month}: {REQUESTS} requests, {price}", err=True)
    project, stated = _settings(stacks)
    return live.charges(aws_account.client("ce", profile or stated), month, project)


def _settings(stacks: tuple[str, ...]) -> tuple[str | None, str | None]:
    """Return the project's name and the profile that the stack's file names; a file alone belongs to no project."""
    if not stacks:
        return None, None
    from costing.stack_file import project_settings

    return project_settings(stacks[0], Path.cwd())
