"""The bill of an RDS instance, worked out by hand: 730 hours a month, 2,628,000 seconds, 1 GB = 1024³ bytes.

Extended Support by version and date is in test_extended_support.py, Aurora in test_database_cluster.py.
"""

from decimal import Decimal

import pytest

from infra.model.problems import ConfigError
from tests.support.bills import bill_of, has, line
from tests.support.hand_computed import figures, hand_computed

MICRO = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
LARGE = {"version": "17", "instanceClass": "db.m7g.large", "storageGb": 400}
BUSY = {"requestsPerSecond": {"average": 10, "peak": 40}}


def _instance(base=MICRO, **fields):
    return {"database": {**base, **fields}}


# --- hours --------------------------------------------------------------------------------------------------------


@hand_computed(
    "database/instance/hours",
    quantity="730",
    price="0.016",
    amount="11.68",
    resource="aws:rds/instance:Instance shop-database",
)
def test_hours_of_an_instance():
    """730 h × $0.016 = $11.68."""
    return bill_of(_instance())


@hand_computed("database/instance/hours", quantity="730", price="0.032", amount="23.36")
def test_hours_of_a_multi_az_instance():
    """The Multi-AZ row holds both machines: 730 h × $0.032 = $23.36."""
    return bill_of(_instance(multiAz=True))


@hand_computed("database/instance/hours", quantity="730", price="0.101", amount="73.73")
def test_multi_az_has_a_price_of_its_own():
    """Tokyo's db.t4g.small is 0.050 alone and 0.101 in two zones: 730 h × $0.101 = $73.73, not twice $36.50."""
    return bill_of(_instance(instanceClass="db.t4g.small", multiAz=True), region="ap-northeast-1")


@hand_computed("database/instance/hours", quantity="730", price="0.021", amount="15.33")
def test_hours_in_mumbai():
    """730 h × $0.021 = $15.33."""
    return bill_of(_instance(), region="ap-south-1")


@hand_computed("database/replica/hours", quantity="1460", price="0.016", amount="23.36")
def test_hours_of_replicas():
    """Two replicas, each in one zone whatever the instance: 730 h × 2 = 1,460 h, × $0.016 = $23.36."""
    return bill_of(_instance(multiAz=True, readReplicas=2))


def test_no_replica_no_line():
    """Replicas have lines of their own, and only when there are some."""
    assert [x.id for x in bill_of(_instance()).lines if "replica" in x.id] == []


def test_no_database_no_line():
    """The layer may be absent."""
    assert "database" not in bill_of({}).layers


# --- storage ------------------------------------------------------------------------------------------------------


@hand_computed("database/instance/storage", quantity="20", price="0.115", amount="2.30")
def test_storage():
    """20 GB × $0.115 = $2.30."""
    return bill_of(_instance())


@hand_computed("database/instance/storage", quantity="20", price="0.23", amount="4.60")
def test_storage_in_two_zones():
    """20 GB × $0.23 for both copies = $4.60; the quantity is not doubled besides."""
    return bill_of(_instance(multiAz=True))


@hand_computed("database/instance/storage", quantity="20 20 100", price="0.115", amount="2.30 2.30 11.50")
def test_storage_that_may_grow():
    """20 GB × $0.115 = $2.30 today, 100 GB × $0.115 = $11.50 when it has grown to its limit."""
    return bill_of(_instance(maxStorageGb=100))


@hand_computed("database/instance/storage", quantity="100", price="0.125", amount="12.50")
def test_storage_of_provisioned_iops():
    """io1: 100 GB × $0.125 = $12.50."""
    return bill_of(_instance(storageType="io1", storageGb=100, iops=1000))


@hand_computed("database/instance/storage", quantity="100", price="0.3", amount="30")
def test_storage_in_two_zones_has_a_price_of_its_own():
    """Seoul's io2 is 0.135 in one zone and 0.30 in two: 100 GB × $0.30 = $30.00, not 2 × $13.50."""
    database = _instance(storageType="io2", storageGb=100, iops=1000, multiAz=True)
    return bill_of(database, region="ap-northeast-2")


@hand_computed("database/instance/storage", quantity="50", price="0.115", amount="5.75")
def test_storage_of_the_older_general_purpose_kind():
    """gp2: 50 GB × $0.115 = $5.75."""
    return bill_of(_instance(storageType="gp2", storageGb=50))


@hand_computed("database/replica/storage", quantity="40 40 200", price="0.115", amount="4.60 4.60 23")
def test_storage_of_replicas():
    """Two replicas of 20 GB, growing to 100: 40 × $0.115 = $4.60 and 200 × $0.115 = $23.00, in one zone each."""
    return bill_of(_instance(multiAz=True, readReplicas=2, maxStorageGb=100))


# --- IOPS and throughput ------------------------------------------------------------------------------------------


@hand_computed("database/instance/iops", quantity="1", price="0.02", amount="0.02")
def test_the_first_iops_above_what_gp3_includes():
    """From 400 GB on 12,000 IOPS are included: 12,001 − 12,000 = 1, × $0.02."""
    return bill_of(_instance(LARGE, iops=12001))


@hand_computed("database/instance/iops", quantity="8000", price="0.04", amount="320")
def test_more_iops_in_two_zones():
    """20,000 − 12,000 = 8,000 IOPS × $0.04, the Multi-AZ row, = $320.00."""
    return bill_of(_instance(LARGE, iops=20000, multiAz=True))


@hand_computed("database/instance/iops", quantity="1000", price="0.1", amount="100")
def test_every_iops_of_io1_is_paid():
    """1,000 IOPS × $0.10 = $100.00: nothing is included."""
    return bill_of(_instance(storageType="io1", storageGb=100, iops=1000))


@hand_computed("database/instance/iops", quantity="3000", price="0.24", amount="720")
def test_iops_in_two_zones_have_a_price_of_their_own():
    """Seoul's io2 IOPS are 0.108 in one zone and 0.24 in two: 3,000 × $0.24 = $720.00."""
    return bill_of(_instance(storageType="io2", storageGb=100, iops=3000, multiAz=True), region="ap-northeast-2")


@hand_computed("database/replica/iops", quantity="16000", price="0.02", amount="320")
def test_iops_of_replicas():
    """Two replicas: (20,000 − 12,000) × 2 = 16,000 IOPS × $0.02 = $320.00."""
    return bill_of(_instance(LARGE, iops=20000, readReplicas=2, multiAz=True))


@hand_computed("database/instance/throughput", quantity="1", price="0.08", amount="0.08")
def test_the_first_throughput_above_what_gp3_includes():
    """From 400 GB on 500 MiB/s are included: 501 − 500 = 1, × $0.08."""
    return bill_of(_instance(LARGE, throughputMibps=501))


@hand_computed("database/instance/throughput", quantity="500", price="0.16", amount="80")
def test_more_throughput_in_two_zones():
    """1,000 − 500 = 500 MiB/s × $0.16, the Multi-AZ row, = $80.00."""
    return bill_of(_instance(LARGE, throughputMibps=1000, multiAz=True))


@hand_computed("database/replica/throughput", quantity="500", price="0.08", amount="40")
def test_throughput_of_a_replica():
    """(1,000 − 500) × 1 replica = 500 MiB/s × $0.08 = $40.00."""
    return bill_of(_instance(LARGE, throughputMibps=1000, readReplicas=1))


@pytest.mark.parametrize(
    "fields",
    [
        {"storageGb": 399},  # 3,000 IOPS and 125 MiB/s are included and fixed
        {"storageGb": 400},  # 12,000 and 500 are included
        {"storageGb": 401, "iops": 12000},
        {"storageGb": 400, "throughputMibps": 500},
        {"storageGb": 500, "storageType": "gp2"},
    ],
)
def test_what_is_included_has_no_line(fields):
    """At or below what the storage includes there is nothing to buy, and no line of zero."""
    bill = bill_of(_instance(LARGE, **fields))
    assert [x.id for x in bill.lines if x.id.endswith(("/iops", "/throughput"))] == []


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"storageGb": 399, "iops": 3000}, "iops"),
        ({"storageGb": 399, "iops": 12001}, "iops"),
        ({"storageGb": 399, "throughputMibps": 125}, "throughputMibps"),
        ({"storageGb": 400, "iops": 11999}, "iops"),
        ({"storageGb": 400, "throughputMibps": 499}, "throughputMibps"),
        ({"storageGb": 500, "storageType": "gp2", "iops": 3000}, "iops"),
        ({"storageGb": 500, "storageType": "io1"}, "iops"),
    ],
)
def test_what_aws_does_not_sell_is_refused(fields, path):
    """Below 400 GB gp3 sells no IOPS and no throughput, gp2 never, and io1 only by IOPS."""
    with pytest.raises(ConfigError) as refused:
        bill_of(_instance(LARGE, **fields))
    assert [p.path for p in refused.value.problems] == [("topology", "database", path)]


# --- backups ------------------------------------------------------------------------------------------------------


@hand_computed("database/instance/backup", quantity="0 1.4 7", price="0.095", amount="0 0.133 0.665")
def test_backups_of_a_full_database():
    """20 GB of 20 stored for 7 days: 20 × (1 + 1 % × 7) − 20 = 1.4 GB; at 5 % a day 20 × 1.35 − 20 = 7."""
    return bill_of(_instance(), workload={"database": {"storedGb": 20}})


@hand_computed("database/instance/backup", quantity="0 0 0", price="0.095", amount="0 0 0")
def test_backups_within_the_free_part():
    """2 GB of 20: even 2 × (1 + 5 % × 7) = 2.7 GB are below the 20 GB that are free."""
    return bill_of(_instance(), workload={"database": {"storedGb": 2}})


@hand_computed("database/instance/backup", quantity="0 7 35", price="0.095", amount="0 0.665 3.325")
def test_longer_retention_costs_more():
    """20 GB for 35 days: 20 × 1.35 − 20 = 7 GB; in the ceiling 20 × 2.75 − 20 = 35."""
    return bill_of(_instance(backupRetentionDays=35), workload={"database": {"storedGb": 20}})


@hand_computed("database/instance/backup", quantity="0 1.4 7", price="0.095", amount="0 0.133 0.665")
def test_without_a_figure_the_storage_counts_as_full():
    """Nobody said how much is stored: 20 GB allocated are taken, 20 × 1.07 − 20 = 1.4 GB."""
    return bill_of(_instance())


@pytest.mark.parametrize(
    ("stored", "expected"),
    [("15.9", "0"), ("16", "0"), ("16.04", "0.05")],
)
def test_backups_at_the_edge_of_the_free_part(stored, expected):
    """25 days make 1 + 1 % × 25 = 1.25 copies: 16 GB fill the free 20 exactly, 16.04 × 1.25 = 20.05 GB go beyond."""
    bill = bill_of(_instance(backupRetentionDays=25), workload={"database": {"storedGb": stored}})
    assert line(bill, "database/instance/backup").quantity.expected == Decimal(expected)


def test_multi_az_keeps_one_set_of_backups():
    """The free part follows the provisioned gigabytes, not the copies: 1.4 GB as with one zone."""
    bill = bill_of(_instance(multiAz=True), workload={"database": {"storedGb": 20}})
    assert line(bill, "database/instance/backup").quantity == figures("0 1.4 7")


@pytest.mark.parametrize(
    ("given", "quantity"),
    [("30", "0 30 30"), ("3", "0 3 7"), ("0", "0 0 7")],
)
def test_backups_as_given(given, quantity):
    """`usage.database.backupGb` is the billed quantity; derived are 0 / 1.4 / 7."""
    workload, usage = {"database": {"storedGb": 20}}, {"database": {"backupGb": given}}
    assert line(bill_of(_instance(), workload=workload, usage=usage), "database/instance/backup").quantity == figures(
        quantity
    )


# --- what RDS records ---------------------------------------------------------------------------------------------


@hand_computed("database/instance/insights", quantity="2", price="1.5", amount="3")
def test_insights_for_a_month():
    """2 vCPU × $1.50 = $3.00 for the first month kept beyond the free week."""
    return bill_of(_instance(insights="standard", insightsRetentionDays=31))


@hand_computed("database/instance/insights", quantity="2", price="0.0631", amount="0.1262", meter="additional")
def test_insights_for_two_months():
    """62 days are 2 months: 2 vCPU × 1 further month × $0.0631 = $0.1262."""
    return bill_of(_instance(insights="standard", insightsRetentionDays=62))


@hand_computed("database/instance/insights", quantity="46", price="0.0631", amount="2.9026", meter="additional")
def test_insights_for_two_years():
    """731 days are 24 months: 2 vCPU × 23 further months = 46, × $0.0631 = $2.9026."""
    return bill_of(_instance(insights="standard", insightsRetentionDays=731))


@hand_computed("database/instance/insights", quantity="6", price="1.6828", amount="10.0968")
def test_insights_of_replicas():
    """Mumbai, an instance and 2 replicas: 2 vCPU × 3 = 6, × $1.6828 = $10.0968; a standby cannot be looked into."""
    database = _instance(insights="standard", insightsRetentionDays=31, readReplicas=2, multiAz=True)
    return bill_of(database, region="ap-south-1")


@pytest.mark.parametrize(
    ("days", "further_vcpu_months"),
    [(7, None), (31, None), (62, "2"), (93, "4"), (713, "44"), (731, "46")],
)
def test_months_of_insights(days, further_vcpu_months):
    """A week is free; each 31 days are a month, the first at its own price; 731 days are two years."""
    bill = bill_of(_instance(insights="standard", insightsRetentionDays=days))
    assert has(bill, "database/instance/insights") is (days > 7)
    further = "database/instance/insights.additional"
    assert has(bill, further) is (further_vcpu_months is not None)
    if further_vcpu_months:
        assert line(bill, further).quantity.expected == Decimal(further_vcpu_months)


@pytest.mark.parametrize(("days", "fits"), [(7, True), (8, False), (30, False), (31, True), (32, False), (730, False)])
def test_other_retentions_are_refused(days, fits):
    """RDS keeps insights for 7 days, for months of 31 days, or for 731."""
    database = _instance(insights="standard", insightsRetentionDays=days)
    if fits:
        bill_of(database)
    else:
        with pytest.raises(ConfigError, match="insightsRetentionDays"):
            bill_of(database)


@hand_computed("database/instance/insights-advanced", quantity="11680", price="0.0125", amount="146")
def test_advanced_insights_of_a_class_whose_price_is_given():
    """The book lacks db.m8g.2xlarge; it has 8 vCPU: 8 × 730 h × 2 = 11,680 vCPU-hours, × $0.0125 = $146."""
    fields = {"insights": "advanced", "insightsRetentionDays": 465, "readReplicas": 1, "multiAz": True}
    given = {
        f"{zones}Az": {
            "rate": f"rds.postgres.{zones}-az.db.m8g.2xlarge",
            "unitPrice": "0.7",
            "source": "a quotation",
            "asOf": "2026-11-01",
        }
        for zones in ("single", "multi")
    }
    return bill_of(_instance(instanceClass="db.m8g.2xlarge", **fields), pricing={"given": given})


@hand_computed("database/instance/insights-advanced", quantity="4380", price="0.0125", amount="54.75")
def test_advanced_insights():
    """2 vCPU × 3 instances × 730 h = 4,380 vCPU-hours × $0.0125 = $54.75, in place of the standard line."""
    return bill_of(_instance(insights="advanced", insightsRetentionDays=465, readReplicas=2))


def test_advanced_insights_replace_the_standard_line():
    """Fifteen months of history are part of the advanced price."""
    bill = bill_of(_instance(insights="advanced", insightsRetentionDays=465))
    assert not has(bill, "database/instance/insights")
    assert not has(bill, "database/instance/insights.additional")


@pytest.mark.parametrize("region", ["ap-south-1", "ap-south-2", "eu-west-1"])
def test_advanced_insights_lack_a_price_elsewhere(region):
    """The book has the advanced price for us-east-1 only: a missing price, never a zero."""
    bill = bill_of(_instance(insights="advanced", insightsRetentionDays=465), region=region)
    key = "cloudwatch.database-insights-advanced.vcpu-hour"
    assert [(m.region, m.item) for m in bill.missing] == [(region, key)]
    assert bill.total is None


@hand_computed(
    "database/instance/enhanced-monitoring",
    quantity="0.133667 0.133667 0.334167",
    price="0.5",
    amount="0.0668335 0.0668335 0.1670835",
)
def test_enhanced_monitoring_every_minute():
    """2,628,000 s / 60 = 43,800 samples × 3.2 KB = 140,160 KB = 0.133667 GB; at 8 KB, the ceiling, 0.334167."""
    return bill_of(_instance(enhancedMonitoringSeconds=60))


@hand_computed(
    "database/instance/enhanced-monitoring",
    quantity="24.060059 24.060059 60.150146",
    price="0.67",
    amount="16.12023953 16.12023953 40.30059782",
)
def test_enhanced_monitoring_every_second_of_three_machines():
    """Mumbai: 2,628,000 × 3 (instance, standby, replica) × 3.2 KB = 25,228,800 KB = 24.060059 GB, × $0.67."""
    return bill_of(_instance(enhancedMonitoringSeconds=1, multiAz=True, readReplicas=1), region="ap-south-1")


@hand_computed(
    "database/instance/log-export",
    quantity="0 1.223758 19.580126",
    price="0.5",
    amount="0 0.611879 9.790063",
)
def test_exported_logs():
    """10 requests a second: 26,280,000 × 50 bytes = 1,314,000,000 = 1.223758 GB; at the peak of 40, 200 bytes each.

    105,120,000 × 200 = 21,024,000,000 bytes = 19.580126 GB, × $0.50 = $9.790063.
    """
    return bill_of(_instance(logExports=["postgresql", "upgrade"]), workload=BUSY)


def test_monitoring_and_logs_are_off_unless_asked_for():
    """Neither enhanced monitoring nor log exports nor insights have a line by default."""
    ids = {x.id for x in bill_of(_instance(), workload=BUSY).lines}
    assert ids.isdisjoint(
        {
            "database/instance/enhanced-monitoring",
            "database/instance/log-export",
            "database/instance/insights",
            "database/instance/insights-advanced",
        }
    )


# --- CPU credits --------------------------------------------------------------------------------------------------


@hand_computed("database/instance/surplus-credits", quantity="0 73 1314", price="0.075", amount="0 5.475 98.55")
def test_use_above_the_baseline():
    """60 requests × 5 ms = 0.3 vCPU, less the baseline 2 × 10 % = 0.2: 0.1 × 730 h = 73 vCPU-hours × $0.075 = $5.475.

    In the ceiling both processors are busy all month: (2 − 0.2) × 730 = 1,314 vCPU-hours × $0.075 = $98.55.
    """
    workload = {"requestsPerSecond": {"average": 60}, "database": {"cpuMsPerRequest": 5}}
    return bill_of(_instance(), workload=workload)


@hand_computed("database/instance/surplus-credits", quantity="0 0 2628", price="0.075", amount="0 0 197.10")
def test_the_standby_may_burst_too():
    """Two machines: (2 − 0.2) × 730 × 2 = 2,628 vCPU-hours × $0.075 = $197.10 in the ceiling."""
    return bill_of(_instance(multiAz=True))


@hand_computed("database/instance/surplus-credits", quantity="0 21.9 1314", price="0.075", amount="0 1.6425 98.55")
def test_a_busy_hour_is_not_evened_out_by_quiet_ones():
    """73 h at 100 requests a second: 0.5 − 0.2 = 0.3 vCPU × 73 = 21.9; the 657 h at 10 % stay below the baseline."""
    workload = {
        "requestsPerSecond": {"peak": 100},
        "profile": {
            "rush": {"hoursPerMonth": 73, "percentOfPeak": 100},
            "rest": {"hoursPerMonth": 657, "percentOfPeak": 10},
        },
        "database": {"cpuMsPerRequest": 5},
    }
    return bill_of(_instance(), workload=workload)


@hand_computed("database/instance/surplus-credits", quantity="0 0 5256", price="0.075", amount="0 0 394.20")
def test_replicas_may_burst_too():
    """Instance, standby and 2 replicas: (2 − 0.2) × 730 × 4 = 5,256 vCPU-hours × $0.075 = $394.20."""
    return bill_of(_instance(multiAz=True, readReplicas=2))


@pytest.mark.parametrize(
    ("per_second", "surplus"),
    [
        ("39", "0"),  # 0.195 vCPU, below the 0.2 of the baseline
        ("40", "0"),  # at it
        ("41", "3.65"),  # 0.205: 0.005 × 730
        ("400", "1314"),  # 2.0 vCPU, all there is
        ("1000", "1314"),  # 5 vCPU asked, 2 to be had
    ],
)
def test_credits_at_the_baseline_and_at_the_limit(per_second, surplus):
    """At 5 ms a request the baseline of a db.t4g.micro carries 40 requests a second, and the machine ends at 400."""
    workload = {"requestsPerSecond": {"average": per_second}, "database": {"cpuMsPerRequest": 5}}
    found = line(bill_of(_instance(), workload=workload), "database/instance/surplus-credits")
    assert found.quantity.expected == Decimal(surplus)


def test_credits_as_given():
    """`usage.database.surplusCreditHours` stands for the expected figure and may lift the ceiling."""
    bill = bill_of(_instance(), usage={"database": {"surplusCreditHours": 2000}})
    assert line(bill, "database/instance/surplus-credits").quantity == figures("0 2000 2000")


def test_classes_that_do_not_burst_have_no_credits():
    """Only db.t classes earn and spend CPU credits."""
    assert not has(bill_of(_instance(LARGE)), "database/instance/surplus-credits")


# --- regions with gaps --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("region", "instance_class", "near"),
    [
        ("ap-south-2", "db.m7i.large", "db.m6i.large"),
        ("ap-south-2", "db.r6i.large", "db.r5.large"),
        ("eu-west-3", "db.r7g.large", "db.r6g.large"),
    ],
)
def test_a_class_that_a_region_lacks_is_unpriced(region, instance_class, near):
    """The bill names region and key of each missing price and the nearest class, has no total, prints what it knows."""
    bill = bill_of(_instance(instanceClass=instance_class), region=region)
    key = f"rds.postgres.single-az.{instance_class}"
    assert [(m.region, m.item) for m in bill.missing] == [(region, key)]
    why = f"RDS instance (on-demand, Single-AZ, {instance_class}); nearest with a price: {near}"
    assert bill.missing[0].wanted_for == why
    assert bill.total is None
    assert has(bill, "database/instance/storage")


@hand_computed("database/instance/hours", quantity="730", price="0.021", amount="15.33")
def test_a_class_that_the_region_has():
    """Hyderabad has db.t4g.micro: 730 h × $0.021 = $15.33."""
    return bill_of(_instance(), region="ap-south-2")
