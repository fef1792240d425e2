"""Where images come from, and which are still awaited."""

import pytest

from infra.model import images
from infra.model.collector import COLLECTOR, COLLECTOR_IMAGE, container_names
from infra.model.images import PrivateImage
from tests.support.bills import sections_of

PRIVATE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/base:1"


def topology(*named, tracing=None, repositories=None, **service):
    """Return a topology whose service runs these images."""
    containers = {f"c{n}": {"image": image} for n, image in enumerate(named)}
    parts = {
        "services": {"api": {"cpuUnits": 256, "memoryMib": 512, "containers": containers, **service}},
        "delivery": {"repositories": repositories or {"app": {"tag": "1"}, "new": {}}},
        "observability": {"tracing": tracing},
    }
    return sections_of(parts).topology


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        (PRIVATE, PrivateImage("123456789012", "eu-west-1", "team/base")),
        (PRIVATE.replace(":1", "@sha256:0"), PrivateImage("123456789012", "eu-west-1", "team/base")),
        ("public.ecr.aws/docker/library/redis:7", None),
        ("redis:7", None),
    ],
)
def test_a_private_repository_is_known_by_its_registry(reference, expected):
    """Account, region and name are in the reference itself."""
    assert images.private_image(reference) == expected


def test_images_are_told_apart_by_where_they_come_from():
    """Each once: a repository of this stack, another account's, a public registry."""
    built = topology("app", "app", PRIVATE, "redis:7")
    api = built.services["api"]
    assert images.images_of(built, api) == ("app", PRIVATE, "redis:7")
    assert images.own_repositories(built, api) == ("app",)
    assert images.public_images(built, api) == ("redis:7",)


def test_a_repository_without_a_tag_is_awaited():
    """Until its first push nothing can run."""
    built = topology("app", "new")
    assert images.awaited(built, built.services["api"]) == ("new",)
    assert images.awaited(topology("app"), built.services["api"]) == ("new",)


def test_tracing_adds_a_collector_to_what_runs_all_the_time():
    """A job answers no requests, and has none."""
    built = topology("app", tracing={})
    assert images.public_images(built, built.services["api"]) == (COLLECTOR_IMAGE,)
    assert container_names(built, built.services["api"]) == ("c0", COLLECTOR)
    job = topology("app", tracing={}, kind="job")
    assert container_names(job, job.services["api"]) == ("c0",)
