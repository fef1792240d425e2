"""What follows from a service about its tasks."""

import pytest

from infra.model import tasks
from infra.model.services import BlueGreen, Rolling
from tests.support.bills import sections_of

IMAGE = {"image": "x/y:1"}
STATE = {"app": {**IMAGE, "stateful": True}}


def service(**parts):
    """Return a service as the model reads it."""
    given = {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": IMAGE}, **parts}
    return sections_of({"services": {"api": given}}).topology.services["api"]


def on_instances(**parts):
    """Return a service on instances."""
    given = {"kind": "asg", "instanceType": "t3.small", "containers": {"app": IMAGE}, **parts}
    return sections_of({"services": {"api": given}}).topology.services["api"]


def test_a_task_has_its_size_or_its_share():
    """A third of a t3.small's 2,048 units and 1,712 MiB is 682 and 570; an unknown type has no share."""
    assert tasks.task_size(service()) == (256, 512)
    assert tasks.task_size(on_instances(tasksPerInstance=3)) == (682, 570)
    assert tasks.task_size(on_instances(instanceType="no.such")) is None


SCHEDULES = {"day": {"cron": "0 8 * * ? *", "min": 3, "max": 6}, "night": {"cron": "0 20 * * ? *", "min": 0, "max": 1}}


def test_bounds_are_the_widest_of_all():
    """Schedules may go below and above the service's own."""
    assert (tasks.least_tasks(service()), tasks.most_tasks(service())) == (1, 1)
    scheduled = service(scaling={"min": 1, "max": 4, "schedules": SCHEDULES})
    assert (tasks.least_tasks(scheduled), tasks.most_tasks(scheduled)) == (0, 6)


@pytest.mark.parametrize(
    ("parts", "scaled"),
    [
        ({}, False),
        ({"scaling": {"min": 2, "max": 2}}, False),
        ({"scaling": {"max": 2, "policy": {"kind": "cpu"}}}, True),
        ({"scaling": {"max": 2, "schedules": SCHEDULES}}, True),
        ({"uses": {"self": "scale"}}, True),
    ],
)
def test_what_moves_the_count(parts, scaled):
    """A policy, a schedule, or the application itself."""
    assert tasks.is_scaled(service(**parts)) is scaled


DEPLOYMENTS = [
    ({}, Rolling(minimum_healthy_percent=100, maximum_percent=200), True),
    ({"containers": STATE}, Rolling(minimum_healthy_percent=0, maximum_percent=100), False),
    ({"containers": STATE, "deployment": {}}, Rolling(), True),
    ({"deployment": {"minimumHealthyPercent": 50, "maximumPercent": 100}}, None, False),
    ({"deployment": {"kind": "blueGreen"}}, BlueGreen(), True),
]


@pytest.mark.parametrize(("parts", "deployment", "overlap"), DEPLOYMENTS)
def test_state_stops_before_it_starts_unless_told_otherwise(parts, deployment, overlap):
    """Two tasks that keep state never overlap by default; what is written stands."""
    built = service(**parts)
    assert deployment is None or tasks.deployment_of(built) == deployment
    assert tasks.overlaps(built) is overlap


@pytest.mark.parametrize(
    ("parts", "instances"),
    [
        ({}, 2),
        ({"scaling": {"max": 4, "policy": {"kind": "cpu"}}}, 5),
        ({"scaling": {"max": 5, "policy": {"kind": "cpu"}}, "tasksPerInstance": 2}, 4),
        ({"scaling": {"max": 4, "policy": {"kind": "cpu"}}, "deployment": {"kind": "blueGreen"}, "route": {}}, 9),
    ],
)
def test_a_group_has_room_for_a_deployment(parts, instances):
    """One instance more for rolling, ⌈5 / 2⌉ + 1 = 4; a second set for blue/green, 2 × 4 + 1."""
    assert tasks.most_instances(on_instances(**parts)) == instances
