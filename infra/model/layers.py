"""The names of the layers, in the order in which bills and docs list them."""

from typing import Literal, get_args

LayerName = Literal[
    "network",
    "edge",
    "services",
    "database",
    "cache",
    "storage",
    "messaging",
    "secrets",
    "observability",
    "backup",
    "delivery",
    "budget",
]
LAYERS: tuple[LayerName, ...] = get_args(LayerName)
