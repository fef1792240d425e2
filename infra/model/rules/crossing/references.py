"""Every name that services, their scaling and their deployments refer to stands for something in the topology."""

from collections.abc import Iterable, Iterator

from infra.model.connections import ports_of, shares_host_network
from infra.model.grants import USES
from infra.model.problems import Path, Problem, listed, nearest, under
from infra.model.references import ATTRIBUTES, NAMED, Place, Reference, is_running, is_secret, of_service, parse
from infra.model.rollback import exists_before_services
from infra.model.rules.common import Where, broken
from infra.model.scaling import Backlog, Step
from infra.model.services import BlueGreen, Job, Service
from infra.model.topology import Topology

KINDS = tuple(ATTRIBUTES)
MOUNTS_OF_ITS_OWN = ("scratch", "host")
"""Mounts that need nothing beside the task."""


def problems(topology: Topology, where: Where) -> Iterator[Problem]:
    """Yield every reference that leads nowhere, paths below `topology`."""
    del where
    for name, service in topology.services.items():
        found = (
            *_references(topology, service),
            *_uses(topology, service),
            *_scaling(topology, service),
            *_roll_back(topology, service),
        )
        yield from under(found, "services", name)


def _references(topology: Topology, service: Service) -> Iterator[Problem]:
    for place, reference in of_service(service):
        if reference.kind in MOUNTS_OF_ITS_OWN and "mounts" in place.path:
            continue
        wrong = _wrong(topology, service, place, reference)
        if wrong is not None:
            yield Problem(place.path, wrong)


def _wrong(topology: Topology, service: Service, place: Place, reference: Reference) -> str | None:
    """Say why a reference cannot be filled where it stands.

    A whole value under `secrets` that is none may be a secret somebody wrote there: it is never shown.
    """
    mounted = "mounts" in place.path
    shown = f"{reference.text!r}"
    if not mounted and reference.kind not in KINDS:
        if place.in_secrets and "." not in reference.text:
            return "is no reference: write secret.NAME or database.url; the value itself never stands here"
        if reference.kind == "fileSystem":
            return f"{shown} is no value: file systems are mounted, by mounts: {{ {reference.text}: /path }}"
        kind = nearest(reference.kind, KINDS)
        return f"{reference.kind!r} is nothing that can be referred to{kind or '; there are ' + listed(KINDS, 'and')}"
    if not place.in_secrets and not mounted and is_secret(reference):
        return f"{shown} is a secret: put it under secrets"
    missing = _missing(topology, service, reference)
    if missing is not None:
        return f"{shown} {missing}"
    return None if mounted else _attribute(topology, service, reference)


def _missing(topology: Topology, service: Service, reference: Reference) -> str | None:
    """Say what is not there that a reference or a use names."""
    kind, name = reference.kind, reference.name
    if kind in NAMED:
        return _not_among(kind, name, _names(topology, service, kind))
    alone = {
        "database": (topology.database, "database"),
        "cache": (topology.cache, "cache"),
        "broker": (topology.messaging.broker, "messaging.broker"),
        "loadBalancer": (topology.edge.load_balancer, "edge.loadBalancer"),
        "cdn": (topology.edge.cdn, "edge.cdn"),
    }
    if kind in alone and alone[kind][0] is None:
        return f"needs {alone[kind][1]}, which the topology lacks: add it, or null this"
    return None


def _names(topology: Topology, service: Service, kind: str) -> tuple[str, ...]:
    """Return what of a kind there is to refer to."""
    by_kind: dict[str, Iterable[str]] = {
        "secret": topology.secrets.entries,
        "bucket": topology.storage.buckets,
        "fileSystem": topology.storage.file_systems,
        "queue": topology.messaging.queues,
        "metric": topology.observability.custom_metrics,
        "service": (n for n, s in topology.services.items() if is_running(s)),
        "container": service.containers,
    }
    return tuple(by_kind[kind])


WHERE_NAMED = {
    "secret": "secrets.entries",
    "bucket": "storage.buckets",
    "fileSystem": "storage.fileSystems",
    "queue": "messaging.queues",
    "metric": "observability.customMetrics",
    "service": "the services that run all the time",
    "container": "the containers of this task",
}


def _not_among(kind: str, name: str, known: tuple[str, ...]) -> str | None:
    if name in known:
        return None
    place = WHERE_NAMED[kind]
    if not known:
        return f"is not there: {place} has none; add it, or null this"
    return f"is not among {place}{nearest(name, known) or ', which are ' + listed(known, 'and')}"


def _attribute(topology: Topology, service: Service, reference: Reference) -> str | None:
    """Say why something that exists has no such attribute, or why it cannot be known."""
    kind, asked = reference.kind, reference.attribute
    if kind == "secret":
        return None
    has = ATTRIBUTES[kind]
    if not has:
        return f"{reference.text!r} has nothing after its name: write ${{{kind}}}" if asked else None
    if asked not in has:
        what = f"{kind}.{reference.name}" if reference.name else kind
        choices = listed(f"{what}.{one}" for one in has)
        return f"{reference.text!r} is no value of {what}: write {choices}"
    if kind == "service":
        return _of_other_service(topology, reference)
    if kind == "container" and len(service.containers[reference.name].ports) != 1:
        return _ports(reference, service.containers[reference.name].ports)
    return None


def _of_other_service(topology: Topology, reference: Reference) -> str | None:
    other = topology.services[reference.name]
    if shares_host_network(topology, other):
        cure = "Cloud Map has no address for it; take kind: fargate, or another egress"
        return f"{reference.text!r} cannot be found by name, as its tasks share their instance's address: {cure}"
    return _ports(reference, ports_of(other)) if reference.attribute == "port" or not ports_of(other) else None


def _ports(reference: Reference, ports: tuple[int, ...]) -> str | None:
    if len(ports) == 1:
        return None
    if not ports:
        return f"{reference.text!r} is of something without a port: give it ports, such as [8000]"
    if reference.attribute == "host":
        return None
    return f"{reference.text!r} is not one number: it listens on {listed(ports, 'and')}; write the one that is meant"


def _uses(topology: Topology, service: Service) -> Iterator[Problem]:
    for target, access in service.uses.items():
        path: Path = ("uses", target)
        kind, _, name = target.partition(".")
        if kind not in USES:
            cure = nearest(kind, USES) or f"; there are {listed(USES, 'and')}"
            yield Problem(path, f"is nothing that can be used{cure}")
            continue
        if access not in USES[kind]:
            yield from broken(path, access, f"is no use of a {kind}: write {listed(USES[kind])}")
        reference = parse(target)
        missing = None if kind == "bedrock" else _missing(topology, service, reference)
        if missing is not None:
            yield Problem(path, missing)
        elif kind == "service" and not ports_of(topology.services[name]):
            yield Problem(path, "is of a service without a port: give it ports, such as [8000]")
        elif kind == "bedrock" and not name:
            yield Problem(path, "names no model: write bedrock.MODEL-ID")
        elif kind == "self" and isinstance(service, Job):
            yield Problem(path, "is for services that run all the time: a job has no task count")


def _scaling(topology: Topology, service: Service) -> Iterator[Problem]:
    """What a policy watches beside the service itself; the kinds are checked where the service stands alone."""
    if isinstance(service, Job):
        return
    policy = service.scaling.policy
    key, watched = (
        ("metric", policy.metric)
        if isinstance(policy, Step)
        else ("of", policy.of)
        if isinstance(policy, Backlog)
        else ("", "")
    )
    kind, _, name = watched.partition(".")
    path: Path = ("scaling", "policy", key)
    if kind in {"queue", "metric"} and name:
        yield from broken(path, watched, _not_among(kind, name, _names(topology, service, kind)))
    elif key == "of":
        yield from broken(path, watched, "is neither queue.NAME nor metric.NAME")


def _roll_back(topology: Topology, service: Service) -> Iterator[Problem]:
    if isinstance(service, Job) or not isinstance(service.deployment, BlueGreen):
        return
    alarms = topology.observability.alarms
    for place, name in enumerate(service.deployment.roll_back_on):
        path: Path = ("deployment", "rollBackOn", place)
        if name not in alarms:
            known = f", which are {listed(alarms, 'and')}" if alarms else ", of which there are none"
            yield from broken(path, name, f"is not among observability.alarms{nearest(name, alarms) or known}")
        elif not exists_before_services(alarms[name]):
            cure = "take one of responseTimeMs, serverErrorPercent or healthyTargets"
            message = f"watches a service's own {alarms[name].metric}, and must exist before any service: {cure}"
            yield from broken(path, name, message)
