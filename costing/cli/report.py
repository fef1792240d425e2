"""`report`: the bill by line, layer and tier."""

from collections.abc import Iterator
from pathlib import Path

import click

from costing.bill import Estimate
from costing.cli.exits import Exit
from costing.cli.inputs import chosen, estimates, format_option, stack_options, tier_option
from costing.cli.terminal import style
from costing.gate import decide
from costing.report import text
from costing.report.view import Report, view

WHOLE = ("json", "html")
"""Forms that show everything, of however many stacks."""


@click.command()
@stack_options
@tier_option
@format_option("text", "json", "markdown", "csv", "html")
@click.option("--all", "every_line", is_flag=True, help="show lines of $0.00 too")
@click.option("--advice", "every_advice", is_flag=True, help="show every piece of advice, with its source")
@click.option("--from-stack", is_flag=True, help="show the report that the stack's outputs hold, as last deployed")
@click.option(
    "--against",
    metavar="REPORT",
    type=click.Path(path_type=Path),
    help="Markdown: show the change against a report kept as JSON",
)
def command(
    stacks: tuple[str, ...],
    files: tuple[Path, ...],
    region: str | None,
    day: str | None,
    tier: str | None,
    form: str,
    every_line: bool,  # noqa: FBT001 - a flag of the command line
    every_advice: bool,  # noqa: FBT001 - the same
    from_stack: bool,  # noqa: FBT001 - the same
    against: Path | None,
) -> int:
    r"""Print the bill of the deployed tier, and of all tiers side by side.

    With --from-stack nothing is priced anew: the report is read from the outputs of the selected stack, of each
    --stack, or from each --file, a report kept as JSON (- is standard input).

    \b
    Examples:
      python -m costing report --stack dev
      python -m costing report --file examples/default-rate.yaml --format json | jq .tiers.minimal.expected
      python -m costing report --stack prod --date 2027-03-01     (what an expiring engine version will cost)
      python -m costing report --stack prod --tier growth     (the lines of another tier)
      python -m costing report --stack prod --format html > bill.html
      python -m costing report --stack prod --format markdown --against main.json     (for a pull request)
      python -m costing report --from-stack
    """
    if against is not None and form != "markdown":
        raise click.UsageError("--against is for --format markdown; `diff` compares in every other form")
    if from_stack and tier is not None:
        raise click.UsageError("--tier is for stack files; --from-stack shows the tier that is deployed")
    if from_stack:
        found = list(_deployed(stacks, files))
    else:
        priced = estimates(chosen(stacks, files, region, day)._replace(tier=tier))
        thorough = form in WHOLE or (form != "csv" and (every_advice or len(priced) == 1))
        found = [_view(one, thorough=thorough) for one in priced]
    click.echo(_printed(found, form, against, every_line=every_line, every_advice=every_advice), nl=form != "csv")
    return Exit.FAILED if any(one.deployed.missing for one in found) else Exit.DONE


def _deployed(stacks: tuple[str, ...], files: tuple[Path, ...]) -> Iterator[Report]:
    from costing.cli.deployed import of_file, of_stack

    yield from map(of_stack, stacks or ((None,) if not files else ()))
    yield from map(of_file, files)


def _view(one: Estimate, *, thorough: bool) -> Report:
    """Return what there is to show; `thorough` adds the years ahead and the advice, which price more than one bill."""
    if not thorough:
        return view(one, decide(one))
    from costing.report.whole import whole

    return whole(one, decide(one))


def _printed(found: list[Report], form: str, against: Path | None, *, every_line: bool, every_advice: bool) -> str:
    if form == "json":
        return _json(found)
    if form == "csv":
        from costing.report import rows

        return rows.of_reports(found)
    if form == "html":
        from costing.report import page

        return page.of_reports(found)
    if form == "markdown":
        return _markdown(found, against)
    parts = [text.of_report(one, style=style, every_line=every_line, every_advice=every_advice) for one in found]
    if len(found) > 1:
        from costing.report.overview import overview

        parts.append("\n".join(overview(found, style)))
    return "\n\n".join(parts)


def _json(found: list[Report]) -> str:
    import json

    from costing.report import document

    documents = [document.of_report(one) for one in found]
    return json.dumps(documents[0] if len(documents) == 1 else documents, indent=2)


def _markdown(found: list[Report], against: Path | None) -> str:
    from costing.report import markdown

    before = None
    if against is not None:
        from costing.cli.deployed import of_file

        before = of_file(against)
    return "\n\n".join(markdown.of_report(one, before) for one in found)
