"""One container of a task."""

from typing import Annotated, Literal

from infra.model.base import Model
from infra.model.types import EntryName, Port, Positive, Text, pattern, whole

VariableName = Annotated[
    str,
    pattern(r"^[A-Za-z_][A-Za-z0-9_]*$", "is no name for a variable: letters, digits and _", max_length=255),
]
MountPath = Annotated[str, pattern(r"^/\S+$", "is not an absolute path inside the container")]
MountSource = Annotated[
    str,
    pattern(
        r"^(fileSystem|scratch|host)\.[A-Za-z][A-Za-z0-9-]{0,23}$",
        "is no mount: fileSystem.NAME, scratch.NAME or host.NAME",
    ),
]

Environment = dict[VariableName, str]
"""Variables in clear: text with `${reference}` in it."""

Secrets = dict[VariableName, Text]
"""Variables the task reads at start: one bare reference, or a template the program composes and stores."""


class Health(Model):
    """A command run inside the container; ECS replaces a task whose essential container fails it.

    Attributes:
        command: A shell command that exits 0 when the container is well; the image must contain what it calls.
        interval_seconds: Seconds between two checks, 5 to 300.
        timeout_seconds: Seconds a check may take, 2 to 120.
        retries: Failures in a row until it counts as unhealthy, 1 to 10.
        start_period_seconds: Seconds at the start in which failures do not count, up to 300.
    """

    command: Text
    interval_seconds: Annotated[int, whole(ge=5, le=300)] = 30
    timeout_seconds: Annotated[int, whole(ge=2, le=60)] = 5
    retries: Annotated[int, whole(ge=1, le=10)] = 3
    start_period_seconds: Annotated[int, whole(ge=0, le=300)] = 0


class Container(Model):
    """An image with its share of the task, what it is told, and what it waits for.

    Attributes:
        image: A key of `delivery.repositories`, or a full image reference.
        command: What runs, in place of the image's own command.
        cpu_units: CPU units (1,024 are one vCPU) reserved for this container; absent it shares the task's.
        memory_mib: MiB at which this container is stopped; absent it may use the task's (on instances: an even share).
        essential: Whether its end stops the whole task.
        ports: Ports it listens on.
        environment: Variables of this container alone; they win over the service's.
        secrets: Secret variables of this container alone; they win over the service's.
        health: The container health check; absent none.
        depends_on: Containers of the task that must first `start`, be `healthy`, `complete` or end with `success`.
        mounts: `fileSystem.NAME`, `scratch.NAME` or `host.NAME` (instances only, lost with them) to a path.
        stop_timeout_seconds: Seconds between the signal to stop and the kill, 120 at most.
        stateful: Whether state lives in the task: more than one task is refused, Spot is warned of.
    """

    image: Text
    command: tuple[str, ...] = ()
    cpu_units: Positive | None = None
    memory_mib: Annotated[int, whole(ge=6)] | None = None
    essential: bool = True
    ports: tuple[Port, ...] = ()
    environment: Environment = {}
    secrets: Secrets = {}
    health: Health | None = None
    depends_on: dict[EntryName, Literal["start", "healthy", "complete", "success"]] = {}
    mounts: dict[MountSource, MountPath] = {}
    stop_timeout_seconds: Annotated[int, whole(ge=2, le=120)] = 30
    stateful: bool = False
