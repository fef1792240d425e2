"""`schema`: the JSON schema of a stack file, or of a report."""

import json

import click

OF = ("config", "report", "costReport")


@click.command()
@click.option(
    "--of",
    "of",
    type=click.Choice(OF),
    default="config",
    show_default=True,
    help="a stack file, the whole report, or the small one that `pulumi up` prints",
)
def command(of: str) -> None:
    r"""Print the JSON schema of a stack file, to point an editor at, or of a report, for whoever reads one.

    \b
    Examples:
      python -m costing schema > docs/schema/config.json
      # yaml-language-server: $schema=docs/schema/config.json      (first line of a stack file)
      python -m costing schema --of report > docs/schema/report.json
    """
    click.echo(json.dumps(_schema(of), indent=2))


def _schema(of: str) -> object:
    if of == "config":
        from costing.schema import stack_file_schema

        return stack_file_schema()
    from costing.report.shape import report_schema

    return report_schema(of)
