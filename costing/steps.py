"""What the steps of the path do to what runs: outages on the way from one tier to the next, and data at stake.

The table of moves is loaded for a path of two tiers or more; most reports have none.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from infra.model.problems import dotted
from infra.model.stack import Stack

if TYPE_CHECKING:
    from costing.planner.moves.move import Move

WORTH_SAYING = "failover"
"""From here on a change is felt: seconds without a database, minutes of downtime, or a migration."""


def steps(stack: Stack) -> Iterator[str]:
    """Yield one sentence for each change of the path that is felt or puts data at stake, the worst of a step first."""
    if len(stack.path) < 2:
        return
    from costing.planner.moves.blast import moves  # noqa: PLC0415 - a dozen modules that few reports need
    from costing.planner.moves.changes import between  # noqa: PLC0415 - the same
    from costing.planner.moves.move import SEVERITIES  # noqa: PLC0415 - the same

    month = 1
    for now, then in pairwise(stack.path):
        month += now.months
        before, after = stack.tiers[now.tier].sections, stack.tiers[then.tier].sections
        for move in moves(between(before, after), before.topology):
            if move.rank >= SEVERITIES[WORTH_SAYING] or move.stateful:
                yield f"month {month}, {now.tier} to {then.tier}: {_said(move)}"


def _said(move: "Move") -> str:
    stake = f"; at stake is {move.data_at_stake}" if move.stateful else ""
    what = f"{move.what[0].lower()}{move.what[1:]}".rstrip(".")
    return f"{dotted(move.path[1:])} is {_KINDS.get(move.kind, move.kind)}: {what}{stake}"


_KINDS = {"failover": "a failover", "migration": "a migration", "setting": "a setting", "rolling": "a rolling change"}
