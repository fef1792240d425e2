"""Asks Cost Explorer. Needs boto3, credentials and the network; each request costs what the price book says."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from costing.actual.explorer_json import of_pages
from costing.actual.spend import LAYER, NO_TAG, SERVICE, STACK, Charge, Month
from costing.aws_account import FAILURES, AccountError, reason

Block: TypeAlias = dict[str, Any]

PERMISSION = "ce:GetCostAndUsage"
LEFT_OUT = ("Credit", "Refund", "Tax")
"""Kinds of records that no estimate holds."""


def charges(client: Any, month: Month, project: str | None) -> list[Charge]:
    """Return what a month was charged: by stack and layer, and by service what carries no tag.

    Args:
        client: boto3's client of `ce`.
        month: which.
        project: value of the tag `project`; charges of other projects are left out. None takes all.

    Raises:
        AccountError: AWS says no, or cannot be reached.
    """
    try:
        tagged = _asked(client, month, _of_project(project), (_tag(STACK), _tag(LAYER)))
        bare = _asked(client, month, _absent(LAYER), (_tag(LAYER), {"Type": "DIMENSION", "Key": SERVICE}))
    except FAILURES as error:
        raise AccountError(reason(error, PERMISSION)) from error
    return [one for one in tagged if one.layer != NO_TAG] + bare


def _asked(client: Any, month: Month, wanted: Block | None, groups: tuple[Block, ...]) -> list[Charge]:
    return of_pages(list(_pages(client, month, wanted, groups)), "Cost Explorer's answer")


def _pages(client: Any, month: Month, wanted: Block | None, groups: tuple[Block, ...]) -> Iterator[object]:
    only = {"Not": {"Dimensions": {"Key": "RECORD_TYPE", "Values": list(LEFT_OUT)}}}
    query: Block = {
        "TimePeriod": {"Start": month.start.isoformat(), "End": month.end.isoformat()},
        "Granularity": "MONTHLY",
        "Metrics": ["AmortizedCost"],
        "GroupBy": list(groups),
        "Filter": {"And": [only, wanted]} if wanted else only,
    }
    while True:
        page: Block = client.get_cost_and_usage(**query)
        token = page.pop("NextPageToken", None)
        yield page
        if not token:
            return
        query["NextPageToken"] = token


def _of_project(project: str | None) -> Block | None:
    return None if project is None else {"Tags": {"Key": "project", "Values": [project], "MatchOptions": ["EQUALS"]}}


def _absent(tag: str) -> Block:
    return {"Tags": {"Key": tag, "MatchOptions": ["ABSENT"]}}


def _tag(key: str) -> Block:
    return {"Type": "TAG", "Key": key}
