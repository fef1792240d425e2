"""What RDS and Aurora accept: versions, names, windows, storage, classes; the plans' mistakes first."""

from datetime import date

import pytest

from infra.model.problems import ConfigError
from tests.support.bills import TODAY, stack_of

INSTANCE = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
CLUSTER = {"kind": "auroraServerless", "version": "17", "minAcu": "0.5", "maxAcu": 4}


def _problems(database, today=TODAY):
    try:
        stack_of({"topology": {"database": database}}, today=today)
    except ConfigError as refused:
        return [str(p).removeprefix("tollgate:topology.database.") for p in refused.problems]
    return []


@pytest.mark.parametrize(
    "database",
    [
        INSTANCE,
        CLUSTER,
        {**INSTANCE, "version": "17.11", "user": "postgres", "name": "shop_1"},
        {**INSTANCE, "version": "13.23-rds.20260224", "extendedSupport": True},
        {**INSTANCE, "backupWindow": "03:00-04:00", "maintenanceWindow": "sun:05:00-sun:06:00"},
        {**INSTANCE, "parameters": {"work_mem": 4096, "shared_buffers": "{DBInstanceClassMemory/32768}"}},
        {**INSTANCE, "maxStorageGb": 22},
        {**INSTANCE, "maxStorageGb": 65536},
        {**INSTANCE, "enhancedMonitoringSeconds": 60},
        {**CLUSTER, "minAcu": 0, "autoPauseSeconds": 86400},
        {**CLUSTER, "password": "managed", "readers": 15},
    ],
)
def test_what_aws_accepts(database):
    """Databases of both kinds that are in order."""
    assert _problems(database) == []


@pytest.mark.parametrize(
    ("fields", "start"),
    [
        # versions
        ({"version": "15.4"}, "version: '15.4' cannot be created on RDS any more, or never could; write 15, or one of"),
        ({"version": "13.12", "extendedSupport": True}, "version: '13.12' cannot be created on RDS any more, or never"),
        (
            {"version": "13.12"},
            (
                "version: '13.12' cannot be created on RDS any more, or never could; write 13, or 13.23; and its major "
                "left standard support on 2026-02-28: only with paid Extended Support, or upgrade"
            ),
        ),
        ({"version": "13"}, "version: '13' left standard support on 2026-02-28: only with paid Extended Support, or"),
        ({"version": "9.6"}, "version: '9.6' is not a version of PostgreSQL on RDS; the majors are 11, 12, 13, 14, 15"),
        ({"version": "18.5"}, "version: '18.5' cannot be created on RDS any more, or never could"),
        ({"version": "latest"}, "version: 'latest' is not a version of PostgreSQL on RDS"),
        # names
        ({"user": "admin"}, "user: 'admin' "),
        ({"user": "pg_me"}, "user: 'pg_me' "),
        ({"user": "rdsadmin"}, "user: 'rdsadmin' "),
        ({"user": "1me"}, "user: '1me' "),
        ({"user": "a" * 17}, f"user: '{'a' * 17}' "),
        ({"name": "my-db"}, "name: 'my-db' "),
        ({"name": "select"}, "name: 'select' "),
        # windows
        ({"backupWindow": "03:00"}, "backupWindow: '03:00' is not a daily window in UTC such as 03:00-04:00"),
        ({"backupWindow": "03:00-03:29"}, "backupWindow: '03:00-03:29' lasts 29 minutes; AWS wants 30 at least"),
        (
            {"maintenanceWindow": "03:00-04:00"},
            "maintenanceWindow: '03:00-04:00' is not a weekly window in UTC such as sun:05:00-sun:06:00",
        ),
        (
            {"backupWindow": "03:00-04:00", "maintenanceWindow": "sun:03:59-sun:05:00"},
            "maintenanceWindow: 'sun:03:59-sun:05:00' overlaps the backup window 03:00-04:00",
        ),
        # what is recorded
        ({"enhancedMonitoringSeconds": 2}, "enhancedMonitoringSeconds: 2 is none of 0, 1, 5, 10, 15, 30 or 60"),
        (
            {"insights": "standard", "insightsRetentionDays": 30},
            "insightsRetentionDays: 30 is not 7, a multiple of 31 up to 713, or 731 days",
        ),
        (
            {"insights": "advanced", "insightsRetentionDays": 434},
            "insightsRetentionDays: 434 is less than the 465 days of the advanced mode",
        ),
        ({"parameters": {"shared_buffers": "256MB"}}, "parameters.shared_buffers: '256MB' "),
        # classes
        (
            {"instanceClass": "db.t4g.mikro"},
            "instanceClass: 'db.t4g.mikro' is not a size the price book has; db.t4g comes as micro, small, medium",
        ),
        ({"instanceClass": "t4g.micro"}, "instanceClass: 't4g.micro' is not a DB instance class of RDS for PostgreSQL"),
        (
            {"version": "11", "extendedSupport": True},
            "instanceClass: 'db.t4g.micro' runs PostgreSQL 12 and later only",
        ),
        # storage
        ({"storageGb": 19}, "storageGb: 19 is outside the 20-65536 GiB of gp3"),
        ({"storageGb": 65537}, "storageGb: 65537 is outside the 20-65536 GiB of gp3"),
        ({"storageType": "io1", "storageGb": 99, "iops": 1000}, "storageGb: 99 is outside the 100-65536 GiB of io1"),
        ({"maxStorageGb": 21}, "maxStorageGb: 21 leaves no room to grow: autoscaling needs 10 % above the size, 22"),
        ({"maxStorageGb": 65537}, "maxStorageGb: 65537 is outside the 20-65536 GiB of gp3"),
        ({"iops": 3000}, "iops: 3000 cannot be set: below 400 GiB gp3 has 3000 IOPS, no more and no less"),
        ({"storageGb": 400, "iops": 64001}, "iops: 64001 is outside the 12000-64000 IOPS of gp3 from 400 GiB on"),
        (
            {"storageType": "io1", "storageGb": 100, "iops": 5001},
            "iops: 5001 is outside the 1000-5000 IOPS that io1 takes at 100 GiB",
        ),
        ({"storageType": "io2", "storageGb": 100}, "iops: is required: io2 is sold by IOPS"),
        (
            {"storageGb": 400, "throughputMibps": 3001},
            "throughputMibps: 3001 is outside the 500-3000 MiB/s that gp3 takes with 12000 IOPS",
        ),
        (
            {"storageType": "gp2", "throughputMibps": 250},
            "throughputMibps: 250 cannot be set: throughput is an option of gp3, not of gp2",
        ),
        # passwords
        (
            {"password": "managed", "readReplicas": 1},
            "password: 'managed' does not go with readReplicas: RDS refuses it; use config",
        ),
    ],
)
def test_what_rds_refuses(fields, start):
    """One line each, with the value and the rule."""
    (problem,) = _problems({**INSTANCE, **fields})
    assert problem.startswith(start)


@pytest.mark.parametrize(
    ("fields", "start"),
    [
        ({"version": "16.2"}, "version: '16.2' "),
        ({"minAcu": "0.3"}, "minAcu: 0.3 is not in steps of 0.5 ACU"),
        ({"minAcu": 2, "maxAcu": 1}, "maxAcu: 1 is less than the minimum, 2 ACU"),
        ({"maxAcu": "0.5"}, "maxAcu: 0.5 is less than 1 ACU, the least maximum"),
        ({"autoPauseSeconds": 300}, "autoPauseSeconds: needs minAcu: 0; a cluster with a minimum never pauses"),
        ({"user": "admin"}, "user: 'admin' "),
    ],
)
def test_what_aurora_refuses(fields, start):
    """Versions that cannot be serverless, capacities that are not sold."""
    (problem,) = _problems({**CLUSTER, **fields})
    assert problem.startswith(start)


@pytest.mark.parametrize(
    ("version", "serverless"),
    [("11", False), ("12", False), ("13", True), ("14", True), ("17", True)],
)
def test_old_majors_cannot_be_serverless(version, serverless):
    """Serverless v2 begins with 13; an older cluster would be refused by AWS, not by us."""
    problems = _problems({**CLUSTER, "version": version, "extendedSupport": True})
    assert any("cannot be serverless" in p for p in problems) is not serverless


def test_a_misspelt_class_comes_with_the_nearest():
    """The class that was probably meant is offered."""
    (problem,) = _problems({**INSTANCE, "instanceClass": "db.t4g.mikro"})
    assert problem.endswith("; did you mean db.t4g.micro?")


def test_a_warning_day_is_a_day():
    """The same version is fine until its support ends and refused the day after."""
    assert _problems({**INSTANCE, "version": "14"}, date(2027, 2, 28)) == []
    assert _problems({**INSTANCE, "version": "14"}, date(2027, 3, 1)) != []
