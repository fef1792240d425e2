"""Images are repositories of the stack or whole references."""

from datetime import date

import pytest

from infra.model.rules.common import Where
from infra.model.rules.crossing import images
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))
REPOSITORIES = {"repositories": {"app": {}, "worker": {}}}


def found(image, delivery=REPOSITORIES):
    """Return the problems of a service with one image as lines."""
    service = {"cpuUnits": 256, "memoryMib": 512, "containers": {"main": {"image": image}}}
    return [
        str(p)
        for p in images.problems(sections_of({"services": {"api": service}, "delivery": delivery}).topology, WHERE)
    ]


@pytest.mark.parametrize(
    "image",
    [
        "app",
        "redis:7",
        "public.ecr.aws/docker/library/redis:7",
        "localhost:5000/app:1",
        "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1",
        "ghcr.io/example/app@sha256:" + "0" * 64,
    ],
)
def test_a_key_or_a_whole_reference_is_an_image(image):
    """A repository of the stack, or a name with its tag or digest."""
    assert found(image) == []


WRONG = [
    (
        "aap",
        (
            "'aap' is no key of delivery.repositories and no full reference such as "
            "public.ecr.aws/docker/library/redis:7; did you mean app?"
        ),
    ),
    (
        "zz",
        (
            "'zz' is no key of delivery.repositories and no full reference such as "
            "public.ecr.aws/docker/library/redis:7; repositories are app and worker"
        ),
    ),
    ("ghcr.io/example/app", "'ghcr.io/example/app' names no tag: what runs would change unseen; add one, such as :1.2"),
    ("app@md5:1", "'app@md5:1' has a digest that does not start with sha256:"),
    (
        "localhost:5000/app",
        "'localhost:5000/app' names no tag: what runs would change unseen; add one, such as :1.2",
    ),
]


@pytest.mark.parametrize(("image", "said"), WRONG)
def test_anything_else_is_told_what_it_lacks(image, said):
    """The nearest repository, or what is missing of the reference."""
    assert found(image) == [f"tollgate:services.api.containers.main.image: {said}"]


def test_a_workload_speaks_of_repositories_that_exist():
    """The size of an image of no repository feeds nothing."""
    sections = sections_of(
        {"delivery": REPOSITORIES}, workload={"repositories": {"app": {"imageGb": 1}, "wroker": {"imageGb": 1}}}
    )
    assert [str(p) for p in images.workload_problems(sections, WHERE)] == [
        "tollgate:workload.repositories.wroker: is no repository; did you mean worker?"
    ]
