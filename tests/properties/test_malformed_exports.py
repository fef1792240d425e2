"""What other programs wrote, spoilt in one place: it is read, or refused in one line; nothing else happens."""

import copy
import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from costing.actual import explorer_csv, explorer_json
from costing.actual.beside import beside
from costing.actual.shown import as_document, as_text
from costing.errors import CostingError
from costing.gate import decide
from costing.prices.refresh.product import parse
from costing.report import reading
from costing.report import text as shown
from costing.report.document import full
from tests.support.estimates import estimate_with

ANSWER = {
    "GroupDefinitions": [{"Type": "TAG", "Key": "stack"}, {"Type": "TAG", "Key": "layer"}],
    "ResultsByTime": [
        {
            "TimePeriod": {"Start": "2026-10-01", "End": "2026-11-01"},
            "Total": {},
            "Groups": [
                {"Keys": ["stack$dev", "layer$edge"], "Metrics": {"AmortizedCost": {"Amount": "1.5", "Unit": "USD"}}}
            ],
            "Estimated": False,
        }
    ],
}
PRODUCT = {
    "product": {"sku": "X", "productFamily": "f", "attributes": {"usagetype": "u"}},
    "serviceCode": "AmazonEC2",
    "terms": {
        "OnDemand": {"a": {"priceDimensions": {"b": {"unit": "Hrs", "beginRange": "0", "pricePerUnit": {"USD": "1"}}}}},
        "Reserved": {
            "c": {
                "termAttributes": {"LeaseContractLength": "1yr", "PurchaseOption": "No Upfront"},
                "priceDimensions": {"d": {"unit": "Quantity", "pricePerUnit": {"USD": "9"}}},
            }
        },
    },
    "publicationDate": "2026-12-01T00:00:00Z",
}
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=4), st.integers(), max_size=2),
    st.sampled_from(["NaN", "1e999999", "2026-13-01", "9999-12-31", "layer$", "-Infinity", "0001-01-01"]),
)


def _places(value, path=()):
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _places(inner, (*path, place))


def spoilt(whole):
    """Return documents like `whole` with one place taken out or replaced by anything."""

    @st.composite
    def made(draw):
        document = copy.deepcopy(whole)
        path = draw(st.sampled_from([p for p in _places(whole) if p]))
        inner = document
        for step in path[:-1]:
            inner = inner[step]
        if draw(st.booleans()):
            inner[path[-1]] = draw(JUNK)
        else:
            del inner[path[-1]]
        return json.dumps(document)

    return made()


def _refused(deed):
    """Do something; one of our own errors is well as long as it is one line."""
    try:
        deed()
    except CostingError as error:
        return str(error)
    return "fine"


def _is_one_line(text):
    return bool(text) and "\n" not in text


@given(spoilt(ANSWER))
def test_an_answer_of_cost_explorer(text):
    """It is compared and shown, or refused."""
    bill = estimate_with({"edge": "1 2 3"}).deployed

    def compare():
        found = beside(explorer_json.charges(text, "x"), bill, "dev", None, date(2026, 11, 21))
        as_text(found)
        json.dumps(as_document(found))

    assert _is_one_line(_refused(compare))


CELLS = st.sampled_from(["layer", "edge($)", "x", "", "2026-10-01", "1", '"', "$", "NaN", "\0"])


@given(st.lists(st.lists(CELLS), max_size=4))
def test_a_csv_of_cost_explorer(rows):
    """Rows of any length, quotes that do not close, cells that are no amounts."""
    text = "\n".join(",".join(row) for row in rows)
    assert _is_one_line(_refused(lambda: explorer_csv.charges(text, "x")))


@given(spoilt(PRODUCT))
def test_a_product_of_the_price_list(text):
    """It is a product, or the list has another shape."""
    assert _is_one_line(_refused(lambda: parse(text)))


def _report():
    one = estimate_with({"network": "1 2 3", "database": "4"}, budget={"monthlyCap": "5"})
    return json.loads(json.dumps(full(one, decide(one))))


@given(spoilt(_report()))
def test_a_kept_report(text):
    """It is read and can be shown, or refused."""
    assert _is_one_line(_refused(lambda: shown.of_report(reading.parse(text, "x"))))
