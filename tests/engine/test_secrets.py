"""Secrets on the real engine: stored, composed, adopted, and never in clear."""

from pathlib import Path
from typing import Any

import pytest

from sandbox.engine import Sandbox, secret
from tests.support.lives import all_of, changed, living, one
from tests.support.stacks import ROOT, SMALL, merged, stack_file

pytestmark = pytest.mark.engine

PARAMETER, TASK = "aws:ssm/parameter:Parameter", "aws:ecs/taskDefinition:TaskDefinition"
SECRET, VERSION = "aws:secretsmanager/secret:Secret", "aws:secretsmanager/secretVersion:SecretVersion"
PLANTED = {"jwt": "planted-jwt:value", "database": "planted-db?pass", "broker": "planted-mq#pass1"}
MANAGER = {"secrets": {"store": "secretsManager", "entries": {"jwt": {}}}}
TEMPLATE = "postgresql+asyncpg://${database.user}:${database.password}@${database.host}/${database.name}"

READER = {
    "api": {
        "cpuUnits": 256,
        "memoryMib": 512,
        "containers": {
            "app": {
                "image": "public.ecr.aws/docker/library/python:3.13",
                "secrets": {"JWT": "secret.jwt", "DATABASE_URL": TEMPLATE, "BROKER_URL": "broker.url"},
            }
        },
    }
}
WHOLE = merged(
    SMALL,
    {
        "network": {"egress": {"kind": "natGateway"}},
        "database": {
            "version": "17",
            "instanceClass": "db.t4g.micro",
            "storageGb": 20,
            "password": "config",
        },
        "messaging": {"broker": {"version": "3.13", "instanceType": "mq.t3.micro"}},
        "secrets": {"entries": {"jwt": {}}},
        "services": READER,
    },
)


def _values(stack: Any) -> dict[str, str]:
    """Return the values of the parameters in the state, decrypted, by their names."""
    state = stack.export(show_secrets=True)["deployment"]["resources"]
    found = [r["inputs"] for r in state if r["type"] == PARAMETER]
    return {one["name"]: one["value"]["plaintext"].strip('"') for one in found}


def test_planted_secrets_are_where_they_belong_and_nowhere_else(tmp_path: Path):
    """Three secrets from the config: each is in its parameter, filled in and quoted, and in clear in nothing else."""
    with living(tmp_path, WHOLE, secrets=PLANTED) as stack:
        values = _values(stack)
        assert values["/small/dev/jwt"] == "planted-jwt:value"
        assert values["/small/dev/api-app-database-url"].startswith(
            "postgresql+asyncpg://app:planted-db%3Fpass@small-dev."
        )
        assert values["/small/dev/api-app-database-url"].endswith(".rds.amazonaws.com/app")
        assert values["/small/dev/broker-url"].startswith("amqps://app:planted-mq%23pass1@b-")
        again = stack.up("--diff")
        seen = "\n".join([str(stack.export()), str(stack.outputs()), again.explain(), str(again.steps)])
        assert "planted-" not in seen
        assert all(r["inputs"]["type"] == "SecureString" for r in all_of(stack, PARAMETER))


def test_tasks_read_what_was_stored(tmp_path: Path):
    """Each variable names the parameter that holds its value; the task definition holds no value itself."""
    with living(tmp_path, WHOLE, secrets=PLANTED) as stack:
        definition = str(one(stack, TASK)["inputs"]["containerDefinitions"])
        for name in ("jwt", "api-app-database-url", "broker-url"):
            assert f":parameter/small/dev/{name}" in definition
        assert "planted-" not in definition


def test_a_new_value_is_an_update_and_a_new_store_a_move(tmp_path: Path):
    """`pulumi config set` and up change one parameter; another store makes secrets and ends parameters."""
    topology = merged(SMALL, {"secrets": {"entries": {"jwt": {}}}})
    with living(tmp_path, topology, secrets={"jwt": "planted-first"}) as stack:
        stack.set_config({"secrets:jwt": secret("planted-second")})
        assert stack.up(check=True).changes == {"update": 1}
        assert _values(stack) == {"/small/dev/jwt": "planted-second"}
        assert changed(stack, {"secrets": {"store": "secretsManager"}}) == {"create": 2, "delete": 1}
        assert one(stack, SECRET)["inputs"]["name"] == "/small/dev/jwt"
        assert "planted-" not in str(stack.export())


def test_an_adopted_secret_is_read_and_left_alone(tmp_path: Path):
    """What exists is found by its name, never created, and still there when the stack is gone."""
    entries = {"theirs": {"path": "theirs/key", "existing": True}}
    topology = merged(SMALL, {"secrets": {"store": "secretsManager", "entries": entries}})
    topology["network"] = {"egress": {"kind": "natGateway"}}
    topology["services"] = merged(READER, {"api": {"containers": {"app": {"secrets": None}}}})
    topology["services"]["api"]["containers"]["app"]["secrets"] = {"KEY": "secret.theirs.password"}
    with Sandbox() as box:
        planted = box.plant(SECRET, name="theirs/key")
        with living(tmp_path, topology, box=box) as stack:
            assert f'{planted.id}:password::"' in str(one(stack, TASK)["inputs"]["containerDefinitions"])
            assert not all_of(stack, SECRET)
        assert planted in box.account.there(SECRET)


def test_a_secret_that_is_said_to_exist_and_does_not_is_one_line(tmp_path: Path):
    """The entry, the path, and what AWS says."""
    entries = {"theirs": {"path": "/theirs/key", "existing": True}}
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, merged(SMALL, {"secrets": {"entries": entries}})))
        refused = stack.preview()
        assert refused.exit_code != 0
        assert refused.diagnostics[0].startswith(
            "secrets.entries.theirs is said to exist, and /theirs/key was not found: "
        )


def test_a_protected_secret_keeps_its_name_for_a_month(tmp_path: Path):
    """With protectData a deleted secret can be had back for 30 days, and so cannot be made again; without it can."""
    with Sandbox() as box:
        config = {"secrets:jwt": secret("planted-jwt")}
        stack = box.project(ROOT, stack_file(tmp_path, merged(SMALL, MANAGER)), config=config)
        for _ in range(2):
            stack.up(check=True)
            assert one(stack, SECRET)["inputs"]["recoveryWindowInDays"] == 0
            stack.destroy(check=True)
        changed(stack, {"protectData": True})
        assert one(stack, SECRET)["inputs"]["recoveryWindowInDays"] == 30
        stack.destroy(check=True)
        refused = stack.up()
        assert refused.exit_code != 0
        assert "scheduled for deletion" in refused.explain()
