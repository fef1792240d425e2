"""Image repositories: private, scanned, kept as the model says, and what containers run of them."""

import json

import pytest

from infra.building.delivery import build_delivery
from tests.support.sites import ACCOUNT, built

REPOSITORY, LIFECYCLE = "aws:ecr/repository:Repository", "aws:ecr/lifecyclePolicy:LifecyclePolicy"


def delivered(repositories, **more):
    """Return what is registered for these repositories."""
    return built(build_delivery, topology={"delivery": {"repositories": repositories}, **more})


def test_no_repository_nothing():
    """A topology that builds no image has no repository."""
    assert delivered({}).of(REPOSITORY) == []


def test_a_repository_as_the_model_says():
    """Tags stay where they are, pushes are scanned, images are encrypted; its name is the user's or made up."""
    done = delivered({"App": {}, "web": {"name": "team/web", "mutableTags": True}})
    app, web = (done.one(REPOSITORY, name) for name in ("shop-app", "shop-web"))
    assert app.inputs == {
        "imageTagMutability": "IMMUTABLE",
        "imageScanningConfiguration": {"scanOnPush": True},
        "encryptionConfigurations": [{"encryptionType": "AES256"}],
        "forceDelete": False,
    }
    assert (web.inputs["name"], web.inputs["imageTagMutability"]) == ("team/web", "MUTABLE")


@pytest.mark.parametrize("keep", [True, False])
def test_a_repository_with_images_goes_only_where_data_need_not_stay(keep):
    """The topology's protectData decides whether destroy may delete what was pushed."""
    assert delivered({"app": {}}, protectData=keep).one(REPOSITORY).inputs["forceDelete"] is not keep


def test_only_the_newest_images_are_kept():
    """What lost its tag goes after a day, of the rest so many stay; the rule for any image is last, as ECR demands."""
    policy = delivered({"app": {"keepImages": 3}}).one(LIFECYCLE).inputs["policy"]
    untagged, newest = json.loads(policy)["rules"]
    assert (untagged["rulePriority"], untagged["selection"]) == (
        1,
        {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 1},
    )
    assert (newest["rulePriority"], newest["selection"]) == (
        2,
        {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 3},
    )
    assert {rule["action"]["type"] for rule in (untagged, newest)} == {"expire"}


def test_containers_run_the_tag_or_nothing_yet():
    """With a tag an image is a whole reference; without one there is nothing to run; outputs say where to push."""
    done = delivered({"app": {"tag": "1.2", "name": "team/app"}, "web": {}})
    assert done.outputs["images"] == {"app": f"{ACCOUNT}.dkr.ecr.example/team/app:1.2", "web": None}
    assert done.outputs["repositoryUrls"] == {
        "app": f"{ACCOUNT}.dkr.ecr.example/team/app",
        "web": f"{ACCOUNT}.dkr.ecr.example/shop-web",
    }
