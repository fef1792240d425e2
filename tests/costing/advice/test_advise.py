"""Advice measured on small stacks, each saving worked out by hand from the rows of the price book.

us-east-1, 730 hours a month. A figure is what the changed configuration costs less; a minus means that it costs more.
"""

from datetime import date
from decimal import Decimal

import pytest

from costing.advice.advise import advise
from costing.advice.piece import TOGETHER
from tests.support.bills import TODAY, estimate_of

CONTAINERS = {"app": {"image": "public.ecr.aws/x/y:1", "ports": [8000]}}
TASK = {"cpuUnits": 256, "memoryMib": 512, "containers": CONTAINERS}
QUIET = {"deploymentsPerMonth": 0}
NAT = {"network": {"egress": {"kind": "natGateway"}}}
MICRO = {"version": "17", "instanceClass": "db.t3.micro", "storageGb": 20}
HELD = {"database": {"storedGb": 5, "cpuMsPerRequest": 1}}
REDIS = {"engine": "redis", "version": "7.1", "nodeType": "cache.t3.micro"}


def advice_on(topology, *, today=TODAY, **document):
    """Return the advice on a stack, by id."""
    return {one.id: one for one in advise(estimate_of({"topology": topology, **document}, today=today))}


CASES = [
    # A NAT gateway 730 × 0.045 = 32.85; a t4g.nano 730 × 0.0042 + 8 GB × 0.08 = 3.706; the address stays.
    ("nat-instance", "saving", NAT, {}, "29.144"),
    # Two gateways and two addresses instead of one each: 32.85 + 3.65 more.
    ("nat-per-zone", "switch", NAT, {}, "-36.5"),
    # The other way round.
    ("nat-one", "saving", {"network": {"egress": {"kind": "natGateway", "perZone": True}}}, {}, "36.5"),
    # No gateway, 32.85 less, no address of its own, 3.65 less; one task with an address, 3.65 more.
    ("public-addresses", "saving", {**NAT, "services": {"w": TASK}}, {"workload": QUIET}, "32.85"),
    # ECR, nothing private here: logs alone, 2 zones × 730 × 0.01 = 14.60, less 36.50 of the NAT; but a public image
    # is out of reach, so it is not offered: see below.
    # x86 0.25 × 0.04048 + 0.5 × 0.004445 = 0.0123425; ARM 0.25 × 0.03238 + 0.5 × 0.00356 = 0.009875; × 730.
    ("graviton", "saving", {"services": {"w": TASK}}, {"workload": QUIET}, "1.801275"),
    # db.t3.micro 0.018, db.t4g.micro 0.016: 730 × 0.002.
    ("database-graviton", "saving", {"database": MICRO}, {"workload": HELD}, "1.46"),
    # gp2 and gp3 cost the same 0.115 a GB here: nothing to gain, see below. io1 at 100 GB and 1000 IOPS:
    # 100 × (0.125 − 0.115) + 1000 × 0.10 = 101.00.
    (
        "gp3",
        "saving",
        {"database": {**MICRO, "storageGb": 100, "storageType": "io1", "iops": 1000}},
        {"workload": HELD},
        "101",
    ),
    # Multi-AZ: 730 × (0.036 − 0.018) + 20 × (0.23 − 0.115) = 13.14 + 2.30.
    ("multi-az", "switch", {"database": MICRO}, {"workload": HELD}, "-15.44"),
    # Reserved for a year without upfront: 730 × (0.018 − 0.0129) = 3.723.
    ("reserve-database", "saving", {"database": MICRO}, {"workload": HELD}, "3.723"),
    # Valkey t3.micro 0.0136 for Redis 0.017: 730 × 0.0034.
    ("valkey", "saving", {"cache": REDIS}, {}, "2.482"),
    # Redis t4g.micro 0.016 for t3.micro 0.017.
    ("cache-graviton", "saving", {"cache": REDIS}, {}, "0.73"),
    # Reserved 0.012: 730 × 0.005.
    ("reserve-cache", "saving", {"cache": REDIS}, {}, "3.65"),
    # A second node: 730 × 0.017.
    ("cache-second-node", "switch", {"cache": {**REDIS, "purpose": "queue"}}, {}, "-12.41"),
    # A plan at 0.25 × 0.032384 + 0.5 × 0.003556 = 0.009874 an hour: 730 × (0.0123425 − 0.00988), five digits.
    ("savings-plan", "saving", {"services": {"w": TASK}}, {"workload": QUIET}, "1.797625"),
    # 10 GB of logs a month at 0.50 or 0.25.
    (
        "log-class",
        "saving",
        {"services": {"w": TASK}},
        {"workload": {**QUIET, "services": {"w": {"logGbPerMonth": 10}}}},
        "2.5",
    ),
]


@pytest.mark.parametrize(("name", "sort", "topology", "document", "saving"), CASES, ids=[case[0] for case in CASES])
def test_what_a_change_comes_to(name, sort, topology, document, saving):
    """Each piece of advice has the figure of the changed configuration, a reason, a cure and a source."""
    one = advice_on(topology, **document)[name]
    assert one.saving.expected == Decimal(saving)
    assert one.sort == sort
    assert one.why.endswith(".")
    assert one.how.startswith("tollgate:")
    assert one.source


ABSENT = [
    ("nat-instance", {}, {}, "there is no NAT gateway"),
    ("endpoints-only", {**NAT, "services": {"w": TASK}}, {}, "endpoints do not reach a public registry"),
    ("gp3", {"database": {**MICRO, "storageType": "gp2"}}, {"workload": HELD}, "gp3 costs what gp2 does"),
    ("gp3", {"database": MICRO}, {"workload": HELD}, "it is gp3 already"),
    ("database-graviton", {"database": {**MICRO, "instanceClass": "db.t4g.micro"}}, {"workload": HELD}, "it is there"),
    ("valkey", {"cache": {"version": "8.0", "nodeType": "cache.t4g.micro"}}, {}, "it is Valkey already"),
    ("cache-second-node", {"cache": REDIS}, {}, "a cache may lose what it holds"),
    ("savings-plan", {"database": MICRO}, {"workload": HELD}, "no compute runs"),
    ("log-class", {"services": {"w": TASK}}, {"workload": QUIET}, "there are no logs"),
    ("instances.w", {"services": {"w": TASK}}, {"workload": QUIET}, "Fargate is cheaper at this size"),
]


@pytest.mark.parametrize(("name", "topology", "document", "reason"), ABSENT, ids=[f"{a[0]}: {a[3]}" for a in ABSENT])
def test_what_is_not_advised(name, topology, document, reason):
    """Nothing is advised that saves nothing, is there already, or would be refused."""
    assert name not in advice_on(topology, **document), reason


def test_endpoints_are_dearer_than_the_gateway():
    """Images in ECR: ecr.api, ecr.dkr and logs in 2 zones are 6 × 730 × 0.01 = 43.80, for 36.50 of the NAT."""
    topology = {
        **NAT,
        "services": {"w": {**TASK, "containers": {"app": {"image": "app", "ports": [8000]}}}},
        "delivery": {"repositories": {"app": {"tag": "1"}}},
    }
    one = advice_on(topology, workload=QUIET)["endpoints-only"]
    assert one.sort == "switch"
    assert one.saving.expected == Decimal("-7.3")
    assert "3 interface endpoints are charged by the hour in each of 2 zones" in one.why


def test_spot_does_nothing_for_one_task():
    """The base of one holds the only task: without Spot the bill is the same, to the last digit."""
    topology = {"services": {"w": {**TASK, "spot": {"sharePercent": 67, "onDemandBase": 1}}}}
    one = advice_on(topology, workload=QUIET)["spot-alone.w"]
    assert (one.sort, one.saving.expected) == ("risk", 0)
    assert one.title == "Spot does nothing for w"


def test_spot_as_far_as_the_requirements_allow():
    """Two tasks, half of them on Spot: 0.25 × (0.04048 − 0.0129) and 0.5 × (0.004445 − 0.0014) an hour, by the book."""
    from costing.price_book import load

    topology = {"services": {"w": {**TASK, "scaling": {"min": 2, "max": 2}}}}
    document = {"workload": QUIET, "requirements": {"spotMaxPercent": {"w": 50}}}
    one = advice_on(topology, **document)["spot.w"]
    book = load("us-east-1")
    less = [
        Decimal(share)
        * (book.price(f"fargate.linux-x86.{unit}").usd - book.price(f"fargate.spot.linux-x86.{unit}").usd)
        for share, unit in (("0.25", "vcpu-hour"), ("0.5", "gb-hour"))
    ]
    assert one.saving.expected == sum(less) * 730
    assert "spot.w" not in advice_on(topology, workload=QUIET)


def test_a_version_whose_support_ends():
    """PostgreSQL 15 from 2028-03-01 on: 2 vCPU × 730 h × $0.10 = $146 a month more."""
    one = advice_on({"database": {**MICRO, "version": "15"}}, workload=HELD)["extended-support-database"]
    assert (one.sort, one.saving.expected) == ("risk", Decimal(-146))
    assert one.title == "Staying on PostgreSQL 15 after 2028-02-29, when standard support ends"
    assert "From 2028-03-01 on" in one.why
    assert "AWS upgrades the database instead" in one.why


def test_a_version_far_from_its_end_is_left_alone():
    """PostgreSQL 17 is supported until 2030: more than three years ahead of 2026, not of 2027-06."""
    topology = {"database": MICRO}
    assert "extended-support-database" not in advice_on(topology, workload=HELD)
    assert "extended-support-database" in advice_on(topology, workload=HELD, today=date(2027, 6, 1))


def test_redis_6_and_its_surcharge():
    """From 2027-02-01 on nodes of Redis 6 cost a share more; 80 % of 730 × 0.017 is $9.928."""
    one = advice_on({"cache": {**REDIS, "version": "6.2"}})["extended-support-cache"]
    assert one.saving.expected == Decimal("-9.928")
    assert one.how == 'tollgate:topology.cache.engine: valkey; tollgate:topology.cache.version: "9.1"'


def test_savings_do_not_add_up():
    """Reserving a t3.micro and moving to t4g.micro overlap: together 730 × (0.018 − 0.0116) = 4.672, not 5.183."""
    found = advice_on({"database": MICRO}, workload=HELD)
    assert found["database-graviton"].saving.expected + found["reserve-database"].saving.expected == Decimal("5.183")
    together = found[TOGETHER]
    assert together.saving.expected == Decimal("4.672")
    assert "they would promise $5.18" in together.why


def test_savings_that_do_add_up_say_no_more():
    """A reservation and another way out have nothing in common: the sum is not said twice."""
    micro = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
    found = advice_on({"database": micro, "network": {"egress": {"kind": "natGateway"}}}, workload=HELD)
    together = found[TOGETHER]
    parts = [found[name].saving.expected for name in together.why.partition(": ")[2].removesuffix(".").split(", ")]
    assert together.saving.expected == sum(parts)
    assert len(parts) > 1


def test_one_change_alone_is_not_together_with_anything():
    """With a single saving there is nothing to add up."""
    graviton = {**MICRO, "instanceClass": "db.t4g.micro"}
    assert TOGETHER not in advice_on({"database": graviton}, workload=HELD)


def test_most_money_comes_first():
    """Savings and risks by their size, what would cost more after them."""
    found = list(advice_on({**NAT, "database": MICRO, "cache": REDIS}, workload=HELD).values())
    kept = [one for one in found if one.sort != "switch"]
    assert found[: len(kept)] == kept
    amounts = [abs(one.saving.expected) for one in kept if one.id != TOGETHER]
    assert amounts == sorted(amounts, reverse=True)


def test_a_tier_is_told_where_its_patch_is():
    """What to write stands in the deployed tier's own patch."""
    found = advice_on({"database": MICRO}, workload=HELD, tiers={"big": {}}, tier="big")
    assert found["database-graviton"].how == "tollgate:tiers.big.topology.database.instanceClass: db.t4g.micro"


def test_no_advice_without_a_total():
    """Where a price is missing nothing can be compared."""
    missing = {"db": {"kind": "reserved", "covers": "database", "termYears": 3}}
    assert advice_on({"database": MICRO}, workload=HELD, pricing={"commitments": missing}) == {}


@pytest.mark.parametrize(
    ("path", "advised"),
    [("/health", False), ("/health/db", True), ("/readiness", True), ("/ready", True), ("/dashboard", False)],
)
def test_a_health_path_that_sounds_deep(path, advised):
    """A check that asks the database takes every task out of service when the database fails over."""
    topology = {
        "edge": {"loadBalancer": {}},
        "services": {"api": {**TASK, "route": {"healthPath": path}}},
    }
    found = advice_on(topology, workload=QUIET)
    assert ("health-path.api" in found) is advised
    if advised:
        assert found["health-path.api"].saving.expected == 0


def test_new_connections_that_decide():
    """100 a second, each on a new connection: 4 units by connections; kept alive they are 0.4, and bytes decide.

    By bytes 100 × (2 + 1) KB × 3600 s are 1.0299 GB an hour: 1.0299 units. 730 × 0.008 × (4 − 1.02997) = 17.345.
    """
    topology = {"edge": {"loadBalancer": {}}, "services": {"api": {**TASK, "route": {}}}}
    workload = {**QUIET, "requestsPerSecond": {"average": 100}, "newConnectionPercent": 100, "responseKb": 1}
    one = advice_on(topology, workload=workload)["keep-alive"]
    assert round(one.saving.expected, 3) == Decimal("17.345")
