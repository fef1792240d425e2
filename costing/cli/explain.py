"""`explain`: how one line came about."""

from pathlib import Path

import click

from costing.bill import Estimate
from costing.cli.inputs import chosen, estimates, stack_options
from costing.line_item import Line, shown
from costing.money import text, usd
from infra.model.problems import nearest


@click.command()
@stack_options
@click.option("--tier", help="another tier than the deployed one")
@click.argument("line")
def command(
    stacks: tuple[str, ...],
    files: tuple[Path, ...],
    region: str | None,
    day: str | None,
    tier: str | None,
    line: str,
) -> None:
    r"""Print the derivation, the price and its source for LINE, a line's id or a part of it.

    \b
    Examples:
      python -m costing explain nat-gateway/hours --stack dev
      python -m costing explain database --stack prod --tier growth
    """
    for one in estimates(chosen(stacks, files, region, day)):
        click.echo("\n\n".join(_words(x) for x in _matching(one, tier or one.stack.tier, line)))


def _matching(one: Estimate, tier: str, wanted: str) -> list[Line]:
    if tier not in one.bills:
        raise click.UsageError(f"no tier {tier!r}{nearest(tier, one.bills)}; tiers are {', '.join(one.bills)}")
    lines = one.bills[tier].lines
    found = [x for x in lines if x.id == wanted] or [x for x in lines if wanted in x.id]
    if not found:
        raise click.UsageError(f"no line {wanted!r} in tier {tier}{nearest(wanted, (x.id for x in lines))}")
    return found


def _words(line: Line) -> str:
    price = line.price
    quantities = " / ".join(shown(q) for q in line.quantity)
    amounts = " / ".join(usd(a) for a in line.amount)
    attributes = f"\n             {price.attributes}" if price.attributes else ""
    return (
        f"{click.style(line.id, bold=True)}  {line.name}\n"
        f"  resource   {line.resource.type} {line.resource.name}\n"
        f"  quantity   {quantities} {line.unit} (floor / expected / ceiling)\n"
        f"  derived    {line.derivation}\n"
        f"  price      ${text(price.usd)} per {price.unit}: {price.item} in {price.region}{attributes}\n"
        f"  source     {price.source}, {price.as_of} ({price.confidence})\n"
        f"  amount     {amounts} a month"
    )
