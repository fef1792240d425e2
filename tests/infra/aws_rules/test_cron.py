"""Six-field cron expressions."""

import pytest

from infra.aws_rules import cron


@pytest.mark.parametrize(
    "text",
    [
        # Every one of AWS's own examples, and those of the plans.
        "0 10 * * ? *",
        "15 12 * * ? *",
        "0 18 ? * MON-FRI *",
        "0 8 1 * ? *",
        "0/15 * * * ? *",
        "0/10 * ? * MON-FRI *",
        "0/5 8-17 ? * MON-FRI *",
        "0/30 20-2 ? * MON-FRI *",
        "15 10 ? * 6L 2019-2022",
        "0 12 * * ? *",
        "5,35 14 * * ? *",
        "30 20 * * ? *",
        "0 8 ? * MON-FRI *",
        "0 0 L * ? *",
        "0 0 LW * ? *",
        "0 0 15W * ? *",
        "0 0 ? * TUE#2 *",
        "0 0 ? * L *",
        "0 0 29 2 ? *",
        "0 0 ? JAN,JUL SUN *",
        "0 0 ? jan sun *",
        "  0 0  ?  *  SUN  * ",
    ],
)
def test_accepted(text):
    """What AWS documents is accepted."""
    assert cron.problem(text) is None


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("0 2 * * *", "has the five fields of Unix; AWS wants six, with a year and one ?, as in 0 2 * * ? *"),
        (
            "0 2 * * 1",
            "has the five fields of Unix; AWS wants six, with a year and one ?, as in 0 2 ? * MON *",
        ),
        (
            "0 2 * * 7",
            "has the five fields of Unix; AWS wants six, with a year and one ?, as in 0 2 ? * SUN *",
        ),
        ("0 2 1 * 1", "has the five fields of Unix; AWS wants six, with a year and one ?, as in 0 2 * * ? *"),
        ("cron(0 2 * * ? *)", "is written without its function and brackets"),
        ("rate(1 day)", "is written without its function and brackets"),
        ("", "does not have the six fields"),
        ("@daily", "does not have the six fields"),
        ("0 2 * * ? * *", "does not have the six fields"),
        ("0 2 * * ? " + "2026," * 60, "does not have the six fields"),
        ("0 2 * * * *", "needs ? in exactly one"),
        ("0 2 ? * ? *", "needs ? in exactly one"),
        ("60 2 * * ? *", "has 60 as minutes, not 0-59"),
        ("0 24 * * ? *", "has 24 as hours, not 0-23"),
        ("0 2 0 * ? *", "has 0 as day of month, not 1-31"),
        ("0 2 32 * ? *", "has 32 as day of month"),
        ("0 2 * 13 ? *", "has 13 as month, not 1-12 or JAN-DEC"),
        ("0 2 ? * 0 *", "has 0 as day of week, not 1-7 or SUN-SAT"),
        ("0 2 ? * 8 *", "has 8 as day of week"),
        ("0 2 * * ? 1969", "has 1969 as year"),
        ("0 2 * * ? 2028-2026", "has a range of year that runs backwards"),
        ("0 2 ? * MON/2 *", "has a step in day of week that AWS does not take"),
        ("*/0 2 * * ? *", "has a step in minutes"),
        ("*/x 2 * * ? *", "has a step in minutes"),
        ("1- 2 * * ? *", "has nothing as minutes"),
        ("1,,2 2 * * ? *", "has nothing as minutes"),
        ("? 2 * * ? *", "has ? as minutes"),
        ("0 2 1,L * ? *", "has L or W in a list"),
        ("0 2 W * ? *", "has nothing as day of month"),
        ("0 2 ? * 3#6 *", "has a # that is not alone"),
        ("0 2 ? * 3#1,6#3 *", "has a # that is not alone"),
        ("0 2 30 2 ? *", "names a day that none of its months has"),
        ("0 2 31 4,6,9,11 ? *", "names a day that none of its months has"),
        ("0 2 29 2 ? 2027", "names a day that none of its months has"),
        ("² 2 * * ? *", "has ² as minutes"),
    ],
)
def test_refused(text, start):
    """What AWS refuses is refused, with the reason, and never with an exception."""
    assert cron.problem(text).startswith(start)


def test_parse():
    """Lists, ranges, steps and words become numbers; a range may pass the end of its field."""
    parsed = cron.parse("0/20 22-1 ? MAR-APR FRI-MON *")
    assert parsed.minutes == {0, 20, 40}
    assert parsed.hours == {22, 23, 0, 1}
    assert parsed.months == {3, 4}
    assert parsed.week_days == {6, 7, 1, 2}
    assert parsed.month_days == frozenset()
    assert parsed.special == ""
    assert cron.parse("10-30/10 * 1/10 * ? *").minutes == {10, 20, 30}
    assert cron.parse("10-30/10 * 1/10 * ? *").month_days == {1, 11, 21, 31}


@pytest.mark.parametrize(
    ("text", "special"),
    [("0 0 L * ? *", "L"), ("0 0 15W * ? *", "15W"), ("0 0 ? * FRIL *", "6L"), ("0 0 ? * TUE#2 *", "3#2")],
)
def test_special_days(text, special):
    """A day that is no number is kept in one spelling."""
    assert cron.parse(text).special == special


def test_parse_raises():
    """The parser raises where the check returns a clause."""
    with pytest.raises(cron.CronError, match="needs \\? in exactly one"):
        cron.parse("0 2 * * * *")
