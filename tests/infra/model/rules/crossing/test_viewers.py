"""Viewers have edges, and are a hundred percent."""

from datetime import date

from infra.model.rules.common import Where
from infra.model.rules.crossing import viewers
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))
SITE = {"edge": {"cdn": {}, "site": {}}}


def found(topology, **workload):
    """Return what is wrong with a workload's viewers as lines."""
    return [str(p) for p in viewers.problems(sections_of(topology, workload=workload), WHERE)]


def test_viewers_are_at_edges_and_are_all_of_them():
    """A hundred percent over known edges pass; a percent less or more does not, nor does an edge that is none."""
    assert found(SITE, viewers={"us": 60, "eu": 40}) == []
    assert found(SITE, viewers={"us": 60, "eu": 39}) == [
        "tollgate:workload.viewers: 99 percent together; viewers are 100"
    ]
    assert found(SITE, viewers={"us": 60, "eu": 41}) == [
        "tollgate:workload.viewers: 101 percent together; viewers are 100"
    ]
    assert found(SITE, viewers={"uk": 100}) == [
        "tollgate:workload.viewers.uk: 'uk' is no edge; edges are us, ca, eu, za, me, jp, ap, in, sa and au"
    ]


def test_visits_are_to_a_site():
    """Visits without a site would feed nothing."""
    assert found(SITE, site={"visitsPerMonth": 1}) == []
    assert found({}, site={"visitsPerMonth": 1}) == [
        "tollgate:workload.site: is of a site that the topology lacks; null it, or write edge.site: {}"
    ]
