"""Where secrets may be stored."""

from datetime import date

from costing.planner.choices.choice import Choice
from costing.planner.choices.edits import Edit, edited
from infra.model.rules.common import Where
from infra.model.rules.crossing import secrets
from infra.model.stack import Sections

STORE = ("topology", "secrets", "store")
OTHER = {"parameterStore": "secretsManager", "secretsManager": "parameterStore"}


def store_choices(sections: Sections) -> list[Choice]:
    """Return the stores that all secrets of the tier may be in: today's first.

    Entries that exist already stay where they are, and some references only one store understands.
    """
    today = sections.topology.secrets
    found = [Choice(today.store, today=True)]
    edit = Edit(STORE, OTHER[today.store])
    adopted = any(entry.existing for entry in today.entries.values())
    refused = next(secrets.problems(edited(sections, (edit,)).topology, Where("", date.min)), None)
    if sections.topology.services and not adopted and refused is None:
        found.append(Choice(OTHER[today.store], (edit,)))
    return found
