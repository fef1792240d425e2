"""The life of a stack on the real engine: changes, protection, failures, and the end."""

from pathlib import Path
from typing import Any

import pytest

from sandbox.engine import Sandbox
from sandbox.faults import Fault
from tests.support.stacks import ROOT, WITH_DATABASE, merged, stack_file

pytestmark = pytest.mark.engine

DATABASE = "aws:rds/instance:Instance"
PROTECTED = merged(WITH_DATABASE, {"protectData": True})


def _set(stack: Any, path: str, value: str) -> None:
    stack.command("config", "set", "--path", f"tollgate:topology.{path}", value, check=True)


def _database(stack: Any) -> dict[str, Any]:
    return next(r for r in stack.resources() if r["type"] == DATABASE)


def test_a_stack_comes_changes_and_goes(tmp_path: Path):
    """Preview, up, an up with nothing to do, a change in place, a preview of it before, and destroy."""
    with Sandbox() as box:
        path = stack_file(tmp_path, WITH_DATABASE, workload={"database": {"storedGb": 2}})
        stack = box.project(ROOT, path)
        assert stack.preview(check=True).changes
        assert stack.up(check=True).ok
        assert stack.up(check=True).changes == {}
        _set(stack, "database.instanceClass", "db.t4g.small")
        assert stack.preview(check=True).changes == {"update": 1}
        changed = stack.up(check=True)
        assert changed.changes == {"update": 1}
        assert _database(stack)["inputs"]["instanceClass"] == "db.t4g.small"
        assert stack.outputs()["costReport"]["layers"]["database"] == "25.66"
        stack.destroy(check=True)
        assert not [r for r in stack.resources() if r["type"].startswith("aws:")]


def test_a_protected_database_is_neither_replaced_nor_destroyed(tmp_path: Path):
    """A change that would replace it, and destroy, are refused; nothing of it is touched."""
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, PROTECTED))
        stack.up(check=True)
        before = _database(stack)
        _set(stack, "database.user", "somebody")
        replaced = stack.up()
        assert replaced.exit_code != 0
        assert "protect" in replaced.stdout.lower()
        destroyed = stack.destroy()
        assert destroyed.exit_code != 0
        assert _database(stack)["id"] == before["id"]
        assert _database(stack)["inputs"]["username"] == "app"


def test_protection_is_lifted_by_config_and_a_command(tmp_path: Path):
    """After `protectData: false` and an up, destroy goes through: the way out that the docs describe."""
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, PROTECTED))
        stack.up(check=True)
        _set(stack, "protectData", "false")
        stack.up(check=True)
        assert stack.destroy(check=True).ok


@pytest.mark.parametrize("kind", ["error", "partial"])
def test_after_a_failed_creation_up_ends_the_same(tmp_path: Path, kind: str):
    """A database whose creation fails once, outright or half-way, is there once after the next up."""
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, WITH_DATABASE))
        box.faults.plant(Fault(kind, DATABASE, times=1))  # pyright: ignore[reportArgumentType]
        failed = stack.up()
        assert failed.exit_code != 0
        box.faults.clear()
        mended = stack.up(check=True)
        assert mended.ok
        assert len([r for r in stack.resources() if r["type"] == DATABASE]) == 1
        creations = [c for c in box.calls if c.method == "create" and c.type == DATABASE and not c.preview]
        assert len(creations) == {"error": 2, "partial": 1}[kind]
        assert stack.up(check=True).changes == {}
        stack.destroy(check=True)


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        ({"multiAz": True}, {"multiAz": True}),
        ({"storageGb": 40}, {"allocatedStorage": 40}),
        ({"insights": "standard", "insightsRetentionDays": 31}, {"performanceInsightsRetentionPeriod": 31}),
        ({"enhancedMonitoringSeconds": 60}, {"monitoringInterval": 60}),
        ({"password": "config", "readReplicas": 1}, {"storageEncrypted": True}),
        ({"logExports": ["postgresql"]}, {"enabledCloudwatchLogsExports": ["postgresql"]}),
    ],
)
def test_every_variant_of_the_database_deploys(tmp_path: Path, patch: dict[str, Any], expected: dict[str, Any]):
    """Each option of the instance is taken by AWS's rules, and an up after it has nothing to do."""
    topology = merged(WITH_DATABASE, {"database": patch})
    with Sandbox() as box:
        from sandbox.engine import secret

        path = stack_file(tmp_path, topology)
        stack = box.project(ROOT, path, config={"secrets:database": secret("correct-horse-battery")})
        stack.up(check=True)
        inputs = _database(stack)["inputs"]
        assert {key: inputs[key] for key in expected} == expected
        assert stack.up(check=True).changes == {}


def test_aurora_deploys_with_a_reader(tmp_path: Path):
    """A serverless cluster has a writer and its readers, and pauses where its least capacity is 0."""
    topology = merged(WITH_DATABASE, {"database": None})
    cluster = {"kind": "auroraServerless", "version": "17", "minAcu": 0, "maxAcu": 4, "readers": 1}
    topology["database"] = {**cluster, "password": "managed", "autoPauseSeconds": 600}
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, topology))
        stack.up(check=True)
        kinds = [r["type"] for r in stack.resources()]
        assert kinds.count("aws:rds/cluster:Cluster") == 1
        assert kinds.count("aws:rds/clusterInstance:ClusterInstance") == 2
        assert stack.up(check=True).changes == {}


def test_a_secret_never_stands_in_the_state(tmp_path: Path):
    """The password from config is in no line of the state, the log or the outputs."""
    planted = "planted-Pa55word-never-shown"
    topology = merged(WITH_DATABASE, {"database": {"password": "config"}})
    with Sandbox() as box:
        from sandbox.engine import secret

        stack = box.project(ROOT, stack_file(tmp_path, topology), config={"secrets:database": secret(planted)})
        done = stack.up(check=True)
        everything = "\n".join([str(stack.export()), done.stdout, str(stack.outputs()), str(done.outputs)])
    assert planted not in everything


def test_a_password_that_is_not_set_is_named_with_its_command(tmp_path: Path):
    """Without `secrets:database`, the run ends before anything is made and says what to type."""
    topology = merged(WITH_DATABASE, {"database": {"password": "config"}})
    with Sandbox() as box:
        result = box.project(ROOT, stack_file(tmp_path, topology)).up()
        assert result.exit_code == 1
        assert "secrets:database is not set: pulumi config set --secret secrets:database" in result.diagnostics[0]
        assert not [c for c in box.calls if c.method == "create"]
