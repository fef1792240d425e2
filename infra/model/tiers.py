"""Merge patches: RFC 7386, with null as "absent" and one addition for a change of `kind`."""

from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from infra.model.kinds import fields_of, union_at
from infra.model.problems import Problem, listed, nearest

Raw: TypeAlias = Mapping[str, Any]

BASE = "base"
"""The tier without a patch."""
PATCHED = ("topology", "workload", "usage", "pricing", "requirements")
"""What a tier may patch; budget and claims name tiers themselves."""


def merge(base: Any, patch: Any, path: tuple[str, ...] = ()) -> Any:
    """Return `base` with `patch` applied at `path`; neither is changed, and parts untouched are shared."""
    if not isinstance(patch, Mapping):
        return patch
    new = cast("Raw", patch)
    old = _kept(cast("Raw", base), new, path) if isinstance(base, Mapping) else {}
    return {**old, **{key: merge(old.get(key), value, (*path, key)) for key, value in new.items()}}


def _kept(base: Raw, patch: Raw, path: tuple[str, ...]) -> dict[str, Any]:
    """Return what of `base` stays when the patch changes the kind: the fields the new kind has too."""
    union = union_at(path)
    if union is None or "kind" not in patch:
        return dict(base)
    kind, old = (part.get("kind") or union.default for part in (patch, base))
    if kind not in union.kinds or kind == old:
        return dict(base)
    fields = fields_of(union.kinds[cast("str", kind)])
    return {key: value for key, value in base.items() if key in fields}


def lineage(name: str, tiers: Mapping[str, Raw]) -> tuple[str, ...] | Problem:
    """Return the tiers to apply in turn for `name`, the outermost ancestor first, or what is wrong."""
    chain: list[str] = []
    at: str | None = name
    while at is not None and at != BASE:
        if at in chain:
            return Problem(("tiers", name, "extends"), f"goes round in a circle: {' → '.join([*chain, at])}")
        if at not in tiers:
            return Problem(
                ("tiers", chain[-1], "extends"),
                f"{at!r} is no tier{nearest(at, tiers)}; tiers are {listed(tiers)}",
            )
        chain.append(at)
        at = tiers[at].get("extends")
    return tuple(reversed(chain))


def resolve(name: str, base: Raw, tiers: Mapping[str, Raw]) -> dict[str, Any] | Problem:
    """Return the sections of tier `name` after all patches, or what is wrong with its ancestry."""
    chain = lineage(name, tiers)
    if isinstance(chain, Problem):
        return chain
    sections: dict[str, Any] = {key: base.get(key) for key in PATCHED if base.get(key) is not None}
    for step in chain:
        patch = {k: v for k, v in tiers[step].items() if k in PATCHED}
        sections = merge(sections, patch)
    return sections
