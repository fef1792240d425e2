"""AWS Fargate: task sizes, ephemeral storage, Spot."""

from typing import Final, NamedTuple

from infra.aws_rules.values import neighbours

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "SIZES": ("fargate-task-size", "cfn-lint", "ecs-build"),
    "LARGE_FROM_CPU_UNITS": ("fargate-task-size", "botocore"),
    "STORAGE_INCLUDED_GIB": ("fargate-storage", "botocore"),
    "STORAGE_GIB": ("fargate-storage", "botocore"),
    "STOP_TIMEOUT_MAX_SECONDS": ("botocore",),
    "ARCHITECTURES": ("botocore",),
    "SPOT_ARCHITECTURES": ("fargate-spot", "ecs-build"),
    "SPOT_WARNING_SECONDS": ("fargate-spot",),
    "BILLED_MINUTES_LEAST": ("fargate-pricing",),
}

SIZES: Final = {
    256: (512, 1024, 2048),
    512: tuple(range(1024, 4096 + 1, 1024)),
    1024: tuple(range(2048, 8192 + 1, 1024)),
    2048: tuple(range(4096, 16384 + 1, 1024)),
    4096: tuple(range(8192, 30720 + 1, 1024)),
    8192: tuple(range(16384, 61440 + 1, 4096)),
    16384: tuple(range(32768, 122880 + 1, 8192)),
    32768: (61440, 122880, 249856),
}
"""Memory in MiB by CPU units, of Linux tasks; 1024 units are one vCPU. The last row is of 2026."""

LARGE_FROM_CPU_UNITS: Final = 8192
"""From here on a task needs platform version 1.4.0, which LATEST is."""

STORAGE_INCLUDED_GIB: Final = 20
STORAGE_GIB: Final = (21, 200)
"""Ephemeral storage that every task has, and what may be asked for instead."""

STOP_TIMEOUT_MAX_SECONDS: Final = 120
ARCHITECTURES: Final = {"x86_64": "X86_64", "arm64": "ARM64"}
"""`cpuArchitecture` of a task definition."""

SPOT_ARCHITECTURES: Final = ("x86_64", "arm64")
"""Both since platform version 1.4.0; older pages that say x86 only are out of date."""

SPOT_WARNING_SECONDS: Final = 120
BILLED_MINUTES_LEAST: Final = 1
"""A task is warned two minutes before it is taken, and is billed by the second from one minute on."""


class Size(NamedTuple):
    """A task size."""

    cpu_units: int
    memory_mib: int


def all_sizes() -> tuple[Size, ...]:
    """Return every size, ascending by CPU, then memory."""
    return tuple(Size(cpu, memory) for cpu, memories in SIZES.items() for memory in memories)


def memory_sizes(cpu_units: int) -> tuple[int, ...]:
    """Return the memory in MiB that goes with CPU units, ascending; nothing when there is no such CPU."""
    return SIZES.get(cpu_units, ())


def is_size(cpu_units: int, memory_mib: int) -> bool:
    """Tell whether a pair is a task size."""
    return memory_mib in memory_sizes(cpu_units)


def nearest(cpu_units: int, memory_mib: int) -> tuple[Size | None, Size | None]:
    """Return the nearest sizes at or below, and at or above, what was asked for.

    A valid size is both. With a valid CPU the memory moves first; where that CPU has no memory on a
    side, the nearest CPU that has takes its place. None where there is nothing on a side.
    """
    cpu_below, cpu_above = neighbours(cpu_units, tuple(SIZES))
    if cpu_below is None or cpu_above is None or cpu_below != cpu_above:
        return _with_memory(cpu_below, memory_mib), _with_memory(cpu_above, memory_mib)
    below, above = neighbours(memory_mib, SIZES[cpu_units])
    return (
        Size(cpu_units, below) if below else _last(cpu_units, memory_mib),
        Size(cpu_units, above) if above else _first(cpu_units, memory_mib),
    )


def _with_memory(cpu_units: int | None, memory_mib: int) -> Size | None:
    """Return the size of a CPU with the least memory that is enough, or its most."""
    if cpu_units is None:
        return None
    _, above = neighbours(memory_mib, SIZES[cpu_units])
    return Size(cpu_units, above or SIZES[cpu_units][-1])


def _last(cpu_units: int, memory_mib: int) -> Size | None:
    """Return the largest size with less CPU and no more memory."""
    fitting = [size for size in all_sizes() if size.cpu_units < cpu_units and size.memory_mib <= memory_mib]
    return max(fitting, default=None)


def _first(cpu_units: int, memory_mib: int) -> Size | None:
    """Return the smallest size with more CPU and enough memory."""
    fitting = [size for size in all_sizes() if size.cpu_units > cpu_units and size.memory_mib >= memory_mib]
    return min(fitting, default=None)


def storage_problem(gib: int) -> str | None:
    """Say why a task cannot have so much ephemeral storage."""
    least, most = STORAGE_GIB
    if gib == STORAGE_INCLUDED_GIB or least <= gib <= most:
        return None
    return f"is outside the {STORAGE_INCLUDED_GIB}-{most} GiB of a Fargate task"
