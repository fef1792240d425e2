"""What every layer is priced from."""

from datetime import date
from typing import NamedTuple

from costing.demand.tier import Demand
from costing.ledger import Ledger
from infra.model.stack import Sections


class Context(NamedTuple):
    """One tier on its way to a bill: what is built, what is asked of it, the day, and the open ledger.

    `watched` tells whether an AWS Budget is made.
    """

    sections: Sections
    demand: Demand
    today: date
    ledger: Ledger
    watched: bool = False

    @property
    def prefix(self) -> str:
        """The name that logical names start with."""
        return self.sections.topology.name
