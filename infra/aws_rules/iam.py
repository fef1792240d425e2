"""IAM: lengths of names and policies."""

from typing import Final

from infra.aws_rules.values import ALNUM, only

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "ROLE_NAME_MAX": ("botocore",),
    "POLICY_NAME_MAX": ("botocore",),
    "PROFILE_NAME_MAX": ("botocore",),
    "NAME_CHARACTERS": ("botocore",),
    "SESSION_SECONDS": ("botocore",),
    "MANAGED_POLICY_MAX": ("iam-quotas", "general-knowledge"),
    "INLINE_POLICIES_MAX": ("iam-quotas", "general-knowledge"),
    "TRUST_POLICY_MAX": ("iam-quotas", "general-knowledge"),
}

ROLE_NAME_MAX: Final = 64
POLICY_NAME_MAX: Final = 128
PROFILE_NAME_MAX: Final = 128
NAME_CHARACTERS: Final = ALNUM | frozenset("_+=,.@-")

SESSION_SECONDS: Final = (3600, 43200)
MANAGED_POLICY_MAX: Final = 6144
INLINE_POLICIES_MAX: Final = 10240
TRUST_POLICY_MAX: Final = 2048
"""Characters without white space: one managed policy, all inline policies of a role, its trust policy."""


def role_name_problem(name: str) -> str | None:
    """Say why a name cannot be a role's."""
    if not 1 <= len(name) <= ROLE_NAME_MAX:
        return f"is not 1 to {ROLE_NAME_MAX} characters"
    return None if only(name, NAME_CHARACTERS) else "has characters other than letters, digits and _ + = , . @ -"
