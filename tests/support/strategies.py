"""Random configs that are in order, for properties that hold of all of them.

Everything is drawn as a user writes it; what AWS would refuse is not drawn. `BOUNDED` keeps runs repeatable and short.
"""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

BOUNDED = settings(
    derandomize=True,
    deadline=None,
    max_examples=60,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

Raw = dict[str, Any]


def optional(**fields: st.SearchStrategy) -> st.SearchStrategy[Raw]:
    """Draw a map that has each of the fields or not."""
    return st.fixed_dictionaries({}, optional=fields)


amounts = st.decimals(min_value=0, max_value=5000, places=2).map(str)
shares = st.integers(0, 100)

egress = st.one_of(
    st.fixed_dictionaries({"kind": st.just("natGateway")}, optional={"perZone": st.booleans()}),
    st.fixed_dictionaries(
        {"kind": st.just("natInstance")},
        optional={
            "perZone": st.booleans(),
            "instanceType": st.sampled_from(["t4g.nano", "t3.micro", "t4g.small"]),
            "rootVolumeGb": st.integers(8, 100),
        },
    ),
    st.just({"kind": "publicAddress"}),
)

networks = st.fixed_dictionaries(
    {"egress": egress},
    optional={
        "availabilityZones": st.integers(2, 3),
        "endpoints": st.lists(st.sampled_from(["s3", "dynamodb", "logs", "ecr.api", "ecr.dkr", "sqs"]), unique=True),
        "flowLogs": optional(
            destination=st.sampled_from(["s3", "cloudWatchLogs"]),
            traffic=st.sampled_from(["all", "accept", "reject"]),
            retentionDays=st.integers(1, 400),
        ),
    },
)

_recorded = {
    "backupRetentionDays": st.integers(1, 35),
    "enhancedMonitoringSeconds": st.sampled_from([0, 1, 15, 60]),
    "logExports": st.lists(st.sampled_from(["postgresql", "upgrade"]), unique=True),
    "extendedSupport": st.booleans(),
}
_insights = st.sampled_from([("disabled", 7), ("standard", 7), ("standard", 31), ("standard", 731), ("advanced", 465)])


def _with_insights(database: Raw, insights: tuple[str, int]) -> Raw:
    return {**database, "insights": insights[0], "insightsRetentionDays": insights[1]}


instances = st.builds(
    _with_insights,
    st.fixed_dictionaries(
        {
            "version": st.sampled_from(["14", "15", "16", "17", "18"]),
            "instanceClass": st.sampled_from(["db.t4g.micro", "db.t3.medium", "db.m7g.large", "db.r6g.xlarge"]),
            "storageGb": st.integers(20, 1000),
        },
        optional={"multiAz": st.booleans(), "readReplicas": st.integers(0, 3), **_recorded},
    ),
    _insights,
)

clusters = st.builds(
    _with_insights,
    st.fixed_dictionaries(
        {
            "kind": st.just("auroraServerless"),
            "version": st.sampled_from(["16", "17"]),
            "minAcu": st.sampled_from([0, "0.5", 1, "2.5"]),
            "maxAcu": st.sampled_from([4, "8", "64.5"]),
        },
        optional={"readers": st.integers(0, 3), "ioOptimized": st.booleans(), **_recorded},
    ),
    _insights,
)

databases = st.one_of(instances, clusters)

topologies = st.fixed_dictionaries({"network": networks}, optional={"database": databases})

rates = st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda two: {"average": min(two), "peak": max(two)})

workloads = optional(
    requestsPerSecond=rates,
    responseKb=amounts,
    newConnectionPercent=shares,
    database=optional(
        storedGb=amounts,
        kbPerRequest=amounts,
        cpuMsPerRequest=st.integers(1, 200),
        ioPerRequest=st.integers(0, 50),
        averageAcu=st.sampled_from([0, "0.5", 3, 100]),
    ),
)

usages = optional(
    network=optional(
        natGb=amounts, internetOutGb=st.integers(0, 300_000), crossZoneGb=amounts, endpointGb=amounts, flowLogGb=amounts
    ),
    database=optional(backupGb=amounts, ioMillion=amounts, averageAcu=amounts, surplusCreditHours=amounts),
)
