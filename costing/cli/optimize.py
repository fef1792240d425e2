"""`optimize`: the cheapest configuration that meets a tier's requirements."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

import click

from costing.bill import Estimate
from costing.cli.exits import Exit
from costing.cli.inputs import chosen, estimates, format_option, stack_options
from costing.cli.terminal import style
from costing.planner.answer.case import Case, case_of
from costing.planner.answer.plan import Plan, plan

WHY_NOT = "what a choice not taken would cost, or what keeps it out"
TO_PLAN = "the tier to plan for; may be given again"
LARGEST_USD = Decimal(1_000_000_000)


@click.command()
@stack_options
@click.option("--tier", "tiers", multiple=True, metavar="TIER", show_default="the deployed one", help=TO_PLAN)
@click.option("--all-tiers", is_flag=True, help="plan for every tier")
@click.option("--requirements", is_flag=True, help="what each requirement costs, too")
@click.option("--why-not", "why", metavar="PATH=VALUE", help=WHY_NOT)
@click.option("--max-load", "cap", metavar="USD", help="the largest load that so many dollars a month buy")
@click.option("--break-evens", "evens", is_flag=True, help="from where on one way costs less than another")
@click.option("--apply", "write", is_flag=True, help="write the configuration within the moves allowed into the file")
@format_option("text", "json", "markdown")
def command(
    stacks: tuple[str, ...],
    files: tuple[Path, ...],
    region: str | None,
    day: str | None,
    tiers: tuple[str, ...],
    all_tiers: bool,  # noqa: FBT001 - a flag of the command line
    requirements: bool,  # noqa: FBT001 - the same
    why: str | None,
    cap: str | None,
    evens: bool,  # noqa: FBT001 - the same
    write: bool,  # noqa: FBT001 - the same
    form: str,
) -> int:
    r"""Find the cheapest configuration that meets the requirements, and prove it.

    What the requirements are, how much moves may disturb, and what is known of the load, stands in the stack file.

    \b
    Examples:
      python -m costing optimize --stack prod
      python -m costing optimize --stack prod --apply
      python -m costing optimize --file examples/default-rate.yaml --tier optimised --requirements
      python -m costing optimize --stack prod --why-not database.instanceClass=db.t4g.micro
      python -m costing optimize --stack prod --max-load 300
      python -m costing optimize --stack prod --break-evens
      python -m costing optimize --stack prod --all-tiers --format json | jq '.tiers[].cheapest.total'
    """
    wanted = chosen(stacks, files, region, day)
    found = [(one, case_of(one, name)) for one in estimates(wanted) for name in _tiers(one, tiers, every=all_tiers)]
    if why is not None or cap is not None or evens:
        click.echo("\n\n".join(_asked(case, why, cap, evens=evens) for _, case in found))
        return Exit.DONE
    plans = [(one, plan(case, requirements=requirements)) for one, case in found]
    click.echo(_printed(plans, form))
    if write:
        from costing.cli.apply import write_plans

        return write_plans(wanted, plans)
    return Exit.DONE if all(made.best for _, made in plans) else Exit.FAILED


def _tiers(estimate: Estimate, tiers: tuple[str, ...], *, every: bool) -> list[str]:
    known = list(estimate.stack.tiers)
    if every:
        return known
    for name in tiers:
        if name not in known:
            raise click.UsageError(f"{estimate.stack.name} has no tier {name!r}; tiers are {', '.join(known)}")
    return list(tiers) or [estimate.stack.tier]


def _asked(case: Case, why: str | None, cap: str | None, *, evens: bool) -> str:
    """Return the answers to single questions."""
    from costing.planner.show import questions

    return "\n".join(
        [
            *(questions.of_why_not(case, why) if why is not None else ()),
            *(questions.of_load(case, _usd(cap)) if cap is not None else ()),
            *(questions.of_break_evens(case) if evens else ()),
        ]
    )


def _usd(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or not 0 <= amount <= LARGEST_USD:
        raise click.UsageError(f"--max-load {text!r} is no amount of dollars such as 250.00")
    return amount


def _printed(plans: list[tuple[Estimate, Plan]], form: str) -> str:
    if form == "json":
        import json

        documents = list(_documents(plans))
        return json.dumps(documents[0] if len(documents) == 1 else documents, indent=2)
    if form == "markdown":
        from costing.planner.show import markdown

        return "\n\n".join(markdown.of_plan(made) for _, made in plans)
    from costing.planner.show import text

    return "\n\n".join(text.of_plan(made, style) for _, made in plans)


def _documents(plans: list[tuple[Estimate, Plan]]) -> Iterator[object]:
    from costing.planner.show import document

    by_stack: dict[int, tuple[Estimate, list[Plan]]] = {}
    for one, made in plans:
        by_stack.setdefault(id(one), (one, []))[1].append(made)
    for one, own in by_stack.values():
        yield document.of_plans(one, own)
