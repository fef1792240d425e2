"""Programs with one mistake each are refused on the real engine, with words that name it."""

import pulumi
import pytest

from sandbox.engine import Sandbox
from tests.sandbox.broken import BROKEN
from tests.sandbox.programs import trust

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def aws():
    """One sandbox for all programs, each with a stack of its own."""
    with Sandbox() as box:
        yield box


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_program_is_refused(aws, name):
    """The command fails, and the error names what is wrong: as a diagnostic, and in what the user sees."""
    program, message = BROKEN[name]
    result = aws.program(program, name.replace(" ", "-")).up()
    assert result.exit_code != 0
    assert any(message in text for text in result.diagnostics), result.explain()
    assert message in result.stdout + result.stderr
    assert "bug in the sandbox" not in result.stdout


def _database(**change):
    import pulumi_aws as aws

    args = {
        "engine": "postgres",
        "engine_version": "17",
        "instance_class": "db.t4g.micro",
        "allocated_storage": 20,
        "username": "app",
        "manage_master_user_password": True,
        "skip_final_snapshot": True,
    }
    aws.rds.Instance("db", **{**args, **change})


def _balancer():
    import pulumi_aws as aws

    vpc = aws.ec2.Vpc("net", cidr_block="10.0.0.0/16")
    gateway = aws.ec2.InternetGateway("net", vpc_id=vpc.id)
    subnets = [
        aws.ec2.Subnet(zone, vpc_id=vpc.id, cidr_block=f"10.0.{number}.0/24", availability_zone=f"us-east-1{zone}")
        for number, zone in enumerate("ab")
    ]
    aws.lb.LoadBalancer(
        "web",
        subnets=[subnet.id for subnet in subnets],
        enable_deletion_protection=True,
        opts=pulumi.ResourceOptions(depends_on=[gateway]),
    )


@pytest.mark.parametrize(
    ("program", "message"),
    [
        (lambda: _database(deletion_protection=True), "deletionProtection is on"),
        (lambda: _database(skip_final_snapshot=False), "finalSnapshotIdentifier"),
        (_balancer, "enableDeletionProtection is on"),
    ],
    ids=["protected database", "database without a last snapshot", "protected load balancer"],
)
def test_what_is_protected_is_not_destroyed(program, message):
    """The destroy fails with AWS's reason, and the resource lives on."""
    with Sandbox() as aws:
        stack = aws.program(program)
        stack.up(check=True)
        count = len(aws.account.of("aws:rds/instance:Instance", "aws:lb/loadBalancer:LoadBalancer"))
        result = stack.destroy()
        assert result.exit_code != 0
        assert any(message in text for text in result.diagnostics), result.explain()
        assert len(aws.account.of("aws:rds/instance:Instance", "aws:lb/loadBalancer:LoadBalancer")) == count == 1


def test_what_another_stack_uses_is_not_destroyed():
    """A VPC goes only after the subnet that another stack has put into it."""

    def owner():
        import pulumi_aws as aws

        pulumi.export("vpc", aws.ec2.Vpc("net", cidr_block="10.0.0.0/16").id)

    with Sandbox() as aws:
        first = aws.program(owner, "first")
        vpc = first.up(check=True).outputs["vpc"]

        def guest():
            import pulumi_aws as aws

            aws.ec2.Subnet("guest", vpc_id=vpc, cidr_block="10.0.0.0/24")

        second = aws.program(guest, "second")
        second.up(check=True)
        refused = first.destroy()
        assert any("DependencyViolation" in text for text in refused.diagnostics), refused.explain()
        second.destroy(check=True)
        assert first.destroy(check=True).ok


def test_nothing_is_made_behind_a_mistake():
    """A wrong argument is found before the engine creates anything, in the preview as in the up."""

    def program():
        import pulumi_aws as aws

        role = aws.iam.Role("task", assume_role_policy=trust("ecs-tasks.amazonaws.com"))
        aws.cloudwatch.LogGroup("app", name=role.name, retention_in_days="a week")

    with Sandbox() as aws:
        stack = aws.program(program)
        for operation in (stack.preview, stack.up):
            assert not operation().ok
            assert not any(one.type == "aws:cloudwatch/logGroup:LogGroup" for one in aws.account.of())
