"""How the bill is reckoned: allowances, credits, discounts, commitments, and prices the book lacks."""

from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import Tag

from infra.model.base import Model
from infra.model.layers import LayerName
from infra.model.types import Amount, Day, EntryName, Money, Positive, PositiveAmount, Text, number
from infra.model.variants import by_kind

Payment = Literal["noUpfront", "partialUpfront", "allUpfront"]


class Discount(Model):
    """A percentage off the lines of some layers, or of all.

    Attributes:
        percent: Percent off; 30 % of the whole bill, or a layer for nothing, is warned of.
        layers: The layers it holds for; empty all.
    """

    percent: Annotated[Decimal, number(gt=0, le=100)]
    layers: tuple[LayerName, ...] = ()


class Reserved(Model):
    """Reserved instances or nodes for `covers`: database, cache, or service.NAME of kind asg.

    Attributes:
        kind: Reserved instances or nodes.
        covers: `database`, `cache`, or `service.NAME` on instances.
        count: How many are reserved.
        term_years: 1 or 3.
        payment: `noUpfront`, `partialUpfront` or `allUpfront`.
        offering: `standard` or `convertible`.
    """

    kind: Literal["reserved"] = "reserved"
    covers: Text
    count: Positive = 1
    term_years: Literal[1, 3]
    payment: Payment = "noUpfront"
    offering: Literal["standard", "convertible"] = "standard"


class ComputeSavingsPlan(Model):
    """An hourly spend on compute at lower rates; without a figure, what the floor needs.

    Attributes:
        kind: A Compute Savings Plan: Fargate and instances, Spot apart.
        term_years: 1 or 3.
        payment: `noUpfront`, `partialUpfront` or `allUpfront`.
        hourly_usd: USD an hour that are promised; absent what always runs needs.
    """

    kind: Literal["computeSavingsPlan"] = "computeSavingsPlan"
    term_years: Literal[1, 3]
    payment: Payment = "noUpfront"
    hourly_usd: PositiveAmount | None = None


Commitment: TypeAlias = Annotated[
    Annotated[Reserved, Tag("reserved")] | Annotated[ComputeSavingsPlan, Tag("computeSavingsPlan")],
    by_kind(),
]


class Given(Model):
    """A price the book lacks: a line of its own, or `rate`, the key of the row it fills.

    Attributes:
        rate: Key of a row that the book lacks, in place of layer, unit and quantity.
        layer: The layer the line stands in.
        unit: What one of it is.
        unit_price: USD for one.
        monthly_quantity: How many a month.
        source: Where the price is from.
        as_of: The day it was read, quoted.
    """

    rate: Text | None = None
    layer: LayerName | None = None
    unit: Text | None = None
    unit_price: Money
    monthly_quantity: Amount | None = None
    source: Text
    as_of: Day


class Pricing(Model):
    """Everything about prices that is not in the price book.

    Attributes:
        free_tier: `none`, or `always`: the account's monthly allowances; the gate always reckons with none.
        credits_left_usd: USD of credits, shown as cash not spent.
        discounts: Discounts by name, as negative lines.
        commitments: Reservations and savings plans by name.
        given: Prices of one's own by name, for what the book lacks.
    """

    free_tier: Literal["none", "always"] = "none"
    credits_left_usd: Money = Decimal(0)
    discounts: dict[EntryName, Discount] = {}
    commitments: dict[EntryName, Commitment] = {}
    given: dict[EntryName, Given] = {}
