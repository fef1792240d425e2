"""Find, install or build the Pulumi command, once per user.

In this order: `pulumi` on the PATH, if it is new enough; the user's cache; Pulumi's own installer, if its host
answers within seconds; a build from Pulumi's Go modules. What is installed or built goes into the user's cache
(`$XDG_CACHE_HOME` or `~/.cache`, folder `tollgate`), whole or not at all.
"""

import functools
import os
import re
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, TypeAlias

Say: TypeAlias = Callable[[str], None]

# The version that the tests run with. An older command may lack what the program's SDK asks of the engine.
VERSION: Final = "3.250.0"

_INSTALLER_HOST: Final = "get.pulumi.com"
_REACH_SECONDS: Final = 3.0
_BEAT_SECONDS: Final = 10.0

_PACKAGE: Final = "github.com/pulumi/pulumi/pkg/v3"
# pkg/v3's own go.mod replaces this module, and a replacement does not carry over to those who require it.
_GO_MOD: Final = f"""module tollgate.invalid/pulumi-cli

go 1.25

require {_PACKAGE} v{VERSION}

replace github.com/atotto/clipboard => github.com/tgummerer/clipboard v0.0.0-20241001131231-d02d263e614e
"""
_TOOLS_GO: Final = f"""package tools

import _ "{_PACKAGE}/cmd/pulumi"
"""
_LINKER: Final = f"-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version={VERSION}"


class CliError(RuntimeError):
    """There is no Pulumi command and none could be had; the text says what to do."""


def ensure_cli(say: Say) -> Path:
    """The Pulumi command, installed or built first if need be.

    Args:
        say: Told each step that takes long, one line at a time.

    Raises:
        CliError: No way worked.
    """
    return _found() or _install(say)


def cache_folder() -> Path:
    """Where this user's Pulumi command is kept."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "tollgate"


def _found() -> Path | None:
    """A command that needs no work: on the PATH, or in the cache."""
    on_path = shutil.which("pulumi")
    if on_path and _new_enough(on_path):
        return Path(on_path)
    cached = _cached()
    return cached if cached.is_file() else None


def _cached() -> Path:
    return cache_folder() / f"pulumi-{VERSION}" / "pulumi"


@functools.cache
def _new_enough(command: str) -> bool:
    """Whether a command runs and is of our major version, and not older than ours."""
    try:
        done = subprocess.run(
            [command, "version"],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
            env={**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "true"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    match = re.search(r"v?(\d+)\.(\d+)\.(\d+)", done.stdout)
    if done.returncode or match is None:
        return False
    have, need = tuple(map(int, match.groups())), tuple(map(int, VERSION.split(".")))
    return have[0] == need[0] and have >= need


def _install(say: Say) -> Path:
    """Install or build into the cache, one process at a time."""
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with _only_one(folder / ".lock", say):
        if _cached().is_file():  # another process was faster
            return _cached()
        for leftover in folder.glob(".staging-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        staging = Path(tempfile.mkdtemp(prefix=".staging-", dir=folder))
        try:
            ready = _by_installer(staging, say) or _by_go(staging, say)
            target = _cached().parent
            shutil.rmtree(target, ignore_errors=True)
            ready.rename(target)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    say(f"==> the Pulumi command is ready: {_cached()}")
    return _cached()


def _by_installer(staging: Path, say: Say) -> Path | None:
    """Pulumi's own installer; `None` where its host cannot be reached or it fails."""
    if not _reachable(_INSTALLER_HOST):
        say(f"==> {_INSTALLER_HOST} does not answer: no installer, building from source instead")
        return None
    say(f"==> installing the Pulumi command {VERSION} with Pulumi's own installer")
    from pulumi.automation import PulumiCommand
    from semver import VersionInfo

    failed: list[str] = []

    def install() -> None:
        try:
            PulumiCommand.install(root=str(staging / "official"), version=VersionInfo.parse(VERSION))
        except Exception as error:  # noqa: BLE001  # whatever goes wrong there, the build is next
            failed.append(f"{type(error).__name__}: {error}".splitlines()[0])

    worker = threading.Thread(target=install, daemon=True)
    worker.start()
    began = time.monotonic()
    while worker.is_alive():
        worker.join(_BEAT_SECONDS)
        if worker.is_alive():
            say(f"    still downloading, {_elapsed(began)}")
    if failed or not (staging / "official" / "bin" / "pulumi").is_file():
        say(f"==> the installer failed ({'; '.join(failed) or 'no command came of it'}); building from source instead")
        return None
    return staging / "official" / "bin"


def _by_go(staging: Path, say: Say) -> Path:
    """A build from Pulumi's Go modules.

    Raises:
        CliError: There is no Go, or the build failed.
    """
    go = shutil.which("go")
    if go is None:
        raise CliError(
            f"no Pulumi command: none on the PATH, {_INSTALLER_HOST} cannot be reached, and there is no Go to build it "
            "with. Install Pulumi (https://www.pulumi.com/docs/install/) or Go 1.25 or newer (https://go.dev/dl/)"
        )
    source, built = staging / "source", staging / "built"
    source.mkdir()
    built.mkdir()
    (source / "go.mod").write_text(_GO_MOD, encoding="utf-8")
    (source / "tools.go").write_text(_TOOLS_GO, encoding="utf-8")
    say(f"==> building the Pulumi command {VERSION} with {go}: some 5 minutes on two cores, once per user")
    _go([go, "mod", "tidy"], source, say, "downloading", "go: downloading")
    target = str(built / "pulumi")
    _go([go, "build", "-v", "-ldflags", _LINKER, "-o", target, f"{_PACKAGE}/cmd/pulumi"], source, say, "compiling", "")
    return built


def _go(command: list[str], folder: Path, say: Say, doing: str, counted: str) -> None:
    """Run Go and say every few seconds how far it is.

    Raises:
        CliError: It failed.
    """
    environment = {**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=mod"}
    lines: list[str] = []
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        reader = threading.Thread(target=lambda: lines.extend(_read(process.stderr)), daemon=True)
        reader.start()
        try:
            _beat(process, lambda: sum(line.startswith(counted) for line in lines), say, doing)
        finally:
            process.kill()
            reader.join()
    if process.returncode:
        raise CliError(_why_go_failed(command[0], lines))


def _beat(process: "subprocess.Popen[str]", count: Callable[[], int], say: Say, doing: str) -> None:
    """Wait for a process and say every few seconds that it lives."""
    began = time.monotonic()
    while process.poll() is None:
        try:
            process.wait(_BEAT_SECONDS)
        except subprocess.TimeoutExpired:
            say(f"    {doing}, {_elapsed(began)}, {count()} packages")


def _read(stream: "IO[str] | None") -> Iterator[str]:
    if stream is not None:
        for line in stream:
            yield line.rstrip()


def _why_go_failed(go: str, lines: list[str]) -> str:
    """One line with the cure, from what Go said last."""
    said = next((line for line in reversed(lines) if line.strip()), "it said nothing")
    text = "\n".join(lines)
    if "requires go" in text or "toolchain not available" in text:
        return f"{go} is too old to build the Pulumi command ({said.strip()}): install Go 1.25 or newer, https://go.dev/dl/"
    if re.search(r"dial tcp|no such host|proxyconnect|connection refused|i/o timeout", text):
        return (
            f"the Go modules of the Pulumi command cannot be downloaded ({said.strip()}): check the network or GOPROXY "
            "or install Pulumi by hand (https://www.pulumi.com/docs/install/)"
        )
    return f"building the Pulumi command failed ({said.strip()}): install it by hand (https://www.pulumi.com/docs/install/)"


def _reachable(host: str) -> bool:
    """Whether a host answers on the HTTPS port in time. Its name may take for ever to resolve: hence the thread."""
    answer: list[bool] = []

    def knock() -> None:
        try:
            with socket.create_connection((host, 443), timeout=_REACH_SECONDS):
                answer.append(True)
        except OSError:
            answer.append(False)

    thread = threading.Thread(target=knock, daemon=True)
    thread.start()
    thread.join(_REACH_SECONDS)
    return bool(answer and answer[0])


@contextmanager
def _only_one(lock: Path, say: Say) -> Generator[None]:
    """Let one process at a time through; the system frees the lock even when its holder is killed."""
    with lock.open("w") as file:
        try:
            import fcntl
        except ImportError:  # no such lock on this system: the rename at the end still keeps the cache whole
            yield
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("==> another process is installing the Pulumi command: waiting for it")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _elapsed(began: float) -> str:
    seconds = int(time.monotonic() - began)
    return f"{seconds // 60} min {seconds % 60:02d} s" if seconds >= 60 else f"{seconds} s"
