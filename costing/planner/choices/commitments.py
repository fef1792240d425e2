"""What may be bought for longer than a month, where requirements allow to commit for so long.

Data stores under a reservation, each with its own, with money upfront where the requirements allow any; and one Savings
Plan without, for all compute that always runs.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from costing.adjust.commitment import bought
from costing.adjust.offers import Term, row_of
from costing.planner.choices.choice import Choice
from costing.planner.choices.edits import Edit
from infra.model.cache import NodesCache
from infra.model.database import InstanceDatabase
from infra.model.pricing import ComputeSavingsPlan, Payment, Reserved
from infra.model.services import Job
from infra.model.stack import Sections

TERMS: tuple[Literal[1, 3], ...] = (1, 3)
PAYMENTS: tuple[Payment, ...] = ("noUpfront", "partialUpfront", "allUpfront")
PRICING = "pricing"
COMMITMENTS = (PRICING, "commitments")
PLAN = "savingsPlan"
"""The decision on a Savings Plan, which all services have in common."""
PLAN_KEY = "compute"
"""Under which name a plan is written down."""


def plan_choices(sections: Sections) -> list[Choice]:
    """Return the Savings Plans that may be bought, none of them first; nothing where there is no choice.

    A plan pays for what always runs, whatever it is. One that is there already stays, and no other is weighed.
    """
    longest, known = sections.requirements.commitments.max_term_years, sections.pricing.commitments
    if (own := own_plan(sections)) is not None:
        name, plan = own
        return [Choice(f"for {_years(plan.term_years)}", (Edit((*COMMITMENTS, name), plan),), today=True)]
    taken = PLAN_KEY in known or any(isinstance(one, ComputeSavingsPlan) for one in known.values())
    if not longest or taken or all(isinstance(one, Job) for one in sections.topology.services.values()):
        return []
    plans = {_years(years): ComputeSavingsPlan(term_years=years) for years in TERMS if years <= longest}
    bought = (Choice(f"for {name}", (Edit((*COMMITMENTS, PLAN_KEY), plan),)) for name, plan in plans.items())
    return [Choice("none", today=True), *bought]


def own_plan(sections: Sections) -> tuple[str, ComputeSavingsPlan] | None:
    """Return the one plan of a tier, by name; None where its size is stated, or the requirements allow no term."""
    if not sections.requirements.commitments.max_term_years:
        return None
    plans = [(n, one) for n, one in sections.pricing.commitments.items() if isinstance(one, ComputeSavingsPlan)]
    return plans[0] if len(plans) == 1 and plans[0][1].hourly_usd is None else None


def _years(years: int) -> str:
    return f"{years} year{'s' if years > 1 else ''}"


def with_reservations(choices: Iterable[Choice], layer: str, sections: Sections) -> Iterator[Choice]:
    """Yield each choice as it is, and with a reservation of each term and payment allowed.

    What is committed already stays. A reservation is bought for a class, so it is weighed with each; the machines that
    always run are reserved.
    """
    longest, known = sections.requirements.commitments.max_term_years, sections.pricing.commitments
    committed = any(isinstance(one, Reserved) and one.covers == layer for one in known.values())
    fixed = committed or layer in known
    terms: list[Literal[1, 3]] = [years for years in TERMS if years <= longest and not fixed]
    payments = PAYMENTS if sections.requirements.commitments.max_upfront_usd != 0 else PAYMENTS[:1]
    offers: list[Term] = [(years, payment) for years in terms for payment in payments]
    for choice in choices:
        yield choice
        machine = choice.edits[0].value if choice.edits else getattr(sections.topology, layer)
        if choice.rejection is not None or not isinstance(machine, InstanceDatabase | NodesCache):
            continue
        count = _machines(machine)
        for years, payment in offers if count else ():
            reserved = Reserved(covers=layer, count=count, term_years=years, payment=payment)
            edit = Edit((*COMMITMENTS, layer), reserved)
            name, row = f"{choice.name}, reserved {_years(years)}", ""
            if payment != "noUpfront":
                name, row = f"{choice.name}, reserved {bought(years, payment)}", row_of(machine, reserved)
            yield choice._replace(name=name, edits=(*choice.edits, edit), today=False, row=row)


def _machines(found: InstanceDatabase | NodesCache) -> int:
    """Return how many machines of one class run all the time; 0 where there are others beside them."""
    if isinstance(found, InstanceDatabase):
        return 1 if not found.read_replicas else 0
    return found.nodes
