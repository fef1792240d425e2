"""`diff`: two bills side by side."""

from pathlib import Path

import click

from costing.bill import Bill
from costing.cli.exits import Exit
from costing.cli.inputs import Chosen, day_of, day_option, format_option, priced, refuse_unused, region_option
from costing.cli.terminal import style
from costing.report import changes
from costing.report.changes import Side
from infra.model.problems import nearest

DIFFERENT = Exit.FAILED
"""What `--exit-code` ends with when the bills differ, as `git diff --exit-code` does."""
FILES = (".json", ".yaml", ".yml")


@click.command()
@click.argument("operands", nargs=-1, metavar="A [B]")
@click.option("--against-deployed", is_flag=True, help="compare A with what its stack's outputs hold")
@region_option
@day_option
@format_option(*changes.FORMS)
@click.option("--exit-code", is_flag=True, help="end with 1 when the bills differ")
def command(
    operands: tuple[str, ...],
    against_deployed: bool,  # noqa: FBT001 - a flag of the command line
    region: str | None,
    day: str | None,
    form: str,
    exit_code: bool,  # noqa: FBT001 - the same
) -> int:
    r"""Print what changes from A to B, per layer and line: what more of a thing costs, and what a dearer price costs.

    A and B are stacks (dev), stack files (examples/default-rate.yaml) or reports kept as JSON (main.json), each with
    a tier after a colon if it is not the deployed one (dev:growth). `:growth` alone is another tier of A.

    \b
    Examples:
      python -m costing diff dev prod
      python -m costing diff prod:startup :growth
      python -m costing diff main.json prod --format markdown     (for a pull request)
      python -m costing diff prod --against-deployed --exit-code  (1 when deploying would change the bill)
    """
    before, after = _sides(operands, Chosen((), (), region, day_of(day)), against_deployed=against_deployed)
    one = changes.between(before, after)
    if form == "json":
        import json

        click.echo(json.dumps(changes.as_document(one), indent=2))
    else:
        click.echo(changes.as_markdown(one) if form == "markdown" else changes.as_text(one, style))
    return DIFFERENT if exit_code and not one.difference.is_empty else Exit.DONE


def _sides(operands: tuple[str, ...], wanted: Chosen, *, against_deployed: bool) -> tuple[Side, Side]:
    if against_deployed:
        if len(operands) != 1:
            raise click.UsageError("--against-deployed takes one stack: diff prod --against-deployed")
        (name,) = operands
        from costing.cli.deployed import of_stack

        (after, region), stack = _side(name, wanted), name.partition(":")[0]
        refuse_unused(wanted.region, (region,))
        deployed = of_stack(stack).deployed
        return Side(f"{stack} as deployed (tier {deployed.tier})", deployed), after
    if len(operands) != 2:
        raise click.UsageError("diff takes two: diff dev prod, diff prod:startup :growth, diff prod --against-deployed")
    first, second = operands
    if second.startswith(":"):
        second = f"{first.rpartition(':')[0] or first}{second}" if _tier_of(first) else f"{first}{second}"
    (before, old), (after, new) = _side(first, wanted), _side(second, wanted)
    refuse_unused(wanted.region, (old, new))
    return before, after


def _tier_of(operand: str) -> str | None:
    """Return the tier after the last colon; a file's path may hold colons of its own."""
    name, colon, tier = operand.rpartition(":")
    if not colon or Path(operand).exists():
        return None
    return tier if name else None


def _side(operand: str, wanted: Chosen) -> tuple[Side, str]:
    """Return a bill with its name, and the region it is of."""
    tier = _tier_of(operand)
    name = operand if tier is None else operand.rpartition(":")[0]
    bills, deployed, region = _bills(name, wanted)
    tier = tier or deployed
    if tier not in bills:
        raise click.UsageError(f"{name} has no tier {tier!r}{nearest(tier, bills)}; tiers are {', '.join(bills)}")
    label = Path(name).stem if Path(name).suffix in FILES else name
    return Side(f"{label} (tier {tier})", bills[tier]), region


def _bills(name: str, wanted: Chosen) -> tuple[dict[str, Bill], str, str]:
    """Return every tier's bill of a stack or file, which tier is deployed, and the region."""
    path = Path(name)
    if path.suffix == ".json":
        from costing.cli.deployed import of_file

        report = of_file(path)
        return dict(report.bills), report.tier, report.region
    a_file = path.suffix in FILES or path.exists()
    asked = wanted._replace(stacks=() if a_file else (name,), files=(path,) if a_file else ())
    (one,) = priced(asked)
    return dict(one.bills), one.stack.tier, one.stack.region
