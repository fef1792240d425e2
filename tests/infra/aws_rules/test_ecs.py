"""ECS containers and deployments."""

import pytest

from infra.aws_rules import ecs


@pytest.mark.parametrize(
    ("desired", "least", "most", "fits"),
    [
        (1, 100, 100, False),
        (1, 100, 200, True),
        (1, 0, 100, True),
        (2, 50, 100, True),
        (1, 50, 150, False),  # half of one is one, one and a half is one
        (3, 100, 130, False),  # 3.9 is three
        (3, 100, 134, True),
        (0, 100, 100, True),
    ],
)
def test_deployment(desired, least, most, fits):
    """A deployment needs room to stop or to add a task."""
    assert (ecs.deployment_problem(desired, least, most) is None) is fits


def test_rounding():
    """The healthy part is rounded up, the most that may run is rounded down."""
    assert ecs.healthy_tasks(3, 50) == 2
    assert ecs.most_tasks(3, 150) == 4
    assert ecs.deployment_problem(1, 100, 100) == (
        "leaves a deployment no room: 1 of 1 tasks must stay and no more than 1 may run; "
        "100 and 200 percent always work"
    )


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ((30, 5, 3, 0), None),
        ((30, 10, 3, 300), None),
        ((4, 5, 3, 0), "has interval 4; ECS takes 5 to 300"),
        ((30, 61, 3, 0), "has timeout 61; ECS takes 2 to 60"),
        ((30, 5, 11, 0), "has retries 11; ECS takes 1 to 10"),
        ((30, 5, 3, 301), "has start period 301; ECS takes 0 to 300"),
    ],
)
def test_health(settings, problem):
    """A container health check has four bounds."""
    assert ecs.health_problem(*settings) == problem


@pytest.mark.parametrize(("name", "fits"), [("api_1-x", True), ("a" * 256, False), ("", False), ("a.b", False)])
def test_name(name, fits):
    """Names have letters, digits, hyphens and underscores."""
    assert (ecs.name_problem(name) is None) is fits
