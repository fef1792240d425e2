"""consumer-rights as it is registered and billed: what its plan writes down is there, in the plan's own numbers."""

from decimal import Decimal

import pytest

from costing.money import cents
from tests.plans.computed import estimated
from tests.plans.deployed import containers, registered, rules, statements

EXAMPLE = "consumer-rights"
LIVE = f"{EXAMPLE}-live"
PRIVATE = [f"{EXAMPLE}-private-1-subnet", f"{EXAMPLE}-private-2-subnet"]
ANYWHERE = "0.0.0.0/0"
STATED_SIZES = {
    "pii-filter": (256, 256),
    "rag-core": (256, 512),
    "llm-connector": (256, 256),
    "psql-worker": (256, 256),
    "rabbitmq": (512, 512),
}
"""CPU units and MiB of the containers of the plan."""


@pytest.fixture(scope="module")
def done():
    """Return what the tier that is deployed registers."""
    return registered(EXAMPLE)


@pytest.fixture(scope="module")
def live(done):
    """Return the containers of the service by name."""
    return containers(done, LIVE)


def some(inputs, *names):
    """Return the named inputs of a resource."""
    return {name: inputs.get(name) for name in names}


def environment(container):
    """Return the plain variables of a container."""
    return {one["name"]: one["value"] for one in container.get("environment", ())}


# --- network ----------------------------------------------------------------------------------------------------------


def test_the_network_is_in_mumbai_with_the_ranges_of_the_plan(done):
    """CR-01, CR-04: two zones of ap-south-1, not of us-east-1, and the four stated ranges."""
    vpc = done.one("awsx:ec2:Vpc").inputs
    assert (vpc["cidrBlock"], vpc["availabilityZoneNames"]) == ("10.0.0.0/16", ["ap-south-1a", "ap-south-1b"])
    ranges = {spec["type"]: spec["cidrBlocks"] for spec in vpc["subnetSpecs"]}
    assert ranges == {"Public": ["10.0.1.0/24", "10.0.2.0/24"], "Private": ["10.0.11.0/24", "10.0.12.0/24"]}


def test_tasks_are_private_and_leave_by_one_gateway(done):
    """CR-05: no address of their own, both private subnets behind one NAT gateway."""
    network = done.one("aws:ecs/service:Service").inputs["networkConfiguration"]
    assert (network["assignPublicIp"], network["subnets"]) == (False, PRIVATE)
    ways = [r.inputs["natGatewayId"] for r in done.of("aws:ec2/route:Route")]
    assert ways == [f"{EXAMPLE}-nat-1-id"] * 2


def test_groups_open_a_port_to_a_group_and_nothing_else(done):
    """CR-06, CR-15: the balancer at 80, tasks at the route's port alone; 15672 of the broker is open to nobody."""
    assert rules(done, "Ingress") == {
        (f"{EXAMPLE}-load-balancer", ANYWHERE, 80),
        (f"{LIVE}-tasks", f"{EXAMPLE}-load-balancer", 80),
        (f"{EXAMPLE}-database", f"{LIVE}-tasks", 5432),
        (f"{EXAMPLE}-database", f"{EXAMPLE}-initDatabase-tasks", 5432),
        (f"{EXAMPLE}-chroma-files", f"{LIVE}-tasks", 2049),
    }


def test_endpoints_take_the_gateways_place(done):
    """CR-07: one free gateway and five interfaces in both zones, no NAT; broker and store come from our registry."""
    other = registered(EXAMPLE, "endpoints")
    assert done.of("aws:ec2/natGateway:NatGateway")
    assert not other.of("aws:ec2/natGateway:NatGateway")
    kinds = [r.inputs["vpcEndpointType"] for r in other.of("aws:ec2/vpcEndpoint:VpcEndpoint")]
    assert sorted(kinds) == ["Gateway", *["Interface"] * 5]
    images = {name: one["image"] for name, one in containers(other, LIVE).items()}
    assert all(image.startswith("123456789012.dkr.ecr.") for image in images.values())


def test_flow_logs_go_to_a_bucket(done):
    """CR-08: all traffic, to S3, which costs half of what CloudWatch Logs does."""
    logs = done.one("aws:ec2/flowLog:FlowLog").inputs
    assert (logs["trafficType"], logs["logDestinationType"]) == ("ALL", "s3")


# --- the task of several containers -----------------------------------------------------------------------------------


def test_the_task_has_the_containers_of_the_plan_and_the_store_it_forgot(live):
    """CR-09, CR-11: five as stated, all essential, each with an image; a sixth that rag-core calls at localhost."""
    sizes = {name: (one["cpu"], one["memory"]) for name, one in live.items()}
    assert sizes == {**STATED_SIZES, "chroma": (256, 256)}
    assert all(one["essential"] and one["image"] for one in live.values())


def test_the_size_is_one_of_fargate_and_holds_them(done, live):
    """CR-10: 1536 units of the plan are no size; 2048 units with their least memory are, and hold all containers."""
    task = done.one("aws:ecs/taskDefinition:TaskDefinition", LIVE).inputs
    assert (task["cpu"], task["memory"]) == ("2048", "4096")
    assert sum(one["cpu"] for one in live.values()) == 1792
    assert sum(one["memory"] for one in live.values()) == 2048


def test_trimmed_containers_fit_the_smaller_size():
    """CR-10: the other way out, 1024 units and 2048 MiB, on x86 and on Graviton."""
    for tier, architecture in (("trimmed", "X86_64"), ("trimmedArm", "ARM64")):
        one = registered(EXAMPLE, tier)
        task = one.one("aws:ecs/taskDefinition:TaskDefinition", LIVE).inputs
        assert (task["cpu"], task["memory"]) == ("1024", "2048")
        assert task["runtimePlatform"]["cpuArchitecture"] == architecture
        assert sum(container["cpu"] for container in containers(one, LIVE).values()) == 1024


def test_addresses_come_from_what_was_built(live):
    """CR-11, CR-19: unbuffered output everywhere, the store as neighbour, the database by its endpoint."""
    assert all(environment(one)["PYTHONUNBUFFERED"] == "1" for one in live.values())
    rag = environment(live["rag-core"])
    assert (rag["CHROMA_HOST"], rag["CHROMA_PORT"]) == ("localhost", "8000")
    assert environment(live["psql-worker"])["DB_HOST"] == f"{EXAMPLE}-database.rds.example"


def test_the_broker_listens_inside_the_task_alone(live):
    """CR-15: RabbitMQ 3 at 5672; the page at 15672 is mapped nowhere, and others wait until it is healthy."""
    broker = live["rabbitmq"]
    assert [port["containerPort"] for port in broker["portMappings"]] == [5672]
    assert broker["image"].endswith("rabbitmq:3-management")
    assert live["rag-core"]["dependsOn"][0] == {"containerName": "chroma", "condition": "START"}
    waiting = {
        name
        for name, one in live.items()
        if {"containerName": "rabbitmq", "condition": "HEALTHY"} in one.get("dependsOn", ())
    }
    assert waiting == {"pii-filter", "rag-core", "llm-connector", "psql-worker"}


def test_the_broker_has_priced_alternatives():
    """CR-15: inside the task, on Amazon MQ, or as queues: three tiers, each with a bill of its own."""
    bills = estimated(EXAMPLE).bills
    messaging = {tier: bills[tier].layers.get("messaging") for tier in ("minimal", "amazonMq", "sqs")}
    assert messaging["minimal"] is None
    # 0.02912 an hour × 730, and 20 GB × 0.114.
    assert cents(messaging["amazonMq"].expected) == Decimal("23.54")
    assert Decimal(0) < messaging["sqs"].expected < Decimal(1)
    assert "rabbitmq" not in containers(registered(EXAMPLE, "amazonMq"), LIVE)
    assert len(registered(EXAMPLE, "sqs").of("aws:sqs/queue:Queue")) == 4


def test_each_container_logs_under_its_own_prefix(done, live):
    """CR-20: one group with an end, and a prefix for each container."""
    options = {name: one["logConfiguration"]["options"] for name, one in live.items()}
    assert {name: one["awslogs-stream-prefix"] for name, one in options.items()} == {name: name for name in live}
    assert done.one("aws:cloudwatch/logGroup:LogGroup", LIVE).inputs["retentionInDays"] == 14


def test_the_model_is_called_by_a_role(done, live):
    """CR-16, CR-17, CR-56: one model may be invoked; no container holds a key of AWS, as variable or as secret."""
    (invoke, _) = statements(done, f"{LIVE}-task")
    assert invoke["Action"] == ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
    assert invoke["Resource"] == ["arn:aws:bedrock:ap-south-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0"]
    names = {
        one["name"]
        for container in live.values()
        for one in (*container.get("environment", ()), *container.get("secrets", ()))
    }
    assert not any(name.startswith("AWS_") for name in names)


def test_the_password_is_one_key_of_a_json_secret(live):
    """CR-18, CR-25: the secret that RDS keeps, and of its JSON the password alone."""
    (secret,) = live["psql-worker"]["secrets"]
    assert secret["name"] == "DB_PASSWORD"
    assert secret["valueFrom"].endswith(":password::")


def test_one_task_runs_and_stops_before_the_next(done):
    """CR-30: state in the task allows one; nothing scales it, and a deployment never runs two."""
    service = done.one("aws:ecs/service:Service").inputs
    assert some(service, "desiredCount", "deploymentMinimumHealthyPercent", "deploymentMaximumPercent") == {
        "desiredCount": 1,
        "deploymentMinimumHealthyPercent": 0,
        "deploymentMaximumPercent": 100,
    }
    assert not done.of("aws:appautoscaling/target:Target")


def test_the_pipeline_runs_by_the_clock(done):
    """CR-33: an EventBridge schedule of six fields starts one task on the cluster, by a role that may do only that."""
    schedule = done.one("aws:scheduler/schedule:Schedule").inputs
    assert (schedule["scheduleExpression"], schedule["scheduleExpressionTimezone"]) == (
        "cron(30 20 * * ? *)",
        "Asia/Kolkata",
    )
    assert schedule["target"]["ecsParameters"]["taskCount"] == 1
    assert statements(done, f"{EXAMPLE}-pipeline-schedule")[0]["Action"] == ["ecs:RunTask"]
    assert done.outputs["jobs"]["pipeline"]["run"].startswith("aws ecs run-task --cluster ")


def test_a_job_makes_the_schema_and_a_second_database(done):
    """CR-24: it reaches the database with its password, and is run by hand."""
    job = containers(done, f"{EXAMPLE}-initDatabase")["init"]
    assert job["command"] == ["python", "init_db.py"]
    assert [one["name"] for one in job["secrets"]] == ["DB_PASSWORD"]
    assert "run" in done.outputs["jobs"]["initDatabase"]


# --- what holds data --------------------------------------------------------------------------------------------------


def test_the_store_is_mounted_encrypted_through_its_own_door(done, live):
    """CR-12, CR-56: EFS at /data, TLS and IAM on, by an access point that this task role alone may use."""
    volumes = done.one("aws:ecs/taskDefinition:TaskDefinition", LIVE).inputs["volumes"]
    (volume,) = (one["efsVolumeConfiguration"] for one in volumes if "efsVolumeConfiguration" in one)
    assert volume["transitEncryption"] == "ENABLED"
    assert volume["authorizationConfig"] == {"iam": "ENABLED", "accessPointId": f"{EXAMPLE}-chroma-live-id"}
    assert [one["containerPath"] for one in live["chroma"]["mountPoints"]] == ["/data"]
    (_, mount) = statements(done, f"{LIVE}-task")
    assert mount["Action"] == ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]


def test_the_file_system_is_that_of_the_plan(done):
    """CR-13, CR-14: general purpose, bursting, cold after 30 days, encrypted; a mount target in each zone."""
    system = done.one("aws:efs/fileSystem:FileSystem").inputs
    assert some(system, "performanceMode", "throughputMode", "encrypted", "lifecyclePolicies") == {
        "performanceMode": "generalPurpose",
        "throughputMode": "bursting",
        "encrypted": True,
        "lifecyclePolicies": [{"transitionToIa": "AFTER_30_DAYS"}],
    }
    assert [r.inputs["subnetId"] for r in done.of("aws:efs/mountTarget:MountTarget")] == PRIVATE


def test_the_database_is_that_of_the_plan(done):
    """CR-21, CR-25: class, disk, zone, backups and upgrades of the plan; a live major, and a managed password."""
    database = done.one("aws:rds/instance:Instance").inputs
    stated = {"instanceClass": "db.t3.micro", "allocatedStorage": 20, "storageType": "gp3", "multiAz": False}
    stated |= {"backupRetentionPeriod": 7, "storageEncrypted": True, "autoMinorVersionUpgrade": True}
    mended = {"engineVersion": "17", "iops": None, "username": "postgres", "manageMasterUserPassword": True}
    assert some(database, *stated, *mended, "password") == {**stated, **mended, "password": None}


def test_parameters_are_in_units_of_the_engine(done):
    """CR-23: 100 connections wait for a reboot, 4 MB are 4096 kB at once; the plan's buffer is the default anyway."""
    group = done.one("aws:rds/parameterGroup:ParameterGroup").inputs["parameters"]
    assert {one["name"]: (one["value"], one["applyMethod"]) for one in group} == {
        "max_connections": ("100", "pending-reboot"),
        "work_mem": ("4096", "immediate"),
        "rds.force_ssl": ("1", "immediate"),
    }


def test_lost_data_comes_back(done):
    """CR-26, CR-27: outputs name the calls for the database and for the store's recovery points."""
    restore = done.outputs["restore"]
    assert set(restore) == {"database", "fileSystem.chroma"}
    assert "restore-db-instance-to-point-in-time" in restore["database"]["restore"]
    assert f"file-system-id={EXAMPLE}-chroma-id" in restore["fileSystem.chroma"]["restore"]


def test_the_store_is_backed_up_each_day(done):
    """CR-27: a plan by a UTC clock over the file system alone, by a role with AWS's pair of policies."""
    (rule,) = done.one("aws:backup/plan:Plan").inputs["rules"]
    assert (rule["schedule"], rule["lifecycle"]) == ("cron(0 1 * * ? *)", {"deleteAfter": 7})
    (taken,) = done.one("aws:backup/selection:Selection").inputs["resources"]
    assert taken.endswith(f":{EXAMPLE}-chroma")
    assert len(done.of("aws:iam/rolePolicyAttachment:RolePolicyAttachment")) == 2


# --- in front, around, and afterwards ---------------------------------------------------------------------------------


def test_the_load_balancer_leads_to_a_mapped_port(done, live):
    """CR-28: HTTP 80, /health, addresses as targets, pii-filter at the port that the plan's task forgot to map."""
    group = done.one("aws:lb/targetGroup:TargetGroup").inputs
    assert some(group, "port", "protocol", "targetType") == {"port": 80, "protocol": "HTTP", "targetType": "ip"}
    assert group["healthCheck"]["path"] == "/health"
    (target,) = done.one("aws:ecs/service:Service").inputs["loadBalancers"]
    assert (target["containerName"], target["containerPort"]) == ("pii-filter", 80)
    assert live["pii-filter"]["portMappings"][0]["containerPort"] == 80


def test_without_a_domain_it_works_all_the_same(done):
    """CR-29: plain HTTP at the load balancer's own name, no certificate, and that name as an output."""
    assert [r.inputs["protocol"] for r in done.of("aws:lb/listener:Listener")] == ["HTTP"]
    assert not done.of("aws:acm/certificate:Certificate")
    assert done.outputs["url"] == f"http://{EXAMPLE}-lb.elb.example"


def test_alarms_watch_the_service_and_tell_somebody(done):
    """CR-31: above 80 % for 300 s, with the dimensions and the action that the plan leaves out."""
    alarms = {r.inputs["metricName"]: r.inputs for r in done.of("aws:cloudwatch/metricAlarm:MetricAlarm")}
    assert set(alarms) == {"CPUUtilization", "MemoryUtilization"}
    for alarm in alarms.values():
        assert some(alarm, "namespace", "threshold", "period", "evaluationPeriods") == {
            "namespace": "AWS/ECS",
            "threshold": 80,
            "period": 300,
            "evaluationPeriods": 1,
        }
        assert set(alarm["dimensions"]) == {"ClusterName", "ServiceName"}
        assert len(alarm["alarmActions"]) == 1


def test_container_insights_and_a_dashboard_are_on(done):
    """CR-32, CR-61: the cluster's setting, and one page."""
    assert done.one("aws:ecs/cluster:Cluster").inputs["settings"] == [{"name": "containerInsights", "value": "enabled"}]
    assert done.one("aws:cloudwatch/dashboard:Dashboard").inputs["dashboardName"] == f"{EXAMPLE}-prod"


def test_repositories_have_the_names_of_the_plan_and_those_it_forgot(done):
    """CR-55: the four under consumer-rights/, and the pipeline's two; tags that stay, scanned on push."""
    found = {r.inputs["name"].partition("/")[2] for r in done.of("aws:ecr/repository:Repository")}
    assert found == {"pii-filter", "rag-core", "llm-connector", "psql-worker", "chunker", "embedder"}
    for repository in done.of("aws:ecr/repository:Repository"):
        assert repository.inputs["imageTagMutability"] == "IMMUTABLE"
        assert repository.inputs["imageScanningConfiguration"] == {"scanOnPush": True}


def test_each_service_has_two_roles_of_its_own(done):
    """CR-56: one that starts tasks and one that they act by, for the service and each job."""
    names = {r.name.removeprefix(f"{EXAMPLE}-") for r in done.of("aws:iam/role:Role")}
    assert {f"{who}-{role}" for who in ("live", "pipeline", "initDatabase") for role in ("task", "execution")} <= names


def test_three_alerts_of_one_budget(done):
    """CR-50: at 50, 75 and 100 dollars really spent, of the approved 45."""
    budget = done.one("aws:budgets/budget:Budget").inputs
    assert budget["limitAmount"] == "45"
    told = [(n["threshold"], n["thresholdType"], n["notificationType"]) for n in budget["notifications"]]
    assert told == [(n, "ABSOLUTE_VALUE", "ACTUAL") for n in (50, 75, 100)]


def test_github_deploys_without_a_stored_key(done):
    """CR-63: a role for one branch of one repository; its trust names GitHub's provider and no user exists."""
    assert not done.of("aws:iam/user:User")
    trust = done.one("aws:iam/role:Role", f"{EXAMPLE}-github").inputs["assumeRolePolicy"]
    assert "repo:example/consumer-rights:ref:refs/heads/main" in str(trust)
    assert done.outputs["deployRoleArn"]
    run = next(s for s in statements(done, f"{EXAMPLE}-github") if s["Action"] == "ecs:RunTask")
    assert len(run["Condition"]["ArnEquals"]["ecs:cluster"]) == 1


def test_quotas_are_named(done):
    """CR-60: two vCPU of Fargate and two small jobs stay within what a new account has."""
    quotas = done.outputs["quotas"]
    assert quotas["fargateVcpu"].startswith(
        "Fargate vCPUs on demand: 4 per region; a new account has 6: aws service-quotas"
    )
    assert set(quotas) == {
        *("vpcs", "elasticIps", "natGateways", "fargateVcpu"),
        *("loadBalancers", "listenerRules", "databaseInstances", "fileSystems"),
    }


# --- the other options ------------------------------------------------------------------------------------------------


def test_spot_keeps_the_base_on_demand():
    """CR-46: base 1 and 67 of 100 above it, as weights of capacity providers."""
    strategies = registered(EXAMPLE, "mixedSpot").one("aws:ecs/service:Service").inputs["capacityProviderStrategies"]
    assert {(s["capacityProvider"], s["base"], s["weight"]) for s in strategies} == {
        ("FARGATE", 1, 33),
        ("FARGATE_SPOT", 0, 67),
    }


def test_option_two_is_one_spot_instance_with_the_store_on_its_disk():
    """CR-35, CR-36: a group that is all Spot, an encrypted gp3 root disk, and a folder of the host for the store."""
    one = registered(EXAMPLE, "optimized")
    spread = one.one("aws:autoscaling/group:Group").inputs["mixedInstancesPolicy"]["instancesDistribution"]
    assert (spread["onDemandBaseCapacity"], spread["onDemandPercentageAboveBaseCapacity"]) == (0, 0)
    template = one.one("aws:ec2/launchTemplate:LaunchTemplate").inputs
    assert template["instanceType"] == "t3.small"
    disk = template["blockDeviceMappings"][0]["ebs"]
    assert some(disk, "volumeType", "volumeSize", "encrypted") == {
        "volumeType": "gp3",
        "volumeSize": 30,
        "encrypted": "true",
    }
    volumes = one.one("aws:ecs/taskDefinition:TaskDefinition", LIVE).inputs["volumes"]
    assert volumes == [{"name": "host-chroma", "hostPath": f"/var/lib/{EXAMPLE}/chroma"}]
    assert not one.of("aws:efs/fileSystem:FileSystem")


def test_option_three_is_two_instances_a_standby_and_a_cache():
    """CR-37, CR-38, CR-39: 2 × t3.medium in two zones, Multi-AZ db.t3.small, one encrypted cache.t3.micro."""
    one = registered(EXAMPLE, "production")
    group = one.one("aws:autoscaling/group:Group").inputs
    assert (group["minSize"], group["vpcZoneIdentifiers"]) == (2, PRIVATE)
    assert one.one("aws:ec2/launchTemplate:LaunchTemplate").inputs["instanceType"] == "t3.medium"
    database = one.one("aws:rds/instance:Instance").inputs
    assert (database["instanceClass"], database["multiAz"]) == ("db.t3.small", True)
    cache = one.one("aws:elasticache/replicationGroup:ReplicationGroup").inputs
    assert some(cache, "nodeType", "engine", "transitEncryptionEnabled", "atRestEncryptionEnabled") == {
        "nodeType": "cache.t3.micro",
        "engine": "redis",
        "transitEncryptionEnabled": True,
        "atRestEncryptionEnabled": True,
    }


def test_option_three_takes_broker_and_store_out_of_the_replicas():
    """CR-15, CR-37: replicas would each have a broker; now there is one of Amazon MQ, and one store of its own."""
    one = registered(EXAMPLE, "production")
    assert set(containers(one, LIVE)) - {"tracing-collector"} == {
        "pii-filter",
        "rag-core",
        "llm-connector",
        "psql-worker",
    }
    assert one.one("aws:mq/broker:Broker").inputs["hostInstanceType"] == "mq.t3.micro"
    assert set(containers(one, f"{EXAMPLE}-chroma")) >= {"chroma"}


def test_option_three_is_traced_by_a_collector():
    """CR-40: a collector beside the containers, which are told where it listens, and rights to send to X-Ray."""
    one = registered(EXAMPLE, "production")
    assert environment(containers(one, LIVE)["rag-core"])["OTEL_EXPORTER_OTLP_ENDPOINT"] == "http://localhost:4318"
    actions = [action for part in statements(one, f"{LIVE}-task") for action in part["Action"]]
    assert "xray:PutTraceSegments" in actions


def test_the_cdn_keeps_what_is_static():
    """CR-48: one behaviour keeps /static/*, everything else passes; the balancer answers nobody but the CDN."""
    one = registered(EXAMPLE, "cdn")
    cdn = one.one("aws:cloudfront/distribution:Distribution").inputs
    assert [behaviour["pathPattern"] for behaviour in cdn["orderedCacheBehaviors"]] == ["/static/*"]
    assert one.one("aws:lb/listener:Listener").inputs["defaultActions"][0]["fixedResponse"]["statusCode"] == "403"


def test_the_firewall_stands_before_the_load_balancer():
    """CR-53: AWS's common rules, associated with the balancer."""
    one = registered(EXAMPLE, "waf")
    (rule,) = one.one("aws:wafv2/webAcl:WebAcl").inputs["rules"]
    assert rule["statement"]["managedRuleGroupStatement"]["name"] == "AWSManagedRulesCommonRuleSet"
    assert one.of("aws:wafv2/webAclAssociation:WebAclAssociation")


@pytest.mark.parametrize(
    ("tier", "layer"),
    [("minimal", "cache"), ("minimal", "messaging"), ("optimized", "storage"), ("optimized", "backup")],
)
def test_a_layer_an_option_lacks_has_no_line(tier, layer):
    """CR-66: what a variant drops is absent, not zero."""
    bill = estimated(EXAMPLE).bills[tier]
    assert layer not in bill.layers
    assert not [line for line in bill.lines if line.id.startswith(f"{layer}/")]


def test_no_option_survives_what_the_plan_calls_highly_available():
    """CR-64: each option says what it survives, and why no more; the third still has three parts that are one."""
    bills = estimated(EXAMPLE).bills
    assert {bills[tier].survival.level for tier in ("minimal", "optimized", "production")} == {"none"}
    assert bills["minimal"].survival.because == ("live may be down to one task", "the database has no standby")
    assert bills["production"].survival.because == (
        "chroma may be down to one task",
        "the cache is one node",
        "the broker is one machine",
    )


def test_the_pipeline_by_the_hour_is_dearer_than_by_the_run():
    """CR-34: the difference of two whole bills, not a percentage of one."""
    bills = estimated(EXAMPLE).bills
    always, by_run = bills["pipelineAlwaysOn"].total, bills["minimal"].total
    assert cents(always.expected - by_run.expected) == Decimal("48.60")


def test_savings_are_of_the_whole_and_never_added():
    """CR-47, CR-49: what is left of all of the plan's savings at once is one bill, and it is far above its claim."""
    bills = estimated(EXAMPLE).bills
    assert bills["trimmedReserved"].total.expected > Decimal(45)
    together = bills["minimal"].total.expected - bills["trimmedReserved"].total.expected
    apart = sum(
        bills[a].total.expected - bills[b].total.expected
        for a, b in (("minimal", "trimmedArm"), ("minimal", "reserved"), ("minimal", "mixedSpot"))
    )
    assert together < apart
