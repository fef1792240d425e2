"""`explain`: how one line came about."""

from collections.abc import Iterator
from pathlib import Path

import click

from costing.bill import Estimate
from costing.cli.inputs import chosen, estimates, format_option, stack_options
from costing.cli.terminal import style
from costing.line_item import Line, shown
from costing.money import text, usd
from costing.report.wrapping import wrapped
from infra.model.problems import nearest

ANOTHER = "another tier than the deployed one; may be given again"


@click.command()
@stack_options
@click.option("--tier", "tiers", multiple=True, metavar="TIER", help=ANOTHER)
@format_option("text", "json")
@click.argument("line")
def command(
    stacks: tuple[str, ...],
    files: tuple[Path, ...],
    region: str | None,
    day: str | None,
    tiers: tuple[str, ...],
    form: str,
    line: str,
) -> None:
    r"""Print the derivation, the price and its source for LINE: its name in the report, its id, or a part of either.

    \b
    Examples:
      python -m costing explain "load balancer" --stack dev
      python -m costing explain nat-gateway/hours --stack prod
      python -m costing explain database --stack prod --tier startup --tier growth
      python -m costing explain edge/load-balancer/capacity --stack prod --format json
    """
    if not line.strip():
        raise click.UsageError("explain needs a line's name or id, or a part of it, such as nat-gateway")
    found = [
        (one, tier, _matching(one, tier, line))
        for one in estimates(chosen(stacks, files, region, day))
        for tier in (tiers or (one.stack.tier,))
    ]
    if form == "json":
        click.echo(_json(found))
        return
    several = len(found) > 1
    for one, tier, lines in found:
        if several:
            click.echo(style(f"{one.stack.name} · tier {tier}", "dim"))
        click.echo("\n\n".join(map(_words, lines)) + ("\n" if several else ""))


def _matching(one: Estimate, tier: str, wanted: str) -> list[Line]:
    if tier not in one.bills:
        raise click.UsageError(f"no tier {tier!r}{nearest(tier, one.bills)}; tiers are {', '.join(one.bills)}")
    lines = (*one.bills[tier].lines, *one.bills[tier].free)
    exact, part = [x for x in lines if wanted in (x.id, x.name)], wanted.casefold()
    found = exact or [x for x in lines if part in x.id] or [x for x in lines if part in x.name.casefold()]
    if not found:
        near = nearest(wanted, (x.id for x in lines))
        raise click.UsageError(f"no line {wanted!r} in tier {tier}{near}; `report --format csv` has every id")
    return found


def _json(found: list[tuple[Estimate, str, list[Line]]]) -> str:
    import json

    from costing.report.blocks import line_block

    blocks = [
        {"stack": one.stack.name, "tier": tier, "lines": [line_block(line) for line in lines]}
        for one, tier, lines in found
    ]
    return json.dumps(blocks[0] if len(blocks) == 1 else blocks, indent=2)


def _words(line: Line) -> str:
    price = line.price
    quantities = " / ".join(shown(q) for q in line.quantity)
    amounts = " / ".join(usd(a) for a in line.amount)
    resource = f"{line.resource.type} {line.resource.name}" if line.resource.type else "none: beside the topology"
    said = {
        "resource": resource,
        "quantity": f"{quantities} {line.unit} (floor / expected / ceiling)",
        "derived": line.derivation,
        "price": f"${text(price.usd)} per {price.unit}: {price.item} in {price.region}",
        "": price.attributes.replace(";", "; "),
        "source": f"{price.source}, {price.as_of} ({price.confidence})",
        "amount": f"{amounts} a month",
    }
    rows = [row for label, words in said.items() for row in _entry(label, words)]
    return "\n".join([f"{style(line.id, 'bold')}  {line.name}", *rows])


def _entry(label: str, words: str) -> Iterator[str]:
    """Yield a label with its words beside it, going on below where the page ends."""
    for place, row in enumerate(wrapped(words, 13, style.width)):
        yield row if place else f"  {label:<11}{row.lstrip()}"
