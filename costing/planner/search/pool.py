"""A Savings Plan as the search sees it: a spend that all layers size together and that pays for all of them.

Its size is what always runs, at the plan's rates, in whole steps. It pays first for what it saves most on, so that what
it saves for one layer depends on the others. A slope tells it apart again: a dollar of the plan is never worth more
than the slope says but for draws that are worth more by themselves, and those count in full. So each option has a
least cost of its own, and the least costs of all layers together are never above the total.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple


class Draw(NamedTuple):
    """What an option runs of one item.

    Attributes:
        rate: the plan's price of it.
        price: its price without the plan.
        always: how much of it always runs.
        runs: how much of it runs.
    """

    rate: int
    price: int
    always: int
    runs: int


class Pool(NamedTuple):
    """A plan.

    Attributes:
        least: the least spend an hour.
        step: it grows in steps of so much.
        hours: it is paid for so many.
        slope: what a dollar of it is worth at most, as numerator and denominator; 1 at least.
        slack: what the slope makes of the spend above what always runs.
    """

    least: int
    step: int
    hours: int
    slope: tuple[int, int] = (1, 1)
    slack: int = 0

    def changes(self, draws: Iterable[Draw]) -> int:
        """Return what the plan changes of a total: its fee less the price of what it pays for; 0 where it is none."""
        drawn = sorted(draws, key=_worth)
        needed = needed_by(drawn)
        if not needed:
            return 0
        fee = left = max(self.least, -(-needed // (self.hours * self.step)) * self.step) * self.hours
        for draw in drawn:
            paid = min(draw.runs, left // draw.rate)
            left -= paid * draw.rate
            fee -= paid * draw.price
        return fee

    def bound(self, draws: Iterable[Draw]) -> int:
        """Return what the draws of one option add to a total at least, beside what they cost without the plan."""
        over, under = self.slope
        return (
            sum(d.always * d.rate * (under - over) - d.runs * max(0, d.price * under - d.rate * over) for d in draws)
            // under
        )


def needed_by(draws: Iterable[Draw]) -> int:
    """Return what a plan spends on what always runs; nothing does where this is 0, and then there is no plan."""
    return sum(draw.always * draw.rate for draw in draws)


def _worth(draw: Draw) -> tuple[Fraction, int]:
    return Fraction(draw.rate, draw.price), draw.rate


def sloped(pool: Pool, columns: Sequence[Sequence[tuple[int, Sequence[Draw]]]], smallest: int) -> Pool:
    """Return the plan with the slope at which least costs are the highest, and so the nearest to totals.

    The least sum is concave in the slope, so that its highest place is found by halving.

    Args:
        pool: the plan.
        columns: for each layer that draws, its options' costs without the plan, and what they draw.
        smallest: the least that any option needs that needs anything.
    """
    slopes = sorted({Fraction(d.price, d.rate) for column in columns for _, draws in column for d in draws})
    slopes = [slope for slope in slopes if slope >= 1] or [Fraction(1)]
    spare = max(pool.step, pool.least if smallest < pool.least * pool.hours else 0) * pool.hours

    def at(slope: Fraction) -> tuple[int, Pool]:
        over, under = slope.as_integer_ratio()
        tried = pool._replace(slope=(over, under), slack=-(-spare * (over - under) // under))
        least = sum(min((cost + tried.bound(draws) for cost, draws in column), default=0) for column in columns)
        return least - tried.slack, tried

    low, high = 0, len(slopes) - 1
    while low < high:
        middle = (low + high) // 2
        if at(slopes[middle])[0] < at(slopes[middle + 1])[0]:
            low = middle + 1
        else:
            high = middle
    return at(slopes[low])[1]
