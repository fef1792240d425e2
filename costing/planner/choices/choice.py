"""One way to decide something: its name, what it changes, and why it is out if it is."""

from typing import NamedTuple

from costing.planner.choices.edits import Edit
from costing.planner.needs.rejection import Rejection


class Choice(NamedTuple):
    """One way to decide.

    Attributes:
        name: canonical, distinct within its decision, and what breaks ties.
        edits: what it changes of today's configuration.
        rejection: the first requirement it fails; what is there today is kept even then.
        connections: database connections that it may take; what a database gives is negative.
        today: whether it is what is configured now.
        row: of the price book, which a reservation with money upfront is paid by; empty where there is none.
        why: what makes it large enough, where that was worked out.
    """

    name: str
    edits: tuple[Edit, ...] = ()
    rejection: Rejection | None = None
    connections: int = 0
    today: bool = False
    row: str = ""
    why: str = ""
