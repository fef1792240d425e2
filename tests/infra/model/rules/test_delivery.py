"""What ECR accepts of repositories, and what binds the pipeline's role."""

from datetime import date

import pytest

from infra.model.rules import delivery
from infra.model.rules.common import Where
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))


def found(**parts):
    """Return the problems of a delivery as lines."""
    return [str(p) for p in delivery.problems(sections_of({"delivery": parts}).topology.delivery, WHERE)]


def github(**more):
    """Return a pipeline of one repository."""
    return {"repository": "example/app", **more}


FINE = [
    {},
    {"repositories": {"app": {}}},
    {"repositories": {"app": {"tag": "1.2", "name": "team/app"}, "worker": {"tag": "latest", "mutableTags": True}}},
    {"github": github(branches=["main"])},
    {"github": github(branches=["release/*"], environments=["prod"])},
]


@pytest.mark.parametrize("parts", FINE)
def test_what_aws_accepts_is_not_complained_of(parts):
    """Repositories with and without tags, roles bound to branches or environments."""
    assert found(**parts) == []


REPOSITORIES = [
    (
        {"app": {"tag": "latest"}},
        (
            "repositories.app.tag: 'latest' cannot move while tags are immutable: "
            "tag images by commit, or set mutableTags: true and lose the way back"
        ),
    ),
    ({"one": {"name": "app"}, "app": {}}, "repositories.app.name: 'app' is the repository of one too"),
    ({"App": {}, "app": {}}, "repositories.app.name: 'app' is the repository of App too"),
    ({"app": {"name": "a"}}, "repositories.app.name: 'a' is not 2 to 256 characters"),
]


@pytest.mark.parametrize(("repositories", "said"), REPOSITORIES)
def test_repositories_are_apart_and_their_tags_stay(repositories, said):
    """One name a repository, and a tag that names one image for good."""
    assert found(repositories=repositories) == [f"tollgate:{said}"]


ROLES = [
    (
        {},
        (
            "github: binds the role to nothing but the repository: "
            "name branches or environments; any branch of anyone who may push could deploy"
        ),
    ),
    ({"branches": ["*"]}, "github.branches[0]: '*' lets every one deploy; name them"),
    ({"environments": ["prod", "prod"]}, "github.environments[1]: 'prod' is named twice"),
]


@pytest.mark.parametrize(("more", "said"), ROLES)
def test_the_role_is_bound_to_something(more, said):
    """A role that any branch may assume is refused."""
    assert found(github=github(**more)) == [f"tollgate:{said}"]


def test_a_trust_policy_has_an_end():
    """Subjects of about 1,650 characters fit the 2,048 of a trust policy, a few more do not."""
    names = [f"branch-{n:02}" for n in range(40)]
    subject = len("repo:example/app:ref:refs/heads/branch-00") + 3
    fit = (2048 - 400) // subject
    assert found(github=github(branches=names[:fit])) == []
    said = f"make a trust policy of about {400 + (fit + 1) * subject} characters; IAM takes 2048"
    assert found(github=github(branches=names[: fit + 1])) == [f"tollgate:github: branches and environments {said}"]
