"""Domain words of the config: each a base type, its rule, and how an editor's schema shows it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from ipaddress import IPv4Network
from string import digits
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError, core_schema

_NUMBER_TEXT = r"^-?[0-9]+(\.[0-9]+)?$"

PATTERN_RULES: dict[str, str] = {}
"""What a text that fails a pattern is told, by pattern."""


class Built:
    """What pydantic's core takes for a type that many fields have, instead of building it for each of them.

    Args:
        core: the schema of the core.
        shown: the JSON schema, where it is not the one that follows.
    """

    def __init__(self, core: CoreSchema, shown: JsonSchemaValue | None = None) -> None:
        self._core, self._shown = core, shown

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema, a new one each time: pydantic adds to it."""
        del source, handler
        return self._core.copy()

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return how an editor's schema shows it."""
        return handler(core) if self._shown is None else dict(self._shown)


def pattern(regex: str, rule: str, *, max_length: int | None = None) -> Built:
    """Return the constraint that a text matches `regex`, and keep the sentence that explains it."""
    PATTERN_RULES[regex] = rule
    return Built(core_schema.str_schema(pattern=regex, max_length=max_length))


LARGEST_EXPONENT, SMALLEST_EXPONENT = 12, -12
"""Numbers of a config lie between 1e-12 and 1e13: an exabyte has 1e9 GB, and what is beyond is a slip of the pen."""


def _number(value: Any) -> Any:
    """Take numbers and numeric text; a float counts by its shortest text, so 99.5 is exactly 99.5."""
    if isinstance(value, bool):
        raise PydanticCustomError("number", "is not a number")
    if not isinstance(value, (int, float, str, Decimal)):
        return value
    if isinstance(value, str) and ("_" in value or not value.isascii()):
        raise _no_number(value)  # Python reads "7_0" as 70, a slip of "7.0"
    try:
        number = Decimal(repr(value) if isinstance(value, float) else value)
    except InvalidOperation:
        raise _no_number(str(value)) from None
    if not number.is_finite():
        raise PydanticCustomError("number", "is not a finite number")
    if number and not SMALLEST_EXPONENT <= number.adjusted() <= LARGEST_EXPONENT:
        far = "large" if number.adjusted() > 0 else "small"
        raise PydanticCustomError("number", "is too {far} to be meant", {"far": far})
    return number


def _no_number(text: str) -> PydanticCustomError:
    """Return what is said of a text: one with digits holds what the key's name says already, as `512Mi` or `$5`."""
    if any(character in digits for character in text):
        return PydanticCustomError(
            "number", "is not a number: digits and a point alone, no unit, comma or sign of money"
        )
    return PydanticCustomError("number", "is not a number")


def _whole(value: Any) -> Any:
    number = _number(value)
    if isinstance(number, Decimal):
        if number != number.to_integral_value():
            raise PydanticCustomError("whole", "is not a whole number")
        return int(number)
    return number


def plain(number: Decimal) -> str:
    """Return `number` as digits without an exponent or trailing zeros: 1E+3 is "1000", 1.50 is "1.5"."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class Figure(Built):
    """A number within bounds, or its text: `pulumi config set --path` decides by itself what to quote.

    Attributes:
        ge, gt, le: at least, more than, at most; None where there is no such bound.
    """

    def __init__(
        self,
        read: Callable[[Any], Any],
        core: CoreSchema,
        json_type: str,
        ge: int | None,
        gt: int | None,
        le: int | None,
    ) -> None:
        self.ge, self.gt, self.le = ge, gt, le
        self._read = read
        super().__init__(
            core_schema.no_info_before_validator_function(self._within, core, serialization=_PLAINLY.get(json_type)),
            {"anyOf": [{"type": json_type}, {"type": "string", "pattern": _NUMBER_TEXT}]},
        )

    def _within(self, value: Any) -> Any:
        """Return the number that a value is; errors show the value as it was written."""
        number = self._read(value)
        if isinstance(number, (int, Decimal)):
            if self.ge is not None and number < self.ge:
                raise PydanticKnownError("greater_than_equal", {"ge": self.ge})
            if self.gt is not None and number <= self.gt:
                raise PydanticKnownError("greater_than", {"gt": self.gt})
            if self.le is not None and number > self.le:
                raise PydanticKnownError("less_than_equal", {"le": self.le})
        return number


_PLAINLY = {
    "number": core_schema.plain_serializer_function_ser_schema(
        plain, return_schema=core_schema.str_schema(), when_used="json"
    )
}


def whole(*, ge: int | None = None, le: int | None = None) -> Figure:
    """Return the rule of an integer."""
    return Figure(_whole, core_schema.int_schema(), "integer", ge, None, le)


def number(*, ge: int | None = None, gt: int | None = None, le: int | None = None) -> Figure:
    """Return the rule of an exact decimal number."""
    return Figure(_number, core_schema.decimal_schema(), "number", ge, gt, le)


Whole = Annotated[int, whole()]
"""An integer."""
Number = Annotated[Decimal, number()]
"""An exact decimal number."""

Count = Annotated[int, whole(ge=0)]
Positive = Annotated[int, whole(ge=1)]
Percent = Annotated[int, whole(ge=0, le=100)]
Amount = Annotated[Decimal, number(ge=0)]
"""A quantity of zero or more: GB, requests, hours."""
PositiveAmount = Annotated[Decimal, number(gt=0)]
Money = Annotated[Decimal, number(ge=0)]
"""US dollars."""


def _calendar_day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise PydanticCustomError("day", 'is not a date in quotes, such as "2026-12-31"') from None


Day = Annotated[date, BeforeValidator(_calendar_day), WithJsonSchema({"type": "string", "format": "date"})]

RESERVED_ENTRY_NAME = "secure"


def _not_secure(name: str) -> str:
    if name == RESERVED_ENTRY_NAME:
        raise PydanticCustomError("entry_name", "is no name: a map with that key alone is a Pulumi secret")
    return name


_ENTRY_NAME = r"^[A-Za-z][A-Za-z0-9-]{0,23}$"
PATTERN_RULES[_ENTRY_NAME] = "is no name for an entry: a letter, then letters, digits and hyphens, 24 at most"
EntryName = Annotated[
    str,
    Built(core_schema.no_info_after_validator_function(_not_secure, core_schema.str_schema(pattern=_ENTRY_NAME))),
]
"""The key of a map entry: a letter, then letters, digits and hyphens, 24 at most."""

Text = Annotated[str, Built(core_schema.str_schema(min_length=1))]


def _says_something(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("blank", "says nothing: write it in words")
    return value


Reason = Annotated[Text, AfterValidator(_says_something)]
"""Why somebody wants something, to be read by others: more than spaces."""


def _network(value: Any) -> Any:
    if isinstance(value, IPv4Network):
        return value
    try:
        return IPv4Network(value if isinstance(value, str) else "")
    except ValueError:
        raise PydanticCustomError("cidr", "is not an IPv4 range without host bits, such as 10.0.0.0/16") from None


Cidr = Annotated[
    IPv4Network,
    BeforeValidator(_network),
    PlainSerializer(str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "ipv4-cidr"}),
]
HostName = Annotated[
    str,
    pattern(
        r"^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$",
        "is not a host name in lower case, such as api.example.com",
        max_length=253,
    ),
]
Email = Annotated[str, pattern(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", "is not an e-mail address")]
PathPattern = Annotated[str, pattern(r"^/\S*$", "is not a path: it starts with / and holds no space", max_length=128)]
Port = Annotated[int, whole(ge=1, le=65535)]
