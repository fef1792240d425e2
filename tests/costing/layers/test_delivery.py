"""The bill of delivery, worked out by hand."""

from tests.support.bills import bill_of, has, line
from tests.support.hand_computed import hand_computed

APP = {"delivery": {"repositories": {"App": {"keepImages": 5}}}}
TWO = {"delivery": {"repositories": {"api": {"keepImages": 1}, "web": {"keepImages": 1}}}}
SITE = {"edge": {"cdn": {}, "site": {}}}
CACHED = {
    "edge": {"loadBalancer": {}, "cdn": {"cachedPaths": ["/static/*"]}},
    "services": {
        "web": {
            "cpuUnits": 256,
            "memoryMib": 512,
            "containers": {"web": {"image": "public.ecr.aws/docker/library/httpd:2", "ports": [80]}},
            "route": {},
        }
    },
}


@hand_computed(
    "delivery/REPOSITORY/stored",
    quantity="0.8 1.44 4",
    price="0.1",
    amount="0.08 0.144 0.4",
    of="App",
    resource="aws:ecr/repository:Repository shop-app",
)
def test_images_share_most_of_their_layers():
    """One of 0.8 GB in the floor; 0.8 × (1 + 0.2 × 4) = 1.44 GB with four older ones; 0.8 × 5 = 4 GB, sharing none."""
    return bill_of(APP, workload={"repositories": {"App": {"imageGb": "0.8"}}})


@hand_computed("delivery/REPOSITORY/stored", quantity="2", price="0.1", amount="0.2", of="web")
def test_one_image_kept_is_one_image():
    """2 GB × (1 + 0.2 × 0) = 2 GB, × $0.10 = $0.20."""
    return bill_of(TWO, workload={"repositories": {"api": {"imageGb": 1}, "web": {"imageGb": 2}}})


@hand_computed("delivery/REPOSITORY/stored", quantity="2 4 4", price="0.1", amount="0.2 0.4 0.4", of="web")
def test_what_is_given_is_shared_in_proportion():
    """6 GB-months given for both: 6 × 2 / (1 + 2) = 4 for the larger, $0.40; the floor stays."""
    work = {"repositories": {"api": {"imageGb": 1}, "web": {"imageGb": 2}}}
    return bill_of(TWO, workload=work, usage={"delivery": {"imageGb": 6}})


@hand_computed("delivery/REPOSITORY/stored", quantity="0 3 3", price="0.1", amount="0 0.3 0.3", of="api")
def test_what_is_given_is_shared_evenly_among_images_of_unknown_size():
    """6 GB-months given, nothing known of either: 6 / 2 = 3, $0.30."""
    return bill_of(TWO, usage={"delivery": {"imageGb": 6}})


def test_images_of_unknown_size_are_an_assumption():
    """Nobody said how large: nothing is billed, and that is named."""
    bill = bill_of(APP)
    assert line(bill, "delivery/App/stored").quantity == (0, 0, 0)
    assert "images of App" in {a.name for a in bill.assumed}
    assert "images of App" not in {a.name for a in bill_of(APP, usage={"delivery": {"imageGb": 1}}).assumed}


@hand_computed(
    "delivery/invalidations",
    quantity="0 20 20",
    price="0.005",
    amount="0 0.1 0.1",
    resource="aws:cloudfront/distribution:Distribution shop-cdn",
)
def test_a_path_for_each_deployment():
    """20 deployments × 1 path × $0.005 = $0.10; `/*` is one path."""
    return bill_of(SITE)


@hand_computed("delivery/invalidations", quantity="0 1500 1500", price="0.005", amount="0 7.5 7.5")
def test_paths_as_given():
    """1,500 given × $0.005 = $7.50; the account's free thousand are no part of the price."""
    return bill_of(SITE, usage={"delivery": {"invalidationPaths": 1500}})


@hand_computed("delivery/invalidations", quantity="0 5 30", price="0.005", amount="0 0.025 0.15")
def test_fewer_paths_than_deployments():
    """5 given × $0.005 = $0.025; 30 deployments × 1 path remain the ceiling."""
    return bill_of(SITE, workload={"deploymentsPerMonth": 30}, usage={"delivery": {"invalidationPaths": 5}})


@hand_computed("delivery/invalidations", quantity="0 1200 1200", price="0.005", amount="0 6 6")
def test_paths_as_given_where_the_cdn_has_no_site():
    """A CDN before the load balancer, cleared by hand: 1,200 × $0.005 = $6, and nothing follows from deployments."""
    return bill_of(CACHED, usage={"delivery": {"invalidationPaths": 1200}})


def test_without_a_site_nothing_is_invalidated():
    """Neither images nor what is deployed behind a CDN need it."""
    assert not has(bill_of(APP), "delivery/invalidations")
    assert not has(bill_of(CACHED), "delivery/invalidations")
