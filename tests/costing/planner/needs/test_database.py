"""What a database must have, each limit hand-computed: at it, and just beyond it."""

from decimal import Decimal

import pytest

from costing.planner.needs.database import Question, connections_carried, rejection
from tests.support.bills import sections_of

SMALL = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}


def _judged(candidate, *, today=None, work=None, peak="10", reads=False, **rules):
    """Return the requirement that a candidate fails first, beside one that runs today."""
    asked = sections_of({"database": today or SMALL}, workload={"database": work or {}}, requirements=rules)
    other = sections_of({"database": {**SMALL, **candidate}})
    question = Question(
        asked.topology.database, asked.workload.database, Decimal(peak), asked.requirements, reads_elsewhere=reads
    )
    found = rejection(question, other.topology.database)
    return found.requirement if found else None


CASES = [
    # (what is asked, candidate, first requirement failed)
    ({}, {}, None),
    ({"burstable": False}, {}, "requirements.burstable"),
    ({"availability": "zone"}, {}, "requirements.availability"),
    ({"availability": "zone"}, {"multiAz": True}, None),
    # 10 requests × 120 ms = 1.2 vCPU at 60 % = 2 vCPU, which a micro has; 121 ms take 2.02
    ({"work": {"cpuMsPerRequest": 120}}, {}, None),
    ({"work": {"cpuMsPerRequest": 121}}, {}, "workload.database.cpuMsPerRequest"),
    # nobody measured: 2 vCPU of a micro sustain 0.2, those of a medium 0.4
    ({"today": {**SMALL, "instanceClass": "db.t4g.medium"}}, {}, "workload.database.cpuMsPerRequest"),
    # memory: (1 GiB × 0.9 - 0.39 - 0.5) = 0.01 GiB = 10.24 MiB for connections; 0.4 leaves nothing
    ({"work": {"workingSetGb": "0.39"}}, {}, None),
    ({"work": {"workingSetGb": "0.4"}}, {}, "workload.database.workingSetGb"),
    # 14 GB and 0.5 a month for 12 months are 20
    ({"work": {"storedGb": 14, "growthGbPerMonth": "0.5"}}, {}, None),
    ({"work": {"storedGb": 15, "growthGbPerMonth": "0.5"}}, {}, "requirements.horizonMonths"),
    ({"work": {"storedGb": 15, "growthGbPerMonth": "0.5"}}, {"maxStorageGb": 22}, None),
    # gp3 below 400 GB has 3,000 operations a second
    ({"work": {"ioPerRequest": 300}}, {}, None),
    ({"work": {"ioPerRequest": 301}}, {}, "workload.database.ioPerRequest"),
    # gp2 has 3 for each GB and 100 at least
    ({"work": {"ioPerRequest": 10}}, {"storageType": "gp2"}, None),
    ({"work": {"ioPerRequest": 11}}, {"storageType": "gp2"}, "workload.database.ioPerRequest"),
]


@pytest.mark.parametrize(("asked", "candidate", "requirement"), CASES)
def test_the_first_requirement_that_fails(asked, candidate, requirement):
    """Each limit holds at its value and fails beyond it."""
    assert _judged(candidate, **asked) == requirement


def test_reads_count_against_replicas_only_where_the_application_sends_them_there():
    """1.5 vCPU of work at 60 % take 2.5; with half of it on a replica each machine needs 1.25 of its 2."""
    work, copy = {"cpuMsPerRequest": 150, "readPercent": 50}, {"readReplicas": 1}
    assert _judged({}, work=work) == "workload.database.cpuMsPerRequest"
    assert _judged(copy, work=work) == "workload.database.cpuMsPerRequest"
    assert _judged(copy, work=work, reads=True) is None


def test_connections_are_the_least_of_the_limit_and_of_the_memory():
    """A GiB of which 0.1 GB is in use: (0.9 - 0.1 - 0.5) GiB = 307.2 MiB, so 30 connections of 10 MiB."""
    found = sections_of({"database": SMALL}, workload={"database": {"workingSetGb": "0.1"}})
    assert connections_carried(found.topology.database, found.workload.database) == 30
    unknown = sections_of({"database": SMALL})
    assert connections_carried(unknown.topology.database, unknown.workload.database) > 30
