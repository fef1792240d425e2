"""The checks on docs/plans find what is wrong: each is shown something that is."""

from decimal import Decimal

import pytest

from tests.plans import computed, nodes
from tests.plans.computed import Said
from tests.plans.rows import Mistake, Part, _row

HERE = "tests/plans/test_rows.py"


@pytest.mark.parametrize(
    ("node", "wrong"),
    [
        (f"{HERE}::test_a_test_that_is_not_there_is_found", ""),
        (f"{HERE}::test_nothing_of_the_kind", "no such test"),
        ("tests/nowhere/test_x.py::test_y", "no such test"),
        (f"{HERE}::test_words_that_are_not_said_are_an_error[x]", "it has no cases"),
        (f"{HERE}::test_a_test_that_is_not_there_is_found[{'z' * 3}{'q' * 3}]", "no such case"),
    ],
)
def test_a_test_that_is_not_there_is_found(node, wrong):
    """A file, a function and a case that do not exist are named."""
    assert nodes.why_not(node).endswith(wrong)
    assert bool(nodes.why_not(node)) is bool(wrong)


def test_words_that_are_not_said_are_an_error():
    """A message is the paragraph that holds the words; what was not said cannot be shown."""
    said = Said(0, "one\n   a sentence that runs\n   on to here. And more\n   still\nlast")
    assert computed.message(said, "runs on") == "a sentence that runs on to here. And more still"
    assert computed.message(Said(2, "error: x is required"), "required") == "x is required"
    with pytest.raises(LookupError):
        computed.message(said, "never said")


def test_a_line_that_is_not_on_the_bill_is_an_error():
    """A glob that meets nothing would count as zero."""
    assert computed.added(Part("default-rate", "minimal", ("network/nat/public-address",))) == Decimal("3.65")
    assert computed.added(Part("default-rate", "minimal", ("price:eks.cluster-hour",), times=730)) == Decimal(73)
    with pytest.raises(LookupError):
        computed.added(Part("default-rate", "minimal", ("network/nothing/*",)))


@pytest.mark.parametrize(
    ("tier", "path", "there"),
    [
        ("minimal", ("topology", "database", "multiAz"), False),
        ("hardened", ("topology", "database", "multiAz"), True),
        ("minimal", ("topology", "services", "app", "scaling", "policy"), True),
        ("selfScaling", ("topology", "services", "app", "scaling", "policy"), False),
        ("minimal", ("topology", "nothing"), False),
    ],
)
def test_what_a_tier_sets_is_told_from_what_it_does_not(tier, path, there):
    """Patches count, nulls take away, false is not set."""
    assert computed.is_set("default-rate", tier, path) is there


def test_a_mistake_is_put_through_the_real_door():
    """The example with the mistake is refused, the example without it is not."""
    wrong = Mistake("default-rate", {"topology": {"name": None}}, "check", 2, "")
    assert computed.answered(wrong) == Said(2, "error: tollgate:topology.name: is required\n")
    assert computed.answered(wrong._replace(patch={})).exit_code == 0


def test_an_unknown_field_of_a_row_is_refused():
    """A misspelt field would be left out of the page in silence."""
    with pytest.raises(ValueError, match="figures: keys are"):
        _row("DR-01", {"asks": "x", "figures": []}, "default-rate")
