"""Images: each is a repository of this stack or a full reference, and what is said of repositories exists."""

from collections.abc import Iterator

from infra.model.problems import Problem, listed, nearest
from infra.model.rules.common import Where, broken
from infra.model.stack import Sections
from infra.model.topology import Topology


def problems(topology: Topology, where: Where) -> Iterator[Problem]:
    """Yield images that are neither a repository's nor complete, paths below `topology`."""
    del where
    repositories = topology.delivery.repositories
    for service_name, service in topology.services.items():
        for name, container in service.containers.items():
            if container.image not in repositories:
                path = ("services", service_name, "containers", name, "image")
                yield from broken(path, container.image, _incomplete(container.image, list(repositories)))


def _incomplete(image: str, repositories: list[str]) -> str | None:
    """Say why an image is no full reference: registry or library, name, and a tag or digest."""
    name, at, digest = image.partition("@")
    if at:
        return None if digest.startswith("sha256:") else "has a digest that does not start with sha256:"
    last = name.rpartition("/")[2]
    if ":" in last and not last.endswith(":"):
        return None
    if "/" in name:
        return "names no tag: what runs would change unseen; add one, such as :1.2"
    known = f"; repositories are {listed(repositories, 'and')}" if repositories else ""
    cure = nearest(image, repositories) or known
    return (
        f"is no key of delivery.repositories and no full reference such as public.ecr.aws/docker/library/redis:7{cure}"
    )


def workload_problems(sections: Sections, where: Where) -> Iterator[Problem]:
    """Yield what the workload says of repositories, site and viewers that are not there."""
    del where
    repositories = sections.topology.delivery.repositories
    for name in sections.workload.repositories:
        if name not in repositories:
            known = f"; repositories are {listed(repositories, 'and')}" if repositories else ""
            yield Problem(("workload", "repositories", name), f"is no repository{nearest(name, repositories) or known}")
