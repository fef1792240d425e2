"""The one reading of a stack's config; the Pulumi program and the command line both come through here."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar, cast

from infra.model import rules
from infra.model.problems import ConfigError, Path, Problem, listed, nearest
from infra.model.reading import validated
from infra.model.stack import Around, Sections, Stack, Tier
from infra.model.tiers import BASE, PATCHED, lineage, merge

Raw: TypeAlias = Mapping[str, Any]
Value = TypeVar("Value")

NAMESPACE: Final = "tollgate:"

KEYS = (
    "tier",
    "topology",
    "workload",
    "usage",
    "tiers",
    "path",
    "pricing",
    "budget",
    "claims",
    "requirements",
)
NAMED_TIERS = 4
"""How many tiers are named in one message."""
_AROUND = ("tier", "tiers", "path", "budget", "claims")


class Asked(NamedTuple):
    """What a config is read for: the stack's name, its region, and the day it is judged on."""

    stack: str
    region: str
    today: date


def ours(entries: Mapping[str, Value]) -> dict[str, Value]:
    """Return the entries of our namespace, by key without it; those of one nearly spelt so by their whole key.

    Pulumi lets each namespace to its owner: `tolgate:budget` would be nobody's, and unheard.
    """
    found = {key.removeprefix(NAMESPACE): value for key, value in entries.items() if key.startswith(NAMESPACE)}
    return found | {key: value for key, value in entries.items() if _is_misspelt(key)}


def _is_misspelt(key: str) -> bool:
    namespace, colon, name = key.partition(":")
    return bool(colon) and f"{namespace}:" != NAMESPACE and name in KEYS and bool(nearest(namespace, (NAMESPACE[:-1],)))


def read(document: Raw, asked: Asked, *, needs_budget: bool = True) -> Stack:
    """Return the stack that `document` describes; the order in which names are written means nothing.

    Args:
        document: the values of the `tollgate:` keys, as `ours` names them.
        asked: stack, region and day.
        needs_budget: a stack must state its cap; a bare topology that is only priced need not.

    Raises:
        ConfigError: with every problem found, one line each.
    """
    known, problems = _known(_sorted(document))
    if "budget" not in known and needs_budget:
        problems.append(Problem(("budget",), "is required; `monthlyCap: none` says that there is no cap"))
    around = validated(Around, {k: v for k, v in known.items() if k in _AROUND})
    if not isinstance(around, Around):
        raise ConfigError(_told_once([*problems, *around, *_problems_of_base(known, asked)]))
    tiers = dict(_tiers(around, known, asked, problems))
    if problems:
        raise ConfigError(_told_once(problems))
    stack = Stack(asked.stack, asked.region, around.tier, tiers, around.path, around.budget, around.claims)
    if found := list(rules.of_stack(stack, asked.today)):
        raise ConfigError(found)
    return stack


def _sorted(value: Any) -> Any:
    """Return a value with the entries of every map by name, as Pulumi hands the program what a stack file says.

    Else a bill would name another service first through one door than through the other.
    """
    if isinstance(value, Mapping):
        entries = cast("Raw", value)
        return {key: _sorted(entries[key]) for key in sorted(entries, key=str)}
    if isinstance(value, list):
        return [_sorted(item) for item in cast("list[Any]", value)]
    return value


def _known(document: Raw) -> tuple[dict[str, Any], list[Problem]]:
    problems = [
        Problem((key,), f"unknown key{_meant(key)}; keys are {listed(KEYS, 'and')}")
        for key in document
        if key not in KEYS
    ]
    known = {k: v for k, v in document.items() if k in KEYS and v is not None}
    problems += [p for key, value in known.items() for p in _secure(value, (key,))]
    if "topology" not in known:
        problems.append(Problem(("topology",), f"{_REQUIRED}, with `name` and `network`"))
    return known, problems


def _meant(key: str) -> str:
    name = key.rpartition(":")[2]
    return f"; did you mean {NAMESPACE}{name}?" if name != key else nearest(key, KEYS)


def _secure(value: Any, path: Path) -> Iterator[Problem]:
    if isinstance(value, Mapping):
        entries = cast("Raw", value)
        if set(entries) == {"secure"}:
            cure = "secret values are set by `pulumi config set --secret secrets:NAME` and referred to by name"
            yield Problem(path, f"{_SECRET}; {cure}")
            return
        for key, inner in entries.items():
            yield from _secure(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(cast("list[Any]", value)):
            yield from _secure(inner, (*path, index))


_SECRET, _REQUIRED = "holds a secret", "is required"


def _told_once(problems: list[Problem]) -> Iterator[Problem]:
    """Yield the problems but for those that only follow from another: below a secret, or required a second time."""
    secrets = {p.path for p in problems if p.message.startswith(_SECRET)}
    told: set[Path] = set()
    for problem in problems:
        path = problem.path
        above = (path[:depth] for depth in range(len(path) + 1))
        follows = not problem.message.startswith(_SECRET) and any(place in secrets for place in above)
        again = problem.message == _REQUIRED and path in told
        told.add(path)
        if not follows and not again:
            yield problem


def _tiers(around: Around, known: Raw, asked: Asked, problems: list[Problem]) -> Iterator[tuple[str, Tier]]:
    """Yield every tier that is valid, and add to `problems` what is wrong with the others."""
    patches = {k: _mapping(v) for k, v in _mapping(known.get("tiers")).items()}
    base = {key: known[key] for key in PATCHED if key in known}
    names = list(patches)
    if around.tier == BASE or not names or any(step.tier == BASE for step in around.path):
        names = [BASE, *(n for n in names if n != BASE)]
    as_based = _check(base, asked)
    at_fault = _Faults(base, patches, as_based[1], tuple(names))
    for name in names:
        chain = lineage(name, patches) if name in patches else ()
        if isinstance(chain, Problem):
            problems.append(chain)
            continue
        raw = base
        for step in chain:
            raw = merge(raw, {k: v for k, v in patches[step].items() if k in PATCHED})
        sections, found = _check(raw, asked) if chain else as_based
        at_fault.add(name, chain, found)
        if sections is not None and not found:
            note = around.tiers[name].note if name in around.tiers else None
            yield name, Tier(name, note, sections)
    problems.extend(at_fault.problems())


def _check(raw: Raw, asked: Asked) -> tuple[Sections | None, list[Problem]]:
    sections = validated(Sections, raw)
    if isinstance(sections, Sections):
        return sections, list(rules.of_tier(sections, asked.region, asked.today))
    return None, sections + list(rules.of_valid_layers(raw, asked.region, asked.today))


def _problems_of_base(known: Raw, asked: Asked) -> list[Problem]:
    return _check({key: known[key] for key in PATCHED if key in known}, asked)[1] if "topology" in known else []


def _mapping(value: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _of(names: list[str]) -> str:
    """Return the tiers that have a problem: all of a few, the first of many and how many more."""
    if len(names) == 1:
        return f"tier {names[0]}"
    if len(names) <= NAMED_TIERS:
        return f"tiers {listed(names, 'and')}"
    return f"tiers {', '.join(names[: NAMED_TIERS - 1])} and {len(names) - NAMED_TIERS + 1} more"


class _Faults:
    """Says each problem once, at the place in the file that causes it."""

    def __init__(
        self, base: Raw, patches: Mapping[str, Raw], in_base: Iterable[Problem], names: tuple[str, ...]
    ) -> None:
        self._base, self._patches, self._in_base, self._names = base, patches, set(in_base), names
        self._tiers_of: dict[Problem, list[str]] = {}

    def add(self, name: str, chain: tuple[str, ...], found: Iterable[Problem]) -> None:
        """Record the problems of tier `name`, whose patches are those of `chain` in turn."""
        for problem in found:
            placed = problem if problem in self._in_base else self._placed(problem, chain)
            self._tiers_of.setdefault(placed, []).append(name)

    def problems(self) -> Iterator[Problem]:
        """Yield what was recorded; a problem of the base that only some tiers have names them."""
        for problem, names in self._tiers_of.items():
            own = problem.path[0] == "tiers" or set(names) == set(self._names)
            yield (problem if own else Problem(problem.path, f"{problem.message} ({_of(names)})"))

    def _placed(self, problem: Problem, chain: tuple[str, ...]) -> Problem:
        deepest, place = _depth(self._base, problem.path), problem
        for step in chain:
            depth = _depth(self._patches[step], problem.path)
            if depth >= deepest and depth > 0:
                deepest, place = depth, problem.under("tiers", step)
        if place is not problem and problem.message == _REQUIRED:
            return Problem(place.path, problem.message + _meant_of_base(self._base, problem.path))
        return place


def _meant_of_base(raw: Raw, path: Path) -> str:
    """Return which name of the base a patch may have meant, where what it patches is not there and so lacks a key."""
    depth = _depth(raw, path[:-1])
    if depth >= len(path) - 1:
        return ""
    at: Any = raw
    for step in path[:depth]:
        at = at[step]
    near = nearest(str(path[depth]), map(str, cast("Raw", at))) if isinstance(at, Mapping) else ""
    return f"; the base has no {path[depth]}{near}" if near else ""


def _depth(raw: Any, path: Path) -> int:
    """Return how many steps of `path` exist in `raw`."""
    for number, step in enumerate(path):
        if isinstance(raw, Mapping) and step in raw:
            raw = cast("Raw", raw)[cast("str", step)]
        elif isinstance(raw, list) and isinstance(step, int) and step < len(cast("list[Any]", raw)):
            raw = cast("list[Any]", raw)[step]
        else:
            return number
    return len(path)
