"""Amazon SQS: limits of queues."""

from typing import Final

from infra.aws_rules.values import ALNUM, only

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "NAME_MAX": ("botocore",),
    "FIFO_SUFFIX": ("botocore",),
    "VISIBILITY_SECONDS": ("botocore",),
    "RETENTION_SECONDS": ("botocore",),
    "RETENTION_DAYS_MAX": ("botocore",),
    "RECEIVES": ("sqs-quotas", "general-knowledge"),
    "POLL_SECONDS_MAX": ("botocore",),
    "MESSAGE_MAX_BYTES": ("botocore",),
    "REQUEST_KB": ("sqs-quotas", "general-knowledge"),
    "CALLS_PER_MESSAGE": ("general-knowledge",),
}

NAME_MAX: Final = 80
FIFO_SUFFIX: Final = ".fifo"
"""The suffix counts in the length; a FIFO queue's dead-letter queue is FIFO too."""

VISIBILITY_SECONDS: Final = (0, 43200)
RETENTION_SECONDS: Final = (60, 1209600)
RETENTION_DAYS_MAX: Final = 14
RECEIVES: Final = (1, 1000)
"""How often a message may be received before it goes to the dead-letter queue."""

POLL_SECONDS_MAX: Final = 20
MESSAGE_MAX_BYTES: Final = 1048576
REQUEST_KB: Final = 64
"""Each 64 KB of a payload is billed as one request."""

CALLS_PER_MESSAGE: Final = 3
"""Send, receive, delete."""


def name_problem(name: str, *, fifo: bool = False) -> str | None:
    """Say why a name cannot be a queue's, its suffix included."""
    if fifo and not name.endswith(FIFO_SUFFIX):
        return f"does not end with {FIFO_SUFFIX}"
    if not 1 <= len(name) <= NAME_MAX:
        return f"is not 1 to {NAME_MAX} characters"
    base = name.removesuffix(FIFO_SUFFIX) if fifo else name
    return None if base and only(base, ALNUM | {"-", "_"}) else "has characters other than letters, digits, - and _"


def retention_problem(days: int) -> str | None:
    """Say why messages cannot be kept for so many days."""
    return None if 1 <= days <= RETENTION_DAYS_MAX else f"is outside 1-{RETENTION_DAYS_MAX} days"


def visibility_problem(seconds: int) -> str | None:
    """Say why a message cannot be hidden for so many seconds."""
    least, most = VISIBILITY_SECONDS
    return None if least <= seconds <= most else f"is outside {least}-{most} seconds, twelve hours at most"
