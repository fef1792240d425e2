"""The way of somebody who sees this program for the first time, command by command, as the docs show it."""

import re

import pytest

from tests.walkthrough import PAGE, RENEW, page

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def walked():
    """Walk the path: init, report, a change, check, diff, explain, mend, up, the report read back."""
    return page()


def test_the_page_is_what_is_printed(walked):
    """Nothing in the docs is made up, and nothing is of yesterday."""
    assert PAGE.read_text(encoding="utf-8") == walked, RENEW


def test_the_path_goes_where_it_should(walked):
    """Within at first, refused with exit 3 after the change, within again; the deployed bill is the last one."""
    assert [*re.findall(r"^(?:within|over|near)[^(\n]*\(shop, tier base\)", walked, re.MULTILINE)] == [
        "within budget (shop, tier base)",
        "over budget (shop, tier base)",
        "within budget (shop, tier base)",
        "within budget (shop, tier base)",
    ]
    assert "$ echo $?\n3\n" in walked
    assert "shop as deployed (tier base) → shop (tier base): the same bill" in walked


def test_the_page_can_be_read(walked):
    """No error, no trace, no path of this machine, no row that a page of docs would cut."""
    for word in ("Traceback", "error:", "Users/", "home/"):
        assert word not in walked
    assert max(map(len, walked.splitlines())) <= 160
