"""In process: the price book, the estimate, many stacks at once."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from costing import price_book, stack_file
from costing.estimate import estimate
from infra.model.door import Asked, read
from tests.bench.figure import Figure
from tests.bench.timing import ROOT, least

TODAY = date(2026, 11, 21)
REGION = "us-east-1"
LARGEST = ROOT / "examples" / "accunode.yaml"
STACKS = 1000


def figures() -> Iterator[Figure]:
    """Measure what a report is made of."""
    source = stack_file.read(LARGEST)
    asked = Asked(source.name, REGION, TODAY)
    stack, book = read(source.document, asked), price_book.load(REGION)
    size = sum(
        path.stat().st_size for path in (ROOT / "costing" / "prices").glob("*.csv") if path.stem in {REGION, "global"}
    )
    found = least(
        {
            "book": _load_book,
            "estimate": lambda: estimate(stack, book, TODAY),
            "file": lambda: stack_file.read(LARGEST),
            "model": lambda: read(source.document, asked),
        },
        rounds=15,
    )
    tiers = len(stack.tiers)
    yield Figure(
        "price book of one region",
        found["book"],
        None,
        "≤ 10 ms, ≤ 1 MB",
        found["book"] <= 0.010 and size <= 2**20,
        f"{size / 1024:.0f} kB",
    )
    yield Figure(
        "estimate of the largest example, all tiers",
        found["estimate"],
        None,
        "≤ 5 ms",
        found["estimate"] <= 0.005,
        f"{tiers} tiers",
    )
    yield Figure("its file read", found["file"])
    yield Figure("its tiers validated and judged by AWS's rules", found["model"], None, "", None, f"{tiers} tiers")
    yield _many()


def _load_book() -> None:
    price_book.load.cache_clear()
    price_book.load(REGION)


def _many() -> Figure:
    """Measure a thousand stacks in one call, as `report` takes them."""
    from costing.cli.inputs import Chosen, estimates

    path = Path(os.path.relpath(ROOT / "Pulumi.dev.yaml"))
    chosen = Chosen((), (path,) * STACKS, None, TODAY)
    seconds = least({"many": lambda: estimates(chosen)}, rounds=1)["many"] / STACKS
    return Figure("one of 1,000 stacks in one call", seconds, None, "≤ 2 ms", seconds <= 0.002)
