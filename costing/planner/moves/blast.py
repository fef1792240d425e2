"""Answers what a change does, from the rows of all layers."""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from costing.planner.moves import around, database, edge, network, services, stored
from costing.planner.moves import cache as cache_rows
from costing.planner.moves.changes import ABSENT, Change
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
        before, after: the values there; None or ABSENT where there is nothing.
        topology: as it is deployed today.

    Raises:
        KeyError: the config has no such path.
    """
    seen = Seen(path, *(None if value is ABSENT else value for value in (before, after)), topology)
    if path[0] != SECTION:
        return Move(path, "none", "It says what is known of the application; nothing is built by it.", "", {}, "")
    for row in _rows(path[1:]):
        if row.when(seen):
            return Move(path, row.kind, row.what, row.data, row.operations, row.source)
    raise KeyError(f"no row of the transition table is for {'.'.join(path)}")


def moves(changes: Iterable[Change], topology: Topology) -> tuple[Move, ...]:
    """Return what each change does, the worst first."""
    found = (blast(change.path, change.old, change.new, topology) for change in changes)
    return tuple(sorted(found, key=lambda move: (-move.rank, move.path)))


@cache
def _rows(path: Path) -> tuple[Row, ...]:
    return tuple(row for row in ROWS if row.fits(path))
