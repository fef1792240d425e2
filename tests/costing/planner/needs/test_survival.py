"""How many must run so that enough are left."""

import pytest

from costing.planner.needs.survival import least_count, left_of

CASES = [
    # needed, after loss, availability, zones, count: worked out by hand
    (26, 26, "none", 3, 26),
    (26, 26, "instance", 3, 27),
    (26, 26, "zone", 3, 39),  # 39 - 13 = 26; 38 - 13 = 25
    (26, 26, "zone", 2, 52),
    (26, 19, "zone", 3, 29),  # 28 - 10 = 18 is too few, 29 - 10 = 19
    (1, 1, "zone", 2, 2),
    (1, 1, "instance", 2, 2),
    (0, 0, "none", 2, 1),
    (4, 3, "zone", 2, 6),
]


@pytest.mark.parametrize(("needed", "after", "availability", "zones", "count"), CASES)
def test_the_least_count_survives_the_loss(needed, after, availability, zones, count):
    """The count carries the load before and after; one fewer does not."""
    assert least_count(needed, after, availability, zones) == count
    fewer = count - 1
    assert fewer < max(needed, 1) or left_of(fewer, availability, zones) < max(after, 1)


@pytest.mark.parametrize(("count", "zones", "left"), [(39, 3, 26), (38, 3, 25), (2, 2, 1), (1, 2, 0), (5, 3, 3)])
def test_a_zone_takes_the_fullest_share_with_it(count, zones, left):
    """Tasks are spread evenly, and the zone that is lost is one of those with most of them."""
    assert left_of(count, "zone", zones) == left
