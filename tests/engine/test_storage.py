"""Buckets and file systems on the real engine."""

from pathlib import Path

import pytest

from sandbox.engine import Sandbox
from tests.support.lives import all_of, changed, living, one
from tests.support.stacks import ROOT, SMALL, merged, stack_file

pytestmark = pytest.mark.engine

BUCKET, FILES = "aws:s3/bucket:Bucket", "aws:efs/fileSystem:FileSystem"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
VERSIONS, DOOR = "aws:s3/bucketVersioning:BucketVersioning", "aws:efs/accessPoint:AccessPoint"
TASK = "aws:ecs/taskDefinition:TaskDefinition"
IMAGE = "public.ecr.aws/docker/library/python:3.13"
STORAGE = {
    "buckets": {
        "uploads": {
            "versioning": True,
            "storageClass": "INTELLIGENT_TIERING",
            "lifecycle": {"old": {"prefix": "tts/", "afterDays": 90, "storageClass": "GLACIER_IR"}},
        },
        "models": {"name": "small-models-of-a-test"},
    },
    "fileSystems": {"files": {"infrequentAccessAfterDays": 30}},
}


def _mounting(**mounts: str) -> dict[str, object]:
    """Return services that each mount a file system at a path."""
    return {
        name: {
            "cpuUnits": 256,
            "memoryMib": 512,
            "containers": {"app": {"image": IMAGE, "mounts": {"fileSystem.files": path}}},
        }
        for name, path in mounts.items()
    }


def test_buckets_and_file_systems_live_and_change(tmp_path: Path):
    """Rules and modes are settings; versions that are switched off are suspended; no bucket is replaced."""
    with living(tmp_path, merged(SMALL, {"storage": STORAGE})) as stack:
        buckets = {r["id"] for r in all_of(stack, BUCKET)}
        assert changed(stack, {"storage": {"buckets": {"uploads": {"lifecycle": {"old": {"afterDays": 120}}}}}}) == {
            "update": 1
        }
        rules = one(stack, LIFECYCLE, "small-uploads")["inputs"]["rules"]
        assert [t["days"] for rule in rules for t in rule.get("transitions", [])] == [0, 120]
        unversioned = {"buckets": {"uploads": {"versioning": False}}}
        bursting = {"fileSystems": {"files": {"throughputMode": "bursting"}}}
        assert changed(stack, {"storage": {**unversioned, **bursting}}) == {"update": 2, "delete": 1}
        assert not all_of(stack, VERSIONS)
        assert {r["id"] for r in all_of(stack, BUCKET)} == buckets
        assert stack.outputs()["buckets"]["models"] == "small-models-of-a-test"


def test_each_service_mounts_by_a_door_of_its_own(tmp_path: Path):
    """Task definitions name file system and access point with IAM and TLS, once every zone can be mounted."""
    network = {"egress": {"kind": "natGateway"}}
    services = _mounting(api="/data", worker="/files")
    topology = merged(SMALL, {"network": network, "storage": STORAGE, "services": services})
    with living(tmp_path, topology) as stack:
        doors = {r["urn"].rpartition("::")[2]: r["id"] for r in all_of(stack, DOOR)}
        assert set(doors) == {"small-files-api", "small-files-worker"}
        targets = {r["urn"] for r in all_of(stack, "aws:efs/mountTarget:MountTarget")}
        assert len(targets) == 2
        for service in ("api", "worker"):
            task = one(stack, TASK, f"small-{service}")
            (volume,) = task["inputs"]["volumes"]
            settings = volume["efsVolumeConfiguration"]
            assert settings["transitEncryption"] == "ENABLED"
            assert settings["authorizationConfig"] == {
                "accessPointId": doors[f"small-files-{service}"],
                "iam": "ENABLED",
            }
            assert targets <= set(task["dependencies"])


def test_protected_data_stays(tmp_path: Path):
    """Destroy is refused while buckets and file systems are protected; without it both go, full or not."""
    topology = merged(SMALL, {"protectData": True, "storage": STORAGE})
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, topology))
        stack.up(check=True)
        assert stack.destroy().exit_code != 0
        assert len(all_of(stack, BUCKET)) == 2
        assert len(all_of(stack, FILES)) == 1
        changed(stack, {"protectData": False})
        assert {r["inputs"]["forceDestroy"] for r in all_of(stack, BUCKET)} == {True}
        stack.destroy(check=True)
