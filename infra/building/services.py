"""Services and jobs: their clusters, their names, and what operators, alarms and the pipeline need of them."""

from collections.abc import Sequence

import pulumi

from infra.building import references
from infra.building.operating import awaited_output, job_output, service_output
from infra.building.site import RunnableJob, RunningService, Site
from infra.components.capacity import InstanceWires
from infra.components.cluster import Cluster
from infra.components.deployment import TargetWires
from infra.components.discovery import Discovery
from infra.components.jobs import Job, JobWires
from infra.components.permissions import Known, Place, of_grants
from infra.components.roles import Starts
from infra.components.services import Service, ServiceWires
from infra.components.task_definition import FileSystemWires, TaskWires
from infra.model.clusters import Cluster as ClusterModel
from infra.model.clusters import cluster_key, clusters
from infra.model.connections import in_public_subnets, instances_group, shares_host_network, tasks_group
from infra.model.discovery import discovered
from infra.model.grants import Grant, grants
from infra.model.images import awaited, own_repositories, private_image
from infra.model.services import AsgService, BlueGreen
from infra.model.services import Job as JobModel
from infra.model.services import Service as Model
from infra.model.task_names import family


def build_services(site: Site) -> None:
    """Build everything that runs."""
    topology = site.topology
    if not topology.services:
        return
    made = {cluster.key: _cluster(site, cluster) for cluster in clusters(topology)}
    registries = _discovery(site)
    for name, service in topology.services.items():
        cluster = made[cluster_key(name, service)]
        if isinstance(service, JobModel):
            _job(site, name, service, cluster)
        else:
            _service(site, name, service, cluster, registries.get(name))
    waiting = {image for service in topology.services.values() for image in awaited(topology, service)}
    if waiting:
        site.outputs["awaitedImages"] = {image: awaited_output(site, image) for image in sorted(waiting)}


def _place(site: Site) -> Place:
    return Place(site.partition, site.stack.region, site.account_id)


def _subnets(site: Site) -> pulumi.Output[Sequence[str]]:
    public = in_public_subnets(site.topology)
    return site.placed.public_subnet_ids if public else site.placed.private_subnet_ids


def _cluster(site: Site, model: ClusterModel) -> Cluster:
    topology = site.topology
    service = topology.services.get(model.key)
    wires = None
    if isinstance(service, AsgService):
        shared = shares_host_network(topology, service)
        group = tasks_group(model.key) if shared else instances_group(model.key)
        wires = InstanceWires(
            _subnets(site),
            [site.placed.security_groups[group]],
            in_public_subnets(topology),
            _place(site),
            site.tags,
            bool(awaited(topology, service)),
        )
    name = f"cluster-{model.key}" if model.key else "cluster"
    return Cluster(name, topology=topology, model=model, instances=wires, opts=site.opts)


def _discovery(site: Site) -> dict[str, pulumi.Output[str]]:
    if not discovered(site.topology):
        return {}
    made = Discovery(
        "discovery", topology=site.topology, stack=site.stack.name, vpc_id=site.placed.vpc_id, opts=site.opts
    )
    return dict(made.registries)


def _service(site: Site, name: str, model: Model, cluster: Cluster, registry: pulumi.Output[str] | None) -> None:
    topology = site.topology
    deployment = getattr(model, "deployment", None)
    alarms = deployment.roll_back_on if isinstance(deployment, BlueGreen) else ()
    own = topology.observability.custom_metrics
    made = Service(
        f"service-{name}",
        topology=topology,
        key=name,
        wires=ServiceWires(
            cluster,
            _task(site, name, model),
            _place(site),
            tuple(of_grants(name, grants(model), _known(site))),
            _starts(site, name, model),
            _subnets(site),
            [site.placed.security_groups[tasks_group(name)]],
            in_public_subnets(topology),
            _target(site, name),
            registry,
            [site.alarms[alarm] for alarm in alarms],
            site.dimensions,
            {f"metric.{key}": (metric.namespace, metric.name) for key, metric in own.items()},
            bool(awaited(topology, model)),
            site.placed.ready,
        ),
        opts=site.opts,
    )
    roles, task_family = made.roles, pulumi.Output.from_input(family(site.topology, site.stack.name, name))
    site.running[name] = RunningService(
        cluster.name, made.service_name, task_family, roles.task.arn, roles.execution.arn
    )
    site.dimensions[f"service.{name}"] = {"ClusterName": cluster.name, "ServiceName": made.service_name}
    site.outputs.setdefault("services", {})[name] = service_output(site, name, model)


def _job(site: Site, name: str, model: JobModel, cluster: Cluster) -> None:
    topology = site.topology
    group = site.placed.security_groups[tasks_group(name)]
    made = Job(
        f"job-{name}",
        topology=topology,
        key=name,
        wires=JobWires(
            cluster,
            _task(site, name, model),
            _place(site),
            tuple(of_grants(name, grants(model), _known(site))),
            _starts(site, name, model),
            _subnets(site),
            [group],
            in_public_subnets(topology),
            bool(awaited(topology, model)),
        ),
        opts=site.opts,
    )
    task_family = pulumi.Output.from_input(family(topology, site.stack.name, name))
    site.jobs[name] = RunnableJob(cluster.name, task_family, made.roles.task.arn, made.roles.execution.arn)
    site.outputs.setdefault("jobs", {})[name] = job_output(site, name, model, _subnets(site), group)


def _target(site: Site, name: str) -> TargetWires | None:
    target = site.targets.get(name)
    if target is None:
        return None
    return TargetWires(target.group_arn, target.alternate_arn, target.rule_arn, target.label, target.ready)


def _task(site: Site, name: str, model: Model) -> TaskWires:
    files = {grant.name: _files(site, name, grant) for grant in grants(model) if grant.kind == "fileSystem"}
    return TaskWires(
        family(site.topology, site.stack.name, name),
        site.stack.region,
        {key: _image(site, container.image) for key, container in model.containers.items()},
        references.environment(site, model),
        references.secrets(site, model),
        site.log_groups[name].name,
        files,
    )


def _image(site: Site, image: str) -> pulumi.Input[str]:
    """Return what a container runs; a repository without a tag has nothing yet, and no task will ask for it."""
    if image not in site.topology.delivery.repositories:
        return image
    found = site.images[image]
    return f"{image}:awaited" if found is None else found


def _files(site: Site, name: str, grant: Grant) -> FileSystemWires:
    key = f"fileSystem.{grant.name}"
    return FileSystemWires(site.values[key], site.values[f"{key}/{name}"])


def _known(site: Site) -> Known:
    own = site.topology.observability.custom_metrics
    return Known(site.arns, {key: metric.namespace for key, metric in own.items()}, _place(site))


def _starts(site: Site, name: str, model: Model) -> Starts:
    topology, place = site.topology, _place(site)
    repositories: list[pulumi.Input[str]] = [
        site.arns[f"repository.{one}"] for one in own_repositories(topology, model)
    ]
    for container in model.containers.values():
        other = private_image(container.image)
        if other is not None:
            where = f":ecr:{other.region}:{other.account}:repository/{other.name}"
            repositories.append(pulumi.Output.concat("arn:", place.partition, where))
    return Starts(repositories, references.stored_secrets(site, model), site.log_groups[name].arn)
