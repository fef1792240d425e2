"""Lines of a bill worked out by hand: the arithmetic in the docstring, every figure a literal.

    @hand_computed("network/nat-gateway/hours", quantity="730", price="0.045", amount="32.85")
    def test_one_nat_gateway():
        '''One gateway for all zones: 730 h × 1 = 730 h, at $0.045 an hour: $32.85.'''
        return bill_of({"network": {"egress": {"kind": "natGateway"}}})

The decorated function returns a bill; the test compares the line of that kind with the literals. A quantity or an
amount is one number that stands for all three figures, or three: floor, expected, ceiling. What collects these cases
is `tests/costing/test_kinds.py`: it fails for a kind of line that has none.
"""

import functools
from collections.abc import Callable
from decimal import Decimal

from costing.bill import Bill
from costing.money import Figures
from tests.support.bills import line

MARK = "hand_computed_kind"


def figures(text: str) -> Figures:
    """Return one number three times, or the three numbers of a text."""
    numbers = [Decimal(number) for number in text.split()]
    return Figures(*(numbers * 3 if len(numbers) == 1 else numbers))


def hand_computed(
    kind: str, *, quantity: str, price: str, amount: str, of: str = "", meter: str = "", resource: str = ""
) -> Callable[[Callable[..., Bill]], Callable[..., None]]:
    """Turn a function that returns a bill into a test of one of its lines.

    Args:
        kind: id of the kind of line, with a word in capitals where a key of the config stands.
        quantity: in the kind's unit.
        price: US dollars for one unit.
        amount: US dollars a month.
        of: what stands for that word in the line's id.
        meter: what follows the id after a dot, where one resource has several prices.
        resource: `type name` of the Pulumi resource the line must name, where that is what the case is about.
    """
    steps = (of if of and step.isupper() else step for step in kind.split("/"))
    line_id = "/".join(steps) + (f".{meter}" if meter else "")

    def decorate(function: Callable[..., Bill]) -> Callable[..., None]:
        @functools.wraps(function)
        def test(*args: object, **named: object) -> None:
            found = line(function(*args, **named), line_id)
            assert found.quantity == figures(quantity)
            assert found.price.usd == Decimal(price)
            assert found.amount == figures(amount)
            if resource:
                assert f"{found.resource.type} {found.resource.name}" == resource

        setattr(test, MARK, kind)
        return test

    return decorate
