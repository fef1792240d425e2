"""Which alarms a deployment may roll back on."""

import pytest

from infra.model.rollback import exists_before_services
from tests.support.bills import sections_of


@pytest.mark.parametrize(
    ("of", "metric", "before"),
    [
        ("service.api", "cpu", False),
        ("service.api", "memory", False),
        ("service.api", "runningCount", False),
        ("service.api", "healthyTargets", True),
        ("service.api", "responseTimeMs", True),
        ("service.api", "serverErrorPercent", True),
        ("database", "cpu", True),
        ("queue.jobs", "depth", True),
    ],
)
def test_alarms_that_exist_before_services_watch_something_else(of, metric, before):
    """A service's own metrics carry its name, which it does not have yet."""
    alarm = {"of": of, "metric": metric, "above": 1}
    built = sections_of({"observability": {"alarms": {"a": alarm}}}).topology.observability.alarms["a"]
    assert exists_before_services(built) is before
