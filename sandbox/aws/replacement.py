"""Which changes AWS cannot make in place."""

import re
from typing import Final

from sandbox.aws import schema

# every type: moving to another region
_ALWAYS: Final = {"region"}

_SAYS_SO: Final = re.compile(
    r"forces? (?:a )?new|forces? (?:the |a )?(?:re-?creation|replacement|replac)|(?:will|to) re-?create the resource"
    r"|changing this value forces replac",
    re.IGNORECASE,
)


def replaces(token: str, path: str) -> bool:
    """Whether a change at this property path takes a new resource."""
    bare = re.sub(r"\[\d+\]", "", path)
    return bare in _ALWAYS or bare.partition(".")[0] in forced(token)


def forced(token: str) -> frozenset[str]:
    """The arguments of a type whose change takes a new resource."""
    return frozenset(name for name, prop in schema.resource(token).inputs.items() if _SAYS_SO.search(prop.doc))
