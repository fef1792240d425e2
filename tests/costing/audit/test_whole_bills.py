"""Three whole bills of the examples, every line and all three figures worked out on paper.

A row is a line's id and what it costs: one sum where floor, expected and ceiling are the same, else three. Nothing in
them comes from the program: quantities follow from the example's own figures, prices from the lists of AWS.

Throughout, a month has 730 hours, 43,800 minutes and 2,628,000 seconds, days count 30.42 a month, 1 GB is 1,048,576 KB
or 1,073,741,824 bytes. 20 deployments a month overlap by 10 minutes each: 20 × 10 / 60 hours.
"""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from costing import estimate, price_book, stack_file
from costing.bill import Bill
from infra.model.door import Asked, read
from tests.support.paper import worked_out

EXAMPLES = Path(__file__).parents[3] / "examples"
TODAY = date(2026, 11, 21)
NOTHING = ("0",)

MINIMAL = {
    # One to five tasks, 1.5 on average. 0.05 requests a second are 131,400 a month, 2 at the peak 5,256,000.
    "network/nat-gateway/hours": ("730 × 0.045",),
    # 5 KB from other hosts and 2,000 bytes of logs for each request
    "network/nat-gateway/gb": (
        "0",
        "(131,400 × 5 / 1,048,576 + 131,400 × 2,000 / 1,073,741,824) × 0.045",
        "(5,256,000 × 5 / 1,048,576 + 5,256,000 × 2,000 / 1,073,741,824) × 0.045",
    ),
    "network/nat/public-address": ("730 × 0.005",),
    "network/internet-out/gb": ("0", "131,400 × 20 / 1,048,576 × 0.09", "5,256,000 × 20 / 1,048,576 × 0.09"),
    # half of what goes to the one gateway comes from the other zone, and pays on both sides
    "network/cross-zone/gb": (
        "0",
        "2 × (131,400 × 5 / 1,048,576 + 131,400 × 2,000 / 1,073,741,824) × 1 / 2 × 0.01",
        "2 × (5,256,000 × 5 / 1,048,576 + 5,256,000 × 2,000 / 1,073,741,824) × 1 / 2 × 0.01",
    ),
    "edge/load-balancer/hours": ("730 × 0.0225",),
    # 22 KB a request: 0.0755 GB an hour for each request a second, more than 0.5 / 25 new connections
    "edge/load-balancer/capacity": (
        "0",
        "730 × 0.05 × 22 × 3,600 / 1,048,576 × 0.008",
        "730 × 2 × 22 × 3,600 / 1,048,576 × 0.008",
    ),
    "edge/load-balancer/public-address": ("730 × 2 × 0.005",),
    "edge/certificate": NOTHING,
    "services/app/vcpu": (
        "730 × 1 × 0.5 × 0.04048",
        "730 × 1.5 × 0.5 × 0.04048",
        "(730 × 5 + 20 × 10 / 60 × 5) × 0.5 × 0.04048",
    ),
    "services/app/memory": (
        "730 × 1 × 0.004445",
        "730 × 1.5 × 0.004445",
        "(730 × 5 + 20 × 10 / 60 × 5) × 0.004445",
    ),
    "database/instance/hours": ("730 × 0.018",),
    "database/instance/storage": ("20 × 0.115",),
    "database/instance/backup": NOTHING,  # 5 GB × (1 + 0.05 × 7) = 6.75 GB are less than the 20 GB of the volume
    "database/instance/surplus-credits": ("0", "0", "2 × (1 − 0.1) × 730 × 0.075"),
    "cache/nodes/hours": ("730 × 0.017",),
    "storage/models/standard": ("10 × 0.023",),
    "storage/models/put": NOTHING,
    "storage/models/get": ("0", "5,000 / 1,000 × 0.0004", "5,000 × 2 / 0.05 / 1,000 × 0.0004"),
    "secrets/secretKey/parameter": NOTHING,
    "secrets/database-url/parameter": NOTHING,
    "secrets/cache-url/parameter": NOTHING,
    # three values for each task that starts: once, with each deployment, with each deployment of five
    "secrets/decrypts": ("3 × 1 / 10,000 × 0.03", "3 × 1.5 × 20 / 10,000 × 0.03", "3 × 5 × 20 / 10,000 × 0.03"),
    "observability/logs/ingest": (
        "0",
        "131,400 × 2,000 / 1,073,741,824 × 0.50",
        "5,256,000 × 2,000 / 1,073,741,824 × 0.50",
    ),
    "observability/logs/stored": (
        "0",
        "131,400 × 2,000 / 1,073,741,824 × 7 / 30.42 × 0.15 × 0.03",
        "5,256,000 × 2,000 / 1,073,741,824 × 7 / 30.42 × 0.03",
    ),
    "observability/alarms": ("(3 + 2) × 0.10",),  # of the config, and of the scaling policy
    "observability/alerts/publish": ("0", "3 / 1,000,000 × 0.50", "30 / 1,000,000 × 0.50"),
    "observability/alerts/email": ("0", "3 / 100,000 × 2", "30 / 100,000 × 2"),
    # ten images are kept; of each a fifth is new, or at most all of it
    "delivery/app/stored": ("1.2 × 0.10", "1.2 × (1 + 0.2 × 9) × 0.10", "1.2 × 10 × 0.10"),
    "budget/budget": NOTHING,
}

STARTUP = {
    # Public tasks, a site on a CDN. 3 requests a second are 7,884,000 a month, 30 at the peak 78,840,000.
    "network/internet-out/gb": ("0", "7,884,000 × 12 / 1,048,576 × 0.09", "78,840,000 × 12 / 1,048,576 × 0.09"),
    "network/cross-zone/gb": NOTHING,
    "edge/load-balancer/hours": ("730 × 0.0225",),
    "edge/load-balancer/capacity": (
        "0",
        "730 × 3 × 14 × 3,600 / 1,048,576 × 0.008",
        "730 × 30 × 14 × 3,600 / 1,048,576 × 0.008",
    ),
    "edge/load-balancer/public-address": ("730 × 2 × 0.005",),
    "edge/cdn/out-gb": ("0", "20,000 × 1,200 / 1,048,576 × 0.085", "20,000 × 1,200 / 1,048,576 × 0.085"),
    "edge/cdn/requests": ("0", "20,000 × 25 / 10,000 × 0.01", "20,000 × 25 / 10,000 × 0.01"),
    "edge/dns/zone": ("1 × 0.50",),
    "edge/dns/queries": NOTHING,
    "edge/certificate": NOTHING,
    "edge/site/stored": ("0.1 × 0.023",),
    "edge/site/get": ("0", "20,000 × 25 / 1,000 × 0.0004", "20,000 × 25 / 1,000 × 0.0004"),
    "services/backend/vcpu": (
        "730 × 1 × 0.25 × 0.04048",
        "730 × 1.5 × 0.25 × 0.04048",
        "(730 × 5 + 20 × 10 / 60 × 5) × 0.25 × 0.04048",
    ),
    "services/backend/memory": (
        "730 × 1 × 0.5 × 0.004445",
        "730 × 1.5 × 0.5 × 0.004445",
        "(730 × 5 + 20 × 10 / 60 × 5) × 0.5 × 0.004445",
    ),
    "services/backend/public-address": (
        "730 × 1 × 0.005",
        "730 × 1.5 × 0.005",
        "(730 × 5 + 20 × 10 / 60 × 5) × 0.005",
    ),
    # by hand, so none in the floor; a minute of work and one to pull the image
    "services/migrate/vcpu": ("0", "20 × 2 / 60 × 0.25 × 0.04048", "20 × 2 / 60 × 0.25 × 0.04048"),
    "services/migrate/memory": ("0", "20 × 2 / 60 × 0.5 × 0.004445", "20 × 2 / 60 × 0.5 × 0.004445"),
    "services/migrate/public-address": ("0", "20 × 2 / 60 × 0.005", "20 × 2 / 60 × 0.005"),
    "database/instance/hours": ("730 × 0.016",),
    "database/instance/storage": ("20 × 0.115", "20 × 0.115", "100 × 0.115"),
    "database/instance/backup": NOTHING,  # 6 GB × (1 + 0.05 × 7) = 8.1 GB of 20
    "database/instance/log-export": (
        "0",
        "7,884,000 × 50 / 1,073,741,824 × 0.50",
        "78,840,000 × 200 / 1,073,741,824 × 0.50",
    ),
    "database/instance/surplus-credits": ("0", "0", "2 × (1 − 0.1) × 730 × 0.075"),
    "cache/nodes/hours": ("730 × 0.016",),
    # 2 GB a month come in and stay 90 days; what is older of the 40 GB is in GLACIER_IR
    "storage/uploads/standard": ("2 × 90 / 30.42 × 0.023",),
    "storage/uploads/aged": ("(40 − 2 × 90 / 30.42) × 0.004",),
    "storage/uploads/transition": ("0", "10,000 / 1,000 × 0.02", "10,000 / 1,000 × 0.02"),
    "storage/uploads/retrieval": ("0", "3 × 0.03", "3 × 0.03"),
    "storage/uploads/put": ("0", "10,000 / 1,000 × 0.005", "100,000 / 1,000 × 0.005"),
    # 3 GB in objects of 600 KB are read from the colder class, at its price; the others from STANDARD
    "storage/uploads/get.glacier-ir": (
        "0",
        "3 × 1,048,576 / 600 / 1,000 × 0.01",
        "3 × 1,048,576 / 600 / 1,000 × 0.01",
    ),
    "storage/uploads/get": (
        "0",
        "(200,000 − 3 × 1,048,576 / 600) / 1,000 × 0.0004",
        "(2,000,000 − 3 × 1,048,576 / 600) / 1,000 × 0.0004",
    ),
    "secrets/secretKey/secret": ("1 × 0.40",),
    "secrets/database-url/secret": ("1 × 0.40",),
    # two for each task that starts, one for each migration
    "secrets/calls": (
        "2 × 1 / 10,000 × 0.05",
        "(2 × 1.5 × 20 + 20) / 10,000 × 0.05",
        "(2 × 5 × 20 + 20) / 10,000 × 0.05",
    ),
    "observability/logs/ingest": (
        "0",
        "7,884,000 × 400 / 1,073,741,824 × 0.50",
        "78,840,000 × 400 / 1,073,741,824 × 0.50",
    ),
    "observability/logs/stored": (
        "0",
        "7,884,000 × 400 / 1,073,741,824 × 7 / 30.42 × 0.15 × 0.03",
        "78,840,000 × 400 / 1,073,741,824 × 7 / 30.42 × 0.03",
    ),
    "observability/alarms": ("(1 + 2) × 0.10",),
    "observability/alerts/publish": ("0", "1 / 1,000,000 × 0.50", "10 / 1,000,000 × 0.50"),
    "observability/alerts/email": ("0", "1 / 100,000 × 2", "10 / 100,000 × 2"),
    "observability/trail/stored": ("0.1 × 90 / 30.42 × 0.023",),
    "observability/trail/put": ("8,760 / 1,000 × 0.005",),
    "observability/trail/events": NOTHING,
    "delivery/backend/stored": ("0.5 × 0.10", "0.5 × (1 + 0.2 × 9) × 0.10", "0.5 × 10 × 0.10"),
    "delivery/invalidations": ("0", "20 × 0.005", "20 × 0.005"),
    "budget/budget": NOTHING,
}

MUMBAI = {
    # One task that cannot have a second beside it. 0.003 requests a second are 7,884 a month, 1 at the peak 2,628,000.
    "network/nat-gateway/hours": ("730 × 0.056",),
    "network/nat-gateway/gb": (
        "0",
        "(7,884 × 40 / 1,048,576 + 7,884 × 20,000 / 1,073,741,824) × 0.056",
        "(2,628,000 × 40 / 1,048,576 + 2,628,000 × 20,000 / 1,073,741,824) × 0.056",
    ),
    "network/nat/public-address": ("730 × 0.005",),
    # interfaces: the task, two of the load balancer, the gateway, the database, two of the file system = 7, and the
    # jobs' while they run, 61 and 2 minutes each; 20 records a minute and 4 a connection, of 120 bytes
    "network/flow-logs/delivery": (
        "(7 + 4 × 61 / 60 / 730) × 20 × 43,800 × 120 / 1,073,741,824 × 0.335",
        "((7 + (4 × 61 + 2) / 60 / 730) × 20 × 43,800 + 7,884 × 4) × 120 / 1,073,741,824 × 0.335",
        "((7 + (730 / 24 × 61 + 2) / 60 / 730) × 20 × 43,800 + 2,628,000 × 4) × 120 / 1,073,741,824 × 0.335",
    ),
    "network/flow-logs/stored": (
        "(7 + 4 × 61 / 60 / 730) × 20 × 43,800 × 120 / 1,073,741,824 × 14 / 30.42 × 0.15 × 0.025",
        "((7 + (4 × 61 + 2) / 60 / 730) × 20 × 43,800 + 7,884 × 4) × 120 / 1,073,741,824 × 14 / 30.42 × 0.15 × 0.025",
        "((7 + (730 / 24 × 61 + 2) / 60 / 730) × 876,000 + 2,628,000 × 4) × 120 / 1,073,741,824 × 14 / 30.42 × 0.025",
    ),
    "network/internet-out/gb": ("0", "7,884 × 30 / 1,048,576 × 0.1093", "2,628,000 × 30 / 1,048,576 × 0.1093"),
    "network/cross-zone/gb": (
        "0",
        "2 × (7,884 × 40 / 1,048,576 + 7,884 × 20,000 / 1,073,741,824) × 1 / 2 × 0.01",
        "2 × (2,628,000 × 40 / 1,048,576 + 2,628,000 × 20,000 / 1,073,741,824) × 1 / 2 × 0.01",
    ),
    "edge/load-balancer/hours": ("730 × 0.0239",),
    "edge/load-balancer/capacity": (
        "0",
        "730 × 0.003 × 32 × 3,600 / 1,048,576 × 0.008",
        "730 × 1 × 32 × 3,600 / 1,048,576 × 0.008",
    ),
    "edge/load-balancer/public-address": ("730 × 2 × 0.005",),
    "services/live/vcpu": ("730 × 2 × 0.04256",),
    "services/live/memory": ("730 × 4 × 0.004655",),
    # four runs a month as stated, daily by the clock
    "services/pipeline/vcpu": (
        "4 × 61 / 60 × 0.04256",
        "4 × 61 / 60 × 0.04256",
        "730 / 24 × 61 / 60 × 0.04256",
    ),
    "services/pipeline/memory": (
        "4 × 61 / 60 × 3 × 0.004655",
        "4 × 61 / 60 × 3 × 0.004655",
        "730 / 24 × 61 / 60 × 3 × 0.004655",
    ),
    "services/pipeline/scheduler": (
        "4 / 1,000,000 × 1.05",
        "4 / 1,000,000 × 1.05",
        "730 / 24 / 1,000,000 × 1.05",
    ),
    "services/initDatabase/vcpu": ("0", "2 / 60 × 0.25 × 0.04256", "2 / 60 × 0.25 × 0.04256"),
    "services/initDatabase/memory": ("0", "2 / 60 × 0.5 × 0.004655", "2 / 60 × 0.5 × 0.004655"),
    "database/instance/hours": ("730 × 0.026",),
    "database/instance/storage": ("20 × 0.131",),
    "database/instance/backup": NOTHING,  # 2 GB × (1 + 0.05 × 7) = 2.7 GB of 20
    "database/instance/surplus-credits": ("0", "0", "2 × (1 − 0.1) × 730 × 0.075"),
    "storage/chroma/standard": ("1 × 0.33",),
    "storage/chroma/infrequent": NOTHING,
    "storage/chroma/infrequent-access": NOTHING,
    "storage/chroma/infrequent-access.write": NOTHING,
    "secrets/database/secret": ("1 × 0.40",),
    "secrets/calls": ("1 / 10,000 × 0.05", "(1 × 20 + 1) / 10,000 × 0.05", "(1 × 20 + 1) / 10,000 × 0.05"),
    "observability/logs/ingest": (
        "0",
        "7,884 × 20,000 / 1,073,741,824 × 0.67",
        "2,628,000 × 20,000 / 1,073,741,824 × 0.67",
    ),
    "observability/logs/stored": (
        "0",
        "7,884 × 20,000 / 1,073,741,824 × 14 / 30.42 × 0.15 × 0.03",
        "2,628,000 × 20,000 / 1,073,741,824 × 14 / 30.42 × 0.03",
    ),
    # 12 of the cluster, 15 of the service, 10 of its task family; half of a family's for a job, while it runs
    "observability/insights/metrics": (
        "(12 + 15 + 10 + 5 × 4 × 61 / 60 / 730) × 0.30",
        "(12 + 15 + 10 + 5 × (4 × 61 + 2) / 60 / 730) × 0.30",
        "(12 + 15 + 10 + 5 × (730 / 24 × 61 + 2) / 60 / 730) × 0.30",
    ),
    "observability/insights/logs": (
        "1.5 × 43,800 × (1 + 4 × 61 / 60 / 730) / 1,048,576 × 0.67",
        "1.5 × 43,800 × (1 + (4 × 61 + 2) / 60 / 730) / 1,048,576 × 0.67",
        "1.5 × 43,800 × (1 + (730 / 24 × 61 + 2) / 60 / 730) / 1,048,576 × 0.67",
    ),
    "observability/alarms": ("2 × 0.10",),
    "observability/dashboard": ("1 × 3",),
    "observability/alerts/publish": ("0", "2 / 1,000,000 × 0.50", "20 / 1,000,000 × 0.50"),
    "observability/alerts/email": ("0", "2 / 100,000 × 2", "20 / 100,000 × 2"),
    "backup/daily/file-system": ("1 × 0.055", "1 × (1 + 0.01 × 7) × 0.055", "1 × (1 + 0.05 × 7) × 0.055"),
    **{
        f"delivery/{name}/stored": (f"{gb} × 0.10", f"{gb} × (1 + 0.2 × 9) × 0.10", f"{gb} × 10 × 0.10")
        for name, gb in (
            ("pii-filter", "0.05"),
            ("rag-core", "0.5"),
            ("llm-connector", "0.05"),
            ("psql-worker", "0.05"),
            ("chunker", "0.5"),
            ("embedder", "1.5"),
        )
    },
    "pricing/given/bedrock": ("7,600 × 0.00066",),
    "budget/budget": NOTHING,
}

BILLS = {"default-rate": MINIMAL, "playstudy": STARTUP, "consumer-rights": MUMBAI}


def _bill(example: str) -> Bill:
    found = stack_file.read(EXAMPLES / f"{example}.yaml")
    stack = read(found.document, Asked(found.name, found.region, TODAY))
    return estimate.estimate(stack, price_book.load(found.region), TODAY).deployed


@pytest.mark.parametrize("example", BILLS)
def test_every_line_of_a_bill(example):
    """No line more, no line less, and each figure what the sum on paper says, to the millionth of a unit."""
    bill, paper = _bill(example), BILLS[example]
    assert {x.id for x in bill.lines} == set(paper)
    for one in bill.lines:
        sums = paper[one.id] if len(paper[one.id]) > 1 else paper[one.id] * 3
        rounded = Fraction(one.price.usd) / 2_000_000
        for figure, amount, by_hand in zip(one.amount._fields, one.amount, sums, strict=True):
            assert abs(Fraction(amount) - worked_out(by_hand)) <= rounded, f"{one.id}, {figure}: {by_hand}"


@pytest.mark.parametrize("example", BILLS)
def test_totals_of_a_bill(example):
    """The totals are what all sums on paper add up to, to a hundredth of a cent."""
    bill = _bill(example)
    for place, total in enumerate(bill.total):
        by_hand = sum(worked_out(sums[place if len(sums) > 1 else 0]) for sums in BILLS[example].values())
        assert abs(Fraction(total) - by_hand) < Fraction(1, 10_000)
