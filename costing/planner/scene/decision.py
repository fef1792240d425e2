"""A decision of its own: what may be chosen, each with what it takes, for each value of the variables it depends on."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from costing.planner.choices.choice import Choice
from costing.planner.measure.taken import NOTHING, Count, Taken, Uses

Reads: TypeAlias = tuple[str, ...]
"""Names of variables, in the order of the keys."""

NETWORK, PLACE, STORE = "network", "place", "store"
"""The variables: zones and way out, what services see of them, the store of secrets."""


class Counted(NamedTuple):
    """A choice with what it takes.

    Attributes:
        choice: what is chosen.
        taken: by its own lines, and more or less by other layers than what is there today makes them take.
        images: millionths of GB of images that its tasks pull, more or less than today's.
        interfaces: millionths of network interfaces that it holds, more or less than today's.
        logs: millionths of GB of logs that its tasks write, more or less than today's; as many on average.
        uses: what of it a Savings Plan may cover.
    """

    choice: Choice
    taken: Taken
    images: Count = NOTHING
    interfaces: Count = NOTHING
    logs: Count = NOTHING
    uses: Uses = ()


class Decision(NamedTuple):
    """A decision by name, the variables it reads, and its choices for each of their values; today's is among them."""

    name: str
    reads: Reads
    columns: Mapping[tuple[str, ...], Sequence[Counted]]
