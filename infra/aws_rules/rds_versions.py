"""PostgreSQL versions on RDS and Aurora: which can be created, until when, and from when they cost extra."""

from datetime import date
from functools import cache
from typing import Final, Literal, NamedTuple

SupportPeriod = Literal["standard", "year1-2", "year3", "ended"]
"""Where a major version stands; the middle two are Extended Support as the price list calls them."""

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "AS_OF": ("endoflife", "cfn-lint"),
    "TABLE": ("endoflife", "cfn-lint", "infracost"),
    "LIFECYCLE_SUPPORT": ("botocore", "rds-extended-support"),
}

AS_OF: Final = date(2026, 11, 20)
"""The day for which the minors below are the ones AWS lets one create."""

TABLE: Final = """
    major on-rds     standard-end charged-from year3-from extended-end minors        patched     aurora
    11    2019-03-13 2024-02-29   2024-04-01   2026-04-01 2027-03-31   -             22.20241121 9
    12    2020-03-31 2025-02-28   2025-03-01   2027-03-01 2028-02-29   22            22.         9
    13    2021-02-24 2026-02-28   2026-03-01   2028-03-01 2029-02-28   23            23.20260224 9
    14    2022-02-03 2027-02-28   2027-03-01   2029-03-01 2030-02-28   18-24         -           6,17+
    15    2023-02-27 2028-02-29   2028-03-01   2030-03-01 2031-02-28   13-19         -           10+
    16    2023-11-17 2029-02-28   2029-03-01   2031-03-01 2032-02-29   9-15          -           8+
    17    2024-11-14 2030-02-28   2030-03-01   2032-03-01 2033-02-28   5-11          -           4+
    18    2025-11-14 2031-02-28   2031-03-01   2033-03-01 2034-02-28   1-4,6         -           3+
"""
"""One row a major.

`charged-from`: the first day of Extended Support charges (11 had a month's grace). `minors`: what can
be created today. `patched`: the minor that lives on in Extended Support as `11.22-rds.DATE`, with the
first date still offered. `aurora`: long-term lines, then the first minor offered and all after it.
"""

LIFECYCLE_SUPPORT: Final = {
    True: "open-source-rds-extended-support",
    False: "open-source-rds-extended-support-disabled",
}
"""`engine_lifecycle_support` by whether Extended Support is wanted; AWS's own default is that it is."""


class Major(NamedTuple):
    """One major version; `minors` ascend, `patched` is (minor, first date) or None."""

    major: int
    on_rds_since: date
    standard_end: date
    charged_from: date
    year3_from: date
    extended_end: date
    minors: tuple[int, ...]
    patched: tuple[int, str] | None
    aurora_lines: tuple[int, ...]
    aurora_from: int | None

    def period(self, day: date) -> SupportPeriod:
        """Return the support period that a day falls in, Extended Support by when it is charged."""
        if day < self.charged_from:
            return "standard"
        if day < self.year3_from:
            return "year1-2"
        return "year3" if day <= self.extended_end else "ended"

    @property
    def live(self) -> tuple[str, ...]:
        """The minors that RDS for PostgreSQL lets one create, such as 17.11."""
        if not self.minors and self.patched:
            return (f"{self.major}.{self.patched[0]}-rds.{self.patched[1]}",)
        return tuple(f"{self.major}.{minor}" for minor in self.minors)

    @property
    def live_on_aurora(self) -> str:
        """The same for Aurora PostgreSQL, in words: what is newest there moves too often for a list."""
        lines = [f"{self.major}.{minor}" for minor in self.aurora_lines]
        newest = [f"{self.major}.{self.aurora_from} and later"] if self.aurora_from else []
        return ", ".join(lines + newest)


def _numbers(text: str) -> tuple[int, ...]:
    found: list[int] = []
    for part in text.split(",") if text != "-" else ():
        first, _, last = part.partition("-")
        found.extend(range(int(first), int(last or first) + 1))
    return tuple(found)


def _row(line: str) -> Major:
    major, *days, minors, patched, aurora = line.split()
    on_rds, standard_end, charged_from, year3_from, extended_end = map(date.fromisoformat, days)
    minor, _, first_date = patched.partition(".")
    *lines, newest = aurora.split(",")
    if not newest.endswith("+"):
        lines.append(newest)
    return Major(
        major=int(major),
        on_rds_since=on_rds,
        standard_end=standard_end,
        charged_from=charged_from,
        year3_from=year3_from,
        extended_end=extended_end,
        minors=_numbers(minors),
        patched=None if patched == "-" else (int(minor), first_date),
        aurora_lines=tuple(map(int, lines)),
        aurora_from=int(newest[:-1]) if newest.endswith("+") else None,
    )


@cache
def majors() -> dict[int, Major]:
    """Return every major version by its number, ascending."""
    rows = [_row(line) for line in TABLE.strip().splitlines()[1:]]
    return {row.major: row for row in rows}


def major_of(version: str) -> Major | None:
    """Return the major that a version such as 17, 17.11 or 13.23-rds.20260224 belongs to, if any."""
    number = version.partition(".")[0]
    return majors().get(int(number)) if number.isdecimal() else None


def parameter_family(version: str, *, aurora: bool = False) -> str:
    """Return the parameter group family of a version: postgres17 or aurora-postgresql17."""
    return ("aurora-postgresql" if aurora else "postgres") + version.partition(".")[0]


def is_newer(version: str) -> bool:
    """Tell whether a minor is newer than the newest that AS_OF knows: allowed, but not checked."""
    major, minor = major_of(version), version.partition(".")[2]
    return major is not None and bool(major.minors) and minor.isdecimal() and int(minor) > major.minors[-1]


def version_problem(version: str, *, aurora: bool = False) -> str | None:
    """Say why a version cannot be created; a major alone always can, AWS picks its minor.

    Dates are not looked at: see `Major.period` and `support_problem`.
    """
    major = major_of(version)
    if major is None:
        known = ", ".join(map(str, majors()))
        return f"is not a version of PostgreSQL on RDS; the majors are {known}"
    minor = version.partition(".")[2]
    if not version.count(".") or (_on_aurora(major, minor) if aurora else _on_rds(major, minor)):
        return None
    offered = major.live_on_aurora if aurora else ", ".join(major.live)
    where = "Aurora" if aurora else "RDS"
    choice = "one of " if "," in offered or " " in offered else ""
    return f"cannot be created on {where} any more, or never could; write {major.major}, or {choice}{offered}"


def _on_rds(major: Major, minor: str) -> bool:
    if minor.isdecimal():
        return int(minor) in major.minors or is_newer(f"{major.major}.{minor}")
    number, mark, day = minor.partition("-rds.")
    if not (mark and major.patched and number == str(major.patched[0])):
        return False
    return day.isdecimal() and len(day) == len("20260224") and day >= major.patched[1]


def _on_aurora(major: Major, minor: str) -> bool:
    if not minor.isdecimal():
        return False
    return int(minor) in major.aurora_lines or (major.aurora_from is not None and int(minor) >= major.aurora_from)


def support_problem(version: str, day: date, *, extended: bool) -> str | None:
    """Say why a version may not be created on a day: past standard support without Extended Support.

    Args:
        version: A version that `version_problem` accepts.
        day: The day of the deployment.
        extended: Whether paid Extended Support is wanted.
    """
    major = major_of(version)
    if major is None or day <= major.standard_end:
        return None
    if day > major.extended_end:
        return f"ended on {major.extended_end}, Extended Support included"
    if extended:
        return None
    return f"left standard support on {major.standard_end}: only with paid Extended Support, or upgrade"
