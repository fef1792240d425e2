"""The JSON schema of a stack file, for editors and for whoever wants to know what may be written."""

from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from pydantic import TypeAdapter

from infra.aws_rules import regions
from infra.model.budget import Budget
from infra.model.claims import Claim
from infra.model.stack import PathStep, Sections

Schema: TypeAlias = dict[str, Any]

PATCHED = ("topology", "workload", "usage", "pricing", "requirements")
PATCH = "Patch"


def stack_file_schema() -> Schema:
    """Return the schema of `Pulumi.<stack>.yaml`, this program's keys and those of the provider it forwards."""
    definitions: Schema = {}
    sections = _definitions(Sections, definitions)
    whole = definitions.pop(sections)["properties"]
    properties: Schema = {
        "aws:region": {"enum": list(regions.priced()), "description": "required, never guessed"},
        "aws:profile": {"type": "string"},
        "aws:assumeRole": {"type": "object"},
        "aws:assumeRoles": {"type": "array", "items": {"type": "object"}},
        "aws:allowedAccountIds": {"type": "array", "items": {"type": "string"}},
        "aws:defaultTags": {"type": "object"},
        "tollgate:tier": {"type": "string", "description": "the deployed tier; base is the topology without a patch"},
        **{f"tollgate:{name}": whole[name] for name in PATCHED},
        "tollgate:tiers": {"type": "object", "additionalProperties": _tier(whole, definitions)},
        "tollgate:path": {"type": "array", "items": _reference(PathStep, definitions)},
        "tollgate:budget": _reference(Budget, definitions),
        "tollgate:claims": {"type": "object", "additionalProperties": _reference(Claim, definitions)},
    }
    config: Schema = {
        "type": "object",
        "properties": properties,
        "required": ["aws:region", "tollgate:topology", "tollgate:budget"],
        "patternProperties": {"^(?!tollgate:|aws:)": {}},
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "tollgate stack file",
        "type": "object",
        "properties": {"config": config},
        "required": ["config"],
        "$defs": _tidy(dict(sorted(definitions.items()))),
    }


def _definitions(model: Any, definitions: Schema) -> str:
    """Add the schema of `model` and of all it holds to `definitions`; return its name there."""
    made = TypeAdapter(model).json_schema(by_alias=True, mode="validation", ref_template="#/$defs/{model}")
    definitions |= made.pop("$defs", {})
    name = str(made["title"])
    definitions[name] = made
    return name


def _reference(model: Any, definitions: Schema) -> Schema:
    return {"$ref": f"#/$defs/{_definitions(model, definitions)}"}


def _tier(sections: Schema, definitions: Schema) -> Schema:
    """Return the schema of a tier: patches, in which nothing is required and null removes."""
    patches = {f"{name}{PATCH}": _as_patch(schema) for name, schema in definitions.items()}
    definitions |= patches
    properties = {name: _as_patch(sections[name]) for name in PATCHED}
    text = {"type": "string"}
    return {
        "type": "object",
        "properties": {"extends": text, "note": text, **properties},
        "additionalProperties": False,
    }


def _as_patch(schema: Any) -> Any:
    """Return a schema with nothing required, nothing defaulted, null allowed for every key, references to patches."""
    if isinstance(schema, list):
        return [_as_patch(part) for part in cast("list[Any]", schema)]
    if not isinstance(schema, Mapping):
        return schema
    parts = cast("Mapping[str, Any]", schema)
    if "$ref" in parts:
        return {**parts, "$ref": f"{parts['$ref']}{PATCH}"}
    made = {key: _as_patch(value) for key, value in parts.items() if key not in {"required", "default", *_MAPS}}
    if "oneOf" in made:
        # Without its kind a patch may fit several kinds at once; the one it meets decides.
        made["anyOf"] = made.pop("oneOf")
    for key in _MAPS:
        if key in parts:
            made[key] = {name: _or_null(_as_patch(value)) for name, value in parts[key].items()}
    if isinstance(parts.get("additionalProperties"), Mapping):
        made["additionalProperties"] = _or_null(_as_patch(parts["additionalProperties"]))
    return made


_MAPS = ("properties", "patternProperties")


def _or_null(schema: Any) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _tidy(schema: Any) -> Any:
    """Drop the titles that pydantic makes of names, which say what the keys say."""
    if isinstance(schema, list):
        return [_tidy(part) for part in cast("list[Any]", schema)]
    if not isinstance(schema, Mapping):
        return schema
    parts = cast("Mapping[str, Any]", schema)
    return {k: _tidy(v) for k, v in parts.items() if not (k == "title" and isinstance(v, str))}
