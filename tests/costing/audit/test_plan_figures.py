"""The figures that follow from five real deployment plans, each from a list price and a month of 730 hours.

Every row holds a config, the lines it is about and what they come to; its second field is the sum as done on paper.
Ids such as DR-11 are the plans' own points. Where a plan speaks of one part of a bill, the row adds up that part.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from tests.support.bills import bill_of, line
from tests.support.paper import worked_out

Raw = Mapping[str, Any]

MUMBAI = "ap-south-1"
CENT = Decimal("0.01")
IMAGE = "public.ecr.aws/docker/library/httpd:2"
GATEWAY: Raw = {"kind": "natGateway"}
NAT = ("network/nat-gateway/hours", "network/nat/public-address")
BALANCER = ("edge/load-balancer/hours", "edge/load-balancer/public-address")
DATABASE = ("database/instance/hours", "database/instance/storage")
TASK = ("services/api/vcpu", "services/api/memory")
GROUPS = ("services/api/instances", "services/worker/instances")
NODES = ("cache/nodes/hours",)


class Figure(NamedTuple):
    """One figure: what it is, how it comes about, and the config that has it.

    Attributes:
        point: the plan's point, and a word of what it is about.
        paper: the sum as done by hand.
        usd: what `lines` come to in a month, to the cent.
        lines: ids of the lines that are added up.
        topology: its layers.
        beside: workload, usage and pricing.
        region: where it runs.
        figure: floor, expected or ceiling.
    """

    point: str
    paper: str
    usd: str
    lines: tuple[str, ...]
    topology: Raw
    beside: Raw = MappingProxyType({})
    region: str = "us-east-1"
    figure: str = "expected"


def fargate(cpu: int, memory: int, **more: Any) -> Raw:
    """Return services with one task of a size, always on."""
    container = {"app": {"image": IMAGE, "ports": [8000]}}
    return {"services": {"api": {"cpuUnits": cpu, "memoryMib": memory, "containers": container, **more}}}


def group(instance: str, count: int, **more: Any) -> Raw:
    """Return a service on `count` instances of its own."""
    scaling = {"min": count, "max": count}
    containers = {"app": {"image": IMAGE}}
    return {"kind": "asg", "instanceType": instance, "containers": containers, "scaling": scaling, **more}


def postgres(instance_class: str, **more: Any) -> Raw:
    """Return a database of 20 GB."""
    return {"database": {"version": "17", "instanceClass": instance_class, "storageGb": 20, **more}}


def node(node_type: str, engine: str = "redis", version: str = "7.1") -> Raw:
    """Return a cache of one node."""
    return {"cache": {"engine": engine, "version": version, "nodeType": node_type}}


def network(egress: Raw = GATEWAY, **more: Any) -> Raw:
    """Return a network with a way out."""
    return {"network": {"egress": egress, **more}}


def routed(cpu: int, memory: int, **more: Any) -> Raw:
    """Return a task behind a load balancer."""
    return {"edge": {"loadBalancer": {}}, **fargate(cpu, memory, route={}, **more)}


MINIMUM: Raw = {**network(), **postgres("db.t3.micro"), **node("cache.t3.micro")}
"""The smallest layout of the first plan, its service left out."""
PLAN_OF_RAG: Raw = {**network(), **postgres("db.t3.micro")}
QUERIES: Raw = {"workload": {"requestsPerSecond": {"average": 2000}, "responseKb": 6, "newConnectionPercent": 100}}
"""A thousand requests a second for each of two servers, each on a connection of its own."""

FIGURES = (
    # --- the network's fixed part
    Figure("DR-02 one NAT gateway", "730 × 0.045 + 730 × 0.005", "36.50", NAT, network()),
    Figure(
        "R0 three gateways",
        "3 × (730 × 0.045 + 730 × 0.005)",
        "109.50",
        NAT,
        network({**GATEWAY, "perZone": True}, availabilityZones=3),
    ),
    Figure("CR-05 NAT hours in Mumbai", "730 × 0.056", "40.88", NAT[:1], network(), region=MUMBAI),
    Figure("CR-05 its address", "730 × 0.005", "3.65", NAT[1:], network(), region=MUMBAI),
    Figure(
        "DR-39 four endpoints in two zones",
        "730 × 4 × 2 × 0.01",
        "58.40",
        ("network/endpoint/hours",),
        network({"kind": "none"}, endpoints=["s3", "ecr.api", "ecr.dkr", "logs", "ssm"]),
    ),
    Figure(
        "CR-07 the same in Mumbai",
        "730 × 4 × 2 × 0.013",
        "75.92",
        ("network/endpoint/hours",),
        network({"kind": "none"}, endpoints=["s3", "ecr.api", "ecr.dkr", "logs", "secretsmanager"]),
        region=MUMBAI,
    ),
    *(
        Figure(
            f"AN-38 {gb} GB out, 100 of them free",
            f"({gb} − 100) × 0.09",
            usd,
            ("network/internet-out/gb", "network/internet-out/gb.free"),
            network(),
            {"usage": {"network": {"internetOutGb": gb}}, "pricing": {"freeTier": "always"}},
        )
        for gb, usd in ((100, "0.00"), (200, "9.00"), (300, "18.00"))
    ),
    # --- load balancers, firewalls
    Figure("DR-17 load balancer", "730 × 0.0225", "16.43", BALANCER[:1], routed(512, 1024)),
    Figure("DR-17 its addresses in two zones", "730 × 2 × 0.005", "7.30", BALANCER[1:], routed(512, 1024)),
    Figure("CR-28 in Mumbai", "730 × 0.0239", "17.45", BALANCER[:1], routed(512, 1024), region=MUMBAI),
    Figure("CR-28 its addresses", "730 × 2 × 0.005", "7.30", BALANCER[1:], routed(512, 1024), region=MUMBAI),
    Figure(
        "DR-17 one capacity unit all month",
        "730 × 1 × 0.008",
        "5.84",
        ("edge/load-balancer/capacity",),
        routed(512, 1024),
        {"usage": {"edge": {"capacityUnits": 1}}},
    ),
    Figure(
        "AN-15 two thousand new connections a second",
        "2,000 / 25 × 730 × 0.008",
        "467.20",
        ("edge/load-balancer/capacity",),
        routed(512, 1024),
        QUERIES,
    ),
    Figure(
        "AN-17 a rate rule",
        "5 + 1 × 1",
        "6.00",
        ("edge/waf/acl", "edge/waf/rules"),
        {
            **routed(512, 1024),
            "edge": {"loadBalancer": {}, "waf": {"attachTo": "loadBalancer", "rateLimitPer5Minutes": 100}},
        },
    ),
    # --- tasks and instances
    Figure("DR-11 x86", "730 × (0.5 × 0.04048 + 1 × 0.004445)", "18.02", TASK, fargate(512, 1024)),
    Figure(
        "DR-11 ARM",
        "730 × (0.5 × 0.03238 + 1 × 0.00356)",
        "14.42",
        TASK,
        fargate(512, 1024, architecture="arm64"),
    ),
    Figure("PS-08 x86", "730 × (0.25 × 0.04048 + 0.5 × 0.004445)", "9.01", TASK, fargate(256, 512)),
    Figure(
        "PS-08 ARM",
        "730 × (0.25 × 0.03238 + 0.5 × 0.00356)",
        "7.21",
        TASK,
        fargate(256, 512, architecture="arm64"),
    ),
    Figure("PS-08 its address", "730 × 0.005", "3.65", ("services/api/public-address",), fargate(256, 512)),
    *(
        Figure(f"CR-10 {cpu}/{memory} {arch}", paper, usd, TASK, fargate(cpu, memory, architecture=arch), region=MUMBAI)
        for cpu, memory, arch, paper, usd in (
            (2048, 4096, "x86_64", "730 × (2 × 0.04256 + 4 × 0.004655)", "75.73"),
            (2048, 4096, "arm64", "730 × (2 × 0.02383 + 4 × 0.00261)", "42.41"),
            (1024, 2048, "x86_64", "730 × (1 × 0.04256 + 2 × 0.004655)", "37.87"),
            (1024, 2048, "arm64", "730 × (1 × 0.02383 + 2 × 0.00261)", "21.21"),
        )
    ),
    Figure("AN-06 one t3.small", "730 × 0.0208", "15.18", GROUPS[:1], {"services": {"api": group("t3.small", 1)}}),
    Figure(
        "AN-50 four and six t3.small",
        "10 × 730 × 0.0208",
        "151.84",
        GROUPS,
        {"services": {"api": group("t3.small", 4), "worker": group("t3.small", 6)}},
    ),
    Figure(
        "CR-37 two t3.medium",
        "2 × 730 × 0.0448",
        "65.41",
        GROUPS[:1],
        {"services": {"api": group("t3.medium", 2)}},
        region=MUMBAI,
    ),
    Figure(
        "CR-35 one t3.small on Spot",
        "730 × 0.0092",
        "6.72",
        ("services/api/spot-instances",),
        {"services": {"api": group("t3.small", 1, spot={"sharePercent": 100})}},
        region=MUMBAI,
    ),
    Figure(
        "CR-36 a root disk of 20 GB more",
        "50 × 0.0912",
        "4.56",
        ("services/api/root-disk",),
        {"services": {"api": group("t3.small", 1, rootVolumeGb=50)}},
        region=MUMBAI,
    ),
    # --- databases
    Figure("DR-05 db.t3.micro", "730 × 0.018", "13.14", DATABASE[:1], postgres("db.t3.micro")),
    Figure("DR-05 20 GB of gp3", "20 × 0.115", "2.30", DATABASE[1:], postgres("db.t3.micro")),
    Figure("DR-05 db.t4g.micro", "730 × 0.016", "11.68", DATABASE[:1], postgres("db.t4g.micro")),
    Figure("AN-18 db.t3.small", "730 × 0.036", "26.28", DATABASE[:1], postgres("db.t3.small")),
    Figure("AN-18 db.t3.medium", "730 × 0.072", "52.56", DATABASE[:1], postgres("db.t3.medium")),
    Figure("AN-20 Multi-AZ, small", "2 × 26.28", "52.56", DATABASE[:1], postgres("db.t3.small", multiAz=True)),
    Figure("PS-14 Multi-AZ, all", "13.98 + 13.98", "27.96", DATABASE, postgres("db.t4g.micro", multiAz=True)),
    Figure("PS-33 db.t4g.small", "730 × 0.032", "23.36", DATABASE[:1], postgres("db.t4g.small")),
    Figure(
        "PS-34 a replica and its disk",
        "730 × 0.016 + 20 × 0.115",
        "13.98",
        ("database/replica/hours", "database/replica/storage"),
        postgres("db.t4g.micro", readReplicas=1),
    ),
    Figure(
        "PS-18 half a unit of Aurora",
        "730 × 0.5 × 0.12",
        "43.80",
        ("database/cluster/acu",),
        {"database": {"kind": "auroraServerless", "version": "16", "minAcu": "0.5", "maxAcu": 1}},
        figure="floor",
    ),
    Figure("CR-21 db.t3.micro", "730 × 0.026", "18.98", DATABASE[:1], postgres("db.t3.micro"), region=MUMBAI),
    Figure("CR-21 20 GB of gp3", "20 × 0.131", "2.62", DATABASE[1:], postgres("db.t3.micro"), region=MUMBAI),
    Figure(
        "CR-22 PostgreSQL 13 on two vCPU",
        "2 × 730 × 0.114",
        "166.44",
        ("database/instance/extended-support",),
        postgres("db.t3.micro", version="13", extendedSupport=True),
        region=MUMBAI,
    ),
    Figure(
        "R3.1 the same on db.t4g.micro",
        "2 × 730 × 0.1",
        "146.00",
        ("database/instance/extended-support",),
        postgres("db.t4g.micro", version="13", extendedSupport=True),
    ),
    Figure(
        "CR-38 db.t3.small, Multi-AZ",
        "730 × 0.106",
        "77.38",
        DATABASE[:1],
        postgres("db.t3.small", multiAz=True),
        region=MUMBAI,
    ),
    Figure(
        "CR-38 20 GB twice", "20 × 0.262", "5.24", DATABASE[1:], postgres("db.t3.small", multiAz=True), region=MUMBAI
    ),
    # --- caches
    Figure("DR-06 cache.t3.micro", "730 × 0.017", "12.41", NODES, node("cache.t3.micro")),
    Figure("AN-22 cache.t3.small", "730 × 0.034", "24.82", NODES, node("cache.t3.small")),
    Figure("AN-22 cache.t3.medium", "730 × 0.068", "49.64", NODES, node("cache.t3.medium")),
    Figure("PS-20 cache.t4g.micro", "730 × 0.016", "11.68", NODES, node("cache.t4g.micro")),
    Figure("PS-20 of Valkey", "730 × 0.0128", "9.34", NODES, node("cache.t4g.micro", "valkey", "8.0")),
    Figure("CR-39 cache.t3.micro", "730 × 0.021", "15.33", NODES, node("cache.t3.micro"), region=MUMBAI),
    *(
        Figure(
            f"R4 the least of serverless {engine}",
            paper,
            usd,
            ("cache/serverless/data",),
            {
                "cache": {
                    "kind": "serverless",
                    "engine": engine,
                    "version": version,
                    "maxDataGb": 1,
                    "maxEcpuPerSecond": 1000,
                }
            },
            figure="floor",
        )
        for engine, version, paper, usd in (
            ("valkey", "8.0", "730 × 0.1 × 0.084", "6.13"),
            ("redis", "7.1", "730 × 1 × 0.125", "91.25"),
        )
    ),
    # --- storage, messages, what watches
    Figure(
        "DR-08 two dollars of S3",
        "87 × 0.023",
        "2.00",
        ("storage/models/standard",),
        {"storage": {"buckets": {"models": {}}}},
        {"workload": {"buckets": {"models": {"storedGb": 87}}}},
    ),
    Figure(
        "PS-23 3 GB back from GLACIER_IR",
        "3 × 0.03",
        "0.09",
        ("storage/uploads/retrieval",),
        {"storage": {"buckets": {"uploads": {"lifecycle": {"old": {"afterDays": 90, "storageClass": "GLACIER_IR"}}}}}},
        {
            "workload": {
                "buckets": {"uploads": {"storedGb": 40, "growthGbPerMonth": 2, "retrievedGbPerMonth": 3}},
            }
        },
    ),
    Figure(
        "CR-13 a gigabyte of EFS",
        "1 × 0.33",
        "0.33",
        ("storage/data/standard",),
        {"storage": {"fileSystems": {"data": {"throughputMode": "bursting"}}}},
        {"workload": {"fileSystems": {"data": {"storedGb": 1}}}},
        region=MUMBAI,
    ),
    Figure(
        "CR-15 the smallest RabbitMQ",
        "730 × 0.02912",
        "21.26",
        ("messaging/broker/hours",),
        {"messaging": {"broker": {"version": "3.13", "instanceType": "mq.t3.micro"}}},
        region=MUMBAI,
    ),
    Figure(
        "DR-25 ten gigabytes of logs",
        "10 × 0.50",
        "5.00",
        ("observability/logs/ingest",),
        fargate(256, 512),
        {"usage": {"observability": {"logGb": 10}}},
    ),
    Figure(
        "AN-28 a dashboard",
        "1 × 3",
        "3.00",
        ("observability/dashboard",),
        {**fargate(256, 512), "observability": {"dashboard": True}},
    ),
    Figure(
        "AN-24 five gigabytes of images",
        "5 × 0.10",
        "0.50",
        ("delivery/app/stored",),
        {"delivery": {"repositories": {"app": {"keepImages": 1}}}},
        {"workload": {"repositories": {"app": {"imageGb": 5}}}},
    ),
    # --- whole sums
    *(
        Figure(
            f"DR-36 the plan's fixed lines, {tasks} of its tasks",
            f"36.50 + 23.725 + 15.44 + 12.41 + {tasks} × 18.02",
            usd,
            (*NAT, *BALANCER, *DATABASE, *NODES, *TASK),
            {**MINIMUM, **routed(512, 1024, scaling={"min": tasks, "max": tasks})},
        )
        for tasks, usd in ((1, "106.10"), (2, "124.12"))
    ),
    *(
        Figure(
            f"CR-51 size, database, load balancer, NAT, {arch}",
            f"{task} + 21.60 + 24.747 + 44.53",
            usd,
            (*NAT, *BALANCER, *DATABASE, *TASK),
            {**PLAN_OF_RAG, **routed(1024, 2048, architecture=arch)},
            region=MUMBAI,
        )
        for arch, task, usd in (("x86_64", "37.865", "128.74"), ("arm64", "21.207", "112.08"))
    ),
)


@pytest.mark.parametrize("one", FIGURES, ids=lambda one: one.point)
def test_figure_of_a_plan(one):
    """The lines come to the figure, to the cent, and so does the sum on paper."""
    bill = bill_of(one.topology, **one.beside, region=one.region)
    free = {x.id: x for x in bill.free}
    found = [free[name] if name.endswith(".free") else line(bill, name) for name in one.lines]
    total = sum((getattr(x.amount, one.figure) for x in found), Decimal(0))
    assert total.quantize(CENT, ROUND_HALF_UP) == Decimal(one.usd)
    assert abs(worked_out(one.paper) - Fraction(one.usd)) <= Fraction(CENT) / 2


RESERVED: Raw = {"kind": "reserved", "termYears": 1}
GROUP: Raw = {"services": {"api": group("t3.small", 1)}}


@pytest.mark.parametrize(
    ("topology", "commitment", "region", "percent"),
    [
        (postgres("db.t3.micro"), {**RESERVED, "covers": "database"}, "us-east-1", "28"),
        (postgres("db.t4g.micro"), {**RESERVED, "covers": "database"}, "us-east-1", "27.5"),
        (postgres("db.t3.micro"), {**RESERVED, "covers": "database"}, MUMBAI, "21"),
        (GROUP, {**RESERVED, "covers": "service.api"}, "us-east-1", "37.5"),
        (GROUP, {**RESERVED, "covers": "service.api", "offering": "convertible"}, "us-east-1", "28"),
        (GROUP, {**RESERVED, "covers": "service.api", "termYears": 3}, "us-east-1", "57"),
    ],
    ids=[
        "DR-38 db.t3.micro",
        "PS-30 db.t4g.micro",
        "CR-45 Mumbai",
        "AN-43 standard",
        "AN-43 convertible",
        "AN-43 3 years",
    ],
)
def test_what_a_reservation_saves(topology, commitment, region, percent):
    """Fee and covered hours of one that runs all month: db.t3.micro pays 0.0129 instead of 0.018 an hour, 28 % less.

    db.t4g.micro 0.0116 for 0.016, in Mumbai 0.0206 for 0.026, t3.small 0.013, 0.015 and 0.009 for 0.0208.
    """
    bill = bill_of(topology, pricing={"commitments": {"it": commitment}}, region=region)
    fee, covered = sorted(
        (x for x in bill.lines if x.id.startswith("commitments/it/")), key=lambda x: x.amount.expected, reverse=True
    )
    saved = 100 * (1 + fee.amount.expected / covered.amount.expected)
    step = Decimal("0.5") if "." in percent else Decimal(1)
    assert (saved / step).quantize(Decimal(1)) * step == Decimal(percent)


@pytest.mark.parametrize(
    ("topology", "lines", "percent"),
    [(fargate(1024, 2048), TASK, 5), (postgres("db.t3.micro"), DATABASE[:1], 44)],
    ids=["CR-01 Fargate", "CR-01 db.t3.micro"],
)
def test_mumbai_is_dearer(topology, lines, percent):
    """CR-01: 37.8651 / 36.0401 = 1.05 for a task, 18.98 / 13.14 = 1.44 for a database."""
    here, there = (
        sum(line(bill_of(topology, region=region), name).amount.expected for name in lines)
        for region in ("us-east-1", MUMBAI)
    )
    assert round(100 * (there / here - 1)) == percent


@pytest.mark.parametrize(
    ("region", "percent"), [("us-east-1", 55), (MUMBAI, 59)], ids=["AN-44 us-east-1", "CR-35 Mumbai"]
)
def test_a_spot_instance_against_one_on_demand(region, percent):
    """A t3.small: 0.0093 for 0.0208 is 55 % less, 0.0092 for 0.0224 in Mumbai 59 %."""
    spot = {"services": {"api": group("t3.small", 1, spot={"sharePercent": 100})}}
    paid = line(bill_of(spot, region=region), "services/api/spot-instances").price.usd
    full = line(bill_of(GROUP, region=region), "services/api/instances").price.usd
    assert round(100 * (1 - paid / full)) == percent
