"""Delivery on the real engine: repositories, and a role that finds or makes its provider."""

import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.engine import Sandbox
from tests.support.stacks import ROOT, SMALL, merged, stack_file

pytestmark = pytest.mark.engine

POLICY = "aws:ecr/lifecyclePolicy:LifecyclePolicy"
REPOSITORY, ROLE = "aws:ecr/repository:Repository", "aws:iam/role:Role"
PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider"
GITHUB = {"repository": "example/app", "branches": ["main"]}
IMAGES = merged(SMALL, {"delivery": {"repositories": {"App": {"tag": "1"}, "web": {"name": "team/web"}}}})


def test_repositories_come_change_and_go(tmp_path: Path):
    """Up, an up with nothing to do, another count of images, a rename as a new repository, destroy."""
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, IMAGES))
        stack.up(check=True)
        assert stack.up(check=True).changes == {}
        urls = stack.outputs()["repositoryUrls"]
        assert urls["web"].endswith("/team/web")
        assert urls["App"].rpartition("/")[2].startswith("small-app-")
        stack.command(
            "config", "set", "--path", "tollgate:topology.delivery.repositories.App.keepImages", "3", check=True
        )
        kept = stack.up(check=True)
        assert kept.of("create-replacement", POLICY)
        counts = [json.loads(p.get("policy"))["rules"][1]["selection"]["countNumber"] for p in box.account.of(POLICY)]
        assert sorted(counts) == [3, 10]
        stack.command(
            "config", "set", "--path", "tollgate:topology.delivery.repositories.web.name", "team/site", check=True
        )
        renamed = stack.up(check=True)
        assert renamed.of("create-replacement", REPOSITORY)
        assert stack.outputs()["repositoryUrls"]["web"].endswith("/team/site")
        stack.destroy(check=True)
        assert box.account.of(REPOSITORY) == []


def _deploy(folder: Path, box: Sandbox, github: dict[str, Any]) -> Any:
    stack = box.project(ROOT, stack_file(folder, merged(IMAGES, {"delivery": {"github": github}})))
    stack.up(check=True)
    assert stack.up(check=True).changes == {}
    return stack


def test_the_first_stack_of_an_account_makes_the_provider(tmp_path: Path):
    """The role trusts GitHub's tokens for our branch; its policy names our repositories, and is JSON that AWS reads."""
    with Sandbox() as box:
        stack = _deploy(tmp_path, box, GITHUB)
        provider, role = box.account.one(PROVIDER), box.account.one(ROLE)
        (trust,) = json.loads(role.get("assumeRolePolicy"))["Statement"]
        assert trust["Principal"] == {"Federated": provider.get("arn")}
        assert stack.outputs()["deployRoleArn"] == role.get("arn")
        policy = json.loads(box.account.one("aws:iam/rolePolicy:RolePolicy").get("policy"))
        push = next(s for s in policy["Statement"] if "ecr:PutImage" in s["Action"])
        assert push["Resource"] == [r.get("arn") for r in sorted(box.account.of(REPOSITORY), key=lambda r: r.name)]


def test_a_further_stack_finds_the_provider(tmp_path: Path):
    """An account has one provider of an issuer: a second is not made."""
    issuer = "token.actions.githubusercontent.com"
    with Sandbox() as box:
        box.plant(PROVIDER, url=f"https://{issuer}", clientIdLists=["sts.amazonaws.com"])
        _deploy(tmp_path, box, {**GITHUB, "createProvider": False})
        (trust,) = json.loads(box.account.one(ROLE).get("assumeRolePolicy"))["Statement"]
        assert trust["Principal"]["Federated"].endswith(f"oidc-provider/{issuer}")
        assert not [r for r in box.account.of(PROVIDER) if r.urn]


def test_images_that_must_stay_are_not_deleted_with_the_stack(tmp_path: Path):
    """With protectData a repository is not forced away: AWS refuses to delete one that holds images."""
    with Sandbox() as box:
        box.project(ROOT, stack_file(tmp_path, merged(IMAGES, {"protectData": True}))).up(check=True)
        assert {r.get("forceDelete") for r in box.account.of(REPOSITORY)} == {False}
