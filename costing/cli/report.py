"""`report`: the bill by line, layer and tier."""

from pathlib import Path

import click

from costing.bill import Estimate
from costing.cli.exits import Exit
from costing.cli.inputs import chosen, estimates, stack_options
from costing.cli.terminal import style
from costing.gate import decide
from costing.report import document, text


@click.command()
@stack_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="form of the report",
)
@click.option("--all", "every_line", is_flag=True, help="show lines of $0.00 too")
def command(
    stacks: tuple[str, ...],
    files: tuple[Path, ...],
    region: str | None,
    day: str | None,
    form: str,
    every_line: bool,  # noqa: FBT001 - a flag of the command line
) -> int:
    r"""Print the bill of the deployed tier, and of all tiers side by side.

    \b
    Examples:
      python -m costing report --stack dev
      python -m costing report --file examples/default-rate.yaml --format json | jq .tiers.minimal.expected
      python -m costing report --stack prod --date 2027-03-01     (what an expiring engine version will cost)
    """
    found = estimates(chosen(stacks, files, region, day))
    if form == "json":
        click.echo(_json(found))
    else:
        click.echo("\n\n".join(text.report(e, decide(e), style=style, every_line=every_line) for e in found))
    return Exit.FAILED if any(e.deployed.missing for e in found) else Exit.DONE


def _json(found: list[Estimate]) -> str:
    import json

    documents = [document.full(e, decide(e)) for e in found]
    return json.dumps(documents[0] if len(documents) == 1 else documents, indent=2)
