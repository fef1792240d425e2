"""One Pulumi stack on the sandbox. Each operation is one run of the real `pulumi` command."""

import json
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

from sandbox.host import language_host
from sandbox.result import Result, read_result
from sandbox.wire import Secret

_LOGGED: Final = ("preview", "up", "refresh", "destroy")

# What `pulumi stack init` says of a stack that another process made, or is at, or was killed at.
_IS_THERE: Final = ("already exists", "is currently locked")


class OperationError(RuntimeError):
    """An operation failed that the caller wanted to succeed."""

    def __init__(self, result: Result) -> None:
        super().__init__(result.explain())
        self.result = result


class Surroundings(Protocol):
    """What a stack needs of its sandbox."""

    @property
    def parallel(self) -> int:
        """How many resources the engine works on at once."""
        ...

    def cli(self) -> Path:
        """The Pulumi command."""
        ...

    def environment(self) -> dict[str, str]:
        """The environment of the Pulumi command."""
        ...


@dataclass
class Stack:
    """One stack.

    Attributes:
        sandbox: The sandbox it lives in.
        folder: The copy of the project.
        name: The stack's name.
        program: What is run for a preview and an update.
        config: Configuration beside the stack file, set before the first operation.
    """

    sandbox: Surroundings
    folder: Path
    name: str
    program: Callable[[], Any]
    config: dict[str, str | Secret] = field(default_factory=dict[str, "str | Secret"])
    _ready: bool = field(default=False, init=False)

    def preview(self, *args: str, check: bool = False) -> Result:
        """`pulumi preview`. Further arguments go to the command as they are.

        Raises:
            OperationError: It failed and `check` was asked for; so with every operation.
        """
        return self._operate("preview", *args, check=check)

    def up(self, *args: str, check: bool = False) -> Result:
        """`pulumi up`, without its preview."""
        return self._operate("up", "--yes", "--skip-preview", *args, check=check)

    def refresh(self, *args: str, clear_pending_creates: bool = False, check: bool = False) -> Result:
        """`pulumi refresh`. The program is not run."""
        more = ("--clear-pending-creates",) if clear_pending_creates else ()
        return self._operate("refresh", "--yes", "--skip-preview", *more, *args, check=check, runs_program=False)

    def destroy(self, *args: str, check: bool = False) -> Result:
        """`pulumi destroy`. The program is not run."""
        return self._operate("destroy", "--yes", "--skip-preview", *args, check=check, runs_program=False)

    def cancel(self) -> Result:
        """`pulumi cancel`: take the lock away that a killed operation left."""
        return self.command("cancel", "--yes", "--stack", self.name)

    def export(self, *, show_secrets: bool = False) -> dict[str, Any]:
        """The state, as `pulumi stack export` prints it."""
        return self._printed("stack", "export", show_secrets=show_secrets)

    def import_(self, state: Mapping[str, Any]) -> Result:
        """Put a state in place, as `pulumi stack import` does."""
        file = self.folder / "imported-state.json"
        file.write_text(json.dumps(state), encoding="utf-8")
        return self.command("stack", "import", "--stack", self.name, "--file", str(file))

    def outputs(self, *, show_secrets: bool = False) -> dict[str, Any]:
        """The stack's outputs, as `pulumi stack output --json` prints them."""
        return self._printed("stack", "output", "--json", show_secrets=show_secrets)

    def resources(self) -> list[dict[str, Any]]:
        """The resources of the exported state."""
        deployment: Mapping[str, Any] = self.export().get("deployment") or {}
        return list(deployment.get("resources") or [])

    def set_config(self, config: Mapping[str, str | Secret]) -> None:
        """Set configuration values, encrypted where they are secrets."""
        self._prepare()
        args: list[str] = []
        for key, value in config.items():
            kind, text = ("--secret", value.value) if isinstance(value, Secret) else ("--plaintext", value)
            args += [kind, f"{key}={text}"]
        if args:
            self.command("config", "set-all", "--stack", self.name, *args, check=True)

    def command(self, *args: str, check: bool = False) -> Result:
        """Any other `pulumi` command, run in the stack's folder."""
        self._prepare()
        return self._run(args[0], list(args), check=check)

    def _printed(self, *args: str, show_secrets: bool) -> dict[str, Any]:
        more = ("--show-secrets",) if show_secrets else ()
        done = self.command(*args, "--stack", self.name, *more, check=True)
        printed: dict[str, Any] = json.loads(done.stdout)
        return printed

    def _operate(self, operation: str, *args: str, check: bool, runs_program: bool = True) -> Result:
        self._prepare()
        full = [operation, "--stack", self.name, "--parallel", str(self.sandbox.parallel), *args]
        if not runs_program:
            return self._run(operation, full, check=check)
        with language_host(self.program) as address:
            full += [f"--client={address}", "--exec-kind", "auto.inline"]
            return self._run(operation, full, check=check)

    def _prepare(self) -> None:
        """Create the stack once."""
        if self._ready:
            return
        self._ready = True
        made = self._run("stack", ["stack", "init", self.name, "--secrets-provider", "passphrase"], check=False)
        if not made.ok and not any(text in made.stderr for text in _IS_THERE):
            raise OperationError(made)
        self.set_config(self.config)

    def _run(self, operation: str, args: list[str], *, check: bool) -> Result:
        log = self.folder / "events.jsonl"
        log.unlink(missing_ok=True)
        logging = ["--event-log", str(log)] if operation in _LOGGED else []
        began = time.monotonic()
        command = [str(self.sandbox.cli()), *args, "--non-interactive", "--color=never", *logging]
        exit_code, said = _output_of(command, self.folder, self.sandbox.environment())
        result = read_result(operation, exit_code, said, log, time.monotonic() - began)
        if check and not result.ok:
            raise OperationError(result)
        return result


def _output_of(command: list[str], folder: Path, environment: Mapping[str, str]) -> tuple[int, tuple[str, str]]:
    """The exit code of a command and what it said, out and error.

    Ctrl-C in a terminal reaches the command as well: it is left the time to wind up, as it would be without us.
    """
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            said = process.communicate()
        except KeyboardInterrupt:
            said = process.communicate()
        return process.returncode, said
