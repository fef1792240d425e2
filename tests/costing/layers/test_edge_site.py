"""The site's bill, worked out by hand."""

import pytest

from tests.support.bills import bill_of, has
from tests.support.edges import balanced
from tests.support.hand_computed import hand_computed

SITE = {"edge": {"cdn": {}, "site": {}}}
SHARED = balanced({"cdn": {"loadBalancerPaths": ["/api/*"]}, "site": {}})
VISITS = {"site": {"storedGb": 3, "visitsPerMonth": 20000, "requestsPerVisit": 25}}


@hand_computed(
    "edge/site/stored", quantity="3", price="0.023", amount="0.069", resource="aws:s3/bucket:Bucket shop-site"
)
def test_files_as_stated():
    """3 GB × $0.023 = $0.069, in all three figures."""
    return bill_of(SITE, workload=VISITS)


@hand_computed("edge/site/stored", quantity="0.1", price="0.023", amount="0.0023")
def test_a_site_of_unknown_size():
    """0.1 GB assumed × $0.023 = $0.0023."""
    return bill_of(SITE)


@hand_computed("edge/site/get", quantity="0 500 500", price="0.0004", amount="0 0.2 0.2")
def test_files_that_the_cdn_fetches():
    """20,000 visits × 25 requests / 1,000 = 500 thousand, × $0.0004 = $0.20."""
    return bill_of(SITE, workload=VISITS)


@hand_computed("edge/site/get", quantity="0 50 50", price="0.0004", amount="0 0.02 0.02")
def test_what_the_cache_answers_is_not_fetched():
    """500 thousand × (1 − 0.90) = 50 thousand, × $0.0004 = $0.02."""
    return bill_of(SITE, workload={**VISITS, "cdnHitPercent": 90})


@hand_computed(
    "edge/site/function",
    quantity="0 0.5 0.5",
    price="0.1",
    amount="0 0.05 0.05",
    resource="aws:cloudfront/function:Function shop-site",
)
def test_the_function_that_picks_the_page():
    """20,000 visits × 25 requests = 0.5 million, × $0.10 = $0.05; it runs for hits too."""
    return bill_of(SHARED, workload={**VISITS, "cdnHitPercent": 90})


@pytest.mark.parametrize(
    "topology", [SITE, balanced({"cdn": {"loadBalancerPaths": ["/api/*"]}, "site": {"fallbackPage": None}})]
)
def test_a_site_without_need_of_it_has_no_function(topology):
    """Alone it is answered by error pages, without a fallback page by nothing."""
    assert not has(bill_of(topology, workload=VISITS), "edge/site/function")
