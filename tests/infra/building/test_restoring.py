"""How lost data is brought back: commands with the names of what was built."""

import pulumi
import pytest

from infra.building.backup import build_backup
from infra.building.database import build_database
from infra.building.storage import build_storage
from tests.support.sites import built

MICRO = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20, "password": "managed"}
CLUSTER = {"kind": "auroraServerless", "version": "17", "minAcu": "0.5", "maxAcu": 4, "password": "managed"}
THEN = "it is a second database beside this one: copy back what was lost, then delete it"
PLACED = "--db-subnet-group-name shop-database-0000000 --vpc-security-group-ids sg-database"
DAILY = {"cron": "0 3 * * ? *", "keepDays": 7}


def test_an_instance_comes_back_at_any_second():
    """CR-26, AN-40: until when, and the call that makes a second one of the same class in the same place."""
    done = built(build_database, topology={"database": MICRO})
    assert done.outputs["restore"]["database"] == {
        "until": "aws rds describe-db-instances --db-instance-identifier shop-dev "
        "--query 'DBInstances[0].LatestRestorableTime' --output text",
        "restore": "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier shop-dev "
        "--target-db-instance-identifier shop-dev-restored --restore-time TIME --db-instance-class db.t4g.micro "
        f"{PLACED} --no-publicly-accessible",
        "then": THEN,
    }


def test_a_cluster_comes_back_with_a_machine():
    """A restored cluster answers nobody until it has one."""
    done = built(build_database, topology={"database": CLUSTER})
    assert done.outputs["restore"]["database"] == {
        "until": "aws rds describe-db-clusters --db-cluster-identifier shop-dev "
        "--query 'DBClusters[0].LatestRestorableTime' --output text",
        "restore": "aws rds restore-db-cluster-to-point-in-time --source-db-cluster-identifier shop-dev "
        f"--db-cluster-identifier shop-dev-restored --restore-to-time TIME {PLACED} "
        "--serverless-v2-scaling-configuration MinCapacity=0.5,MaxCapacity=4 "
        "&& aws rds create-db-instance --db-instance-identifier shop-dev-restored-1 "
        "--db-cluster-identifier shop-dev-restored --engine aurora-postgresql --db-instance-class db.serverless",
        "then": THEN,
    }


@pytest.mark.parametrize("versioning", [True, False])
def test_only_a_versioned_bucket_has_earlier_versions(versioning):
    """What was overwritten is found by its key, and copied over the current version."""
    done = built(build_storage, topology={"storage": {"buckets": {"uploads": {"versioning": versioning}}}})
    told = {
        "versions": "aws s3api list-object-versions --bucket shop-uploads-bucket --prefix KEY",
        "restore": "aws s3api copy-object --bucket shop-uploads-bucket --key KEY "
        "--copy-source 'shop-uploads-bucket/KEY?versionId=VERSION'",
    }
    assert done.outputs.get("restore", {}) == ({"bucket.uploads": told} if versioning else {})


def test_recovery_points_are_found_and_files_come_back_beside_the_others():
    """CR-27: each thing of a plan by its ARN, once; a file system is restored by the role of the backups."""

    def before(site):
        site.arns |= {
            "database": pulumi.Output.from_input("arn-db"),
            "fileSystem.files": pulumi.Output.from_input("arn-fs"),
        }
        site.values["fileSystem.files"] = "fs-1"

    plans = {"daily": {**DAILY, "resources": ["database", "fileSystem.files"]}}
    plans["weekly"] = {**DAILY, "resources": ["database"]}
    done = built(build_backup, topology={"backup": {"plans": plans}}, before=before)
    points = (
        "aws backup list-recovery-points-by-backup-vault --backup-vault-name shop-backup-0000000 --by-resource-arn "
    )
    assert done.outputs["restore"] == {
        "database": {"points": f"{points}arn-db"},
        "fileSystem.files": {
            "points": f"{points}arn-fs",
            "restore": "aws backup start-restore-job --recovery-point-arn POINT --iam-role-arn "
            "arn:aws:iam:us-east-1:123456789012:shop-backup --metadata file-system-id=fs-1,newFileSystem=false,"
            "Encrypted=true,PerformanceMode=generalPurpose,CreationToken=restore",
            "then": "it lands in a folder aws-backup-restore_… at the root of the file system, beside what is there",
        },
    }


def test_nothing_that_keeps_anything_has_nothing_to_restore():
    """Without data there is no such output."""
    assert "restore" not in built(build_storage, build_database, build_backup, topology={}).outputs
