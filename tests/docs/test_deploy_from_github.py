"""The page on deploying from GitHub: what it reads is there, and the role may do all that it does."""

import json
import re

import pytest
import yaml

from tests.plans.deployed import registered
from tests.support.stacks import ROOT

PAGE = (ROOT / "docs" / "deploy-from-github.md").read_text(encoding="utf-8")
WORKFLOW = yaml.safe_load(next(b for b in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL) if b.startswith("name:")))
SAID = re.findall(
    r"gh variable set (\w+) +--body \"\$\(pulumi stack output (\w+)(?: --json \| jq -r (\S+?))?\)\"", PAGE
)

ACTIONS = {
    "ecr get-login-password": ["ecr:GetAuthorizationToken"],
    "ecs describe-services": ["ecs:DescribeServices"],
    "ecs describe-task-definition": ["ecs:DescribeTaskDefinition"],
    "ecs describe-tasks": ["ecs:DescribeTasks"],
    "ecs register-task-definition": ["ecs:RegisterTaskDefinition", "ecs:TagResource", "iam:PassRole"],
    "ecs update-service": ["ecs:UpdateService", "iam:PassRole"],
    "ecs wait services-stable": ["ecs:DescribeServices"],
    "ecs wait tasks-stopped": ["ecs:DescribeTasks"],
    "s3 sync": ["s3:ListBucket", "s3:PutObject", "s3:DeleteObject"],
    "cloudfront create-invalidation": ["cloudfront:CreateInvalidation"],
}
"""What each command asks of IAM. Source: Service Authorization Reference."""


@pytest.fixture(scope="module")
def done():
    """Return what an application with all that the page speaks of registers."""
    return registered("fastapi-strategy")


def steps():
    """Return what the workflow's steps run, by name."""
    (job,) = WORKFLOW["jobs"].values()
    return {step["name"]: step["run"] for step in job["steps"] if "run" in step}


@pytest.mark.parametrize(("variable", "output", "path"), SAID)
def test_each_variable_comes_from_an_output(done, variable, output, path):
    """A path of jq leads to a text; the page's `app` is this application's `api`."""
    found = done.outputs[output]
    for key in path.strip(".").split(".") if path else ():
        found = found["api" if key == "app" else key]
    assert isinstance(found, str)
    assert found, variable


def test_the_workflow_reads_what_was_set():
    """No variable is read that the page did not set, and none is set for nothing."""
    assert set(re.findall(r"vars\.(\w+)", PAGE)) == {variable for variable, _, _ in SAID}
    assert len(SAID) == 9


def test_the_role_may_do_what_the_workflow_does(done):
    """Each command of AWS has its actions in the role's policy; what runs the job is an output of the stack."""
    policy = json.loads(done.one("aws:iam/rolePolicy:RolePolicy", "fastapi-github").inputs["policy"])
    allowed = {
        a for s in policy["Statement"] for a in (s["Action"] if isinstance(s["Action"], list) else [s["Action"]])
    }
    text = "\n".join(steps().values())
    used = set(re.findall(r"\baws ((?:ecs wait|ecr|ecs|s3|cloudfront) [a-z-]+)", text))
    assert used == set(ACTIONS)
    assert {action for command in used for action in ACTIONS[command]} <= allowed
    assert done.outputs["jobs"]["migrate"]["run"].startswith("aws ecs run-task ")
    assert "ecs:RunTask" in allowed


def test_a_job_is_waited_for_where_it_runs():
    """Jobs run on Fargate; a service on instances has a cluster of its own."""
    assert "$CLUSTER" not in steps()["Migrate"]
    assert '"$CLUSTER"' in steps()["Deploy the service"]


def test_the_tag_is_kept_where_the_program_reads_it():
    """The key that the last step writes is the config's."""
    path = re.search(r"yq -i '\.config\.\"(\S+?)\"\.(\S+) = ", steps()["Keep the tag with the stack"])
    key, *keys = [path[1], *path[2].split(".")]
    example = yaml.safe_load((ROOT / "examples" / "fastapi-strategy.yaml").read_text(encoding="utf-8"))
    found = example["config"][key]
    for one in keys:
        found = found["api" if one == "app" else one]
    assert found == "1"
