"""What a report shows beside the bill, as text: allowances, commitments, credits, claims, years, advice, scope."""

from costing.advice.piece import Advice
from costing.gate import decide
from costing.report import text
from costing.report.view import view
from costing.yearly import yearly
from tests.support.bills import estimate_of
from tests.support.hand_computed import figures

MICRO = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
STACK = {
    "topology": {"database": MICRO},
    "workload": {"database": {"storedGb": 5, "cpuMsPerRequest": 1}},
}
PARTIAL = {"kind": "reserved", "covers": "database", "termYears": 1, "payment": "partialUpfront"}


def shown(document=(), *, advice=None, **options):
    """Return the paragraphs of a report of one small database, $13.98 a month."""
    one = estimate_of({**STACK, **dict(document)})
    report = view(one, decide(one), years=yearly(one), advice=advice)
    return text.of_report(report, **options).split("\n\n")


def paragraph(document, start, **options):
    """Return the rows of the one paragraph that starts so."""
    (found,) = [part for part in shown(document, **options) if part.startswith(start)]
    return found.split("\n")


def test_commitments():
    """The fee, the cash now and later, the liability, what is saved: 11.68 − 8.17162."""
    rows = paragraph({"pricing": {"commitments": {"db": PARTIAL}}}, "commitments")
    assert [" ".join(row.split()) for row in rows] == [
        "commitments a month upfront later in all saves",
        "db: RDS reservation (db.t4g.micro, Single-AZ, 1 year, partial upfront) $8.17 $49.00 $4.09 $98.06 $3.51",
    ]


def test_a_commitment_is_two_lines_of_the_bill():
    """The fee with its rate, and the hours it takes back; they do not count as usage."""
    rows = paragraph({"pricing": {"commitments": {"db": PARTIAL}}}, "layer / line")
    lines = [" ".join(row.split()) for row in rows if "eserv" in row]
    assert lines == [
        "RDS reservation (db.t4g.micro, Single-AZ) 730 h $0.011194 8.17 8.17 8.17",
        "Hours under reservation db -730 h $0.016 -11.68 -11.68 -11.68",
    ]


def test_a_discount_is_a_percentage():
    """5 % of $13.98."""
    rows = paragraph({"pricing": {"discounts": {"edp": {"percent": 5}}}}, "layer / line")
    (line,) = [" ".join(row.split()) for row in rows if "Discount" in row]
    assert line.startswith("Discount edp $13.98 -5 % -0.70 -0.70 ")


def test_credits():
    """$100 pay seven months of $13.98."""
    said = "credits: $100.00 left pay 7.1 months of the expected figure; the gate does not reckon with them"
    assert paragraph({"pricing": {"creditsLeftUsd": 100}}, "credits") == [said]


def test_claims():
    """Total and parts with both differences, and the sum that does not add up."""
    claims = {"plan": {"tier": "base", "total": 20, "parts": {"database": 15, "edge": 4}, "source": "section 3"}}
    assert paragraph({"claims": claims}, "claimed") == [
        "claimed, beside the expected figure              claimed  estimated  difference",
        "plan (tier base, section 3)                       $20.00     $13.98      -$6.02   -30.1 %",
        "  database                                        $15.00     $13.98      -$1.02    -6.8 %",
        "  edge                                             $4.00      $0.00      -$4.00  -100.0 %",
        "  its own parts add up to $19.00, not to $20.00",
    ]


def test_years():
    """Twelve months of $13.98, then six: cash as it leaves, and what is due later."""
    document = {"pricing": {"commitments": {"db": PARTIAL}}, "path": [{"tier": "base", "months": 18}]}
    rows = paragraph(document, "the path")
    assert rows[0].split() == [
        "the",
        "path,",
        "year",
        "by",
        "year",
        "floor",
        "expected",
        "ceiling",
        "cash",
        "upfront",
    ]
    assert rows[1].startswith("  year 1: base            $125.66   $125.66")
    assert rows[1].endswith("$125.66   $49.00")
    assert rows[2].startswith("  year 2: base, 6 months")
    assert rows[3].startswith("18 months")
    assert rows[4] == "after that $24.53 of commitments are still to be paid"


ADVICE = tuple(
    Advice(f"a{n}", "saving", f"Do {n}", figures(str(n)), f"Because of {n}.", f"key{n}: value", "a page")
    for n in (7, 6, 5, 4, 3, 2)
)


def test_the_five_pieces_of_advice_with_most_money():
    """What it saves, what to do, why, what to write; the others are counted."""
    rows = paragraph({}, "advice", advice=ADVICE)
    assert rows[:4] == [
        "advice (5 of 6; --advice shows all)",
        "       saves $7.00  Do 7",
        "                    Because of 7.",
        "                    key7: value",
    ]
    assert not any("Do 2" in row for row in rows)


def test_every_piece_of_advice():
    """All of them, with their sources."""
    rows = paragraph({}, "advice", advice=ADVICE, every_advice=True)
    assert rows[0] == "advice"
    assert rows[-1].strip() == "source: a page"
    assert any("Do 2" in row for row in rows)


def test_advice_that_costs_or_has_no_price():
    """A switch says what it costs; a broken rule has no figure."""
    switch = Advice("s", "switch", "Two zones", figures("-12.5"), "Why.", "", "a page")
    risk = Advice("r", "risk", "One node", figures("0"), "Why.", "", "a page")
    rows = paragraph({}, "advice", advice=(switch, risk))
    assert rows[1] == "      costs $12.50  Two zones"
    assert rows[3] == "                 –  One node"


def test_the_scope_is_said():
    """What no bill here holds."""
    assert " ".join(paragraph({}, "not included")).startswith("not included: labour, other clouds, taxes, ")


def test_no_row_is_wider_than_a_terminal():
    """Everything at once still fits 120 columns."""
    document = {
        "pricing": {"commitments": {"db": PARTIAL}, "creditsLeftUsd": 100, "discounts": {"edp": {"percent": 5}}},
        "claims": {"plan": {"tier": "base", "total": 20, "source": "x" * 80}},
    }
    assert max(len(row) for part in shown(document, advice=ADVICE) for row in part.split("\n")) <= 120
