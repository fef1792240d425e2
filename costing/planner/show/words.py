"""The same words in every form of an answer."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from costing.adjust.commitment import bought
from costing.money import text, usd
from costing.planner.answer.configuration import Configuration
from costing.planner.answer.plan import Plan
from costing.planner.choices.commitments import COMMITMENTS
from costing.planner.moves.changes import KIND, Change
from infra.model.problems import dotted

PERCENT = Decimal(100)


def value(of: Any) -> str:
    """Return a value of the config on one line."""
    if isinstance(of, bool):
        return str(of).lower()
    if isinstance(of, Decimal):
        return text(of)
    if isinstance(of, Mapping):
        pairs = cast("Mapping[str, Any]", of)
        return "{ " + ", ".join(f"{name}: {value(inner)}" for name, inner in pairs.items()) + " }" if pairs else "{}"
    if isinstance(of, (list, tuple)):
        return f"[{', '.join(value(inner) for inner in cast('list[Any]', of))}]"
    return str(of)


def shift(change: Change) -> str:
    """Return the old and the new value of a change; a commitment in words, since its fields would fill the line."""
    new = value(change.new)
    if change.path[:-1] == COMMITMENTS and isinstance(change.new, Mapping):
        fields = cast("Mapping[str, Any]", change.new)
        new = f"{fields['kind']}, {bought(fields['termYears'], fields.get('payment', 'noUpfront'))}"
    return f"{value(change.old)} → {new}"


def title(plan: Plan) -> str:
    """Return which tier it is about, and where."""
    return f"tier {plan.case.tier.name}, {plan.case.book.region}"


def against(one: Configuration, before: Decimal | None) -> str:
    """Return what a configuration saves, or costs more."""
    if before is None:
        return ""
    less = before - one.total
    share = f" ({abs(less) / before * PERCENT:.0f} %)" if before else ""
    if not less:
        return "as much as now"
    return f"{usd(abs(less))} {'less' if less > 0 else 'more'} than now{share}"


def differences(one: Configuration, other: Configuration) -> str:
    """Return where another configuration decides otherwise."""
    mine = dict(one.chosen)
    found = [f"{name}: {choice.name}" for name, choice in other.chosen if choice.name != mine[name].name]
    moved = [f"region: {other.region}"] if other.region != one.region else []
    return "; ".join([*moved, *found]) or "the same by other names"


def path(steps: tuple[str, ...]) -> str:
    """Return a path as the user writes it."""
    return dotted(steps).removeprefix("tollgate:")


def radius(one: Configuration, change: Change) -> str:
    """Return the blast radius of a change; where a kind changes, everything below it is that one move."""
    for move in one.moves:
        if move.path == change.path or (move.path[-1] == KIND and change.path[: len(move.path) - 1] == move.path[:-1]):
            return move.kind
    return "none"


def brief(one: Configuration) -> list[str]:
    """Return the decisions that change, each in a few words; the endpoints of a network are one."""
    return [f"{name.removeprefix('services.')} {choice.name}" for name, choice in one.chosen if not choice.today]


def limits(plan: Plan) -> str:
    """Return the moves that are allowed, in words."""
    asked = plan.case.sections.requirements.moves
    data = "data may be at stake" if asked.stateful else "no data at stake"
    most = f", {asked.at_most} at most" if asked.at_most is not None else ""
    return f"{asked.worst} at worst, {data}{most}"
