"""`optimize`: the cheapest configuration that meets a tier's requirements."""

from pathlib import Path

import click

from costing.bill import Estimate
from costing.cli.exits import Exit
from costing.cli.inputs import chosen, estimates, stack_options
from costing.cli.terminal import style


@click.command()
@stack_options
@click.option("--tier", "tiers", multiple=True, metavar="TIER", help="the tier to plan for; the deployed one")
@click.option("--all-tiers", is_flag=True, help="plan for every tier")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
def command(
    stacks: tuple[str, ...],
    files: tuple[Path, ...],
    region: str | None,
    day: str | None,
    tiers: tuple[str, ...],
    all_tiers: bool,  # noqa: FBT001 - a flag of the command line
    form: str,
) -> int:
    r"""Find the cheapest configuration that meets the requirements, and prove it.

    \b
    Examples:
      python -m costing optimize --stack prod
      python -m costing optimize --file examples/default-rate.yaml --tier optimised
      python -m costing optimize --stack prod --all-tiers --format json | jq '.tiers[].cheapest.total'
    """
    from costing.planner.answer.case import case_of
    from costing.planner.answer.plan import plan

    found = estimates(chosen(stacks, files, region, day))
    plans = [(one, plan(case_of(one, name))) for one in found for name in _tiers(one, tiers, every=all_tiers)]
    from costing.planner.show import text

    click.echo("\n\n".join(text.of_plan(made, style) for _, made in plans))
    return Exit.DONE if all(made.best for _, made in plans) else Exit.FAILED


def _tiers(estimate: Estimate, tiers: tuple[str, ...], *, every: bool) -> list[str]:
    known = list(estimate.stack.tiers)
    if every:
        return known
    for name in tiers:
        if name not in known:
            raise click.UsageError(f"{estimate.stack.name} has no tier {name!r}; tiers are {', '.join(known)}")
    return list(tiers) or [estimate.stack.tier]
