"""Answers what a change does, from the rows of all layers."""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from costing.planner.moves import around, database, edge, network, services, stored
from costing.planner.moves import cache as cache_rows
from costing.planner.moves.changes import ABSENT, KIND, Change
from costing.planner.moves.move import Move, Path, Row, Seen
from infra.model.topology import Topology

ROWS: Final[tuple[Row, ...]] = (
    *network.ROWS,
    *edge.ROWS,
    *services.ROWS,
    *database.ROWS,
    *cache_rows.ROWS,
    *stored.ROWS,
    *around.ROWS,
)
SECTION: Final = "topology"


def blast(path: Path, before: Any, after: Any, topology: Topology) -> Move:
    """Return what a change does to what runs.

    Args:
        path: of the change, as the config has it, from the section on; below `topology` it may name a field, or a
            part that comes or goes whole: a service, a route, the cache.
        before: the value there; None or ABSENT where there is nothing.
        after: the value that takes its place; None or ABSENT where nothing does.
        topology: as it is deployed today.

    Raises:
        KeyError: the config has no such path.
    """
    seen = Seen(path, _there(before), _there(after), topology)
    if path[0] != SECTION:
        return Move(path, "none", "It says what is known of the application; nothing is built by it.", "", {}, "")
    for row in _rows(path[1:]):
        if row.when(seen):
            return Move(path, row.kind, row.what, row.data, row.operations, row.source)
    raise KeyError(f"no row of the transition table is for {'.'.join(path)}")


def moves(changes: Iterable[Change], topology: Topology) -> tuple[Move, ...]:
    """Return what changes do, the worst first; where a kind changes, that is what happens to all below it."""
    given = tuple(changes)
    wholes = [change.path[:-1] for change in given if change.path[-1] == KIND]
    found = (
        blast(change.path, change.old, change.new, topology)
        for change in given
        if change.path[-1] == KIND or not any(change.path[: len(whole)] == whole for whole in wholes)
    )
    return tuple(sorted(found, key=lambda move: (-move.rank, move.path)))


def _there(value: Any) -> Any:
    return None if value is ABSENT else value


@cache
def _rows(path: Path) -> tuple[Row, ...]:
    return tuple(row for row in ROWS if row.fits(path))
