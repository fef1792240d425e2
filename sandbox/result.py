"""What one operation of the engine came to, read from its event log."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sandbox.wire import SECRET, SIGNATURE, UNKNOWN, UNKNOWN_TEXT, is_list, is_map, map_at

_ROOT: Final = "pulumi:pulumi:Stack"


@dataclass(frozen=True)
class Step:
    """One step of the engine.

    Attributes:
        op: `create`, `update`, `same`, `replace`, `create-replacement`, `delete-replaced`, `delete`, `read`,
            `refresh` and so on, in Pulumi's words.
        type: The resource type.
        urn: The resource's URN.
        failed: Whether the step failed.
        diffs: The properties that differ, for an update or a replacement.
        inputs: The new inputs, secrets shown as `[secret]`.
        outputs: The new outputs, likewise.
        provider: The reference to the provider resource that serves it.
    """

    op: str
    type: str
    urn: str
    failed: bool = False
    diffs: tuple[str, ...] = ()
    inputs: Mapping[str, Any] = field(default_factory=dict[str, Any])
    outputs: Mapping[str, Any] = field(default_factory=dict[str, Any])
    provider: str = ""

    @property
    def name(self) -> str:
        """The logical name."""
        return self.urn.rpartition("::")[2]


@dataclass(frozen=True)
class Result:
    """The outcome of one operation.

    Attributes:
        operation: `preview`, `up`, `refresh`, `destroy` …
        exit_code: What the `pulumi` command ended with.
        stdout, stderr: Its text as a user sees it, without colours.
        diagnostics: The errors of the engine, the providers and the program, one text each.
        warnings: Its warnings.
        steps: Every step with its resource, in order, the stack's own included.
        summary: How many resources saw each kind of step.
        outputs: The stack's outputs, secrets shown as `[secret]`, what a preview cannot know as `UNKNOWN`.
        seconds: How long it took.
    """

    operation: str
    exit_code: int
    stdout: str
    stderr: str = ""
    diagnostics: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    summary: Mapping[str, int] = field(default_factory=dict[str, int])
    outputs: Mapping[str, Any] = field(default_factory=dict[str, Any])
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether it went well."""
        return self.exit_code == 0

    @property
    def changes(self) -> dict[str, int]:
        """The summary without what stayed the same."""
        return {op: count for op, count in self.summary.items() if op != "same" and count}

    def of(self, op: str = "", type_: str = "") -> list[Step]:
        """The steps of one kind and type; an empty text stands for all."""
        return [step for step in self.steps if op in {"", step.op} and type_ in {"", step.type}]

    def explain(self) -> str:
        """All that helps to see why it failed."""
        return "\n".join([f"{self.operation} ended with {self.exit_code}", self.stdout, self.stderr, *self.diagnostics])


def read_result(operation: str, exit_code: int, said: tuple[str, str], log: Path, seconds: float) -> Result:
    """Put together what the command said, out and error, and what its event log holds."""
    events = list(_events(log))
    steps = tuple(_steps(events))
    summaries = [event["summaryEvent"] for event in events if "summaryEvent" in event]
    return Result(
        operation,
        exit_code,
        *said,
        diagnostics=tuple(_messages(events, "error")),
        warnings=tuple(_messages(events, "warning")),
        steps=steps,
        summary=summaries[-1].get("resourceChanges") or {} if summaries else {},
        outputs=next((step.outputs for step in reversed(steps) if step.type == _ROOT), dict[str, Any]()),
        seconds=seconds,
    )


def _events(log: Path) -> Iterator[dict[str, Any]]:
    if log.is_file():
        for line in log.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def _messages(events: Iterable[Mapping[str, Any]], severity: str) -> Iterator[str]:
    for event in events:
        diagnostic = event.get("diagnosticEvent")
        if diagnostic and diagnostic["severity"] == severity:
            yield str(diagnostic["message"]).strip()


def _steps(events: Iterable[Mapping[str, Any]]) -> Iterator[Step]:
    """One step for each step that began, with what it ended with where it did."""
    ended: dict[tuple[str, str], Mapping[str, Any]] = {}
    failed: set[tuple[str, str]] = set()
    begun: dict[tuple[str, str], Mapping[str, Any]] = {}
    for event in events:
        for kind in ("resourcePreEvent", "resOutputsEvent", "resOpFailedEvent"):
            if kind not in event:
                continue
            metadata = event[kind]["metadata"]
            key = (metadata["op"], metadata["urn"])
            begun.setdefault(key, metadata)
            if kind == "resOutputsEvent":
                ended[key] = metadata
            elif kind == "resOpFailedEvent":
                failed.add(key)
    for key, metadata in begun.items():
        yield _step(ended.get(key, metadata), failed=key in failed)


def known(value: Any) -> Any:
    """A value of the event log with its unknowns as `UNKNOWN` and its secrets as `[secret]`."""
    if is_map(value):
        return "[secret]" if value.get(SIGNATURE) == SECRET else {key: known(item) for key, item in value.items()}
    if is_list(value):
        return [known(item) for item in value]
    return UNKNOWN if value == UNKNOWN_TEXT else value


def _step(metadata: Mapping[str, Any], *, failed: bool) -> Step:
    state: Mapping[str, Any] = metadata.get("new") or metadata.get("old") or {}
    return Step(
        metadata["op"],
        metadata["type"],
        metadata["urn"],
        failed,
        tuple(metadata.get("diffs") or ()),
        known(map_at(state, "inputs")),
        known(map_at(state, "outputs")),
        metadata.get("provider") or "",
    )
