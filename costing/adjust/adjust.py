"""The order in which a bill changes: given lines, reservations, Savings Plans, discounts; allowances stand beside."""

from typing import NamedTuple

from costing.adjust import commitments, discounts, given
from costing.adjust.allowances import free_lines
from costing.adjust.commitment import Committed
from costing.ledger import Ledger
from costing.line_item import Kind, Line
from infra.model.stack import Sections

KINDS: tuple[Kind, ...] = (*given.KINDS, *commitments.KINDS, *discounts.KINDS)
"""Lines that no layer adds; NAME in their ids is the key in `pricing`."""


class Adjusted(NamedTuple):
    """What is known beside the lines that were added: commitments, free allowances, remarks."""

    commitments: tuple[Committed, ...]
    free: tuple[Line, ...]
    remarks: tuple[str, ...]


def adjust(ledger: Ledger, sections: Sections) -> Adjusted:
    """Add to `ledger` every line that `sections.pricing` asks for."""
    pricing = sections.pricing
    given.add_lines(ledger, pricing.given)
    committed = commitments.add_lines(ledger, sections)
    discounts.add_lines(ledger, pricing.discounts)
    said = tuple(commitments.remarks(sections, committed, priced=not ledger.missing))
    return Adjusted(committed, free_lines(ledger.lines, ledger.book, pricing), said)
