"""`diff`: stacks, tiers, files and what is deployed, side by side."""

import json
import re

import pytest

DAY = ("--date", "2026-11-21")
TIERS = """\
  tollgate:tier: small
  tollgate:tiers:
    small: {}
    large: { topology: { database: { multiAz: true } } }
"""
# Multi-AZ: 0.032 for 0.016 an hour, 0.23 for 0.115 a GB-month: 11.68 + 2.30 = $13.98 more, all of it by price


def test_two_stacks(project):
    """A gateway less: $32.85 and its address $3.65 go, the egress of a public address costs nothing here."""
    project.stack("dev")
    path = project.stack("prod")
    path.write_text(path.read_text().replace("kind: natGateway", "kind: none"))
    done = project.run("diff", "dev", "prod", *DAY)
    assert (done.exit_code, done.err) == (0, "")
    head, *rows = done.out.splitlines()
    assert head.startswith("dev (tier base) → prod (tier base): expected -$36.50 a month")
    assert any(re.match(r"- network: NAT gateway +-\$32\.85 +-\$32\.85 +\$0\.00$", row) for row in rows)
    assert any(re.match(r"  network +36\.50 +0\.00 +-\$36\.50$", row) for row in rows)
    assert any(re.match(r"total +\$50\.61 +\$14\.11 +-\$36\.50$", row) for row in rows)
    assert "expected, by layer (1 unchanged)" in done.out


@pytest.mark.parametrize("operands", [["dev:small", "dev:large"], ["dev", ":large"], ["dev:small", ":large"]])
def test_two_tiers(project, operands):
    """A tier after a colon; a colon alone is another tier of the first."""
    project.stack(also=TIERS)
    done = project.run("diff", *operands, *DAY)
    assert done.exit_code == 0
    assert done.out.startswith("dev (tier small) → dev (tier large): expected +$13.98 a month ($50.61 → $64.59)")
    assert re.search(r"~ database: RDS instance.* \+\$11\.68 +\$0\.00 +\+\$11\.68", done.out)


def test_a_file_and_a_kept_report(project):
    """A stack file by its path, and what `report --format json` printed once."""
    project.stack()
    project.write(project.run("report", "-s", "dev", "--format", "json", *DAY).out, "main.json")
    path = project.stack("prod", size="db.t4g.small").rename(project.folder / "next.yaml")
    done = project.run("diff", "main.json", str(path), *DAY)
    assert done.out.startswith("main (tier base) → next (tier base): expected +$11.68 a month")
    assert project.run("diff", "main.json", "dev", *DAY).out == "main (tier base) → dev (tier base): the same bill\n"


def test_exit_code_on_request(project):
    """As `git diff --exit-code`: 1 when the bills differ, 0 when not; without the flag always 0."""
    project.stack(also=TIERS)
    assert project.run("diff", "dev", ":large", *DAY).exit_code == 0
    assert project.run("diff", "dev", ":large", "--exit-code", *DAY).exit_code == 1
    assert project.run("diff", "dev", ":small", "--exit-code", *DAY).exit_code == 0


def test_other_forms(project):
    """JSON for a program, Markdown for a pull request."""
    project.stack(also=TIERS)
    data = json.loads(project.run("diff", "dev", ":large", "--format", "json", *DAY).out)
    assert data["difference"]["expected"] == "13.98"
    assert data["layers"]["database"]["difference"]["expected"] == "13.98"
    (line,) = [one for one in data["lines"] if one["id"] == "database/instance/hours"]
    assert (line["byQuantity"]["expected"], line["byPrice"]["expected"]) == ("0", "11.68")
    markdown = project.run("diff", "dev", ":large", "--format", "markdown", *DAY).out
    assert markdown.startswith("### dev (tier small) → dev (tier large)")
    assert "| database |" in markdown


def test_against_what_is_deployed(project, monkeypatch):
    """The stack's outputs on the left, its file on the right; the report comes through Pulumi."""
    project.stack()
    report = project.run("report", "-s", "dev", "--format", "json", *DAY).out
    from costing.report.reading import parse

    asked = []
    monkeypatch.setattr("costing.cli.deployed.of_stack", lambda name: asked.append(name) or parse(report, name))
    same = project.run("diff", "dev", "--against-deployed", "--exit-code", *DAY)
    assert (same.exit_code, same.out) == (0, "dev as deployed (tier base) → dev (tier base): the same bill\n")
    project.stack(size="db.t4g.small")
    other = project.run("diff", "dev", "--against-deployed", "--exit-code", *DAY)
    assert other.exit_code == 1
    assert other.out.startswith("dev as deployed (tier base) → dev (tier base): expected +$11.68 a month")
    assert asked == ["dev", "dev"]


def test_a_missing_price_leaves_no_total(project):
    """The lines that are known are compared all the same, and the price that is missing is named."""
    project.stack("dev", region="ap-south-2")
    project.stack("prod", region="ap-south-2", size="db.m7i.large")
    done = project.run("diff", "dev", "prod", *DAY)
    assert done.out.startswith("dev (tier base) → prod (tier base): a price is missing, so there is no total")
    assert "no price for rds.postgres.single-az.db.m7i.large in prod (tier base)" in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "diff takes two: diff dev prod"),
        (["dev"], "diff takes two: diff dev prod"),
        (["dev", "prod", "third"], "diff takes two: diff dev prod"),
        (["dev", "prod", "--against-deployed"], "--against-deployed takes one stack"),
        (["dev", "stage"], "no stack 'stage': Pulumi.stage.yaml does not exist; stacks here are dev"),
        (["dev", ":lrge"], "dev has no tier 'lrge'; did you mean large?; tiers are "),
        (["dev", "nowhere.json"], "nowhere.json cannot be read"),
        (["dev", "nowhere.yaml"], "nowhere.yaml cannot be read"),
        (["dev", "broken.json"], "broken.json is no JSON"),
        (["dev", "other.json"], "other.json holds no report: schemaVersion is missing"),
        (["dev", "short.json"], "short.json is the short report: the whole one is the output costReportFull"),
        (["dev", "new.json"], "new.json is a report of version 99, this program reads version 1"),
        (["dev", "half.json"], "half.json is no whole report: stack: Field required"),
    ],
)
def test_wrong_operands(project, arguments, said):
    """One line, exit 2 (a file that is not there is a failure: 1), no trace."""
    project.stack(also=TIERS)
    project.write("{", "broken.json")
    project.write("{}", "other.json")
    project.write('{"schemaVersion": 1}', "short.json")
    project.write('{"schemaVersion": 99}', "new.json")
    project.write('{"schemaVersion": 1, "gate": {}}', "half.json")
    done = project.run("diff", *arguments, *DAY)
    assert done.exit_code in {1, 2}
    assert done.out == ""
    (line,) = done.err.splitlines()
    assert said in line
