"""Measure the targets of docs/benchmarks.md: `make bench`, or `python -m tests.bench start inside` for a part."""

import importlib
import sys

from tests.bench.figure import table

PARTS = ("start", "inside", "gate", "planner")


def main(wanted: list[str]) -> None:
    """Measure the parts that are wanted, all by default, and print a table for each as soon as it is known."""
    for part in wanted or PARTS:
        sys.stderr.write(f"==> {part}\n")
        figures = list(importlib.import_module(f"tests.bench.{part}").figures())
        sys.stdout.write("\n".join([*table(figures), "", ""]))
        sys.stdout.flush()


main(sys.argv[1:])
