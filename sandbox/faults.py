"""Faults that a test plants: an error, a partial creation, a slow call, a killed process.

A fault picks its calls by method and by a pattern on the resource's type or name, and may be limited to a number
of times. The first fault that matches is used up by the call.
"""

import fnmatch
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal["error", "partial", "slow", "killed"]
KINDS: Final = ("error", "partial", "slow", "killed")
METHODS: Final = ("create", "update", "delete", "read", "check")


@dataclass
class Fault:
    """One planted fault.

    Attributes:
        kind: `error` refuses the call and changes nothing; `partial` makes the resource, keeps its id and reports
            that it did not become ready; `slow` waits first; `killed` carries the call out and then ends this
            process and its whole process group at once, as a power cut would.
        method: `create`, `update`, `delete`, `read` or `check`.
        match: A shell pattern on the resource's type or logical name, or a predicate on both.
        message: What the refused call says.
        seconds: How long a slow call waits.
        times: How often it strikes; `None` for always.
    """

    kind: Kind
    match: str | Callable[[str, str], bool] = "*"
    method: str = "create"
    message: str = "simulated failure"
    seconds: float = 0.0
    times: int | None = 1
    struck: int = field(default=0, init=False)

    def hits(self, method: str, type_: str, name: str) -> bool:
        """Whether this fault strikes the call."""
        if method != self.method or (self.times is not None and self.struck >= self.times):
            return False
        if callable(self.match):
            return self.match(type_, name)
        return fnmatch.fnmatchcase(type_, self.match) or fnmatch.fnmatchcase(name, self.match)


class Faults:
    """The faults planted in one sandbox."""

    def __init__(self, planted: Iterable[Fault] = ()) -> None:
        self._planted = list(planted)
        self._lock = threading.Lock()

    def plant(self, fault: Fault) -> Fault:
        """Add a fault; it strikes from now on."""
        with self._lock:
            self._planted.append(fault)
        return fault

    def clear(self) -> None:
        """Take all faults away."""
        with self._lock:
            self._planted.clear()

    def strike(self, method: str, type_: str, name: str) -> Fault | None:
        """The fault that strikes this call, counted as used. A slow one has waited already."""
        with self._lock:
            found = next((fault for fault in self._planted if fault.hits(method, type_, name)), None)
            if found is not None:
                found.struck += 1
        if found is not None and found.seconds:
            time.sleep(found.seconds)
        return found


def kill_everything() -> None:
    """End this process and all others of its group without any goodbye.

    Only for the subprocess form of the runner, which leads a process group of its own.

    Raises:
        RuntimeError: This process does not lead its group, so others would die with it.
    """
    if os.getpgrp() != os.getpid():
        raise RuntimeError("the fault 'killed' needs a process of its own: use `python -m sandbox run --fault`")
    os.killpg(os.getpgrp(), signal.SIGKILL)


def parse(text: str) -> Fault:
    """Read a fault from a command line: `KIND:METHOD:PATTERN`, for instance `killed:create:*rds/instance*`.

    A slow one says how slow: `slow=30:create:*natGateway*`.

    Raises:
        ValueError: The text has another shape, or names an unknown kind or method.
    """
    kind, _, rest = text.partition(":")
    method, _, pattern = rest.partition(":")
    kind, _, seconds = kind.partition("=")
    if kind not in KINDS or not pattern:
        raise ValueError(f"a fault is written KIND:METHOD:PATTERN with KIND one of {', '.join(KINDS)}, not {text!r}")
    if method not in METHODS:
        raise ValueError(f"a fault strikes one of {', '.join(METHODS)}, not {method!r}")
    if (kind == "slow") != bool(seconds):
        raise ValueError(f"slow, and only slow, takes seconds: slow=30:create:*natGateway*, not {text!r}")
    return Fault(kind, match=pattern, method=method, seconds=float(seconds or 0))
