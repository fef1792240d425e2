"""Reads YAML as Pulumi does, which is not as Python does.

Pulumi parses stack files with Go's yaml.v3 and hands objects on as JSON. The two languages read plain scalars
differently: `0755` is 493 in Go, `yes` is a word, `1e3` a number, an unquoted date a timestamp printed in Go's own
form. This module gives every plain scalar the value that the program will see, so that both doors show the same model.
(Source: gopkg.in/yaml.v3 resolve.go, pulumi sdk/go/common/resource/config/object.go, v3.250.0.)
"""

import re
from collections.abc import Hashable
from decimal import Decimal
from math import isinf
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
_FRACTION = re.compile(r"\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?")
"""A number that starts with its point is read by another function of Go, which wants underscores between digits."""
_INTEGER = re.compile(r"[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)|0b[-+][01]+|0o[-+][0-7]+")
_DATE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:(?: +|([Tt]))(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?(?(4)(Z|[-+]\d{2}:\d{2})))?",
    re.ASCII,
)
"""A day, a day and a time after a T with its zone, or a day and a time after a space without one."""
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MOST_VALUES = 1_000_000
"""What a file may come to when its aliases are written out; a topology has some hundreds."""
_LARGEST_AS_DIGITS = 1e21
_SMALLEST_SIGNED, _LARGEST_SIGNED, _LARGEST_UNSIGNED = -(2**63), 2**63 - 1, 2**64 - 1


def load(content: str) -> Any:
    """Return the document in `content`.

    Raises:
        yaml.YAMLError: with the place in the file; a key written twice is one, as it is for Pulumi.
    """
    document = yaml.load(content, _GoLoader)  # noqa: S506 - a safe loader: it makes text, numbers, lists and maps
    if "&" in content and _written_out(document, {}) > _MOST_VALUES:
        raise ConstructorError(problem="aliases of aliases make it too large")
    return document


def _written_out(value: Any, known: dict[int, int]) -> int:
    """Return how many values a document holds when each alias is replaced by what it stands for."""
    if not isinstance(value, (dict, list)):
        return 1
    whole = cast("dict[str, Any] | list[Any]", value)
    if id(whole) not in known:
        inner = whole.values() if isinstance(whole, dict) else whole
        known[id(whole)] = 1 + sum(_written_out(v, known) for v in inner)
    return known[id(whole)]


def scalar(text: str) -> Any:
    """Return what Go makes of a plain scalar: text, an integer, a float, true, false or None."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _UNREPRESENTABLE.fullmatch(text):
        raise ConstructorError(problem=f"{text} is no number that JSON can hold: write it in quotes")
    if text[0] == ".":
        return _float(text.replace("_", ""), text) if _FRACTION.fullmatch(text) else text
    if (moment := _timestamp(text)) is not None:
        return moment
    digits = text.replace("_", "")
    if _INTEGER.fullmatch(digits):
        value = _integer(digits)
        if _SMALLEST_SIGNED <= value <= (_LARGEST_SIGNED if digits[0] == "+" else _LARGEST_UNSIGNED):
            return value
    return _float(digits, text) if _FLOAT.fullmatch(digits) else text


def _float(digits: str, text: str) -> int | float | str:
    """Return a float as it comes out of Go's JSON: a whole one below 1e21 has no fraction there.

    What no float can hold stays text.
    """
    value = float(digits)
    if isinf(value):
        return text
    return int(Decimal(repr(value))) if value.is_integer() and abs(value) < _LARGEST_AS_DIGITS else value


def _integer(digits: str) -> int:
    sign = -1 if digits[0] == "-" else 1
    magnitude = digits.lstrip("+-").lower()
    for prefix, base in (("0x", 16), ("0b", 2), ("0o", 8)):
        if magnitude.startswith(prefix):
            return sign * int(magnitude[2:], base)
    return sign * int(magnitude, 8 if len(magnitude) > 1 and magnitude[0] == "0" else 10)


def _timestamp(text: str) -> str | None:
    """Return an unquoted date as Go prints it: `2026-12-31 00:00:00 +0000 UTC`."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, *parts = (int(match[n] or 0) for n in (1, 2, 3, 5, 6, 7))
    month, day, hour, minute, second = parts
    offset = _zone(match[9])
    leap = not year % 4 and (bool(year % 100) or not year % 400)
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1] or (month == 2 and day == 29 and not leap):
        return None
    if hour > 23 or minute > 59 or second > 59 or offset is None:
        return None
    decimals = (match[8] or "")[:9].rstrip("0")
    moment = f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}{decimals and '.'}{decimals}"
    return f"{moment} {offset} {'UTC' if offset == '+0000' else offset}"


def _zone(text: str | None) -> str | None:
    """Return an offset as Go prints it; None for one it refuses. It takes 24 hours and 60 minutes."""
    if text is None or text == "Z":
        return "+0000"
    hours, minutes = int(text[1:3]), int(text[4:6])
    whole = hours * 60 + minutes
    sign = text[0] if whole else "+"
    return f"{sign}{whole // 60:02}{whole % 60:02}" if hours <= 24 and minutes <= 60 else None


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
        written = ["<<" if k.value == "<<" else self._key(k) for k, _ in node.value]
        seen: set[str] = set()
        for name, (place, _) in zip(written, node.value, strict=True):
            if name in seen:
                raise ConstructorError(None, None, f"the key {name} is written twice", place.start_mark)
            seen.add(name)
        self.flatten_mapping(node)
        return {self._key(k): self.construct_object(v, deep=deep) for k, v in node.value}

    def _key(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise ConstructorError(None, None, "a key is one word, not a list or a map", node.start_mark)
        return key(self.construct_object(node, deep=True))

    def construct_whole(self, node: yaml.Node) -> Any:
        """Make a list or a map with all it holds: what holds itself is found out and refused."""
        if isinstance(node, yaml.SequenceNode):
            return self.construct_sequence(node, deep=True)
        return self.construct_mapping(cast("yaml.MappingNode", node), deep=True)

    def refuse_tag(self, node: yaml.Node) -> Any:
        tag = node.tag.replace(_YAML, "!!")
        raise ConstructorError(None, None, f"the tag {tag} is not for stack files: write the value", node.start_mark)


_YAML = "tag:yaml.org,2002:"
_GoLoader.add_constructor(_PLAIN, _GoLoader.construct_plain)
_GoLoader.add_constructor(f"{_YAML}merge", _GoLoader.construct_scalar)
for _name in ("map", "seq"):
    _GoLoader.add_constructor(_YAML + _name, _GoLoader.construct_whole)
for _name in ("int", "float", "bool", "null", "timestamp", "binary", "set", "omap", "pairs"):
    _GoLoader.add_constructor(_YAML + _name, _GoLoader.refuse_tag)
