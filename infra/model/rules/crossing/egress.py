"""What services call must be reached: where nothing leads to the internet, endpoints carry all of it."""

from collections.abc import Iterator

from infra.aws_rules import vpc
from infra.model.connections import has_way_out
from infra.model.grants import grants, reads
from infra.model.images import images_of, public_images
from infra.model.problems import Problem, listed
from infra.model.rules.common import Where
from infra.model.services import AsgService, Job, Service
from infra.model.tasks import scales_itself
from infra.model.topology import Topology

PULLS = ("ecr.api", "ecr.dkr", "s3")
BY_GRANT = {
    "bucket": ("s3", "buckets"),
    "queue": (vpc.ENDPOINT_OF["queue"], "queues"),
    "metric": (vpc.ENDPOINT_OF["metric"], "metrics"),
    "bedrock": (vpc.ENDPOINT_OF["bedrock"], "models"),
}
"""The endpoint a use of AWS goes through, and what is used."""


def problems(topology: Topology, where: Where) -> Iterator[Problem]:
    """Yield what cannot be reached from a network without a way out, paths below `topology`."""
    del where
    if has_way_out(topology):
        return
    lacking: dict[str, dict[str, list[str]]] = {}
    for name, service in topology.services.items():
        for endpoint, purpose in dict.fromkeys(needed_endpoints(topology, service)):
            if endpoint not in topology.network.endpoints:
                lacking.setdefault(endpoint, {}).setdefault(purpose, []).append(name)
        yield from _from_public_registries(topology, name, service)
    for endpoint, purposes in lacking.items():
        why = ", ".join(f"{purpose} of {listed(names, 'and')}" for purpose, names in purposes.items())
        message = f"lack {endpoint}, which carries the {why}: egress none leaves no other way; add it"
        yield Problem(("network", "endpoints"), message)


def needed_endpoints(topology: Topology, service: Service) -> Iterator[tuple[str, str]]:
    """Yield the endpoints that a service's tasks need, with what for.

    Source: Amazon ECS Developer Guide, "Amazon ECS interface VPC endpoints (AWS PrivateLink)".
    """
    if len(public_images(topology, service)) < len(images_of(topology, service)):
        yield from ((endpoint, "images") for endpoint in PULLS)
    yield "logs", "logs"
    for read in reads(topology, service):
        store = "secretsManager" if read.kind == "database" else topology.secrets.store
        yield vpc.ENDPOINT_OF[store], "secrets"
    yield from (BY_GRANT[grant.kind] for grant in grants(service) if grant.kind in BY_GRANT)
    if scales_itself(service):
        yield "ecs", "own task count"
    if isinstance(service, Job):
        return
    if service.exec:
        yield vpc.ENDPOINT_OF["exec"], "exec"
    if topology.observability.tracing is not None:
        yield vpc.ENDPOINT_OF["tracing"], "traces"
    if isinstance(service, AsgService):
        yield from ((endpoint, "instances") for endpoint in vpc.EC2_TASK_ENDPOINTS)
        if topology.observability.instance_metrics:
            yield vpc.ENDPOINT_OF["metric"], "instance metrics"


def _from_public_registries(topology: Topology, name: str, service: Service) -> Iterator[Problem]:
    for image in public_images(topology, service):
        found = [n for n, container in service.containers.items() if container.image == image]
        cure = "copy it to a repository under delivery.repositories, or take another egress"
        message = f"{image!r} is on a public registry, which no endpoint leads to: {cure}"
        if found:
            yield Problem(("services", name, "containers", found[0], "image"), message)
        else:
            yield Problem(("observability", "tracing"), f"adds a collector to {name}; {message}")
