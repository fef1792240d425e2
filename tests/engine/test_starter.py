"""What `init` writes is built as it stands: up, and nothing to do the second time."""

from pathlib import Path

import pytest

from costing.cli.main import run
from sandbox.engine import Sandbox
from tests.support.stacks import ROOT

pytestmark = pytest.mark.engine

CASES = {
    "the defaults": [],
    "everything": ["--cache", "--worker"],
    "nothing but the API": ["--no-database", "--cap", "60"],
}


@pytest.mark.parametrize("name", CASES)
def test_a_new_application_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    """No secret has to be set and no file edited between `init` and the first `up`."""
    (tmp_path / "Pulumi.yaml").write_text("name: tollgate\nruntime: python\n")
    monkeypatch.chdir(tmp_path)
    assert run(["init", "--yes", "--name", "shop", *CASES[name]]) == 0
    with Sandbox() as box:
        stack = box.project(ROOT, tmp_path / "Pulumi.dev.yaml")
        stack.up(check=True)
        assert set(stack.up(check=True).summary) == {"same"}
