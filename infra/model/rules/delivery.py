"""What ECR accepts of repositories, and IAM of the pipeline's role."""

from collections.abc import Iterator

from infra.aws_rules import ecr, iam
from infra.model.delivery import Delivery, Github
from infra.model.pipeline import subjects
from infra.model.problems import Problem
from infra.model.rules.common import Where, broken

LATEST = "latest"
TRUST_FRAME = 400
"""Characters of the trust policy around its subjects, generously."""


def problems(delivery: Delivery, where: Where) -> Iterator[Problem]:
    """Yield what is wrong with repositories and pipeline, paths below `delivery`."""
    del where
    names: dict[str, str] = {}
    for key, repository in delivery.repositories.items():
        path = ("repositories", key)
        name = repository.name if repository.name is not None else key.lower()
        if repository.name is not None:
            yield from broken((*path, "name"), name, ecr.name_problem(name))
        if name in names:
            yield from broken((*path, "name"), name, f"is the repository of {names[name]} too")
        names.setdefault(name, key)
        if repository.tag is not None:
            yield from broken((*path, "tag"), repository.tag, ecr.tag_problem(repository.tag))
        if repository.tag == LATEST and not repository.mutable_tags:
            cure = "tag images by commit, or set mutableTags: true and lose the way back"
            yield from broken((*path, "tag"), LATEST, f"cannot move while tags are immutable: {cure}")
    if delivery.github is not None:
        yield from _github(delivery.github)


def _github(github: Github) -> Iterator[Problem]:
    if not github.branches and not github.environments:
        cure = "name branches or environments; any branch of anyone who may push could deploy"
        yield Problem(("github",), f"binds the role to nothing but the repository: {cure}")
    for key, values in (("branches", github.branches), ("environments", github.environments)):
        for place, value in enumerate(values):
            if value in values[:place]:
                yield from broken(("github", key, place), value, "is named twice")
            elif value.strip("*") == "":
                yield from broken(("github", key, place), value, "lets every one deploy; name them")
    length = TRUST_FRAME + sum(len(subject) + 3 for subject in subjects(github))
    if length > iam.TRUST_POLICY_MAX:
        message = f"make a trust policy of about {length} characters; IAM takes {iam.TRUST_POLICY_MAX}"
        yield Problem(("github",), f"branches and environments {message}")
