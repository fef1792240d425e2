"""What is configured now: what it costs, and the first requirement it fails."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from costing.bill import Bill
from costing.planner.answer.case import Case
from costing.planner.choices.choice import Choice
from costing.planner.needs.rejection import CONNECTIONS, REGIONS, Rejection
from infra.model.database_limits import connections_for_applications


class Present(NamedTuple):
    """The present configuration; `total` is None where a price is missing, `failure` where it meets everything."""

    bill: Bill
    total: Decimal | None
    failure: Rejection | None
    chosen: tuple[tuple[str, Choice], ...]


def present(case: Case) -> Present:
    """Return the present configuration of a tier."""
    bill = case.bill_of(case.sections)
    total = None if bill.total is None else getattr(bill.total, case.measures[0].basis)
    return Present(bill, total, next(_failures(case), None), tuple(_chosen(case)))


def _chosen(case: Case) -> Iterator[tuple[str, Choice]]:
    """Yield what is there today, decision by decision."""
    site = case.home.sites[0]
    yield from site.named
    for decision in case.scene.decisions:
        column = next(iter(decision.columns.values()))
        yield from ((decision.name, one.choice) for one in column[:] if one.choice.today)


def _failures(case: Case) -> Iterator[Rejection]:
    """Yield every requirement that the present configuration fails."""
    allowed, home = case.sections.requirements.regions, case.book.region
    if allowed and home not in allowed:
        yield Rejection(REGIONS, " or ".join(allowed), home)
    chosen = dict(_chosen(case))
    yield from (choice.rejection for choice in chosen.values() if choice.rejection is not None)
    taken = sum(max(choice.connections, 0) for choice in chosen.values())
    given = -sum(min(choice.connections, 0) for choice in chosen.values())
    if given and taken > given:
        has = f"{given} of the database{_scarce(case, given)}"
        yield Rejection(CONNECTIONS, f"{taken} connections of all tasks while a deployment overlaps", has)


def _scarce(case: Case, given: int) -> str:
    """Return why a database gives fewer connections than its class allows."""
    database = case.sections.topology.database
    limit = connections_for_applications(database) if database else None
    return f" (of {limit} that its class allows: the working set leaves no memory for more)" if limit != given else ""
