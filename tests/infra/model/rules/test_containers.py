"""Containers of one task: their sums, waits, ports, mounts and variables."""

import pytest

from infra.model.rules import containers
from tests.support.bills import sections_of

IMAGE = "public.ecr.aws/docker/library/redis:7"
FARGATE = {"cpuUnits": 512, "memoryMib": 1024}
ASG = {"kind": "asg", "instanceType": "t3.small"}


def found(given, **service):
    """Return the problems of a service with these containers as lines."""
    parts = {"containers": {name: {"image": IMAGE, **c} for name, c in given.items()}, **(service or FARGATE)}
    built = sections_of({"services": {"api": parts}}).topology.services["api"]
    return [str(p).removeprefix("tollgate:") for p in containers.problems(built)]


FINE = [
    {"a": {}},
    {"a": {"cpuUnits": 512, "memoryMib": 1024}},
    {"a": {"cpuUnits": 256, "memoryMib": 512}, "b": {"cpuUnits": 256, "memoryMib": 512}},
    {"a": {"memoryMib": 1018}, "b": {}},
    {"a": {"dependsOn": {"b": "start"}}, "b": {"essential": False}},
    {"a": {"dependsOn": {"b": "success"}}, "b": {"essential": False}},
    {"a": {"dependsOn": {"b": "healthy"}}, "b": {"health": {"command": "true"}}},
    {"a": {"ports": [80, 81]}, "b": {"ports": [82]}},
    {"a": {"mounts": {"scratch.x": "/x"}}, "b": {"mounts": {"scratch.x": "/x"}}},
    {str(n): {} for n in "abcdefghij"},
]


@pytest.mark.parametrize("given", FINE)
def test_what_ecs_accepts_is_not_complained_of(given):
    """Containers at their limits, waiting, listening and mounting as ECS allows."""
    assert found(given) == []


SUMS = [
    (
        {"a": {"cpuUnits": 513}},
        "containers: take 513 CPU units together; the task has 512: trim them, or take more",
    ),
    (
        {"a": {"memoryMib": 512}, "b": {"memoryMib": 513}},
        "containers: take 1025 MiB together; the task has 1024: trim them, or take more",
    ),
    ({"a": {"memoryMib": 1019}, "b": {}}, "containers: leave 5 MiB for b, which state no memoryMib"),
    ({"a": {"essential": False}}, "containers: are all essential: false; ECS wants one whose end ends the task"),
    ({n: {} for n in "abcdefghijk"}, "containers: 11 are more than the 10 that a task may have"),
]


@pytest.mark.parametrize(("given", "line"), SUMS)
def test_containers_fit_their_task(given, line):
    """One above a limit is refused with the sum and the limit."""
    assert found(given) == [line]


def test_containers_fit_what_an_instance_registers():
    """CR-35: a t3.small registers 93 % of 2048 MiB less 64 and 128, that is 1712; two tasks share it."""
    assert found({"a": {"memoryMib": 1712}}, **ASG) == []
    assert found({"a": {"memoryMib": 1713}}, **ASG) == [
        (
            "containers: take 1713 MiB together; a task on t3.small, less the system's own, has 1712: "
            "trim them, or take more"
        )
    ]
    assert found({"a": {"memoryMib": 856}}, **ASG, tasksPerInstance=2) == []
    assert found({"a": {"memoryMib": 857}}, **ASG, tasksPerInstance=2) == [
        (
            "containers: take 857 MiB together; each of 2 tasks on t3.small, less the system's own, has 856: "
            "trim them, or take more"
        )
    ]


WAITS = [
    ({"a": {"dependsOn": {"bb": "start"}}, "bbb": {}}, "containers.a.dependsOn.bb", "did you mean bbb?"),
    ({"a": {"dependsOn": {"xyz": "start"}}, "b": {}}, "containers.a.dependsOn.xyz", "there are b"),
    ({"a": {"dependsOn": {"b": "healthy"}}, "b": {}}, "containers.a.dependsOn.b", "b has no health check"),
    ({"a": {"dependsOn": {"b": "success"}}, "b": {}}, "containers.a.dependsOn.b", "set its essential: false"),
    ({"a": {"dependsOn": {"b": "complete"}}, "b": {}}, "containers.a.dependsOn.b", "set its essential: false"),
    ({"a": {"dependsOn": {"a": "start"}}}, "containers.a.dependsOn", "goes round in a circle: a → a"),
    (
        {"a": {"dependsOn": {"b": "start"}}, "b": {"dependsOn": {"c": "start"}}, "c": {"dependsOn": {"b": "start"}}},
        "containers.b.dependsOn",
        "goes round in a circle: b → c → b",
    ),
]


@pytest.mark.parametrize(("given", "place", "clause"), WAITS)
def test_containers_wait_for_what_can_happen(given, place, clause):
    """CR-54: a container waits for one that exists, for health that is checked, for an end that others outlive."""
    (line,) = found(given)
    assert line.startswith(f"{place}: ")
    assert clause in line


def test_one_address_has_each_port_once():
    """Containers of a task share an address: the second to take a port is told who has it."""
    assert found({"a": {"ports": [80]}, "b": {"ports": [81, 80]}}) == [
        "containers.b.ports[1]: 80 is taken by a: containers of a task share one address"
    ]


def test_a_host_folder_needs_a_host():
    """Fargate has no disk that outlives a task; instances have."""
    mounts = {"a": {"mounts": {"host.data": "/data"}}}
    (line,) = found(mounts)
    assert line.startswith('containers.a.mounts["host.data"]: needs kind: asg')
    assert found(mounts, **ASG) == []


def test_two_mounts_have_two_places():
    """Two volumes in one folder hide each other."""
    (line,) = found({"a": {"mounts": {"scratch.x": "/data", "scratch.y": "/data"}}})
    assert line == "containers.a.mounts[\"scratch.y\"]: '/data' is where scratch.x is mounted too"


def test_a_variable_is_clear_or_secret():
    """ECS refuses a name that stands in both lists."""
    (line,) = found({"a": {"environment": {"X": "1"}, "secrets": {"X": "database.url"}}})
    assert line == "containers.a.secrets.X: is a variable of environment too; it can be one of the two"


@pytest.mark.parametrize("value", ["http://localhost:8000", "localhost", "127.0.0.1:6379", "redis://LOCALHOST/0"])
def test_a_neighbour_is_named_not_assumed(value):
    """CR-11: localhost stands for a container of the task; which one must be said, so that it can be checked."""
    (alone,) = found({"a": {"environment": {"PEER": value}}})
    assert "no other container has ports" in alone
    (line,) = found({"a": {"environment": {"PEER": value}}, "chroma": {"ports": [8000]}})
    assert "write ${container.chroma.host}" in line


@pytest.mark.parametrize("value", ["localhost.example.com", "mylocalhost", "my-localhost"])
def test_a_name_that_contains_localhost_is_another_name(value):
    """Only the word itself counts."""
    assert found({"a": {"environment": {"PEER": value}}}) == []


def test_variables_of_the_whole_service_are_judged_too():
    """What every container gets is looked at once, at its own place."""
    (line,) = found({"a": {}}, **FARGATE, environment={"DB_PASSWORD": "hunter2"})
    assert line.startswith("environment.DB_PASSWORD: holds a credential in clear")
