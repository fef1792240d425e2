"""Delivery: image repositories and the role a pipeline assumes."""

from typing import Annotated

from infra.model.base import Model
from infra.model.types import EntryName, Positive, Text, pattern

RepositoryName = Annotated[
    str,
    pattern(
        r"^[a-z0-9]+([._/-][a-z0-9]+)*$",
        "is no repository name: lower case words joined by . _ - or /",
        max_length=256,
    ),
]
ImageTag = Annotated[
    str, pattern(r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$", "is no image tag: letters, digits, _ . and -")
]
GithubRepository = Annotated[str, pattern(r"^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", "is no GitHub repository: owner/name")]


class Repository(Model):
    """An ECR repository; `tag` is what all containers of this image run, absent until the first push.

    Attributes:
        tag: The image tag that runs, quoted; absent services of this image are built with no task, and the outputs say
            what to push.
        name: The repository's literal name; absent it is generated.
        mutable_tags: Whether a tag may be pushed again, as `latest` needs.
        keep_images: Images kept; older ones expire.
    """

    tag: ImageTag | None = None
    name: RepositoryName | None = None
    mutable_tags: bool = False
    keep_images: Positive = 10


class Github(Model):
    """A role for GitHub Actions by OpenID Connect, bound to branches and environments of one repository.

    Attributes:
        repository: `owner/name` that may deploy.
        branches: Branches that may deploy.
        environments: GitHub environments that may deploy.
        create_provider: False where the account has GitHub's identity provider already.
    """

    repository: GithubRepository
    branches: tuple[Text, ...] = ()
    environments: tuple[Text, ...] = ()
    create_provider: bool = True


class Delivery(Model):
    """Repositories by name, and the pipeline's way in.

    Attributes:
        repositories: ECR repositories by the key that containers use as `image`.
        github: A role that GitHub Actions takes on without a key; absent none.
    """

    repositories: dict[EntryName, Repository] = {}
    github: Github | None = None


def logical_name(prefix: str, repository: str) -> str:
    """Return the logical name of a repository; ECR takes lower case only, and makes its name from it."""
    return f"{prefix}-{repository.lower()}"
