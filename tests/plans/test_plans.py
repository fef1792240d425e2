"""docs/plans.md says no more than is shown: each row, its tests, calls, figures and mistakes are checked."""

import pytest

from costing.money import usd
from tests.plans import computed, nodes
from tests.plans.page import PAGE, page
from tests.plans.rows import WISHES, features, plans

PLANS = {plan.prefix: plan for plan in plans()}
ROWS = {row.id: row for plan in PLANS.values() for row in plan.rows}
FEATURES = list(features())


@pytest.mark.parametrize("prefix", WISHES)
def test_every_wish_has_its_row(prefix):
    """Ids are a plan's letters and two digits: all of them, in order, none twice, none beyond the last."""
    wanted = [f"{prefix}-{number:02}" for number in range(1, WISHES[prefix] + 1)]
    assert [row.id for row in PLANS[prefix].rows] == wanted


def test_there_are_243_wishes():
    """46 of default-rate, 59 of accunode, 23 of fastapi-strategy, 49 of playstudy, 66 of consumer-rights."""
    assert sum(WISHES.values()) == len(ROWS) == 243


def test_every_row_says_what_shows_it():
    """A test or a call shows it, or a sentence says why it is no part of the program."""
    assert not [row.id for row in ROWS.values() if not (row.tests or row.commands or row.outside)]


@pytest.mark.parametrize("name", ROWS)
def test_what_shows_a_row_exists(name):
    """Every test that a row names is in its file."""
    assert not [wrong for wrong in map(nodes.why_not, ROWS[name].tests) if wrong]


@pytest.mark.parametrize("line", sorted({c for row in ROWS.values() for c in row.commands}))
def test_every_call_ends_as_stated(line):
    """The exit code is the stated one, and the stated words are printed."""
    said = computed.called(line.line)
    assert (said.exit_code, line.says in " ".join(said.text.split())) == (line.exit_code, True), said.text


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row.mistakes])
def test_every_mistake_is_answered(name):
    """The plan's mistake, put into its example, is refused or remarked on in the stated words."""
    for mistake in ROWS[name].mistakes:
        said = computed.answered(mistake)
        assert said.exit_code == mistake.exit_code, said.text
        assert mistake.says in computed.message(said, mistake.says)


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row.figures])
def test_every_figure_is_on_a_bill(name):
    """What is compared with a stated figure is a sum of lines that a tier of the example really has."""
    for figure in ROWS[name].figures:
        assert figure.plan
        assert usd(computed.ours(figure))


@pytest.mark.parametrize("feature", FEATURES, ids=lambda one: one.name)
def test_a_feature_runs_where_the_table_says(feature):
    """Its path is really set in the named tier of the example, or tests show it; and rows ask for it."""
    assert feature.ids
    assert set(feature.ids) <= {f"{p}-{n:02}" for p, last in WISHES.items() for n in range(1, last + 1)}
    assert feature.example or feature.tests
    assert not feature.example or computed.is_set(feature.example, feature.tier, feature.path)
    assert not [wrong for wrong in map(nodes.why_not, feature.tests) if wrong]


def test_the_page_is_what_the_generator_writes():
    """`python -m tests.plans` rewrites docs/plans.md; a figure or a message that changed shows here."""
    assert PAGE.read_text(encoding="utf-8") == page()
