"""Every tier of every example and of the project's own stacks, on the real engine.

It comes, it is what its bill says, and it goes. The report that it exports is what the command line makes of the same
file: the program's door and the command line's see one model, whose hash both state.

A tier whose golden list of resources is another's of the same file is previewed, deployed and checked; what follows,
an up with nothing to do and the end, is left to the other.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from costing.cli.main import run
from tests.golden import RENEW, expected_urns, is_new
from tests.support.stacks_tiers import Case, Life, cases, decision_of, living, secret_values, urns
from tests.support.state import State
from tests.support.state_bill import disagreements
from tests.support.state_free import unnamed
from tests.support.state_security import CHECKS, in_clear, unprotected

pytestmark = pytest.mark.engine


@pytest.mark.parametrize("case", cases(), ids=str)
def test_a_tier_lives(
    case: Case,
    tmp_path: Path,
    subtests: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    """Preview, up, an up with nothing to do, destroy; in between, what is deployed is what was priced, and safe."""
    with living(case, tmp_path) as life:
        with subtests.test("refused as it stands, where its own cap says so"):
            _is_refused_where_the_gate_says(life)
        with subtests.test("the golden list of resources"):
            assert urns(life.state) == expected_urns(case), RENEW
        with subtests.test("preview and up see the same resources"):
            assert urns([{"urn": step.urn} for step in life.preview.steps]) == urns(life.state)
        _is_what_its_bill_says(life, subtests)
        _is_safe(life, subtests)
        with subtests.test("the report is the command line's"), monkeypatch.context() as patched:
            patched.chdir(life.stack.folder)
            assert run(["report", "--stack", life.stack.name, "--format", "json"]) == 0
            assert json.loads(capsys.readouterr().out) == life.report
        if is_new(case):
            with subtests.test("an up with nothing to do"):
                again = life.stack.up(check=True)
                assert again.changes == {}
            with subtests.test("nothing is left"):
                assert life.gone() == []


def _is_refused_where_the_gate_says(life: Life) -> None:
    """The gate of the program decides as that of the command line, and a refusal makes nothing."""
    _, decision = decision_of(life.case, life.day)
    assert (life.refused is not None) == decision.refused
    if life.refused is not None:
        assert life.refused.exit_code == 1
        assert "over budget" in "\n".join(life.refused.diagnostics)
        assert life.refused.of("create", "aws:ec2/vpc:Vpc") == []


def _is_what_its_bill_says(life: Life, subtests: Any) -> None:
    state = State(life.state)
    with subtests.test("quantities derived again from the resources"):
        assert disagreements(state, life.report) == []
    with subtests.test("every line names a resource, every resource is priced or free"):
        assert list(unnamed(state, life.report)) == []


def _is_safe(life: Life, subtests: Any) -> None:
    state = State(life.state)
    for name, check in CHECKS.items():
        with subtests.test(name):
            assert list(check(state)) == []
    with subtests.test("protection"):
        if life.topology.protect_data:
            assert list(unprotected(state)) == []
    with subtests.test("secrets"):
        planted = secret_values(life.topology)
        said = "\n".join([life.exported, life.up.stdout, life.up.stderr, str(life.up.outputs), str(life.preview)])
        assert list(in_clear(said, planted)) == []
