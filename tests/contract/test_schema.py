"""The schema in the docs is the model's."""

import json
import re
from datetime import date
from pathlib import Path

import yaml

from costing.schema import stack_file_schema
from infra.model.door import Asked, read
from tests.reference import WRITTEN, reference

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "config.md"
ASKED = Asked("dev", "us-east-1", date(2026, 11, 21))


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


def test_every_key_says_what_it_is():
    """Whoever hovers over a key in an editor, or reads the reference, is told what it means."""
    definitions = stack_file_schema()["$defs"]
    keys = [
        (name, key, value) for name, part in definitions.items() for key, value in part.get("properties", {}).items()
    ]
    silent = [
        f"{name}.{key}"
        for name, key, value in keys
        if not (value.get("description") or value["anyOf"][0].get("description"))
    ]
    assert len(keys) > 800
    assert silent == []


def test_the_reference_is_current():
    """docs/config-reference.md is what `python -m tests.reference` writes."""
    assert WRITTEN.read_text() == reference()


def test_the_examples_of_the_guide_are_read():
    """Each stack file in docs/config.md goes through the door; what is only a part of one is put into the first."""
    blocks = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(), re.DOTALL)]
    whole, *parts = ({key.removeprefix("tollgate:"): value for key, value in _keys(block)} for block in blocks)
    assert len(parts) == 2
    assert read(whole, ASKED).deployed.topology.name == "shop"
    for part in parts:
        assert "growth" in read({**whole, "tiers": {"growth": {}}, **part}, ASKED).tiers


def _keys(block):
    return [(key, value) for key, value in block.get("config", block).items() if not key.startswith("aws:")]
