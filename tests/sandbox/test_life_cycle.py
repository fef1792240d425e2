"""One small stack through its whole life on the real engine: what a user would see, step by step."""

import pulumi
import pytest

from sandbox.engine import UNKNOWN, Fault, OperationError, Sandbox

pytestmark = pytest.mark.engine


class Small:
    """A VPC and a log group; the tests change it between operations."""

    def __init__(self, cidr="10.0.0.0/16", days=7, tags=None):
        self.cidr, self.days, self.tags = cidr, days, tags or {}

    def __call__(self):
        """The program."""
        import pulumi_aws as aws

        vpc = aws.ec2.Vpc("net", cidr_block=self.cidr, tags=self.tags)
        subnet = aws.ec2.Subnet("a", vpc_id=vpc.id, cidr_block=self.cidr.replace("/16", "/24"))
        aws.cloudwatch.LogGroup("app", name="/shop/app", retention_in_days=self.days)
        pulumi.export("vpc", vpc.id)
        pulumi.export("subnet", subnet.id)


VPC, GROUP = "aws:ec2/vpc:Vpc", "aws:cloudwatch/logGroup:LogGroup"


@pytest.fixture(scope="module")
def life():
    """One sandbox, one stack: each test takes it up where the one before left it."""
    with Sandbox() as aws:
        program = Small()
        yield aws, program, aws.program(program)


def _ops(result):
    return sorted((step.op, step.name) for step in result.steps if step.op != "same" and step.type.startswith("aws:"))


def test_1_a_preview_makes_nothing(life):
    """It says what would be made, knows no ids, and leaves the account empty."""
    aws, _, stack = life
    result = stack.preview(check=True)
    assert _ops(result) == [("create", "a"), ("create", "app"), ("create", "net")]
    assert result.outputs == {"vpc": UNKNOWN, "subnet": UNKNOWN}
    assert len(aws.account) == 0
    assert all(call.preview for call in aws.calls.of("create"))


def test_2_an_up_makes_it(life):
    """The account has what the outputs name, and the log has each creation with its inputs and times."""
    aws, _, stack = life
    result = stack.up(check=True)
    assert result.changes == {"create": 4}
    assert aws.account.one(VPC).id == result.outputs["vpc"]
    call = aws.calls.of("create", VPC, preview=False)[0]
    assert (call.name, call.inputs["cidrBlock"], call.region, call.error) == ("net", "10.0.0.0/16", "us-east-1", "")
    assert call.ended >= call.started > 0
    assert "Resources:" in result.stdout


def test_3_the_next_up_changes_nothing(life):
    """All the same."""
    _, _, stack = life
    assert stack.up(check=True).changes == {}


def test_4_a_change_is_made_in_place(life):
    """Tags and retention are updates; nothing is replaced."""
    aws, program, stack = life
    before = aws.account.one(VPC).id
    program.tags, program.days = {"Name": "main"}, 30
    assert _ops(stack.up(check=True)) == [("update", "app"), ("update", "net")]
    assert aws.account.one(VPC).id == before
    assert aws.account.one(GROUP).get("retentionInDays") == 30


def test_5_another_address_block_replaces(life):
    """The VPC and its subnet are made anew and the old ones ended, in the order that AWS allows."""
    aws, program, stack = life
    before = aws.account.one(VPC).id
    program.cidr = "10.1.0.0/16"
    result = stack.up(check=True)
    assert {op for op, _ in _ops(result)} == {"create-replacement", "replace", "delete-replaced"}
    assert aws.account.one(VPC).id != before
    assert len(aws.account.of(VPC)) == 1


def test_6_drift_is_refreshed_and_mended(life):
    """Somebody changed the retention by hand: refresh sees it, up sets it right."""
    aws, _, stack = life
    group = aws.account.one(GROUP)
    aws.account.change(group, outputs={**group.outputs, "retentionInDays": 1})
    assert stack.refresh(check=True).changes == {"update": 1}
    assert _ops(stack.up(check=True)) == [("update", "app")]
    assert aws.account.one(GROUP).get("retentionInDays") == 30


def test_7_a_state_can_be_taken_away_and_put_back(life):
    """Export and import: afterwards nothing differs."""
    _, _, stack = life
    state = stack.export()
    assert any(one["type"] == VPC for one in state["deployment"]["resources"])
    assert stack.import_(state).ok
    assert stack.up(check=True).changes == {}
    assert stack.outputs()["vpc"].startswith("vpc-")


def test_8_a_destroy_ends_it(life):
    """Nothing is left in the account, and the log shows each deletion."""
    aws, _, stack = life
    assert stack.destroy(check=True).ok
    assert len(aws.account) == 0
    assert {call.name for call in aws.calls.of("delete")} >= {"net", "a", "app"}


def test_a_failed_creation_is_made_up_for_by_the_next_up():
    """What failed is created, what stood is left alone; nothing is made twice."""
    with Sandbox(faults=[Fault("error", match="app", message="LimitExceeded")]) as aws:
        stack = aws.program(Small())
        failed = stack.up()
        assert failed.exit_code != 0
        assert any("LimitExceeded" in text for text in failed.diagnostics)
        assert [step.name for step in failed.steps if step.failed and step.type == GROUP] == ["app"]
        result = stack.up(check=True)
        assert ("create", "app") in _ops(result)
        assert len(aws.account.of(VPC)) == len(aws.account.of(GROUP)) == 1
        creations = [call.name for call in aws.calls.of("create", preview=False) if not call.error]
        assert sorted(creations) == ["a", "app", "net"]


def test_a_partial_creation_is_updated_by_the_next_up():
    """The id is kept: the next up updates that very resource and makes no second one."""
    with Sandbox(faults=[Fault("partial", match="net", message="never became ready")]) as aws:
        stack = aws.program(Small())
        failed = stack.up()
        assert failed.exit_code != 0
        assert any("never became ready" in text for text in failed.diagnostics)
        first = aws.account.one(VPC).id
        result = stack.up(check=True)
        assert ("update", "net") in _ops(result)
        assert aws.account.one(VPC).id == first
        assert len(aws.calls.of("create", VPC, preview=False)) == 1


@pytest.mark.parametrize("operation", ["update", "delete", "read"])
def test_failures_of_every_operation_reach_the_user(operation):
    """The engine shows what AWS said, and the next attempt goes through."""
    with Sandbox() as aws:
        program = Small()
        stack = aws.program(program)
        stack.up(check=True)
        aws.faults.plant(Fault("error", match="app", method=operation, message="Throttling"))
        program.days = 30
        attempt = {"update": stack.up, "delete": stack.destroy, "read": stack.refresh}[operation]
        failed = attempt()
        assert not failed.ok
        assert any("Throttling" in text for text in failed.diagnostics), failed.explain()
        assert attempt().ok


def test_a_failure_raises_only_where_it_is_asked_to():
    """`check=True` raises with all that was said; without it the result is there to be read."""
    with Sandbox(faults=[Fault("error", times=None)]) as aws:
        stack = aws.program(Small())
        assert stack.up().ok is False
        with pytest.raises(OperationError, match="simulated failure") as caught:
            stack.up(check=True)
        assert caught.value.result.exit_code != 0


def test_an_error_of_the_program_is_shown_without_a_trace():
    """A RunError is the user's message and no more."""

    def program():
        raise pulumi.RunError("this will not do")

    with Sandbox() as aws:
        result = aws.program(program).preview()
        assert (result.ok, result.diagnostics[0]) == (False, "this will not do")
        assert "Traceback" not in result.stdout + result.stderr
        assert len(aws.calls) == 0


def test_operations_leave_nothing_behind_in_the_process():
    """Configuration and settings of one run are not seen by the next, nor by the test."""
    seen = []

    def program():
        seen.append((pulumi.get_stack(), pulumi.Config("shop").get("x")))

    with Sandbox() as aws:
        aws.program(program, "one", config={"shop:x": "1"}).up(check=True)
        aws.program(program, "two").up(check=True)
    assert seen == [("one", "1"), ("two", None)]
    assert pulumi.Config("shop").get("x") is None


def test_slow_creations_run_side_by_side():
    """Twelve creations of half a second each are done in far less than six seconds."""

    def program():
        import pulumi_aws as aws

        for number in range(12):
            aws.cloudwatch.LogGroup(f"group-{number}", retention_in_days=1)

    with Sandbox(faults=[Fault("slow", seconds=0.5, times=None)]) as aws:
        result = aws.program(program).up(check=True)
        calls = aws.calls.of("create", GROUP, preview=False)
        assert len(calls) == 12
        assert max(call.started for call in calls) < min(call.ended for call in calls)
        assert result.changes["create"] == 13


def test_several_providers_keep_apart():
    """Each provider resource has a region and tags of its own, though one server answers for all."""

    def program():
        import pulumi_aws as aws

        for region in ("us-east-1", "eu-west-1"):
            provider = aws.Provider(region, region=region, default_tags={"tags": {"home": region}})
            aws.cloudwatch.LogGroup(region, retention_in_days=1, opts=pulumi.ResourceOptions(provider=provider))

    with Sandbox() as aws:
        aws.program(program).up(check=True)
        found = {one.name: (one.region, one.outputs["tagsAll"]["home"], one.provider) for one in aws.account.of(GROUP)}
        assert found == {region: (region, region, region) for region in ("us-east-1", "eu-west-1")}


def test_what_exists_can_be_imported():
    """A planted log group is adopted by its id, and belongs to the stack from then on."""

    def program():
        import pulumi_aws as aws

        opts = pulumi.ResourceOptions(import_="/old/app")
        aws.cloudwatch.LogGroup("app", name="/old/app", retention_in_days=7, opts=opts)

    with Sandbox() as aws:
        aws.plant(GROUP, "/old/app", name="/old/app", retentionInDays=7)
        stack = aws.program(program)
        assert stack.up().changes.get("import") == 1
        stack.destroy(check=True)
        assert aws.account.there(GROUP) == []
