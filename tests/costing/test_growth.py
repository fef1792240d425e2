"""Data of buckets, month by month."""

from decimal import Decimal

from costing.growth import GrowingData
from tests.support.bills import sections_of

BUCKET = {"storedGb": 10, "growthGbPerMonth": 4}


def held(topology, months, **bucket):
    """Return the GB of a bucket after some months."""
    sections = sections_of(topology, workload={"buckets": {"uploads": {**BUCKET, **bucket}}})
    data = GrowingData()
    data.enter(sections)
    for _ in range(months):
        data.grow(sections)
    return data.put_into(sections).workload.buckets["uploads"].stored_gb


def bucket(**rule):
    """Return a topology with one bucket and one rule."""
    return {"storage": {"buckets": {"uploads": {"lifecycle": {"old": rule}}}}}


def test_a_bucket_grows():
    """10 GB and 4 a month are 26 after four months."""
    assert held({"storage": {"buckets": {"uploads": {}}}}, 4) == 26


def test_a_bucket_whose_objects_expire_stops_growing():
    """After 90 days every object is deleted: 4 GB × 90 / (730 / 24) days = 11.836 GB at most."""
    assert held(bucket(expireAfterDays=90), 4).quantize(Decimal("0.001")) == Decimal("11.836")


def test_what_it_holds_already_stays():
    """20 GB are more than what 4 GB a month come to; they are not deleted by the sum."""
    assert held(bucket(expireAfterDays=90), 4, storedGb=20) == 20


def test_a_rule_for_a_prefix_ends_nothing():
    """Only what is under the prefix expires; the rest is kept."""
    assert held(bucket(prefix="tmp/", expireAfterDays=1), 4) == 26


def test_without_growth_nothing_changes():
    """The very same sections come back, so that the bill need not be made again."""
    sections = sections_of({}, workload={"buckets": {"uploads": {"storedGb": 10}}})
    data = GrowingData()
    data.enter(sections)
    data.grow(sections)
    assert data.put_into(sections) is sections
