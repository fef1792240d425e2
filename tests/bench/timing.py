"""How long things take: the least of several rounds, with what is compared taking turns within each round.

The machine may do other work meanwhile: CPU time is measured, not the clock's, but for the engine, which waits.
"""

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def least(functions: Mapping[str, Callable[[], Any]], rounds: int = 9) -> dict[str, float]:
    """Return the least CPU time of each function in seconds, each called once a round."""
    found = dict.fromkeys(functions, float("inf"))
    for _ in range(rounds):
        for name, function in functions.items():
            gc.collect()
            began = time.process_time()
            function()
            found[name] = min(found[name], time.process_time() - began)
    return found


def least_processes(commands: Mapping[str, Sequence[str]], rounds: int = 9) -> dict[str, float]:
    """Return the least CPU time of each command in seconds; a first round that is not counted compiles all code.

    Raises:
        RuntimeError: a command failed.
    """
    found = dict.fromkeys(commands, float("inf"))
    with tempfile.TemporaryDirectory() as compiled:
        for number in range(rounds + 1):
            for name, command in commands.items():
                seconds = _process(command, compiled)
                found[name] = min(found[name], seconds) if number else float("inf")
    return found


def _process(command: Sequence[str], compiled: str) -> float:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = compiled
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as one:
        _, status, used = os.wait4(one.pid, 0)
        one.returncode = os.waitstatus_to_exitcode(status)
        if one.returncode:
            said = one.stderr.read().decode() if one.stderr else ""
            raise RuntimeError(f"{' '.join(command)} ended with {one.returncode}: {said}")
        return used.ru_utime + used.ru_stime


def python(*arguments: str) -> tuple[str, ...]:
    """Return the command that runs this interpreter."""
    return (sys.executable, *arguments)
