"""Which loss each tier survives, beside its price: in the matrix, in a sentence, and as data."""

import pytest

from costing.gate import decide
from costing.report import document, markdown, reading, text
from costing.report.survival_text import sentence
from costing.report.whole import whole
from infra.model.survival import Survival
from tests.support.bills import estimate_of

MICRO = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
DOCUMENT = {
    "topology": {"database": MICRO},
    "requirements": {"availability": "zone"},
    "tier": "single",
    "tiers": {"single": {}, "standby": {"topology": {"database": {"multiAz": True}}}},
}
SAID = (
    "a lost task, machine or zone is an outage (requirements.availability asks for zone): the database has no standby"
)

ZONE = " (requirements.availability asks for zone)"
SENTENCES = [
    (Survival("none", ("a", "b")), "a lost task, machine or zone is an outage: a; b"),
    (Survival("instance", ("a",)), "a task or a machine may be lost without an outage, a zone may not: a"),
    (Survival("zone", ()), "a zone may be lost without an outage"),
    (Survival("zone", (), "zone"), "a zone may be lost without an outage"),
    (
        Survival("instance", ("a",), "zone"),
        f"a task or a machine may be lost without an outage, a zone may not{ZONE}: a",
    ),
]


@pytest.mark.parametrize(("found", "said"), SENTENCES)
def test_a_sentence_says_what_is_survived_and_why_no_more(found, said):
    """CR-64: the class in words, what was asked for where it is more, and the parts in the way."""
    assert sentence(found) == said


@pytest.fixture(scope="module")
def report():
    """Return the whole report of two tiers."""
    one = estimate_of(DOCUMENT)
    return whole(one, decide(one))


def test_every_tier_says_it_beside_its_price(report):
    """The matrix has a row of it, and below the bill stands the sentence of the deployed tier."""
    rows = text.of_report(report).splitlines()
    assert next(r for r in rows if r.startswith("survives the loss of")).split()[4:] == ["nothing", "a", "zone"]
    assert SAID in " ".join(rows)


def test_it_is_data_and_comes_back(report):
    """In JSON it stands with the tier, and a report read back from there says the same."""
    data = document.of_report(report)
    assert data["tiers"]["single"]["survives"] == {
        "loss": "none",
        "asked": "zone",
        "because": ["the database has no standby"],
    }
    assert data["tiers"]["standby"]["survives"] == {"loss": "zone", "asked": "zone", "because": []}
    again = reading.of_document(data, "here")
    assert {name: bill.survival for name, bill in again.bills.items()} == {
        name: bill.survival for name, bill in report.bills.items()
    }


def test_it_stands_in_a_pull_request(report):
    """Markdown has the sentence among its remarks."""
    assert f"- {SAID}" in markdown.of_report(report)
