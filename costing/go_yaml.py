"""Reads YAML as Pulumi does, which is not as Python does.

Pulumi parses stack files with Go's yaml.v3 and hands objects on as JSON. The two languages read plain scalars
differently: `0755` is 493 in Go, `yes` is a word, `1e3` a number, an unquoted date a timestamp printed in Go's own
form. This module gives every plain scalar the value that the program will see, so that both doors show the same model.
(Source: gopkg.in/yaml.v3 resolve.go, pulumi sdk/go/common/resource/config/object.go, v3.250.0.)
"""

import re
from collections.abc import Hashable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, cast

import yaml
from yaml.constructor import ConstructorError

_PLAIN = "!plain"
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_UNREPRESENTABLE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INTEGER = re.compile(r"[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)")
_DATE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[Tt ](\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9}))?(Z|[-+]\d{2}:\d{2})?)?"
)
_LARGEST_AS_DIGITS = 1e21
_SMALLEST_SIGNED, _LARGEST_UNSIGNED = -(2**63), 2**64 - 1


def load(content: str) -> Any:
    """Return the document in `content`.

    Raises:
        yaml.YAMLError: with the place in the file; a key written twice is one, as it is for Pulumi.
    """
    return yaml.load(content, _GoLoader)  # noqa: S506 - a safe loader: it makes text, numbers, lists and maps


def scalar(text: str) -> Any:
    """Return what Go makes of a plain scalar: text, an integer, a float, true, false or None."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _UNREPRESENTABLE.fullmatch(text):
        raise ConstructorError(problem=f"{text} is no number that JSON can hold: write it in quotes")
    if text[0] != "." and (moment := _timestamp(text)) is not None:
        return moment
    digits = text.replace("_", "") if text[0] != "." else text
    if text[0] != "." and _INTEGER.fullmatch(digits):
        value = _integer(digits)
        if _SMALLEST_SIGNED <= value <= _LARGEST_UNSIGNED:
            return value
    return _as_json(float(digits)) if _FLOAT.fullmatch(digits) else text


def _integer(digits: str) -> int:
    sign = -1 if digits[0] == "-" else 1
    magnitude = digits.lstrip("+-").lower()
    for prefix, base in (("0x", 16), ("0b", 2), ("0o", 8)):
        if magnitude.startswith(prefix):
            return sign * int(magnitude[2:], base)
    return sign * int(magnitude, 8 if len(magnitude) > 1 and magnitude[0] == "0" else 10)


def _as_json(value: float) -> int | float:
    """Return a float as it comes out of Go's JSON: a whole one below 1e21 has no fraction there."""
    return int(Decimal(repr(value))) if value.is_integer() and abs(value) < _LARGEST_AS_DIGITS else value


def _timestamp(text: str) -> str | None:
    """Return an unquoted date as Go prints it: `2026-12-31 00:00:00 +0000 UTC`."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    try:
        moment = datetime(*map(int, (year, month, day, hour or 0, minute or 0, second or 0)), tzinfo=_zone(zone))
    except ValueError:
        return None
    decimals = f".{fraction.rstrip('0')}" if fraction and fraction.strip("0") else ""
    name = "UTC" if moment.utcoffset() == timedelta(0) else moment.strftime("%z")
    return f"{moment:%Y-%m-%d %H:%M:%S}{decimals} {moment:%z} {name}"


def _zone(text: str | None) -> timezone:
    if text is None or text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[4:6])
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


def key(value: Any) -> str:
    """Return a map's key as text, as Go's `%v` prints it."""
    if value is None:
        return "<nil>"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


class _GoLoader(yaml.CSafeLoader):
    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        if kind is yaml.ScalarNode and implicit[0] and value != "<<":
            return _PLAIN
        return cast("str", super().resolve(kind, value, implicit))

    def construct_plain(self, node: yaml.ScalarNode) -> Any:
        try:
            return scalar(cast("str", node.value))
        except ConstructorError as error:
            raise ConstructorError(None, None, error.problem, node.start_mark) from None

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002
        written = [self._key(k) for k, _ in node.value if k.value != "<<"]
        for number, name in enumerate(written):
            if name in written[:number]:
                mark = node.value[number][0].start_mark
                raise ConstructorError(None, None, f"the key {name} is written twice", mark)
        self.flatten_mapping(node)
        return {self._key(k): self.construct_object(v, deep=deep) for k, v in node.value}

    def _key(self, node: yaml.Node) -> str:
        return key(self.construct_object(node, deep=True))


_GoLoader.add_constructor(_PLAIN, _GoLoader.construct_plain)
