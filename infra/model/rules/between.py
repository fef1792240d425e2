"""Rules between the sections of a tier, and between the tiers, budget, claims and path of a stack."""

from collections.abc import Iterator
from decimal import Decimal

from infra.aws_rules import budgets
from infra.aws_rules.month import HOURS_PER_MONTH
from infra.model.budget import Budget, Cap
from infra.model.claims import Claim
from infra.model.layers import LAYERS
from infra.model.pricing import Given
from infra.model.problems import Path, Problem, listed, nearest
from infra.model.rules import crossing
from infra.model.rules.common import Where, broken
from infra.model.stack import Sections, Stack
from infra.model.tiers import BASE


def of_tier(sections: Sections, where: Where) -> Iterator[Problem]:
    """Yield what is wrong between the layers and sections of one tier."""
    yield from _unbuilt(sections)
    yield from crossing.problems(sections, where)
    yield from _profile(sections)
    for name, entry in sections.pricing.given.items():
        yield from _given(name, entry)


LONGEST_PATH_MONTHS = 600
"""Each month of a path is priced by itself, and nobody plans an application for longer."""
UNBUILT: tuple[str, ...] = ()
"""Layers that the config describes and this version neither builds nor prices: refused, never ignored."""


def _unbuilt(sections: Sections) -> Iterator[Problem]:
    for layer in UNBUILT:
        if layer in sections.topology.model_fields_set:
            yield Problem(("topology", layer), "is not built by this version")


def _profile(sections: Sections) -> Iterator[Problem]:
    hours = sum((part.hours_per_month for part in sections.workload.profile.values()), Decimal(0))
    if hours and hours != HOURS_PER_MONTH:
        yield Problem(("workload", "profile"), f"adds up to {hours} hours, a month has {HOURS_PER_MONTH}")


def _given(name: str, entry: Given) -> Iterator[Problem]:
    """A given price is a line of its own, or fills a row of the book: one of the two, and whole."""
    path = ("pricing", "given", name)
    own = {"layer": entry.layer, "unit": entry.unit, "monthlyQuantity": entry.monthly_quantity}
    written = [key for key, value in own.items() if value is not None]
    if entry.rate is not None and written:
        yield Problem(path, f"has both rate and {listed(written, 'and')}: a rate fills a row, the others make a line")
    if entry.rate is None and len(written) < len(own):
        lacking = [key for key, value in own.items() if value is None]
        yield Problem(path, f"lacks {listed(lacking, 'and')} (or rate, the key of a row of the price book)")


def of_stack(stack: Stack) -> Iterator[Problem]:
    """Yield every name of a tier, layer or part that does not exist, and what is wrong with the budget."""
    yield from _tier_names(stack)
    for name, claim in stack.claims.items():
        yield from _claim(stack, name, claim)
    if stack.budget is not None:
        yield from _budget(stack.budget)


def _claim(stack: Stack, name: str, claim: Claim) -> Iterator[Problem]:
    """A claim states something, of parts that the tier can have."""
    if claim.total is None and not claim.parts:
        yield Problem(("claims", name), "states neither a total nor parts")
    tier = stack.tiers.get(claim.tier)
    services = tier.topology.services if tier else {}
    for part in claim.parts:
        path = ("claims", name, "parts", part)
        layer, _, resource = part.partition(".")
        if layer not in LAYERS:
            yield Problem(path, f"is no layer{nearest(part, LAYERS)}; parts are layers, or layer.resource")
        elif tier and layer == "services" and resource and resource not in services:
            yield Problem(path, f"is no service of tier {claim.tier}{nearest(resource, services)}")


def _tier_names(stack: Stack) -> Iterator[Problem]:
    named = [
        (("tier",), stack.tier),
        *((("path", place, "tier"), step.tier) for place, step in enumerate(stack.path)),
        *((("claims", name, "tier"), claim.tier) for name, claim in stack.claims.items()),
        *((("budget", "tiers", name), name) for name in (stack.budget.tiers if stack.budget else ())),
    ]
    for path, name in named:
        if name not in stack.tiers:
            known = listed(stack.tiers) if stack.tiers else BASE
            yield Problem(path, f"{name!r} is no tier{nearest(name, stack.tiers)}; tiers are {known}")
    steps = [step.tier for step in stack.path]
    for place, name in enumerate(steps):
        if name in steps[:place]:
            yield Problem(("path", place, "tier"), f"{name!r} is on the path twice")
    months = sum(step.months for step in stack.path)
    if months > LONGEST_PATH_MONTHS:
        yield Problem(("path",), f"is {months} months long: at most {LONGEST_PATH_MONTHS}, fifty years")


def _budget(budget: Budget) -> Iterator[Problem]:
    for path, cap in _caps(budget):
        if cap == Cap():
            none = ", or write none" if path == ("monthlyCap",) else ""
            yield Problem(("budget", *path), f"limits nothing: give floor, expected or ceiling{none}")
    limit = budget.max_increase
    if limit is not None and limit.usd is None and limit.percent is None:
        yield Problem(("budget", "maxIncrease"), "limits nothing: give usd, percent or both")
    if budget.scope == "stack" and not budget.cost_tags_active:
        cure = "set costTagsActive: true, a day after the first up, once the tags are active"
        yield Problem(("budget", "scope"), f"'stack' counts by tags that AWS does not know yet: {cure}")
    alerts = budget.alerts
    if alerts is not None:
        yield from _alerts(budget)
    anomaly = budget.anomaly
    if anomaly is not None and (anomaly.above_percent is None) == (anomaly.above_usd is None):
        yield Problem(("budget", "anomaly"), "needs one of abovePercent and aboveUsd")


def _caps(budget: Budget) -> Iterator[tuple[Path, Cap]]:
    """Yield every cap with its path below the budget."""
    if budget.monthly_cap is not None:
        yield ("monthlyCap",), budget.monthly_cap
    yield from ((("tiers", name), cap) for name, cap in budget.tiers.items())
    yield from ((("layers", name), cap) for name, cap in budget.layers.items())


def _alerts(budget: Budget) -> Iterator[Problem]:
    alerts = budget.alerts
    if alerts is None:
        return
    count = len(alerts.actual) + len(alerts.forecast)
    if not count:
        yield Problem(("budget", "alerts"), "tells nobody anything: give actual or forecast thresholds")
    if wrong := budgets.notifications_problem(count):
        yield Problem(("budget", "alerts"), f"{count} {wrong}")
    for side, thresholds in (("actual", alerts.actual), ("forecast", alerts.forecast)):
        for place, threshold in enumerate(thresholds):
            wrong = budgets.percent_problem(Decimal(threshold[:-1])) if threshold.endswith("%") else None
            yield from broken(("budget", "alerts", side, place), threshold, wrong)
    caps = [budget.monthly_cap, *budget.tiers.values()]
    if not any(cap is not None and cap.expected is not None for cap in caps):
        yield Problem(("budget", "alerts"), "need a cap on the expected figure: it is the budget AWS watches")
