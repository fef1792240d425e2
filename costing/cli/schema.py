"""`schema`: the JSON schema of a stack file."""

import json

import click

from costing.schema import stack_file_schema


@click.command()
def command() -> None:
    r"""Print the JSON schema of a stack file; point an editor at it.

    \b
    Examples:
      python -m costing schema > docs/schema/config.json
      # yaml-language-server: $schema=docs/schema/config.json      (first line of a stack file)
    """
    click.echo(json.dumps(stack_file_schema(), indent=2))
