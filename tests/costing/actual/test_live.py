"""Cost Explorer asked by boto3; botocore's stubber holds every request and answer to AWS's own service model."""

import pytest
from botocore.session import Session
from botocore.stub import Stubber

from costing.actual import live
from costing.actual.spend import Month
from costing.aws_account import AccountError

OCTOBER = Month(2026, 10)
USD = {"Amount": "3.5", "Unit": "USD"}
PERIOD = {"Start": "2026-10-01", "End": "2026-11-01"}
ONLY = {"Not": {"Dimensions": {"Key": "RECORD_TYPE", "Values": ["Credit", "Refund", "Tax"]}}}
OURS = {"Tags": {"Key": "project", "Values": ["shop"], "MatchOptions": ["EQUALS"]}}
BARE = {"Tags": {"Key": "layer", "MatchOptions": ["ABSENT"]}}
BY_LAYER = [{"Type": "TAG", "Key": "stack"}, {"Type": "TAG", "Key": "layer"}]
BY_SERVICE = [{"Type": "TAG", "Key": "layer"}, {"Type": "DIMENSION", "Key": "SERVICE"}]


def _query(groups, wanted, **more):
    return {
        "TimePeriod": PERIOD,
        "Granularity": "MONTHLY",
        "Metrics": ["AmortizedCost"],
        "GroupBy": groups,
        "Filter": wanted,
        **more,
    }


def _answer(groups, *keys, **more):
    found = [{"Keys": list(key), "Metrics": {"AmortizedCost": USD}} for key in keys]
    return {
        "GroupDefinitions": groups,
        "ResultsByTime": [{"TimePeriod": PERIOD, "Total": {}, "Groups": found, "Estimated": False}],
        **more,
    }


@pytest.fixture
def client():
    """Return a client that reaches nobody."""
    session = Session()
    session.set_credentials("planted", "planted")
    return session.create_client("ce", region_name="us-east-1")


def test_two_requests(client):
    """By stack and layer for the project, then by service what carries no layer; pages are followed."""
    first = _query(BY_LAYER, {"And": [ONLY, OURS]})
    with Stubber(client) as stub:
        tagged = _answer(BY_LAYER, ("stack$prod", "layer$network"), NextPageToken="more")
        stub.add_response("get_cost_and_usage", tagged, first)
        rest = _answer(BY_LAYER, ("stack$prod", "layer$edge"), ("stack$prod", "layer$"))
        stub.add_response("get_cost_and_usage", rest, {**first, "NextPageToken": "more"})
        bare = _answer(BY_SERVICE, ("layer$", "AWS X-Ray"))
        stub.add_response("get_cost_and_usage", bare, _query(BY_SERVICE, {"And": [ONLY, BARE]}))
        found = live.charges(client, OCTOBER, "shop")
        stub.assert_no_pending_responses()
    assert [(one.stack, one.layer, one.service) for one in found] == [
        ("prod", "network", None),
        ("prod", "edge", None),
        (None, "", "AWS X-Ray"),
    ]


def test_a_file_alone_belongs_to_no_project(client):
    """Without a project charges of all are asked for."""
    with Stubber(client) as stub:
        stub.add_response("get_cost_and_usage", _answer(BY_LAYER), _query(BY_LAYER, ONLY))
        stub.add_response("get_cost_and_usage", _answer(BY_SERVICE), _query(BY_SERVICE, {"And": [ONLY, BARE]}))
        assert live.charges(client, OCTOBER, None) == []


@pytest.mark.parametrize(
    ("code", "cure"),
    [
        ("AccessDeniedException", "; the role needs ce:GetCostAndUsage"),
        ("DataUnavailableException", "; Cost Explorer has to be enabled once in the billing console; data come a day"),
        ("ExpiredTokenException", "; log in again: aws sso login, or new keys"),
        ("LimitExceededException", ""),
    ],
)
def test_a_refusal_is_one_line_with_its_cure(client, code, cure):
    """What AWS says, and what to do."""
    with Stubber(client) as stub:
        stub.add_client_error("get_cost_and_usage", code, "No,\n not today.")
        with pytest.raises(AccountError) as caught:
            live.charges(client, OCTOBER, "shop")
    assert str(caught.value).startswith(f"AWS cannot be asked: No, not today{cure}")
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 1
