"""What a refusal proposes: the cheapest configuration that fits, in words and as data.

The planner is loaded only when a deployment was refused for a cap; what passes never waits for it.
"""

from typing import Any, NamedTuple

from costing.bill import Estimate
from costing.gate import Decision
from costing.money import text, usd

SHOWN = 3


class Fix(NamedTuple):
    """The proposal: lines for a person, and the same as data; nothing where there is none."""

    lines: tuple[str, ...]
    data: dict[str, Any] | None


NONE = Fix((), None)


def fix_for(estimate: Estimate, decision: Decision) -> Fix:
    """Return what to propose for a refusal; nothing where no cap is the reason."""
    if not decision.refused or not any(reason.cap for reason in decision.reasons):
        return NONE
    from costing.planner.answer.fitting import TRIED, fitting  # noqa: PLC0415 - slow to load, and only refusals need it
    from costing.planner.show.document import changes_block  # noqa: PLC0415 - the same
    from costing.planner.show.words import brief  # noqa: PLC0415 - the same

    proposed = fitting(estimate)
    if proposed is None:
        return NONE
    found, fits = proposed.found, proposed.fits
    command = f"python -m costing optimize {estimate.options}"
    if found is None:
        return Fix((f"nothing meets the tier's requirements: {command} says why",), None)
    if not fits:
        tried = f"none of the {TRIED} cheapest that might fit does, and there may be others"
        nothing = "nothing that meets the requirements fits" if proposed.proved else tried
        line = f"{nothing}: the cheapest costs {usd(found.total)}   {command}"
        return Fix((line,), None)
    command = f"{command} --apply" if proposed.within else command
    changes = brief(found)
    count = f"{len(changes)} change{'' if len(changes) == 1 else 's'}"
    listed = ", ".join(changes[:SHOWN]) + (", …" if len(changes) > SHOWN else "")
    line = f"cheapest configuration that fits: {usd(found.total)}  ({count}: {listed})   {command}"
    data = {
        "monthlyCost": text(found.total),
        "withinMoves": proposed.within,
        "changes": changes_block(found),
        "command": command,
    }
    return Fix((line,), data)
