"""All advice on the deployed tier: proposals measured one by one, and once all together."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from costing.advice import (
    cache,
    commitments,
    database,
    dates,
    edge,
    graviton,
    instances,
    network,
    observability,
    services,
    sizes,
    storage,
)
from costing.advice.case import Case
from costing.advice.piece import TOGETHER, Advice
from costing.advice.proposal import Proposal
from costing.bill import Bill, Estimate
from costing.money import CENT, Figures, sum_of, usd

TOPICS: tuple[Callable[[Case], Iterator[Proposal]], ...] = (
    network.proposals,
    edge.proposals,
    graviton.proposals,
    services.proposals,
    sizes.proposals,
    instances.proposals,
    database.proposals,
    cache.proposals,
    storage.proposals,
    observability.proposals,
    commitments.proposals,
)
_RANKS = {"saving": 0, "risk": 0, "switch": 1}


class _Measured(NamedTuple):
    """A proposal with the advice that came of it."""

    proposal: Proposal
    advice: Advice


def advise(estimate: Estimate) -> tuple[Advice, ...]:
    """Return every piece of advice, most money first, what would cost more last; none for a bill that lacks a price."""
    case = Case(estimate)
    if case.bill.total is None:
        return ()
    measured = [found for topic in TOPICS for one in topic(case) if (found := _measured(case, one)) is not None]
    pieces = [one.advice for one in measured] + list(dates.advice(case)) + list(_together(case, measured))
    return tuple(sorted(pieces, key=lambda one: (_RANKS[one.sort], one.id == TOGETHER, one.weight)))


def _measured(case: Case, one: Proposal) -> _Measured | None:
    """Measure a proposal; None where AWS would refuse it, a price is missing, or it does not save what it should."""
    changed = case.bill_with(one.patch)
    if changed is None:
        return None
    saving = _saving(case, changed)
    if one.sort == "saving" and saving.expected < CENT:
        return None
    why = one.why if isinstance(one.why, str) else one.why(changed)
    sort = "saving" if one.sort == "switch" and saving.expected >= CENT else one.sort
    return _Measured(one, Advice(one.id, sort, one.title, saving, why, case.how(one.patch), one.source))


def _saving(case: Case, changed: Bill) -> Figures:
    if case.bill.total is None or changed.total is None:
        raise ValueError("only bills with a total are compared")
    return case.bill.total.minus(changed.total)


def _together(case: Case, measured: list[_Measured]) -> Iterator[Advice]:
    """Yield what the best saving of each group comes to when all are taken: savings do not add up."""
    best: dict[str, _Measured] = {}
    for one in measured:
        group = one.proposal.group or one.proposal.id
        if one.proposal.sort == "saving" and (
            group not in best or one.advice.saving.expected > best[group].advice.saving.expected
        ):
            best[group] = one
    chosen = sorted(best.values(), key=lambda one: one.advice.weight)
    taken: list[_Measured] = []
    for one in chosen:
        if case.patched(*(t.proposal.patch for t in taken), one.proposal.patch) is not None:
            taken.append(one)
    changed = case.bill_with(*(one.proposal.patch for one in taken)) if len(taken) > 1 else None
    if changed is not None:
        total, apart = _saving(case, changed), usd(sum_of(one.advice.saving for one in taken).expected)
        sum_of_each = f" Added up one by one they would promise {apart}." if apart != usd(total.expected) else ""
        yield Advice(
            TOGETHER,
            "saving",
            f"{len(taken)} of these at once",
            total,
            f"Measured as one configuration: {', '.join(one.proposal.id for one in taken)}.{sum_of_each}",
            "",
            "this estimate, made for the whole configuration",
        )
