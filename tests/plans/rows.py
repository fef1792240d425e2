"""What the five deployment plans ask, row by row: the committed data in docs/plans, read strictly."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "plans"

WISHES = {"DR": 46, "AN": 59, "FS": 23, "PS": 49, "CR": 66}
"""How many things each plan asks; the ids run from 01."""
EXAMPLES = {
    "DR": "default-rate",
    "AN": "accunode",
    "FS": "fastapi-strategy",
    "PS": "playstudy",
    "CR": "consumer-rights",
}

Raw = Mapping[str, Any]


class Command(NamedTuple):
    """A call of the command line, its exit code, and words that it prints."""

    line: str
    exit_code: int = 0
    says: str = ""


class Part(NamedTuple):
    """Lines of one tier's bill, to be added up.

    Attributes:
        example: the stem of a file in `examples/`.
        tier: whose bill; empty for the deployed one.
        lines: globs of line ids, `total`, a layer, `layer.resource`, or `price:` and a key of the price book.
        basis: floor, expected or ceiling.
        times: what one of them is multiplied with: 12 for a year.
    """

    example: str
    tier: str
    lines: tuple[str, ...]
    basis: str = "expected"
    times: int = 1


class Figure(NamedTuple):
    """What a plan states, ours beside it, and why the two differ."""

    plan: str
    ours: Part
    minus: Part | None
    why: str


class Mistake(NamedTuple):
    """A mistake of the plan, put into its example, and words of the message that refuses or warns.

    Attributes:
        example: the stem of a file in `examples/`.
        patch: merged into `config:`; keys without a colon are `tollgate:` keys, null takes a key out.
        verb: `check`, which refuses with code 2 or 3, or `report`, which prints remarks.
        exit_code: what the call ends with.
        says: words of the message that is shown.
    """

    example: str
    patch: Raw
    verb: str
    exit_code: int
    says: str


class Row(NamedTuple):
    """One thing that a plan asks."""

    id: str
    asks: str
    tests: tuple[str, ...]
    commands: tuple[Command, ...]
    figures: tuple[Figure, ...]
    mistakes: tuple[Mistake, ...]
    outside: str


class Sum(NamedTuple):
    """A sum as the plan prints it: its own lines in dollars, and the totals it states for them.

    `tier` is the tier of the example that stands for it.
    """

    name: str
    lines: Mapping[str, str]
    stated: tuple[str, ...]
    tier: str
    note: str


class Plan(NamedTuple):
    """One deployment plan."""

    prefix: str
    title: str
    rows: tuple[Row, ...]
    sums: tuple[Sum, ...]
    outside: Mapping[str, str]

    @property
    def example(self) -> str:
        """The stem of the example that stands for the plan."""
        return EXAMPLES[self.prefix]


class Feature(NamedTuple):
    """A feature of the union of the plans: who asks for it, and where it runs or what shows it.

    Attributes:
        group: the heading it stands under.
        name: the feature.
        ids: rows that ask for it.
        example: where it runs; empty where only tests show it.
        tier: of that example.
        path: what is set there, from the section down.
        tests: node ids.
    """

    group: str
    name: str
    ids: tuple[str, ...]
    example: str
    tier: str
    path: tuple[str, ...]
    tests: tuple[str, ...]


def plans() -> Iterator[Plan]:
    """Yield the plans that have a file, in the order of `WISHES`."""
    for prefix in WISHES:
        path = FOLDER / f"{prefix.lower()}.yaml"
        if path.exists():
            yield _plan(prefix, yaml.safe_load(path.read_text(encoding="utf-8")))


def _plan(prefix: str, raw: Raw) -> Plan:
    _known(prefix, raw, {"title", "rows", "sums", "outside"})
    rows = tuple(_row(name, row, EXAMPLES[prefix]) for name, row in raw["rows"].items())
    sums = tuple(_sum(name, one) for name, one in raw.get("sums", {}).items())
    return Plan(prefix, raw["title"], rows, sums, raw.get("outside", {}))


def _row(name: str, raw: Raw, example: str) -> Row:
    _known(name, raw, {"asks", "shown", "figure", "mistake", "outside"})
    shown = [*_listed(raw.get("shown"))]
    return Row(
        name,
        raw["asks"],
        tuple(x for x in shown if _is_test(x)),
        tuple(_command(name, x) for x in shown if not _is_test(x)),
        tuple(_figure(name, x, example) for x in _listed(raw.get("figure"))),
        tuple(_mistake(name, x, example) for x in _listed(raw.get("mistake"))),
        raw.get("outside", ""),
    )


def _is_test(shown: Any) -> bool:
    return isinstance(shown, str) and shown.startswith("tests/")


def _command(name: str, raw: Any) -> Command:
    if isinstance(raw, str):
        return Command(raw)
    _known(name, raw, {"run", "exit", "says"})
    return Command(raw["run"], raw.get("exit", 0), raw.get("says", ""))


def _figure(name: str, raw: Raw, example: str) -> Figure:
    _known(name, raw, {"plan", "ours", "minus", "why"})
    minus = _part(name, raw["minus"], example) if "minus" in raw else None
    return Figure(str(raw["plan"]), _part(name, raw["ours"], example), minus, raw.get("why", ""))


def _part(name: str, raw: Raw, example: str) -> Part:
    _known(name, raw, {"example", "tier", "lines", "basis", "times"})
    lines = tuple(_listed(raw["lines"]))
    tier, basis = raw.get("tier", ""), raw.get("basis", "expected")
    return Part(raw.get("example", example), tier, lines, basis, raw.get("times", 1))


def _mistake(name: str, raw: Raw, example: str) -> Mistake:
    _known(name, raw, {"example", "patch", "verb", "exit", "says"})
    verb = raw.get("verb", "check")
    code = raw.get("exit", 2 if verb == "check" else 0)
    return Mistake(raw.get("example", example), raw["patch"], verb, code, raw["says"])


def _sum(name: str, raw: Raw) -> Sum:
    _known(name, raw, {"lines", "stated", "tier", "note"})
    stated = tuple(map(str, _listed(raw["stated"])))
    lines = {k: str(v) for k, v in raw["lines"].items()}
    return Sum(name, lines, stated, raw.get("tier", ""), raw.get("note", ""))


def features() -> Iterator[Feature]:
    """Yield the features of docs/plans/union.yaml: a map of groups, of features."""
    path = FOLDER / "union.yaml"
    if not path.exists():
        return
    for group, inner in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        for name, raw in inner.items():
            _known(name, raw, {"ids", "example", "tier", "set", "shown"})
            steps = raw.get("set", ())
            path_set = tuple(steps.split(".") if isinstance(steps, str) else steps)
            tests = tuple(_listed(raw.get("shown")))
            yield Feature(group, name, tuple(raw["ids"]), raw.get("example", ""), raw.get("tier", ""), path_set, tests)


def _listed(raw: Any) -> list[Any]:
    return raw if isinstance(raw, list) else [] if raw is None else [raw]


def _known(name: str, raw: Raw, keys: set[str]) -> None:
    if unknown := set(raw) - keys:
        raise ValueError(f"{name}: {', '.join(sorted(unknown))}: keys are {', '.join(sorted(keys))}")
