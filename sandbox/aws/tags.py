"""Default tags: what the provider adds to every taggable resource, as pulumi-aws 7 does in `provider/tags.go`."""

from collections.abc import Mapping
from typing import Any

from sandbox.wire import UNKNOWN, Secret, Unknown, contains, map_at, reveal


def merged_tags(inputs: Mapping[str, Any], defaults: Mapping[str, Any]) -> Any:
    """The resource's own tags over the provider's default ones; unknown when any of them is."""
    own = inputs.get("tags")
    if contains(own, Unknown) or contains(defaults, Unknown):
        return UNKNOWN
    merged = {**reveal(dict(defaults)), **map_at(inputs, "tags")}
    return Secret(merged) if contains(own, Secret) or contains(defaults, Secret) else merged
