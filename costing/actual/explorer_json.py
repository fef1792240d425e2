"""Reads what `aws ce get-cost-and-usage` prints, and what the API answers: one response, or a list of its pages."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias, cast

from costing.actual.spend import LAYER, NO_TAG, SERVICE, STACK, Charge, SpendError, amount, day

Block: TypeAlias = Mapping[str, Any]

METRICS = ("AmortizedCost", "UnblendedCost", "NetAmortizedCost", "NetUnblendedCost", "BlendedCost")
"""Of several metrics the first here is taken: the bill spreads upfront money over its term, and so does the first."""
CURRENCY = "USD"
HOW = (
    "aws ce get-cost-and-usage --granularity MONTHLY --metrics AmortizedCost --time-period Start=…,End=… "
    "--group-by Type=TAG,Key=stack Type=TAG,Key=layer"
)


def charges(text: str, where: str) -> list[Charge]:
    """Return the charges in a JSON text.

    Args:
        text: what was exported.
        where: what to call it in an error.

    Raises:
        SpendError: it is no answer of Cost Explorer, a page of several, or not grouped by the tag `layer`.
    """
    try:
        data = cast("object", json.loads(text))
    except (ValueError, RecursionError):
        raise SpendError(f"{where} is no JSON") from None
    pages = cast("list[object]", data) if isinstance(data, list) else [data]
    return of_pages(pages, where)


def of_pages(pages: list[object], where: str) -> list[Charge]:
    """Return the charges of all pages of an answer.

    Raises:
        SpendError: as `charges`.
    """
    blocks = [_page(page, where) for page in pages]
    if not blocks or blocks[-1].get("NextPageToken"):
        raise SpendError(f"{where} holds the first pages only: its last one names a NextPageToken")
    try:
        return [charge for block in blocks for charge in _charges(block, where)]
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise SpendError(f"{where} is no whole answer of Cost Explorer: {type(error).__name__} at {error}") from None


def _page(page: object, where: str) -> Block:
    if not isinstance(page, Mapping) or "ResultsByTime" not in page:
        raise SpendError(f"{where} is no answer of Cost Explorer: ResultsByTime is missing; {HOW} prints one")
    return cast("Block", page)


def _charges(block: Block, where: str) -> Iterator[Charge]:
    definitions = cast("list[Block]", block.get("GroupDefinitions") or [])
    names = [str(group["Key"]) for group in definitions]
    if LAYER not in names:
        grouped = f"by {' and '.join(names)}" if names else "by nothing"
        raise SpendError(f"{where} is grouped {grouped}, and needs the tag layer: {HOW}")
    for period in block["ResultsByTime"]:
        start, end = (day(period["TimePeriod"][edge], where) for edge in ("Start", "End"))
        for group in period["Groups"]:
            values = {name: _value(name, key) for name, key in zip(names, group["Keys"], strict=False)}
            yield Charge(
                start,
                end,
                _dollars(group["Metrics"], where),
                values[LAYER],
                values.get(STACK),
                values.get(SERVICE),
                bool(period.get("Estimated")),
            )


def _value(name: str, key: str) -> str:
    """Return the value of `layer$network`; a service of AWS stands for itself."""
    return key if name == SERVICE else key.removeprefix(f"{name}$") or NO_TAG


def _dollars(metrics: Block, where: str) -> Any:
    metric = next((name for name in METRICS if name in metrics), None)
    if metric is None:
        raise SpendError(
            f"{where} has no metric of cost: it has {', '.join(metrics)}; {METRICS[0]} is the one to ask for"
        )
    if metrics[metric]["Unit"] != CURRENCY:
        raise SpendError(f"{where} counts in {metrics[metric]['Unit']}; the estimate is in US dollars")
    return amount(metrics[metric]["Amount"], where)
