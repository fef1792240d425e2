"""Why not: the cheapest configuration that has a value at a path, or the first requirement that keeps it out."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from costing.errors import CostingError
from costing.planner.answer.case import Case
from costing.planner.answer.configuration import Configuration, cheapest
from costing.planner.choices.choice import Choice
from costing.planner.choices.edits import edited
from costing.planner.needs.rejection import CONNECTIONS, Rejection
from costing.planner.priced.board import Rule
from costing.planner.priced.region import Region, Site
from infra.model.problems import nearest

ROOT = "topology"


class QuestionError(CostingError):
    """A question about a path that no decision is about; the text is one line."""

    exit_code = 2


class WhyNot(NamedTuple):
    """What was asked, the best configuration with it, or why there is none."""

    path: str
    value: str
    found: Configuration | None
    rejection: Rejection | None


class _Having(Rule):
    """Whatever leaves a value at a path."""

    def __init__(self, case: Case, path: tuple[str, ...], value: str) -> None:
        self._case, self._path, self._value = case, path, value
        self._known: dict[tuple[str, str], bool] = {}

    def takes_site(self, region: Region, site: Site) -> bool:
        del region
        if self._path[1] not in ("network", "secrets"):
            return True
        return self._has(site.ground.situation.sections)

    def takes(self, decision: str, choice: Choice) -> bool:
        if not _is_about(decision, self._path):
            return True
        key = (decision, choice.name)
        if key not in self._known:
            self._known[key] = self._has(edited(self._case.sections, choice.edits))
        return self._known[key]

    def _has(self, sections: Any) -> bool:
        return said(at(sections, self._path)) == self._value


def _is_about(decision: str, path: tuple[str, ...]) -> bool:
    steps = tuple(decision.split("."))
    return path[1 : len(steps) + 1] == steps


def why_not(case: Case, asked: str) -> WhyNot:
    """Return the answer to `PATH=VALUE`, a path of the topology such as `database.instanceClass`.

    Raises:
        QuestionError: it is no such question, or no decision is about the path.
    """
    where, equals, value = asked.partition("=")
    if not equals:
        raise QuestionError(f"--why-not {asked}: write PATH=VALUE, such as database.instanceClass=db.t4g.micro")
    steps = tuple(where.removeprefix("tollgate:").removeprefix("topology.").split("."))
    path = (ROOT, *steps)
    decisions = [d.name for d in case.scene.decisions]
    if steps[0] not in ("network", "secrets") and not any(_is_about(name, path) for name in decisions):
        raise QuestionError(f"--why-not {where}: no decision is about it{nearest(where, decisions)}")
    found = next(iter(cheapest(case, _Having(case, path, value))), None)
    return WhyNot(where, value, found, None if found else _kept_out(case, path, value))


def _kept_out(case: Case, path: tuple[str, ...], value: str) -> Rejection | None:
    """Return what most of the candidates with the value fail first."""
    return next((one for one, _ in Counter(_rejections(case, path, value)).most_common(1)), None)


def _rejections(case: Case, path: tuple[str, ...], value: str) -> Iterator[Rejection]:
    for site in case.home.sites:
        for _, choice in site.named:
            if choice.rejection and said(at(edited(case.sections, choice.edits), path)) == value:
                yield choice.rejection
        for decision, column in zip(case.home.decisions, site.columns, strict=False):
            if not _is_about(decision.name, path):
                continue
            for offer in column:
                own = offer.choice
                known = bool(own.edits) and said(at(edited(case.sections, own.edits), path)) == value
                if offer.rejection and (known or own.name.startswith(f"{value} ") or own.name == value):
                    yield offer.rejection
                elif known and own.connections < 0:
                    yield Rejection(CONNECTIONS, "room for the pools of all tasks", f"{-own.connections}")


def at(of: Any, path: tuple[str, ...]) -> Any:
    """Return what is at a path of the config; None where nothing is."""
    for step in path:
        if isinstance(of, BaseModel):
            names = {field.alias: name for name, field in type(of).model_fields.items()}
            of = getattr(of, names[step]) if step in names else None
        elif isinstance(of, dict):
            of = of.get(step)  # pyright: ignore[reportUnknownVariableType]
        else:
            return None
    return of  # pyright: ignore[reportUnknownVariableType]


def said(value: Any) -> str:
    """Return a value as a person types it."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
