"""Arguments are checked against the SDK's classes at every depth, as the real provider checks them."""

import json

import pytest

from sandbox.aws import schema
from sandbox.aws.checks import as_json_text, check_arguments, same_json
from sandbox.wire import UNKNOWN, Secret
from tests.sandbox.cloud import TOKENS


def _failures(kind, inputs):
    return [str(failure) for failure in check_arguments(schema.resource(TOKENS[kind]).inputs, inputs)]


GROUP = {"vpcId": "vpc-1"}
SERVICE = {"cluster": "c", "taskDefinition": "t"}


@pytest.mark.parametrize(
    ("kind", "inputs", "expected"),
    [
        ("ec2/vpc", {"cidr": "10.0.0.0/16"}, "cidr: unexpected argument"),
        ("ec2/vpc", {"cidrBlok": "10.0.0.0/16"}, "cidrBlok: unexpected argument; did you mean cidrBlock?"),
        ("ec2/subnet", {"cidrBlock": "10.0.0.0/24"}, "vpcId: missing required argument"),
        ("ec2/vpc", {"enableDnsSupport": "yes"}, "enableDnsSupport: expected true or false, got 'yes'"),
        ("ec2/vpc", {"tags": ["a"]}, "tags: expected a map, got a list"),
        ("ec2/vpc", {"tags": {"a": {"b": "c"}}}, "tags.a: expected text, got an object"),
        (
            "rds/instance",
            {"instanceClass": "x", "allocatedStorage": "big"},
            "allocatedStorage: expected a whole number",
        ),
        ("rds/instance", {"instanceClass": "x", "allocatedStorage": 1.5}, "allocatedStorage: expected a whole number"),
        ("ecs/service", {**SERVICE, "loadBalancers": {}}, "loadBalancers: expected a list, got an object"),
        (
            "ecs/service",
            {**SERVICE, "loadBalancers": [{"containerName": "a", "containerPort": 80, "targetGroup": "x"}]},
            "loadBalancers[0].targetGroup: unexpected argument; did you mean targetGroupArn?",
        ),
        (
            "ecs/service",
            {**SERVICE, "loadBalancers": [{"containerName": "a"}]},
            "loadBalancers[0].containerPort: missing required argument",
        ),
        (
            "wafv2/webAcl",
            {
                "scope": "REGIONAL",
                "defaultAction": {"allow": {}},
                "visibilityConfig": {
                    "cloudwatchMetricsEnabled": True,
                    "metricName": "a",
                    "sampledRequestsEnabled": True,
                },
                "rules": [
                    {
                        "name": "a",
                        "priority": 0,
                        "visibilityConfig": {
                            "cloudwatchMetricsEnabled": True,
                            "metricName": "a",
                            "sampledRequestsEnabled": True,
                        },
                        "statement": {"managedRuleGroupStatement": {"name": "x", "vendorNam": "AWS"}},
                    }
                ],
            },
            "rules[0].statement.managedRuleGroupStatement.vendorNam: unexpected argument; did you mean vendorName?",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_path(kind, inputs, expected):
    """Unknown names, missing arguments and wrong kinds are found at the top and deep inside."""
    assert any(failure.startswith(expected) for failure in _failures(kind, inputs)), _failures(kind, inputs)


@pytest.mark.parametrize(
    ("kind", "inputs"),
    [
        ("ec2/vpc", {"cidrBlock": UNKNOWN, "tags": {"a": UNKNOWN}, "enableDnsSupport": UNKNOWN}),
        ("ec2/vpc", {"cidrBlock": Secret("10.0.0.0/16"), "tags": Secret({"a": "b"})}),
        ("rds/instance", {"instanceClass": "db.t4g.micro", "allocatedStorage": "20", "port": 5432}),
        ("ecs/taskDefinition", {"family": "a", "containerDefinitions": "[]", "cpu": 256}),
        ("ec2/vpc", {"tags": None}),
        ("iam/role", {"assumeRolePolicy": {"Version": "2012-10-17", "Statement": []}}),
    ],
)
def test_what_the_provider_takes_is_taken(kind, inputs):
    """Unknowns and secrets pass, a number is taken for text and numeric text for a number, absent is absent."""
    assert _failures(kind, inputs) == []


def test_a_wrong_secret_is_not_quoted():
    """The message about a secret says where it is wrong and never what it is."""
    failures = _failures("ec2/vpc", {"enableDnsSupport": Secret("hunter2")})
    assert failures == ["enableDnsSupport: the secret value has the wrong type or an unknown key"]


@pytest.mark.parametrize(
    "kind", ["iam/role", "iam/policy", "s3/bucketPolicy", "ecr/lifecyclePolicy", "sqs/queuePolicy"]
)
def test_a_policy_given_as_an_object_becomes_json_text(kind):
    """The provider turns documents into text before AWS sees them, so that is what comes back."""
    prop = "assumeRolePolicy" if kind == "iam/role" else "policy"
    made = as_json_text(TOKENS[kind], {prop: {"Version": "2012-10-17", "Statement": []}})
    assert json.loads(made[prop]) == {"Version": "2012-10-17", "Statement": []}


def test_a_secret_policy_stays_a_secret():
    """The wrapper is kept round the text."""
    made = as_json_text(TOKENS["iam/policy"], {"policy": Secret({"Version": "1"})})
    assert made == {"policy": Secret('{"Version":"1"}')}


def test_an_object_is_no_text_where_the_provider_does_not_turn_it():
    """A map for an ordinary text argument is an error."""
    assert _failures("ec2/vpc", as_json_text(TOKENS["ec2/vpc"], {"cidrBlock": {"a": 1}})) == [
        "cidrBlock: expected text, got an object"
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ('{"a":1,"b":2}', '{ "b": 2, "a": 1 }', True),
        ("[1]", "[1, 2]", False),
        ("text", "text", True),
        ('{"a":1}', "no json", False),
        ("{broken", "{broken too", False),
    ],
)
def test_documents_are_compared_as_documents(one, other, same):
    """Spaces and the order of keys are no difference; content is."""
    assert same_json(one, other) is same
