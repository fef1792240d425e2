"""Where the values of a YAML text stand: maps, their entries, and the ends of them."""

from typing import NamedTuple, TypeAlias, cast

import yaml

Keys: TypeAlias = tuple[str, ...]


class NoPlaceError(ValueError):
    """The text holds something else than a map where a value should go."""


class Entry(NamedTuple):
    """A key and its value in a map."""

    key: yaml.Node
    value: yaml.Node

    @property
    def starts(self) -> int:
        """Where the key starts in the text."""
        return index(self.key.start_mark)

    @property
    def ends(self) -> int:
        """Where the entry ends in the text; comments and blank lines after it are none of its."""
        value = self.value
        if is_empty(value):
            return index(self.key.end_mark)
        if in_flow(value) or isinstance(value, yaml.ScalarNode):
            return index(value.end_mark)
        last = children(value)[-1]
        return last.ends


def trail(text: str, path: Keys) -> tuple[list[Entry], Keys]:
    """Return the entries from the whole text down to the deepest that exists on a path, and the keys that are left.

    Raises:
        NoPlaceError: the text holds no map.
    """
    root = cast("yaml.Node", yaml.compose(text, Loader=yaml.CSafeLoader))
    if not isinstance(root, yaml.MappingNode):
        raise NoPlaceError("the file holds no map")
    found = [Entry(root, root)]
    for number, key in enumerate(path):
        below = next((entry for entry in entries(found[-1].value) if entry.key.value == key), None)
        if below is None:
            return found, path[number:]
        found.append(below)
    return found, ()


def entries(node: yaml.Node) -> list[Entry]:
    """Return the entries of a map; none of anything else."""
    return children(node) if isinstance(node, yaml.MappingNode) else []


def children(node: yaml.Node) -> list[Entry]:
    """Return the entries of a map, or the items of a list as their own keys."""
    if isinstance(node, yaml.MappingNode):
        return [Entry(key, value) for key, value in cast("list[tuple[yaml.Node, yaml.Node]]", node.value)]
    return [Entry(item, item) for item in cast("list[yaml.Node]", node.value)]


def index(mark: yaml.Mark) -> int:
    """Return a place as the number of characters before it."""
    return int(mark.index)


def in_flow(node: yaml.Node) -> bool:
    """Return whether a list or a map stands in brackets."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def is_empty(node: yaml.Node) -> bool:
    """Return whether nothing at all is written; the parser then says it stands wherever the next thing does."""
    return index(node.start_mark) == index(node.end_mark)


def is_null(node: yaml.Node) -> bool:
    """Return whether null is written, or nothing."""
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"
