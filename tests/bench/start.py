"""Start-up: a whole report as one process, beside a process that makes one pydantic model, and beside another tool."""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figure import Figure
from tests.bench.timing import least_processes, python

HERE = Path(__file__).parent
ONE_MODEL = "from pydantic import BaseModel\nclass A(BaseModel):\n    x: int\nA(x=1)"
DATE = ("--date", "2026-11-21")


def figures() -> Iterator[Figure]:
    """Measure the start of the command line."""
    found = least_processes(
        {
            "model": python("-c", ONE_MODEL),
            "dev": python("-m", "costing", "report", "--file", "Pulumi.dev.yaml", *DATE),
            "largest": python("-m", "costing", "report", "--file", "examples/accunode.yaml", *DATE),
        }
    )
    yield Figure(
        "`report` of the dev stack / a process with one pydantic model",
        found["dev"],
        found["model"],
        "≤ 2 ×",
        found["dev"] <= 2 * found["model"],
    )
    yield Figure("`report` of the largest example / the same", found["largest"], found["model"])
    theirs = str(Path(sys.executable).with_name("infra-cost-model"))
    like = least_processes(
        {
            "ours": python(
                "-m", "costing", "report", "--file", str(HERE / "like.yaml"), "--region", "us-east-1", *DATE
            ),
            "theirs": (theirs, "compute", "--pricing", "seed", "--monthly", str(HERE / "another.yaml")),
        }
    )
    yield Figure(
        "`report` of a like stack / infra-cost-model 0.3.0",
        like["ours"],
        like["theirs"],
        "< 1 ×",
        like["ours"] < like["theirs"],
        "8 of our lines are priced there",
    )
