"""The way from the present to an answer, part by part: what each step saves, and what it does to what runs."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias, cast

from costing.planner.answer.case import Case
from costing.planner.answer.configuration import Configuration
from costing.planner.choices.commitments import PRICING
from costing.planner.choices.edits import Edit, edited
from costing.planner.moves.move import SEVERITIES, Move, Path
from infra.model.requirements import Disruption
from infra.model.stack import Sections

Part: TypeAlias = tuple[str, ...]
"""Where a part of the topology starts: ("topology", "services", "api")."""

DEEP = {"services": 3, "storage": 4}
"""How many steps lead to a part in layers that hold several; two in all others."""


class Step(NamedTuple):
    """One part of the topology on its way to an answer.

    Attributes:
        part: which.
        saving: dollars a month less than before this step; negative where it costs more.
        total: dollars a month after it.
        worst: the worst blast radius of its changes.
        data_at_stake: what may be lost by it; empty where nothing is.
    """

    part: Part
    saving: Decimal
    total: Decimal
    worst: Disruption
    data_at_stake: str

    @property
    def name(self) -> str:
        """The part as the config has it; below the topology where it is one of that."""
        return ".".join(self.part if self.part[0] == PRICING else self.part[1:])


def steps(case: Case, answer: Configuration) -> Iterator[Step]:
    """Yield the steps, the least disturbing first, and of those that disturb alike the one that saves most by itself.

    What commits comes last, when what it is bought for runs.

    Each is estimated after those ahead of it, so that savings add up to the whole, to the last digit.
    """
    if answer.region != case.book.region:
        return
    present, parts = case.sections, dict.fromkeys(_part_of(change.path) for change in answer.changes)
    before = _total(case, present)
    if before is None:
        return
    alone = {part: _total(case, _with(present, answer.sections, part)) or before for part in parts}
    ranks = {part: _worst(answer.moves, part) for part in parts}
    at = present
    for part in sorted(parts, key=lambda p: (p[0] == PRICING, SEVERITIES[ranks[p][0]], alone[p], p)):
        at = _with(at, answer.sections, part)
        after = _total(case, at)
        if after is None:
            return
        yield Step(part, before - after, after, *ranks[part])
        before = after


def _total(case: Case, sections: Sections) -> Decimal | None:
    total = case.bill_of(sections).total
    return None if total is None else getattr(total, case.measures[0].basis)


def _part_of(path: Path) -> Part:
    """Return the part that a path belongs to; what is known of a service goes with the service."""
    if path[0] == PRICING:
        return path[:3]
    return ("topology", *path[1 : DEEP.get(path[1], 2)])


def _with(sections: Sections, answer: Sections, part: Part) -> Sections:
    """Return the sections with one part as it is in the answer."""
    places = [part, ("workload", *part[1:])] if part[:2] == ("topology", "services") else [part]
    return edited(sections, [Edit(place, _at(answer, place)) for place in places if _at(answer, place) is not None])


def _at(sections: Sections, place: Part) -> Any:
    found: Any = sections
    for step in place:
        found = cast("dict[str, Any]", found).get(step) if isinstance(found, dict) else getattr(found, step)
    return found


def _worst(moves: Iterable[Move], part: Part) -> tuple[Disruption, str]:
    own = [move for move in moves if _part_of(move.path) == part]
    worst = max(own, key=lambda move: move.rank, default=None)
    stakes = dict.fromkeys(move.data_at_stake for move in own if move.data_at_stake)
    return (worst.kind if worst else "none"), "; ".join(stakes)
