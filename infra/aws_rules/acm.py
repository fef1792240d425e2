"""AWS Certificate Manager: names on a certificate, validity."""

from collections.abc import Sequence
from typing import Final

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "COMMON_NAME_MAX": ("botocore",),
    "NAMES_QUOTA": ("botocore", "acm-quotas"),
    "NAMES_MAX": ("botocore",),
    "VALID_DAYS": ("acm-validity", "general-knowledge"),
    "RENEWAL_DAYS": ("acm-validity", "general-knowledge"),
    "KEY_ALGORITHMS": ("botocore",),
}

COMMON_NAME_MAX: Final = 64
"""Characters of the first name; the others may have 253."""

NAMES_QUOTA: Final = 10
NAMES_MAX: Final = 100
"""Names on one certificate without asking AWS, and at all."""

VALID_DAYS: Final = 198
RENEWAL_DAYS: Final = 45
"""How long a certificate lasts since 2026-02-18, and how long before its end AWS renews it. The
validation record must stay in DNS."""

KEY_ALGORITHMS: Final = ("RSA_2048", "EC_prime256v1", "EC_secp384r1")


def names_problem(names: Sequence[str]) -> str | None:
    """Say why names cannot be on one certificate, the first being its common name."""
    if len(names) > NAMES_QUOTA:
        return f"has {len(names)} names; a certificate takes {NAMES_QUOTA} without a quota increase"
    if names and len(names[0]) > COMMON_NAME_MAX:
        return f"starts with a name longer than {COMMON_NAME_MAX} characters; put a shorter one first"
    return None


def covers(certificate_name: str, host: str) -> bool:
    """Tell whether a name on a certificate is good for a host; a wildcard covers one level."""
    if certificate_name.startswith("*."):
        return host.partition(".")[2] == certificate_name[2:]
    return host == certificate_name
