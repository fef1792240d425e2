"""Data stores under a reservation, where requirements allow to commit for so long; without upfront money always."""

from collections.abc import Iterable, Iterator
from typing import Literal

from costing.planner.choices.choice import Choice
from costing.planner.choices.edits import Edit
from infra.model.cache import NodesCache
from infra.model.database import InstanceDatabase
from infra.model.pricing import Reserved
from infra.model.stack import Sections

TERMS: tuple[Literal[1, 3], ...] = (1, 3)
PRICING = "pricing"
COMMITMENTS = (PRICING, "commitments")


def with_reservations(choices: Iterable[Choice], layer: str, sections: Sections) -> Iterator[Choice]:
    """Yield each choice as it is, and with a reservation of each term allowed; what is committed already stays.

    A reservation is bought for a class, so it is weighed with each; the machines that always run are reserved.
    """
    longest, known = sections.requirements.commitments.max_term_years, sections.pricing.commitments
    committed = any(isinstance(one, Reserved) and one.covers == layer for one in known.values())
    fixed = committed or layer in known
    terms: list[Literal[1, 3]] = [years for years in TERMS if years <= longest and not fixed]
    for choice in choices:
        yield choice
        count = _machines(choice, layer, sections)
        for years in terms if count and choice.rejection is None else ():
            reserved = Reserved(covers=layer, count=count, term_years=years)
            edit = Edit((*COMMITMENTS, layer), reserved)
            name = f"{choice.name}, reserved {years} year{'s' if years > 1 else ''}"
            yield choice._replace(name=name, edits=(*choice.edits, edit), today=False)


def _machines(choice: Choice, layer: str, sections: Sections) -> int:
    """Return how many machines of one class a choice runs all the time; 0 where it has none to reserve."""
    found = choice.edits[0].value if choice.edits else getattr(sections.topology, layer)
    if isinstance(found, InstanceDatabase):
        return 1 if not found.read_replicas else 0
    return found.nodes if isinstance(found, NodesCache) else 0
