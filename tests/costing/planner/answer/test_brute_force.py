"""The planner against brute force: every configuration of small whole topologies, each estimated by the estimator."""

from decimal import ROUND_CEILING, Decimal
from functools import cache
from itertools import product
from random import Random
from typing import Any

import pytest

from costing.bill import Bill
from costing.gate.reasons import over_caps
from costing.money import ZERO
from costing.planner.answer.case import Case, case_of
from costing.planner.answer.configuration import ROUNDING_USD, cheapest
from costing.planner.answer.fitting import fitting
from costing.planner.answer.load import scaled
from costing.planner.choices.commitments import PLAN_KEY
from costing.planner.choices.edits import edited
from infra.model import rules
from tests.support.bills import TODAY, estimate_of

NAT = {"egress": {"kind": "natGateway"}}
BIG = {"image": "app", "cpuUnits": 8192, "memoryMib": 15000}
WEB = {
    "cpuUnits": 8192,
    "memoryMib": 16384,
    "containers": {"app": BIG},
    "scaling": {"min": 1, "max": 4, "policy": {"kind": "cpu"}},
}
WORKER = {
    **WEB,
    "cpuUnits": 16384,
    "memoryMib": 65536,
    "containers": {"app": {**BIG, "cpuUnits": 16384, "memoryMib": 60000}},
}
MEASURED = {"cpuMsPerRequest": 900, "memoryMibBase": 900}
SMALL = {"version": "17", "instanceClass": "db.t3.micro", "storageGb": 20}
LOAD = {"requestsPerSecond": {"average": 2, "peak": 8}}
HUGE = {"app": {"image": "app", "ports": [8000], "cpuUnits": 16384, "memoryMib": 60000}}
JOB = {"kind": "job", "cpuUnits": 256, "memoryMib": 512, "containers": {"app": {"image": "app"}}}
REPOSITORY = {"repositories": {"app": {"tag": "1"}}}
RUN = {"services": {"nightly": {"minutesPerRun": 30, "runsPerMonth": 40}}, "repositories": {"app": {"imageGb": "1.2"}}}
BOTH = {"architectures": ["x86_64", "arm64"], "publicAddresses": True}

CASES: dict[str, dict[str, Any]] = {
    "a database": {"topology": {"network": NAT, "database": SMALL}, "workload": LOAD},
    "a database that must survive": {
        "topology": {"network": NAT, "database": SMALL},
        "workload": {**LOAD, "database": {"storedGb": 30, "growthGbPerMonth": 5, "workingSetGb": "1.5"}},
        "requirements": {"availability": "instance", "burstable": False},
    },
    "a cache": {
        "topology": {"network": NAT, "cache": {"engine": "redis", "version": "7.1", "nodeType": "cache.t3.medium"}},
        "workload": {**LOAD, "cache": {"dataGb": "0.9"}},
    },
    "a cache under flow logs, in two zones or three": {
        "topology": {
            "network": {**NAT, "flowLogs": {}},
            "cache": {"engine": "redis", "version": "7.1", "nodeType": "cache.t3.medium"},
        },
        "workload": {**LOAD, "cache": {"dataGb": "0.9"}},
    },
    "a serverless cache under flow logs": {
        "topology": {
            "network": {**NAT, "flowLogs": {}},
            "cache": {
                "kind": "serverless",
                "engine": "valkey",
                "version": "8",
                "maxDataGb": 2,
                "maxEcpuPerSecond": 5000,
            },
            "services": {"nightly": JOB},
            "delivery": REPOSITORY,
        },
        "workload": {**LOAD, **RUN, "cache": {"dataGb": "0.9"}},
        "requirements": BOTH,
    },
    "a job on Spot or not": {
        "topology": {"network": NAT, "services": {"nightly": JOB}, "delivery": REPOSITORY},
        "workload": RUN,
        "requirements": {**BOTH, "spotMaxPercent": {"nightly": 100}},
    },
    "a service that fits few machines": {
        "topology": {
            "network": {**NAT, "flowLogs": {}},
            "delivery": REPOSITORY,
            "services": {
                "api": {"cpuUnits": 16384, "memoryMib": 65536, "containers": HUGE},
            },
        },
        "workload": {**LOAD, "services": {"api": {"cpuMsPerRequest": 100, "memoryMibBase": 900}}},
        "requirements": {**BOTH, "burstable": False},
    },
    "two services and a Savings Plan": {
        "topology": {"network": NAT, "delivery": REPOSITORY, "services": {"api": WEB, "worker": WORKER}},
        "workload": {
            **LOAD,
            "services": {"api": {"averageCount": "3.2", **MEASURED}, "worker": {"averageCount": "1.5", **MEASURED}},
        },
        "requirements": {"burstable": False, "maxTasks": 6, "commitments": {"maxTermYears": 3}},
    },
    "a bucket, a queue and two jobs": {
        "topology": {
            "network": NAT,
            "storage": {"buckets": {"files": {}}},
            "delivery": REPOSITORY,
            "services": {"nightly": JOB, "weekly": {**JOB, "cpuUnits": 512, "memoryMib": 1024}},
        },
        "workload": {
            **RUN,
            "services": {**RUN["services"], "weekly": {"minutesPerRun": 60, "runsPerMonth": 4}},
            "buckets": {"files": {"storedGb": 900, "idlePercent": 60}},
        },
        "requirements": BOTH,
    },
}


CENT = Decimal("0.01")
CAPPED = 12
"""So many budgets are drawn for each topology."""


@cache
def _bills(name: str) -> list[Bill]:
    """Return the bills of all configurations of a topology, cheapest first."""
    return _every(case_of(estimate_of(CASES[name])))


def _every(case: Case) -> list[Bill]:
    """Return the bills of all configurations that meet the requirements one by one and AWS's rules, cheapest first."""
    bills: list[Bill] = []
    for site in case.home.sites:
        if site.rejection is not None:
            continue
        columns = [[o.choice for o in column if o.rejection is None] for column in site.columns]
        for choices in product(*columns):
            edits = [edit for choice in choices for edit in choice.edits]
            sections = edited(site.ground.situation.sections, [*site.bought, *edits])
            if next(rules.of_tier(sections, case.book.region, TODAY), None) is None:
                bill = case.bill_of(sections)
                bought = any(one.name == PLAN_KEY for one in bill.commitments)
                bills += [bill] if bill.total and bought is bool(site.bought) else []
    return sorted(bills, key=_total)


def _total(bill: Bill) -> Decimal:
    assert bill.total is not None
    return bill.total.expected


@pytest.mark.parametrize("name", CASES)
def test_nothing_of_all_there_is_costs_less(name: str) -> None:
    """The ten cheapest are those that the estimator finds when it is asked about every configuration there is."""
    case = case_of(estimate_of(CASES[name]))
    every = [_total(bill) for bill in _bills(name)]
    found = cheapest(case, k=10)
    assert len(every) > 20
    assert [one.total for one in found] == every[: len(found)]
    assert len(found) == 10


@pytest.mark.parametrize("name", CASES)
def test_the_sums_of_the_search_are_the_bills(name: str) -> None:
    """What the search adds up is what the bill says, to the rounding of quantities that parts share."""
    case = case_of(estimate_of(CASES[name]))
    for number, picked in zip(range(40), case.board().cheapest(), strict=False):
        sections = edited(picked.situation.sections, picked.edits)
        total = case.bill_of(sections).total
        assert total is not None
        assert abs(total.expected - Decimal(picked.cost).scaleb(-24)) < ROUNDING_USD, number


def _budget(random: Random, bills: list[Bill]) -> dict[str, Any]:
    """Return caps on sums that some configurations have, each drawn by itself, so that now and then nothing fits."""

    def cap(of: str | None) -> dict[str, str]:
        found: dict[str, str] = {}
        for basis in ("floor", "expected", "ceiling"):
            bill = random.choice(bills)
            figures = bill.total if of is None else bill.layers.get(of)
            if figures is not None and random.random() < 0.5:
                found[basis] = str(getattr(figures, basis).quantize(CENT, ROUND_CEILING))
        return found

    layers = {name: found for name in bills[0].layers if (found := cap(name))}
    return {"monthlyCap": {**cap(None), "ceiling": "99999"}, "layers": layers}


@pytest.mark.parametrize("name", CASES)
def test_what_fits_caps_is_found_wherever_it_is(name: str) -> None:
    """Under any caps on totals and layers the cheapest of all there is that keeps them, and none only if none does."""
    random, bills = Random(len(name)), _bills(name)  # noqa: S311 - drawn, not secret
    anything = {**CASES[name].get("requirements", {}), "moves": {"worst": "migration", "stateful": True}}
    fitted = 0
    for number in range(CAPPED):
        one = estimate_of({**CASES[name], "requirements": anything, "budget": _budget(random, bills)})
        budget, found = one.stack.budget, fitting(one)
        assert budget is not None
        assert found is not None
        least = next((_total(bill) for bill in bills if next(over_caps(budget, bill), None) is None), None)
        assert found.proved, number
        assert found.fits is (least is not None), number
        assert (found.found.total if found.found else ZERO) == (_total(bills[0]) if least is None else least), number
        fitted += found.fits
    assert fitted > 0


LOADS = [Decimal(n) / 16 for n in range(1, 65)]
"""From a sixteenth of the stated load to four times as much."""
SWEPT = tuple(name for name in CASES if not name.startswith(("a job", "two services")) and name != "a database")
"""Topologies whose cheapest configuration depends on the load."""


@pytest.mark.parametrize("name", SWEPT)
def test_more_load_never_costs_less(name: str) -> None:
    """At 64 loads: the cheapest gets no cheaper as all demand grows, and what nothing carries stays out of reach."""
    case = case_of(estimate_of(CASES[name]))
    found = [cheapest(case.with_workload(scaled(case.sections.workload, load))) for load in LOADS]
    totals = [one[0].total if one else Decimal("Infinity") for one in found]
    assert totals == sorted(totals)
    assert len(set(totals)) > 5
