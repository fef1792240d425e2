"""The call log: what the engine asked of the simulated provider, in order."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.wire import mask


@dataclass(frozen=True)
class Call:
    """One call of the engine.

    Attributes:
        method: `check`, `diff`, `create`, `update`, `delete`, `read`, `invoke`, `construct`, `configure`.
        type: The resource type or function token.
        name: The resource's logical name, empty for a function.
        urn: The resource's URN, empty for a function.
        inputs: The inputs as plain Python; a secret is a `Secret`, an unknown is `UNKNOWN`.
        preview: Whether the call belongs to a preview and so changes nothing.
        region: Where it was asked, if that is known.
        id: The resource's id, as far as it had one.
        started, ended: Seconds since the log began.
        error: What the call was refused with, empty when it went well.
    """

    method: str
    type: str
    name: str = ""
    urn: str = ""
    inputs: dict[str, Any] = field(default_factory=dict[str, Any])
    preview: bool = False
    region: str = ""
    id: str = ""
    started: float = 0.0
    ended: float = 0.0
    error: str = ""

    def line(self) -> str:
        """The call on one line, fit to be shown: secrets are masked."""
        mark = " (preview)" if self.preview else ""
        outcome = f" refused: {self.error}" if self.error else ""
        who = f" {self.name}" if self.name else ""
        return f"{self.started:8.3f} {self.method}{mark} {self.type}{who} {mask(self.inputs)}{outcome}"


class CallLog:
    """All calls of one sandbox. Safe to write from many threads."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._lock = threading.Lock()
        self._calls: list[Call] = []

    def now(self) -> float:
        """Seconds since the log began."""
        return time.monotonic() - self._began

    def add(self, call: Call) -> None:
        """Write one call down."""
        with self._lock:
            self._calls.append(call)

    def clear(self) -> None:
        """Forget what was written so far."""
        with self._lock:
            self._calls.clear()

    def of(self, method: str = "", type_: str = "", *, preview: bool | None = None) -> list[Call]:
        """The calls of one method and type; an empty text or `None` stands for all."""
        return [
            call
            for call in self
            if method in {"", call.method} and type_ in {"", call.type} and preview in {None, call.preview}
        ]

    def __iter__(self) -> Iterator[Call]:
        with self._lock:
            return iter(list(self._calls))

    def __len__(self) -> int:
        return len(self._calls)
