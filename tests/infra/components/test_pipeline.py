"""The pipeline's role: who may assume it, and that it may do no more than deploy this stack."""

import json

import pulumi
import pytest

from infra.building.delivery import build_delivery
from infra.building.edge import build_edge
from infra.building.pipeline import build_pipeline
from infra.building.site import RunnableJob, RunningService
from tests.support.sites import ACCOUNT, built

ROLE, POLICY = "aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy"
PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider"
ISSUER = "token.actions.githubusercontent.com"
GITHUB = {"repository": "example/app", "branches": ["main"]}
WHOLE = {
    "edge": {"cdn": {}, "site": {}},
    "delivery": {"repositories": {"app": {"tag": "1"}, "web": {}}, "github": GITHUB},
}


def _out(value):
    return pulumi.Output.from_input(value)


def deployed(site):
    """Leave on the site what the services step would."""
    roles = (_out("arn:aws:iam::1:role/task"), _out("arn:aws:iam::1:role/execution"))
    site.running["api"] = RunningService(_out("shop"), _out("api-1"), _out("shop-api"), *roles)
    site.jobs["migrate"] = RunnableJob(_out("shop"), _out("shop-migrate"), *roles)


def piped(topology=WHOLE, before=deployed, name="dev"):
    """Return what is registered for a topology with a pipeline."""
    return built(build_delivery, build_edge, build_pipeline, topology=topology, before=before, name=name)


def statements(done):
    """Return the statements of the role's policy by their actions."""
    found = json.loads(done.one(POLICY).inputs["policy"])["Statement"]
    as_list = [s["Action"] if isinstance(s["Action"], list) else [s["Action"]] for s in found]
    return {tuple(actions): s for actions, s in zip(as_list, found, strict=True)}


def trust(github):
    """Return the statement of trust of a pipeline."""
    done = piped({"delivery": {"github": github}}, before=None)
    (statement,) = json.loads(done.one(ROLE).inputs["assumeRolePolicy"])["Statement"]
    return statement


def test_without_github_there_is_no_role():
    """Repositories alone give nobody a way in."""
    assert piped({"delivery": {"repositories": {"app": {}}}}).of(ROLE) == []


def test_the_role_is_assumed_by_tokens_for_aws_of_named_branches_and_environments():
    """No stored key: GitHub vouches, for this repository's branch or environment, to AWS and nobody else."""
    found = trust({**GITHUB, "environments": ["prod"]})
    assert found["Action"] == "sts:AssumeRoleWithWebIdentity"
    assert found["Condition"] == {
        "StringEquals": {
            f"{ISSUER}:aud": "sts.amazonaws.com",
            f"{ISSUER}:sub": ["repo:example/app:ref:refs/heads/main", "repo:example/app:environment:prod"],
        }
    }


def test_a_pattern_of_branches_is_matched_as_one():
    """`release/*` stands for any text after the slash; the audience is still exact."""
    found = trust({**GITHUB, "branches": ["main", "release/*"]})["Condition"]
    assert found["StringEquals"] == {f"{ISSUER}:aud": "sts.amazonaws.com"}
    assert found["StringLike"] == {
        f"{ISSUER}:sub": ["repo:example/app:ref:refs/heads/main", "repo:example/app:ref:refs/heads/release/*"]
    }


@pytest.mark.parametrize(("create", "made"), [(True, 1), (False, 0)])
def test_an_account_has_one_provider_made_or_found(create, made):
    """The second stack of an account finds what the first has made."""
    done = piped({"delivery": {"github": {**GITHUB, "createProvider": create}}}, before=None)
    assert len(done.of(PROVIDER)) == made
    looked_up = [args["url"] for token, args in done.calls if token.endswith("getOpenIdConnectProvider")]
    assert looked_up == ([] if create else [f"https://{ISSUER}"])
    if create:
        provider = done.one(PROVIDER).inputs
        assert (provider["url"], provider["clientIdLists"]) == (f"https://{ISSUER}", ["sts.amazonaws.com"])
    assert done.outputs["deployRoleArn"].endswith("shop-github")


def test_it_pushes_to_our_repositories_alone():
    """Signing in has no resource; layers and images go to the repositories of this stack."""
    found = statements(piped())
    assert found["ecr:GetAuthorizationToken",]["Resource"] == "*"
    push = next(s for actions, s in found.items() if "ecr:PutImage" in actions)
    assert [arn.rpartition(":")[2] for arn in push["Resource"]] == ["shop-app", "shop-web"]
    assert "ecr:DeleteRepository" not in push["Action"]
    assert "ecr:BatchDeleteImage" not in push["Action"]


def test_it_deploys_our_services_alone():
    """New revisions may be registered, with the roles of these services, for tasks; only these services take them."""
    found = statements(piped())
    update = found["ecs:DescribeServices", "ecs:UpdateService"]
    assert update["Resource"] == [f"arn:aws:ecs:us-east-1:{ACCOUNT}:service/shop/api-1"]
    passed = found["iam:PassRole",]
    assert set(passed["Resource"]) == {"arn:aws:iam::1:role/task", "arn:aws:iam::1:role/execution"}
    assert passed["Condition"] == {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}
    tag = found["ecs:TagResource",]
    assert tag["Condition"] == {"StringEquals": {"ecs:CreateAction": "RegisterTaskDefinition"}}
    assert [arn.rpartition("/")[2] for arn in tag["Resource"]] == ["shop-api:*", "shop-migrate:*"]


def test_it_runs_our_jobs_alone():
    """A job runs from its own family, in its own cluster."""
    found = statements(piped())
    run = found["ecs:RunTask",]
    assert run["Resource"] == [f"arn:aws:ecs:us-east-1:{ACCOUNT}:task-definition/shop-migrate:*"]
    assert run["Condition"] == {"ArnEquals": {"ecs:cluster": [f"arn:aws:ecs:us-east-1:{ACCOUNT}:cluster/shop"]}}
    assert found["ecs:DescribeTasks",]["Resource"] == [f"arn:aws:ecs:us-east-1:{ACCOUNT}:task/shop/*"]


def test_it_publishes_our_site_alone():
    """Files of this bucket, invalidations of this distribution."""
    found = statements(piped())
    assert found["s3:ListBucket",]["Resource"].endswith(":shop-site")
    assert found["s3:DeleteObject", "s3:PutObject"]["Resource"].endswith(":shop-site/*")
    assert found["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"]["Resource"].endswith(":shop-cdn")


def test_what_the_stack_lacks_is_not_allowed():
    """Without a site, jobs or services there are no permissions for them; a load balancer's CDN is not invalidated."""
    only_images = {"delivery": {"repositories": {"app": {}}, "github": GITHUB}}
    actions = {action for group in statements(piped(only_images, before=None)) for action in group}
    assert {a.partition(":")[0] for a in actions} == {"ecr"}


def test_all_is_allowed_only_where_aws_has_no_narrower_resource():
    """Three actions know no resource but `*`; no statement allows all actions of a service."""
    found = statements(piped())
    unbound = {action for actions, s in found.items() if s["Resource"] == "*" for action in actions}
    assert unbound == {"ecr:GetAuthorizationToken", "ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition"}
    assert not any("*" in action for actions in found for action in actions)
