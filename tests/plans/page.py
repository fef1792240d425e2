"""docs/plans.md: what each plan asks, what shows it, its figures beside ours, its mistakes beside the answers."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import yaml

from costing.claims import Beside, Compared, compare_claims
from costing.money import ZERO, cents, usd
from infra.model.layers import LAYERS
from tests.plans import computed
from tests.plans.rows import ROOT, WISHES, Feature, Figure, Mistake, Part, Plan, Row, features, plans

PAGE = ROOT / "docs" / "plans.md"
CLAIMS = "Claimed totals beside ours"
UNION = "Every feature, who asks for it, where it runs"
HEAD = f"""\
# The five plans, and what became of them

Five teams wrote down how they would deploy their application and what it would cost. Each is a stack file in
`examples/`. This page holds every thing they ask, the test or command that shows it, the plan's figure beside the one
the program computes, and each mistake of a plan beside what the program says to it.

It is written by `python -m tests.plans` from `docs/plans/*.yaml`; figures and messages are computed on the way, as of
{computed.DAY}. Dollars a month, expected, unless another figure is named.
"""


def page() -> str:
    """Return the whole page."""
    found = list(plans())
    parts: list[Iterable[str]] = [[HEAD], _contents(found)]
    for plan in found:
        parts += [_rows(plan), _sums(plan), _outside(plan)]
    parts += [_claims(found), _union(list(features()))]
    return "\n".join(line for part in parts for line in part).rstrip("\n") + "\n"


def _contents(found: list[Plan]) -> Iterator[str]:
    for plan in found:
        yield f"- [{plan.title}](#{_anchor(plan.title)}), {len(plan.rows)} rows"
    rest = (CLAIMS, *([UNION] if any(True for _ in features()) else []))
    yield from (f"- [{title}](#{_anchor(title)})" for title in rest)
    yield ""


def _anchor(title: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return "".join(c for c in title.lower().replace(" ", "-") if c.isalnum() or c in "-_")


def _rows(plan: Plan) -> Iterator[str]:
    yield f"## {plan.title}"
    yield ""
    yield f"`examples/{plan.example}.yaml`, {len(plan.rows)} rows."
    yield ""
    yield "| id | asks | shown by | plan's figure → ours | mistake → message |"
    yield "|---|---|---|---|---|"
    for row in plan.rows:
        figures = [_figure(x, plan) for x in row.figures]
        mistakes = [_mistake(x, plan) for x in row.mistakes]
        yield _line(row.id, row.asks, _shown(row), "<br>".join(figures), "<br>".join(mistakes))
    yield ""


def _shown(row: Row) -> str:
    shown = [_code(x) for x in row.tests]
    for command in row.commands:
        ends = f" (exit {command.exit_code})" if command.exit_code else ""
        prints = f": “{command.says}”" if command.says else ""
        shown.append(f"{_code(command.line)}{ends}{prints}")
    if row.outside:
        shown.append(f"outside: {row.outside}")
    return "<br>".join(shown)


def _figure(figure: Figure, plan: Plan) -> str:
    less = f" less {_named(figure.minus, plan)}" if figure.minus else ""
    why = f": {figure.why}" if figure.why else ""
    return f"{figure.plan} → **{usd(computed.ours(figure))}** ({_named(figure.ours, plan)}{less}){why}"


def _named(part: Part, plan: Plan) -> str:
    file = "" if part.example == plan.example else f"{part.example} "
    tier = part.tier or computed.estimated(part.example).stack.tier
    basis = "" if part.basis == "expected" else f", {part.basis}"
    times = "" if part.times == 1 else f", × {part.times}"
    return f"{file}{tier}: {', '.join(_code(x) for x in part.lines)}{basis}{times}"


def _mistake(mistake: Mistake, plan: Plan) -> str:
    file = "" if mistake.example == plan.example else f"{mistake.example} "
    said = computed.message(computed.answered(mistake), mistake.says)
    return f"{file}{_code(_flow(mistake.patch))} → {said}"


def _flow(patch: Any) -> str:
    text = yaml.safe_dump(patch, default_flow_style=True, sort_keys=False, width=10**6, allow_unicode=True)
    return text.strip().removeprefix("{").removesuffix("}")


def _sums(plan: Plan) -> Iterator[str]:
    if not plan.sums:
        return
    yield f"### {plan.title.partition(':')[0]}: the plan's own sums"
    yield ""
    yield "| sum | its lines | add up to | the plan says | ours |"
    yield "|---|---|---|---|---|"
    for one in plan.sums:
        lines = ", ".join(f"{name} {amount}" for name, amount in one.lines.items())
        added = sum(map(Decimal, one.lines.values()), ZERO)
        stated = "; ".join(_stated(Decimal(x), added) for x in one.stated)
        ours = usd(computed.added(Part(plan.example, one.tier, ("total",)))) + f" ({one.tier})" if one.tier else ""
        note = f"; {one.note}" if one.note else ""
        yield _line(one.name, lines, usd(added), stated + note, ours)
    yield ""


def _stated(stated: Decimal, added: Decimal) -> str:
    gap = stated - added
    if not gap:
        return f"{usd(stated)}, as its lines do"
    return f"{usd(stated)}, {usd(abs(gap))} {'more' if gap > 0 else 'less'} than its lines"


def _outside(plan: Plan) -> Iterator[str]:
    if not plan.outside:
        return
    yield "No part of an infrastructure program: " + "; ".join(f"{k} ({v})" for k, v in plan.outside.items()) + "."
    yield ""


def _claims(found: Iterable[Plan]) -> Iterator[str]:
    yield f"## {CLAIMS}"
    yield ""
    yield "| plan | claim | tier | claimed | ours | difference | of itself |"
    yield "|---|---|---|---|---|---|---|"
    compared = {plan.example: _in_order(plan.example) for plan in found}
    for example, claims in compared.items():
        for claim in claims:
            yield _claim(example, claim)
    yield ""
    for example, claims in compared.items():
        yield from _tables(example, [c for c in claims if c.total and c.parts])


def _in_order(example: str) -> list[Compared]:
    """Return the claims of an example in the order of its path, then those on other tiers."""
    one = computed.estimated(example)
    path = [step.tier for step in one.stack.path]
    return sorted(compare_claims(one), key=lambda c: (path.index(c.tier) if c.tier in path else len(path), c.tier))


def _claim(example: str, claim: Compared) -> str:
    if claim.total is None:
        parts = "; ".join(f"{name} {_beside(x)}" for name, x in claim.parts)
        return _line(example, claim.name, claim.tier, "", "", "", parts)
    off = "" if claim.total.percent is None else f"{claim.total.percent:+} %"
    both = (usd(claim.total.claimed), _or_missing(claim.total.ours))
    return _line(example, claim.name, claim.tier, *both, off, claim.remark or "")


def _tables(example: str, claims: list[Compared]) -> Iterator[str]:
    """Yield what a plan's tables say part by part, side by side, each beside ours."""
    if not claims:
        return
    yield f"### {example}: its tables beside ours"
    yield ""
    yield _line("part", *(f"{c.name} (tier {c.tier})" for c in claims))
    yield "|---" * (len(claims) + 1) + "|"
    stated = list(dict.fromkeys(name for c in claims for name, _ in c.parts))
    for part in stated:
        yield _line(part, *(_beside(dict(c.parts)[part]) if part in dict(c.parts) else "–" for c in claims))
    bills = computed.estimated(example).bills
    named = {part.partition(".")[0] for part in stated}
    for layer in (x for x in LAYERS if x not in named):
        ours = [bills[c.tier].layers.get(layer) for c in claims]
        if any(x and cents(x.expected) for x in ours):
            yield _line(layer, *(f"not stated → {usd(x.expected)}" if x else "–" for x in ours))
    yield _line("**total**", *(f"**{_beside(c.total)}**" for c in claims if c.total))
    yield _line("its own sum", *(c.remark or "adds up" for c in claims))
    yield ""


def _beside(one: Beside) -> str:
    return f"{usd(one.claimed)} → {_or_missing(one.ours)}"


def _or_missing(amount: Decimal | None) -> str:
    return "a price is missing" if amount is None else usd(amount)


def _union(found: list[Feature]) -> Iterator[str]:
    if not found:
        return
    prefixes = list(WISHES)
    yield f"## {UNION}"
    yield ""
    yield _line("feature", *prefixes, "runs in")
    yield "|---" * (len(prefixes) + 2) + "|"
    group = ""
    for one in found:
        if one.group != group:
            group = one.group
            yield _line(f"**{group}**", *[""] * (len(prefixes) + 1))
        asked = [", ".join(x[3:] for x in one.ids if x.startswith(p)) or "–" for p in prefixes]
        yield _line(one.name, *asked, _runs(one))
    yield ""


def _runs(one: Feature) -> str:
    tests = [_code(x) for x in one.tests]
    if not one.example:
        return "<br>".join(tests)
    tier = one.tier or computed.estimated(one.example).stack.tier
    return "<br>".join([f"{one.example}, {tier}: {_code('.'.join(one.path))}", *tests])


def _line(*cells: str) -> str:
    return "| " + " | ".join(" ".join(x.split()).replace("|", "\\|") for x in cells) + " |"


def _code(text: str) -> str:
    return f"`{text}`"
