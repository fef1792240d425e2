"""How many metrics Container Insights counts: of clusters, services, task families, tasks and containers."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from costing.demand.services import ServiceDemand
from costing.line_item import Why
from costing.money import NOTHING, ONE, Figures, same
from infra.aws_rules import insights
from infra.model.clusters import Cluster, clusters
from infra.model.collector import container_names
from infra.model.services import AsgService, Job, Service
from infra.model.topology import Topology

HALF = Decimal("0.5")
"""Of a task's and a container's metrics a job sends half: those that carry a service's name are not sent."""


class _Parts(NamedTuple):
    """Metrics of a service: once, whatever runs, and for each running task."""

    service: int
    definitions: int
    each_task: int


def insights_metrics(topology: Topology, running: Mapping[str, ServiceDemand]) -> tuple[Figures, Why]:
    """Return the metrics as a mean over the month, as they are billed by the hour, and how they come about.

    Only the enhanced mode counts running tasks and containers. A job's metrics are there while it runs.
    """
    mode = topology.observability.container_insights
    if mode == "disabled":
        return NOTHING, Why("Container Insights is off")
    found = clusters(topology)
    of_clusters = sum(_of_cluster(topology, cluster, mode) for cluster in found)
    of_services = [_of_service(topology, name, running[name].tasks, mode) for name in running]
    total = same(Decimal(of_clusters))
    for one in of_services:
        total = total.plus(one)
    told = ", ".join(f"{name} " + "{}" for name in running)
    why = Why("{} of the cluster, " + told, (of_clusters, *(one.expected for one in of_services)))
    return total, why


def _of_cluster(topology: Topology, cluster: Cluster, mode: str) -> int:
    """Return the metrics of a cluster; a health check anywhere in it adds its own, once."""
    checked = any(
        c.health is not None for name in cluster.services for c in topology.services[name].containers.values()
    )
    own = insights.counts(mode, ec2=cluster.on_instances).cluster
    return own + (insights.HEALTH[mode].cluster if checked else 0)


def _of_service(topology: Topology, name: str, tasks: Figures, mode: str) -> Figures:
    service = topology.services[name]
    parts = _parts(topology, service, mode)
    if isinstance(service, Job):
        there = Figures(*(min(ONE, figure) for figure in tasks))
        return there.times(parts.definitions * HALF).plus(tasks.times(parts.each_task * HALF))
    return same(Decimal(parts.service + parts.definitions)).plus(tasks.times(Decimal(parts.each_task)))


def _parts(topology: Topology, service: Service, mode: str) -> _Parts:
    """Return what a service is counted for; containers are those of the task, the collector of traces too."""
    each, health = insights.counts(mode, ec2=isinstance(service, AsgService)), insights.HEALTH[mode]
    containers = len(container_names(topology, service))
    checked = sum(1 for container in service.containers.values() if container.health is not None)
    return _Parts(
        each.service,
        each.task_family + containers * each.container_definition + checked * health.container_definition,
        each.running_task + containers * each.running_container + checked * health.running_container,
    )
