"""A configuration that was found, read as the config would be, judged by AWS's rules, and estimated whole."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from costing.bill import Bill
from costing.errors import CostingError
from costing.planner.answer.case import Case, Refused
from costing.planner.choices.choice import Choice
from costing.planner.choices.edits import edited
from costing.planner.measure.tariff import usd
from costing.planner.moves import blast
from costing.planner.moves.changes import Change, between, written
from costing.planner.moves.move import Move
from costing.planner.priced.board import ANYTHING, Ceiling, Picked, Rule
from infra.model import rules
from infra.model.problems import Problem
from infra.model.reading import validated
from infra.model.stack import Sections
from infra.model.tiers import PATCHED

ROUNDING_USD = Decimal("0.00001")
"""How far a sum of parts may be from the bill: the bill rounds a quantity that parts share once, not part by part."""
MOST_REFUSED = 200


class PlannerError(CostingError):
    """The planner contradicts the estimator, or finds no way through AWS's rules: a defect, told in one line."""

    exit_code = 1


class UnprovenError(PlannerError):
    """So many configurations that might have kept the caps did not that the search gave up."""


class Configuration(NamedTuple):
    """A configuration that meets every requirement.

    Attributes:
        region: where it is.
        sections: the tier as it would be.
        bill: what it costs.
        total: of the bill, the figure that was made least.
        chosen: every decision by name with what was chosen.
        changes: paths of the config, old and new values.
        moves: what each change does to what runs; the region's own is not among them.
    """

    region: str
    sections: Sections
    bill: Bill
    total: Decimal
    chosen: tuple[tuple[str, Choice], ...]
    changes: tuple[Change, ...]
    moves: tuple[Move, ...]


class Caps(NamedTuple):
    """What a configuration must keep beside the requirements.

    Attributes:
        ceilings: what the search leaves out by, in the measures of the case; no sum that a bill has is below it.
        kept: whether a configuration keeps all of it, by its bill.
        tries: how many may fail that before the search gives up.
    """

    ceilings: Sequence[Ceiling]
    kept: Callable[[Configuration], bool]
    tries: int


def _always(one: Configuration) -> bool:
    """Return True: there are no caps to keep."""
    del one
    return True


NO_CAPS = Caps((), _always, 0)


def cheapest(case: Case, rule: Rule = ANYTHING, k: int = 1, caps: Caps = NO_CAPS) -> list[Configuration]:
    """Return the `k` cheapest configurations that meet the requirements, by their bills; fewer where there are not.

    The search goes on until its sums are above the bills it has by more than rounding, so that the order is the bills'.

    Raises:
        PlannerError: a sum and a bill differ by more than rounding, or AWS's rules refuse too many.
        UnprovenError: the tries that caps allow are used up, so that nothing is known.
    """
    for _ in range(MOST_REFUSED):
        found = _attempt(case, rule, k, caps)
        if found is not None:
            return found
    raise PlannerError(f"more than {MOST_REFUSED} choices of tier {case.tier.name} are refused by AWS's rules")


def _attempt(case: Case, rule: Rule, k: int, caps: Caps) -> list[Configuration] | None:
    """Return the answers; None where a choice turned out to be refused, which is known from now on."""
    found: list[Configuration] = []
    passed = missed = 0
    for picked in case.board(rule, caps.ceilings).cheapest():
        if len(found) >= k and usd(picked.cost) > found[k - 1].total + ROUNDING_USD:
            break
        made = configured(case, picked)
        if isinstance(made, Configuration):
            if not caps.kept(made):
                if (missed := missed + 1) >= caps.tries:
                    raise UnprovenError(f"{missed} configurations of tier {case.tier.name} do not keep the caps")
                continue
            found.append(made)
            found.sort(key=_order)
        elif culprits := set(_culprits(case, picked, made)):
            case.refused |= culprits
            return None
        elif (passed := passed + 1) > MOST_REFUSED:
            raise PlannerError(f"AWS's rules refuse every near configuration of tier {case.tier.name}: {made[0]}")
    return found[:k]


def _order(one: Configuration) -> tuple[Decimal, str, int, tuple[str, ...]]:
    return one.total, one.region, len(one.changes), tuple(choice.name for _, choice in one.chosen)


def configured(case: Case, picked: Picked) -> Configuration | list[Problem]:
    """Return what was picked as a configuration with its bill, or what AWS has against it.

    Raises:
        PlannerError: its bill is not what the search found.
    """
    region, sections = picked.region.name, edited(picked.situation.sections, picked.edits)
    problems = list(rules.of_tier(sections, region, case.today))
    if problems:
        return problems
    read = validated(Sections, {name: written(getattr(sections, name)) for name in PATCHED})
    if isinstance(read, list):
        return read
    made = case.bill_of(read, region)
    measure = case.measures[0]
    if made.total is None:
        raise PlannerError(f"a configuration has no total: {made.missing[0]}")
    total: Decimal = getattr(made.total, measure.basis)
    if abs(total - usd(picked.cost)) > ROUNDING_USD:
        raise PlannerError(f"the search says {usd(picked.cost)}, the estimate {total}: please report this")
    changes = between(case.sections, read)
    moves = tuple(blast.moves(changes, case.sections.topology))
    return Configuration(region, read, made, total, tuple(picked.chosen), changes, moves)


def _culprits(case: Case, picked: Picked, problems: list[Problem]) -> Iterator[Refused]:
    """Yield the choices that alone, beside all else as it is today, have the same problem."""
    known = {(p.path, p.message) for p in problems}
    for decision, choice in picked.chosen:
        alone = rules.of_tier(edited(case.sections, choice.edits), picked.region.name, case.today)
        if choice.edits and any((p.path, p.message) in known for p in alone):
            yield Refused(decision, choice.name)
