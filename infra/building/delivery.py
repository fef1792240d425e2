"""Image repositories, and what containers that name them run."""

import pulumi

from infra.building.site import Site
from infra.components.delivery import Repositories


def build_delivery(site: Site) -> None:
    """Build the repositories; an image without a tag yet is not there to be run."""
    model = site.topology.delivery
    if not model.repositories:
        return
    repositories = Repositories("repositories", topology=site.topology, opts=site.opts)
    for name, repository in model.repositories.items():
        url = repositories.urls[name]
        site.images[name] = pulumi.Output.concat(url, ":", repository.tag) if repository.tag is not None else None
        site.arns[f"repository.{name}"] = repositories.arns[name]
    site.outputs["repositoryUrls"] = dict(repositories.urls)
