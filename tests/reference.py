"""Write docs/config-reference.md: every key of a stack file, from the JSON schema.

`python -m tests.reference` does it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from costing.schema import stack_file_schema

ROOT = Path(__file__).parents[1]
WRITTEN = ROOT / "docs" / "config-reference.md"
SECTIONS = ("topology", "workload", "usage", "pricing", "requirements", "budget", "claims", "path")
PLAIN = {"boolean": "`true` or `false`", "integer": "whole number", "number": "number", "string": "text"}
HEAD = """\
# Config reference

Every key under `tollgate:` in a stack file. [config.md](config.md) tells how they work together. This file is written
by `python -m tests.reference` from the model the program itself reads; editors show the same text when a stack file
begins with `# yaml-language-server: $schema=docs/schema/config.json`.

Whole numbers may be bare, money and fractions are best quoted. A key without a default and marked **required** must be
there; any other may be left out, and null means the same as leaving it out.
"""


def reference() -> str:
    """Return the whole reference as Markdown."""
    schema = stack_file_schema()
    definitions = schema["$defs"]
    keys = schema["properties"]["config"]["properties"]
    parts = [HEAD]
    seen: set[str] = set()
    for section in SECTIONS:
        parts += _object(section, keys[f"tollgate:{section}"], definitions, seen)
    return "\n".join(parts)


def _object(path: str, schema: dict[str, Any], definitions: dict[str, Any], seen: set[str]) -> Iterator[str]:
    """Yield the tables of every model that `schema` leads to, the nearest first."""
    for where, name in _references(path, schema):
        if name in seen:
            continue
        seen.add(name)
        model = definitions[name]
        yield f"\n## {_title(where, model)}\n\n{model['description']}\n"
        yield from _table(model)
        for key, value in model.get("properties", {}).items():
            yield from _object(f"{where}.{key}", value, definitions, seen)


def _title(where: str, model: dict[str, Any]) -> str:
    kind = model.get("properties", {}).get("kind", {})
    kinds = kind.get("enum") or ([kind["const"]] if "const" in kind else [])
    return f"`{where}`" + (f", kind {' or '.join(f'`{one}`' for one in kinds)}" if kinds else "")


def _references(where: str, schema: Any) -> Iterator[tuple[str, str]]:
    """Yield the models that a value may be, with the path they stand at."""
    if not isinstance(schema, dict):
        return
    if "$ref" in schema:
        yield where, schema["$ref"].rpartition("/")[2]
    for key in ("anyOf", "oneOf"):
        for one in schema.get(key, ()):
            yield from _references(where, one)
    yield from _references(f"{where}[]", schema.get("items"))
    yield from _references(f"{where}.NAME", schema.get("additionalProperties"))
    for value in schema.get("patternProperties", {}).values():
        yield from _references(f"{where}.NAME", value)


def _table(model: dict[str, Any]) -> Iterator[str]:
    needed = model.get("required", ())
    yield "| key | what it takes | what it means |\n|---|---|---|"
    for key, value in model["properties"].items():
        takes = _takes(value)
        default = value.get("default")
        if key in needed:
            takes += ", **required**"
        elif default not in (None, {}, []) and "const" not in value:
            takes += f", default {_code(default)}"
        yield f"| `{key}` | {takes} | {value['description']} |"


def _code(value: Any) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, list):
        return f"`[{', '.join(map(str, value))}]`"
    return f"`{value}`"


def _takes(value: dict[str, Any]) -> str:
    """Return what a key takes, in words."""
    if either := value.get("anyOf") or value.get("oneOf"):
        return _alternatives(either)
    if "$ref" in value:
        return "an object, below"
    if named := value.get("enum") or [value[key] for key in ("const",) if key in value]:
        return " or ".join(f"`{one}`" for one in named)
    if value.get("type") == "array":
        return f"list of {_takes(value['items']).removeprefix('a ')}"
    if value.get("type") == "object":
        return f"map of names to {_takes(_entry(value))}"
    return PLAIN[value["type"]]


def _entry(value: dict[str, Any]) -> dict[str, Any]:
    patterns = value.get("patternProperties")
    found: dict[str, Any] = next(iter(patterns.values())) if patterns else value["additionalProperties"]
    return found


def _alternatives(values: list[dict[str, Any]]) -> str:
    """Return the alternatives, without null and without the text form of a number."""
    kinds = {one.get("type") for one in values}
    left = [one for one in values if one.get("type") != "null"]
    if kinds & {"integer", "number"}:
        left = [one for one in left if "pattern" not in one]
    return " or ".join(dict.fromkeys(_takes(one) for one in left))


if __name__ == "__main__":
    WRITTEN.write_text(reference(), encoding="utf-8")
