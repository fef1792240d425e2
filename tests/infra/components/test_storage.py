"""Buckets and file systems, value by value: private, encrypted, reached by TLS alone."""

import json

import pulumi
import pytest

from infra.building.storage import build_storage
from tests.support.sites import ACCOUNT, built

BUCKET, POLICY = "aws:s3/bucket:Bucket", "aws:s3/bucketPolicy:BucketPolicy"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
FILES, TARGET = "aws:efs/fileSystem:FileSystem", "aws:efs/mountTarget:MountTarget"
DOOR = "aws:efs/accessPoint:AccessPoint"
UNFINISHED = {
    "id": "tollgate:unfinished-uploads",
    "status": "Enabled",
    "filter": {"prefix": ""},
    "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7},
}


def with_bucket(bucket, **topology):
    """Return what the storage step registers for one bucket."""
    return built(build_storage, topology={"storage": {"buckets": {"uploads": bucket}}, **topology})


def with_files(system=None, mounts=("api",), **topology):
    """Return what the storage step registers for one file system that some services mount."""
    services = {
        name: {
            "cpuUnits": 256,
            "memoryMib": 512,
            "containers": {"app": {"image": "app:1", "mounts": {"fileSystem.files": "/data"}}},
        }
        for name in mounts
    }
    whole = {"storage": {"fileSystems": {"files": system or {}}}, "services": services, **topology}
    return built(build_storage, topology=whole)


def rules(bucket):
    """Return the lifecycle rules of a bucket."""
    return with_bucket(bucket).one(LIFECYCLE).inputs["rules"]


def test_no_storage_no_resource():
    """The layer may be absent."""
    assert {r.type for r in built(build_storage, topology={}).resources} == {"pulumi:providers:aws"}


# --- buckets ------------------------------------------------------------------------------------------------------


def test_a_bucket_is_private_and_encrypted():
    """Closed in all four ways, without ACLs, encrypted, and deaf to plain HTTP."""
    done = with_bucket({})
    assert done.one(BUCKET).inputs == {"forceDestroy": False}
    blocks = done.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs
    assert all(blocks[one] is True for one in blocks if one != "bucket")
    assert len(blocks) == 5
    owner = done.one("aws:s3/bucketOwnershipControls:BucketOwnershipControls").inputs["rule"]
    assert owner == {"objectOwnership": "BucketOwnerEnforced"}
    kind = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
    (rule,) = done.one(kind).inputs["rules"]
    assert rule["applyServerSideEncryptionByDefault"] == {"sseAlgorithm": "AES256"}
    (statement,) = json.loads(done.one(POLICY).inputs["policy"])["Statement"]
    assert statement["Effect"] == "Deny"
    assert statement["Principal"] == "*"
    assert statement["Action"] == "s3:*"
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    arn = f"arn:aws:s3:us-east-1:{ACCOUNT}:shop-uploads"
    assert statement["Resource"] == [arn, f"{arn}/*"]


def test_a_bucket_has_a_global_name_only_where_it_is_given():
    """A generated name never blocks a replacement."""
    assert "bucket" not in with_bucket({}).one(BUCKET).inputs
    assert with_bucket({"name": "my-uploads"}).one(BUCKET).inputs["bucket"] == "my-uploads"


@pytest.mark.parametrize("keep", [True, False])
def test_a_protected_bucket_is_not_emptied(keep):
    """Only without protection does destroy delete what is in it; its settings may always change."""
    done = with_bucket({}, protectData=keep)
    assert done.one(BUCKET).protect is keep
    assert done.one(BUCKET).inputs["forceDestroy"] is not keep
    assert done.one(LIFECYCLE).protect is False


def test_uploads_that_never_end_are_deleted():
    """Every bucket has that rule, and by default no other."""
    assert rules({}) == [UNFINISHED]


def test_versions_come_with_an_end():
    """What was overwritten is kept for 30 days, and markers of what is gone go too."""
    done = with_bucket({"versioning": True})
    setting = done.one("aws:s3/bucketVersioning:BucketVersioning").inputs["versioningConfiguration"]
    assert setting == {"status": "Enabled"}
    assert done.one(LIFECYCLE).inputs["rules"][1] == {
        "id": "tollgate:old-versions",
        "status": "Enabled",
        "filter": {"prefix": ""},
        "noncurrentVersionExpiration": {"noncurrentDays": 30},
        "expiration": {"expiredObjectDeleteMarker": True},
    }
    assert not with_bucket({}).of("aws:s3/bucketVersioning:BucketVersioning")


def test_a_storage_class_is_a_move_on_the_day_of_arrival():
    """A bucket has no default class."""
    assert rules({"storageClass": "INTELLIGENT_TIERING"})[1] == {
        "id": "tollgate:storage-class",
        "status": "Enabled",
        "filter": {"prefix": ""},
        "transitions": [{"days": 0, "storageClass": "INTELLIGENT_TIERING"}],
    }


def test_lifecycle_rules_are_the_configs_by_name():
    """Moves, ends and prefixes as written, in the order of their names."""
    asked = {
        "temporary": {"prefix": "tmp/", "expireAfterDays": 7},
        "audio": {"prefix": "tts/", "afterDays": 90, "storageClass": "GLACIER_IR", "expireAfterDays": 400},
    }
    assert rules({"lifecycle": asked})[1:] == [
        {
            "id": "audio",
            "status": "Enabled",
            "filter": {"prefix": "tts/"},
            "transitions": [{"days": 90, "storageClass": "GLACIER_IR"}],
            "expiration": {"days": 400},
        },
        {"id": "temporary", "status": "Enabled", "filter": {"prefix": "tmp/"}, "expiration": {"days": 7}},
    ]


def test_what_references_to_a_bucket_stand_for():
    """Its global name, and for an operator the same."""
    done = with_bucket({})
    assert done.outputs["values"]["bucket.uploads.name"] == "shop-uploads-bucket"
    assert done.outputs["buckets"] == {"uploads": "shop-uploads-bucket"}


# --- file systems -------------------------------------------------------------------------------------------------


def test_a_file_system_as_the_model_says():
    """Encrypted, of the mode and the ages of the model, one transition a policy."""
    found = with_files({"infrequentAccessAfterDays": 1, "archiveAfterDays": 90}).one(FILES)
    assert found.name == "shop-files"
    assert found.inputs == {
        "encrypted": True,
        "performanceMode": "generalPurpose",
        "throughputMode": "elastic",
        "lifecyclePolicies": [{"transitionToIa": "AFTER_1_DAY"}, {"transitionToArchive": "AFTER_90_DAYS"}],
        "tags": {"Name": "shop-files"},
    }


def test_provisioned_throughput_is_asked_for():
    """The number reaches AWS as it is written, fractions too."""
    inputs = with_files({"throughputMode": "provisioned", "provisionedMibps": "1.5"}).one(FILES).inputs
    assert (inputs["throughputMode"], inputs["provisionedThroughputInMibps"]) == ("provisioned", 1.5)
    assert inputs["lifecyclePolicies"] == []


@pytest.mark.parametrize("zones", [2, 3])
def test_every_zone_has_a_mount_target(zones):
    """One in each private subnet, in the file system's own security group."""
    network = {"egress": {"kind": "publicAddress"}, "availabilityZones": zones}
    subnets = [f"subnet-private-{n + 1}" for n in range(zones)]

    def placed(site):
        site.placement = site.placed._replace(private_subnet_ids=pulumi.Output.from_input(subnets))

    topology = {"storage": {"fileSystems": {"files": {}}}, "network": network}
    done = built(build_storage, topology=topology, before=placed)
    targets = sorted(done.of(TARGET), key=lambda target: target.name)
    assert [t.inputs["subnetId"] for t in targets] == subnets
    assert [t.inputs["securityGroups"] for t in targets] == [["sg-files-files"]] * zones
    assert [t.name for t in targets] == [f"shop-files-{n + 1}" for n in range(zones)]


def test_each_service_that_mounts_has_a_door_of_its_own():
    """All of them lead to one directory and one owner; a service that mounts nothing has none."""
    done = with_files(mounts=("api", "worker"))
    doors = sorted(done.of(DOOR), key=lambda door: door.name)
    assert [d.name for d in doors] == ["shop-files-api", "shop-files-worker"]
    for door in doors:
        assert door.inputs["posixUser"] == {"uid": 1000, "gid": 1000}
        assert door.inputs["rootDirectory"] == {
            "path": "/data",
            "creationInfo": {"ownerUid": 1000, "ownerGid": 1000, "permissions": "0755"},
        }
    assert not with_files(mounts=()).of(DOOR)


def test_nobody_comes_in_without_tls_or_past_a_door():
    """Both are denied to everybody; what is left needs a role that allows it."""
    policy = json.loads(with_files().one("aws:efs/fileSystemPolicy:FileSystemPolicy").inputs["policy"])
    assert {s["Effect"] for s in policy["Statement"]} == {"Deny"}
    assert [s["Condition"] for s in policy["Statement"]] == [
        {"Bool": {"aws:SecureTransport": "false"}},
        {"Null": {"elasticfilesystem:AccessPointArn": "true"}},
    ]
    for statement in policy["Statement"]:
        assert statement["Principal"] == {"AWS": "*"}
        assert "elasticfilesystem:ClientMount" in statement["Action"]


@pytest.mark.parametrize("keep", [True, False])
def test_a_file_system_is_protected_with_the_data(keep):
    """EFS has no deletion protection of its own: Pulumi's is what there is."""
    assert with_files(protectData=keep).one(FILES).protect is keep


def test_what_is_left_for_services_and_operators():
    """The ids a task definition names, by file system and by mounting service."""
    done = with_files(mounts=("api",))
    values = {k: v for k, v in done.outputs["values"].items() if k.startswith("fileSystem.")}
    assert values == {"fileSystem.files": "shop-files-id", "fileSystem.files/api": "shop-files-api-id"}
    assert done.outputs["fileSystems"] == {"files": "shop-files-id"}
