"""default-rate as it is registered: what its plan writes down is there, in the plan's own numbers."""

import pytest

from tests.plans.deployed import registered


@pytest.fixture(scope="module")
def done():
    """Return the tier that is deployed."""
    return registered("default-rate")


def test_the_network_has_the_ranges_of_the_plan(done):
    """DR-01: 10.0.0.0/16, the four stated ranges, two zones of us-east-1."""
    vpc = done.one("awsx:ec2:Vpc").inputs
    assert vpc["cidrBlock"] == "10.0.0.0/16"
    assert len(vpc["availabilityZoneNames"]) == 2
    assert all(name.startswith("us-east-1") for name in vpc["availabilityZoneNames"])
    ranges = {spec["type"]: spec["cidrBlocks"] for spec in vpc["subnetSpecs"]}
    assert ranges == {"Public": ["10.0.1.0/24", "10.0.2.0/24"], "Private": ["10.0.3.0/24", "10.0.4.0/24"]}


def test_the_database_is_that_of_the_plan(done):
    """DR-04: class, size, zone and backups of the plan; a live major, gp3 and encryption, which it leaves open."""
    database = done.one("aws:rds/instance:Instance").inputs
    stated = {"instanceClass": "db.t3.micro", "allocatedStorage": 20, "multiAz": False, "backupRetentionPeriod": 7}
    open_ones = {"engine": "postgres", "engineVersion": "17", "storageType": "gp3", "storageEncrypted": True}
    assert {key: database[key] for key in {**stated, **open_ones}} == {**stated, **open_ones}
    assert database["publiclyAccessible"] is False
