"""Metrics that AWS sends by itself."""

from decimal import Decimal

import pytest

from infra.aws_rules import cloudwatch, metrics

EVERY = [
    *(metric for known in metrics.METRICS.values() for metric in known.values()),
    metrics.RUNNING_TASKS,
    metrics.REQUESTS,
    metrics.CACHE_HOST_CPU,
]


@pytest.mark.parametrize("metric", EVERY, ids=lambda metric: metric.name)
def test_a_fixed_statistic_is_one_of_cloudwatch(metric):
    """What is fixed is a statistic that CloudWatch has."""
    assert not metric.statistic or metric.statistic in cloudwatch.STATISTICS


def test_units_of_the_config_become_those_of_the_metric():
    """500 ms are half a second of TargetResponseTime; 2 GB are 2,147,483,648 bytes of FreeStorageSpace."""
    assert metrics.METRICS["service"]["responseTimeMs"].units * 500 == Decimal("0.5")
    assert metrics.METRICS["database"]["freeStorageGb"].units * 2 == 2_147_483_648


def test_nodes_of_a_replication_group_are_numbered():
    """The first node of the group shop is shop-001, the sixth shop-006."""
    assert [metrics.CACHE_NODE_ID.format(group="shop", number=n) for n in (1, 6)] == ["shop-001", "shop-006"]
