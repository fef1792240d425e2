"""The bill of an Aurora Serverless v2 cluster, worked out by hand: 730 hours a month, 2,628,000 seconds."""

from decimal import Decimal

import pytest

from infra.model.problems import ConfigError
from tests.support.bills import bill_of, has, line
from tests.support.hand_computed import figures, hand_computed

SMALL = {"kind": "auroraServerless", "version": "17", "minAcu": "0.5", "maxAcu": 4}
BUSY = {"requestsPerSecond": {"average": 10, "peak": 40}}
HOLDS = {"database": {"storedGb": 50}}


def _cluster(**fields):
    return {"database": {**SMALL, **fields}}


# --- capacity -----------------------------------------------------------------------------------------------------


@hand_computed(
    "database/cluster/acu",
    quantity="365 730 2920",
    price="0.12",
    amount="43.80 87.60 350.40",
    resource="aws:rds/clusterInstance:ClusterInstance shop-database-1",
)
def test_capacity_between_its_bounds():
    """0.5, 1 and 4 ACU × 730 h = 365, 730 and 2,920 ACU-hours, × $0.12 = $43.80, $87.60 and $350.40."""
    return bill_of(_cluster(), workload={"database": {"averageAcu": 1}})


@hand_computed("database/cluster/acu", quantity="1095 2190 8760", price="0.12", amount="131.40 262.80 1051.20")
def test_readers_have_the_same_capacity():
    """A writer and 2 readers: 3 × (0.5, 1, 4) ACU × 730 h = 1,095, 2,190, 8,760 ACU-hours × $0.12."""
    return bill_of(_cluster(readers=2), workload={"database": {"averageAcu": 1}})


@hand_computed("database/cluster/acu", quantity="365 730 2920", price="0.16", amount="58.40 116.80 467.20")
def test_capacity_of_io_optimized_storage():
    """I/O-Optimized has a price of its own: 730 ACU-hours × $0.16 = $116.80."""
    return bill_of(_cluster(ioOptimized=True), workload={"database": {"averageAcu": 1}})


@hand_computed("database/cluster/acu", quantity="0 0 2920", price="0.12", amount="0 0 350.40")
def test_a_cluster_that_may_pause_and_that_nobody_asks():
    """No traffic at all: 0 × 730 h = 0, though 4 ACU × 730 h = 2,920 ACU-hours may run."""
    return bill_of(_cluster(minAcu=0))


@hand_computed("database/cluster/acu", quantity="0 365 2920", price="0.12", amount="0 43.80 350.40")
def test_a_cluster_that_traffic_keeps_awake():
    """Asked all day it never pauses, and awake it has 0.5 ACU at least: 0.5 × 730 h = 365 ACU-hours."""
    return bill_of(_cluster(minAcu=0), workload=BUSY)


@hand_computed("database/cluster/acu", quantity="365 1460 2920", price="0.12", amount="43.80 175.20 350.40")
def test_capacity_from_what_a_request_costs():
    """20 requests × 25 ms = 0.5 vCPU, at 0.25 vCPU an ACU 2 ACU: 2 × 730 h = 1,460 ACU-hours × $0.12 = $175.20."""
    workload = {"requestsPerSecond": {"average": 20}, "database": {"cpuMsPerRequest": 25}}
    return bill_of(_cluster(), workload=workload)


@hand_computed("database/cluster/acu", quantity="365 365 2920", price="0.18", amount="65.70 65.70 525.60")
def test_capacity_in_mumbai():
    """Nothing is known of the traffic: the minimum, 0.5 × 730 h = 365 ACU-hours × $0.18 = $65.70."""
    return bill_of(_cluster(), region="ap-south-1")


@pytest.mark.parametrize(
    ("average_acu", "acu_hours"),
    [("0.2", "365"), ("0.5", "365"), ("0.75", "547.5"), ("4", "2920"), ("9", "2920")],
)
@pytest.mark.parametrize("section", ["workload", "usage"])
def test_the_mean_stays_between_the_bounds(section, average_acu, acu_hours):
    """A stated mean counts within 0.5 and 4 ACU: less cannot be had, more is not given."""
    stated = {section: {"database": {"averageAcu": average_acu}}}
    found = line(bill_of(_cluster(), **stated), "database/cluster/acu").quantity
    assert found == figures(f"365 {acu_hours} 2920")


def test_the_given_mean_wins_over_the_stated_one():
    """`usage.database.averageAcu` overrides what the workload says."""
    bill = bill_of(_cluster(), workload={"database": {"averageAcu": 1}}, usage={"database": {"averageAcu": 2}})
    assert line(bill, "database/cluster/acu").quantity.expected == Decimal(1460)


@pytest.mark.parametrize(
    ("per_second", "acu_hours"),
    [("4", "365"), ("5", "365"), ("6", "438"), ("40", "2920"), ("41", "2920")],
)
def test_derived_capacity_at_the_bounds(per_second, acu_hours):
    """At 25 ms a request 0.5 ACU carry 5 requests a second and 4 ACU carry 40: 6 need 0.6 ACU × 730 h = 438."""
    workload = {"requestsPerSecond": {"average": per_second}, "database": {"cpuMsPerRequest": 25}}
    assert line(bill_of(_cluster(), workload=workload), "database/cluster/acu").quantity.expected == Decimal(acu_hours)


# --- data ---------------------------------------------------------------------------------------------------------


@hand_computed(
    "database/cluster/storage",
    quantity="50",
    price="0.1",
    amount="5",
    resource="aws:rds/cluster:Cluster shop-database",
)
def test_storage_counts_once_for_all_readers():
    """Readers share the volume: 50 GB × $0.10 = $5.00 with 3 instances as with one."""
    return bill_of(_cluster(readers=2), workload=HOLDS)


@hand_computed("database/cluster/storage", quantity="50", price="0.225", amount="11.25")
def test_io_optimized_storage():
    """50 GB × $0.225 = $11.25."""
    return bill_of(_cluster(ioOptimized=True), workload=HOLDS)


@hand_computed("database/cluster/io", quantity="0 78.84 315.36", price="0.2", amount="0 15.768 63.072")
def test_io_requests():
    """26,280,000 requests × 3 I/O = 78.84 million, × $0.20 = $15.768; at the peak of 40 a second four times that."""
    return bill_of(_cluster(), workload={**BUSY, "database": {"ioPerRequest": 3}})


def test_io_optimized_storage_has_no_io_charge():
    """I/O is part of its price: no line."""
    bill = bill_of(_cluster(ioOptimized=True), workload={**BUSY, "database": {"ioPerRequest": 3}})
    assert not has(bill, "database/cluster/io")


@pytest.mark.parametrize(
    ("given", "quantity"),
    [("10", "0 10 315.36"), ("80", "0 80 315.36"), ("400", "0 400 400")],
)
def test_io_as_given(given, quantity):
    """`usage.database.ioMillion` stands for the derived 78.84 million, and lifts a ceiling below it."""
    workload, usage = {**BUSY, "database": {"ioPerRequest": 3}}, {"database": {"ioMillion": given}}
    assert line(bill_of(_cluster(), workload=workload, usage=usage), "database/cluster/io").quantity == figures(
        quantity
    )


@hand_computed("database/cluster/backup", quantity="0 3.5 17.5", price="0.021", amount="0 0.0735 0.3675")
def test_backups_beyond_the_size_of_the_volume():
    """50 × (1 + 1 % × 7) − 50 = 3.5 GB × $0.021; at 5 % a day 50 × 1.35 − 50 = 17.5 GB."""
    return bill_of(_cluster(), workload=HOLDS)


@pytest.mark.parametrize(("given", "quantity"), [("2", "0 2 17.5"), ("20", "0 20 20")])
def test_backups_as_given(given, quantity):
    """`usage.database.backupGb` stands for the derived 3.5 GB."""
    bill = bill_of(_cluster(), workload=HOLDS, usage={"database": {"backupGb": given}})
    assert line(bill, "database/cluster/backup").quantity == figures(quantity)


# --- what Aurora records ------------------------------------------------------------------------------------------


@hand_computed("database/cluster/insights", quantity="0.5 1 4", price="0.375", amount="0.1875 0.375 1.5")
def test_insights_for_a_month():
    """By mean capacity: 1 ACU × $0.375 = $0.375; 0.5 in the floor, 4 in the ceiling."""
    database = _cluster(insights="standard", insightsRetentionDays=31)
    return bill_of(database, workload={"database": {"averageAcu": 1}})


@hand_computed(
    "database/cluster/insights",
    quantity="23 46 184",
    price="0.0158",
    amount="0.3634 0.7268 2.9072",
    meter="additional",
)
def test_insights_of_a_reader_for_two_years():
    """24 months, 2 instances: 23 further months × 2 × (0.5, 1, 4) ACU = 23, 46, 184 ACU-months × $0.0158."""
    database = _cluster(insights="standard", insightsRetentionDays=731, readers=1)
    return bill_of(database, workload={"database": {"averageAcu": 1}})


@pytest.mark.parametrize(("days", "first", "further"), [(7, False, False), (31, True, False), (62, True, True)])
def test_months_of_insights(days, first, further):
    """A week is free, a month has the first price, a second one the further price."""
    bill = bill_of(_cluster(insights="standard", insightsRetentionDays=days))
    assert has(bill, "database/cluster/insights") is first
    assert has(bill, "database/cluster/insights.additional") is further


@hand_computed(
    "database/cluster/insights-advanced",
    quantity="730 1460 5840",
    price="0.003125",
    amount="2.28125 4.5625 18.25",
)
def test_advanced_insights():
    """By capacity that ran, 2 instances × (0.5, 1, 4) ACU × 730 h = 730, 1,460, 5,840 ACU-hours × $0.003125."""
    database = _cluster(insights="advanced", insightsRetentionDays=465, readers=1)
    return bill_of(database, workload={"database": {"averageAcu": 1}})


def test_advanced_insights_lack_a_price_elsewhere():
    """Outside us-east-1 the book has no such row: a missing price with its region and key."""
    bill = bill_of(_cluster(insights="advanced", insightsRetentionDays=465), region="ap-south-2")
    key = "cloudwatch.database-insights-advanced.acu-hour"
    assert [(m.region, m.item) for m in bill.missing] == [("ap-south-2", key)]


def test_enhanced_monitoring_of_every_instance():
    """2 instances: 2,628,000 s / 30 × 2 × 3.2 KB = 560,640 KB = 0.534668 GB, on the first instance's line."""
    found = line(bill_of(_cluster(enhancedMonitoringSeconds=30, readers=1)), "database/instance/enhanced-monitoring")
    assert found.quantity.expected == Decimal("0.534668")
    assert found.resource == ("aws:rds/clusterInstance:ClusterInstance", "shop-database-1")


def test_exported_logs_of_a_cluster():
    """26,280,000 requests × 50 bytes = 1.223758 GB, exported by the cluster."""
    found = line(bill_of(_cluster(logExports=["postgresql"]), workload=BUSY), "database/instance/log-export")
    assert found.quantity.expected == Decimal("1.223758")
    assert found.resource == ("aws:rds/cluster:Cluster", "shop-database")


def test_a_cluster_has_no_lines_of_an_instance():
    """No hours, no allocated storage, no credits: capacity and use are all that is billed."""
    ids = {x.id for x in bill_of(_cluster()).lines if x.layer == "database"}
    assert ids == {
        "database/cluster/acu",
        "database/cluster/storage",
        "database/cluster/io",
        "database/cluster/backup",
    }


# --- capacity that AWS does not sell ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"minAcu": "0.7"}, "minAcu"),
        ({"minAcu": 5}, "maxAcu"),
        ({"maxAcu": "0.5"}, "maxAcu"),
        ({"maxAcu": "256.5"}, "maxAcu"),
        ({"autoPauseSeconds": 300}, "autoPauseSeconds"),
        ({"minAcu": 0, "autoPauseSeconds": 299}, "autoPauseSeconds"),
    ],
)
def test_capacity_that_is_not_sold_is_refused(fields, path):
    """Steps of 0.5 up to 256, the maximum 1 at least and not below the minimum; pausing only from 0."""
    with pytest.raises(ConfigError) as refused:
        bill_of(_cluster(**fields))
    assert {p.path for p in refused.value.problems} == {("topology", "database", path)}
