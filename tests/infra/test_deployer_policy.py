"""What whoever deploys must be allowed: every type has its actions, every action exists, and none is too wide."""

import ast
import io
import json
import sys
from pathlib import Path

import botocore.session
import pytest

from infra import deployer_policy
from infra.aws_rules import deployer, iam
from infra.deployer_policy import Deployment, UnknownTypeError, policies, read

ROOT = Path(__file__).parents[2]
VPC_CHILDREN = ("vpc", "subnet", "internetGateway", "routeTable", "routeTableAssociation", "route", "natGateway")
"""What `awsx.ec2.Vpc` makes beside what this program makes itself."""

MODELS = {
    "elasticfilesystem": "efs",
    "elasticloadbalancing": "elbv2",
    "pricingplanmanager": "pricing-plan-manager",
}
"""Services whose prefix in IAM is not the name of their API in botocore."""
PERMISSIONS_ALONE = {
    "backup-storage:MountCapsule",
    "budgets:ModifyBudget",
    "budgets:ViewBudget",
    "elasticloadbalancing:SetWebAcl",
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
}
"""Actions that no call is named after."""
ONE = Deployment(frozenset({"s3/bucket", "iam/role", "sqs/queue", "rds/instance"}), "shop", "eu-west-1", ("my-files",))


def _parsed():
    return [ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "infra").rglob("*.py"))]


def _calls(tree):
    return [ast.unparse(n.func).split(".") for n in ast.walk(tree) if isinstance(n, ast.Call)]


def test_every_type_the_program_makes_has_its_actions():
    """Every resource class that a component calls, and the VPC's children, stand in the table; nothing else does."""
    made = {
        f"{c[1]}/{c[2][0].lower()}{c[2][1:]}"
        for tree in _parsed()
        for c in _calls(tree)
        if len(c) == 3 and c[0] == "aws" and c[2][0].isupper() and not c[2].endswith("Args")
    }
    made |= {f"ec2/{child}" for child in VPC_CHILDREN}
    assert set(deployer.actions()) == made


def test_every_function_the_program_asks_has_its_actions():
    """Looking up a zone or a prefix list needs permission too."""
    asked = set()
    for tree in _parsed():
        for call in _calls(tree):
            if call[0] == "aws" and call[-1].startswith("get_"):
                words = call[-1].removesuffix("_output").removeprefix("get_").split("_")
                module = call[1] if len(call) == 3 else "index"
                asked.add(f"{module}/get{''.join(w.capitalize() for w in words)}")
    assert set(deployer.LOOKUPS) == asked


def _all_actions():
    of_types = {action for actions in deployer.actions().values() for action in actions}
    return sorted(of_types | {action for actions in deployer.LOOKUPS.values() for action in actions})


def test_every_action_exists():
    """Each is a call of AWS's API by botocore's models, or one of a few permissions that are no call."""
    session = botocore.session.get_session()
    unknown = []
    for action in _all_actions():
        prefix, name = action.split(":")
        if action in PERMISSIONS_ALONE or prefix == "s3":
            continue
        if name not in session.get_service_model(MODELS.get(prefix, prefix)).operation_names:
            unknown.append(action)
    assert unknown == []


def test_no_action_stands_for_many():
    """No wildcard, no action that hands out permissions beyond the stack's own roles."""
    assert [a for a in _all_actions() if "*" in a] == []
    assert {"iam:PassRole", "iam:CreateUser", "iam:CreateAccessKey", "iam:PutUserPolicy"}.isdisjoint(_all_actions())


def test_roles_are_given_to_the_services_that_are_trusted():
    """Every service that a role of the program trusts may be passed one, and no other."""
    trusted = {
        node.value
        for tree in _parsed()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(".amazonaws.com")
    }
    assert set(deployer.PASSED_TO) <= trusted | {"ec2.amazonaws.com"}


def statements(deployment=ONE):
    """Return every statement of a deployment's policies."""
    return [statement for policy in policies(deployment) for statement in policy["Statement"]]


def test_roles_and_buckets_are_the_topologys_own():
    """Whoever may write any role may do anything: the actions of IAM are bound to the topology's name."""
    found = statements()
    roles = next(s for s in found if "iam:CreateRole" in s["Action"])
    assert roles["Resource"] == ["arn:aws:iam::*:role/shop-*", "arn:aws:iam::*:instance-profile/shop-*"]
    buckets = next(s for s in found if "s3:CreateBucket" in s["Action"])
    assert buckets["Resource"] == [
        "arn:aws:s3:::shop-*",
        "arn:aws:s3:::my-files",
        "arn:aws:s3:::shop-*/*",
        "arn:aws:s3:::my-files/*",
    ]
    passed = next(s for s in found if s["Action"] == "iam:PassRole")
    assert passed["Resource"] == "arn:aws:iam::*:role/shop-*"
    assert "ecs-tasks.amazonaws.com" in passed["Condition"]["StringEquals"]["iam:PassedToService"]


def test_the_rest_is_bound_to_the_regions():
    """What has no name beforehand is allowed in the stack's region and where global services answer."""
    unbound = [s for s in statements() if s["Resource"] == "*"]
    assert {a.partition(":")[0] for s in unbound for a in s["Action"]} >= {"sqs", "rds"}
    assert all(s["Condition"] == {"StringEquals": {"aws:RequestedRegion": ["eu-west-1", "us-east-1"]}} for s in unbound)


def test_services_make_their_own_roles_where_they_are_used():
    """RDS may make its role in an account that never had a database; services that are not used may not."""
    linked = next(s for s in statements() if s["Action"] == "iam:CreateServiceLinkedRole")
    assert linked["Condition"]["StringEquals"]["iam:AWSServiceName"] == ["rds.amazonaws.com"]
    without = Deployment(frozenset({"sqs/queue"}), "shop", "eu-west-1")
    assert not [s for s in statements(without) if s["Action"] == "iam:CreateServiceLinkedRole"]


def test_all_of_it_fits_a_role():
    """With every type there is, each policy is below IAM's 6,144 characters, and there are at most ten."""
    whole = policies(Deployment(frozenset(deployer.actions()), "n" * 16, "ap-northeast-1", ("b" * 63,)))
    sizes = [len("".join(json.dumps(policy).split())) for policy in whole]
    assert max(sizes) <= iam.MANAGED_POLICY_MAX
    assert len(sizes) <= 10


def test_an_unknown_type_is_an_error():
    """A type without actions would be missed at the first deployment: it is named, with the file to add it to."""
    with pytest.raises(UnknownTypeError, match=r"lambda/function: infra/aws_rules/deployer\.py"):
        policies(Deployment(frozenset({"lambda/function"}), "shop", "us-east-1"))


PROVIDER = {
    "urn": "urn:p",
    "type": "pulumi:providers:aws",
    "inputs": {"region": "eu-west-1", "defaultTags": json.dumps({"tags": {"name": "shop"}})},
}
QUEUE = {"urn": "urn:q", "type": "aws:sqs/queue:Queue", "inputs": {}}
FILES = {"urn": "urn:b", "type": "aws:s3/bucket:Bucket", "inputs": {"bucket": "my-files"}}
OURS = {"urn": "urn:c", "type": "aws:s3/bucket:Bucket", "inputs": {"bucket": "shop-site-1a2b3c4"}}
LAYER = {"urn": "urn:l", "type": "tollgate:infra:Network"}


@pytest.mark.parametrize(
    "document",
    [
        {"version": 3, "deployment": {"resources": [PROVIDER, QUEUE, FILES, OURS, LAYER]}},
        {"steps": [{"op": "create", "urn": r["urn"], "newState": r} for r in (PROVIDER, QUEUE, FILES, OURS, LAYER)]},
    ],
    ids=["state", "preview"],
)
def test_a_state_and_a_preview_are_read_alike(document):
    """Types, name, region, and the buckets whose names are the user's."""
    assert read(document) == Deployment(frozenset({"sqs/queue", "s3/bucket"}), "shop", "eu-west-1", ("my-files",))


@pytest.mark.parametrize(
    ("text", "exit_code", "said"),
    [
        (json.dumps({"deployment": {"resources": [PROVIDER, QUEUE]}}), 0, ""),
        ("{}", 2, "no AWS provider in it: pipe `pulumi preview --json` or `pulumi stack export` here\n"),
        ("not json", 2, "Expecting value: line 1 column 1 (char 0)\n"),
    ],
)
def test_the_command_reads_standard_input(monkeypatch, capsys, text, exit_code, said):
    """Policies go out as JSON; what is no deployment gives one line and exit code 2."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    assert deployer_policy.main() == exit_code
    out, err = capsys.readouterr()
    assert err == said
    assert bool(out) == (exit_code == 0)
    if out:
        assert "sqs:CreateQueue" in json.dumps(json.loads(out))
