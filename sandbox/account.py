"""The simulated AWS account: what lives in it, by type, region and id."""

import hashlib
import itertools
import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, TypeAlias

from sandbox.wire import SECRET, SIGNATURE, Secret

ACCOUNT_ID: Final = "123456789012"
PARTITION: Final = "aws"

Key: TypeAlias = tuple[str, str, str]


class NotFoundError(LookupError):
    """Nothing of that type lives under that id."""


@dataclass(frozen=True)
class Living:
    """One resource that exists.

    Attributes:
        type: Pulumi's type token.
        id: The id that AWS gave it.
        region: Its region; empty for what is global.
        urn: Who made it; empty for what was planted.
        provider: The name of the provider resource that made it.
        inputs: Its inputs as Pulumi gave them, secrets wrapped.
        outputs: All its properties, secrets wrapped.
        handles: Every text by which another resource may name it: id, ARN, name.
        refs: The resources its inputs name.
        unique: What tells it from others of its type where the id does not; empty where the id does.
        owner: The resource that AWS made it for, with which it goes; None for what a program made.
        ready: False after a partial creation.
    """

    type: str
    id: str
    region: str
    urn: str = ""
    provider: str = ""
    inputs: dict[str, Any] = field(default_factory=dict[str, Any])
    outputs: dict[str, Any] = field(default_factory=dict[str, Any])
    handles: dict[str, str] = field(default_factory=dict[str, str])
    refs: frozenset[Key] = frozenset()
    unique: str = ""
    owner: Key | None = None
    ready: bool = True

    @property
    def key(self) -> Key:
        """What identifies it in the account."""
        return (self.type, self.region, self.unique or self.id)

    @property
    def name(self) -> str:
        """The logical name of the Pulumi resource that made it."""
        return self.urn.rpartition("::")[2]

    def get(self, prop: str) -> Any:
        """One property, without its secret wrapper at the top."""
        value = self.outputs.get(prop)
        return value.value if isinstance(value, Secret) else value


class Account:
    """One account. Every method is safe to call from many threads.

    With a journal every change is appended to a file at once, so that what exists survives the process: AWS does
    not forget because a laptop lost power.
    """

    def __init__(self, journal: Path | None = None) -> None:
        self.lock = threading.RLock()
        self._living: dict[Key, Living] = {}
        self._given: dict[Key, Living] = {}
        self._serials: dict[str, Iterator[int]] = {}
        self._journal = journal
        self._replayed = 0
        if journal is not None:
            journal.touch(mode=0o600)  # AWS knows secrets in clear, and so does the journal
            self._replay(journal)

    def hex(self, salt: str, length: int) -> str:
        """Hexadecimal digits for a new id: the same salt asked in the same order gives the same digits."""
        with self.lock:
            serial = next(self._serials.setdefault(salt, itertools.count()))
        return hashlib.sha256(f"{salt}#{self._replayed + serial}".encode()).hexdigest()[:length]

    def put(self, living: Living) -> Living:
        """Make a resource exist, or take the place of its former self. What was given becomes a program's own."""
        with self.lock:
            self._given.pop(living.key, None)
            self._living[living.key] = living
            self._note("put", living)
        return living

    def give(self, living: Living) -> Living:
        """Make something exist that no program made: AWS's own, or what a test plants. `of` does not list it."""
        with self.lock:
            if self._given.get(living.key) != living:
                self._given[living.key] = living
                self._note("give", living)
        return living

    def change(self, living: Living, **fields: Any) -> Living:
        """Replace some fields of a resource, made or given."""
        changed = replace(living, **fields)
        return self.give(changed) if living.key in self._given else self.put(changed)

    def remove(self, key: Key) -> None:
        """End a resource; ending what does not exist is no error, as with AWS's own provider."""
        with self.lock:
            for item in [item for item in self.there() if key in {item.key, item.owner}]:
                self._living.pop(item.key, None)
                self._given.pop(item.key, None)
                self._note("remove", item)

    def find(self, key: Key) -> Living | None:
        """The resource under a key, as `Living.refs` holds them, made or given."""
        return self._living.get(key) or self._given.get(key)

    def one(self, type_: str, id_: str = "") -> Living:
        """The resource of that type with that id or logical name; without one, the only resource of the type.

        Raises:
            NotFoundError: There is none, or more than one.
        """
        found = [item for item in self.of(type_) if id_ in {"", item.id, item.name}]
        if len(found) != 1:
            raise NotFoundError(f"{len(found)} resources of type {type_} {id_}".rstrip())
        return found[0]

    def of(self, *types: str) -> list[Living]:
        """All resources of these types that programs made, or all of any type, in the order of their making."""
        with self.lock:
            return [item for item in self._living.values() if not types or item.type in types]

    def there(self, *types: str) -> list[Living]:
        """All that exists of these types, made or given."""
        with self.lock:
            return self.of(*types) + [item for item in self._given.values() if not types or item.type in types]

    def users_of(self, living: Living) -> list[Living]:
        """The resources whose inputs name this one."""
        with self.lock:
            return [item for item in self._living.values() if living.key in item.refs]

    def __len__(self) -> int:
        return len(self._living)

    def _note(self, verb: str, living: Living) -> None:
        if self._journal is None:
            return
        fields = {**living.__dict__, "refs": sorted(living.refs)}
        line = json.dumps({"verb": verb, "living": fields}, default=_as_json)
        with self._journal.open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    def _replay(self, journal: Path) -> None:
        for line in journal.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line, object_hook=_from_json)
            self._replayed += 1
            fields: dict[str, Any] = entry["living"]
            fields["refs"] = frozenset((ref[0], ref[1], ref[2]) for ref in fields["refs"])
            fields["owner"] = tuple(fields["owner"]) if fields["owner"] else None
            living = Living(**fields)
            if entry["verb"] == "put":
                self._given.pop(living.key, None)
                self._living[living.key] = living
            elif entry["verb"] == "give":
                self._given[living.key] = living
            else:
                self._living.pop(living.key, None)
                self._given.pop(living.key, None)


def _as_json(value: Any) -> Any:
    if isinstance(value, Secret):
        return {SIGNATURE: SECRET, "value": value.value}
    raise TypeError(f"a {type(value).__name__} cannot be journalled")


def _from_json(value: Mapping[str, Any]) -> Any:
    return Secret(value["value"]) if value.get(SIGNATURE) == SECRET else value
