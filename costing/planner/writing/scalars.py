"""How a value is written: YAML that Go's and Python's parsers read alike, and that Pulumi leaves as it is."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, cast

from costing import go_yaml

_PLAIN: Final = re.compile(r"[A-Za-z0-9/][A-Za-z0-9_./-]*")
_WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
"""What one of the many YAML parsers takes for something other than text."""


def flow(value: Any, *, padded: bool = True, quote: str = "") -> str:
    """Return a value on one line.

    Args:
        value: text, a number, truth, None, or a list or map of them.
        padded: whether maps are written `{ a: 1 }` rather than `{a: 1}`.
        quote: the quote that text stands in where it need not; none by default.
    """
    if isinstance(value, Mapping):
        entries = cast("Mapping[str, Any]", value)
        pairs = ", ".join(f"{text(key)}: {flow(inner, padded=padded)}" for key, inner in entries.items())
        return "{}" if not pairs else f"{{ {pairs} }}" if padded else f"{{{pairs}}}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(flow(v, padded=padded) for v in cast('list[Any]', value))}]"
    if value is None or isinstance(value, (bool, int)):
        return json.dumps(value)
    if isinstance(value, Decimal) and value == value.to_integral_value() and not quote:
        return str(int(value))
    return text(f"{value:f}" if isinstance(value, (Decimal, float)) else str(value), quote)


def text(value: str, quote: str = "") -> str:
    """Return text plain where every parser reads it as text, else in double quotes; or in the quotes asked for."""
    safe = _PLAIN.fullmatch(value) and value.lower() not in _WORDS and go_yaml.scalar(value) == value
    if safe and not quote:
        return value
    if quote == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value, ensure_ascii=False)
