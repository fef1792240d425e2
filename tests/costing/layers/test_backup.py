"""The bill of AWS Backup, worked out by hand: a full copy, and 0, 1 and 5 % of it for each day that is kept."""

import pytest

from tests.support.bills import bill_of, has, line
from tests.support.hand_computed import figures, hand_computed

INSTANCE = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
CLUSTER = {"kind": "auroraServerless", "version": "17", "minAcu": "0.5", "maxAcu": 4}
STORAGE = {
    "buckets": {"up": {"versioning": True}, "models": {"versioning": True}},
    "fileSystems": {"fs": {}, "shared": {}},
}


def _plan(*resources, **fields):
    return {"cron": "0 3 * * ? *", "keepDays": 35, "resources": list(resources), **fields}


def _bill(plans, known=None, database=None, usage=None, **workload):
    topology = {"backup": {"plans": plans}, "storage": STORAGE, "database": database or INSTANCE}
    known = {"database": known} if known else {}
    return bill_of(topology, workload={**known, **workload}, usage=usage)


# --- database -----------------------------------------------------------------------------------------------------


@hand_computed(
    "backup/NAME/database",
    of="daily",
    quantity="20 27 55",
    price="0.095",
    amount="1.90 2.565 5.225",
    resource="aws:backup/plan:Plan shop-daily",
)
def test_a_full_database():
    """20 GB × (1 + 0.01 × 35) = 27 GB, × $0.095 = $2.565; 5 % a day: 20 × 2.75 = 55. Nothing free is left."""
    return _bill({"daily": _plan("database")}, {"storedGb": 20})


@hand_computed(
    "backup/NAME/database", of="daily", quantity="10 16.3 41.25", price="0.095", amount="0.95 1.5485 3.91875"
)
def test_what_the_databases_own_backups_leave_free():
    """15 of 20 GB. Its own take 15 × 1.07 = 16.05 of 20 free GB: 15 × 1.35 − 3.95 = 16.3, × $0.095 = $1.5485.

    The floor: 15 − (20 − 15) = 10. The ceiling: its own take 15 × 1.35 = 20.25, nothing is left: 15 × 2.75 = 41.25.
    """
    return _bill({"daily": _plan("database")}, {"storedGb": 15})


@hand_computed("backup/NAME/database", of="daily", quantity="0 0 0.5", price="0.095", amount="0 0 0.0475")
def test_a_small_database_on_a_large_disk():
    """5 of 20 GB: 5 × 1.35 = 6.75 fit into 20 − 5.35; at most 5 × 2.75 − (20 − 6.75) = 0.5, × $0.095 = $0.0475."""
    return _bill({"daily": _plan("database")}, {"storedGb": 5})


@hand_computed("backup/NAME/database", of="daily", quantity="10 13.5 27.5", price="0.021", amount="0.21 0.2835 0.5775")
def test_a_cluster_has_the_price_of_its_own_backups():
    """Aurora: 10 GB × 1.35 = 13.5, × $0.021 = $0.2835; its free part is the volume, which its own backups fill."""
    return _bill({"daily": _plan("database")}, database=CLUSTER)


def test_the_free_part_is_used_once():
    """Of two plans the first has what is left free, the second pays from its first GB."""
    plans = {"daily": _plan("database"), "weekly": _plan("database", cron="0 3 ? * SUN *")}
    bill = _bill(plans, {"storedGb": 15})
    assert line(bill, "backup/daily/database").quantity == figures("10 16.3 41.25")
    assert line(bill, "backup/weekly/database").quantity == figures("15 20.25 41.25")


def test_backups_that_are_given_as_paid_leave_nothing_free():
    """usage.database.backupGb says that the database's own backups are beyond the free part already."""
    bill = _bill({"daily": _plan("database")}, {"storedGb": 5}, usage={"database": {"backupGb": 1}})
    assert line(bill, "backup/daily/database").quantity == figures("5 6.75 13.75")


@hand_computed("backup/NAME/database", of="daily", quantity="20 30 55", price="0.095", amount="1.90 2.85 5.225")
def test_given_recovery_points_stand_for_the_expected():
    """usage.backup.storedGb 30: × $0.095 = $2.85; floor and ceiling as derived."""
    return _bill({"daily": _plan("database")}, {"storedGb": 20}, usage={"backup": {"storedGb": 30}})


def test_a_given_figure_is_of_all_plans_together():
    """30 GB over two plans are 15 each."""
    plans = {"a": _plan("database"), "b": _plan("database")}
    bill = _bill(plans, {"storedGb": 20}, usage={"backup": {"storedGb": 30}})
    assert [line(bill, f"backup/{one}/database").quantity.expected for one in "ab"] == [15, 15]


# --- file systems and buckets -------------------------------------------------------------------------------------


@hand_computed(
    "backup/NAME/file-system", of="daily", quantity="5 6.75 13.75", price="0.05", amount="0.25 0.3375 0.6875"
)
def test_a_file_system():
    """5 GB × (1 + 0.01 × 35) = 6.75, × $0.05 = $0.3375."""
    return _bill({"daily": _plan("fileSystem.fs")}, fileSystems={"fs": {"storedGb": 5}})


@hand_computed("backup/NAME/file-system", of="daily", quantity="8 8.56 10.8", price="0.05", amount="0.40 0.428 0.54")
def test_file_systems_of_a_plan_are_one_line():
    """5 + 3 = 8 GB × (1 + 0.01 × 7) warm days = 8.56, × $0.05 = $0.428."""
    plan = _plan("fileSystem.fs", "fileSystem.shared", keepDays=97, coldAfterDays=7)
    return _bill({"daily": plan}, fileSystems={"fs": {"storedGb": 5}, "shared": {"storedGb": 3}})


@hand_computed("backup/NAME/file-system-cold", of="daily", quantity="0 4.5 22.5", price="0.01", amount="0 0.045 0.225")
def test_what_goes_cold():
    """5 GB × 0.01 × (97 − 7) days = 4.5, × $0.01 = $0.045; at 5 % a day 5 × 4.5 = 22.5."""
    plan = _plan("fileSystem.fs", keepDays=97, coldAfterDays=7)
    return _bill({"daily": plan}, fileSystems={"fs": {"storedGb": 5}})


def test_without_a_cold_rule_nothing_is_cold():
    """A plan keeps everything warm unless it says otherwise."""
    bill = _bill({"daily": _plan("fileSystem.fs", keepDays=400)}, fileSystems={"fs": {"storedGb": 5}})
    assert not has(bill, "backup/daily/file-system-cold")


@hand_computed("backup/NAME/bucket", of="daily", quantity="40 54 110", price="0.05", amount="2 2.70 5.50")
def test_a_bucket():
    """40 GB × 1.35 = 54, × $0.05 = $2.70."""
    return _bill({"daily": _plan("bucket.up")}, buckets={"up": {"storedGb": 40}})


@pytest.mark.parametrize(
    ("resources", "lines"),
    [
        (["database"], ["database"]),
        (["fileSystem.fs"], ["file-system"]),
        (["bucket.up", "bucket.models"], ["bucket"]),
        (["bucket.up", "fileSystem.fs", "database"], ["bucket", "database", "file-system"]),
    ],
)
def test_a_plan_has_a_line_for_each_kind_of_thing(resources, lines):
    """Database, file systems and buckets have prices of their own."""
    bill = _bill({"daily": _plan(*resources)})
    assert sorted(x.id for x in bill.lines if x.layer == "backup") == [f"backup/daily/{one}" for one in lines]


def test_no_plan_no_line():
    """The database's own backups are its own layer's."""
    assert "backup" not in bill_of({"database": INSTANCE}).layers
