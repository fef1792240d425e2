"""How one AWS resource type behaves when it is made: its id, its ARN, what AWS fills in.

A row is data. Text is a template over the resource's own properties: `{name}` is a property, `{id}`, `{region}`,
`{account}`, `{partition}` are what they say, `{hex8}` is eight hexadecimal digits that belong to this resource for
good, `{hex8_salt}` eight others, `{uuid}` an identifier of that form. What no template can say is a function.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sandbox.account import ACCOUNT_ID, PARTITION, Account, Living

_DIGITS = re.compile(r"(hex|HEX|num)(\d+)(?:_\w+)?")


@dataclass
class Making:
    """A resource at the moment AWS makes or changes it.

    Attributes:
        type: The type token.
        props: Its inputs without secret wrappers, then also what AWS filled in.
        region: Where it lives; for what is global, the provider's region.
        account: The account it lives in.
        refs: The living resources its inputs name, by property path (`subnetIds[0]`).
        previous: Its former self on an update.
        id: Its id, once it has one.
        urn: Who makes it: the digits of a new id follow from it, so that the same program gets the same ids.
        places: The row's own places for templates.
    """

    type: str
    props: dict[str, Any]
    region: str
    account: Account
    refs: dict[str, Living] = field(default_factory=dict[str, Living])
    previous: Living | None = None
    id: str = ""
    urn: str = ""
    places: Mapping[str, Callable[["Making"], str]] = field(default_factory=dict[str, "Callable[[Making], str]"])

    def get(self, prop: str, default: Any = None) -> Any:
        """One property, or the default when it is absent."""
        value = self.props.get(prop)
        return default if value is None else value

    def ref(self, path: str) -> Living | None:
        """The living resource that the input at `path` names."""
        return self.refs.get(path)

    def refs_under(self, prop: str) -> list[Living]:
        """The living resources named anywhere under one property, in order of their paths."""
        return [living for path, living in self.refs.items() if re.split(r"[.\[]", path)[0] == prop]

    def digits(self, length: int, salt: str = "") -> str:
        """Hexadecimal digits that stay with this resource: the same for the same id and salt."""
        return hashlib.sha256(f"{self.id}/{salt}".encode()).hexdigest()[:length]

    def fill(self, template: str) -> str:
        """A template with its places filled in."""
        return template.format_map(_Places(self))


Output: TypeAlias = str | int | bool | list[Any] | dict[str, Any] | Callable[[Making], Any]


@dataclass(frozen=True)
class Row:
    """One resource type.

    Attributes:
        id: Template of the id. `{hexN}` here are fresh digits; everywhere else digits follow from the id.
        places: Further places for the templates, which are no properties of the resource.
        arn: Template of the ARN, empty for what has none.
        outputs: What AWS fills in where the program gave nothing.
        rewrite: A text in the finished id and what stands there instead: a listener's ARN is its load balancer's
            with another word.
        key: The output that tells two of its resources apart where the id does not: a task definition's id is its
            family, shared by all revisions.
        after: What else changes in the account once it is made.
        also: What AWS makes beside the resource by itself, owned by it and gone with it.
    """

    id: str
    arn: str = ""
    outputs: Mapping[str, Output] = field(default_factory=dict[str, Output])
    places: Mapping[str, Callable[[Making], str]] = field(default_factory=dict[str, Callable[[Making], str]])
    rewrite: tuple[str, str] | None = None
    key: str = ""
    also: Callable[[Making], list[Living]] | None = None
    after: Callable[[Making], None] | None = None


class _Places(dict[str, str]):
    """The places of a template: properties first, then what every resource has."""

    def __init__(self, making: Making) -> None:
        super().__init__()
        self._making = making

    def __missing__(self, key: str) -> str:
        making = self._making
        fixed = {"id": making.id, "region": making.region, "account": ACCOUNT_ID, "partition": PARTITION}
        if fixed.get(key):
            return fixed[key]
        if match := _DIGITS.fullmatch(key):
            return self._digits(match[1], int(match[2]), key)
        if key == "uuid":
            raw = self._digits("hex", 32, key)
            return "-".join((raw[:8], raw[8:12], raw[12:16], raw[16:20], raw[20:]))
        if key in making.places:
            return making.places[key](making)
        value = making.props.get(key)
        return "" if value is None else str(value)

    def _digits(self, kind: str, length: int, salt: str) -> str:
        making = self._making
        raw = making.digits(64, salt) if making.id else making.account.hex(making.urn or making.type, 64)
        if kind == "num":
            return str(int(raw, 16))[:length]
        return raw[:length].upper() if kind == "HEX" else raw[:length]
