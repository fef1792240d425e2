"""What the docstrings of the models say, for the JSON schema and the config reference.

Each key is described where it is declared, under `Attributes:` of its class; whatever reads a stack file never looks.
"""

import inspect
import re
from typing import Any

from pydantic.alias_generators import to_camel

HEADING = "Attributes:"


def with_descriptions(model: type, schema: dict[str, Any]) -> dict[str, Any]:
    """Return `schema` of `model` with its description, and one for each property."""
    said = attributes(model)
    properties = {key: {**value, "description": said[key]} for key, value in schema.get("properties", {}).items()}
    return {**schema, "description": summary(model), **({"properties": properties} if properties else {})}


def summary(model: type) -> str:
    """Return what the docstring says of the model as a whole."""
    return " ".join((inspect.getdoc(model) or "").partition(HEADING)[0].split())


def attributes(model: type) -> dict[str, str]:
    """Return what is said of each key, as it is written in a stack file; a class wins over what it inherits from."""
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        text = inspect.cleandoc(base.__doc__ or "").partition(HEADING)[2]
        for name, said in re.findall(r"^    (\w+): (.*(?:\n {8}.*)*)", text, re.MULTILINE):
            found[to_camel(name)] = " ".join(said.split())
    return found
