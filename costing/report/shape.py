"""The shape of the report as data: what `docs/schema/report.json` is made from, and what reports are held to in tests.

Nothing on the way to a bill imports this: a report is written by `document` and read by `reading`.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from pydantic.alias_generators import to_camel

Number = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$", description="a decimal number as text: no exponent")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}(-\d{2})?$|^$", description="a day or a month, ISO")]
Basis = Literal["floor", "expected", "ceiling"]


class Shape(BaseModel):
    """A part of a report: its keys in camelCase, and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, alias_generator=to_camel)


class Figures(Shape):
    """Nobody comes; the stated workload; peak all month."""

    floor: Number
    expected: Number
    ceiling: Number


class Total(Shape):
    """The three figures, all null where a price is missing."""

    floor: Number | None
    expected: Number | None
    ceiling: Number | None


class Resource(Shape):
    """The Pulumi resource that causes a cost."""

    type: str
    name: str


class Price(Shape):
    """Where a unit price comes from."""

    key: str
    as_of: str
    source: str
    confidence: str


class Line(Shape):
    """One priced line; the amount is exactly the quantity times the unit price. `id` is a contract."""

    id: str
    layer: str
    name: str
    resource: Resource | None = Field(description="null for what is bought or agreed beside the topology")
    quantity: Figures
    unit: str
    unit_price: Number
    amount: Figures
    basis: Literal["fixed", "usage"]
    derivation: str
    price: Price


class Missing(Shape):
    """A price that the book lacks."""

    region: str
    key: str
    wanted_for: str


class Assumption(Shape):
    """A figure taken because none was given, and the key that replaces it."""

    name: str
    value: str
    reason: str
    instead: str


class Commitment(Shape):
    """What a reservation or savings plan comes to."""

    name: str
    description: str
    term_years: int
    payment: str
    monthly: Number
    upfront_cash: Number | None
    monthly_cash: Number | None
    liability: Number
    unused: Figures
    covered: Figures
    saving: Figures


class FreeTier(Shape):
    """What the account has free every month; not in the total, nor in the gate."""

    lines: list[Line]
    after: Total


class CreditMonths(Shape):
    """How many months credits last; null for ever."""

    floor: Number | None
    expected: Number | None
    ceiling: Number | None


class Credits(Shape):
    """Credits the account has left."""

    left: Number
    months: CreditMonths


class Survives(Shape):
    """Which loss a tier outlives, beside the one that is asked for, and why no more."""

    loss: str
    asked: str
    because: list[str]


class Tier(Total):
    """The bill of one tier."""

    layers: dict[str, Figures]
    lines: list[Line]
    assumptions: list[Assumption]
    remarks: list[str]
    note: str = Field("", description="what the config says of the tier; absent where it says nothing")
    missing: list[Missing] = Field([], description="absent where the tier is priced whole")
    commitments: list[Commitment] = Field([], description="absent without any")
    free_tier: FreeTier | None = Field(None, description="absent with `freeTier: none`")
    credits: Credits | None = Field(None, description="absent without any")
    survives: Survives | None = Field(None, description="absent where nothing serves")


class PriceBook(Shape):
    """Which prices the bill was made with."""

    as_of: Day
    sha256: Sha256


class Budget(Shape):
    """The gate's decision in figures; of several caps the one nearest its cap."""

    monthly_cap: Number | None
    basis: Basis | None
    decision: Literal["within", "warning", "over", "unpriced"]
    used: Number | None = Field(description="percent of the cap")
    excess: Number
    reasons: list[str]
    fix: Any = Field(description="the cheapest configuration that fits, where a refusal names one")


class Gate(Shape):
    """The decision in words."""

    refused: bool
    verdict: str
    details: list[str]


class Beside(Shape):
    """A stated figure beside ours."""

    claimed: Number
    estimated: Number | None
    difference: Number | None
    percent: Number | None


class Claim(Shape):
    """What a plan states of a tier."""

    name: str
    tier: str
    source: str | None
    total: Beside | None
    parts: dict[str, Beside]
    parts_sum: Number | None
    remark: str | None


class Month(Figures):
    """A month of the path."""

    month: int
    tier: str
    cash: Number
    upfront: Number
    credits: Number


class Span(Figures):
    """A year of the path, or all of it."""

    months: int
    tiers: list[str]
    cash: Number
    upfront: Number
    credits: Number


class Years(Shape):
    """The path ahead."""

    months: list[Month]
    years: list[Span]
    whole: Span
    outstanding: Number
    remarks: list[str]


class Advice(Shape):
    """One piece of advice, measured."""

    id: str
    sort: Literal["saving", "switch", "risk"]
    title: str
    saving: Figures
    why: str
    how: str
    source: str


class Head(Shape):
    """What both reports begin with."""

    schema_version: int
    stack: str
    region: str
    currency: Literal["USD"]
    hours_per_month: Number
    tier: str
    price_book: PriceBook
    model_hash: str = Field(pattern=r"^([0-9a-f]{64})?$")
    budget: Budget


class CostReport(Head):
    """The output `costReport`: small enough to be printed by every `pulumi up`."""

    tiers: dict[str, Total]
    layers: dict[str, Number]


class FullReport(Head):
    """The whole report: `report --format json`, and the text of the output `costReportFull`."""

    tiers: dict[str, Tier]
    layers: dict[str, Number]
    gate: Gate
    path: list[str]
    claims: list[Claim]
    years: Years | None = Field(None, description="absent where a tier lacks a price")
    advice: list[Advice] | None = Field(None, description="absent where none was asked for")
    scope: list[str]


TITLES = {"report": (FullReport, "tollgate report"), "costReport": (CostReport, "tollgate cost report")}
"""What may be asked for, with its shape."""


def report_schema(of: str) -> dict[str, Any]:
    """Return the JSON schema of a report: `report` is the whole one, `costReport` the small output."""
    shape, title = TITLES[of]
    made = TypeAdapter(shape).json_schema(by_alias=True, mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_untitled(made), "title": title}


def _untitled(schema: Any) -> Any:
    """Drop the titles that pydantic makes of names, which say what the keys say."""
    if isinstance(schema, list):
        return [_untitled(part) for part in schema]  # pyright: ignore[reportUnknownVariableType] - JSON
    if not isinstance(schema, dict):
        return schema
    parts: dict[str, Any] = schema  # pyright: ignore[reportUnknownVariableType] - JSON
    return {key: _untitled(value) for key, value in parts.items() if not (key == "title" and isinstance(value, str))}
