"""The bill derived again from a deployed state alone: which price rows apply, and how often.

    problems = disagreements(State(life.state), life.report)

Each function below looks at resources of a few types and yields what must be on the bill because of them: the id of the
line, the row of the price book, and what the state says of the quantity. Nothing of `costing` or of the model is used,
so a size, count or class that reached the resources but not the bill, or the other way round, shows.
"""

import fnmatch
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from tests.support.state import Found, State

MONTH = Decimal(730)
"""Hours of a month, as AWS's own calculator counts."""


class Owed(NamedTuple):
    """What the state says must be billed.

    Attributes:
        line: the id of the line.
        key: the row of the price book; `*` stands for any part.
        floor, ceiling: the quantity at least, and at most; None where traffic or time decide.
        least_ceiling: what the ceiling must reach, where deployments add to it.
    """

    line: str
    key: str
    floor: Decimal | None = None
    ceiling: Decimal | None = None
    least_ceiling: Decimal | None = None


def always(line: str, key: str, quantity: Decimal | int) -> Owed:
    """Return what runs all month whatever happens: one quantity in all figures."""
    return Owed(line, key, Decimal(quantity), Decimal(quantity))


def network(state: State) -> Iterator[Owed]:
    """Gateways, instances, addresses, endpoints and flow logs."""
    if nats := state.of("aws:ec2/natGateway:NatGateway"):
        yield always("network/nat-gateway/hours", "nat.gateway-hour", MONTH * len(nats))
        yield Owed("network/nat-gateway/gb", "nat.gateway-gb")
    machines = state.of("aws:ec2/instance:Instance")
    for kind in {one.inputs["instanceType"] for one in machines}:
        yield always("network/nat-instance/hours", f"ec2.linux.{kind}", MONTH * len(machines))
        disks = [one.inputs["rootBlockDevice"] for one in machines]
        assert {disk["volumeType"] for disk in disks} == {"gp3"}
        gigabytes = sum(disk["volumeSize"] for disk in disks)
        yield always("network/nat-instance/disk", "ebs.gp3.gb-month", gigabytes)
    if addresses := state.of("aws:ec2/eip:Eip"):
        yield always("network/nat/public-address", "vpc.public-ipv4.in-use-hour", MONTH * len(addresses))
    interfaces = state.where("aws:ec2/vpcEndpoint:VpcEndpoint", lambda e: e.inputs["vpcEndpointType"] == "Interface")
    if interfaces:
        places = sum(len(one.inputs["subnetIds"]) for one in interfaces)
        yield always("network/endpoint/hours", "vpc.interface-endpoint-hour", MONTH * places)
        yield Owed("network/endpoint/gb", "vpc.interface-endpoint-gb.*")
    for log in state.of("aws:ec2/flowLog:FlowLog"):
        in_s3 = log.inputs["logDestinationType"] == "s3"
        yield Owed(
            "network/flow-logs/delivery", f"cloudwatch.logs.vended-{'s3' if in_s3 else 'cloudwatch'}-gb.first-10tb"
        )
        yield Owed("network/flow-logs/stored", "s3.standard.*" if in_s3 else "cloudwatch.logs.storage-gb-month")


def front(state: State) -> Iterator[Owed]:
    """Load balancer, CDN, firewall, names, and the site's bucket."""
    for balancer in state.of("aws:lb/loadBalancer:LoadBalancer"):
        assert not balancer.inputs["internal"], "an internal load balancer has no public address"
        zones = len(balancer.inputs["subnets"])
        yield always("edge/load-balancer/hours", "alb.hour", MONTH)
        yield Owed("edge/load-balancer/capacity", "alb.lcu-hour")
        yield always("edge/load-balancer/public-address", "vpc.public-ipv4.in-use-hour", MONTH * zones)
        if (balancer.inputs.get("accessLogs") or {}).get("enabled"):
            yield Owed("edge/access-logs/stored", "s3.standard.gb-month.*")
            yield Owed("edge/access-logs/put", "s3.standard.put-1k")
    plans = state.of("aws:pricingplanmanager/subscription:Subscription")
    yield from _cdn(state, plans)
    for zone in state.of("aws:route53/zone:Zone"):
        if not plans and not zone.inputs.get("vpcs"):
            yield always("edge/dns/zone", "route53.hosted-zone-month.first-25", 1)
            yield Owed("edge/dns/queries", "route53.queries-standard-1m.*")
    if certificates := state.of("aws:acm/certificate:Certificate"):
        yield always("edge/certificate", "acm.public-certificate", len(certificates))


def _cdn(state: State, plans: list[Found]) -> Iterator[Owed]:
    for distribution in state.of("aws:cloudfront/distribution:Distribution"):
        if plans:
            yield always("edge/cdn/plan", f"cloudfront.flat-rate.{plans[0].inputs['planTier'].lower()}", 1)
        else:
            yield Owed("edge/cdn/out-gb*", "cloudfront.*.out-gb.*")
            yield Owed("edge/cdn/requests*", "cloudfront.*.https-10k")
            if any(origin.get("customOriginConfig") for origin in distribution.inputs["origins"]):
                yield Owed("edge/cdn/to-origin*", "cloudfront.*.origin-gb")
    for firewall in state.of("aws:wafv2/webAcl:WebAcl"):
        at_cdn = firewall.inputs["scope"] == "CLOUDFRONT"
        if at_cdn and plans:
            continue
        prefix = "waf.cloudfront" if at_cdn else "waf"
        yield always("edge/waf/acl", f"{prefix}.web-acl-month", 1)
        yield always("edge/waf/rules", f"{prefix}.rule-month", len(firewall.inputs["rules"]))
        yield Owed("edge/waf/requests", f"{prefix}.requests-1m")
    if state.of("aws:cloudfront/function:Function") and not plans:
        yield Owed("edge/site/function", "cloudfront.function-1m")


SERVICE, TASK = "aws:ecs/service:Service", "aws:ecs/taskDefinition:TaskDefinition"
TARGET, SCHEDULED = "aws:appautoscaling/target:Target", "aws:appautoscaling/scheduledAction:ScheduledAction"
GROUP, TEMPLATE = "aws:autoscaling/group:Group", "aws:ec2/launchTemplate:LaunchTemplate"
PROCESSORS = {"X86_64": "x86", "ARM64": "arm"}


class _Counts(NamedTuple):
    """How many tasks run at least and at most; unknown at least where a schedule moves the bounds."""

    least: Decimal | None
    most: Decimal


def services(state: State) -> Iterator[Owed]:
    """Tasks on Fargate, instances, jobs, and the names by which services find each other."""
    for service in state.of(SERVICE):
        task = state.at(TASK, service.inputs["taskDefinition"])
        if task.inputs["requiresCompatibilities"] == ["FARGATE"]:
            yield from _fargate(service, task, _counts(state, service))
    for group in state.of(GROUP):
        yield from _instances(state, group)
    used = {one.inputs["taskDefinition"] for one in state.of(SERVICE)}
    for task in state.where(TASK, lambda one: one.outputs["arn"] not in used):
        yield from _job(state, task)
    for schedule in state.of("aws:scheduler/schedule:Schedule"):
        key = _key_of(state, schedule)
        yield Owed(f"services/{key}/scheduler", "eventbridge.scheduler-1m")
    for _ in state.of("aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace"):
        yield always("services/discovery/zone", "route53.hosted-zone-month.first-25", 1)


def _job(state: State, task: Found) -> Iterator[Owed]:
    """Yield what each run of a job needs; how it is run is among the stack's outputs."""
    name = task.tags["service"]
    yield from _sized(task, "fargate", name, None, None)
    if "assignPublicIp=ENABLED" in state.exported["jobs"][name]["run"]:
        yield Owed(f"services/{name}/public-address", "vpc.public-ipv4.in-use-hour")


def _key_of(state: State, schedule: Found) -> str:
    """Return the config's key of the job that a schedule starts: schedules carry no tags."""
    arn = schedule.inputs["target"]["ecsParameters"]["taskDefinitionArn"]
    family = arn.rpartition("/")[2].partition(":")[0]
    tasks = state.where(TASK, lambda one: one.inputs["family"] == family)
    assert len(tasks) == 1, f"{schedule} starts {arn}, which is no task definition of the state"
    return tasks[0].tags["service"]


def _counts(state: State, service: Found) -> _Counts:
    """Return how many tasks a service may have; a service without a scaling target always has as many."""
    resource = "/".join(("service", service.inputs["cluster"].rpartition("/")[2], service.inputs["name"]))
    targets = state.where(TARGET, lambda one: one.inputs["resourceId"] == resource)
    if not targets:
        count = Decimal(service.inputs["desiredCount"])
        return _Counts(count, count)
    scheduled = state.where(SCHEDULED, lambda one: one.inputs["resourceId"] == resource)
    most = [targets[0].inputs["maxCapacity"], *(_action(one, "maxCapacity") for one in scheduled)]
    least = None if scheduled else Decimal(targets[0].inputs["minCapacity"])
    return _Counts(least, Decimal(max(most)))


def _action(scheduled: Found, bound: str) -> int:
    return int(scheduled.inputs["scalableTargetAction"].get(bound) or 0)


def _fargate(service: Found, task: Found, counts: _Counts) -> Iterator[Owed]:
    name = service.tags["service"]
    strategies = {one["capacityProvider"]: one for one in service.inputs["capacityProviderStrategies"]}
    spot, on_demand = (Decimal(strategies.get(k, {}).get("weight") or 0) for k in ("FARGATE_SPOT", "FARGATE"))
    base = Decimal(strategies.get("FARGATE", {}).get("base") or 0)
    share = spot / (spot + on_demand)

    def hours(count: Decimal | None, *, on_spot: bool) -> Decimal | None:
        if count is None:
            return None
        above = max(Decimal(0), count - base) * share
        return MONTH * (above if on_spot else count - above)

    if on_demand or base:
        least, most = hours(counts.least, on_spot=False), hours(counts.most, on_spot=False)
        yield from _sized(task, "fargate", name, least, most)
    if spot:
        least, most = hours(counts.least, on_spot=True), hours(counts.most, on_spot=True)
        yield from _sized(task, "fargate.spot", name, least, most)
    extra = (task.inputs.get("ephemeralStorage") or {}).get("sizeInGib", 20) - 20
    if extra > 0:
        yield Owed(f"services/{name}/ephemeral-storage", "fargate.ephemeral-storage-gb-hour")
    if service.inputs["networkConfiguration"]["assignPublicIp"]:
        least = None if counts.least is None else counts.least * MONTH
        key = "vpc.public-ipv4.in-use-hour"
        yield Owed(f"services/{name}/public-address", key, least, None, counts.most * MONTH)


def _sized(task: Found, prefix: str, name: str, least: Decimal | None, most: Decimal | None) -> Iterator[Owed]:
    """Yield processors and memory of so many hours of a task."""
    processor = PROCESSORS[task.inputs["runtimePlatform"]["cpuArchitecture"]]
    sizes = {"vcpu": Decimal(task.inputs["cpu"]) / 1024, "gb": Decimal(task.inputs["memory"]) / 1024}
    for unit, size in sizes.items():
        line = {"vcpu": "vcpu", "gb": "memory"}[unit]
        spot = "spot-" if prefix.endswith("spot") else ""
        yield Owed(
            f"services/{name}/{spot}{line}",
            f"{prefix}.linux-{processor}.{unit}-hour",
            None if least is None else least * size,
            None,
            None if most is None else most * size,
        )


def _instances(state: State, group: Found) -> Iterator[Owed]:
    name, mixed = group.tags["service"], group.inputs.get("mixedInstancesPolicy")
    used = mixed["launchTemplate"]["launchTemplateSpecification"] if mixed else group.inputs["launchTemplate"]
    template = state.at(TEMPLATE, used.get("launchTemplateId") or used["id"])
    kind, spread = template.inputs["instanceType"], (mixed or {}).get("instancesDistribution") or {}
    least, most = Decimal(group.inputs["minSize"]), Decimal(group.inputs["maxSize"])
    base, on_demand = (
        Decimal(spread.get(key) if spread.get(key) is not None else otherwise)
        for key, otherwise in (("onDemandBaseCapacity", 0), ("onDemandPercentageAboveBaseCapacity", 100))
    )
    twice = _is_twice_while_deployed(state, name)
    if twice:
        most = (most + 1) / 2  # a second set runs for the minutes of a deployment, not all month
    on_spot = [max(Decimal(0), count - base) * (100 - on_demand) / 100 for count in (least, most)]
    moved = bool(_scheduled_of(state, name))

    def owed(line: str, key: str, floor: Decimal, ceiling: Decimal) -> Owed:
        low = None if moved else floor
        return Owed(line, key, low, None, ceiling) if twice else Owed(line, key, low, ceiling)

    if on_demand or base:
        hours = [MONTH * (count - spot) for count, spot in zip((least, most), on_spot, strict=True)]
        yield owed(f"services/{name}/instances", f"ec2.linux.{kind}", *hours)
    if mixed:
        hours = [MONTH * count for count in on_spot]
        yield owed(f"services/{name}/spot-instances", f"ec2.spot.linux.{kind}", *hours)
    disk = template.inputs["blockDeviceMappings"][0]["ebs"]
    size = Decimal(disk["volumeSize"])
    yield owed(f"services/{name}/root-disk", f"ebs.{disk['volumeType']}.gb-month", size * least, size * most)
    if template.inputs["monitoring"]["enabled"]:
        yield Owed(f"services/{name}/detailed-monitoring", "cloudwatch.metric-month.first-10k")
    if (template.inputs.get("creditSpecification") or {}).get("cpuCredits") == "unlimited":
        yield Owed(f"services/{name}/surplus-credits", "ec2.cpu-credits.*.vcpu-hour")
    if str(template.inputs["networkInterfaces"][0]["associatePublicIpAddress"]) == "true":
        yield owed(f"services/{name}/public-address", "vpc.public-ipv4.in-use-hour", least * MONTH, most * MONTH)


def _is_twice_while_deployed(state: State, service: str) -> bool:
    """Return whether a service deploys blue/green: then its group has room for a second set of instances."""
    of = state.where(SERVICE, lambda one: one.tags["service"] == service)
    return any(one.inputs["deploymentConfiguration"]["strategy"] == "BLUE_GREEN" for one in of)


def _scheduled_of(state: State, service: str) -> list[Found]:
    """Return the scheduled actions that move the bounds of a service's tasks."""
    resources = {one.inputs["resourceId"] for one in state.of(TARGET) if one.tags.get("service") == service}
    return state.where(SCHEDULED, lambda one: one.inputs["resourceId"] in resources)


INSTANCE = "aws:rds/instance:Instance"


def database(state: State) -> Iterator[Owed]:
    """The instance and its replicas, or the cluster."""
    found = state.of(INSTANCE)
    replicas = [one for one in found if one.inputs.get("replicateSourceDb")]
    for one in (one for one in found if one not in replicas):
        yield from _instance(one, replicas)
    for cluster in state.of("aws:rds/cluster:Cluster"):
        yield from _cluster(cluster, state.of("aws:rds/clusterInstance:ClusterInstance"))


def _instance(one: Found, replicas: list[Found]) -> Iterator[Owed]:
    inputs, zones = one.inputs, "multi-az" if one.inputs["multiAz"] else "single-az"
    disk, size = inputs["storageType"], Decimal(inputs["allocatedStorage"])
    most = Decimal(inputs.get("maxAllocatedStorage") or size)
    yield always("database/instance/hours", f"rds.postgres.{zones}.{inputs['instanceClass']}", MONTH)
    yield Owed("database/instance/storage", f"rds.storage.{disk}.{zones}.gb-month", size, most)
    yield Owed("database/instance/backup", "rds.backup-storage.gb-month")
    for kind in {replica.inputs["instanceClass"] for replica in replicas}:
        count = Decimal(len(replicas))
        yield always("database/replica/hours", f"rds.postgres.single-az.{kind}", MONTH * count)
        key = f"rds.storage.{disk}.single-az.gb-month"
        yield Owed("database/replica/storage", key, size * count, most * count)
    yield from _paid_apart(inputs, 1, "instance")
    if replicas:
        yield from _paid_apart(inputs, len(replicas), "replica")
    kept = inputs.get("performanceInsightsRetentionPeriod") or 7
    if inputs.get("databaseInsightsMode") == "advanced":
        key = "cloudwatch.database-insights-advanced.vcpu-hour"
        yield Owed("database/instance/insights-advanced", key)
    elif inputs.get("performanceInsightsEnabled") and kept > 7:
        yield Owed("database/instance/insights", "rds.performance-insights.*")
    if inputs["instanceClass"].startswith("db.t"):
        yield Owed("database/instance/surplus-credits", "rds.cpu-credits.*")
    yield from _logs(inputs, "database/instance")


GP3_FROM_GB, GP3_IOPS, GP3_MIBPS = 400, 12_000, 500
"""From 400 GB on, PostgreSQL's gp3 includes 12,000 IOPS and 500 MiB/s. Source: RDS user guide, "gp3 storage"."""


def _paid_apart(inputs: Mapping[str, Any], volumes: int, place: str) -> Iterator[Owed]:
    """Yield IOPS and throughput beyond what a disk includes; io1 and io2 include none."""
    disk, iops, mibps = inputs["storageType"], inputs.get("iops") or 0, inputs.get("storageThroughput") or 0
    gp3 = disk == "gp3" and inputs["allocatedStorage"] >= GP3_FROM_GB
    included = (GP3_IOPS, GP3_MIBPS) if gp3 else (0, 0)
    if iops > included[0]:
        yield always(f"database/{place}/iops", f"rds.{disk}.*iops-month.*", (iops - included[0]) * volumes)
    if mibps > included[1]:
        yield always(f"database/{place}/throughput", f"rds.{disk}.*throughput*", (mibps - included[1]) * volumes)


def _logs(inputs: Mapping[str, Any], place: str) -> Iterator[Owed]:
    key = "cloudwatch.logs.ingest-standard-gb"
    if inputs.get("monitoringInterval"):
        yield Owed(f"{place}/enhanced-monitoring", key)
    if inputs.get("enabledCloudwatchLogsExports"):
        yield Owed(f"{place}/log-export", key)


def _cluster(cluster: Found, members: list[Found]) -> Iterator[Owed]:
    inputs, bounds = cluster.inputs, cluster.inputs["serverlessv2ScalingConfiguration"]
    optimised = inputs.get("storageType") == "aurora-iopt1"
    kind = "io-optimized." if optimised else ""
    hours = [MONTH * len(members) * Decimal(str(bounds[bound])) for bound in ("minCapacity", "maxCapacity")]
    yield Owed("database/cluster/acu", f"aurora.serverless-v2.{kind}acu-hour", *hours)
    yield Owed("database/cluster/storage", "aurora.storage*")
    if not optimised:
        yield Owed("database/cluster/io", "aurora.*io*")
    yield Owed("database/cluster/backup", "aurora.backup-storage.gb-month")
    yield from _logs(inputs, "database/instance")


def stores(state: State) -> Iterator[Owed]:
    """Cache, buckets, file systems, queues and the broker."""
    for group in state.of("aws:elasticache/replicationGroup:ReplicationGroup"):
        nodes = group.inputs["numCacheClusters"]
        yield always(
            "cache/nodes/hours", f"elasticache.{group.inputs['engine']}.{group.inputs['nodeType']}", MONTH * nodes
        )
        if group.inputs.get("snapshotRetentionLimit"):
            yield Owed("cache/nodes/backup", "elasticache.backup-storage-gb-month")
    for cache in state.of("aws:elasticache/serverlessCache:ServerlessCache"):
        yield Owed("cache/serverless/data", f"elasticache.serverless.{cache.inputs['engine']}.gb-hour")
        yield Owed("cache/serverless/ecpu", f"elasticache.serverless.{cache.inputs['engine']}.1m-ecpu")
    for files in state.of("aws:efs/fileSystem:FileSystem"):
        yield from _files(files)
    dead = {one.name for one in state.of("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy")}
    for queue in state.where("aws:sqs/queue:Queue", lambda one: one.name not in dead):
        kind = "fifo" if queue.inputs.get("fifoQueue") else "standard"
        yield Owed(f"messaging/{_short(queue)}/requests", f"sqs.{kind}-1m.*")
    for broker in state.of("aws:mq/broker:Broker"):
        mode = "single" if broker.inputs["deploymentMode"] == "SINGLE_INSTANCE" else "cluster"
        yield always("messaging/broker/hours", f"mq.rabbitmq.{mode}.{broker.inputs['hostInstanceType']}", MONTH)
        yield Owed("messaging/broker/storage", "mq.storage.ebs-gb-month")


def _short(found: Found) -> str:
    """Return the config's key within a logical name, which starts with the topology's name."""
    return found.name.removeprefix(f"{found.tags['name']}-")


def _files(files: Found) -> Iterator[Owed]:
    place = f"storage/{_short(files)}"
    yield Owed(f"{place}/standard", "efs.standard.gb-month")
    policies = [policy for one in files.inputs.get("lifecyclePolicies") or [] for policy in one]
    if "transitionToIa" in policies:
        yield Owed(f"{place}/infrequent", "efs.ia.*gb-month")
        yield Owed(f"{place}/infrequent-access*", "efs.ia.*-gb")
    if "transitionToArchive" in policies:
        yield Owed(f"{place}/archive", "efs.archive.*gb-month")
        yield Owed(f"{place}/archive-access*", "efs.archive.*-gb")
    if files.inputs["throughputMode"] == "elastic":
        yield Owed(f"{place}/read", "efs.elastic-throughput.read-gb")
        yield Owed(f"{place}/write", "efs.elastic-throughput.write-gb")
    if files.inputs["throughputMode"] == "provisioned":
        yield Owed(f"{place}/provisioned", "efs.provisioned-throughput-mibps-month")


def secrets(state: State) -> Iterator[Owed]:
    """Stored secrets, and the password that RDS keeps by itself."""
    for secret in state.of("aws:secretsmanager/secret:Secret"):
        yield always(f"secrets/{_short(secret)}/secret", "secretsmanager.secret-month", 1)
    for parameter in state.of("aws:ssm/parameter:Parameter"):
        if parameter.tags.get("layer") == "secrets":
            yield always(f"secrets/{_short(parameter)}/parameter", "ssm.standard-parameter-month", 1)
    if any(one.inputs.get("manageMasterUserPassword") for one in state.of(INSTANCE, "aws:rds/cluster:Cluster")):
        yield always("secrets/database/secret", "secretsmanager.secret-month", 1)


POLICY = "aws:appautoscaling/policy:Policy"
METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"


def watching(state: State) -> Iterator[Owed]:
    """Logs, metrics, alarms, the dashboard, the trail, and who is told."""
    if state.of("aws:cloudwatch/logGroup:LogGroup"):
        yield Owed("observability/logs/ingest", "cloudwatch.logs.ingest-standard-gb")
        yield Owed("observability/logs/stored", "cloudwatch.logs.storage-gb-month")
    if watched := _watched(state):
        yield always("observability/alarms", "cloudwatch.alarm.standard-month", watched)
    for _ in state.of("aws:cloudwatch/dashboard:Dashboard"):
        yield always("observability/dashboard", "cloudwatch.dashboard-month", 1)
    for _ in state.of("aws:cloudtrail/trail:Trail"):
        yield Owed("observability/trail/events", "cloudtrail.management-events-extra-copy-100k")
        yield Owed("observability/trail/stored", "s3.standard.gb-month.*")
        yield Owed("observability/trail/put", "s3.standard.put-1k")
    modes = {
        setting["value"] for cluster in state.of("aws:ecs/cluster:Cluster") for setting in cluster.inputs["settings"]
    }
    if modes - {"disabled"}:
        key = (
            "cloudwatch.container-insights-enhanced-ecs.metric-month"
            if "enhanced" in modes
            else "cloudwatch.metric-month.*"
        )
        yield Owed("observability/insights/metrics", key)
        yield Owed("observability/insights/logs", "cloudwatch.logs.ingest-standard-gb")
    protocols = [one.inputs["protocol"] for one in state.of("aws:sns/topicSubscription:TopicSubscription")]
    if protocols:
        yield Owed("observability/alerts/publish", "sns.requests-1m")
    if "email" in protocols:
        yield Owed("observability/alerts/email", "sns.email-100k")


def _watched(state: State) -> int:
    """Return how many metrics are in alarms: CloudWatch bills each, those that scaling makes by itself too.

    Target tracking makes two alarms a policy, each over all metrics of its expression; managed scaling of a capacity
    provider makes two more.
    """
    return (
        sum(_metrics(one.inputs.get("metricQueries")) for one in state.of(METRIC_ALARM))
        + sum(2 * _tracked(one) for one in state.of(POLICY) if one.inputs["policyType"] == "TargetTrackingScaling")
        + 2 * len(state.of("aws:ecs/capacityProvider:CapacityProvider"))
    )


def _metrics(queries: list[Mapping[str, Any]] | None) -> int:
    return sum(1 for one in queries or [] if one.get("metric")) if queries else 1


def _tracked(policy: Found) -> int:
    custom = policy.inputs["targetTrackingScalingPolicyConfiguration"].get("customizedMetricSpecification") or {}
    return sum(1 for one in custom.get("metrics") or [] if one.get("metricStat")) or 1


def keeping(state: State) -> Iterator[Owed]:
    """Backups, images and the budget."""
    for plan in state.of("aws:backup/plan:Plan"):
        yield Owed(f"backup/{_short(plan)}/*", "*backup*")
    for repository in state.of("aws:ecr/repository:Repository"):
        yield Owed(f"delivery/{_short(repository)}/stored", "ecr.storage-gb-month")
    for _ in state.of("aws:budgets/budget:Budget"):
        yield Owed("budget/budget", "budgets.monitoring-budget-day")


DERIVATIONS: tuple[Callable[[State], Iterator[Owed]], ...] = (
    network,
    front,
    services,
    database,
    stores,
    secrets,
    watching,
    keeping,
)

NOT_OF_THE_STATE: Mapping[str, str] = {
    "network/internet-out/*": "traffic, billed for every VPC",
    "network/cross-zone/*": "traffic, billed for every VPC",
    "storage/*/*": "what a bucket holds and serves; that there is one is checked by name",
    "edge/site/*": "the same of the site's bucket",
    "secrets/calls": "how often secrets are read",
    "secrets/decrypts": "how often parameters are read",
    "observability/custom-metrics*": "how many series the application sends",
    "observability/instance-metrics*": "what the agent on the instances sends is in their user data",
    "observability/traces": "requests that are traced by a container of the task",
    "database/instance/backup": "what changes from day to day",
    "database/*/insights*": "months of retention are compared by the sweep",
    "database/*/extended-support": "follows from the day and the engine's version",
    "cache/nodes/extended-support": "the same",
    "cache/serverless/backup": "what changes from day to day",
    "delivery/invalidations": "how often the site is published",
    "pricing/given/*": "a figure that the user gives",
    "commitments/*": "bought apart from the stack",
}
"""Lines that nothing in the state calls for, with the reason; all others must be derived from it."""


def disagreements(state: State, report: Mapping[str, Any]) -> list[str]:
    """Return where the bill of the deployed tier is not what its resources come to; nothing is as it should be."""
    lines = {line["id"]: line for line in report["tiers"][report["tier"]]["lines"]}
    owed = [one for derive in DERIVATIONS for one in derive(state)]
    wrong = [problem for one in owed for problem in _unpaid(one, lines)]
    patterns = [one.line for one in owed] + list(NOT_OF_THE_STATE)
    wrong += [f"{id_} is billed, and nothing in the state calls for it" for id_ in lines if not _any(id_, patterns)]
    return wrong


def _any(text: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch.fnmatchcase(text, pattern) for pattern in patterns)


def _unpaid(owed: Owed, lines: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    found = [line for id_, line in lines.items() if fnmatch.fnmatchcase(id_, owed.line)]
    if not found:
        yield f"{owed.line} ({owed.key}) is called for by the state, and is not on the bill"
    for line in found:
        if not fnmatch.fnmatchcase(line["price"]["key"], owed.key):
            yield f"{line['id']}: priced by {line['price']['key']}, the state says {owed.key}"
        yield from _miscounted(owed, line)


def _miscounted(owed: Owed, line: Mapping[str, Any]) -> Iterator[str]:
    floor, ceiling = (Decimal(line["quantity"][figure]) for figure in ("floor", "ceiling"))
    if owed.floor is not None and not _same(floor, owed.floor):
        yield f"{line['id']}: floor {floor}, the state says {owed.floor}"
    if owed.ceiling is not None and not _same(ceiling, owed.ceiling):
        yield f"{line['id']}: ceiling {ceiling}, the state says {owed.ceiling}"
    if owed.least_ceiling is not None and ceiling < owed.least_ceiling - _ROUNDING:
        yield f"{line['id']}: ceiling {ceiling}, the state says at least {owed.least_ceiling}"


_ROUNDING = Decimal("0.00001")
"""Quantities on a bill have six decimals."""


def _same(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= _ROUNDING
