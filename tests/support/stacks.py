"""Stack files for tests: small topologies, and the projects that run them on the sandbox."""

import copy
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]

SMALL: dict[str, Any] = {
    "name": "small",
    "protectData": False,
    "network": {"egress": {"kind": "none"}, "endpoints": ["s3"]},
}
"""The least there is: a network without a way out."""

WITH_DATABASE: dict[str, Any] = {
    **SMALL,
    "database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20, "password": "managed"},
}


def stack_file(
    folder: Path,
    topology: dict[str, Any],
    *,
    name: str = "dev",
    cap: Any = "none",
    region: str = "us-east-1",
    **more: Any,
) -> Path:
    """Write a stack file into `folder` and return its path; `more` are further `tollgate:` keys."""
    budget = more.pop("budget", {"monthlyCap": cap})
    config = {"aws:region": region, "tollgate:topology": copy.deepcopy(topology), "tollgate:budget": budget}
    config |= {f"tollgate:{key}": value for key, value in more.items()}
    path = folder / f"Pulumi.{name}.yaml"
    path.write_text(yaml.safe_dump({"config": config}, sort_keys=False), encoding="utf-8")
    return path


def merged(base: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """Return `base` with `patch` merged in; a null removes."""
    result = copy.deepcopy(base)
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = merged(result[key], value)
        else:
            result[key] = copy.deepcopy(value)
    return result
