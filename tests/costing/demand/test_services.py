"""What services run and move in a month, worked out by hand."""

from decimal import Decimal

import pytest

from costing.demand.tier import demand
from costing.money import quantity
from tests.support.bills import sections_of

IMAGE = {"image": "app"}
CPU = {"kind": "cpu"}
FARGATE = {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": IMAGE}}
MONTH = 2_628_000
GB = 1024 * 1024


def asked(services, work=None, **workload):
    """Return the demand of services."""
    parts = {"services": services, "delivery": {"repositories": {"app": {"tag": "1"}}}}
    return demand(sections_of(parts, workload={"services": work or {}, **workload}))


def of(name, *args, **kwargs):
    """Return the demand of one service."""
    return asked(*args, **kwargs).services[name]


ROUTED = {**FARGATE, "route": {}}


@pytest.mark.parametrize(
    ("stated", "shares"),
    [({}, ("0.5", "0.5")), ({"a": 80}, ("0.8", "0.2")), ({"a": 80, "b": 20}, ("0.8", "0.2")), ({"a": 0}, ("0", "1"))],
)
def test_routed_services_share_the_requests(stated, shares):
    """Stated shares hold, the rest is even among the others, and workers have none."""
    work = {name: {"requestPercent": share} for name, share in stated.items()}
    found = asked({"a": ROUTED, "b": ROUTED, "w": FARGATE}, work, requestsPerSecond={"average": 1})
    given = tuple(found.services[n].requests.expected for n in "ab")
    assert given == tuple(Decimal(share) * MONTH for share in shares)
    assert found.services["w"].requests == (0, 0, 0)


def test_logs_follow_requests_and_tasks():
    """1,024 bytes × 2,628,000 requests / 1,073,741,824 = 2.50625… GB, and 2 GB that double with the tasks' ceiling."""
    service = {**ROUTED, "scaling": {"min": 1, "max": 4, "policy": CPU}}
    work = {"a": {"averageCount": 2, "logBytesPerRequest": 1024, "logGbPerMonth": 2}}
    found = of("a", {"a": service}, work, requestsPerSecond={"average": 1, "peak": 2})
    by_request = Decimal(1024 * MONTH) / 1024**3
    assert found.logs == (0, by_request + 2, 2 * by_request + 4)


def test_a_service_without_figures_of_its_own_logs_as_the_others():
    """400 bytes a request are the workload's default."""
    found = of("a", {"a": ROUTED}, requestsPerSecond={"average": 1})
    assert found.logs.expected == Decimal(400 * MONTH) / 1024**3


def test_starts_are_deployments_of_the_tasks():
    """FS-18: 20 deployments of 2 tasks start 40; of 4, 80; nothing need be deployed."""
    service = {**FARGATE, "scaling": {"min": 1, "max": 4, "policy": CPU}}
    assert of("a", {"a": service}, {"a": {"averageCount": 2}}).starts == (0, 40, 80)


def test_images_are_pulled_at_each_start():
    """40 starts × 0.5 GB; two containers of one image pull it once, an image of elsewhere has no size."""
    two = {"app": IMAGE, "side": IMAGE, "redis": {"image": "redis:7"}}
    service = {**FARGATE, "containers": two, "scaling": {"min": 1, "max": 4, "policy": CPU}}
    found = of("a", {"a": service}, {"a": {"averageCount": 2}}, repositories={"app": {"imageGb": "0.5"}})
    assert found.flow.images == (0, 20, 40)


def test_upstream_traffic_is_by_request():
    """8 KB in and 4 KB out a request: 2,628,000 × 8 / 1,048,576 and half of it."""
    work = {"a": {"upstreamInKbPerRequest": 8, "upstreamOutKbPerRequest": 4}}
    flow = of("a", {"a": ROUTED}, work, requestsPerSecond={"average": 1}).flow
    assert flow.upstream_in.expected == Decimal(8 * MONTH) / GB
    assert flow.upstream_out.expected == Decimal(4 * MONTH) / GB


ASG = {"kind": "asg", "instanceType": "t3.small", "containers": {"app": IMAGE}}


@pytest.mark.parametrize(("egress", "interfaces"), [("natGateway", 4), ("publicAddress", 2)])
def test_interfaces_are_of_tasks_and_instances(egress, interfaces):
    """Two tasks and two instances have four interfaces; where tasks share their instance's, two."""
    parts = {"network": {"egress": {"kind": egress}}, "services": {"a": {**ASG, "scaling": {"min": 2, "max": 2}}}}
    found = demand(sections_of(parts)).services["a"]
    assert found.flow.interfaces.floor == interfaces


JOB = {**FARGATE, "kind": "job"}


@pytest.mark.parametrize(
    ("schedule", "runs", "expected"),
    [
        (None, None, (0, 0, 0)),
        (None, 6, (0, 6, 6)),
        ("0 * * * ? *", None, (730, 730, 730)),
        ("0 * * * ? *", 100, (100, 100, 730)),
        ("0 * * * ? *", 1000, (730, 1000, 1000)),
    ],
)
def test_runs_are_of_the_clock_or_stated(schedule, runs, expected):
    """CR-33: once an hour is 730 a month; what is stated is expected, and the clock's runs are in the floor."""
    job = {**JOB, "schedule": {"cron": schedule}} if schedule else JOB
    assert of("j", {"j": job}, {"j": {"minutesPerRun": 1, "runsPerMonth": runs}}).starts == expected


def test_a_run_is_billed_from_the_pull_of_its_image():
    """59 minutes and one to pull are an hour: six runs are six hours, 6 / 730 = 0.008219 of a task."""
    found = of("j", {"j": JOB}, {"j": {"minutesPerRun": 59, "runsPerMonth": 6}})
    assert found.hours == (0, 6, 6)
    assert quantity(found.tasks.expected) == Decimal("0.008219")


ASSUMED = [
    ({"a": FARGATE}, {}, ["deployments"]),
    ({"a": {**FARGATE, "scaling": {"min": 1, "max": 2, "policy": CPU}}}, {}, ["tasks of a", "deployments"]),
    (
        {"a": {**FARGATE, "scaling": {"min": 1, "max": 2, "policy": CPU}}},
        {"a": {"averageCount": 1}},
        ["deployments"],
    ),
    ({"j": JOB}, {"j": {"minutesPerRun": 1}}, ["runs of j"]),
    ({"j": JOB}, {"j": {"minutesPerRun": 1, "runsPerMonth": 1}}, []),
    ({"a": {**FARGATE, "containers": {"app": {**IMAGE, "stateful": True}}}}, {}, []),
]


@pytest.mark.parametrize(("services", "work", "names"), ASSUMED)
def test_what_stands_in_for_a_missing_figure_is_named(services, work, names):
    """Averages, runs and deployments that nobody stated are told, and those that were are not."""
    ours = ("tasks of", "runs of", "deployments")
    assert [a.name for a in asked(services, work).assumed if a.name.startswith(ours)] == names


def test_a_stated_number_of_deployments_is_no_assumption():
    """Said is said, even if it is what would have been taken."""
    found = asked({"a": FARGATE}, deploymentsPerMonth=20).assumed
    assert "deployments" not in [a.name for a in found]
