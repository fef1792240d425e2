"""`make golden`: write down what every tier of every stack costs and registers, to be reviewed as a diff.

    python -m tests.golden                 everything, a preview of each tier on the sandbox included
    python -m tests.golden accunode dev    these stacks alone
    python -m tests.golden --bills         bills and schema alone, in a second

Into tests/golden/ go

- STACK.TIER.txt: the whole report of the tier that the file deploys; of the others what a deployment logs;
- STACK.TIER.json: the report as data, of the tier that the file deploys, with the others as totals;
- STACK.TIER.urns: the resources of the tier that the file deploys; of the others what comes (+) and goes (-);
- regions.txt: in how many tiers every region's prices are complete, and what is missing.

and docs/plans.md, in which figures and messages of the examples stand. Everything is worked out as of `DAY`, so that no
date of today gets in.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from costing.gate import decide
from costing.report import document, text
from costing.report.shape import report_schema
from costing.report.whole import whole
from costing.schema import stack_file_schema
from tests.plans.page import PAGE, page
from tests.support.stacks import ROOT
from tests.support.stacks_regions import abroad
from tests.support.stacks_tiers import FILES, Case, cases, estimate_of, first_of, previewed_urns

FOLDER = ROOT / "tests" / "golden"
REGIONS = FOLDER / "regions.txt"
SCHEMAS = ROOT / "docs" / "schema"
DAY = date(2026, 11, 21)
RENEW = "`make golden` renews the golden files; look at the diff before you commit it"


def bills(case: Case) -> Iterator[tuple[str, str]]:
    """Yield the golden texts of a tier by their file's ending."""
    one = estimate_of(case, DAY)
    decision = decide(one)
    if case != first_of(case.file):
        logged = [*text.for_log(one, decision), *([""] if decision.refused else [])]
        closing = text.closing(one, decision) if decision.refused else []
        yield "txt", _lines([*logged, *closing])
        return
    report = whole(one, decision)
    yield "txt", _lines(text.of_report(report).splitlines())
    yield "json", json.dumps(_shortened(document.of_report(report)), indent=1, ensure_ascii=False) + "\n"


def regions() -> str:
    """Return the golden text of every stack file in every region."""
    return _lines([str(one) for one in abroad(DAY)])


def _shortened(report: dict[str, Any]) -> dict[str, Any]:
    """Return the report with lines of the deployed tier alone, and without hashes, which tell a reader nothing."""
    tiers = {name: tier if name == report["tier"] else _totals(tier) for name, tier in report["tiers"].items()}
    return {**report, "tiers": tiers, "modelHash": "", "priceBook": {**report["priceBook"], "sha256": ""}}


def _totals(tier: dict[str, Any]) -> dict[str, Any]:
    return {key: tier[key] for key in ("floor", "expected", "ceiling")}


def _lines(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"


def compared(mine: Sequence[str], first: Sequence[str]) -> list[str]:
    """Return a tier's list of resources as the difference from that of the tier its file deploys."""
    gone = [f"- {one}" for one in first if one not in set(mine)]
    come = [f"+ {one}" for one in mine if one not in set(first)]
    return [*gone, *come]


def expected_urns(case: Case) -> list[str]:
    """Return the resources of a tier as the golden files have them."""
    first = _read(first_of(case.file))
    if case == first_of(case.file):
        return first
    differing = _read(case)
    gone = {one[2:] for one in differing if one.startswith("- ")}
    return sorted([*(one for one in first if one not in gone), *(one[2:] for one in differing if one[0] == "+")])


def is_new(case: Case) -> bool:
    """Return whether no tier before it has the very same list of resources."""
    before = [one for one in cases()[: cases().index(case)] if one.file == case.file]
    return all(expected_urns(one) != expected_urns(case) for one in before)


def path_of(case: Case, ending: str) -> Path:
    """Return where a golden file stands."""
    return FOLDER / f"{case}.{ending}"


def _read(case: Case) -> list[str]:
    path = path_of(case, "urns")
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _write_urns(file: Path, folder: Path) -> None:
    first: list[str] = []
    for case in (one for one in cases() if one.file == file):
        mine = previewed_urns(case, folder)
        first = first or mine
        rows = mine if case == first_of(file) else compared(mine, first)
        path_of(case, "urns").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


def schemas() -> dict[str, Any]:
    """Return the schemas of docs/schema by their file."""
    return {
        "config.json": stack_file_schema(),
        "report.json": report_schema("report"),
        "cost-report.json": report_schema("costReport"),
    }


def main(arguments: Sequence[str]) -> int:
    """Write the golden files; 0 when all are written."""
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__.partition("\n")[0])
    parser.add_argument("stacks", nargs="*", help="stacks or examples by name; all of them otherwise")
    parser.add_argument("--bills", action="store_true", help="leave the lists of resources, which need the engine")
    asked = parser.parse_args(arguments)
    files = [file for file in FILES if not asked.stacks or first_of(file).stack in asked.stacks]
    FOLDER.mkdir(exist_ok=True)
    if not asked.stacks:
        _clear()
        REGIONS.write_text(regions(), encoding="utf-8")
        PAGE.write_text(page(), encoding="utf-8")
        for name, schema in schemas().items():
            (SCHEMAS / name).write_text(json.dumps(schema, indent=2) + "\n", encoding="utf-8")
    for file in files:
        _say(f"{first_of(file).stack}: bills")
        for case in (one for one in cases() if one.file == file):
            for ending, content in bills(case):
                path_of(case, ending).write_text(content, encoding="utf-8")
        if not asked.bills:
            _say(f"{first_of(file).stack}: resources, by a preview of each tier")
            with tempfile.TemporaryDirectory() as folder:
                _write_urns(file, Path(folder))
    return 0


def _clear() -> None:
    """Take away what is of no tier any more."""
    known = {REGIONS, *(path_of(case, ending) for case in cases() for ending in ("txt", "json", "urns"))}
    for path in FOLDER.iterdir():
        if path not in known:
            path.unlink()


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
