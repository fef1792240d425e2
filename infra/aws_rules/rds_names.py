"""Names and passwords of an RDS for PostgreSQL database."""

from typing import Final

from infra.aws_rules.values import ALNUM, DIGITS, LETTERS, only, words

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "IDENTIFIER_MAX": ("botocore",),
    "DATABASE_NAME_MAX": ("botocore",),
    "USER_NAME_MAX": ("botocore",),
    "PASSWORD_LENGTH": ("botocore",),
    "PASSWORD_FORBIDDEN": ("botocore", "general-knowledge"),
    "RESERVED_USERS": ("cfn-lint-4425", "aws-cdk-10597", "general-knowledge"),
    "RESERVED_DATABASES": ("general-knowledge",),
    "RESERVED_WORDS": ("postgresql-keywords", "general-knowledge"),
    "MANAGED_ROTATION_DAYS": ("general-knowledge",),
}

IDENTIFIER_MAX: Final = 63
DATABASE_NAME_MAX: Final = 63
USER_NAME_MAX: Final = 16

PASSWORD_LENGTH: Final = (8, 128)
PASSWORD_FORBIDDEN: Final = frozenset('/"@ ')
"""Printable ASCII but these; the space is refused by RDS though its reference does not say so."""

MANAGED_ROTATION_DAYS: Final = 7
"""How often RDS rotates a password that it manages."""

RESERVED_USERS: Final = words("admin rdsadmin rds_superuser rds_replication rds_password rds_iam rdsproxyadmin")
"""Master user names that RDS for PostgreSQL refuses; `postgres` is allowed, `pg_...` never."""

RESERVED_DATABASES: Final = words("template0 template1 rdsadmin")
"""Databases that every instance already has; `postgres` exists too and may be named."""

RESERVED_WORDS: Final = words(
    """
    all analyse analyze and any array as asc asymmetric both case cast check collate column
    constraint create current_catalog current_date current_role current_time current_timestamp
    current_user default deferrable desc distinct do else end except false fetch for foreign from
    grant group having in initially intersect into lateral leading limit localtime localtimestamp
    not null offset on only or order placing primary references returning select session_user some
    symmetric system_user table then to trailing true union unique user using variadic when where
    window with
    """
)
"""PostgreSQL's fully reserved key words: no name without quotes."""


def identifier_problem(name: str) -> str | None:
    """Say why a name cannot be a DB instance or cluster identifier."""
    if len(name) > IDENTIFIER_MAX:
        return f"is longer than {IDENTIFIER_MAX} characters"
    if not name or name[0] not in LETTERS:
        return "does not start with a letter"
    if not only(name, ALNUM | {"-"}):
        return "has characters other than letters, digits and hyphens"
    if name.endswith("-") or "--" in name:
        return "ends with a hyphen or has two in a row"
    return None


def database_name_problem(name: str) -> str | None:
    """Say why a name cannot be the first database of an instance or cluster."""
    if name.lower() in RESERVED_DATABASES:
        return "is a database that RDS makes for itself"
    return _word_problem(name, DATABASE_NAME_MAX)


def user_name_problem(name: str) -> str | None:
    """Say why a name cannot be the master user."""
    lower = name.lower()
    if lower in RESERVED_USERS:
        return "is reserved by RDS for PostgreSQL; app or postgres are allowed"
    if lower.startswith("pg_"):
        return "starts with pg_, which PostgreSQL keeps for its own roles"
    return _word_problem(name, USER_NAME_MAX)


def password_problem(password: str) -> str | None:
    """Say why a text cannot be the master password, without showing any of it."""
    least, most = PASSWORD_LENGTH
    if not least <= len(password) <= most:
        return f"has {len(password)} characters; RDS wants {least} to {most}"
    if not all(" " <= char <= "~" for char in password):
        return "has characters outside printable ASCII"
    if not PASSWORD_FORBIDDEN.isdisjoint(password):
        return 'has one of / " @ or a space, which RDS refuses'
    return None


def _word_problem(name: str, most: int) -> str | None:
    if len(name) > most:
        return f"is longer than {most} characters"
    if not name or name[0] not in LETTERS:
        return "does not start with a letter"
    if not only(name, LETTERS | DIGITS | {"_"}):
        return "has characters other than letters, digits and underscores"
    return "is a reserved word of PostgreSQL" if name.lower() in RESERVED_WORDS else None
