"""The tests themselves: without the engine they fail, and none of them is skipped."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.stacks import ROOT

ONE_OF_THE_ENGINE = "tests/engine/test_life.py::test_a_secret_never_stands_in_the_state"

# As on a machine that has no Pulumi command, no Go, and no way to Pulumi's installer.
WITHOUT_A_CLI = """
import sys, pytest
from sandbox import pulumi_cli
pulumi_cli._INSTALLER_HOST = "installer.invalid"
sys.exit(pytest.main(["-n", "0", "-q", sys.argv[1]]))
"""

ASKED_FOR_A_CLI = """
import sys
from sandbox import pulumi_cli
from sandbox.__main__ import main
pulumi_cli._INSTALLER_HOST = "installer.invalid"
sys.exit(main(["cli"]))
"""


def _environment(tmp_path: Path) -> dict[str, str]:
    """Return an environment whose only command is git, which tells the sandbox what belongs to the project."""
    (tmp_path / "git").symlink_to(str(shutil.which("git")))
    kept = {key: value for key, value in os.environ.items() if key in {"LANG", "LC_ALL", "SYSTEMROOT"}}
    return {**kept, "PATH": str(tmp_path), "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}


def test_without_the_command_the_engine_tests_fail(tmp_path: Path):
    """A test that needs the engine fails where the Pulumi command cannot be had, and says why; it is not skipped."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_A_CLI, ONE_OF_THE_ENGINE],
        cwd=ROOT,
        env=_environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "1 failed" in done.stdout
    assert "skipped" not in done.stdout
    assert "CliError" in done.stdout


def test_make_test_ends_where_there_is_no_command(tmp_path: Path):
    """`make test` asks for the command first, and what it asks ends with an error."""
    done = subprocess.run(
        [sys.executable, "-c", ASKED_FOR_A_CLI],
        cwd=ROOT,
        env=_environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("error: ")
    assert re.search(r"^test: [^#]*\bcli\b", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_no_test_is_skipped():
    """No test asks to be skipped: what cannot run must fail."""
    word = re.compile(r"pytest\.(?:mark\.)?(?:skip|skipif|importorskip)\b|\bunittest\.skip")
    asking = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("*.py")
        if path != Path(__file__) and word.search(path.read_text(encoding="utf-8"))
    ]
    assert asking == []
