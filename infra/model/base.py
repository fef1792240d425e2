"""The frozen base of every model, and the few habits all of them share."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler
from pydantic.alias_generators import to_camel
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class Model(BaseModel):
    """A frozen value with camelCase keys in config and snake_case names in Python; unknown keys are errors.

    Models are built once, when the outermost one is: `defer_build` keeps start-up short.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        defer_build=True,
        protected_namespaces=(),
    )

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler, /) -> JsonSchemaValue:
        """Return the JSON schema with what the docstrings say of the model and of each of its keys."""
        from infra.model.documented import with_descriptions  # noqa: PLC0415 - only the `schema` verb needs it

        return with_descriptions(cls, handler.resolve_ref_schema(handler(core_schema)))


def defaults() -> Any:
    """Return a field's default: the nested model with all of its own defaults.

    It is made when the outer model is validated; an instance as default would build its model at import.
    """
    return Field(default_factory=dict, validate_default=True)


NULL_IS_A_VALUE = frozenset({"deadLetterAfter", "fallbackPage"})
"""Keys whose default is a value and whose null means "none"; everywhere else null and absent are the same."""


def without_nulls(value: Any, /) -> Any:
    """Return `value` with every null entry of its mappings removed, at any depth."""
    if isinstance(value, dict):
        items: dict[str, Any] = value  # pyright: ignore[reportUnknownVariableType]
        return {k: without_nulls(v) for k, v in items.items() if v is not None or k in NULL_IS_A_VALUE}
    if isinstance(value, (list, tuple)):
        return [without_nulls(v) for v in value]  # pyright: ignore[reportUnknownVariableType]
    return value
