"""One thing wrong with a config: where, and what, with its cure."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

Path: TypeAlias = tuple[str | int, ...]


class Problem(NamedTuple):
    """A path as the user wrote it, and the rule it breaks."""

    path: Path
    message: str

    def under(self, *prefix: str | int) -> "Problem":
        """Return the same problem with its path below `prefix`."""
        return Problem((*prefix, *self.path), self.message)

    def __str__(self) -> str:
        """Return one line: `tollgate:topology.services.app.cpuUnits: 1536 is not …`."""
        first = self.path[0] if self.path else ""
        namespace = "" if isinstance(first, str) and ":" in first else "tollgate:"
        return f"{namespace}{dotted(self.path)}: {self.message}"


LISTED = 50
"""How many problems are told at once: who has more mends these first."""


class ConfigError(ValueError):
    """Every problem of a config at once; `str()` gives one line each, of the first `LISTED`."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(told(self.problems)))


def told(problems: Iterable[Problem]) -> list[str]:
    """Return one line for each problem, of the first `LISTED`, and one that counts the others."""
    every = tuple(dict.fromkeys(problems))
    more = [f"and {len(every) - LISTED:,} problems more"] if len(every) > LISTED else []
    return [*map(str, every[:LISTED]), *more]


def dotted(path: Path) -> str:
    """Return a path as Pulumi's `config set --path` takes it: `a.b[0]["c.d"]`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif "." in step or not step.isprintable():
            text += f'["{step.encode("unicode_escape").decode()}"]'
        else:
            text += f".{step}" if text else step
    return text


def nearest(word: str, choices: Iterable[str]) -> str:
    """Return `; did you mean X?` for the closest of `choices`, or nothing when none is close."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a config that is wrong needs it

    by_lower = {c.lower(): c for c in choices}
    found = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return f"; did you mean {by_lower[found[0]]}?" if found else ""


def listed(words: Iterable[object], last: str = "or") -> str:
    """Return `a, b or c`."""
    texts = [str(w) for w in words]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} {last} {texts[-1]}"


def under(problems: Iterable[Problem], *prefix: str | int) -> Iterator[Problem]:
    """Move problems below `prefix`."""
    return (p.under(*prefix) for p in problems)
