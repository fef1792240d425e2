"""The program's door: what Pulumi's config says, or one error with every problem."""

import json
from datetime import date

import grpc
import pulumi
import pytest

from infra import config
from infra.model.door import Asked, read
from tests.support.pulumi_mocks import deploy

TODAY = date(2026, 11, 21)
TOPOLOGY = {
    "name": "shop",
    "network": {"egress": {"kind": "none"}},
    "database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20},
}
BUDGET = {"monthlyCap": "100"}
GOOD = {
    "aws:region": "us-east-1",
    "tollgate:topology": json.dumps(TOPOLOGY),
    "tollgate:budget": json.dumps(BUDGET),
}


def _load(values, secrets=None):
    found = []
    done = deploy(lambda: found.append(config.load(TODAY)), config=values, secrets=secrets, check=False)
    return found[0] if found else done.error


def _problems(values, secrets=None):
    error = _load(values, secrets)
    assert isinstance(error, pulumi.RunError), error
    return str(error).splitlines()


def test_what_the_program_reads_is_what_the_command_line_reads():
    """The same values through Pulumi and through the door: the same stack."""
    loaded = _load(GOOD)
    assert loaded.stack == read({"topology": TOPOLOGY, "budget": BUDGET}, Asked("dev", "us-east-1", TODAY))
    assert loaded.aws.region == "us-east-1"


def test_a_tier_is_a_name_whatever_it_looks_like():
    """`tier: 2` is the tier called 2, and a tier may not be called that: the message names it as text."""
    tiers = json.dumps({"a": {}})
    assert _problems({**GOOD, "tollgate:tiers": tiers, "tollgate:tier": "2"}) == [
        "tollgate:tier: '2' is no tier; tiers are a"
    ]


def test_every_problem_is_in_one_error():
    """Of the provider's settings and of ours, one a line, and no trace."""
    topology = {**TOPOLOGY, "database": {**TOPOLOGY["database"], "user": "admin", "storageGb": 5}}
    problems = _problems(
        {
            "aws:profle": "work",
            "tollgate:topology": json.dumps(topology),
            "tollgate:budgt": "5",
        }
    )
    assert [p.split(": ")[0] for p in problems] == [
        "aws:profle",
        "aws:region",
        "tollgate:budgt",
        "tollgate:budget",
        "tollgate:topology.database.user",
        "tollgate:topology.database.storageGb",
    ]


@pytest.mark.parametrize("namespace", ["tolgate", "Tollgate", "tollgates", "toll-gate"])
def test_a_misspelt_namespace_is_named(namespace):
    """Pulumi would pass it in silence, and a stack would have no cap or no claims."""
    (problem,) = _problems({**GOOD, f"{namespace}:claims": "{}"})
    assert problem.startswith(f"{namespace}:claims: unknown key; did you mean tollgate:claims?")


def test_other_namespaces_are_others_business():
    """The config of another program in the same stack, even with a key that is called like one of ours."""
    loaded = _load({**GOOD, "payments:budget": "5", "tolgate:colour": "red", "secrets:api": "x"})
    assert loaded.stack == _load(GOOD).stack


def test_a_value_that_holds_a_secret_is_refused():
    """Pulumi hands the whole of it on in clear text; the value itself is not in the message."""
    planted = json.dumps({**TOPOLOGY, "tags": {"key": "planted-value"}})
    values = {k: v for k, v in GOOD.items() if k != "tollgate:topology"}
    problems = _problems(values, {"tollgate:topology": planted})
    assert [p.split(": ")[0] for p in problems] == ["tollgate:topology"]
    assert "pulumi config set --secret secrets:NAME" in problems[0]
    assert "planted" not in problems[0]


def test_a_value_that_is_no_json_is_told_as_it_is():
    """Text where an object belongs."""
    assert _problems({**GOOD, "tollgate:workload": "{broken"}) == [
        "tollgate:workload: '{broken' is not a map of keys and values"
    ]


@pytest.mark.parametrize(
    ("key", "value", "attribute", "expected"),
    [
        ("aws:profile", "123456789012", "profile", "123456789012"),
        ("aws:allowedAccountIds", '["123456789012"]', "allowed_account_ids", ("123456789012",)),
        ("aws:defaultTags", '{"tags": {"team": "a"}}', "default_tags", {"team": "a"}),
    ],
)
def test_settings_of_the_provider_arrive(key, value, attribute, expected):
    """Objects and lists as such; a profile that looks like a number is a name."""
    assert getattr(_load({**GOOD, key: value}).aws, attribute) == expected


def test_other_namespaces_are_left_alone():
    """Another provider's keys, and the stack's own, are none of ours."""
    assert not isinstance(_load({**GOOD, "other:key": "x", "tollgate-x:key": "y"}), BaseException)


# --- secrets ------------------------------------------------------------------------------------------------------


def _secrets(topology, values):
    stack = read({"topology": topology, "budget": BUDGET}, Asked("dev", "us-east-1", TODAY))
    found = []
    done = deploy(lambda: found.append(config.secrets(stack)), secrets=values, check=False)
    return found[0] if found else done.error


def test_a_password_from_config_is_asked_for():
    """`secrets:database`, and how to set it when it is not there."""
    error = _secrets(TOPOLOGY, {})
    assert isinstance(error, pulumi.RunError)
    assert str(error) == "secrets:database is not set: pulumi config set --secret secrets:database"


def test_a_password_from_config_stays_a_secret():
    """It is handed on as an output that Pulumi encrypts."""
    found = _secrets(TOPOLOGY, {"secrets:database": "planted-value"})
    assert list(found) == ["database"]
    assert isinstance(found["database"], pulumi.Output)


def test_a_managed_password_is_not_asked_for():
    """RDS makes it."""
    managed = {**TOPOLOGY, "database": {**TOPOLOGY["database"], "password": "managed"}}
    assert _secrets(managed, {}) == {}


# --- what is deployed ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "report"),
    [
        ({"outputs": {"costReport": {"tier": "a"}}}, {"tier": "a"}),
        ({"outputs": {}}, None),
        ({}, None),
    ],
)
def test_the_deployed_report_is_read_from_the_stack_itself(answer, report):
    """By the stack's full name; on the first run there is none."""
    found = []
    token = "pulumi:pulumi:readStackOutputs"
    done = deploy(lambda: found.append(config.deployed_report()), calls={token: answer})
    assert found == [report]
    assert done.calls == [(token, {"name": "organization/tollgate/dev"})]


class _Refused(grpc.RpcError):
    """What the engine answers when a stack cannot be read."""

    def code(self):
        """Return the status of the call."""
        return grpc.StatusCode.UNKNOWN

    def details(self):
        """Return what the engine says."""
        return "unknown stack"


def test_a_backend_that_does_not_answer_is_no_failure():
    """A missing baseline is a message, not a stop."""

    def refuse(_):
        raise _Refused

    found = []
    deploy(lambda: found.append(config.deployed_report()), calls={"pulumi:pulumi:readStackOutputs": refuse})
    assert found == [None]
