"""`python -m costing optimize`: what is printed, what is written, and how it ends."""

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from costing import price_book, stack_file
from costing.cli.main import run
from costing.estimate import estimate
from costing.gate import decide
from costing.planner.answer import fitting as fittings
from costing.planner.answer.case import case_of
from costing.planner.answer.present import present
from costing.report.fix import NONE, fix_for
from infra.model.door import Asked, read
from tests.support.bills import TODAY, estimate_of

ROOT = Path(__file__).parents[3]
DAY = ("--date", "2026-11-21")
EXAMPLE = ROOT / "examples" / "accunode.yaml"
TIER = ("--tier", "scale")


def _said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["optimize", *arguments, *DAY])
    out, err = capsys.readouterr()
    return code, out, err


def _estimate(path: Path = EXAMPLE):
    source = stack_file.read(path)
    assert source.region
    stack = read(source.document, Asked(source.name, source.region, TODAY))
    return estimate(stack, price_book.load(source.region), TODAY)


def test_the_answer_as_text(capsys):
    """The present and what it fails, the answer, its changes by path, what stands beside it, and the proof."""
    code, out, _ = _said(capsys, "--file", str(EXAMPLE), *TIER)
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "tier scale, us-east-1"
    assert lines[1].startswith("present   $")
    assert "fails requirements.availability" in lines[2]
    assert any(line.startswith("cheapest  $") for line in lines)
    assert any("topology.database.multiAz" in line and "false → true" in line for line in lines)
    assert lines[-1].endswith("certificate checked, nothing is cheaper")
    assert "." * 3 not in lines[0]


def test_the_answer_as_data_adds_up(capsys):
    """Totals are decimal strings; present less saving is the answer; every change has its blast radius."""
    code, out, _ = _said(capsys, "--file", str(EXAMPLE), *TIER, "--format", "json")
    assert code == 0
    tier = json.loads(out)["tiers"]["scale"]
    now, best = Decimal(tier["present"]["total"]), tier["cheapest"]
    assert now - Decimal(best["saving"]) == Decimal(best["total"]) == Decimal(best["figures"]["expected"])
    assert now == present(case_of(_estimate(), "scale")).total
    assert tier["proof"]["holds"] is True
    assert tier["proof"]["certificate"]["claims"]
    assert {change["radius"] for change in best["changes"]} <= {"none", "setting", "rolling", "failover", "downtime"}
    assert len(tier["others"]) == 10


def test_the_answer_as_markdown(capsys):
    """A table of changes for a pull request."""
    code, out, _ = _said(capsys, "--file", str(EXAMPLE), *TIER, "--format", "markdown")
    assert code == 0
    assert out.startswith("### Cheapest configuration: tier scale, us-east-1")
    assert "| `topology.network.egress.perZone` | false | true | failover |" in out


def test_what_is_written_is_what_was_planned_and_then_nothing_is_left(capsys, tmp_path):
    """--apply writes the file; its tier then costs what was said, and a second run leaves the file alone."""
    path = tmp_path / EXAMPLE.name
    shutil.copy(EXAMPLE, path)
    code, out, _ = _said(capsys, "--file", str(path), *TIER, "--apply")
    assert code == 0
    assert "+++ accunode.yaml" in out
    total = _estimate(path).bills["scale"].total
    assert total is not None
    assert f"accunode.yaml is written: ${total.expected:.2f} a month" in out
    assert "to be bought, or the bill says too little: Compute Savings Plan (1 year, no upfront), $" in out
    after = path.read_bytes()
    assert b"computeSavingsPlan" in after
    code, out, _ = _said(capsys, "--file", str(path), *TIER, "--apply")
    assert code == 0
    assert out.rstrip().endswith("accunode.yaml: nothing is left to do")
    assert path.read_bytes() == after


def test_nothing_is_written_where_the_moves_allow_nothing(capsys, tmp_path):
    """The file stays as it is, and the exit code says that it was not done."""
    path = tmp_path / "playstudy.yaml"
    shutil.copy(ROOT / "examples" / "playstudy.yaml", path)
    before = path.read_bytes()
    code, out, _ = _said(capsys, "--file", str(path), "--apply")
    assert code == 1
    assert "playstudy.yaml is as it was" in out
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--tier", "nonsense"), "has no tier 'nonsense'"),
        (("--max-load", "much"), "is no amount of dollars"),
        (("--max-load", "-1"), "is no amount of dollars"),
        (("--why-not", "database.instanceClass"), "write PATH=VALUE"),
        (("--why-not", "databse.instanceClass=x"), "no decision is about it"),
        (("--format", "csv"), "Invalid value"),
    ],
)
def test_wrong_questions_are_one_line_and_exit_2(capsys, arguments, says):
    """Bad input is told in words, without a trace."""
    code, _, err = _said(capsys, "--file", str(EXAMPLE), *arguments)
    assert code == 2
    assert says in err
    assert "Traceback" not in err


def test_single_questions_have_short_answers(capsys):
    """Why not, and how much load a cap buys."""
    code, out, _ = _said(capsys, "--file", str(EXAMPLE), *TIER, "--why-not", "services.api.instanceType=t3.nano")
    assert code == 0
    assert "t3.nano: workload.services.api.memoryMibBase needs" in out
    _, out, _ = _said(capsys, "--file", str(EXAMPLE), *TIER, "--max-load", "0")
    assert "$0.00 a month buy no load at all" in out


SMALL = {
    "topology": {
        "network": {"egress": {"kind": "natGateway"}},
        "database": {"version": "17", "instanceClass": "db.m7g.large", "storageGb": 20},
    },
    "workload": {"database": {"workingSetGb": "0.2", "cpuMsPerRequest": 1, "storedGb": 5}},
}
DOWNTIME = {"moves": {"worst": "migration", "stateful": True}}


@pytest.mark.parametrize(
    ("cap", "rules", "says", "has_data"),
    [
        ("60", DOWNTIME, "cheapest configuration that fits: $", True),
        ("60", {}, "cheapest configuration that fits: $", True),
        ("1", DOWNTIME, "nothing that meets the requirements fits: the cheapest costs $", False),
    ],
)
def test_a_refusal_proposes_what_fits(cap, rules, says, has_data):
    """The cheapest configuration within the cap, with --apply where the moves are allowed."""
    one = estimate_of({**SMALL, "requirements": rules, "budget": {"monthlyCap": cap}})
    fix = fix_for(one, decide(one))
    assert says in fix.lines[0]
    assert (fix.data is not None) is has_data
    if fix.data is not None:
        assert Decimal(fix.data["monthlyCost"]) <= Decimal(cap)
        assert fix.data["command"].endswith("--apply") is bool(rules)
        assert fix.data["withinMoves"] is bool(rules)
        assert fix.data["changes"]


def test_caps_on_layers_and_ceilings_are_kept_too():
    """What is proposed passes the same gate that refused."""
    caps = {"monthlyCap": {"expected": "60", "ceiling": "120"}, "layers": {"database": {"ceiling": "113"}}}
    one = estimate_of({**SMALL, "requirements": DOWNTIME, "budget": caps})
    assert decide(one).refused
    proposed = fittings.fitting(one)
    assert proposed is not None
    assert proposed.fits
    assert proposed.found is not None
    bill = proposed.found.bill
    assert bill.total is not None
    assert bill.total.ceiling <= 120
    assert bill.layers["database"].ceiling <= 113


def test_a_search_that_gave_up_does_not_say_that_nothing_fits(monkeypatch):
    """Where bills break caps that their sums keep, the refusal says how many were tried."""
    one = estimate_of({**SMALL, "requirements": DOWNTIME, "budget": {"monthlyCap": "60"}})
    decision = decide(one)
    monkeypatch.setattr(fittings, "over_caps", lambda budget, bill: iter([(budget, bill)]))
    monkeypatch.setattr(fittings, "TRIED", 3)
    fix = fix_for(one, decision)
    assert fix.lines[0].startswith("none of the 3 cheapest that might fit does, and there may be others: the cheapest")
    assert fix.data is None


def test_a_stated_plan_is_on_the_bill_that_is_held_to_the_caps():
    """A plan of 0.05 an hour is $36.50 a month, far above what it saves: nothing fits that would without it.

    Nor does an instance that no rate of a plan is known for, whose bill has no total.
    """
    service = {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": {"image": "app"}}}
    config = {
        "topology": {
            "network": {"egress": {"kind": "natGateway"}},
            "services": {"app": service},
            "delivery": {"repositories": {"app": {"tag": "1"}}},
        },
        "pricing": {"commitments": {"one": {"kind": "computeSavingsPlan", "termYears": 1, "hourlyUsd": "0.05"}}},
        "requirements": DOWNTIME,
    }
    alone = fittings.fitting(estimate_of({**config, "budget": {"monthlyCap": "999"}}))
    assert alone is not None
    assert alone.found is not None
    cap = alone.found.total + 1
    held = fittings.fitting(estimate_of({**config, "budget": {"monthlyCap": str(cap.quantize(Decimal("0.01")))}}))
    assert held is not None
    assert not held.fits


def test_what_passes_never_loads_the_planner(monkeypatch):
    """A stack within its cap has no proposal, and nothing is searched for it."""
    one = estimate_of({**SMALL, "budget": {"monthlyCap": "900"}})

    def never(_: object) -> None:
        raise AssertionError("the planner was asked")

    monkeypatch.setattr(fittings, "fitting", never)
    assert fix_for(one, decide(one)) == NONE
