"""Fargate task sizes."""

import pytest

from infra.aws_rules import fargate


def test_sizes():
    """There are 77 sizes; the table holds AWS's bounds and steps."""
    assert len(fargate.all_sizes()) == 77
    assert fargate.memory_sizes(256) == (512, 1024, 2048)
    assert fargate.memory_sizes(1024) == (2048, 3072, 4096, 5120, 6144, 7168, 8192)
    assert fargate.memory_sizes(4096)[-1] == 30720
    assert fargate.memory_sizes(8192)[:3] == (16384, 20480, 24576)
    assert fargate.memory_sizes(16384)[:2] == (32768, 40960)
    assert fargate.memory_sizes(32768) == (61440, 122880, 249856)
    assert fargate.memory_sizes(1536) == ()


@pytest.mark.parametrize(
    ("cpu", "memory", "fits"),
    [(512, 1024, True), (256, 4096, False), (1536, 3072, False), (8192, 17408, False), (256, 1536, False)],
)
def test_is_size(cpu, memory, fits):
    """A pair is a size or it is not; 1536 units, which a plan asks for, never are."""
    assert fargate.is_size(cpu, memory) is fits


@pytest.mark.parametrize(
    ("cpu", "memory", "below", "above"),
    [
        (512, 1024, (512, 1024), (512, 1024)),
        (1536, 3072, (1024, 3072), (2048, 4096)),
        (1536, 16384, (1024, 8192), (2048, 16384)),
        (256, 1536, (256, 1024), (256, 2048)),
        (256, 4096, (256, 2048), (512, 4096)),
        (1024, 512, (256, 512), (1024, 2048)),
        (8192, 17000, (8192, 16384), (8192, 20480)),
        (256, 100, None, (256, 512)),
        (100, 100, None, (256, 512)),
        (32768, 300000, (32768, 249856), None),
        (40000, 61440, (32768, 61440), None),
    ],
)
def test_nearest(cpu, memory, below, above):
    """What is no size is answered with the nearest on both sides."""
    assert fargate.nearest(cpu, memory) == (below, above)


@pytest.mark.parametrize(("gib", "fits"), [(19, False), (20, True), (21, True), (200, True), (201, False)])
def test_storage(gib, fits):
    """Twenty GiB come with a task, up to 200 can be had."""
    assert (fargate.storage_problem(gib) is None) is fits
