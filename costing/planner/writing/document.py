"""A YAML file as text: set or delete one value, and leave every other character as it is."""

import re
from typing import Any, Final, cast

import yaml

from costing.planner.writing.nodes import Entry, Keys, NoPlaceError, entries, in_flow, index, is_empty, is_null, trail
from costing.planner.writing.scalars import flow, text

WIDTH: Final = 110
"""An entry that is longer on one line goes over several."""


class Document:
    """The text of a file, and edits of it; nothing is written to disk."""

    def __init__(self, content: str) -> None:
        self.text = content
        self._newline = "\r\n" if "\r\n" in content else "\n"
        self._padded = not re.search(r"(?<!\$)\{[^ }]", content)

    def has(self, path: Keys) -> bool:
        """Return whether something is written at a path, be it null."""
        return not trail(self.text, path)[1]

    def keys(self, path: Keys) -> Keys:
        """Return the keys of the map at a path; none where there is no map."""
        found, rest = trail(self.text, path)
        return () if rest else tuple(entry.key.value for entry in entries(found[-1].value))

    def set(self, path: Keys, value: Any) -> None:
        """Write a value at a path, with the maps above it where they are missing.

        Raises:
            NoPlaceError: something on the way is no map.
        """
        fits = self._fits(path)
        found, rest = trail(self.text, path)
        last = found[-1]
        if not rest:
            self._replace(last, value)
        elif isinstance(last.value, yaml.MappingNode):
            self._insert(last, rest[0], _nested(rest[1:], value))
        elif is_null(last.value):
            self._replace(last, _nested(rest, value))
        else:
            raise NoPlaceError(f"{'.'.join(path[: len(path) - len(rest)])} is no map")
        if fits and not self._fits(path):
            self._unfold(path)

    def delete(self, path: Keys) -> None:
        """Take an entry out of its map; a map that had nothing else stays, empty."""
        found, rest = trail(self.text, path)
        if rest:
            return
        above, entry = found[-2], found[-1]
        if len(entries(above.value)) == 1:
            self._replace(above, {})
        elif in_flow(above.value):
            self._delete_in_flow(above, entry)
        else:
            self._cut(self._line_start(entry.starts), self._line_end(self._content_end(entry)), "")

    def _line(self, path: Keys) -> Entry | None:
        """Return the entry of the outermost map in brackets on a path, where it stands on one line."""
        found = (entry for entry in trail(self.text, path)[0][1:] if in_flow(entry.value))
        entry = next(found, None)
        return entry if entry and "\n" not in self.text[entry.starts : entry.ends] else None

    def _fits(self, path: Keys) -> bool:
        entry = self._line(path)
        return entry is None or entry.ends - self._line_start(entry.starts) <= WIDTH

    def _unfold(self, path: Keys) -> None:
        """Write a map that became too long for its line over several; a comment stays on its key's line."""
        entry = self._line(path)
        if entry is None or not isinstance(entry.value, yaml.MappingNode):
            return
        lines = self._unfolded(entry.value, " " * (entry.starts - self._line_start(entry.starts) + 2))
        at = self._line_end(entry.ends)
        gap = "" if self.text[:at].endswith("\n") else self._newline
        self._cut(at, at, gap + "".join(f"{line}{self._newline}" for line in lines))
        colon = self._after_colon(entry)
        self._cut(colon, entry.ends, "")

    def _unfolded(self, node: yaml.Node, indent: str) -> list[str]:
        lines: list[str] = []
        for entry in entries(node):
            whole = f"{indent}{self.text[entry.starts : entry.ends]}"
            if len(whole) > WIDTH and isinstance(entry.value, yaml.MappingNode) and entries(entry.value):
                key = self.text[entry.starts : index(entry.key.end_mark)]
                lines += [f"{indent}{key}:", *self._unfolded(entry.value, f"{indent}  ")]
            else:
                lines.append(whole)
        return lines

    def _replace(self, entry: Entry, value: Any) -> None:
        node = entry.value
        new = self._flow(value, _quote(node, value))
        if is_empty(node):
            at = self._after_colon(entry)
            self._cut(at, at, f" {new}")
        elif isinstance(node, yaml.ScalarNode) or in_flow(node):
            self._cut(index(node.start_mark), self._content_end(entry), new)
        elif isinstance(node, yaml.SequenceNode) and isinstance(value, (list, tuple)) and value:
            between = f"{self._newline}{' ' * node.start_mark.column}"
            items = between.join(f"- {self._flow(item)}" for item in cast("list[Any]", value))
            self._cut(index(node.start_mark), self._content_end(entry), items)
        else:
            self._cut(self._line_start(index(node.start_mark)), self._line_end(self._content_end(entry)), "")
            at = self._after_colon(entry)
            self._cut(at, at, f" {new}")

    def _insert(self, above: Entry, key: str, value: Any) -> None:
        inside = entries(above.value)
        if not inside:
            self._replace(above, {key: value})
        elif in_flow(above.value):
            at = inside[-1].ends
            self._cut(at, at, f", {text(key)}: {self._flow(value)}")
        else:
            indent = " " * inside[0].key.start_mark.column
            lines = (f"{indent}{line}{self._newline}" for line in self._block(key, value, WIDTH - len(indent)))
            at = self._line_end(self._content_end(inside[-1]))
            self._cut(at, at, ("" if self.text[:at].endswith("\n") else self._newline) + "".join(lines))

    def _delete_in_flow(self, above: Entry, entry: Entry) -> None:
        inside = entries(above.value)
        place = [other.starts for other in inside].index(entry.starts)
        if place + 1 < len(inside):
            self._cut(entry.starts, inside[place + 1].starts, "")
        else:
            self._cut(inside[place - 1].ends, entry.ends, "")

    def _block(self, key: str, value: Any, width: int) -> list[str]:
        """Return an entry as lines; a map that is too long for one line has each of its entries below it."""
        line = f"{text(key)}: {self._flow(value)}"
        if len(line) <= width or not isinstance(value, dict) or not value:
            return [line]
        below = cast("dict[str, Any]", value).items()
        return [f"{text(key)}:", *(f"  {inner}" for k, v in below for inner in self._block(k, v, width - 2))]

    def _flow(self, value: Any, quote: str = "") -> str:
        return flow(value, padded=self._padded, quote=quote)

    def _cut(self, start: int, end: int, new: str) -> None:
        self.text = self.text[:start] + new + self.text[end:]

    def _after_colon(self, entry: Entry) -> int:
        return self.text.index(":", index(entry.key.end_mark)) + 1

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        """Return where the next line starts."""
        return self.text.find("\n", at) + 1 or len(self.text)

    def _content_end(self, entry: Entry) -> int:
        """Return where the last character of an entry ends: literal text is said to end below its last line."""
        return len(self.text[: entry.ends].rstrip())


def _nested(path: Keys, value: Any) -> Any:
    for key in reversed(path):
        value = {key: value}
    return value


def _quote(node: yaml.Node, value: Any) -> str:
    """Return the quote that a scalar stands in today, where the new value may stand in it too."""
    style = node.style if isinstance(node, yaml.ScalarNode) else None
    return style if style in {"'", '"'} and not isinstance(value, (bool, int, dict, list, tuple, type(None))) else ""
