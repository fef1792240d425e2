"""PostgreSQL versions and their dates."""

from datetime import date

import pytest

from infra.aws_rules import rds_versions


def test_table():
    """Each major follows the one before, and its dates are in order."""
    majors = rds_versions.majors()
    assert list(majors) == [11, 12, 13, 14, 15, 16, 17, 18]
    for major in majors.values():
        days = [
            major.on_rds_since,
            major.standard_end,
            major.charged_from,
            major.year3_from,
            major.extended_end,
        ]
        assert days == sorted(days)
        assert (major.year3_from.year, major.year3_from.month, major.year3_from.day) == (
            major.charged_from.year + 2,
            major.charged_from.month,
            major.charged_from.day,
        )


@pytest.mark.parametrize(
    ("version", "on_rds", "on_aurora"),
    [
        ("17", True, True),
        ("17.11", True, True),
        ("17.4", False, True),
        ("17.12", True, True),  # newer than the table: allowed
        ("18.5", False, True),  # never released on RDS
        ("18.6", True, True),
        ("15.4", False, False),  # asked for by a plan (PS-15), deprecated
        ("15.13", True, True),
        ("15.12", False, True),
        ("13.12", False, False),  # asked for by a plan, deprecated
        ("13.23", True, False),
        ("13.23-rds.20260224", True, False),
        ("13.23-rds.20250101", False, False),
        ("13.23-rds.now", False, False),
        ("11.22", False, False),
        ("11.22-rds.20241121", True, False),
        ("14.6", False, True),
        ("10", False, False),
        ("19", False, False),
        ("latest", False, False),
        ("17.x", False, False),
        ("17.", False, False),
        ("", False, False),
    ],
)
def test_version_problem(version, on_rds, on_aurora):
    """What AWS lets one create is accepted, a major alone always."""
    assert (rds_versions.version_problem(version) is None) is on_rds
    assert (rds_versions.version_problem(version, aurora=True) is None) is on_aurora


def test_version_problem_names_what_can_be_created():
    """The answer to a dead minor is the live ones."""
    assert rds_versions.version_problem("15.4") == (
        "cannot be created on RDS any more, or never could; write 15, "
        "or one of 15.13, 15.14, 15.15, 15.16, 15.17, 15.18, 15.19"
    )
    assert rds_versions.version_problem("11.21").endswith("write 11, or 11.22-rds.20241121")
    assert rds_versions.version_problem("14.5", aurora=True).endswith("or one of 14.6, 14.17 and later")


@pytest.mark.parametrize(
    ("version", "day", "period"),
    [
        ("13", date(2026, 2, 28), "standard"),
        ("13", date(2026, 3, 1), "year1-2"),
        ("13.23", date(2028, 2, 29), "year1-2"),
        ("13", date(2028, 3, 1), "year3"),
        ("13", date(2029, 2, 28), "year3"),
        ("13", date(2029, 3, 1), "ended"),
        ("11", date(2024, 3, 31), "standard"),  # charged a month late
        ("11", date(2024, 4, 1), "year1-2"),
        ("11", date(2026, 11, 20), "year3"),
        ("17", date(2026, 11, 20), "standard"),
    ],
)
def test_period(version, day, period):
    """Extended Support starts on a day, and its third year on another."""
    assert rds_versions.major_of(version).period(day) == period


@pytest.mark.parametrize(
    ("version", "day", "extended", "start"),
    [
        ("17", date(2026, 11, 20), False, None),
        ("13", date(2026, 11, 20), False, "left standard support on 2026-02-28"),
        ("13", date(2026, 11, 20), True, None),
        ("13", date(2029, 3, 1), True, "ended on 2029-02-28"),
        ("14", date(2027, 2, 28), False, None),
        ("14", date(2027, 3, 1), False, "left standard support on 2027-02-28"),
        ("nonsense", date(2026, 11, 20), False, None),
    ],
)
def test_support_problem(version, day, extended, start):
    """An expired major needs Extended Support, and that ends too."""
    problem = rds_versions.support_problem(version, day, extended=extended)
    assert problem is None if start is None else problem.startswith(start)


def test_families_and_lifecycle():
    """Parameter families follow the major, and Extended Support is off unless asked for."""
    assert rds_versions.parameter_family("17.11") == "postgres17"
    assert rds_versions.parameter_family("16", aurora=True) == "aurora-postgresql16"
    assert rds_versions.LIFECYCLE_SUPPORT[False].endswith("-disabled")
    assert rds_versions.is_newer("17.12")
    assert not rds_versions.is_newer("17.11")
