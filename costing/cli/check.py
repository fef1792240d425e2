"""`check`: the gate's decision, as an exit code."""

from pathlib import Path

import click

from costing.cli.exits import Exit
from costing.cli.inputs import chosen, estimates, format_option, stack_options, tier_option
from costing.cli.terminal import style
from costing.gate import decide
from costing.report import text


@click.command()
@stack_options
@tier_option
@format_option("text", "json")
def command(
    stacks: tuple[str, ...], files: tuple[Path, ...], region: str | None, day: str | None, tier: str | None, form: str
) -> int:
    r"""Say whether the gate would let each stack be deployed; exit code 3 when it refuses one.

    What is deployed now is not looked at: limits on the increase are weighed by `pulumi preview` and `up`.

    \b
    Examples:
      python -m costing check --stack prod
      python -m costing check --stack dev --stack prod
      python -m costing check --stack prod --tier growth     (would another tier pass?)
      python -m costing check --stack prod --format json | jq .budget.used
    """
    weighed = [(one, decide(one)) for one in estimates(chosen(stacks, files, region, day)._replace(tier=tier))]
    if form == "json":
        import json

        from costing.report.document import decided

        documents = [decided(one, decision) for one, decision in weighed]
        click.echo(json.dumps(documents[0] if len(documents) == 1 else documents, indent=2))
    else:
        for one, decision in weighed:
            click.echo("\n".join(text.closing(one, decision, style)))
    return Exit.REFUSED if any(decision.refused for _, decision in weighed) else Exit.DONE
