"""`optimize --apply`: writes what was planned into the stack file."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from costing import stack_file
from costing.bill import Estimate
from costing.cli.exits import Exit
from costing.cli.inputs import Chosen
from costing.money import usd
from costing.planner.answer.case import with_plans
from costing.planner.answer.configuration import Configuration
from costing.planner.answer.plan import Plan
from costing.planner.answer.present import Present
from costing.planner.moves.move import SEVERITIES
from costing.planner.show.words import limits
from costing.planner.writing.apply import apply
from infra.model.door import Asked


def write_plans(wanted: Chosen, plans: list[tuple[Estimate, Plan]]) -> int:
    """Write each plan into the file it came from; return the exit code."""
    here = Path.cwd()
    paths = [*(stack_file.of_stack(name, here).path for name in wanted.stacks), *wanted.files]
    by_stack = dict(zip(dict.fromkeys(id(one) for one, _ in plans), paths, strict=True))
    codes = [_write(by_stack[id(one)], one, made) for one, made in plans]
    return max(codes, default=Exit.DONE)


def _write(path: Path, one: Estimate, made: Plan) -> int:
    if made.moved is None:
        click.echo(f"{path.name} is as it was: nothing meets the requirements within the moves ({limits(made)})")
        _echo_each(_beyond(made))
        return Exit.FAILED
    asked = Asked(one.stack.name, one.stack.region, one.today)
    written = apply(path, asked, made.case.tier.name, made.moved.changes, with_plans(made.case, made.moved.sections))
    if not written.diff:
        click.echo(f"{path.name}: nothing is left to do{_within(made)}")
        _echo_each(_beyond(made))
        return Exit.DONE
    click.echo(f"\n{written.diff}")
    click.echo(f"{path.name} is written: {usd(made.moved.total)} a month")
    for bought in sorted(set(_bought(made.moved)) - set(_bought(made.present))):
        click.echo(f"to be bought, or the bill says too little: {bought}")
    if written.tiers:
        click.echo(f"tiers that build on it changed too: {', '.join(written.tiers)}")
    _echo_each(_beyond(made))
    return Exit.DONE


def _echo_each(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _within(made: Plan) -> str:
    return f" within the moves ({limits(made)})" if any(_beyond(made)) else ""


def _beyond(made: Plan) -> Iterator[str]:
    """Yield what the stack file would have to allow for the cheapest configuration, where that costs less."""
    best, asked = made.best, made.case.sections.requirements.moves
    if best is None or best.region != made.case.book.region or (made.moved and made.moved.total <= best.total):
        return
    worst = max(best.moves, key=lambda move: move.rank, default=None)
    needed: list[str] = []
    if worst is not None and worst.rank > SEVERITIES[asked.worst]:
        needed.append(f"worst: {worst.kind}")
    if any(move.stateful for move in best.moves) and not asked.stateful:
        needed.append("stateful: true")
    if needed:
        yield f"the cheapest, {usd(best.total)} a month, needs tollgate:requirements.moves: {{ {', '.join(needed)} }}"


def _bought(of: Configuration | Present) -> list[str]:
    """Return what a configuration commits to, in words."""
    return [f"{one.what}, {usd(one.liability)} due over its term" for one in of.bill.commitments]
