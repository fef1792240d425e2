"""The schema in the docs is the model's."""

import json
from pathlib import Path

from costing.schema import stack_file_schema

ROOT = Path(__file__).parents[2]


def test_the_checked_in_schema_is_current():
    """`python -m costing schema` prints what docs/schema/config.json holds; `make golden` rewrites it."""
    assert json.loads((ROOT / "docs" / "schema" / "config.json").read_text()) == stack_file_schema()


def test_tiers_need_nothing_and_may_remove_anything():
    """In a patch no key is required, and null is allowed for each."""
    schema = stack_file_schema()
    patches = {name: part for name, part in schema["$defs"].items() if name.endswith("Patch")}
    assert patches
    assert not [name for name, part in patches.items() if "required" in part]
    instance = patches["InstanceDatabasePatch"]["properties"]["instanceClass"]
    assert {"type": "null"} in instance["anyOf"]


def test_unknown_keys_of_ours_are_refused_and_others_left_alone():
    """The schema knows our keys and the provider's; secrets and other namespaces pass."""
    config = stack_file_schema()["properties"]["config"]
    assert "tollgate:budgt" not in config["properties"]
    assert config["additionalProperties"] is False
    assert list(config["patternProperties"]) == ["^(?!tollgate:|aws:)"]
