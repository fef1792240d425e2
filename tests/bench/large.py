"""An application large enough for the planner's targets: ten services, a database, a cache, six buckets."""

from datetime import date
from typing import Any

from costing import price_book
from costing.estimate import estimate
from costing.planner.answer.case import Case, case_of
from infra.model.door import Asked, read

TODAY = date(2026, 11, 21)
SERVICES = 10
BUCKETS = 6


def case(regions: tuple[str, ...]) -> Case:
    """Return the question of the cheapest configuration in any of some regions, the first its own."""
    document = {
        "topology": _topology(),
        "workload": _workload(),
        "requirements": _requirements(regions),
        "budget": {"monthlyCap": "none"},
    }
    stack = read(document, Asked("large", regions[0], TODAY))
    return case_of(estimate(stack, price_book.load(regions[0]), TODAY))


def _topology() -> dict[str, Any]:
    return {
        "name": "large",
        "network": {"egress": {"kind": "natGateway"}, "endpoints": ["s3"]},
        "edge": {"loadBalancer": {}},
        "services": {f"part{n}": _service(n) for n in range(SERVICES)},
        "database": {"version": "17", "instanceClass": "db.m7g.large", "storageGb": 100, "multiAz": True},
        "cache": {"version": "8.0", "nodeType": "cache.m7g.large", "nodes": 2},
        "storage": {"buckets": {f"bucket{n}": {} for n in range(BUCKETS)}},
    }


def _service(number: int) -> dict[str, Any]:
    return {
        "cpuUnits": 1024,
        "memoryMib": 2048,
        "containers": {"app": {"image": "nginx:1.29", "ports": [8000]}},
        "scaling": {"min": 2, "max": 20, "policy": {"kind": "cpu"}},
        "route": {"paths": [f"/part{number}/*"]},
        "uses": {"database": "connect"},
    }


def _workload() -> dict[str, Any]:
    service = {
        "requestPercent": 10,
        "cpuMsPerRequest": 40,
        "latencyMs": 150,
        "memoryMibBase": 250,
        "memoryMibPerRequest": 4,
        "connectionsPerTask": 4,
    }
    return {
        "requestsPerSecond": {"average": 100, "peak": 400},
        "services": {f"part{n}": {**service, "cpuMsPerRequest": 30 + n} for n in range(SERVICES)},
        "database": {"storedGb": 50, "growthGbPerMonth": 1, "workingSetGb": 4, "cpuMsPerRequest": 1, "readPercent": 80},
        "cache": {"dataGb": 2},
        "buckets": {f"bucket{n}": {"storedGb": 100 + n} for n in range(BUCKETS)},
    }


def _requirements(regions: tuple[str, ...]) -> dict[str, Any]:
    return {
        "availability": "zone",
        "regions": list(regions),
        "architectures": ["x86_64", "arm64"],
        "publicAddresses": True,
        "maxTasks": 60,
        "spotMaxPercent": {f"part{n}": 50 for n in range(SERVICES)},
        "moves": {"worst": "migration", "stateful": True},
    }
