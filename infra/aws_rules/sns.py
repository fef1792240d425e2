"""Amazon SNS: topics and e-mail addresses."""

from typing import Final

from infra.aws_rules.values import ALNUM, only

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "NAME_MAX": ("botocore",),
    "EMAIL_MAX": ("rfc-5321",),
    "CONFIRMATION_DAYS": ("general-knowledge",),
}

NAME_MAX: Final = 256
EMAIL_MAX: Final = 254
CONFIRMATION_DAYS: Final = 2
"""An e-mail subscription waits this long for its reader to confirm it."""


def name_problem(name: str) -> str | None:
    """Say why a name cannot be a topic's."""
    if not 1 <= len(name) <= NAME_MAX:
        return f"is not 1 to {NAME_MAX} characters"
    return None if only(name, ALNUM | {"-", "_"}) else "has characters other than letters, digits, - and _"


def email_problem(address: str) -> str | None:
    """Say why a text is no e-mail address; whether anyone reads it only a mail can tell."""
    user, at, domain = address.rpartition("@")
    if not at or not user or "." not in domain or domain[0] == "." or domain[-1] == ".":
        return "is not an e-mail address"
    if any(char.isspace() for char in address) or "@" in user or len(address) > EMAIL_MAX:
        return "is not an e-mail address"
    return None
