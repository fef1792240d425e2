"""What Cost Explorer tells: dollars by day or month, with the tags they carry."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from costing.errors import CostingError

LAYER, STACK, SERVICE = "layer", "stack", "SERVICE"
"""Two tags of every resource, and the dimension that Cost Explorer calls a service of AWS."""
NO_TAG = ""
"""The value of a tag that a charge does not carry."""


YEARS = range(2006, 2100)
"""AWS began in 2006."""
MOST_USD = Decimal(10) ** 15
"""Beyond it a figure is no bill."""


class SpendError(CostingError):
    """What should be an export of Cost Explorer is none, or tells too little; the text is one line."""

    exit_code = 2


class Charge(NamedTuple):
    """Dollars of one period.

    Attributes:
        start, end: the period; `end` is the first day after it.
        usd: dollars, negative for what was given back.
        layer: value of the tag; `NO_TAG` where there is none.
        stack: value of the tag; None where the export does not tell stacks apart.
        service: AWS's name of the service; None where the export does not tell.
        estimated: whether AWS may still change the figure.
    """

    start: date
    end: date
    usd: Decimal
    layer: str
    stack: str | None = None
    service: str | None = None
    estimated: bool = False


class Month(NamedTuple):
    """A calendar month, `2026-10`."""

    year: int
    month: int

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def end(self) -> date:
        """The first day after it."""
        return date(self.year + self.month // 12, self.month % 12 + 1, 1)

    @property
    def before(self) -> "Month":
        """The month before."""
        return month_of(date.fromordinal(self.start.toordinal() - 1))

    def __str__(self) -> str:
        """Return `2026-10`."""
        return f"{self.year:04}-{self.month:02}"


def month_of(day: date) -> Month:
    """Return the month a day lies in."""
    return Month(day.year, day.month)


def month_named(text: str) -> Month:
    """Return the month that `2026-10` names.

    Raises:
        SpendError: it names none.
    """
    year, _, month = text.partition("-")
    if not (
        len(year) == 4
        and len(month) == 2
        and (year + month).isdecimal()
        and 1 <= int(month) <= 12
        and int(year) in YEARS
    ):
        raise SpendError(f"--month {text!r} is no month such as 2026-10")
    return Month(int(year), int(month))


def amount(text: object, where: str) -> Decimal:
    """Return dollars as an export writes them; an empty cell is nothing spent.

    Raises:
        SpendError: it is no amount.
    """
    try:
        value = Decimal(str(text).strip() or "0")
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) > MOST_USD:
        raise SpendError(f"{where}: {text!r} is no amount of dollars")
    return value


def day(text: object, where: str) -> date:
    """Return a day as an export writes it, with or without a time.

    Raises:
        SpendError: it is no day.
    """
    try:
        found = date.fromisoformat(str(text)[:10])
    except ValueError:
        found = date.min
    if found.year not in YEARS:
        raise SpendError(f"{where}: {text!r} is no day such as 2026-10-01")
    return found


def months_in(charges: Iterable[Charge]) -> list[Month]:
    """Return the months that charges lie in, in order."""
    return sorted({month_of(one.start) for one in charges})
