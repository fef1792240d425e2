"""The user's account: what goes wrong first, in one line with its cure."""

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, NoCredentialsError

from costing import aws_account
from costing.aws_account import AccountError


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NoCredentialsError(), "AWS cannot be asked: Unable to locate credentials; aws configure, or --profile NAME"),
        (
            EndpointConnectionError(endpoint_url="https://ce.us-east-1.amazonaws.com/"),
            'AWS cannot be asked: Could not connect to the endpoint URL: "https://ce.us-east-1.amazonaws.com/"; is',
        ),
    ],
)
def test_no_credentials_and_no_network(error, said):
    """The two things that go wrong first."""
    assert aws_account.reason(error).startswith(said)


def test_an_unknown_profile(tmp_path, monkeypatch):
    """It is said at once, with the command that lists those there are."""
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    with pytest.raises(AccountError, match=r"nobody.*aws configure list-profiles"):
        aws_account.client("ce", "nobody")


@pytest.mark.parametrize(
    ("code", "permission", "cure"),
    [
        ("AccessDeniedException", "ce:GetCostAndUsage", "; the role needs ce:GetCostAndUsage"),
        ("AccessDenied", "pricing:GetProducts", "; the role needs pricing:GetProducts"),
        ("AccessDenied", "", ""),
        ("ExpiredToken", "x:Y", "; log in again: aws sso login, or new keys"),
        ("LimitExceededException", "x:Y", ""),
    ],
)
def test_a_refusal_names_the_permission(code, permission, cure):
    """AWS's own words are kept, in one line."""
    error = ClientError({"Error": {"Code": code, "Message": "No,\n not today."}}, "Op")
    assert aws_account.reason(error, permission) == f"AWS cannot be asked: No, not today{cure}"
