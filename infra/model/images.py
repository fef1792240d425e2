"""Where images come from: a repository of this stack, a private one of ECR, or a public registry."""

import re
from typing import NamedTuple

from infra.model.collector import COLLECTOR_IMAGE, has_collector
from infra.model.services import Service
from infra.model.topology import Topology

_PRIVATE = re.compile(r"^(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com/(?P<name>[^:@]+)")


class PrivateImage(NamedTuple):
    """An image in a private ECR repository that is not this stack's."""

    account: str
    region: str
    name: str


def private_image(reference: str) -> PrivateImage | None:
    """Return the ECR repository that a full reference names; None for other registries."""
    found = _PRIVATE.match(reference)
    return PrivateImage(found["account"], found["region"], found["name"]) if found else None


def images_of(topology: Topology, service: Service) -> tuple[str, ...]:
    """Return every image a task pulls as it is written, each once, the collector's too."""
    collector = (COLLECTOR_IMAGE,) if has_collector(topology, service) else ()
    return tuple(dict.fromkeys((*(c.image for c in service.containers.values()), *collector)))


def own_repositories(topology: Topology, service: Service) -> tuple[str, ...]:
    """Return the repositories of this stack that a task pulls from."""
    return tuple(image for image in images_of(topology, service) if image in topology.delivery.repositories)


def public_images(topology: Topology, service: Service) -> tuple[str, ...]:
    """Return the images that come over the internet."""
    known = topology.delivery.repositories
    return tuple(i for i in images_of(topology, service) if i not in known and private_image(i) is None)


def awaited(topology: Topology, service: Service) -> tuple[str, ...]:
    """Return the repositories that have no tag yet: until their first push the service runs no task."""
    repositories = topology.delivery.repositories
    return tuple(name for name in own_repositories(topology, service) if repositories[name].tag is None)
