"""What advice is given on: the deployed tier, and what it would cost with a patch of its config.

A change is the merge patch that the user would write. It goes through the same door as the config: validated, judged by
AWS's rules, estimated whole. So what is printed is what was measured, and nothing is advised that would be refused.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias, cast

from costing.bill import Bill, Estimate
from costing.demand.tier import Demand, demand
from costing.estimate import bill
from infra.model import rules
from infra.model.reading import validated
from infra.model.stack import Sections
from infra.model.tiers import BASE, merge
from infra.model.topology import Topology
from infra.model.workload import Workload

Patch: TypeAlias = Mapping[str, Any]


class Case:
    """The deployed tier of an estimate, and what it would come to otherwise."""

    def __init__(self, estimate: Estimate) -> None:
        self.estimate = estimate
        self.tier = estimate.stack.deployed
        self.sections: Sections = self.tier.sections
        self.topology: Topology = self.sections.topology
        self.workload: Workload = self.sections.workload
        self.bill: Bill = estimate.deployed
        self.today: date = estimate.today

    @cached_property
    def demand(self) -> Demand:
        """What the tier asks of AWS in a month."""
        return demand(self.sections)

    @cached_property
    def _raw(self) -> dict[str, Any]:
        return self.sections.model_dump(mode="json", exclude_unset=True)

    def patched(self, *patches: Patch) -> Sections | None:
        """Return the sections with patches merged in turn; None where the result would be refused."""
        raw: Any = self._raw
        for patch in patches:
            raw = merge(raw, patch)
        found = validated(Sections, raw)
        if isinstance(found, list):
            return None
        problems = rules.of_tier(found, self.estimate.stack.region, self.today)
        return None if next(problems, None) else found

    def bill_with(self, *patches: Patch) -> Bill | None:
        """Return the bill with patches merged in turn; None where it would be refused, or lack a price."""
        found = self.patched(*patches)
        if found is None:
            return None
        made = self.bill_of(found, self.today)
        return made if made.total is not None else None

    def bill_of(self, sections: Sections, today: date) -> Bill:
        """Return the bill of other sections on some day."""
        budget = self.estimate.stack.budget
        watched = budget is not None and budget.alerts is not None
        return bill(self.tier._replace(sections=sections), self.estimate.book, today, watched=watched)

    def how(self, patch: Patch) -> str:
        """Return what to write in the config, by its full path: in the deployed tier's own patch, if it has one."""
        prefix = "tollgate:" if self.tier.name == BASE else f"tollgate:tiers.{self.tier.name}."
        return "; ".join(f"{prefix}{path}: {_flow(value)}" for path, value in _leaves(patch))


def _leaves(patch: Patch, path: str = "") -> list[tuple[str, Any]]:
    """Return the places that a patch changes; what names a kind is one change, and is shown whole."""
    found: list[tuple[str, Any]] = []
    for key, value in patch.items():
        place = f"{path}.{key}" if path else key
        inner: Patch = cast("Patch", value) if isinstance(value, Mapping) else {}
        if inner and "kind" not in inner:
            found += _leaves(inner, place)
        else:
            found.append((place, cast("Any", value)))
    return found


def _flow(value: Any) -> str:
    """Return a value as YAML writes it on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        pairs = cast("Patch", value)
        return "{ " + ", ".join(f"{k}: {_flow(v)}" for k, v in pairs.items()) + " }" if pairs else "{}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_flow, cast('list[Any]', value)))}]"
    return f'"{value}"' if isinstance(value, str) and value[:1].isdigit() else str(value)
