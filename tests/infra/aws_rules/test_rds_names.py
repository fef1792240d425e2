"""Names and passwords of a database."""

import pytest

from infra.aws_rules import rds_names


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("app", None),
        ("postgres", None),
        ("app_user1", None),
        ("a" * 16, None),
        ("a" * 17, "is longer than 16 characters"),
        ("admin", "is reserved by RDS for PostgreSQL"),  # asked for by a plan (PS-15)
        ("Admin", "is reserved by RDS for PostgreSQL"),
        ("rdsadmin", "is reserved by RDS for PostgreSQL"),
        ("pg_owner", "starts with pg_"),
        ("1app", "does not start with a letter"),
        ("app-user", "has characters other than letters, digits and underscores"),
        ("user", "is a reserved word of PostgreSQL"),
        ("", "does not start with a letter"),
    ],
)
def test_user_name(name, start):
    """Master users are 1 to 16 letters, digits and underscores, and no reserved word."""
    problem = rds_names.user_name_problem(name)
    assert problem is None if start is None else problem.startswith(start)


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("app", True),
        ("postgres", True),
        ("default_rate", True),
        ("a" * 63, True),
        ("a" * 64, False),
        ("default-rate", False),
        ("template1", False),
        ("table", False),
        ("_app", False),
    ],
)
def test_database_name(name, fits):
    """Databases take underscores, not hyphens."""
    assert (rds_names.database_name_problem(name) is None) is fits


@pytest.mark.parametrize(
    ("name", "fits"),
    [("app-1", True), ("a" * 63, True), ("a" * 64, False), ("-app", False), ("app-", False), ("a--b", False)],
)
def test_identifier(name, fits):
    """Identifiers take hyphens, one at a time and not last."""
    assert (rds_names.identifier_problem(name) is None) is fits


@pytest.mark.parametrize(
    ("password", "start"),
    [
        ("abcdefgh", None),
        ("abcdefg", "has 7 characters; RDS wants 8 to 128"),
        ("a" * 128, None),
        ("a" * 129, "has 129 characters"),
        ("abcd/efgh", 'has one of / " @ or a space'),
        ("abcd@efgh", "has one of"),
        ("abcd efgh", "has one of"),
        ("abcdéfgh", "has characters outside printable ASCII"),
    ],
)
def test_password(password, start):
    """Passwords are 8 to 128 printable characters, and the answer never shows one."""
    problem = rds_names.password_problem(password)
    assert problem is None if start is None else problem.startswith(start)
    assert password not in (problem or "")
