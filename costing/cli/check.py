"""`check`: the gate's decision, as an exit code."""

from pathlib import Path

import click

from costing.cli.exits import Exit
from costing.cli.inputs import chosen, estimates, stack_options
from costing.cli.terminal import style
from costing.gate import decide
from costing.report import text


@click.command()
@stack_options
def command(stacks: tuple[str, ...], files: tuple[Path, ...], region: str | None, day: str | None) -> int:
    r"""Say whether the gate would let each stack be deployed; exit code 3 when it refuses one.

    What is deployed now is not looked at: limits on the increase are weighed by `pulumi preview` and `up`.

    \b
    Examples:
      python -m costing check --stack prod
      python -m costing check --stack dev --stack prod
    """
    refused = False
    for one in estimates(chosen(stacks, files, region, day)):
        decision = decide(one)
        refused |= decision.refused
        click.echo("\n".join(text.closing(one, decision, style)))
    return Exit.REFUSED if refused else Exit.DONE
