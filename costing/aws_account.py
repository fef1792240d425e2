"""The user's own AWS account, asked by boto3: what the few verbs that need it share."""

from typing import Any, TypeAlias

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from costing.errors import CostingError

Block: TypeAlias = dict[str, Any]

REGION = "us-east-1"
"""Where Cost Explorer has its one endpoint, and the Price List one of its three."""
FAILURES = (ClientError, BotoCoreError)
"""What boto3 raises when AWS says no or cannot be reached."""


class AccountError(CostingError):
    """AWS cannot be asked, or says no; the text is one line with the cure."""


def client(service: str, profile: str | None) -> Any:
    """Return a client of boto3.

    Raises:
        AccountError: there is no such profile.
    """
    try:
        return boto3.Session(profile_name=profile, region_name=REGION).client(service)  # pyright: ignore[reportUnknownVariableType] - chosen at run time
    except FAILURES as error:
        raise AccountError(reason(error)) from error


def reason(error: Exception, permission: str = "") -> str:
    """Return what went wrong with AWS in one line, with the cure where there is one.

    Args:
        error: one of `FAILURES`.
        permission: what the caller has to be allowed.
    """
    response: Block = getattr(error, "response", {}).get("Error", {})
    code = str(response.get("Code") or type(error).__name__)
    said = " ".join(str(response.get("Message") or error).split()).rstrip(".")
    cure = f"the role needs {permission}" if code in _DENIED and permission else _CURES.get(code)
    return f"AWS cannot be asked: {said}{f'; {cure}' if cure else ''}"


_DENIED = frozenset({"AccessDeniedException", "AccessDenied", "UnauthorizedOperation"})
_LOGIN = "log in again: aws sso login, or new keys"
_CURES = {
    "NoCredentialsError": "aws configure, or --profile NAME, or AWS_PROFILE",
    "ProfileNotFound": "aws configure list-profiles shows those there are",
    "DataUnavailableException": "Cost Explorer has to be enabled once in the billing console; data come a day later",
    "BillExpirationException": "Cost Explorer keeps 13 months",
    "ExpiredTokenException": _LOGIN,
    "ExpiredToken": _LOGIN,
    "UnauthorizedSSOTokenError": _LOGIN,
    "SSOTokenLoadError": _LOGIN,
    "UnrecognizedClientException": _LOGIN,
    "EndpointConnectionError": "is there a network?",
}
