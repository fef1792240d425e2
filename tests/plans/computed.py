"""What the program says to the rows: figures from the real bills, messages from the real command line."""

import contextlib
import io
import json
import shlex
import tempfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from costing import claims, price_book, stack_file
from costing.bill import Bill, Estimate
from costing.cli import main
from costing.estimate import estimate
from costing.money import ZERO
from infra.model.door import Asked, read
from infra.model.tiers import lineage, merge
from tests.plans.rows import ROOT, Figure, Mistake, Part, Raw

DAY = date(2026, 11, 21)
"""The day of every figure and message in docs/plans.md."""
PRICE = "price:"
DATED = ("report", "check", "diff", "explain", "optimize")


@cache
def estimated(example: str) -> Estimate:
    """Return the bills of every tier of an example."""
    return estimated_with(example, {})


def estimated_with(example: str, patch: Raw) -> Estimate:
    """Return the bills of an example whose `tollgate:` keys, without the namespace, are patched."""
    source = stack_file.read(ROOT / "examples" / f"{example}.yaml")
    assert source.region is not None
    stack = read(merge(source.document, patch), Asked(example, source.region, DAY))
    return estimate(stack, price_book.load(source.region), DAY)


def ours(figure: Figure) -> Decimal:
    """Return our dollars beside a stated figure."""
    return added(figure.ours) - (added(figure.minus) if figure.minus else ZERO)


def added(part: Part) -> Decimal:
    """Return the sum of some lines of a bill.

    Raises:
        LookupError: nothing is on the bill under one of the names.
    """
    one = estimated(part.example)
    bill = one.bills[part.tier or one.stack.tier]
    prices = [one.book.price(name.removeprefix(PRICE)).usd for name in part.lines if name.startswith(PRICE)]
    amounts = [_amount(bill, name, part.basis) for name in part.lines if not name.startswith(PRICE)]
    return sum((*prices, *amounts), ZERO) * part.times


def _amount(bill: Bill, name: str, basis: str) -> Decimal:
    if name == "total":
        if bill.total is None:
            raise LookupError(f"tier {bill.tier} lacks a price")
        return getattr(bill.total, basis)
    if "/" not in name:
        if basis != "expected":
            return getattr(bill.layers[name.partition(".")[0]], basis)
        return claims.part_expected(bill, name)
    found = [x for x in (*bill.lines, *bill.free) if fnmatchcase(x.id, name)]
    if not found:
        raise LookupError(f"no line {name} in tier {bill.tier}: {sorted(x.id for x in bill.lines)}")
    return sum((getattr(x.amount, basis) for x in found), ZERO)


class Said(NamedTuple):
    """What a call of the command line left behind."""

    exit_code: int
    text: str


@cache
def called(line: str) -> Said:
    """Run `python -m costing …` within this process, from the project's folder and as of `DAY`."""
    words = shlex.split(line)
    assert words[:3] == ["python", "-m", "costing"], line
    verb, *rest = words[3:]
    dated = ("--date", DAY.isoformat()) if verb in DATED and "--date" not in rest else ()
    printed = io.StringIO()
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        code = main.run([verb, *rest, *dated])
    return Said(int(code), printed.getvalue())


def answered(mistake: Mistake) -> Said:
    """Put a mistake into its example and return what the command line says to it."""
    return _answered(mistake.example, json.dumps(mistake.patch), mistake.verb)


@cache
def _answered(example: str, patch: str, verb: str) -> Said:
    raw = yaml.safe_load((ROOT / "examples" / f"{example}.yaml").read_text(encoding="utf-8"))
    full = {key if ":" in key else f"tollgate:{key}": value for key, value in json.loads(patch).items()}
    raw["config"] = merge(raw["config"], full)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{example}.yaml"
        path.write_text(yaml.safe_dump(raw, sort_keys=False), encoding="utf-8")
        said = called.__wrapped__(f"python -m costing {verb} --file {shlex.quote(str(path))}")
        return said._replace(text=said.text.replace(str(path), path.name))


def message(said: Said, words: str) -> str:
    """Return the paragraph that holds `words`: its line, and the lines that it runs on to, joined.

    Raises:
        LookupError: it was not said.
    """
    lines = said.text.splitlines()
    for first in range(len(lines)):
        for last in range(first + 1, min(first + 5, len(lines) + 1)):
            joined = " ".join(line.strip() for line in lines[first:last])
            if words in joined and words not in " ".join(line.strip() for line in lines[first + 1 : last]):
                return _whole(joined, lines[first], lines[last:]).removeprefix("error: ")
    raise LookupError(f"{words!r} was not said, but:\n{said.text}")


def _whole(found: str, first: str, following: list[str]) -> str:
    """Return a sentence of an indented paragraph with the lines it runs on to."""
    indent = len(first) - len(first.lstrip())
    for line in following:
        if not indent or found.endswith(".") or len(line) - len(line.lstrip()) != indent:
            break
        found = f"{found} {line.strip()}"
    return found


def is_set(example: str, tier: str, path: tuple[str, ...]) -> bool:
    """Return whether a tier of an example really sets something at `path`, from the section down."""
    document = stack_file.read(ROOT / "examples" / f"{example}.yaml").document
    patches: Mapping[str, Any] = document.get("tiers", {})
    name = tier or document.get("tier", "base")
    raw: Any = {k: v for k, v in document.items() if k != "tiers"}
    chain = lineage(name, patches) if name in patches else ()
    assert isinstance(chain, tuple), chain
    for step in chain:
        raw = merge(raw, patches[step])
    for step in path:
        if not isinstance(raw, Mapping) or raw.get(step) is None:
            return False
        raw = raw[step]
    return raw is not False
