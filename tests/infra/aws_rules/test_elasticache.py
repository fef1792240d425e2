"""ElastiCache."""

from datetime import date
from decimal import Decimal

import pytest

from infra.aws_rules import elasticache


@pytest.mark.parametrize(
    ("name", "vcpu", "gib", "usable", "architecture"),
    [
        ("cache.t3.micro", 2, "0.5", "0.375", "x86_64"),
        ("cache.t4g.small", 2, "1.37", "1.0275", "arm64"),
        ("cache.t4g.medium", 2, "3.09", "2.3175", "arm64"),
        ("cache.m7g.large", 2, "6.38", "4.785", "arm64"),
        ("cache.r5.4xlarge", 16, "105.81", "79.3575", "x86_64"),
    ],
)
def test_nodes(name, vcpu, gib, usable, architecture):
    """A quarter of a node's memory is not for data."""
    found = elasticache.find(name)
    assert found == (name, vcpu, Decimal(gib), architecture)
    assert found.usable_gib == Decimal(usable)


def test_nodes_are_the_price_book(priced):
    """Every node type with a price is in the catalogue, and nothing else is."""
    names = {name for name in priced("elasticache.valkey.") if name.startswith("cache.")}
    assert set(elasticache.names()) == names
    assert all(elasticache.find(name) for name in names)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("cache.t4g.micro", None),
        ("cache.t4g.large", "is not a size the price book has; cache.t4g comes as micro, small, medium"),
        ("cache.m6gd.large", "is not a node type"),
        ("t4g.micro", "is not a node type"),
        ("cache.", "is not a node type"),
        ("", "is not a node type"),
    ],
)
def test_node_problem(name, start):
    """Wrong names are answered."""
    problem = elasticache.node_problem(name)
    assert problem is None if start is None else problem.startswith(start)


@pytest.mark.parametrize(
    ("engine", "version", "serverless", "fits"),
    [
        ("valkey", "8.0", False, True),
        ("valkey", "8", False, False),
        ("valkey", "8", True, True),
        ("redis", "7.1", False, True),
        ("redis", "8.0", False, False),
        ("redis", "7", True, True),
        ("redis", "6", True, False),
        ("valkey", "", False, False),
    ],
)
def test_version(engine, version, serverless, fits):
    """Versions are exact for nodes and majors for serverless."""
    assert (elasticache.version_problem(engine, version, serverless=serverless) is None) is fits


@pytest.mark.parametrize(
    ("engine", "version", "day", "period"),
    [
        ("redis", "6.2", date(2027, 1, 31), "standard"),
        ("redis", "6.2", date(2027, 2, 1), "year1-2"),
        ("redis", "6.2", date(2029, 1, 31), "year1-2"),
        ("redis", "6.2", date(2029, 2, 1), "year3"),
        ("redis", "6.2", date(2030, 2, 1), "ended"),
        ("redis", "5.0.6", date(2026, 2, 1), "year1-2"),
        ("redis", "7.1", date(2040, 1, 1), "standard"),
        ("valkey", "7.2", date(2040, 1, 1), "standard"),
    ],
)
def test_surcharge(engine, version, day, period):
    """Old Redis pays a surcharge from a day on; Valkey and Redis 7 do not."""
    assert elasticache.surcharge_period(engine, version, day) == period


@pytest.mark.parametrize(
    ("engine", "version", "family"),
    [
        ("valkey", "7.2", "valkey7"),
        ("valkey", "8.1", "valkey8"),
        ("redis", "6.2", "redis6.x"),
        ("redis", "7.1", "redis7"),
    ],
)
def test_parameter_family(engine, version, family):
    """Parameter groups follow engine and major."""
    assert elasticache.parameter_family(engine, version) == family


def test_every_version_has_a_family():
    """No version is without a parameter group family, and an unknown one has none."""
    for engine, versions in elasticache.VERSIONS.items():
        assert all(elasticache.parameter_family(engine, version) for version in versions)
    assert elasticache.parameter_family("redis", "8.0") is None


def test_graviton_needs_redis_5():
    """Redis 4 runs on Intel only."""
    assert elasticache.node_version_problem("cache.t4g.micro", "redis", "4.0.10") == "runs Redis OSS 5 and later only"
    assert elasticache.node_version_problem("cache.t4g.micro", "redis", "5.0.6") is None
    assert elasticache.node_version_problem("cache.t3.micro", "redis", "4.0.10") is None


@pytest.mark.parametrize(
    ("name", "fits"),
    [("app-cache", True), ("a" * 40, True), ("a" * 41, False), ("1a", False), ("a--b", False), ("", False)],
)
def test_group_id(name, fits):
    """Replication groups have 40 characters."""
    assert (elasticache.group_id_problem(name) is None) is fits
