"""Remarks on jobs in the cache: made where nobody takes them apart from the requests, and nowhere else."""

import pytest

from tests.support.bills import bill_of
from tests.support.edges import IMAGE, service

URL = {"environment": {"REDIS_URL": "${cache.url}"}}
WORKER = {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": {"image": IMAGE, **URL}}}
API = {**service(), **URL}

CASES = [
    ("both", {"api": API}, True),
    ("queue", {"api": API}, True),
    ("cache", {"api": API}, False),
    ("both", {"api": service()}, False),
    ("both", {"api": API, "worker": WORKER}, False),
    ("both", {"api": API, "nightly": {**WORKER, "kind": "job"}}, False),
]


@pytest.mark.parametrize(("purpose", "services", "due"), CASES)
def test_jobs_beside_requests(purpose, services, due):
    """DR-12: where whoever refers to a queue answers requests too, scaling in stops its jobs."""
    cache = {"version": "8.0", "nodeType": "cache.t4g.micro", "purpose": purpose}
    topology = {"network": {"egress": {"kind": "natGateway"}}, "edge": {"loadBalancer": {}}, "cache": cache}
    work = {"nightly": {"minutesPerRun": 5}} if "nightly" in services else {}
    bill = bill_of({**topology, "services": services}, workload={"services": work})
    said = [r for r in bill.remarks if r.startswith("whatever takes jobs from the cache answers requests too (api)")]
    assert bool(said) is due
