"""Six-field cron expressions of EventBridge, AWS Backup and Application Auto Scaling.

Minutes, hours, day of month, month, day of week (1 is Sunday), year; `?` in exactly one of the two day
fields. No `cron( )` around them: the program adds that.
"""

from functools import lru_cache
from typing import Final, NamedTuple

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "FIELDS": ("eventbridge-cron", "scheduled-scaling"),
    "MONTHS": ("eventbridge-cron",),
    "WEEKDAYS": ("eventbridge-cron",),
    "EXAMPLE": ("eventbridge-cron",),
    "LONGEST": ("botocore",),
}

MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
WEEKDAYS: Final = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
EXAMPLE: Final = "0 2 * * ? *"
LONGEST: Final = 256 - len("cron()")
"""EventBridge Scheduler takes 256 characters, `cron()` among them."""


class Field(NamedTuple):
    """One field: its name, its bounds, its words for numbers, and whether `/` may follow a value."""

    name: str
    least: int
    most: int
    words: tuple[str, ...] = ()
    steps: bool = True
    wraps: bool = True


FIELDS: Final = (
    Field("minutes", 0, 59),
    Field("hours", 0, 23),
    Field("day of month", 1, 31),
    Field("month", 1, 12, MONTHS),
    Field("day of week", 1, 7, WEEKDAYS, steps=False),
    Field("year", 1970, 2199, wraps=False),
)

_DAY_FIELDS: Final = frozenset({2, 4})


class Cron(NamedTuple):
    """A parsed expression; of the two day fields one is empty and the other decides.

    `month_days` and `week_days` are plain numbers. `special` is the one day that no number says:
    `L`, `LW`, `15W` of the month, `6L` (last Friday) or `3#2` (second Tuesday) of the week.
    """

    minutes: frozenset[int]
    hours: frozenset[int]
    month_days: frozenset[int]
    months: frozenset[int]
    week_days: frozenset[int]
    years: frozenset[int]
    special: str


class CronError(ValueError):
    """An expression that AWS refuses; the message is a clause with the expression as its subject."""


def problem(text: str) -> str | None:
    """Say why a text is no cron expression of AWS; None when it is one."""
    try:
        parse(text)
    except CronError as error:
        return str(error)
    return None


@lru_cache(maxsize=1024)
def parse(text: str) -> Cron:
    """Read an expression.

    Raises:
        CronError: AWS would refuse it, or it would never run.
    """
    if "(" in text:
        raise CronError(f"is written without its function and brackets, as in {EXAMPLE}")
    fields = text.upper().split()
    if len(fields) != len(FIELDS) or len(text) > LONGEST:
        raise CronError(_shape_problem(text, fields))
    month_day, week_day = fields[2], fields[4]
    if (month_day == "?") == (week_day == "?"):
        raise CronError("needs ? in exactly one of day of month and day of week")
    special = _special(month_day, week_day)
    numbers = [
        frozenset[int]() if index in _DAY_FIELDS and (special or field == "?") else _numbers(field, FIELDS[index])
        for index, field in enumerate(fields)
    ]
    cron = Cron(*numbers, special=special)
    if cron.month_days and not _reaches(cron):
        raise CronError("names a day that none of its months has, so it never runs")
    return cron


def _shape_problem(text: str, fields: list[str]) -> str:
    if len(fields) != 5 or len(text) > LONGEST:
        return f"does not have the six fields that AWS wants, as in {EXAMPLE}"
    minute, hour, day, month, week_day = fields
    if week_day.isdecimal() and len(week_day) == 1:
        week_day = WEEKDAYS[int(week_day) % 7]
    if week_day == "*":
        hint = f"{minute} {hour} {day} {month} ? *"
    elif day == "*" and week_day[0].isalpha():
        hint = f"{minute} {hour} ? {month} {week_day} *"
    else:
        hint = EXAMPLE
    return f"has the five fields of Unix; AWS wants six, with a year and one ?, as in {hint}"


def _special(month_day: str, week_day: str) -> str:
    """Return the day that is no plain number, checked, or nothing."""
    if "," in month_day and not set("LW").isdisjoint(month_day):
        raise CronError("has L or W in a list; they stand alone in day of month")
    if month_day in {"L", "LW"}:
        return month_day
    if month_day.endswith("W"):
        _one(month_day[:-1], FIELDS[2])
        return month_day
    if week_day.endswith("L") and week_day != "L":
        return f"{_one(week_day[:-1], FIELDS[4])}L"
    day, mark, count = week_day.partition("#")
    if not mark:
        return ""
    if count not in {"1", "2", "3", "4", "5"}:
        raise CronError("has a # that is not alone with a day before it and 1 to 5 after it")
    return f"{_one(day, FIELDS[4])}#{count}"


def _numbers(text: str, field: Field) -> frozenset[int]:
    if field.name == "day of week" and text == "L":
        return frozenset({7})
    return frozenset(number for part in text.split(",") for number in _part(part, field))


def _part(text: str, field: Field) -> list[int]:
    span, slash, step = text.partition("/")
    if slash and not (field.steps and step.isdecimal() and 0 < int(step) <= field.most):
        raise CronError(f"has a step in {field.name} that AWS does not take: {text}")
    first, dash, last = span.partition("-")
    if span == "*":
        low, high = field.least, field.most
    elif dash:
        low, high = _one(first, field), _one(last, field)
    else:
        low = _one(first, field)
        high = field.most if slash else low
    return _span(low, high, field)[:: int(step) if slash else 1]


def _span(low: int, high: int, field: Field) -> list[int]:
    if low <= high:
        return list(range(low, high + 1))
    if not field.wraps:
        raise CronError(f"has a range of {field.name} that runs backwards: {low}-{high}")
    return [*range(low, field.most + 1), *range(field.least, high + 1)]


def _one(text: str, field: Field) -> int:
    if text in field.words:
        return field.words.index(text) + 1
    if not (text.isascii() and text.isdecimal() and field.least <= int(text) <= field.most):
        names = f" or {field.words[0]}-{field.words[-1]}" if field.words else ""
        raise CronError(f"has {text or 'nothing'} as {field.name}, not {field.least}-{field.most}{names}")
    return int(text)


def _reaches(cron: Cron) -> bool:
    leap = any(year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) for year in cron.years)
    longest = {2: 29 if leap else 28, 4: 30, 6: 30, 9: 30, 11: 30}
    return min(cron.month_days) <= max(longest.get(month, 31) for month in cron.months)
