"""Run a Pulumi program on the real engine against the simulated AWS.

    with Sandbox() as aws:
        stack = aws.project(Path("."), stack="dev")
        assert stack.up().ok

A sandbox owns a temporary folder, a local state backend, the simulated providers and one AWS account that all its
stacks share. Nothing of it touches the network, the checkout or this process's environment.
"""

import os
import secrets as random_secrets
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from sandbox.account import Account, Living
from sandbox.calls import CallLog
from sandbox.faults import Fault, Faults
from sandbox.host import main_program
from sandbox.project import ProjectError, copy_project, copy_stack_file
from sandbox.pulumi_cli import ensure_cli
from sandbox.result import Result, Step
from sandbox.stack import OperationError, Stack
from sandbox.wire import UNKNOWN, Secret

if TYPE_CHECKING:
    from sandbox.serving import Serving

__all__ = [
    "PARALLEL",
    "UNKNOWN",
    "Fault",
    "Living",
    "OperationError",
    "ProjectError",
    "Result",
    "Sandbox",
    "Secret",
    "Stack",
    "Step",
    "secret",
]

PARALLEL: Final = 64

_KEPT: Final = ("PATH", "HOME", "TMPDIR", "TEMP", "TMP", "LANG", "LC_ALL", "SYSTEMROOT", "USERPROFILE")


def secret(value: str) -> Secret:
    """A configuration value to be stored encrypted."""
    return Secret(value)


@dataclass(frozen=True)
class _Servers:
    """The running providers: what to stop, and what to tell the engine."""

    running: tuple["Serving", ...]
    debug_providers: str


class Sandbox:
    """One simulated AWS account with the real Pulumi engine beside it.

    Attributes:
        account: What lives in the account; `account.of(type)` lists it.
        calls: Every call the engine made to the providers.
        faults: Plant faults here.
    """

    def __init__(
        self,
        *,
        home: Path | None = None,
        times: float = 0.0,
        seed: int | None = None,
        faults: Iterable[Fault] = (),
        parallel: int = PARALLEL,
        checkpoints: bool | None = None,
        say: Callable[[str], None] = lambda _text: None,
    ) -> None:
        """Prepare a sandbox; nothing runs until the first operation.

        Args:
            home: A folder that keeps state, account and passphrase beyond this object; a temporary one otherwise.
            times: How long AWS takes, as a factor of real time; 0 for at once.
            seed: Draw durations with this seed; without it they are the medians.
            faults: Faults planted from the start.
            parallel: How many resources the engine works on at once.
            checkpoints: Whether the engine writes its state down after every step, as it does for real, or once at
                the end, which is quicker. By default it does where a home is given: a killed run needs them.
            say: Told what a long preparation does (the Pulumi CLI may have to be built).
        """
        self._kept = home is not None
        self.home = Path(home) if home else Path(tempfile.mkdtemp(prefix="tollgate-sandbox-"))
        self.home.mkdir(parents=True, exist_ok=True)
        self.account = Account(self.home / "aws.jsonl" if self._kept else None)
        self.calls = CallLog()
        self.faults = Faults(faults)
        self._clock = (times, seed)
        self._parallel = parallel
        self._checkpoints = self._kept if checkpoints is None else checkpoints
        self._say = say
        self._servers: _Servers | None = None
        self._lock = threading.Lock()
        self._projects = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop the providers and, unless a home was given, forget everything."""
        if self._servers:
            for server in self._servers.running:
                server.stop()
            self._servers = None
        if not self._kept:
            shutil.rmtree(self.home, ignore_errors=True)

    def project(
        self,
        path: Path,
        stack_file: Path | None = None,
        *,
        stack: str = "",
        config: Mapping[str, str | Secret] | None = None,
    ) -> "Stack":
        """A stack of a Pulumi project in Python, run from a temporary copy.

        The copy's `__main__.py` is run in this process; the project's packages are imported from `path`.

        Args:
            path: The project's folder.
            stack_file: Its stack file; `Pulumi.<stack>.yaml` in the project otherwise.
            stack: The stack's name; taken from the stack file's name otherwise, else `dev`.
            config: Further configuration, `secret("…")` for what is to be encrypted.

        Raises:
            ProjectError: The folder is no such project, or another project's packages are imported already.
        """
        path = Path(path).resolve()
        name = stack or _stack_name(stack_file)
        folder = self._new_folder(name)
        copy_project(path, folder)
        source = Path(stack_file) if stack_file else path / f"Pulumi.{name}.yaml"
        if not source.is_file():
            raise ProjectError(f"there is no stack file {source}")
        copy_stack_file(source, folder / f"Pulumi.{name}.yaml")
        return Stack(self, folder, name, main_program(path, folder), dict(config or {}))

    def program(
        self,
        program: Callable[[], Any],
        name: str = "dev",
        *,
        project: str = "sandboxed",
        config: Mapping[str, str | Secret] | None = None,
    ) -> "Stack":
        """A stack that runs a function. The region is `us-east-1` unless the configuration says otherwise."""
        folder = self._new_folder(name)
        (folder / "Pulumi.yaml").write_text(f"name: {project}\nruntime: python\n", encoding="utf-8")
        (folder / f"Pulumi.{name}.yaml").write_text("config:\n  aws:region: us-east-1\n", encoding="utf-8")
        return Stack(self, folder, name, program, dict(config or {}))

    def plant(self, type_: str, id_: str = "", *, region: str = "us-east-1", **properties: Any) -> Living:
        """Make something exist beforehand: an adopted VPC, a hosted zone, a certificate, a secret.

        Args:
            type_: The resource type, `aws:ec2/vpc:Vpc`.
            id_: Its id; one is made up otherwise.
            region: Where it lives, if it is not global.
            **properties: Its properties by their names on the wire, `cidrBlock="10.0.0.0/16"`.
        """
        from sandbox.aws.planting import plant

        return plant(self.account, type_, id_, region, properties)

    def environment(self) -> dict[str, str]:
        """The environment of the `pulumi` command: what it needs of ours, and nothing that leads outside."""
        return {
            **{name: os.environ[name] for name in _KEPT if name in os.environ},
            "PULUMI_HOME": str(self.home / "pulumi-home"),
            "PULUMI_BACKEND_URL": (self.home / "state").as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": self._passphrase(),
            "PULUMI_DEBUG_COMMANDS": "true",
            "PULUMI_DEBUG_PROVIDERS": self._serving().debug_providers,
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
            "PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS": "true",
            "PULUMI_SKIP_CHECKPOINTS": "false" if self._checkpoints else "true",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_AUTOMATION_API": "true",
            # whatever still asks for the network is refused at once, by a port where nobody listens
            "HTTP_PROXY": "http://127.0.0.1:9",
            "HTTPS_PROXY": "http://127.0.0.1:9",
            "NO_PROXY": "127.0.0.1,localhost",
        }

    def cli(self) -> Path:
        """The Pulumi command, built or installed first if need be."""
        return ensure_cli(self._say)

    @property
    def parallel(self) -> int:
        """How many resources the engine works on at once."""
        return self._parallel

    def _new_folder(self, name: str) -> Path:
        """A folder of the project's own; a kept home has one per stack, so that the next run finds it."""
        with self._lock:
            self._projects += 1
            number = "" if self._kept else f"-{self._projects}"
        folder = self.home / "projects" / f"{name}{number}"
        folder.mkdir(parents=True, exist_ok=True)
        (self.home / "state").mkdir(exist_ok=True)
        return folder

    def _passphrase(self) -> str:
        file = self.home / "passphrase"
        if not file.is_file():
            file.touch(mode=0o600)
            file.write_text(random_secrets.token_hex(16), encoding="utf-8")
        return file.read_text(encoding="utf-8")

    def _serving(self) -> _Servers:
        """Start the providers on first use: gRPC takes a moment to import."""
        with self._lock:
            if self._servers is None:
                self._servers = _start_servers(self)
            return self._servers

    @property
    def clock(self) -> tuple[float, int | None]:
        """The factor of real time that AWS takes, and the seed of the durations."""
        return self._clock


def _stack_name(stack_file: Path | None) -> str:
    if stack_file is None:
        return "dev"
    return Path(stack_file).stem.removeprefix("Pulumi.")


def _start_servers(sandbox: Sandbox) -> _Servers:
    from sandbox.aws.provider import AwsProvider
    from sandbox.aws.server import AwsServer
    from sandbox.aws.times import Clock
    from sandbox.awsx.server import AwsxServer
    from sandbox.serving import serve

    provider = AwsProvider(sandbox.account, sandbox.faults, Clock(*sandbox.clock))
    aws = serve(AwsServer(provider, sandbox.calls).handlers())
    awsx = serve(AwsxServer(sandbox.calls).handlers())
    return _Servers((aws, awsx), f"aws:{aws.port},awsx:{awsx.port}")
