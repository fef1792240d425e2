"""Every wrong input is one clear line each, exit code 2, nothing on stdout and no trace."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.stacks import ROOT

DAY = ("--date", "2026-11-21")
HEAD = "config:\n  aws:region: us-east-1\n"
TOPOLOGY = "  tollgate:topology: { name: shop, network: { egress: { kind: none } } }\n"
BUDGET = "  tollgate:budget: { monthlyCap: none }\n"


def _clean(err):
    return re.sub(r"\x1b\[[0-9;]*m", "", err).strip().splitlines()


def _refused(done):
    assert done.exit_code == 2
    assert done.out == ""
    assert "Traceback" not in done.err
    return _clean(done.err)


FILES = {
    # what is in the file: the one line that is said of it
    "": "error: Pulumi.dev.yaml is neither a stack file nor a topology: it holds no map",
    "# a comment\n": "error: Pulumi.dev.yaml is neither a stack file nor a topology: it holds no map",
    "- a\n- b\n": "error: Pulumi.dev.yaml is neither a stack file nor a topology: it holds no map",
    "just words\n": "error: Pulumi.dev.yaml is neither a stack file nor a topology: it holds no map",
    "a: 1\n": "error: Pulumi.dev.yaml has neither `config:` (a stack file) nor `network:` (a topology)",
    "config: 5\n": "error: Pulumi.dev.yaml: config holds no map",
    "config:\n\ta: 1\n": "error: Pulumi.dev.yaml, line 2, column 1: found character that cannot start any token",
    "config: [1, 2\n": "error: Pulumi.dev.yaml, line 2, column 1: did not find expected ',' or ']'",
    "config: {a: 1, a: 2}\n": "error: Pulumi.dev.yaml, line 1, column 16: the key a is written twice",
    "config: &a {b: *a}\n": "error: Pulumi.dev.yaml, line 1, column 9: found unconstructable recursive node",
    "config: !!int x\n": (
        "error: Pulumi.dev.yaml, line 1, column 9: the tag !!int is not for stack files: write the value"
    ),
    "config: {a: .inf}\n": (
        "error: Pulumi.dev.yaml, line 1, column 13: .inf is no number that JSON can hold: write it in quotes"
    ),
    b"\xff\xfe\x00": "error: Pulumi.dev.yaml is no text in UTF-8",
    b"config: \x00\n": "error: Pulumi.dev.yaml is no YAML: unacceptable character #x0000: control characters are not",
    "config: " + "[" * 3000 + "]" * 3000: "error: Pulumi.dev.yaml is nested too deeply",
    "config:\n  a: 1\n": "error: Pulumi.dev.yaml: config key 'a' has no namespace: write tollgate:a",
    "config:\n  b:a: 1\n": (
        "error: Pulumi.dev.yaml names no region, and it is never guessed: pulumi config set aws:region us-east-1"
    ),
    "config: { aws:region: mars-1 }\n": "error: no prices for region 'mars-1'; the book has ap-northeast-1, ",
    "config: { aws:region: eu-central }\n": "error: no prices for region 'eu-central'; did you mean eu-central-1?",
    "config: { aws:region: ap-east-1 }\n": "error: no prices for region 'ap-east-1'; the book has ap-northeast-1, ",
    HEAD + BUDGET: "error: tollgate:topology: is required, with `name` and `network`",
    HEAD + TOPOLOGY: "error: tollgate:budget: is required; `monthlyCap: none` says that there is no cap",
    HEAD + TOPOLOGY + BUDGET + "  tollgate:budgt: {}\n": (
        "error: tollgate:budgt: unknown key; did you mean budget?; keys are tier, topology, workload, usage, tiers, "
    ),
    HEAD + BUDGET + "  tollgate:topology: 5\n": "error: tollgate:topology: 5 is not a map of keys and values",
    HEAD + BUDGET + "  tollgate:topology: { name: shop, network: { egres: 5, egress: { kind: none } } }\n": (
        "error: tollgate:topology.network.egres: unknown key; did you mean egress?"
    ),
    HEAD + BUDGET + "  tollgate:topology: { name: shop, network: { egress: { kind: natGatway } } }\n": (
        "error: tollgate:topology.network.egress: kind 'natGatway' is none of natGateway, natInstance, publicAddress "
        "or none; did you mean natGateway?"
    ),
    HEAD + TOPOLOGY + "  tollgate:budget: { monthlyCap: { secure: AAABxyz } }\n": (
        "error: tollgate:budget.monthlyCap: holds a secret; secret values are set by"
    ),
    HEAD + TOPOLOGY + "  tollgate:budget: { monthlyCap: lots }\n": (
        "error: tollgate:budget.monthlyCap: 'lots' is not a number"
    ),
    HEAD + TOPOLOGY + "  tollgate:budget: { monthlyCap: 1e400 }\n": (
        "error: tollgate:budget.monthlyCap: '1e400' is too large to be meant"
    ),
    HEAD + TOPOLOGY + BUDGET + "  tollgate:tier: growth\n": (
        "error: tollgate:tier: 'growth' is no tier; tiers are base"
    ),
    HEAD + TOPOLOGY + BUDGET + "  tollgate:tier: grwth\n  tollgate:tiers: { growth: {}, startup: {} }\n": (
        "error: tollgate:tier: 'grwth' is no tier; did you mean growth?; tiers are growth or startup"
    ),
    HEAD + TOPOLOGY + BUDGET + "  tollgate:tier: a\n  tollgate:tiers: { a: {}, b: { extends: c } }\n": (
        "error: tollgate:tiers.b.extends: 'c' is no tier; tiers are a or b"
    ),
    HEAD + TOPOLOGY + BUDGET + "  tollgate:workload: { requestsPerSecond: { average: -1 } }\n": (
        "error: tollgate:workload.requestsPerSecond.average: -1 is too small: at least 0"
    ),
    HEAD + TOPOLOGY + BUDGET + "  tollgate:workload: []\n": (
        "error: tollgate:workload: [] is not a map of keys and values"
    ),
    HEAD + TOPOLOGY + BUDGET + "  tollgate:path: [{ tier: base }]\n": "error: tollgate:path[0].months: is required",
    HEAD + TOPOLOGY + BUDGET + "  tollgate:usage: { network: { natGb: yes } }\n": (
        "error: tollgate:usage.network.natGb: 'yes' is not a number"
    ),
}


@pytest.mark.parametrize("verb", ["report", "check"])
@pytest.mark.parametrize(("content", "message"), FILES.items(), ids=range(len(FILES)))
def test_a_wrong_file_is_one_line(project, verb, content, message):
    """The line names the file and place, or the key as it was written, what is wrong, and the nearest right thing."""
    project.write(content)
    lines = _refused(project.run(verb, "--stack", "dev", *DAY))
    assert len(lines) == 1
    assert lines[0].startswith(message)


def test_all_errors_are_told_at_once(project):
    """Three mistakes are three lines, each at its own key."""
    project.write(
        f"{HEAD}{BUDGET}"
        "  tollgate:topology:\n"
        "    name: shop\n"
        "    network: { egress: { kind: none }, availabilityZones: 9 }\n"
        '    database: { version: "15.4", instanceClass: db.t3.micro, storageGb: 5, user: admin }\n'
    )
    lines = _refused(project.run("report", "-s", "dev", *DAY))
    assert [line.split(": ")[1] for line in lines] == [
        "tollgate:topology.network.availabilityZones",
        "tollgate:topology.database.version",
        "tollgate:topology.database.user",
        "tollgate:topology.database.storageGb",
    ]


def test_of_very_many_errors_the_first_are_told(project):
    """Of 3,000 claims with a key misspelt and one missing, 50 lines are printed, and a last one counts the rest."""
    claims = "".join(f"    c{number}: {{ teir: base }}\n" for number in range(3000))
    project.write(f"{HEAD}{TOPOLOGY}{BUDGET}  tollgate:claims:\n{claims}")
    lines = _refused(project.run("check", "-s", "dev", *DAY))
    assert len(lines) == 51
    assert lines[-1] == "error: and 5,950 problems more"


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(project):
    """A named pipe without a writer is an empty file, and one with a writer is read to its end."""
    os.mkfifo(project.folder / "pipe")
    call = [sys.executable, "-m", "costing", "check", *DAY, "--file"]
    own = {"cwd": project.folder, "env": {**os.environ, "PYTHONPATH": str(ROOT)}, "capture_output": True, "text": True}
    done = subprocess.run([*call, "pipe"], timeout=60, check=False, **own)
    assert done.returncode == 2
    assert done.stderr == "error: pipe is neither a stack file nor a topology: it holds no map\n"
    written = f"{HEAD}{TOPOLOGY}{BUDGET}"
    done = subprocess.run([*call, "/dev/stdin"], input=written, timeout=60, check=False, **own)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_file_without_an_end_is_not_read_for_ever(project, monkeypatch):
    """A device goes on and on: past the most that is read, it is refused."""
    monkeypatch.setattr("costing.text_file.MOST_CHARACTERS", 1_000_000)
    lines = _refused(project.run("check", "--file", "/dev/zero", *DAY))
    assert lines == ["error: /dev/zero cannot be read: it is larger than 1 MB"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "main.json cannot be read: No such file or directory"), (b"\xff\xfe", "main.json is no text in UTF-8")],
)
@pytest.mark.parametrize(
    "call", [["report", "-s", "dev", "--format", "markdown", "--against"], ["report", "--from-stack", "--file"]]
)
def test_a_report_that_cannot_be_read_is_bad_input(project, call, content, said):
    """A report that is missing or no text ends as every other wrong file does."""
    project.stack()
    if content is not None:
        (project.folder / "main.json").write_bytes(content)
    assert _refused(project.run(*call, "main.json")) == [f"error: {said}"]


def test_two_tiers_that_extend_each_other(project):
    """The circle is drawn, from each end."""
    tiers = "  tollgate:tier: a\n  tollgate:tiers: { a: { extends: b }, b: { extends: a } }\n"
    project.write(HEAD + TOPOLOGY + BUDGET + tiers)
    assert _refused(project.run("report", "-s", "dev", *DAY)) == [
        "error: tollgate:tiers.a.extends: goes round in a circle: a → b → a",
        "error: tollgate:tiers.b.extends: goes round in a circle: b → a → b",
    ]


def test_a_tier_that_extends_itself(project):
    """The smallest circle."""
    project.write(HEAD + TOPOLOGY + BUDGET + "  tollgate:tier: a\n  tollgate:tiers: { a: { extends: a } }\n")
    lines = _refused(project.run("report", "-s", "dev", *DAY))
    assert lines[0] == "error: tollgate:tiers.a.extends: goes round in a circle: a → a"


# --- the command line itself --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["report"], "name a stack (--stack dev) or a file"),
        (["check"], "name a stack (--stack dev) or a file"),
        (["explain", "nat"], "name a stack (--stack dev) or a file"),
        (["explain", "--stack", "dev"], "Missing argument 'LINE'"),
        (["explain", "", "--stack", "dev"], "explain needs a line's name or id, or a part of it, such as nat-gateway"),
        (["explain", " ", "--stack", "dev"], "explain needs a line's name or id"),
        (["report", "--stack", "stage"], "no stack 'stage': Pulumi.stage.yaml does not exist; stacks here are dev"),
        (["report", "--file", "nowhere.yaml"], "nowhere.yaml cannot be read: No such file or directory"),
        (["report", "--file", "."], ". cannot be read: Is a directory"),
        (["report", "--file", ""], ". cannot be read: Is a directory"),
        (["report", "--stack", "dev", "--date", "tomorrow"], "--date 'tomorrow' is no day such as 2026-12-31"),
        (["report", "--stack", "dev", "--date", "2026-02-30"], "--date '2026-02-30' is no day such as 2026-12-31"),
        (["report", "--stack", "dev", "--date", "9999-12-31"], "--date '9999-12-31' is no day such as 2026-12-31"),
        (["report", "--stack", "dev", "--format", "pdf"], "'pdf' is not one of"),
        (["report", "--stack", "dev", "--colour"], "No such option"),
        (["explain", "nat-gatway/hours", "--stack", "dev"], "no line 'nat-gatway/hours' in tier base"),
        (["explain", "nat", "--stack", "dev", "--tier", "bas"], "no tier 'bas'; did you mean base?; tiers are base"),
        (["report", "--stack", "dev", "--tier", "large"], "tollgate:tier: 'large' is no tier"),
        (["report", "--from-stack", "--tier", "large"], "--tier is for stack files"),
        (["reprot", "--stack", "dev"], "no verb 'reprot'; did you mean report?; python -m costing --help"),
        (["reports"], "no verb 'reports'; did you mean report?"),
        (["deploy"], "no verb 'deploy'; python -m costing --help"),
        (
            ["report", "--stack", "dve"],
            "no stack 'dve'; did you mean dev?: Pulumi.dve.yaml does not exist; stacks here",
        ),
        (["report", "--stak", "dev"], "Did you mean one of: '--from-stack', '--stack'"),
        (["prices", "chek"], "Did you mean 'check'"),
        (["schema", "--of", "stack"], "'stack' is not one of 'config', 'report', 'costReport'"),
        (["check", "--stack"], "Option '--stack' requires an argument"),
        (["optimize"], "--stack"),
        (["report", "dev"], "Got unexpected extra argument"),
        (["report", "--stack", "a" * 300], f"no stack '{'a' * 300}': "),
        (["init", "--stack", "new", "--name", "shop", "--yes", "--cap", "inf"], "'--cap': inf is not in the range"),
        (["optimize", "--stack", "dev", "--max-load", "1e400"], "--max-load '1e400' is no amount of dollars"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_call_is_said_in_words(project, arguments, said):
    """Unknown stacks come with those there are, unknown lines and tiers with the nearest."""
    project.stack()
    assert any(said in line for line in _refused(project.run(*arguments)))


def test_an_unknown_line_comes_with_the_nearest(project):
    """A misspelt id is answered by the id that was probably meant."""
    project.stack()
    lines = _refused(project.run("explain", "network/nat-gatway/hours", "-s", "dev", *DAY))
    assert any("did you mean network/nat-gateway/hours?" in line for line in lines)


def test_a_bare_topology_needs_a_region(project):
    """A region is never guessed; the line says how to give one."""
    project.write("name: shop\nnetwork: { egress: { kind: none } }\n", "topology.yaml")
    assert _refused(project.run("report", "--file", "topology.yaml")) == [
        "error: topology.yaml names no region, and it is never guessed: --region us-east-1"
    ]


def test_outside_of_a_project(project):
    """A stack by name needs a Pulumi.yaml."""
    (project.folder / "Pulumi.yaml").unlink()
    (line,) = _refused(project.run("report", "--stack", "dev"))
    assert line.startswith("error: no Pulumi.yaml in ")


def test_one_wrong_stack_among_several_prints_no_bill(project):
    """All or nothing: no half of a report on stdout."""
    project.stack("dev")
    project.write("config: 5\n", "Pulumi.prod.yaml")
    _refused(project.run("report", "-s", "dev", "-s", "prod", *DAY))


def test_without_arguments_the_help_is_shown(project):
    """Nothing was asked for: how to ask, and the exit code of a wrong call."""
    done = project.run()
    assert done.exit_code == 2
    assert "Verbs" in done.err
    assert done.out == ""


def test_a_broken_price_book_fails(project, monkeypatch):
    """The program's own data is not the user's mistake: exit 1, one line."""
    from costing.errors import PriceBookError

    def broken(_region):
        raise PriceBookError("us-east-1.csv has two prices for alb.hour")

    project.stack()
    monkeypatch.setattr("costing.price_book.load", broken)
    done = project.run("report", "-s", "dev", *DAY)
    assert (done.exit_code, done.out) == (1, "")
    assert _clean(done.err) == ["error: us-east-1.csv has two prices for alb.hour"]


@pytest.mark.parametrize("arguments", [["report"], ["report", "--format", "json"], ["check"], ["optimize"]])
def test_a_full_disk_is_one_line(project, arguments):
    """What cannot be printed is a failure in words, also where the last of it is written as the process ends."""
    project.stack()
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "costing", *arguments, "--stack", "dev"],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["error: what is printed, or the folder: No space left on device"]


def test_without_an_output_nothing_is_said(project):
    """A closed standard output is no error: who closed it wants to read nothing."""
    project.stack()
    command = f"{sys.executable} -m costing report --stack dev >&-"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_folder_that_is_gone_is_one_line(project):
    """The working directory was removed under the shell."""
    gone = project.folder / "gone"
    gone.mkdir()
    command = f"rmdir {gone}; {sys.executable} -m costing report --stack dev"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-c", command], cwd=gone, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["error: what is printed, or the folder: No such file or directory"]
