"""The moves that are allowed: how far a change may disturb what runs, and whether data may be at stake."""

from costing.planner.answer.case import Case
from costing.planner.choices.choice import Choice
from costing.planner.choices.edits import edited
from costing.planner.moves.blast import moves
from costing.planner.moves.changes import between
from costing.planner.moves.move import SEVERITIES
from costing.planner.priced.board import Rule
from costing.planner.priced.region import Region, Site


class Allowed(Rule):
    """What the tier's `requirements.moves` allows.

    Another region is never a move but a new deployment. A commitment disturbs nothing; requirements allow it or not.
    """

    def __init__(self, case: Case) -> None:
        self._case, self._limits = case, case.sections.requirements.moves
        self.at_most = self._limits.at_most
        self._known: dict[tuple[str, str], bool] = {}

    def takes_site(self, region: Region, site: Site) -> bool:
        """Return whether a situation is within the moves allowed."""
        return region.name == self._case.book.region and all(self.takes(name, c) for name, c in site.named)

    def takes(self, decision: str, choice: Choice) -> bool:
        """Return whether every change that a choice makes is within the moves allowed."""
        key = (decision, choice.name)
        if choice.today or not choice.edits:
            return True
        if key not in self._known:
            self._known[key] = self._allows(choice)
        return self._known[key]

    def _allows(self, choice: Choice) -> bool:
        sections, worst = self._case.sections, SEVERITIES[self._limits.worst]
        found = moves(between(sections, edited(sections, choice.edits)), sections.topology)
        return all(move.rank <= worst and (self._limits.stateful or not move.stateful) for move in found)
