"""Remarks on services: each where it is due, and nowhere else."""

import pytest

from tests.support.bills import bill_of

NAT = {"egress": {"kind": "natGateway"}}
IMAGE = {"image": "x/y:1"}
CPU = {"kind": "cpu"}
APP = {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": IMAGE}}
SCALED = {**APP, "scaling": {"min": 1, "max": 4, "policy": CPU}}
STATEFUL = {**APP, "containers": {"app": {**IMAGE, "stateful": True}}}
MICRO = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
URL = {"secrets": {"DATABASE_URL": "database.url"}}

PUBLIC = "services have public addresses of their own: cheap, closed by their security groups, and nothing else"
ONLY = "the only task of api runs on Spot: the service is down whenever AWS takes it"
KEEPS = "api keeps state in its task and runs on Spot: AWS takes such a task with two minutes' notice"
NIL = "Spot saves nothing for api: its onDemandBase of 1 holds the 1 task it runs on average"
LOST = (
    "what app of api keeps is lost with its task, at each deployment too: mount a file system, or let a managed "
    "service keep it"
)
LASTING = {**STATEFUL, "containers": {"app": {**IMAGE, "stateful": True, "mounts": {"fileSystem.files": "/data"}}}}
FILES = {"storage": {"fileSystems": {"files": {}}}}
IDLE = "api's scaling policy moves nothing between 1 and 1 tasks"
OLD = (
    "RDS changes the database's password every seven days, and tasks of api keep the old one until they are "
    "started again"
)
DOUBLE = (
    "a deployment at full load would open 80 connections, and the database takes 77: "
    "smaller pools, or minimumHealthyPercent and maximumPercent that let fewer tasks overlap"
)

CASES = [
    ({"api": APP}, {}, []),
    ({"network": {"egress": {"kind": "publicAddress"}}, "api": APP}, {}, [PUBLIC]),
    ({"network": {"egress": {"kind": "publicAddress"}}, "api": {**APP, "kind": "job"}}, {"minutesPerRun": 1}, []),
    ({"api": {**APP, "spot": {"sharePercent": 100}}}, {}, [ONLY]),
    ({"api": {**APP, "spot": {"sharePercent": 0}}}, {}, []),
    ({"api": {**SCALED, "spot": {"sharePercent": 100}}}, {}, []),
    ({"api": {**STATEFUL, "spot": {"sharePercent": 100}}}, {}, [LOST, KEEPS, ONLY]),
    ({"api": LASTING, **FILES}, {}, []),
    ({"api": {**SCALED, "spot": {"sharePercent": 67, "onDemandBase": 1}}}, {"averageCount": 1}, [NIL]),
    ({"api": {**SCALED, "spot": {"sharePercent": 67, "onDemandBase": 1}}}, {"averageCount": 2}, []),
    ({"api": {**APP, "scaling": {"policy": CPU}}}, {}, [IDLE]),
    ({"api": {**APP, "secrets": {"P": "database.password"}}, "database": {**MICRO, "password": "managed"}}, {}, [OLD]),
    ({"api": {**SCALED, **URL}, "database": MICRO}, {"connectionsPerTask": 9}, []),
    ({"api": {**SCALED, **URL}, "database": MICRO}, {"connectionsPerTask": 10}, [DOUBLE]),
    (
        {"api": {**STATEFUL, **URL}, "database": MICRO},
        {"connectionsPerTask": 70},
        [LOST],
    ),
]


@pytest.mark.parametrize(("parts", "work", "expected"), CASES)
def test_each_remark_where_it_is_due(parts, work, expected):
    """PS-09, PS-21, CR-15, DR-37, CR-46, FS-10: what is allowed, and yet may surprise whoever runs it."""
    service = parts.pop("api")
    topology = {"network": NAT, **parts, "services": {"api": service}}
    bill = bill_of(topology, workload={"services": {"api": work}} if work else None)
    about = ("services have", "what", "Spot", "the only task", "api", "RDS changes", "a deployment")
    assert [r for r in bill.remarks if r.startswith(about)] == expected


@pytest.mark.parametrize(
    ("instance", "work", "said"),
    [
        ({}, {}, "api asks for 0.6 vCPU on average, and 1 × t4g.medium earn 0.4: "),
        ({}, {"armFactor": "0.6"}, None),
        ({}, {"averageCount": 2}, None),
        ({"cpuCredits": "unlimited"}, {}, None),
        ({"instanceType": "m7g.medium"}, {}, None),
    ],
)
def test_instances_that_earn_less_than_they_are_asked_for(instance, work, said):
    """20 requests a second of 30 ms take 0.6 vCPU; a t4g.medium earns 20 % of its two."""
    api = {
        "kind": "asg",
        "instanceType": "t4g.medium",
        "containers": {"app": {**IMAGE, "ports": [80]}},
        "scaling": {"min": 1, "max": 3, "policy": CPU},
        "route": {},
        **instance,
    }
    topology = {"network": NAT, "edge": {"loadBalancer": {}}, "services": {"api": api}}
    measured = {"cpuMsPerRequest": 30, "averageCount": 1, **work}
    workload = {"requestsPerSecond": {"average": 20, "peak": 20}, "services": {"api": measured}}
    found = [r for r in bill_of(topology, workload=workload).remarks if r.startswith("api asks")]
    assert len(found) == (said is not None)
    assert all(one.startswith(said) and one.endswith("cpuCredits: unlimited") for one in found)
