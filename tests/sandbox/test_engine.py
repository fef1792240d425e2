"""The runner: what it leaves alone, what it keeps apart, and secrets on their whole way."""

import os
from itertools import pairwise
from pathlib import Path

import pulumi
import pytest

from sandbox.engine import Fault, ProjectError, Sandbox, secret
from tests.sandbox.projects import small_project

pytestmark = pytest.mark.engine

PLANTED = "planted-Pa55word-never-shown"
GROUP = "aws:cloudwatch/logGroup:LogGroup"


def _bytes(folder):
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc"}


def test_a_project_is_left_as_it_is(project):
    """Pulumi writes into stack files: into the copy's. The checkout, the environment and the folder stay the same."""
    before, environment, folder = _bytes(project), dict(os.environ), Path.cwd()
    with Sandbox() as aws:
        stack = aws.project(project, config={"corner:word": secret(PLANTED), "corner:days": "30"})
        assert stack.up(check=True).ok
        assert "encryptionsalt" in (stack.folder / "Pulumi.dev.yaml").read_text(encoding="utf-8")
        home = aws.home
    assert _bytes(project) == before
    assert (dict(os.environ), Path.cwd()) == (environment, folder)
    assert not home.exists()


def test_the_stack_file_and_the_given_configuration_both_count(project, tmp_path):
    """The region is the stack file's, the days are ours; another stack file makes another stack."""
    other = tmp_path / "Pulumi.prod.yaml"
    other.write_text("config:\n  aws:region: ap-southeast-2\n  corner:days: 90\n", encoding="utf-8")
    with Sandbox() as aws:
        aws.project(project, config={"corner:days": "30"}).up(check=True)
        prod = aws.project(project, other)
        prod.up(check=True)
        found = sorted((one.region, one.get("retentionInDays")) for one in aws.account.of(GROUP))
        assert found == [("ap-southeast-2", 90), ("eu-west-1", 30)]
        assert prod.name == "prod"


def test_packages_of_another_project_of_the_same_name_are_refused(project, tmp_path):
    """Python would give the second project the first one's code."""
    twin = small_project(tmp_path)
    with Sandbox() as aws:
        aws.project(project).preview(check=True)
        with pytest.raises(ProjectError, match="in a process of its own: python -m sandbox run --project"):
            aws.project(twin)


@pytest.mark.parametrize(("parallel", "together"), [(1, False), (8, True)])
def test_as_many_at_once_as_asked(parallel, together):
    """With `parallel=1` each creation waits for the one before."""

    def program():
        import pulumi_aws as aws

        for number in range(3):
            aws.cloudwatch.LogGroup(f"group-{number}", retention_in_days=1)

    with Sandbox(parallel=parallel, faults=[Fault("slow", seconds=0.3, times=None)]) as aws:
        aws.program(program).up(check=True)
        calls = sorted(aws.calls.of("create", GROUP, preview=False), key=lambda call: call.started)
        overlap = any(one.ended > other.started for one, other in pairwise(calls))
        assert overlap is together


def test_a_resource_may_live_in_another_region():
    """`region=` on a resource: it is made, found and ended there."""

    def program():
        import pulumi_aws as aws

        for region in (None, "eu-central-1"):
            aws.s3.Bucket(f"bucket-{region or 'home'}", region=region)

    with Sandbox() as aws:
        stack = aws.program(program)
        stack.up(check=True)
        assert sorted(one.region for one in aws.account.of("aws:s3/bucket:Bucket")) == ["eu-central-1", "us-east-1"]
        assert stack.refresh(check=True).changes == {}
        stack.destroy(check=True)
        assert aws.account.of() == []


def _with_secrets():
    import pulumi_aws as aws

    config = pulumi.Config("shop")
    password = config.require_secret("password")
    provider = aws.Provider("main", region="us-east-1", secret_key=password, access_key="AKIAEXAMPLE")
    opts = pulumi.ResourceOptions(provider=provider)
    database = aws.rds.Instance(
        "db",
        engine="postgres",
        engine_version="17",
        instance_class="db.t4g.micro",
        allocated_storage=20,
        username="app",
        password=password,
        skip_final_snapshot=True,
        opts=opts,
    )
    url = pulumi.Output.concat("postgres://app:", password, "@", database.endpoint)
    parameter = aws.ssm.Parameter("url", type="SecureString", value=url, opts=opts)
    held = aws.secretsmanager.Secret("url", recovery_window_in_days=0, opts=opts)
    aws.secretsmanager.SecretVersion("url", secret_id=held.id, secret_string=url, opts=opts)
    pulumi.export("url", url)
    pulumi.export("stored", parameter.value)
    pulumi.export("password", database.password)
    pulumi.export("endpoint", database.endpoint)


def test_a_secret_is_nowhere_in_clear():
    """Neither what is printed, nor the events, the state or the logs have it; AWS does, and who asks for it."""
    with Sandbox() as aws:
        stack = aws.program(_with_secrets, config={"shop:password": secret(PLANTED)})
        said = [stack.preview(check=True), stack.up(check=True), stack.refresh(check=True), stack.up(check=True)]
        assert said[-1].changes == {}
        printed = "\n".join(text for result in said for text in (result.stdout, result.stderr, str(result)))
        logged = "\n".join([str(list(aws.calls)), *(call.line() for call in aws.calls)])
        assert PLANTED not in printed + logged + str(stack.export()) + str(stack.outputs())
        assert [file for file, text in _bytes(aws.home).items() if PLANTED.encode() in text] == []
        assert [said[1].outputs[name] for name in ("url", "stored", "password")] == ["[secret]"] * 3
        assert said[1].outputs["endpoint"].endswith(":5432")
        assert aws.account.one("aws:rds/instance:Instance").get("password") == PLANTED
        shown = stack.outputs(show_secrets=True)
        assert shown["stored"] == shown["url"] == f"postgres://app:{PLANTED}@{shown['endpoint']}"


def test_a_changed_secret_is_an_update():
    """The wrapped values are compared, not their wrappers."""
    with Sandbox() as aws:
        stack = aws.program(_with_secrets, config={"shop:password": secret(PLANTED)})
        stack.up(check=True)
        stack.set_config({"shop:password": secret(PLANTED + "-2")})
        changed = {step.name for step in stack.up(check=True).of("update")}
        assert {"db", "url", "main"} <= changed
        assert aws.account.one("aws:rds/instance:Instance").get("password") == PLANTED + "-2"
