"""Every verb: what it prints where, and its exit code."""

import json
import re

import click
import pytest

from costing.cli.exits import Exit
from costing.cli.main import VERBS, cli, run

DAY = ("--date", "2026-11-21")


def test_exit_codes_are_a_contract():
    """Scripts rely on the four numbers."""
    assert {e.name: e.value for e in Exit} == {"DONE": 0, "FAILED": 1, "BAD_INPUT": 2, "REFUSED": 3}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(project, verb):
    """`--help` says what a verb does and how it is called, and ends well."""
    done = project.run(verb, "--help")
    assert (done.exit_code, done.err) == (0, "")
    assert f"python -m costing {verb}" in done.out


def _options(command):
    """Yield every option of a command and of those below it, but for --help."""
    for one in getattr(command, "commands", {}).values():
        yield from _options(one)
    yield from (x for x in command.params if isinstance(x, click.Option))


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_says_what_it_is_and_takes(verb):
    """No option is bare, and a value is named: NAME, DAY, USD or the words it may be, never TEXT."""
    command = cli.get_command(click.Context(cli), verb)
    for option in _options(command):
        assert option.help, option.name
        shown = option.make_metavar(click.Context(command))
        assert option.is_flag or shown not in {"TEXT", "INTEGER", "FLOAT"}, option.name


@pytest.mark.parametrize("name", ["--stack", "--file", "--region", "--date", "--tier", "--profile"])
def test_an_option_takes_the_same_everywhere(name):
    """What a value is called does not change from verb to verb."""
    found = [
        option
        for verb in VERBS
        for option in _options(cli.get_command(click.Context(cli), verb))
        if name in option.opts
    ]
    assert len({option.metavar for option in found}) <= 1


def test_help_lists_every_verb(project):
    """The first page names each verb with its sentence."""
    done = project.run("--help")
    assert done.exit_code == 0
    for verb, sentence in VERBS.items():
        assert re.search(rf"^ +{verb} +{re.escape(sentence)}", done.out, re.MULTILINE)


# --- report -------------------------------------------------------------------------------------------------------


def test_report_within(project):
    """The bill and the verdict on stdout, nothing on stderr, exit 0."""
    project.stack()
    done = project.run("report", "--stack", "dev", *DAY)
    assert (done.exit_code, done.err) == (0, "")
    assert done.out.startswith("dev · tier base · us-east-1 · prices of 20")
    assert re.search(r"^total +\$50\.48 +\$50\.61 +\$\d+\.\d\d$", done.out, re.MULTILINE)
    assert "within budget (dev, tier base): expected $50.61 a month, cap $100.00, 50.6 %" in done.out


def test_report_over_is_still_a_report(project):
    """A bill over its cap is printed and told; a report is no gate: exit 0."""
    project.stack(cap="40")
    done = project.run("report", "--stack", "dev", *DAY)
    assert done.exit_code == 0
    assert "over budget (dev, tier base): expected $50.61 a month, cap $40.00, $10.61 over" in done.out


def test_report_without_a_price_fails(project):
    """A price is missing for the deployed tier: the rest is printed, exit 1."""
    project.stack(region="ap-south-2", size="db.m7i.large")
    done = project.run("report", "--stack", "dev", *DAY)
    assert done.exit_code == 1
    assert "rds.postgres.single-az.db.m7i.large in ap-south-2" in done.out
    assert "NAT gateway" in done.out


def test_report_on_another_tier_without_a_price_is_well(project):
    """A tier that is not deployed may be unpriced: the deployed one's bill is whole, exit 0."""
    tiers = """\
  tollgate:tier: small
  tollgate:tiers:
    small: {}
    large: { topology: { database: { instanceClass: db.m7i.large } } }
"""
    project.stack(region="ap-south-2", also=tiers)
    done = project.run("report", "--stack", "dev", *DAY)
    assert done.exit_code == 0
    assert re.search(r"^expected +\$\d+\.\d\d +unpriced$", done.out, re.MULTILINE)


def test_report_as_json(project):
    """One document on stdout, readable as it is."""
    project.stack()
    done = project.run("report", "--stack", "dev", "--format", "json", *DAY)
    assert (done.exit_code, done.err) == (0, "")
    report = json.loads(done.out)
    assert (report["stack"], report["tiers"]["base"]["expected"]) == ("dev", "50.613")


def test_several_stacks_in_one_call(project):
    """Their reports in the order they were asked for; as JSON a list."""
    project.stack("dev")
    project.stack("prod", cap="40")
    done = project.run("report", "--stack", "prod", "--stack", "dev", *DAY)
    assert [row.split(" ·")[0] for row in done.out.splitlines() if "prices of" in row] == ["prod", "dev"]
    both = json.loads(project.run("report", "-s", "prod", "-s", "dev", "--format", "json", *DAY).out)
    assert [one["stack"] for one in both] == ["prod", "dev"]


def test_a_file_is_named_after_itself(project):
    """`--file` takes a stack file from anywhere; the stack is the file's stem."""
    path = project.stack("dev").rename(project.folder / "quote.yaml")
    done = project.run("report", "--file", str(path), *DAY)
    assert done.exit_code == 0
    assert done.out.startswith("quote · ")


def test_a_bare_topology_is_priced_without_a_decision_of_a_cap(project):
    """A topology alone has no budget: with a region it is priced."""
    project.write("name: shop\nnetwork: { egress: { kind: natGateway } }\n", "topology.yaml")
    done = project.run("report", "--file", "topology.yaml", "--region", "eu-west-1", *DAY)
    assert done.exit_code == 0
    assert "topology · tier base · eu-west-1" in done.out
    assert "NAT gateway" in done.out


@pytest.mark.parametrize("call", [["report", "-s", "dev"], ["check", "-s", "dev"], ["diff", "dev", "dev"]])
def test_a_region_for_a_file_that_names_one_is_refused(project, call):
    """`--region` is for files that name none; beside one that names another it is never ignored in silence."""
    project.stack()
    done = project.run(*call, "--region", "eu-west-1", *DAY)
    assert (done.exit_code, done.out) == (2, "")
    assert "--region is for a file that names none, and here us-east-1 is named: change aws:region" in done.err
    assert project.run(*call, "--region", "us-east-1", *DAY).exit_code == 0


def test_a_region_may_be_for_one_file_of_two(project):
    """A topology takes the region asked for, and the stack beside it keeps its own."""
    project.stack()
    project.write("name: shop\nnetwork: { egress: { kind: natGateway } }\n", "topology.yaml")
    both = project.run("report", "-s", "dev", "-f", "topology.yaml", "--region", "eu-west-1", "--format", "json", *DAY)
    assert [one["region"] for one in json.loads(both.out)] == ["us-east-1", "eu-west-1"]
    assert project.run("diff", "dev", "topology.yaml", "--region", "eu-west-1", *DAY).exit_code == 0


def test_all_lines(project):
    """`--all` shows lines of $0.00."""
    project.stack()
    assert "Data transfer between zones" not in project.run("report", "-s", "dev", *DAY).out
    assert "Data transfer between zones" in project.run("report", "-s", "dev", "--all", *DAY).out


def test_a_day_to_judge_by(project):
    """`--date` shows what an expiring version will cost: 2 vCPU × 730 h × $0.10 more from 2027-03-01 on."""
    project.stack(version='"14", extendedSupport: true')
    before = project.run("report", "-s", "dev", "--date", "2027-02-28", "--format", "json")
    after = project.run("report", "-s", "dev", "--date", "2027-03-01", "--format", "json")
    figures = [json.loads(done.out)["tiers"]["base"]["expected"] for done in (before, after)]
    assert figures == ["50.613", "196.613"]


# --- check --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cap", "exit_code", "said"),
    [
        ("100", 0, "within budget (dev, tier base): expected $50.61 a month, cap $100.00, 50.6 %"),
        ("60", 0, "near the cap (dev, tier base): expected $50.61 a month, cap $60.00, 84.4 %"),
        ("40", 3, "over budget (dev, tier base): expected $50.61 a month, cap $40.00, $10.61 over"),
    ],
)
def test_check_is_the_gate_as_an_exit_code(project, cap, exit_code, said):
    """0 lets it pass, 3 refuses; the verdict is on stdout."""
    project.stack(cap=cap)
    done = project.run("check", "--stack", "dev", *DAY)
    assert (done.exit_code, done.err) == (exit_code, "")
    assert done.out.splitlines()[0] == said


def test_check_refuses_what_it_cannot_price(project):
    """Unpriced is refused as well: 3, not 1."""
    project.stack(region="ap-south-2", size="db.m7i.large")
    done = project.run("check", "--stack", "dev", *DAY)
    assert done.exit_code == 3
    assert done.out.startswith("unpriced (dev, tier base): no price for rds.postgres.single-az.db.m7i.large in")


def test_check_refuses_an_old_book(project):
    """Years after the prices were gathered nothing passes."""
    project.stack()
    done = project.run("check", "--stack", "dev", "--date", "2029-11-21")
    assert done.exit_code == 3
    assert "the price book is of" in done.out


def test_check_of_several_stacks_refuses_when_one_is_refused(project):
    """One over is enough for 3; every stack has its verdict."""
    project.stack("dev")
    project.stack("prod", cap="40")
    done = project.run("check", "-s", "prod", "-s", "dev", *DAY)
    assert done.exit_code == 3
    assert "over budget (prod" in done.out
    assert "within budget (dev" in done.out


# --- explain ------------------------------------------------------------------------------------------------------


def test_explain_tells_where_a_line_comes_from(project):
    """Id, resource, quantity, derivation, price with its source and date, amount."""
    project.stack()
    done = project.run("explain", "network/nat-gateway/hours", "--stack", "dev", *DAY)
    assert (done.exit_code, done.err) == (0, "")
    assert "network/nat-gateway/hours" in done.out
    assert "730 / 730 / 730 hour" in done.out
    assert "730 h × 1 NAT gateway" in done.out
    assert "$0.045 per hour: nat.gateway-hour in us-east-1" in done.out
    assert re.search(r"source +\S.+, 2026-10-07 \(two sources\) amount", " ".join(done.out.split()))
    assert "$32.85 / $32.85 / $32.85 a month" in done.out


def test_explain_takes_a_part_of_an_id(project):
    """Every line whose id holds the text; an exact id is that one line."""
    project.stack()
    several = project.run("explain", "database/instance", "--stack", "dev", *DAY)
    assert several.out.count("  derived ") > 1
    assert project.run("explain", "database/instance/hours", "-s", "dev", *DAY).out.count("  derived ") == 1


TWO_TIERS = """\
  tollgate:tier: small
  tollgate:tiers:
    small: {}
    large: { topology: { database: { multiAz: true } } }
"""


def test_the_report_of_another_tier(project):
    """`--tier` shows lines, verdict and years as if that tier were deployed; the file stays as it is."""
    before = project.stack(also=TWO_TIERS).read_bytes()
    done = project.run("report", "-s", "dev", "--tier", "large", *DAY)
    assert done.exit_code == 0
    assert done.out.startswith("dev · tier large · us-east-1")
    assert "large*" in done.out
    # A second machine and a second disk, 11.68 and 2.30 more.
    assert "expected $64.59 a month" in done.out
    assert project.stack(also=TWO_TIERS).read_bytes() == before


@pytest.mark.parametrize(("tier", "code"), [("small", 0), ("large", 3)])
def test_check_of_another_tier(project, tier, code):
    """`--tier` asks whether that tier would pass."""
    project.stack(cap="60", also=TWO_TIERS)
    assert project.run("check", "-s", "dev", "--tier", tier, *DAY).exit_code == code


def test_explain_takes_the_words_of_the_report(project):
    """A line is found by its name in the report, whole first, then by a part, in whatever case."""
    project.stack()
    whole = project.run("explain", "NAT gateway", "-s", "dev", *DAY).out
    assert whole.startswith("network/nat-gateway/hours  NAT gateway\n")
    assert whole.count("  derived ") == 1
    assert project.run("explain", "rds STORAGE", "-s", "dev", *DAY).out.startswith(
        "database/instance/storage  RDS storage"
    )


def test_explain_of_another_tier(project):
    """`--tier` looks at a tier that is not deployed."""
    tiers = """\
  tollgate:tier: small
  tollgate:tiers:
    small: {}
    large: { topology: { database: { multiAz: true } } }
"""
    project.stack(also=tiers)
    done = project.run("explain", "database/instance/hours", "-s", "dev", "--tier", "large", *DAY)
    assert "multi-az.db.t4g.micro" in done.out


# --- endings ------------------------------------------------------------------------------------------------------


def test_an_interruption_is_said_in_a_word(project, monkeypatch):
    """Ctrl-C: no trace, exit 1."""
    project.stack()

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("costing.cli.report.estimates", stop)
    done = project.run("report", "-s", "dev")
    assert (done.exit_code, done.out) == (1, "\n") or (done.exit_code, done.out) == (1, "")
    assert done.err.strip() == "stopped"


def test_a_reader_that_has_gone_is_no_error(project, monkeypatch):
    """`report | head`: the pipe breaks, and that is all right."""
    project.stack()

    def gone(*_, **__):
        raise BrokenPipeError

    monkeypatch.setattr("click.echo", gone)
    monkeypatch.setattr("sys.stderr", open("/dev/null", "w"))  # noqa: SIM115, PTH123 - run() closes it
    assert run(["report", "-s", "dev", *DAY]) == 0
