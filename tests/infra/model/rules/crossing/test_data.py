"""What the workload says of data is about something that is there and fits."""

from datetime import date

import pytest

from infra.model.rules.common import Where
from infra.model.rules.crossing import data
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))
STORAGE = {"buckets": {"uploads": {}}, "fileSystems": {"chroma": {}}}
SERVERLESS = {"kind": "serverless", "version": "8", "maxDataGb": 5, "maxEcpuPerSecond": 5000}


def found(topology, **workload):
    """Return the problems of a workload as lines."""
    sections = sections_of(topology, workload=workload)
    return [str(p).removeprefix("tollgate:workload.") for p in data.problems(sections, WHERE)]


CASES = [
    ({"storage": STORAGE}, {"buckets": {"uploads": {}}, "fileSystems": {"chroma": {}}}, []),
    (
        {"storage": STORAGE},
        {"buckets": {"upload": {}}},
        ["buckets.upload: 'upload' is none of the topology's; did you mean uploads?"],
    ),
    (
        {"storage": STORAGE},
        {"fileSystems": {"x": {}}},
        ["fileSystems.x: 'x' is none of the topology's; there is chroma"],
    ),
    ({}, {"queues": {"jobs": {}}}, ["queues.jobs: 'jobs' is none of the topology's; null it"]),
    ({"storage": STORAGE}, {"fileSystems": {"chroma": {"infrequentPercent": 60, "archivePercent": 40}}}, []),
    (
        {"storage": STORAGE},
        {"fileSystems": {"chroma": {"infrequentPercent": 61, "archivePercent": 40}}},
        ["fileSystems.chroma.archivePercent: 40 and infrequentPercent are 101 percent together"],
    ),
    ({"cache": SERVERLESS}, {"cache": {"dataGb": 5}}, []),
    (
        {"cache": SERVERLESS},
        {"cache": {"dataGb": "5.1"}},
        ["cache.dataGb: 5.1 does not fit: raise cache.maxDataGb, now 5, or keep less"],
    ),
]


@pytest.mark.parametrize(("topology", "workload", "said"), CASES)
def test_figures_are_of_what_is_there(topology, workload, said):
    """Names that exist, shares that are no more than the whole, data that the cache may hold."""
    assert found(topology, **workload) == said
