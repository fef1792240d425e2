"""The collector of traces that stands beside the containers of every running service."""

from infra.model.references import is_running
from infra.model.services import Service
from infra.model.topology import Topology

COLLECTOR = "tracing-collector"
"""The container's name in every task; no container of the config may have it."""

COLLECTOR_IMAGE = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.1"
"""AWS's distribution of the OpenTelemetry collector, from the public registry: X-Ray's own daemon gets security fixes
alone since February 2026 (AWS X-Ray Developer Guide, "X-Ray SDK and daemon support timeline")."""

OTLP_HTTP_PORT = 4318
"""Where applications send their spans, inside the task."""


def has_collector(topology: Topology, service: Service) -> bool:
    """Return whether the tasks of a service have a collector; jobs answer no requests and have none."""
    return topology.observability.tracing is not None and is_running(service)


def container_names(topology: Topology, service: Service) -> tuple[str, ...]:
    """Return the containers of a task, the collector last."""
    return (*service.containers, *((COLLECTOR,) if has_collector(topology, service) else ()))
