"""Which alarms a blue/green deployment may roll back on.

ECS wants the names of alarms when the service is made, so they exist before it. What they watch must then have its name
before the service has one: the load balancer's target group has, the service's own CPU, memory and task count have not.
"""

from infra.model.observability import Alarm

OF_THE_SERVICE_ITSELF = frozenset({"cpu", "memory", "runningCount"})
"""Metrics that are told apart by the ECS service's name."""


def exists_before_services(alarm: Alarm) -> bool:
    """Return whether what an alarm watches is there before any service is."""
    return not (alarm.of.startswith("service.") and alarm.metric in OF_THE_SERVICE_ITSELF)
