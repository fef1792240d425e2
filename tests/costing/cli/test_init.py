"""`init`: a file that is in order, passes its own cap and can be built on, whatever was answered."""

import errno
import io
import re
from itertools import product
from pathlib import Path

import pytest

from infra.aws_rules import regions

PARTS = [
    [f"--{'' if have else 'no-'}{name}" for name, have in zip(("database", "cache", "worker"), chosen, strict=True)]
    for chosen in product((True, False), repeat=3)
]
DOMAINS = [[], ["--domain", "api.example.com"], ["--domain", "example.com"], ["--domain", "api.shop.example.co.uk"]]


def _passes(project, *flags):
    (project.folder / "Pulumi.new.yaml").unlink(missing_ok=True)
    done = project.run("init", "--stack", "new", "--yes", *flags)
    assert (done.exit_code, done.err) == (0, ""), flags
    report = project.run("report", "--stack", "new")
    assert (report.exit_code, report.err) == (0, ""), flags
    assert "\nwithin budget (new, tier base): expected $" in report.out, flags
    return done


@pytest.mark.parametrize("domain", DOMAINS, ids=" ".join)
def test_every_combination_passes_its_own_cap(project, domain):
    """With or without a domain, database, cache and worker: in order, priced whole, within its cap."""
    for parts in PARTS:
        _passes(project, *parts, *domain)


@pytest.mark.parametrize("region", regions.priced())
def test_every_region(project, region):
    """The largest application is priced wherever the book has prices."""
    _passes(project, *PARTS[0], "--region", region, "--requests", "50")


def test_defaults_are_said(project):
    """What was written, what it costs, what to do next."""
    done = _passes(project)
    figures = r"\$\d+\.\d\d expected, \$\d+\.\d\d at most a month"
    assert re.fullmatch(rf"wrote Pulumi\.new\.yaml: {figures}\. Next: python -m costing report --stack new\n", done.out)


def test_questions(project, monkeypatch):
    """What no flag says is asked for; the cap comes last, when it is known what a month costs."""
    monkeypatch.setattr("sys.stdin", io.StringIO("shop\neu-west-1\n\nn\ny\nn\n2\n200\n"))
    done = project.run("init", "--port", "9000")
    assert done.exit_code == 0
    assert "Port the container" not in done.out
    assert re.search(
        r"That costs \$\d+\.\d\d expected, .* a month\.\nWhat a month may cost, in dollars \[\d+\]", done.out
    )
    written = (project.folder / "Pulumi.dev.yaml").read_text()
    assert "name: shop " in written
    assert "ports: [9000]" in written
    assert "cache:" in written
    assert "database:" not in written
    assert 'monthlyCap: "200.00"' in written


def test_what_a_client_of_the_database_needs(project):
    """Host, port, name and user stand in the environment of each service, the password among its secrets."""
    _passes(project, "--worker")
    written = (project.folder / "Pulumi.new.yaml").read_text()
    for key in ("host", "port", "name", "user"):
        assert written.count(f'DATABASE_{key.upper()}: "${{database.{key}}}"') == 2
    assert written.count("secrets: { DATABASE_PASSWORD: database.password }") == 2


def test_a_low_cap_takes_a_cheaper_way_out(project):
    """The NAT gateway goes first: the file says so."""
    _passes(project, "--cap", "130")
    assert "egress: { kind: natGateway }" in (project.folder / "Pulumi.new.yaml").read_text()
    assert project.run("init", "--stack", "low", "--yes", "--cap", "62").exit_code == 0
    assert "egress: { kind: natInstance }  # fits the cap" in (project.folder / "Pulumi.low.yaml").read_text()
    assert project.run("check", "--stack", "low").exit_code == 0


def test_a_cap_that_nothing_fits(project):
    """The least there is is named, with the flag that would do, and nothing is written."""
    done = project.run("init", "--yes", "--cap", "20")
    assert (done.exit_code, done.out) == (2, "")
    assert re.search(r"nothing like it costs \$20\.00 a month: the least is \$\d+\.\d\d expected.*--cap \d+", done.err)
    assert not (project.folder / "Pulumi.dev.yaml").exists()
    enough = re.search(r"--cap (\d+)", done.err).group(1)
    assert project.run("init", "--yes", "--cap", enough).exit_code == 0


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--name", "Shop"], "tollgate:topology.name: 'Shop' is no topology name: 2 to 16 lower case letters"),
        (["--name", "a: {b"], "Pulumi.dev.yaml, line "),
        (["--domain", "nowhere"], "is not a host name in lower case, such as api.example.com"),
        (["--region", "eu-west-33"], "region 'eu-west-33' is not an AWS region; did you mean eu-west-3?"),
        (["--region", "ap-east-1"], "region 'ap-east-1' is an AWS region, but the price book has no prices for it"),
        (["--stack", "../up"], "--stack '../up' is no name of a stack, such as dev"),
        (["--port", "70000"], "70000 is not in the range"),
        (["--requests", "-1"], "-1.0 is not in the range"),
        (["--cap", "much"], "'much' is not a valid float"),
    ],
)
def test_wrong_answers_write_nothing(project, flags, said):
    """One line, exit 2, no file."""
    before = sorted(project.folder.rglob("*"))
    done = project.run("init", "--yes", *flags)
    assert done.exit_code == 2
    assert said in done.err
    assert "Traceback" not in done.err
    assert sorted(project.folder.rglob("*")) == before


def test_a_file_that_is_there_stays(project):
    """It may hold a day's work."""
    path = project.stack("dev")
    before = path.read_text()
    done = project.run("init", "--yes")
    assert done.exit_code == 2
    assert "Pulumi.dev.yaml exists already; name another with --stack, or remove it" in done.err
    assert path.read_text() == before


def test_every_line_that_needs_one_has_a_comment(project):
    """Whoever starts from the file learns from it."""
    _passes(project, *PARTS[0])
    rows = (project.folder / "Pulumi.new.yaml").read_text().splitlines()
    assert sum("#" in row for row in rows) >= 12
    assert max(map(len, rows)) <= 120


def test_a_file_that_cannot_be_finished_is_not_begun(project, monkeypatch):
    """The disk is full in the middle of writing: one line, exit code 1, and no half of a stack file."""

    def full(path, *_, **__):
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_text", full)
    done = project.run("init", "--stack", "new", "--name", "shop", "--yes")
    assert (done.exit_code, done.out) == (1, "")
    assert done.err.strip().endswith("No space left on device")
    assert [one.name for one in project.folder.iterdir()] == ["Pulumi.yaml"]
