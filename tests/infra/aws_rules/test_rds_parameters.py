"""Parameters of PostgreSQL on RDS."""

from decimal import Decimal

import pytest

from infra.aws_rules import rds_parameters


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        # A plan writes 256MB; RDS counts pages, and its default is a quarter of the memory anyway.
        ("shared_buffers", "256MB", "is not a plain number; shared_buffers counts in pages of 8 kB"),
        ("shared_buffers", 32768, None),
        ("shared_buffers", "{DBInstanceClassMemory/32768}", None),
        ("max_connections", "LEAST({DBInstanceClassMemory/9531392},5000)", None),
        ("work_mem", "4MB", "is not a plain number; work_mem counts in kB"),
        ("work_mem", 4096, None),
        ("log_min_duration_statement", -1, None),
        (
            "log_min_duration_statement",
            "1s",
            "is not a plain number; log_min_duration_statement counts in milliseconds",
        ),
        ("statement_timeout", Decimal(30000), None),
        ("log_statement", "ddl", None),
        ("port", 5433, "is set by RDS and cannot be a parameter"),
    ],
)
def test_value(name, value, problem):
    """Sizes and times are plain numbers in the engine's units, or RDS's formulas."""
    assert rds_parameters.value_problem(name, value) == problem


@pytest.mark.parametrize(
    ("name", "static"),
    [
        ("max_connections", True),
        ("shared_buffers", True),
        ("shared_preload_libraries", True),
        ("work_mem", False),
        ("log_min_duration_statement", False),
        ("rds.force_ssl", False),
        ("unheard_of", False),
    ],
)
def test_static(name, static):
    """Static parameters wait for a restart."""
    assert rds_parameters.is_static(name) is static


@pytest.mark.parametrize(
    ("memory_gib", "parameter", "connections"),
    [
        (1, None, 80),
        (2, None, 190),
        (4, None, 411),
        (8, None, 852),
        (64, None, 5000),
        (1, 100, 100),
        (1, "150", 150),
        (1, "LEAST({DBInstanceClassMemory/9531392},5000)", 80),
        (0, None, 0),
    ],
)
def test_connection_limit(memory_gib, parameter, connections):
    """The default follows the memory, at most 5000; a number in the parameters decides."""
    assert rds_parameters.connection_limit(memory_gib * 1024, parameter) == connections


@pytest.mark.parametrize(("memory_mib", "seen"), [(2048, 198), (4096, 413), (8192, 856), (15616, 1660)])
def test_connection_limit_stays_below_what_was_seen(memory_mib, seen):
    """The limit errs on the low side of running instances, by less than a twentieth."""
    limit = rds_parameters.connection_limit(memory_mib)
    assert seen * 0.95 < limit <= seen
