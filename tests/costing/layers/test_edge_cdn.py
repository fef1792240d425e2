"""The CDN's bill, worked out by hand: a month has 2,628,000 seconds, a GB has 1,048,576 KB."""

import pytest

from tests.support.bills import bill_of, has, line
from tests.support.edges import balanced
from tests.support.hand_computed import hand_computed

SITE = {"edge": {"cdn": {}, "site": {}}}
VISITS = {"site": {"visitsPerMonth": 1000, "kbPerVisit": 2048, "requestsPerVisit": 30}}
FRONT = balanced({"cdn": {}})
ONE = {"requestsPerSecond": {"average": 1, "peak": 5}, "responseKb": 20, "requestKb": 2}


@hand_computed(
    "edge/cdn/out-gb",
    quantity="0 1.953125 1.953125",
    price="0.085",
    amount="0 0.166015625 0.166015625",
    resource="aws:cloudfront/distribution:Distribution shop-cdn",
)
def test_visits_to_a_site():
    """1,000 visits × 2,048 KB / 1,048,576 = 1.953125 GB, × $0.085 = $0.166015625; visits have no peak."""
    return bill_of(SITE, workload=VISITS)


@hand_computed("edge/cdn/out-gb", quantity="0 50.125122 250.625610", price="0.085", amount="0 4.26063537 21.30317685")
def test_responses_of_services():
    """1 a second: 2,628,000 × 20 KB / 1,048,576 = 50.125122 GB, × $0.085; at 5 a second five times that."""
    return bill_of(FRONT, workload=ONE)


@hand_computed("edge/cdn/out-gb", quantity="0 100 100", price="0.085", amount="0 8.5 8.5")
def test_data_out_as_given():
    """100 GB given × $0.085 = $8.50."""
    return bill_of(SITE, usage={"edge": {"cdnOutGb": 100}})


@hand_computed("edge/cdn/out-gb", quantity="0 10240 10240", price="0.085", amount="0 870.4 870.4")
def test_the_first_slice_ends_at_ten_terabytes():
    """10 TB = 10,240 GB, × $0.085 = $870.40, and no second slice."""
    bill = bill_of(SITE, usage={"edge": {"cdnOutGb": 10240}})
    assert not has(bill, "edge/cdn/out-gb.10-50tb")
    return bill


@hand_computed("edge/cdn/out-gb", quantity="0 10240 10240", price="0.085", amount="0 870.4 870.4", meter="")
def test_above_ten_terabytes_the_first_slice_is_full():
    """10,241 GB: the first 10,240 at $0.085 = $870.40."""
    return bill_of(SITE, usage={"edge": {"cdnOutGb": 10241}})


@hand_computed("edge/cdn/out-gb", quantity="0 1 1", price="0.08", amount="0 0.08 0.08", meter="10-50tb")
def test_above_ten_terabytes_a_second_slice_begins():
    """10,241 GB: 10,241 − 10,240 = 1 GB at $0.08."""
    return bill_of(SITE, usage={"edge": {"cdnOutGb": 10241}})


def test_six_petabytes_reach_the_last_slice():
    """Each slice at its own price: the last begins at 5 PB = 5,242,880 GB."""
    bill = bill_of(SITE, usage={"edge": {"cdnOutGb": 6 * 1024 * 1024}})
    slices = {x.id.removeprefix("edge/cdn/out-gb"): x.quantity.expected for x in bill.lines if "out-gb" in x.id}
    assert slices == {
        "": 10240,
        ".10-50tb": 40960,
        ".50-150tb": 102400,
        ".150-500tb": 358400,
        ".500tb-1pb": 536576,
        ".1-5pb": 4194304,
        ".over-5pb": 1048576,
    }


@hand_computed("edge/cdn/requests", quantity="0 3 3", price="0.01", amount="0 0.03 0.03")
def test_requests_of_visits():
    """1,000 visits × 30 requests = 30,000 / 10,000 = 3 lots, × $0.01 = $0.03."""
    return bill_of(SITE, workload=VISITS)


@hand_computed("edge/cdn/requests", quantity="0 262.8 1314", price="0.01", amount="0 2.628 13.14")
def test_requests_of_services():
    """2,628,000 requests / 10,000 = 262.8 lots, × $0.01 = $2.628; at 5 a second 1,314."""
    return bill_of(FRONT, workload=ONE)


@hand_computed("edge/cdn/requests", quantity="0 150 150", price="0.01", amount="0 1.5 1.5")
def test_requests_as_given():
    """1.5 million given = 150 lots of 10,000, × $0.01 = $1.50."""
    return bill_of(SITE, usage={"edge": {"cdnRequestsMillion": "1.5"}})


@hand_computed("edge/cdn/requests", quantity="0 262.8 262.8", price="0.01", amount="0 2.628 2.628")
def test_what_is_answered_from_the_cache_is_a_request_all_the_same():
    """A hit saves the load balancer's work, not the CDN's: 2,628,000 / 10,000 = 262.8 lots with 40 % hits."""
    work = {"requestsPerSecond": {"average": 1}, "cdnHitPercent": 40}
    return bill_of(balanced({"cdn": {"cachedPaths": ["/*"]}}), workload=work)


@hand_computed("edge/cdn/to-origin", quantity="0 5.012512 25.062561", price="0.02", amount="0 0.10025024 0.50125122")
def test_uploads_are_billed_on_their_way_to_the_load_balancer():
    """2,628,000 × 2 KB / 1,048,576 = 5.012512 GB, × $0.02 = $0.10025024; at 5 a second 25.062561."""
    return bill_of(FRONT, workload=ONE)


@hand_computed("edge/cdn/to-origin", quantity="0 3.007507 3.007507", price="0.02", amount="0 0.06015014 0.06015014")
def test_hits_carry_nothing_to_the_load_balancer():
    """60 % of 2,628,000 requests × 2 KB / 1,048,576 = 3.007507 GB."""
    work = {"requestsPerSecond": {"average": 1}, "cdnHitPercent": 40, "requestKb": 2}
    return bill_of(balanced({"cdn": {"cachedPaths": ["/*"]}}), workload=work)


def test_a_site_has_nothing_to_send_to_a_load_balancer():
    """Nor has a CDN beside a load balancer that has ways of its own."""
    assert not has(bill_of(SITE, workload=VISITS), "edge/cdn/to-origin")
    assert not has(bill_of(balanced({"cdn": {}, "site": {}}), workload=ONE), "edge/cdn/to-origin")


# --- edges ---------------------------------------------------------------------------------------------------------


@hand_computed("edge/cdn/out-gb", quantity="0 100 100", price="0.109", amount="0 10.9 10.9")
def test_the_regions_own_edge_where_the_price_class_has_it():
    """Mumbai's viewers are in India under price class 200: 100 GB × $0.109 = $10.90."""
    site = {"edge": {"cdn": {"priceClass": "PriceClass_200"}, "site": {}}}
    return bill_of(site, usage={"edge": {"cdnOutGb": 100}}, region="ap-south-1")


@hand_computed("edge/cdn/out-gb", quantity="0 100 100", price="0.085", amount="0 8.5 8.5")
def test_an_edge_that_the_price_class_leaves_out_is_served_from_another():
    """Class 100 has no edge in India: 100 GB × $0.085, the United States' price."""
    return bill_of(SITE, usage={"edge": {"cdnOutGb": 100}}, region="ap-south-1")


ABROAD = {"edge": {"cdn": {"priceClass": "PriceClass_All"}, "site": {}}}
VIEWERS = {"viewers": {"us": 50, "in": 30, "sa": 20}}


@hand_computed("edge/cdn/out-gb", quantity="0 50 50", price="0.085", amount="0 4.25 4.25")
def test_viewers_at_home():
    """Half of 100 GB given, × $0.085 = $4.25, under the kind's own id."""
    return bill_of(ABROAD, workload=VIEWERS, usage={"edge": {"cdnOutGb": 100}})


@hand_computed("edge/cdn/out-gb", quantity="0 30 30", price="0.109", amount="0 3.27 3.27", meter="in")
def test_viewers_in_india():
    """100 GB × 30 % = 30 GB, × $0.109 = $3.27."""
    return bill_of(ABROAD, workload=VIEWERS, usage={"edge": {"cdnOutGb": 100}})


@hand_computed("edge/cdn/requests", quantity="0 20 20", price="0.022", amount="0 0.44 0.44", meter="sa")
def test_requests_from_south_america():
    """1 million × 20 % / 10,000 = 20 lots, × $0.022 = $0.44."""
    return bill_of(ABROAD, workload=VIEWERS, usage={"edge": {"cdnRequestsMillion": 1}})


@hand_computed("edge/cdn/out-gb", quantity="0 20000 20000", price="0.08", amount="0 1600 1600", meter="eu-10-50tb")
def test_each_edge_has_slices_of_its_own():
    """60,480 GB, half at each of two edges: 30,240 − 10,240 = 20,000 GB of Europe's second slice, × $0.08 = $1,600."""
    work = {"viewers": {"us": 50, "eu": 50}}
    return bill_of(ABROAD, workload=work, usage={"edge": {"cdnOutGb": 60480}})


def test_viewers_served_from_one_edge_are_one_line():
    """Under class 100 viewers of India and South America are served from the United States: one line, all of it."""
    bill = bill_of(SITE, workload=VIEWERS, usage={"edge": {"cdnOutGb": 100}})
    assert line(bill, "edge/cdn/out-gb").quantity == (0, 100, 100)
    assert [x.id for x in bill.lines if x.id.startswith("edge/cdn/out-gb")] == ["edge/cdn/out-gb"]


# --- plans ---------------------------------------------------------------------------------------------------------

PLANS = [("free", "0"), ("pro", "15"), ("business", "200"), ("premium", "1000")]


@pytest.mark.parametrize(("plan", "usd"), PLANS)
def test_a_flat_rate_is_flat(plan, usd):
    """One price a month, whatever the traffic; no line by the gigabyte or the request is left, nor the function's."""
    edge = {"cdn": {"plan": plan, "loadBalancerPaths": ["/api/*"]}, "site": {}}
    bill = bill_of(balanced(edge), workload={**ONE, **VISITS})
    assert {str(amount) for amount in line(bill, "edge/cdn/plan").amount} == {usd}
    assert [x.id for x in bill.lines if x.id.startswith("edge/cdn/")] == ["edge/cdn/plan"]
    assert not has(bill, "edge/site/function")


@hand_computed("edge/cdn/plan", quantity="1", price="15", amount="15")
def test_the_plan_pro():
    """1 distribution × $15 = $15."""
    return bill_of({"edge": {"cdn": {"plan": "pro"}, "site": {}}})


def test_a_plan_covers_firewall_and_zone_of_its_domain():
    """The firewall before the CDN and the zone made here are in the plan; one before the load balancer is not."""
    edge = {
        "dns": {"zone": "example.com", "createZone": True},
        "cdn": {"plan": "pro", "hostNames": ["example.com"]},
        "site": {},
        "waf": {"attachTo": "cdn", "managedRules": ["common"]},
    }
    covered = bill_of({"edge": edge}, usage={"edge": {"dnsQueriesMillion": 5}})
    assert [x.id for x in covered.lines if "waf" in x.id or "dns" in x.id] == []
    beside = {**edge, "loadBalancer": {}, "waf": {"attachTo": "loadBalancer", "managedRules": ["common"]}}
    assert has(bill_of(balanced(beside)), "edge/waf/acl")
