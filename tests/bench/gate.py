"""The gate's share of a preview on the real engine, and a refused `up` beside the program under mocks."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from costing import price_book, stack_file
from costing.estimate import estimate
from costing.gate import decide
from infra.model.door import Asked, read
from sandbox.engine import Sandbox
from tests.bench.figure import Figure
from tests.bench.timing import ROOT, least

TODAY = date(2026, 11, 21)
ROUNDS = 5


def figures() -> Iterator[Figure]:
    """Measure previews by the clock, the gate by its CPU time in the same rounds."""
    source = stack_file.read(ROOT / "Pulumi.dev.yaml")
    asked = Asked("dev", "us-east-1", TODAY)

    def gate() -> None:
        price_book.load.cache_clear()
        decide(estimate(read(source.document, asked), price_book.load("us-east-1"), TODAY))

    previews, gates = [], []
    with Sandbox() as aws:
        stack = aws.project(ROOT, stack="dev")
        stack.up(check=True)
        for _ in range(ROUNDS):
            previews.append(_clock(lambda: stack.preview(check=True)))
            gates.append(least({"gate": gate}, rounds=1)["gate"])
    whole, share = min(previews), min(gates)
    yield Figure(
        "gate / a preview of the dev stack on the engine",
        share,
        whole,
        "≤ 50 ms, about 1 %",
        share <= 0.050,
        f"{100 * share / whole:.1f} % of the preview",
    )


def _clock(run: Callable[[], Any]) -> float:
    began = time.monotonic()
    run()
    return time.monotonic() - began
