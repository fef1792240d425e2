"""One piece of advice."""

from decimal import Decimal
from typing import Literal, NamedTuple

from costing.money import Figures

TOGETHER = "together"
"""Id of the advice that measures the savings of others as one configuration."""
Sort = Literal["saving", "switch", "risk"]


class Advice(NamedTuple):
    """Something worth changing, or worth knowing before it is.

    Attributes:
        id: a word for it, with the part of the topology it is about: `nat-instance`, `spot-alone.api`.
        sort: `saving` costs less; `switch` costs more and buys something; `risk` is a rule that is broken, or will be.
        title: what to do or to know, in one line.
        saving: dollars a month less, from estimating the changed configuration whole; negative where it costs more.
        why: the reason, with its figures.
        how: what to write in the config, as `key: value`; empty where nothing in the config helps.
        source: the document or price row that the reason rests on.
    """

    id: str
    sort: Sort
    title: str
    saving: Figures
    why: str
    how: str
    source: str

    @property
    def weight(self) -> tuple[Decimal, Decimal, str]:
        """The order of advice: most money first, whichever way it goes."""
        return -abs(self.saving.expected), -abs(self.saving.ceiling), self.id
