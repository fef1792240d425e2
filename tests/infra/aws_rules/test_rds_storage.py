"""Storage of RDS for PostgreSQL."""

import pytest

from infra.aws_rules import rds_storage


@pytest.mark.parametrize(
    ("storage_type", "gb", "fits"),
    [("gp3", 19, False), ("gp3", 20, True), ("gp3", 65536, True), ("gp3", 65537, False), ("io1", 99, False)],
)
def test_size(storage_type, gb, fits):
    """Each storage type has its least and its most."""
    assert (rds_storage.size_problem(storage_type, gb) is None) is fits


@pytest.mark.parametrize(("gb", "expected"), [(399, (3000, 125)), (400, (12000, 500))])
def test_included(gb, expected):
    """gp3 includes four times as much from 400 GiB on."""
    assert rds_storage.included("gp3", gb) == expected
    assert rds_storage.included("gp2", gb) is None


@pytest.mark.parametrize(
    ("storage_type", "gb", "iops", "start"),
    [
        # 3000 IOPS below 400 GiB is what one has: setting it is an error all the same.
        ("gp3", 20, 3000, "cannot be set: below 400 GiB gp3 has 3000 IOPS"),
        ("gp3", 399, 12000, "cannot be set"),
        ("gp3", 400, 12000, None),
        ("gp3", 400, 11999, "is outside the 12000-64000 IOPS"),
        ("gp3", 400, 64000, None),
        ("gp3", 400, 64001, "is outside"),
        ("gp2", 400, 1200, "cannot be set: gp2 gives 3 IOPS a GiB"),
        ("io1", 100, 5000, None),
        ("io1", 100, 5001, "is outside the 1000-5000 IOPS that io1 takes at 100 GiB"),
        ("io1", 3001, 1500, "is outside the 1501-150050 IOPS"),
        ("io2", 100, 100000, None),
        ("io2", 1000, 256001, "is outside the 1000-256000 IOPS"),
    ],
)
def test_iops(storage_type, gb, iops, start):
    """IOPS follow the type and the size."""
    problem = rds_storage.iops_problem(storage_type, gb, iops)
    assert problem is None if start is None else problem.startswith(start)


@pytest.mark.parametrize(
    ("storage_type", "gb", "mibps", "iops", "start"),
    [
        ("gp3", 100, 125, None, "cannot be set: below 400 GiB gp3 has 125 MiB/s"),
        ("gp3", 400, 500, None, None),
        ("gp3", 400, 499, None, "is outside the 500-3000 MiB/s that gp3 takes with 12000 IOPS"),
        ("gp3", 400, 3001, None, "is outside"),
        ("gp3", 400, 4000, 16000, None),
        ("gp3", 400, 4001, 64000, "is outside the 500-4000 MiB/s"),
        ("io1", 400, 500, None, "cannot be set: throughput is an option of gp3"),
    ],
)
def test_throughput(storage_type, gb, mibps, iops, start):
    """Throughput belongs to gp3 and needs a quarter as many MiB/s as IOPS at most."""
    problem = rds_storage.throughput_problem(storage_type, gb, mibps, iops)
    assert problem is None if start is None else problem.startswith(start)


@pytest.mark.parametrize(("gb", "most", "fits"), [(20, 22, True), (20, 21, False), (25, 28, True), (25, 27, False)])
def test_growth(gb, most, fits):
    """Autoscaling wants a tenth of room, rounded up."""
    assert (rds_storage.growth_problem(gb, most) is None) is fits
