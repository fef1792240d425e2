"""Rules beyond the shape of one value: what AWS accepts, and what parts of a config demand of each other."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias, cast

from pydantic import BaseModel

from infra.model.problems import Problem, under
from infra.model.reading import validated
from infra.model.rules import (
    backup,
    between,
    cache,
    database,
    delivery,
    edge,
    messaging,
    network,
    observability,
    secrets,
    services,
    storage,
)
from infra.model.rules.common import Rule, Where
from infra.model.stack import Sections, Stack
from infra.model.topology import Topology

Raw: TypeAlias = Mapping[str, Any]

LAYER_RULES: dict[str, Rule] = {
    "network": network.problems,
    "edge": edge.problems,
    "services": services.problems,
    "database": database.problems,
    "cache": cache.problems,
    "storage": storage.problems,
    "messaging": messaging.problems,
    "secrets": secrets.problems,
    "observability": observability.problems,
    "backup": backup.problems,
    "delivery": delivery.problems,
}
"""Rules of single layers, by the layer's key in the topology."""


def of_tier(sections: Sections, region: str, today: date) -> Iterator[Problem]:
    """Yield what is wrong with one well-formed tier, paths starting at its section."""
    where = Where(region, today)
    yield from _of_layers(sections.topology, where)
    yield from between.of_tier(sections, where)


def _of_layers(topology: Topology, where: Where) -> Iterator[Problem]:
    for layer, rule in LAYER_RULES.items():
        part = getattr(topology, layer)
        if part is not None:
            yield from under(rule(part, where), "topology", layer)


def of_valid_layers(raw: Raw, region: str, today: date) -> Iterator[Problem]:
    """Yield what is wrong with those layers of a malformed tier that are well formed themselves."""
    topology = raw.get("topology")
    if not isinstance(topology, dict):
        return
    layers = cast("Raw", topology)
    for layer, rule in LAYER_RULES.items():
        alone = _alone(layer, layers.get(layer))
        if alone is not None:
            yield from under(rule(alone, Where(region, today)), "topology", layer)


_LEAST = {"name": "aa", "network": {"egress": {"kind": "none"}}}


def _alone(layer: str, value: Any) -> BaseModel | None:
    """Return one layer as its model, validated in an otherwise minimal topology; None where it is malformed."""
    if value is None:
        return None
    found = validated(Topology, {**_LEAST, layer: value}, ("topology",))
    return None if isinstance(found, list) else cast("BaseModel", getattr(found, layer))


def of_stack(stack: Stack, today: date) -> Iterator[Problem]:
    """Yield what is wrong between tiers, budget, claims and path."""
    del today
    yield from between.of_stack(stack)
