"""A change worth measuring, before it is measured."""

from collections.abc import Callable
from typing import NamedTuple

from costing.advice.case import Patch
from costing.advice.piece import Sort
from costing.bill import Bill

Why = str | Callable[[Bill], str]
"""A reason, or how to put it once the changed bill is known."""


class Proposal(NamedTuple):
    """A change of the config that may cost less, or costs more and buys something.

    Attributes:
        id, title, source: as in `Advice`.
        patch: what to merge into the config's sections.
        why: the reason.
        sort: `saving` is shown only if it saves; `switch` whatever it comes to.
        group: changes of one group exclude each other; empty: the id.
    """

    id: str
    title: str
    patch: Patch
    why: Why
    source: str
    sort: Sort = "saving"
    group: str = ""
