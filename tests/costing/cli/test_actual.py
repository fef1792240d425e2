"""`actual`: files as a user has them, and Cost Explorer asked in the stack's name."""

import json
import re

import pytest

from tests.costing.actual.test_explorer_json import answer, group

DAY = ("--date", "2026-11-21")
BY_STACK = (("TAG", "stack"), ("TAG", "layer"))
CSV = (
    '"layer","No tag key: layer($)","network($)","database($)","Total costs($)"\n'
    '"2026-10-01","1.2","37.2","14.4","52.8"\n'
)


def test_a_file_of_the_console(project):
    """$37.20 in October is 36.50 a month of 730 h, just what a gateway and its address are expected to cost."""
    project.stack()
    project.write(CSV, "costs.csv")
    done = project.run("actual", "-s", "dev", "--from-file", "costs.csv", *DAY)
    assert (done.exit_code, done.err) == (0, "")
    assert done.out.startswith("dev · tier base · charged in 2026-10 beside the estimate")
    rows = {row.split()[0]: row.split()[1:] for row in done.out.splitlines() if row}
    assert rows["network"][:4] == ["37.20", "36.50", "36.50", "$0.00"]
    assert rows["no"][2:] == ["1.20", "1.18"]


def test_a_file_of_the_command_line(project, monkeypatch):
    """JSON is told by how it starts; `-` is standard input."""
    import io

    project.stack()
    content = json.dumps(answer(group("stack$dev", "layer$database", usd="14"), by=BY_STACK))
    project.write("\ufeff" + content, "costs.json")
    done = project.run("actual", "-s", "dev", "--from-file", "costs.json", "--format", "json", *DAY)
    assert json.loads(done.out)["layers"]["database"]["charged"] == "14"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    piped = project.run("actual", "-s", "dev", "--from-file", "-", "--format", "json", *DAY)
    assert piped.out == done.out


def test_another_tier(project):
    """What was deployed then may not be what is deployed now."""
    project.stack(also="  tollgate:tiers: { large: { topology: { database: { multiAz: true } } } }\n")
    project.write(CSV, "costs.csv")
    done = project.run("actual", "-s", "dev", "--tier", "large", "--from-file", "costs.csv", *DAY)
    assert "tier large" in done.out


def test_cost_explorer_is_asked_for_the_last_month_in_the_stacks_name(project, monkeypatch):
    """Project and profile come from the project's files, the month from the day; what it costs is said."""
    asked = []

    def charges(client, month, name):
        asked.append((client, str(month), name))
        from costing.actual.explorer_json import of_pages

        return of_pages([answer(group("stack$dev", "layer$network", usd="37.2"), by=BY_STACK)], "x")

    monkeypatch.setattr("costing.actual.live.charges", charges)
    monkeypatch.setattr("costing.aws_account.client", lambda service, profile: (service, profile))
    project.stack(also="  aws:profile: billing\n")
    done = project.run("actual", "-s", "dev", *DAY)
    assert (done.exit_code, asked) == (0, [(("ce", "billing"), "2026-10", "tollgate")])
    assert done.err == "asking Cost Explorer for 2026-10: 2 requests, $0.02\n"
    project.run("actual", "--file", "Pulumi.dev.yaml", "--profile", "mine", *DAY)
    assert asked[1] == (("ce", "mine"), "2026-10", None)


def test_without_credentials(project, monkeypatch, tmp_path):
    """One line with the cure, exit 1."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    project.stack()
    done = project.run("actual", "-s", "dev", *DAY)
    assert (done.exit_code, done.out) == (1, "")
    assert done.err.splitlines()[1:] == [
        "error: AWS cannot be asked: Unable to locate credentials; aws configure, or --profile NAME, or AWS_PROFILE"
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-s", "dev", "-s", "dev", "--from-file", "costs.csv"], "actual looks at one stack at a time"),
        (["--from-file", "costs.csv"], "name a stack"),
        (["-s", "dev", "--from-file", "nowhere.csv"], "nowhere.csv cannot be read: No such file or directory"),
        (["-s", "dev", "--from-file", "raw"], "raw is no text in UTF-8"),
        (["-s", "dev", "--from-file", "Pulumi.dev.yaml"], "Pulumi.dev.yaml is grouped by config:"),
        (["-s", "dev", "--from-file", "costs.csv", "--month", "octobre"], "--month 'octobre' is no month such as"),
        (["-s", "dev", "--from-file", "costs.csv", "--month", "2025-01"], "nothing was charged in 2025-01; months"),
        (["-s", "dev", "--from-file", "costs.csv", "--tier", "bas"], "no tier 'bas'; did you mean base?"),
    ],
)
def test_wrong_calls(project, arguments, said):
    """Exit 2, one line, no trace."""
    project.stack()
    project.write(CSV, "costs.csv")
    project.write(b"\xff\xfe\x00", "raw")
    done = project.run("actual", *arguments, *DAY)
    assert (done.exit_code, done.out) == (2, "")
    assert re.search(re.escape(said), done.err)
    assert "Traceback" not in done.err
