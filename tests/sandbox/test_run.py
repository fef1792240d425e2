"""`python -m sandbox run` as a user meets it: exit codes, what it prints, what it leaves, and a run cut off."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sandbox.engine import Sandbox, secret
from sandbox.run import main

ROOT = Path(__file__).parents[2]
GROUP = "aws:cloudwatch/logGroup:LogGroup"
KILL = "killed:create:*logGroup*"


def _subprocess(*args):
    command = [sys.executable, "-m", "sandbox", *map(str, args)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def _json(capsys, *args):
    """Run in this process; the exit code, and what was printed as JSON."""
    code = main([*map(str, args), "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.engine
def test_a_stack_lives_over_several_commands(project, tmp_path, capsys):
    """With a home the next command finds the state and the account: up, a change, outputs, refresh, destroy."""
    where = ("--project", project, "--home", tmp_path / "home")
    code, made = _json(capsys, "up", *where, "--secret", "corner:word=planted-word")
    assert (code, made["exitCode"], made["summary"]) == (0, 0, {"create": 4})
    assert made["outputs"]["word"] == "[secret]"
    assert {step["type"] for step in made["steps"]} >= {"aws:ec2/vpc:Vpc", GROUP, "aws:ssm/parameter:Parameter"}
    code, changed = _json(capsys, "up", *where, "--secret", "corner:word=planted-word", "--config", "corner:days=30")
    assert (code, changed["summary"]) == (0, {"same": 3, "update": 1})
    assert main(["outputs", *map(str, where)]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["group"].startswith("app-")
    assert "planted-word" not in printed.out
    assert "a simulated AWS" in printed.err
    assert _json(capsys, "refresh", *where)[0] == 0
    assert _json(capsys, "destroy", *where)[0] == 0
    assert Sandbox(home=tmp_path / "home").account.of() == []


@pytest.mark.engine
def test_a_failure_ends_with_pulumis_exit_code(project, capsys):
    """A planted error: the code is not 0, and the text is what Pulumi shows, with the reason."""
    code = main(["up", "--project", str(project), "--fault", "error:create:*vpc*"])
    printed = capsys.readouterr()
    assert code == 1
    assert "simulated failure" in printed.out
    assert "Traceback" not in printed.out + printed.err


@pytest.mark.engine
def test_the_call_log_can_be_seen_without_secrets(project, capsys):
    """`--print-calls` shows each call on a line of standard error, secrets masked."""
    args = ["up", "--project", str(project), "--secret", "corner:word=planted-word", "--print-calls"]
    assert main(args) == 0
    shown = capsys.readouterr()
    lines = [line for line in shown.err.splitlines() if " create aws:ssm/parameter:Parameter word " in line]
    assert len(lines) == 1
    assert "[secret]" in lines[0]
    assert "planted-word" not in shown.out + shown.err


@pytest.mark.engine
def test_a_refused_program_never_imports_the_aws_sdk(project):
    """In a process of its own, a program that gives up early has loaded no `pulumi_aws`; the sandbox loads none."""
    done = _subprocess("run", "preview", "--project", project, "--config", "corner:refuse=true", "--print-modules")
    assert done.returncode == 1
    assert "error: too dear" in done.stdout
    modules = done.stderr.splitlines()
    assert "corner.shop" in modules
    assert not [name for name in modules if name.partition(".")[0] in {"pulumi_aws", "pulumi_awsx"}]


@pytest.fixture(scope="module")
def cut_off(project, tmp_path_factory):
    """A home where an `up` died while a log group was being made."""
    home = tmp_path_factory.mktemp("cut") / "home"
    done = _subprocess("run", "up", "--project", project, "--home", home, "--parallel", 1, "--fault", KILL)
    assert done.returncode == -signal.SIGKILL
    return home


@pytest.mark.engine
def test_a_killed_run_leaves_a_lock_and_an_orphan(project, cut_off, tmp_path):
    """AWS has the log group, the state only a pending creation; nothing goes before `cancel`; then it is made twice.

    That is what Pulumi does with a creation that was cut off, and why the account is there to be looked at.
    """
    home = shutil.copytree(cut_off, tmp_path / "home")
    with Sandbox(home=home) as aws:
        assert len(aws.account.of(GROUP)) == 1
        stack = aws.project(project)
        locked = stack.up()
        assert not locked.ok
        assert "currently locked" in locked.stderr
        assert stack.cancel().ok
        pending = stack.export()["deployment"]["pending_operations"]
        assert [(one["type"], one["resource"]["type"]) for one in pending] == [("creating", GROUP)]
        again = stack.up(check=True)
        assert any("1 pending operations" in text for text in again.warnings)
        assert len(aws.account.of(GROUP)) == 2
        assert len([one for one in stack.resources() if one["type"] == GROUP]) == 1


@pytest.mark.engine
def test_an_orphan_can_be_adopted(project, cut_off, tmp_path):
    """After `cancel` and a refresh that drops the pending creation, importing the log group leaves one, and no more."""
    home = shutil.copytree(cut_off, tmp_path / "home")
    with Sandbox(home=home) as aws:
        orphan = aws.account.one(GROUP).id
        stack = aws.project(project, config={"corner:adopt": orphan})
        stack.cancel()
        stack.refresh(clear_pending_creates=True, check=True)
        assert not stack.export()["deployment"].get("pending_operations")
        assert stack.up(check=True).changes == {"import": 1}
        assert [one.id for one in aws.account.of(GROUP)] == [orphan]
        assert stack.up(check=True).changes == {}


@pytest.mark.engine
def test_an_interrupted_run_winds_up(project, tmp_path):
    """Ctrl-C, whenever it comes: no orphan in AWS that the state does not know, and no lock in the way of the next."""
    command = ["up", "--project", project, "--home", tmp_path / "home", "--fault", "slow=2:create:*vpc*"]
    run = subprocess.Popen(
        [sys.executable, "-m", "sandbox", "run", *map(str, command)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    locks = tmp_path / "home" / "state" / ".pulumi" / "locks"
    while not list(locks.rglob("*.json")):
        assert run.poll() is None, run.communicate()
        time.sleep(0.05)
    time.sleep(1)  # so that it mostly comes while the VPC is being made
    os.killpg(run.pid, signal.SIGINT)
    out, err = run.communicate(timeout=60)
    assert run.returncode != 0
    assert "update canceled" in out, err
    assert "Traceback" not in err
    with Sandbox(home=tmp_path / "home") as aws:
        stack = aws.project(project)
        made = {one.id for one in aws.account.of() if one.urn}
        assert made <= {one["id"] for one in stack.resources() if one["type"].startswith("aws:")}
        assert stack.up(check=True).ok


@pytest.mark.engine
def test_a_home_keeps_secrets_from_others(project, tmp_path):
    """The passphrase and the account's journal, which knows values in clear as AWS does, are the owner's to read."""
    with Sandbox(home=tmp_path / "home") as aws:
        aws.project(project, config={"corner:word": secret("planted-word")}).up(check=True)
    for name in ("passphrase", "aws.jsonl"):
        assert (tmp_path / "home" / name).stat().st_mode & 0o077 == 0
    holders = [
        file for file in (tmp_path / "home").rglob("*") if file.is_file() and b"planted-word" in file.read_bytes()
    ]
    assert holders == [tmp_path / "home" / "aws.jsonl"]


@pytest.mark.parametrize(
    ("args", "match"),
    [
        (["frobnicate"], "invalid choice"),
        (["up", "--config", "novalue"], "is not KEY=VALUE"),
        (["up", "--fault", "explode:create:*"], "KIND:METHOD:PATTERN"),
        (["up", "--fault", "error:explode:*"], "a fault strikes one of"),
        (["up", "--fault", "slow:create:*"], "takes seconds"),
        (["up", "--fault", "slow=long:create:*"], "could not convert"),
        (["up", "--parallel", "many"], "invalid int"),
    ],
)
def test_wrong_arguments_are_explained(args, match, capsys):
    """Exit code 2, and what was expected."""
    with pytest.raises(SystemExit) as caught:
        main(args)
    assert caught.value.code == 2
    assert match in capsys.readouterr().err


@pytest.mark.parametrize(
    ("args", "match"),
    [
        (["--project", "/nonexistent"], "has no Pulumi.yaml"),
        (["--stack", "nobody"], "there is no stack file"),
        (["--config-file", "/nonexistent/Pulumi.x.yaml"], "there is no stack file"),
    ],
)
def test_what_is_not_there_is_named(project, args, match, capsys):
    """Exit code 1 and one line, before anything runs."""
    before = [] if "--project" in args else ["--project", str(project)]
    assert main(["up", *before, *args]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[-1].startswith("error: ")
    assert match in said[-1]


def test_the_verbs_are_listed():
    """Without a verb the usage is shown and the exit code is 2; with `--help` it is 0."""
    done = _subprocess()
    assert (done.returncode, done.stdout) == (2, "")
    assert "python -m sandbox run" in done.stderr
    assert _subprocess("--help").returncode == 0
