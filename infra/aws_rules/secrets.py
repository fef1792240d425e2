"""AWS Secrets Manager: names, sizes, deletion and rotation."""

from typing import Final

from infra.aws_rules.values import ALNUM, only

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "NAME_MAX": ("botocore",),
    "NAME_CHARACTERS": ("botocore",),
    "ARN_SUFFIX": ("botocore",),
    "VALUE_MAX_BYTES": ("botocore",),
    "RECOVERY_DAYS": ("botocore",),
    "ROTATION_DAYS": ("botocore",),
}

NAME_MAX: Final = 512
NAME_CHARACTERS: Final = ALNUM | frozenset("/_+=.@-")
ARN_SUFFIX: Final = 6
"""AWS adds a hyphen and six characters to the ARN: a name that ends so confuses partial ARNs."""

VALUE_MAX_BYTES: Final = 65536
RECOVERY_DAYS: Final = (7, 30)
"""A deleted secret keeps its name this long, 30 days unless told; 0 in the provider deletes at once."""

ROTATION_DAYS: Final = (1, 1000)


def name_problem(name: str) -> str | None:
    """Say why a name cannot be a secret's."""
    if not 1 <= len(name) <= NAME_MAX:
        return f"is not 1 to {NAME_MAX} characters"
    if not only(name, NAME_CHARACTERS):
        return "has characters other than letters, digits and / _ + = . @ -"
    tail = name[-ARN_SUFFIX:]
    if name[-ARN_SUFFIX - 1 : -ARN_SUFFIX] == "-" and only(tail, ALNUM):
        return "ends with a hyphen and six characters, as the ARNs of secrets do"
    return None


def value_problem(value: str) -> str | None:
    """Say why a value does not fit a secret, without showing any of it."""
    size = len(value.encode())
    return None if 1 <= size <= VALUE_MAX_BYTES else f"has {size} bytes; a secret holds 1 to {VALUE_MAX_BYTES}"
