"""More than one stack, and less than a whole one: side by side in one account, a wrong passphrase, `--target`."""

from pathlib import Path

import pytest

from sandbox.engine import Sandbox, secret
from tests.support.stacks import ROOT, WITH_DATABASE, stack_file

pytestmark = pytest.mark.engine


def test_two_stacks_of_a_project_live_side_by_side(tmp_path: Path):
    """Both come up in one account and region, refresh sees no drift, and the end of one leaves the other whole."""
    with Sandbox() as box:
        one, two = (box.project(ROOT, stack_file(tmp_path, WITH_DATABASE, name=name)) for name in ("dev", "qa"))
        one.up(check=True)
        alone = len(box.account.of())
        two.up(check=True)
        assert len(box.account.of()) == 2 * alone
        assert one.refresh(check=True).changes == two.refresh(check=True).changes == {}
        one.destroy(check=True)
        assert two.refresh(check=True).changes == {}
        assert two.up(check=True).changes == {}


def test_a_wrong_passphrase_is_one_line_and_changes_nothing(tmp_path: Path):
    """Whatever is asked for, Pulumi names the variable; AWS is not called, and with the right one all goes on."""
    home = tmp_path / "home"
    database = {**WITH_DATABASE["database"], "password": "config"}
    file = stack_file(tmp_path, {**WITH_DATABASE, "database": database})
    config = {"secrets:database": secret("a-password-of-the-test")}
    with Sandbox(home=home) as box:
        box.project(ROOT, file, config=config).up(check=True)
    right = (home / "passphrase").read_text(encoding="utf-8")
    (home / "passphrase").write_text("wrong", encoding="utf-8")
    with Sandbox(home=home) as box:
        stack = box.project(ROOT, file)
        for operation in (stack.preview, stack.up, stack.refresh, stack.destroy):
            refused = operation()
            assert refused.exit_code != 0
            assert "incorrect passphrase, please set PULUMI_CONFIG_PASSPHRASE" in refused.stderr
        assert len(box.calls) == 0
    (home / "passphrase").write_text(right, encoding="utf-8")
    with Sandbox(home=home) as box:
        assert box.project(ROOT, file, config=config).up(check=True).changes == {}


def test_a_target_of_a_deployed_stack_is_updated_alone(tmp_path: Path):
    """`--target` leaves the rest as it is, and the next whole up does what it left."""
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, WITH_DATABASE))
        stack.up(check=True)
        setting = "tollgate:topology.database.backupRetentionDays"
        stack.command("config", "set", "--path", setting, "9", check=True)
        assert stack.up("--target", "**ecurityGroups::security-groups", check=True).changes == {}
        assert stack.up("--target", "**rds/instance**", check=True).changes == {"update": 1}
        assert stack.up(check=True).changes == {}
