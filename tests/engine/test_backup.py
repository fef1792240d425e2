"""AWS Backup on the real engine."""

from pathlib import Path

import pytest

from tests.support.lives import all_of, changed, living, one
from tests.support.stacks import SMALL, WITH_DATABASE, merged

pytestmark = pytest.mark.engine

PLAN, SELECTION, VAULT = "aws:backup/plan:Plan", "aws:backup/selection:Selection", "aws:backup/vault:Vault"
STORAGE = {"buckets": {"uploads": {"versioning": True}}, "fileSystems": {"files": {}}}
PLANS = {"plans": {"daily": {"cron": "0 3 * * ? *", "keepDays": 97, "coldAfterDays": 7}}}
CLUSTER = {"kind": "auroraServerless", "version": "17", "minAcu": "0.5", "maxAcu": 4, "password": "managed"}


def test_a_plan_lives_and_changes(tmp_path: Path):
    """Days are settings; AWS changes no selection, so another resource makes a new one in its place."""
    backup = merged(PLANS, {"plans": {"daily": {"resources": ["database", "fileSystem.files", "bucket.uploads"]}}})
    topology = merged(WITH_DATABASE, {"storage": STORAGE, "backup": backup})
    with living(tmp_path, topology) as stack:
        selected = one(stack, SELECTION)["inputs"]["resources"]
        arns = {
            r["outputs"]["arn"]
            for t in ("rds/instance:Instance", "efs/fileSystem:FileSystem", "s3/bucket:Bucket")
            for r in all_of(stack, f"aws:{t}")
        }
        assert set(selected) == arns
        assert changed(stack, {"backup": {"plans": {"daily": {"keepDays": 100}}}}) == {"update": 1}
        assert one(stack, PLAN)["inputs"]["rules"][0]["lifecycle"] == {"coldStorageAfter": 7, "deleteAfter": 100}
        fewer = {"resources": ["database", "fileSystem.files"]}
        assert "replace" in changed(stack, {"backup": {"plans": {"daily": fewer}}})
        assert len(one(stack, SELECTION)["inputs"]["resources"]) == 2
        assert len(all_of(stack, VAULT)) == 1


def test_a_cluster_is_backed_up_by_its_own_arn(tmp_path: Path):
    """Aurora's recovery points are of the cluster."""
    plans = {"plans": {"daily": {"cron": "0 3 * * ? *", "keepDays": 7, "resources": ["database"]}}}
    with living(tmp_path, merged(SMALL, {"database": CLUSTER, "backup": plans})) as stack:
        (arn,) = one(stack, SELECTION)["inputs"]["resources"]
        assert ":cluster:small-dev" in arn
