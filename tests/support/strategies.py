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

# --- whole applications --------------------------------------------------------------------------------------------

CONTAINERS: Raw = {"app": {"image": "app", "ports": [8000]}}


def _merged(*parts: Raw) -> Raw:
    return {key: value for part in parts for key, value in part.items()}


def _scaling(least: int, more: int) -> Raw:
    return {"min": least, "max": least + more, **({"policy": {"kind": "cpu"}} if more else {})}


_running = {
    "scaling": st.builds(_scaling, st.integers(1, 3), st.integers(0, 4)),
    "spot": st.fixed_dictionaries({"sharePercent": shares}, optional={"onDemandBase": st.integers(0, 2)}),
    "deployment": st.one_of(
        st.just({"kind": "rolling"}), st.fixed_dictionaries({"kind": st.just("blueGreen"), "bakeMinutes": shares})
    ),
}
_size = st.sampled_from([(256, 512), (512, 1024), (1024, 2048), (4096, 8192)]).map(
    lambda size: {"cpuUnits": size[0], "memoryMib": size[1]}
)
_on_fargate = {"architecture": st.sampled_from(["x86_64", "arm64"]), "ephemeralStorageGib": st.integers(20, 50)}
_containers = st.just({"containers": CONTAINERS})
on_fargate = st.builds(_merged, _size, _containers, optional(**_running, **_on_fargate))
on_instances = st.builds(
    _merged,
    st.just({"kind": "asg"}),
    _containers,
    st.sampled_from([{"instanceType": t} for t in ("t3.micro", "t4g.small", "m6g.large")]),
    optional(rootVolumeGb=st.integers(30, 100), detailedMonitoring=st.booleans(), **_running),
)
running = st.one_of(on_fargate, on_instances)
jobs = st.builds(
    _merged,
    st.just({"kind": "job"}),
    _size,
    _containers,
    optional(schedule=st.sampled_from([{"cron": "0 3 * * ? *"}, {"cron": "0/15 * * * ? *"}]), **_on_fargate),
)

balanced = st.fixed_dictionaries(
    {"loadBalancer": optional(idleTimeoutSeconds=st.integers(1, 4000), accessLogDays=st.integers(1, 400))},
    optional={
        "waf": st.just({"attachTo": "loadBalancer", "managedRules": ["common"]}),
        "cdn": st.fixed_dictionaries(
            {"loadBalancerPaths": st.just(["/api/*"])},
            optional={
                "cachedPaths": st.just(["/img/*"]),
                "priceClass": st.sampled_from(["PriceClass_100", "PriceClass_All"]),
                "plan": st.sampled_from(["payAsYouGo", "free", "pro"]),
            },
        ),
    },
)
caches = st.one_of(
    st.fixed_dictionaries(
        {"version": st.just("8.0"), "nodeType": st.sampled_from(["cache.t4g.micro", "cache.m7g.large"])},
        optional={"nodes": st.integers(1, 3), "snapshotRetentionDays": st.integers(0, 5)},
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("serverless"),
            "version": st.just("8"),
            "maxDataGb": st.integers(100, 200),
            "maxEcpuPerSecond": st.integers(1000, 9000),
        }
    ),
)
storages = optional(
    buckets=st.fixed_dictionaries(
        {
            "uploads": optional(
                versioning=st.booleans(),
                storageClass=st.sampled_from(["STANDARD", "INTELLIGENT_TIERING"]),
                lifecycle=st.just({"old": {"afterDays": 90, "storageClass": "GLACIER_IR"}}),
            )
        }
    ),
    fileSystems=st.fixed_dictionaries({"shared": optional(infrequentAccessAfterDays=st.just(30))}),
)
messagings = optional(
    queues=st.fixed_dictionaries({"jobs": optional(fifo=st.booleans())}),
    broker=st.fixed_dictionaries(
        {"version": st.just("3.13"), "instanceType": st.just("mq.m5.large")}, optional={"cluster": st.booleans()}
    ),
)
observed = optional(
    containerInsights=st.sampled_from(["disabled", "enabled", "enhanced"]),
    dashboard=st.booleans(),
    trail=st.just({}),
    defaultAlarms=st.booleans(),
    logRetentionDays=st.sampled_from([1, 30, 365]),
)
stores = st.fixed_dictionaries(
    {"store": st.sampled_from(["parameterStore", "secretsManager"]), "entries": st.just({"jwt": {}})}
)
work = optional(
    cpuMsPerRequest=st.integers(1, 100),
    upstreamInKbPerRequest=amounts,
    upstreamOutKbPerRequest=amounts,
    logGbPerMonth=amounts,
)


PARTS = st.sets(st.sampled_from(["api", "worker", "job", "cache", "storage", "messaging", "secrets", "logs"]))


@st.composite
def applications(draw: st.DrawFn) -> tuple[Raw, Raw]:
    """Draw a topology of any layers and the workload that goes with it."""
    parts = draw(PARTS)
    topology, workload = draw(topologies), draw(workloads)
    topology["delivery"] = {"repositories": {"app": {"tag": "v1"}}}
    workload |= draw(optional(requestKb=amounts, logBytesPerRequest=amounts, cdnHitPercent=shares))
    _add_services(draw, parts, topology, workload)
    for layer, strategy in (("cache", caches), ("storage", storages), ("messaging", messagings), ("secrets", stores)):
        if layer in parts:
            topology[layer] = draw(strategy)
    _add_knowledge(draw, topology, workload)
    return topology, workload


def _add_services(draw: st.DrawFn, parts: set[str], topology: Raw, workload: Raw) -> None:
    services: Raw = {}
    works: Raw = {}
    if "api" in parts:
        services["api"], works["api"] = {**draw(running), "route": {}}, draw(work)
        topology["edge"] = draw(balanced)
    if "worker" in parts:
        services["worker"], works["worker"] = {**draw(running), "deployment": {"kind": "rolling"}}, draw(work)
    if "job" in parts:
        services["job"] = draw(jobs)
        works["job"] = {"minutesPerRun": draw(st.integers(1, 60)), "runsPerMonth": draw(st.integers(0, 5000))}
    if services:
        topology["services"], workload["services"] = services, works
        workload["repositories"] = {"app": {"imageGb": "0.5"}}
    if "logs" in parts and {"api", "worker"} & parts:
        topology["observability"] = draw(observed)


def _add_knowledge(draw: st.DrawFn, topology: Raw, workload: Raw) -> None:
    storage, messaging = topology.get("storage", {}), topology.get("messaging", {})
    if "buckets" in storage:
        workload["buckets"] = {"uploads": draw(optional(storedGb=amounts, getsPerMonth=st.integers(0, 10**8)))}
    if "fileSystems" in storage:
        workload["fileSystems"] = {"shared": draw(optional(storedGb=amounts, infrequentPercent=shares))}
    if "queues" in messaging:
        workload["queues"] = {"jobs": {"messagesPerMonth": draw(st.integers(0, 10**9))}}
    if "cache" in topology:
        workload["cache"] = draw(optional(dataGb=st.integers(0, 1), kbPerRequest=shares))
