"""The report as people read it: aligned, the dearest first, the verdict up front, and a refusal with its ways out."""

import re

import pytest

from costing.gate import decide
from costing.report import text
from tests.support.bills import estimate_of
from tests.support.estimates import estimate_with

AMOUNTS = {
    "network/small": "1 2 3",
    "network/large": "10 20 30",
    "network/nothing": "0",
    "network/only-the-ceiling": "0 0 7",
    "database": "40 70.01 1234.5",
}
MONEY = r"[-\d,]+\.\d\d"
ROW = re.compile(rf"^(.+?)  +(?:\S.*?  +)?(?:\S+  +)?({MONEY})  +({MONEY})  +({MONEY})(?:  usage)?$")


def _table(amounts=AMOUNTS, **options):
    one = estimate_with(amounts)
    return list(text.bill_table(one.deployed, **options))


def _report(one, **options):
    return text.report(one, decide(one), **options)


# --- the bill -----------------------------------------------------------------------------------------------------


def test_the_columns_are_aligned():
    """Every row has its money in the same three places, right-aligned below the heads."""
    head, *rows = _table()[:-2]
    ends = [head.index(word) + len(word) for word in ("floor", "expected", "ceiling")]
    for row in rows:
        cells = ROW.match(row)
        assert cells, row
        assert [cells.end(number) for number in (2, 3, 4)] == ends


def test_the_bill_word_for_word():
    """Layers in their order with their sums, lines below them from the dearest, the total last."""
    assert _table() == [
        "layer / line                quantity  unit price   floor  expected    ceiling",
        "network                                            11.00     22.00      40.00",
        "  network large                 20 h       $1.00   10.00     20.00      30.00",
        "  network small                  2 h       $1.00    1.00      2.00       3.00",
        "  network only-the-ceiling       0 h       $1.00    0.00      0.00       7.00",
        "database                                           40.00     70.01   1,234.50",
        "  database part              70.01 h       $1.00   40.00     70.01   1,234.50",
        "total                                             $51.00    $92.01  $1,274.50",
        "1 line of $0.00 not shown (--all shows it)",
    ]


def test_a_layer_of_nothing_is_hidden_with_its_lines():
    """Where no line of a layer costs anything, its row of zeros says nothing either."""
    rows = _table({"network": "1", "budget": "0"})
    assert not any(row.startswith("budget") for row in rows)
    assert any(row.startswith("budget") for row in _table({"network": "1", "budget": "0"}, every_line=True))


def test_lines_of_nothing_are_hidden_unless_asked_for():
    """A line of zero in all three figures is counted, not shown; `--all` shows it."""
    assert not any("network nothing" in row for row in _table())
    shown = _table(every_line=True)
    assert any("network nothing" in row for row in shown)
    assert not any("not shown" in row for row in shown)


def test_a_bill_without_hidden_lines_does_not_mention_any():
    """The last row is the total."""
    assert _table({"network": "1"})[-1].startswith("total")


def test_lines_that_cost_alike_are_in_the_order_of_their_ids():
    """Nothing depends on chance: equal amounts are sorted by ceiling, then by id."""
    rows = _table({"network/b": "1 1 5", "network/a": "1 1 5", "network/c": "1 1 9"})
    assert [row.split()[1] for row in rows[2:5]] == ["c", "a", "b"]


@pytest.mark.parametrize(("words", "rows"), [(10, 1), (18, 1), (30, 2), (100, 5)])
def test_a_long_name_goes_on_below(words, rows):
    """A row fits a terminal of 120 columns: what has no room beside the figures follows below, and nothing is cut."""
    found = _table({f"network/{' '.join(['xy'] * words)}": "1"})[2:-1]
    assert ROW.match(found[0])
    assert len(found) == rows
    assert " ".join(found).split().count("xy") == words
    assert max(map(len, found)) <= 116


class _Narrow(text.Style):
    width = 80


def test_a_narrow_page_shows_quantities_and_money():
    """On 80 columns the unit price and the mark of usage give way; `explain` has both."""
    rows = _table({"network/a name that is rather long for so narrow a page": "1 2 3"}, style=_Narrow())
    assert rows[0].split() == ["layer", "/", "line", "quantity", "floor", "expected", "ceiling"]
    assert max(map(len, rows)) <= 80
    assert not any("$1.00" in row for row in rows[:-1])


def test_unit_prices_are_those_of_the_book():
    """Not a digit is rounded away: whoever multiplies gets the amount."""
    api = {"kind": "fargate", "cpuUnits": 256, "memoryMib": 512, "containers": {"app": {"image": "a.b/app:1"}}}
    rows = text.bill_table(estimate_of({"topology": {"services": {"api": api}}}).deployed)
    prices = {cell for row in rows for cell in row.split() if cell.startswith("$0.0")}
    assert {"$0.04048", "$0.004445"} <= prices


class _Marked(text.Style):
    def __call__(self, text, mark):
        return f"<{mark}>{text}" if mark else text


def test_marks_go_around_whole_rows():
    """Colours are put on by whoever prints to a terminal; layers are bold, heads are dim."""
    rows = list(text.bill_table(estimate_with(AMOUNTS).deployed, _Marked()))
    assert [row[:6] for row in rows if row.startswith("<")] == ["<dim>l", "<bold>", "<bold>", "<bold>", "<dim>1"]


def test_usage_lines_are_marked():
    """What follows traffic is told apart from what runs by the clock."""
    rows = list(text.bill_table(estimate_of({"topology": {"network": {"egress": {"kind": "natGateway"}}}}).deployed))
    all_rows = list(
        text.bill_table(
            estimate_of({"usage": {"network": {"internetOutGb": 5}}}).deployed,
            every_line=True,
        )
    )
    assert not next(row for row in rows if "NAT gateway" in row).endswith("usage")
    assert next(row for row in all_rows if "internet" in row).endswith("  usage")


# --- the whole report ---------------------------------------------------------------------------------------------


def test_the_title_says_what_and_where_and_when():
    """Stack, tier with its note, region, the day of the prices, the currency."""
    one = estimate_of({"tiers": {"growth": {"note": "from March on"}}, "tier": "growth"}, name="prod")
    assert _report(one).splitlines()[0] == (
        "prod · tier growth (from March on) · us-east-1 · prices of 2026-11-21 · US dollars a month"
    )


def test_one_tier_has_no_matrix():
    """Side by side needs two."""
    assert "by layer and tier" not in _report(estimate_with(AMOUNTS))


def test_tiers_side_by_side():
    """Expected figures by layer, the deployed tier marked, three totals below; a layer that is absent is a dash."""
    others = {"growth": {"network": "30 40 50", "cache": "5"}, "able": {"database": "1"}}
    one = estimate_with({"network": "10 20 30"}, tier="startup", others=others, path=["startup", "growth"])
    report = _report(one).splitlines()
    start = next(i for i, row in enumerate(report) if row.startswith("expected, by layer and tier"))
    rows = [row.split() for row in report[start : start + 7]]
    assert rows == [
        ["expected,", "by", "layer", "and", "tier", "startup*", "growth", "able"],
        ["network", "20.00", "40.00", "–"],
        ["database", "–", "–", "1.00"],
        ["cache", "–", "5.00", "–"],
        ["floor", "$10.00", "$35.00", "$1.00"],
        ["expected", "$20.00", "$45.00", "$1.00"],
        ["ceiling", "$30.00", "$55.00", "$1.00"],
    ]
    assert len({len(row) for row in report[start : start + 7]}) == 1


def test_many_tiers_are_shown_in_parts():
    """As many columns as fit a page; the other tiers in another matrix below."""
    others = {f"tier{n}": {"network": str(n)} for n in range(9)}
    report = _report(estimate_with({"network": "1"}, tier="mine", others=others))
    assert report.count("expected, by layer and tier") == 2
    assert all(len(row) <= 116 for row in report.splitlines())


def test_an_unpriced_tier_shows_no_figure():
    """No total, what is missing, and the other tiers all the same."""
    one = estimate_with({"network": "10"}, tier="a", others={"b": {"network": "7"}}, missing=["rds.x"])
    report = _report(one)
    assert re.search(r"^total +unpriced +unpriced +unpriced$", report, re.MULTILINE)
    assert "no price for:\n  rds.x in us-east-1 (a line)" in report
    assert re.search(r"^expected +unpriced +\$7\.00$", report, re.MULTILINE)


def test_assumptions_and_remarks_are_named():
    """Each with its reason and the key that says otherwise."""
    one = estimate_of(
        {
            "topology": {"database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}},
            "workload": {"requestsPerSecond": {"peak": 10}, "database": {"kbPerRequest": 4}},
            "usage": {"network": {"crossZoneGb": 1}},
        }
    )
    report = _report(one)
    assert "assumed, for want of a figure:\n" in report
    flowing = " ".join(report.split())
    assert (
        "requests: 10 a second (no average given: the peak; tollgate:workload.requestsPerSecond.average says otherwise)"
    ) in flowing
    assert "usage.network.crossZoneGb is given as 1, the workload says 100.25" in flowing


# --- verdicts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("budget", "verdict"),
    [
        ({"monthlyCap": "200"}, "within budget (dev, tier base): expected $100.00 a month, cap $200.00, 50.0 %"),
        ({"monthlyCap": "110"}, "near the cap (dev, tier base): expected $100.00 a month, cap $110.00, 90.9 %"),
        ({"monthlyCap": {"floor": "120"}}, "within budget (dev, tier base): floor $60.00 a month, cap $120.00, 50.0 %"),
        ({"monthlyCap": "90"}, "over budget (dev, tier base): expected $100.00 a month, cap $90.00, $10.00 over"),
        (
            {"monthlyCap": "90", "layers": {"network": "10"}},
            "over budget (dev, tier base): expected $100.00 a month, cap $90.00, $10.00 over; 1 more",
        ),
        (
            {"monthlyCap": "90", "enforcement": "advisory"},
            (
                "over budget (dev, tier base): expected $100.00 a month, cap $90.00, $10.00 over"
                " (enforcement is advisory: not refused)"
            ),
        ),
        ({"monthlyCap": "none"}, "within budget (dev, tier base): expected $100.00 a month, there is no cap"),
    ],
)
def test_the_first_line_that_is_logged_is_the_verdict(budget, verdict):
    """A progress row shows only that line: state, stack, tier, figure, cap."""
    one = estimate_with({"network": "60 100 150"}, budget=budget)
    assert next(text.for_log(one, decide(one))) == verdict


def test_an_unpriced_verdict_names_the_price():
    """What is missing comes first, whatever else is wrong."""
    one = estimate_with({"network": "60 100 150"}, budget={"monthlyCap": "90"}, missing=["rds.x"])
    assert next(text.for_log(one, decide(one))) == (
        "unpriced (dev, tier base): no price for rds.x in us-east-1 (a line)"
    )


def test_the_log_has_the_table_below_the_verdict():
    """Verdict, what was weighed besides, a blank line, then the bill."""
    override = {"monthlyCap": "500", "reason": "launch", "until": "2027-01-01"}
    one = estimate_with({"network": "60 100 150"}, budget={"monthlyCap": "110", "override": override})
    rows = list(text.for_log(one, decide(one)))
    assert rows[1:3] == [
        "  at or above the warning level of 80 %",
        "  accepted up to $500.00 until 2027-01-01: launch",
    ]
    assert rows[3] == ""
    assert rows[4].startswith("layer / line")
    assert rows[-1].startswith("total")


# --- refusals -----------------------------------------------------------------------------------------------------

LINES = {"network/a": "5 10 15", "network/b": "1 2 3", "database/c": "40 70 100", "cache/d": "4 8 9"}


def _refusal(budget, lines=LINES, **more):
    one = estimate_with(lines, budget=budget, **more)
    decision = decide(one)
    assert decision.refused
    return list(text.closing(one, decision))


def test_a_refusal_word_for_word():
    """The verdict, the costliest lines, and the commands that let it pass."""
    assert _refusal({"monthlyCap": "50"}) == [
        "over budget (dev, tier base): expected $90.00 a month, cap $50.00, $40.00 over",
        "the costliest lines:",
        "  database          $70.00  database c",
        "  network           $10.00  network a",
        "  cache              $8.00  cache d",
        "to pass: raise the cap: pulumi config set --path tollgate:budget.monthlyCap 90",
        "to pass: accept it until 2026-12-05, by all three of",
        "  pulumi config set --path tollgate:budget.override.monthlyCap 90",
        '  pulumi config set --path tollgate:budget.override.reason "why"',
        "  pulumi config set --path tollgate:budget.override.until 2026-12-05",
    ]


def test_every_reason_is_listed_when_there_are_several():
    """One reason stands in the verdict; two are listed below it."""
    rows = _refusal({"monthlyCap": "50", "layers": {"database": "60"}})
    assert rows[0].endswith("; 1 more")
    assert rows[1:3] == [
        "  expected $90.00 a month, cap $50.00, $40.00 over",
        "  database: expected $70.00 a month, cap $60.00, $10.00 over",
    ]


def test_a_layers_refusal_lists_that_layers_lines():
    """What costs most elsewhere is beside the point."""
    rows = _refusal({"monthlyCap": "1000", "layers": {"network": "5"}})
    assert [row.split()[0] for row in rows if row.startswith("  ") and "$" in row] == ["network", "network"]


def test_a_refusal_for_the_ceiling_ranks_by_the_ceiling():
    """The lines that are dearest in the figure that is capped."""
    lines = {"network/a": "0 50 51", "database/b": "0 1 500"}
    rows = _refusal({"monthlyCap": {"ceiling": "100"}}, lines)
    assert [row.split()[0] for row in rows if row.startswith("  ") and "$" in row] == ["database", "network"]


@pytest.mark.parametrize(
    ("budget", "keys"),
    [
        ({"monthlyCap": "50"}, ["monthlyCap 90"]),
        ({"monthlyCap": {"expected": "50"}}, ["monthlyCap 90"]),
        ({"monthlyCap": {"ceiling": "50"}}, ["monthlyCap.ceiling 127"]),
        ({"monthlyCap": {"expected": "50", "floor": "1"}}, ["monthlyCap.expected 90", "monthlyCap.floor 50"]),
        ({"monthlyCap": "1000", "tiers": {"big": "50"}}, ["tiers.big 90"]),
        ({"monthlyCap": "1000", "layers": {"cache": {"ceiling": "1"}}}, ["layers.cache.ceiling 9"]),
    ],
)
def test_the_cap_to_raise_is_the_one_exceeded(budget, keys):
    """The command names the key that holds the cap (the tier's, the layer's, the figure's) and what would be enough."""
    rows = [row for row in _refusal(budget, tier="big") if "raise the cap" in row]
    assert rows == [f"to pass: raise the cap: pulumi config set --path tollgate:budget.{k}" for k in keys]


def test_a_suggested_override_is_enough():
    """Whoever follows the advice gets through: the amount is rounded up, never down."""
    rows = "\n".join(_refusal({"monthlyCap": "50"}, {"network": "93.01"}))
    amount = re.search(r"override\.monthlyCap (\d+)", rows).group(1)
    assert amount == "100"
    override = {"monthlyCap": amount, "reason": "launch", "until": "2026-12-31"}
    assert not decide(estimate_with({"network": "93.01"}, budget={"monthlyCap": "50", "override": override})).refused


def test_ways_out_of_a_missing_price():
    """Give the price; raising the cap would not help."""
    rows = _refusal({"monthlyCap": "1000"}, missing=["rds.x"])
    assert any("pricing.given" in row for row in rows)
    assert not any("raise the cap" in row for row in rows)


def test_ways_out_of_an_old_book():
    """Refresh the prices."""
    from tests.support.bills import TODAY

    rows = _refusal({"monthlyCap": "1000"}, book=TODAY.replace(year=2024))
    assert any("python -m costing prices refresh" in row for row in rows)


def test_a_softened_decision_has_no_ways_out():
    """Over but not refused: the verdict and the note, nothing to do."""
    one = estimate_with(LINES, budget={"monthlyCap": "50", "enforcement": "advisory"})
    rows = list(text.closing(one, decide(one)))
    assert len(rows) == 2
    assert not any("to pass" in row for row in rows)
