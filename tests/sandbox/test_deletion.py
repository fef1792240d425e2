"""When AWS refuses to delete, and what a deletion leaves behind."""

import pytest

from sandbox.aws.provider import RefusedError
from tests.sandbox.cloud import Cloud
from tests.sandbox.test_rules import DATABASE


@pytest.fixture
def cloud():
    """A fresh account."""
    return Cloud()


def test_a_vpc_in_use_stays(cloud):
    """It goes when its subnets and groups have gone, and then takes its default group and table along."""
    vpc, subnets, group = cloud.network()
    with pytest.raises(RefusedError, match=r"DependencyViolation: vpc-.* is in use by Subnet net-a"):
        cloud.end(vpc)
    for living in (*subnets, group, vpc):
        cloud.end(living)
    assert len(cloud.account) == 0


def test_a_security_group_that_another_names_stays(cloud):
    """Its own rules go with it; a rule of another group that names it holds it."""
    vpc, _, group = cloud.network()
    cloud.make("vpc/securityGroupEgressRule", "own", securityGroupId=group.id, ipProtocol="-1", cidrIpv4="0.0.0.0/0")
    other = cloud.make("ec2/securityGroup", "other", vpcId=vpc.id)
    rule = cloud.make(
        "vpc/securityGroupIngressRule",
        "x",
        securityGroupId=other.id,
        ipProtocol="-1",
        referencedSecurityGroupId=group.id,
    )
    with pytest.raises(RefusedError, match="in use by SecurityGroupIngressRule x"):
        cloud.end(group)
    cloud.end(rule)
    cloud.end(group)


@pytest.mark.parametrize(
    ("kind", "inputs", "off"),
    [
        ("rds/instance", {**DATABASE, "deletionProtection": True}, {"deletionProtection": False}),
        ("cloudwatch/logGroup", {"deletionProtectionEnabled": True}, {"deletionProtectionEnabled": False}),
    ],
)
def test_deletion_protection_holds_until_it_is_off(cloud, kind, inputs, off):
    """The argument forbids deletion; the same resource goes once it is switched off."""
    living = cloud.make(kind, "a", **inputs)
    with pytest.raises(RefusedError, match="is on; switch it off first"):
        cloud.end(living)
    cloud.end(cloud.change(living, **off))
    assert len(cloud.account) == 0


@pytest.mark.parametrize("kind", ["instance", "cluster"])
def test_a_database_needs_a_last_snapshot_or_leave_to_go_without(cloud, kind):
    """The provider's default is a snapshot, and a snapshot needs a name."""
    inputs = {**DATABASE, "skipFinalSnapshot": False}
    if kind == "cluster":
        inputs = {"engine": "aurora-postgresql", "masterUsername": "app", "masterPassword": "correct-horse"}
    living = cloud.make(f"rds/{kind}", "a", **inputs)
    with pytest.raises(RefusedError, match="finalSnapshotIdentifier is required"):
        cloud.end(living)
    cloud.end(cloud.change(living, finalSnapshotIdentifier="last"))


def test_a_deleted_secret_blocks_its_name(cloud):
    """For the recovery window a new secret cannot have the name; without a window it can at once."""
    cloud.end(cloud.make("secretsmanager/secret", "a", name="/shop/key"))
    with pytest.raises(RefusedError, match="already scheduled for deletion"):
        cloud.make("secretsmanager/secret", "b", name="/shop/key")
    cloud.end(cloud.make("secretsmanager/secret", "c", name="/shop/other", recoveryWindowInDays=0))
    cloud.make("secretsmanager/secret", "d", name="/shop/other")


def test_a_managed_password_goes_with_its_database(cloud):
    """RDS owns the secret: it is there to be read while the database lives."""
    inputs = {name: value for name, value in DATABASE.items() if name != "password"}
    database = cloud.make("rds/instance", "a", **inputs, manageMasterUserPassword=True)
    arn = database.outputs["masterUserSecrets"][0]["secretArn"]
    assert cloud.account.one("aws:secretsmanager/secret:Secret").id == arn
    cloud.end(database)
    assert len(cloud.account) == 0


def test_deleting_what_is_gone_is_no_error(cloud):
    """The provider takes "not found" for done."""
    vpc = cloud.make("ec2/vpc", "a", cidrBlock="10.0.0.0/16")
    cloud.end(vpc)
    cloud.end(vpc)


@pytest.mark.parametrize(("skip", "left"), [(True, 1), (False, 0)])
def test_the_provider_leaves_alone_what_it_is_told_to(cloud, skip, left):
    """`skipDestroy` ends the resource in the state only: a task definition's revision stays active."""
    containers = '[{"name": "app", "image": "nginx:1", "memory": 128}]'
    task = cloud.make("ecs/taskDefinition", "t", family="t", containerDefinitions=containers, skipDestroy=skip)
    cloud.end(task)
    assert len(cloud.account) == left
