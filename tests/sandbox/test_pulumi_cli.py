"""The Pulumi command is found, or installed whole, or its absence is explained in one line."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sandbox import pulumi_cli
from sandbox.pulumi_cli import VERSION, CliError, ensure_cli

ROOT = Path(__file__).parents[2]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An empty cache, a PATH with nothing on it but one folder, and an installer out of reach."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(pulumi_cli, "_reachable", lambda _host: False)
    pulumi_cli._new_enough.cache_clear()
    return tmp_path


def _script(place, name, text):
    """A command on the PATH, in Python: its shell may not be there."""
    file = place / "bin" / name
    file.write_text(f"#!{sys.executable}\nimport os, sys, time\n{text}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


_GO = """
out = sys.argv[sys.argv.index("-o") + 1] if "-o" in sys.argv else ""
open(os.environ["LOG"], "a").write(" ".join(sys.argv[1:3]) + "\\n")
time.sleep(float(os.environ.get("SLOW", "0")))
if out:
    open(out, "w").write("built")
    os.chmod(out, 0o755)
"""


@pytest.mark.parametrize("version", [VERSION, "3.999.0"])
def test_a_new_enough_command_on_the_path_is_taken(place, version):
    """Ours or newer: nothing is installed."""
    own = _script(place, "pulumi", f'print("v{version}")')
    assert ensure_cli(pytest.fail) == own


@pytest.mark.parametrize("says", ['print("v3.1.0")', 'print("v4.0.0")', 'print("what?")', "sys.exit(1)"])
def test_another_command_on_the_path_is_passed_over(place, says):
    """Too old, another major version, not Pulumi, broken: the cache is used instead."""
    _script(place, "pulumi", says)
    cached = place / "cache" / "tollgate" / f"pulumi-{VERSION}" / "pulumi"
    cached.parent.mkdir(parents=True)
    cached.write_text("cached", encoding="utf-8")
    assert ensure_cli(pytest.fail) == cached


def test_it_is_built_from_source_and_says_so(place, monkeypatch):
    """Without an installer Go builds it into the cache; each step is announced; nothing else stays."""
    monkeypatch.setenv("LOG", str(place / "log"))
    _script(place, "go", _GO)
    said = []
    built = ensure_cli(said.append)
    assert built == place / "cache" / "tollgate" / f"pulumi-{VERSION}" / "pulumi"
    assert built.read_text(encoding="utf-8") == "built"
    assert (place / "log").read_text(encoding="utf-8").splitlines() == ["mod tidy", "build -v"]
    assert [line[:3] for line in said] == ["==>"] * 3
    assert sorted(path.name for path in built.parents[1].iterdir()) == [".lock", f"pulumi-{VERSION}"]


def test_a_long_build_shows_that_it_lives(place, monkeypatch):
    """No silent minutes: every beat says how long and how far."""
    monkeypatch.setenv("LOG", str(place / "log"))
    monkeypatch.setenv("SLOW", "0.3")
    monkeypatch.setattr(pulumi_cli, "_BEAT_SECONDS", 0.1)
    _script(place, "go", _GO)
    said = []
    ensure_cli(said.append)
    assert any(re.fullmatch(r"    compiling, \d+ s, \d+ packages", line) for line in said)


def test_the_official_installer_is_used_where_it_answers(place, monkeypatch):
    """Its command, and what it brings along, go into the cache as a whole."""
    monkeypatch.setattr(pulumi_cli, "_reachable", lambda _host: True)

    def install(root, version):
        folder = Path(root) / "bin"
        folder.mkdir(parents=True)
        for name in ("pulumi", "pulumi-language-python"):
            (folder / name).write_text(str(version), encoding="utf-8")

    import pulumi.automation

    monkeypatch.setattr(pulumi.automation.PulumiCommand, "install", staticmethod(install))
    built = ensure_cli(lambda _text: None)
    assert built.read_text(encoding="utf-8") == VERSION
    assert (built.parent / "pulumi-language-python").is_file()


def test_a_failing_installer_leads_to_the_build(place, monkeypatch):
    """What went wrong is said in one line, and Go takes over."""
    monkeypatch.setattr(pulumi_cli, "_reachable", lambda _host: True)
    monkeypatch.setenv("LOG", str(place / "log"))
    _script(place, "go", _GO)

    def install(root, version):
        raise OSError(f"no {version} for {root}\nand more")

    import pulumi.automation

    monkeypatch.setattr(pulumi.automation.PulumiCommand, "install", staticmethod(install))
    said = []
    assert ensure_cli(said.append).read_text(encoding="utf-8") == "built"
    assert any("the installer failed (OSError: no" in line and "\n" not in line for line in said)


def _go_that_fails(text):
    return f"sys.stderr.write({text!r}); sys.exit(1)"


@pytest.mark.parametrize(
    ("go", "match"),
    [
        (None, "there is no Go to build it with"),
        (_go_that_fails("go: module requires go >= 1.25 (running go 1.19)"), "is too old to build.*go.dev/dl"),
        (_go_that_fails("dial tcp: lookup proxy.golang.org: no such host"), "cannot be downloaded.*GOPROXY"),
        (_go_that_fails("out of memory"), r"failed \(out of memory\)"),
    ],
)
def test_what_is_missing_is_said_with_its_cure(place, go, match):
    """One line, the reason and what to do; nothing is left in the cache."""
    if go:
        _script(place, "go", go)
    with pytest.raises(CliError, match=match) as caught:
        ensure_cli(lambda _text: None)
    assert "\n" not in str(caught.value)
    assert [path.name for path in (place / "cache" / "tollgate").iterdir()] == [".lock"]


def _start(place, **more):
    """`python -m sandbox cli` in a process of its own."""
    python = (
        "import sys\n"
        "from sandbox import __main__, pulumi_cli\n"
        "pulumi_cli._reachable = lambda _: False\n"
        "sys.exit(__main__.main(['cli']))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LOG": str(place / "log"), **more}
    return subprocess.Popen(
        [sys.executable, "-c", python], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_two_processes_build_once(place):
    """The second waits for the first and takes what it built."""
    _script(place, "go", _GO)
    both = [_start(place, SLOW="0.5") for _ in range(2)]
    answers = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert answers[0][0] == answers[1][0]
    assert (place / "log").read_text(encoding="utf-8").splitlines() == ["mod tidy", "build -v"]
    assert any("waiting for it" in error for _, error in answers)


def test_an_interrupted_build_leaves_nothing_half_written(place):
    """Ctrl-C in the middle: exit code 130, one line, and an empty cache; the next one builds from the start."""
    _script(place, "go", _GO)
    process = _start(place, SLOW="30")
    deadline = time.monotonic() + 30
    while not (place / "log").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=30)
    assert process.returncode == 130, error
    assert out == ""
    assert error.splitlines()[-1] == "interrupted: nothing was installed"
    assert [path.name for path in (place / "cache" / "tollgate").iterdir()] == [".lock"]


def test_what_a_killed_build_left_is_cleared_away(place, monkeypatch):
    """A build that was killed could not clean up: the next one does."""
    monkeypatch.setenv("LOG", str(place / "log"))
    _script(place, "go", _GO)
    leftover = place / "cache" / "tollgate" / ".staging-old"
    leftover.mkdir(parents=True)
    ensure_cli(lambda _text: None)
    assert not leftover.exists()


def test_an_unreachable_host_is_given_up_within_seconds(monkeypatch):
    """A name that takes for ever to resolve costs three seconds, not minutes."""
    over = threading.Event()

    def resolve_for_ever(*_, **__):
        over.wait(30)
        raise OSError

    monkeypatch.setattr(pulumi_cli, "_REACH_SECONDS", 0.2)
    monkeypatch.setattr(pulumi_cli.socket, "create_connection", resolve_for_ever)
    began = time.monotonic()
    assert pulumi_cli._reachable("example.invalid") is False
    assert time.monotonic() - began < 3
    over.set()


@pytest.mark.engine
def test_the_command_in_use_is_the_real_one():
    """What the engine tests run with answers with a version new enough; it must be there, or this fails."""
    command = ensure_cli(print)
    done = subprocess.run([command, "version"], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"v?3\.\d+\.\d+", done.stdout.strip())
    assert shutil.which(str(command))
