"""Asks Cost Explorer. Needs boto3, credentials and the network; each request costs what the price book says."""

from collections.abc import Iterator
from typing import Any, TypeAlias

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from costing.actual.explorer_json import of_pages
from costing.actual.spend import LAYER, NO_TAG, SERVICE, STACK, Charge, Month
from costing.errors import CostingError

Block: TypeAlias = dict[str, Any]

REGION = "us-east-1"
"""Where the one endpoint of Cost Explorer is."""
PERMISSION = "ce:GetCostAndUsage"
LEFT_OUT = ("Credit", "Refund", "Tax")
"""Kinds of records that no estimate holds."""


class AccountError(CostingError):
    """AWS cannot be asked, or says no; the text is one line with the cure."""


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
    except (ClientError, BotoCoreError) as error:
        raise AccountError(reason(error)) from error
    return [one for one in tagged if one.layer != NO_TAG] + bare


def client(service: str, profile: str | None, region: str = REGION) -> Any:
    """Return a client of boto3.

    Raises:
        AccountError: there is no such profile.
    """
    try:
        return boto3.Session(profile_name=profile, region_name=region).client(service)  # pyright: ignore[reportUnknownVariableType] - chosen at run time
    except BotoCoreError as error:
        raise AccountError(reason(error)) from error


def reason(error: Exception) -> str:
    """Return what went wrong with AWS in one line, with the cure where there is one."""
    response: Block = getattr(error, "response", {}).get("Error", {})
    code = str(response.get("Code") or type(error).__name__)
    said = " ".join(str(response.get("Message") or error).split()).rstrip(".")
    cure = _CURES.get(code)
    return f"AWS cannot be asked: {said}{f'; {cure}' if cure else ''}"


_LOGIN = "log in again: aws sso login, or new keys"
_CURES = {
    "NoCredentialsError": "aws configure, or --profile NAME, or AWS_PROFILE",
    "ProfileNotFound": "aws configure list-profiles shows those there are",
    "AccessDeniedException": f"the role needs {PERMISSION}",
    "DataUnavailableException": "Cost Explorer has to be enabled once in the billing console; data come a day later",
    "BillExpirationException": "Cost Explorer keeps 13 months",
    "ExpiredTokenException": _LOGIN,
    "ExpiredToken": _LOGIN,
    "UnauthorizedSSOTokenError": _LOGIN,
    "SSOTokenLoadError": _LOGIN,
    "UnrecognizedClientException": _LOGIN,
    "EndpointConnectionError": "is there a network? A file needs none: --from-file",
}


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
