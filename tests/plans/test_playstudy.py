"""playstudy as it is registered and billed: what its plan writes down is there, in the plan's own numbers."""

import json
from decimal import Decimal

import pytest

from costing.money import cents
from tests.plans.computed import estimated
from tests.plans.deployed import containers, plain, registered, rules, statements

EXAMPLE = "playstudy"
TASKS = f"{EXAMPLE}-backend-tasks"
ANYWHERE = "0.0.0.0/0"
SITE, DATA = f"{EXAMPLE}-site", f"{EXAMPLE}-uploads"


@pytest.fixture(scope="module")
def done():
    """Return what the tier that is deployed registers."""
    return registered(EXAMPLE)


@pytest.fixture(scope="module")
def later():
    """Return what the plan's next steps register."""
    return registered(EXAMPLE, "nextSteps")


@pytest.fixture(scope="module")
def cdn(done):
    """Return the distribution's inputs."""
    return done.one("aws:cloudfront/distribution:Distribution").inputs


@pytest.fixture(scope="module")
def database(done):
    """Return the database's inputs."""
    return done.one("aws:rds/instance:Instance").inputs


def some(inputs, *names):
    """Return the named inputs of a resource."""
    return {name: inputs.get(name) for name in names}


# --- the site and the way in ------------------------------------------------------------------------------------------


def test_the_site_is_a_private_bucket_behind_the_cdn(done, cdn):
    """PS-01: no website endpoint; the bucket is closed, and opens to this distribution alone."""
    assert not done.of("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration")
    (origin,) = cdn["origins"]
    assert origin["originAccessControlId"] == f"{SITE}-id"
    block = done.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", SITE).inputs
    assert all(block[key] for key in block if key != "bucket")
    policy = json.loads(plain(done.one("aws:s3/bucketPolicy:BucketPolicy", SITE).inputs["policy"]))["Statement"]
    (allowed,) = [s for s in policy if s["Effect"] == "Allow"]
    assert allowed["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert "AWS:SourceArn" in str(allowed["Condition"])


def test_what_is_no_file_is_answered_by_the_page(cdn):
    """PS-02: a private bucket says 403 for what is not there; both become the page with 200."""
    pages = {(r["errorCode"], r["responseCode"], r["responsePagePath"]) for r in cdn["customErrorResponses"]}
    assert pages == {(403, 200, "/index.html"), (404, 200, "/index.html")}
    assert cdn["defaultRootObject"] == "index.html"


def test_one_front_door_for_site_and_api():
    """PS-04: /api/* goes to the load balancer uncached, everything else to the site; nobody else may ask the former."""
    one = registered(EXAMPLE, "oneFrontDoor")
    cdn = one.one("aws:cloudfront/distribution:Distribution").inputs
    (api,) = cdn["orderedCacheBehaviors"]
    assert (api["pathPattern"], api["targetOriginId"]) == ("/api/*", "load-balancer")
    assert api["cachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"  # Managed-CachingDisabled
    assert cdn["defaultCacheBehavior"]["targetOriginId"] == "site"
    listener = one.one("aws:lb/listener:Listener", f"{EXAMPLE}-https").inputs
    assert listener["defaultActions"][0]["fixedResponse"]["statusCode"] == "403"


def test_a_zone_with_a_record_for_each_name(done):
    """PS-05: a hosted zone of its own, and aliases of the three names."""
    assert done.one("aws:route53/zone:Zone").inputs["name"] == "example.com"
    names = {r.inputs["name"] for r in done.of("aws:route53/record:Record") if r.inputs.get("aliases")}
    assert names == {"api.example.com", "example.com", "www.example.com"}


def test_two_certificates_each_where_it_must_be(done):
    """PS-06: for the CDN from us-east-1 by its own argument, for the load balancer from its region; both by DNS."""
    found = {r.inputs["domainName"]: r.inputs for r in done.of("aws:acm/certificate:Certificate")}
    assert found["example.com"]["region"] == "us-east-1"
    assert found["api.example.com"].get("region") is None
    assert {one["validationMethod"] for one in found.values()} == {"DNS"}


def test_the_load_balancer_is_that_of_the_plan_and_safe(done):
    """PS-07: two subnets, targets by address at 8000, /health; 80 leads to 443, whose policy begins at TLS 1.2."""
    assert len(done.one("aws:lb/loadBalancer:LoadBalancer").inputs["subnets"]) == 2
    group = done.one("aws:lb/targetGroup:TargetGroup").inputs
    assert (group["targetType"], group["port"], group["healthCheck"]["path"]) == ("ip", 8000, "/health")
    plain_http = done.one("aws:lb/listener:Listener", f"{EXAMPLE}-http").inputs
    assert plain_http["defaultActions"][0]["redirect"]["protocol"] == "HTTPS"
    secure = done.one("aws:lb/listener:Listener", f"{EXAMPLE}-https").inputs
    assert secure["sslPolicy"].startswith("ELBSecurityPolicy-TLS13-1-2")


# --- the service ------------------------------------------------------------------------------------------------------


def test_the_task_has_the_size_and_the_address_of_the_plan(done):
    """PS-08, PS-09: 256 units and 512 MiB in public subnets with an address, and no NAT anywhere."""
    task = done.one("aws:ecs/taskDefinition:TaskDefinition", f"{EXAMPLE}-backend").inputs
    assert (task["cpu"], task["memory"], task["networkMode"]) == ("256", "512", "awsvpc")
    network = done.one("aws:ecs/service:Service").inputs["networkConfiguration"]
    assert network["assignPublicIp"] is True
    assert network["subnets"] == [f"{EXAMPLE}-public-1-subnet", f"{EXAMPLE}-public-2-subnet"]
    assert not done.of("aws:ec2/natGateway:NatGateway")


def test_no_url_with_a_password_stands_in_clear(done):
    """PS-10, PS-39: the database's URL and the key come from Secrets Manager; the cache's URL holds no password."""
    backend = containers(done, f"{EXAMPLE}-backend")["backend"]
    assert {one["name"] for one in backend["secrets"]} == {"DATABASE_URL", "SECRET_KEY"}
    assert all(":secretsmanager:" in one["valueFrom"] for one in backend["secrets"])
    variables = {one["name"]: one["value"] for one in backend["environment"]}
    assert variables["REDIS_URL"] == f"rediss://{EXAMPLE}-cache.cache.example:6379"
    assert set(variables) == {"ENVIRONMENT", "REDIS_URL", "UPLOADS_BUCKET"}


def test_the_execution_role_may_pull_log_and_read_those_secrets(done):
    """PS-10, PS-37: the role that the plan leaves out, with this repository, this group and these two secrets."""
    actions = [s["Action"] for s in statements(done, f"{EXAMPLE}-backend-execution")]
    assert [one[0] for one in actions] == [
        "ecr:GetAuthorizationToken",
        "ecr:BatchCheckLayerAvailability",
        "logs:CreateLogStream",
        "secretsmanager:GetSecretValue",
    ]
    assert len(statements(done, f"{EXAMPLE}-backend-execution")[-1]["Resource"]) == 2


def test_logs_end_after_a_week(done):
    """PS-11: each service and job has a group, kept for the seven days of the tip."""
    groups = {r.name: r.inputs["retentionInDays"] for r in done.of("aws:cloudwatch/logGroup:LogGroup")}
    assert groups == {f"{EXAMPLE}-{name}": 7 for name in ("backend", "migrate", "database-postgresql")}


def test_scaling_has_two_cooldowns(done):
    """PS-12: 70 % of CPU, 60 s out and 300 s in, from one task to the five that the database bears."""
    policy = done.one("aws:appautoscaling/policy:Policy").inputs["targetTrackingScalingPolicyConfiguration"]
    assert some(policy, "targetValue", "scaleOutCooldown", "scaleInCooldown") == {
        "targetValue": 70,
        "scaleOutCooldown": 60,
        "scaleInCooldown": 300,
    }
    bounds = done.one("aws:appautoscaling/target:Target").inputs
    assert (bounds["minCapacity"], bounds["maxCapacity"]) == (1, 5)


def test_ten_tasks_need_the_larger_class():
    """PS-14, PS-19, PS-33: the plan's ten tasks run on db.t4g.small with a standby, in production."""
    one = registered(EXAMPLE, "production")
    assert one.one("aws:appautoscaling/target:Target").inputs["maxCapacity"] == 10
    database = one.one("aws:rds/instance:Instance").inputs
    assert (database["instanceClass"], database["multiAz"]) == ("db.t4g.small", True)


def test_spot_takes_what_is_above_the_base():
    """PS-31: one task stays on demand, of the others 70 of 100 are on Spot."""
    strategies = registered(EXAMPLE, "spot").one("aws:ecs/service:Service").inputs["capacityProviderStrategies"]
    assert {(s["capacityProvider"], s["base"], s["weight"]) for s in strategies} == {
        ("FARGATE", 1, 30),
        ("FARGATE_SPOT", 0, 70),
    }


def test_operators_find_logs_failed_tasks_and_a_shell(done):
    """PS-49: cluster, service and group by name, with the calls that look into them."""
    told = done.outputs["services"]["backend"]
    assert {"cluster", "service", "logGroup", "logs", "stoppedTasks", "shell"} == set(told)
    assert told["logs"] == "aws logs tail /playstudy/prod/backend --follow"
    assert told["stoppedTasks"].endswith("--desired-status STOPPED")
    assert done.one("aws:ecs/service:Service").inputs["enableExecuteCommand"] is True


def test_migrations_are_a_task_of_their_own(done):
    """Outside the rows: at each container's start two tasks would race; the output has the call that runs it."""
    assert containers(done, f"{EXAMPLE}-migrate")["migrate"]["command"] == ["alembic", "upgrade", "head"]
    assert done.outputs["jobs"]["migrate"]["run"].startswith("aws ecs run-task")


# --- what holds data --------------------------------------------------------------------------------------------------


def test_the_database_is_that_of_the_plan(database):
    """PS-13, PS-15, PS-16: class, disk that may grow, backups; a live major, another user, encryption always."""
    stated = {"instanceClass": "db.t4g.micro", "allocatedStorage": 20, "storageType": "gp3", "multiAz": False}
    stated |= {"backupRetentionPeriod": 7, "publiclyAccessible": False}
    mended = {"maxAllocatedStorage": 100, "engineVersion": "15", "username": "playstudy", "storageEncrypted": True}
    assert some(database, *stated, *mended) == {**stated, **mended}


def test_data_lies_in_private_subnets_of_two_zones(done, database):
    """PS-17, PS-35: both subnet groups hold the two private subnets, though tasks are public."""
    private = [f"{EXAMPLE}-private-1-subnet", f"{EXAMPLE}-private-2-subnet"]
    for kind in ("aws:rds/subnetGroup:SubnetGroup", "aws:elasticache/subnetGroup:SubnetGroup"):
        assert done.one(kind).inputs["subnetIds"] == private
    assert database["vpcSecurityGroupIds"] == [f"{EXAMPLE}-database-id"]


def test_groups_let_in_who_needs_it(done):
    """PS-35: viewers at the balancer, the balancer at 8000, tasks at 5432 and 6379, and nobody else."""
    assert rules(done, "Ingress") == {
        (f"{EXAMPLE}-load-balancer", ANYWHERE, 80),
        (f"{EXAMPLE}-load-balancer", ANYWHERE, 443),
        (TASKS, f"{EXAMPLE}-load-balancer", 8000),
        (f"{EXAMPLE}-database", TASKS, 5432),
        (f"{EXAMPLE}-database", f"{EXAMPLE}-migrate-tasks", 5432),
        (f"{EXAMPLE}-cache", TASKS, 6379),
    }


def test_aurora_keeps_half_a_unit_or_none():
    """PS-18: 0.5 to 4 units, or down to 0 after ten idle minutes; the bill's floor follows."""
    bills = estimated(EXAMPLE).bills
    for tier, least, pause, floor in (("aurora", 0.5, None, Decimal("43.80")), ("auroraToZero", 0, 600, Decimal(0))):
        cluster = registered(EXAMPLE, tier).one("aws:rds/cluster:Cluster").inputs
        scaling = cluster["serverlessv2ScalingConfiguration"]
        assert (scaling["minCapacity"], scaling.get("secondsUntilAutoPause")) == (least, pause)
        (units,) = [line for line in bills[tier].lines if line.id == "database/cluster/acu"]
        # 0.5 × 730 h × 0.12.
        assert cents(units.amount.floor) == floor
        # Traffic day and night keeps it awake.
        assert cents(units.amount.expected) == Decimal("43.80")


def test_the_cache_is_that_of_the_plan(done):
    """PS-20: one cache.t4g.micro, Sunday 05:00 to 06:00, snapshots kept clear of it, encrypted from the start."""
    cache = done.one("aws:elasticache/replicationGroup:ReplicationGroup").inputs
    stated = {"nodeType": "cache.t4g.micro", "numCacheClusters": 1, "maintenanceWindow": "sun:05:00-sun:06:00"}
    added = {"snapshotWindow": "03:00-04:00", "transitEncryptionEnabled": True, "atRestEncryptionEnabled": True}
    assert some(cache, *stated, *added) == {**stated, **added}


def test_redis_beside_the_api_needs_the_next_size_and_one_task():
    """PS-21: the container shares a task of 1024 MiB, nothing scales it, and no cache is built or billed."""
    one = registered(EXAMPLE, "sidecarCache")
    assert set(containers(one, f"{EXAMPLE}-backend")) == {"backend", "redis"}
    assert one.one("aws:ecs/taskDefinition:TaskDefinition", f"{EXAMPLE}-backend").inputs["memory"] == "1024"
    assert not one.of("aws:appautoscaling/target:Target")
    assert not one.of("aws:elasticache/replicationGroup:ReplicationGroup")
    bill = estimated(EXAMPLE).bills["sidecarCache"]
    assert "cache" not in bill.layers
    assert any(r.startswith("what redis of backend keeps is lost with its task") for r in bill.remarks)


def test_old_audio_moves_and_uploads_stay(done):
    """PS-22, PS-23: the bucket of the plan; after 90 days only what lies under tts/ goes to instant Glacier."""
    assert done.one("aws:s3/bucket:Bucket", DATA).inputs["bucket"] == "playstudy-uploads"
    found = done.one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", DATA).inputs["rules"]
    (moving,) = [rule for rule in found if "transitions" in rule]
    assert moving["filter"] == {"prefix": "tts/"}
    assert moving["transitions"] == [{"days": 90, "storageClass": "GLACIER_IR"}]


def test_tiering_is_the_alternative():
    """PS-22, PS-23: objects go to Intelligent-Tiering as they come, and no other rule moves them."""
    one = registered(EXAMPLE, "intelligentTiering")
    found = one.one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", DATA).inputs["rules"]
    moves = [move for rule in found for move in rule.get("transitions", ())]
    assert moves == [{"days": 0, "storageClass": "INTELLIGENT_TIERING"}]
    lines = {line.id for line in estimated(EXAMPLE).bills["intelligentTiering"].lines}
    assert "storage/uploads/monitoring" in lines


def test_a_replica_can_be_read_from():
    """PS-34: one more instance of the class, without backups of its own, whose host the application is told."""
    one = registered(EXAMPLE, "readReplica")
    replica = one.one("aws:rds/instance:Instance", f"{EXAMPLE}-database-replica-1").inputs
    assert replica["replicateSourceDb"]
    assert replica["instanceClass"] == "db.t4g.micro"
    variables = containers(one, f"{EXAMPLE}-backend")["backend"]["environment"]
    assert "DATABASE_READER_HOST" in {variable["name"] for variable in variables}


# --- what watches -----------------------------------------------------------------------------------------------------


def test_slow_queries_are_logged_where_they_are_asked_for(done, database):
    """PS-26: the export, the parameter that writes them, and a group with an end; access logs are another tier's."""
    assert database["enabledCloudwatchLogsExports"] == ["postgresql"]
    parameters = {p["name"]: p["value"] for p in done.one("aws:rds/parameterGroup:ParameterGroup").inputs["parameters"]}
    assert parameters["log_min_duration_statement"] == "1000"
    assert done.one("aws:lb/loadBalancer:LoadBalancer").inputs.get("accessLogs") is None


def test_access_logs_go_to_a_bucket_that_may_be_written(later):
    """PS-26: on only where asked for, with the policy by which the load balancer writes, and thirty days."""
    logs = later.one("aws:lb/loadBalancer:LoadBalancer").inputs["accessLogs"]
    assert logs["enabled"] is True
    policy = plain(later.one("aws:s3/bucketPolicy:BucketPolicy", f"{EXAMPLE}-access-logs").inputs["policy"])
    assert "logdelivery.elasticloadbalancing.amazonaws.com" in policy
    life = later.one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", f"{EXAMPLE}-access-logs")
    assert life.inputs["rules"][0]["expiration"] == {"days": 30}


def test_the_alarm_watches_this_service(done):
    """PS-27: above 80 % for two periods of 300 s, with dimensions and somebody who is told."""
    alarm = done.one("aws:cloudwatch/metricAlarm:MetricAlarm").inputs
    stated = {"metricName": "CPUUtilization", "threshold": 80, "period": 300, "evaluationPeriods": 2}
    assert some(alarm, *stated) == stated
    assert set(alarm["dimensions"]) == {"ClusterName", "ServiceName"}
    assert alarm["alarmActions"]


def test_the_account_is_audited(done):
    """PS-36: one trail of every region, whose files can be told from forged ones, kept for ninety days."""
    trail = done.one("aws:cloudtrail/trail:Trail").inputs
    assert trail["isMultiRegionTrail"] is True
    assert trail["enableLogFileValidation"] is True


# --- delivery and next steps ------------------------------------------------------------------------------------------


def test_images_keep_their_tags(done):
    """PS-24, PS-40: the repository of the plan, scanned; a tag is never moved, so a task runs what was deployed."""
    repository = done.one("aws:ecr/repository:Repository").inputs
    assert (repository["name"], repository["imageTagMutability"]) == ("playstudy-backend", "IMMUTABLE")
    assert containers(done, f"{EXAMPLE}-backend")["backend"]["image"].endswith("/playstudy-backend:1")


def test_the_pipeline_pushes_deploys_and_publishes_by_one_role(done):
    """PS-03, PS-40, PS-41: no key is stored; a revision is registered, this bucket written, this CDN invalidated."""
    trust = plain(done.one("aws:iam/role:Role", f"{EXAMPLE}-github").inputs["assumeRolePolicy"])
    assert "repo:example/playstudy:ref:refs/heads/main" in trust
    by_action = {}
    for statement in statements(done, f"{EXAMPLE}-github"):
        actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        by_action |= dict.fromkeys(actions, statement["Resource"])
    assert {"ecr:PutImage", "ecs:RegisterTaskDefinition", "ecs:UpdateService"} <= set(by_action)
    assert by_action["cloudfront:CreateInvalidation"].endswith(f":{EXAMPLE}-cdn")
    assert by_action["s3:PutObject"].endswith(f":{SITE}/*")


def test_next_steps_are_switches(later):
    """PS-42, PS-43, PS-45, PS-46: a dashboard, daily backups of database and bucket, a firewall, insights."""
    assert later.of("aws:cloudwatch/dashboard:Dashboard")
    (rule,) = later.one("aws:backup/plan:Plan").inputs["rules"]
    assert rule["lifecycle"] == {"deleteAfter": 35}
    assert len(later.one("aws:backup/selection:Selection").inputs["resources"]) == 2
    names = {rule["name"] for rule in later.one("aws:wafv2/webAcl:WebAcl").inputs["rules"]}
    assert len(names) == 3
    database = later.one("aws:rds/instance:Instance").inputs
    assert (database["databaseInsightsMode"], database["performanceInsightsRetentionPeriod"]) == ("standard", 7)


def test_blue_green_has_two_groups_and_time_to_bake(later):
    """PS-44: a second target group that ECS switches to, and ten minutes before the old tasks go."""
    assert len(later.of("aws:lb/targetGroup:TargetGroup")) == 2
    deployment = later.one("aws:ecs/service:Service").inputs["deploymentConfiguration"]
    assert (deployment["strategy"], deployment["bakeTimeInMinutes"]) == ("BLUE_GREEN", "10")


def test_a_standby_doubles_hours_and_disk():
    """PS-14: two machines and two disks; AWS asks 0.065 an hour for the pair, a little more than twice 0.032."""
    bills = estimated(EXAMPLE).bills
    single, standby = bills["biggerDatabase"], bills["production"]
    cost = {
        (bill.tier, line.id): cents(line.amount.expected)
        for bill in (single, standby)
        for line in bill.lines
        if line.id in {"database/instance/hours", "database/instance/storage"}
    }
    assert cost == {
        ("biggerDatabase", "database/instance/hours"): Decimal("23.36"),
        ("biggerDatabase", "database/instance/storage"): Decimal("2.30"),
        ("production", "database/instance/hours"): Decimal("47.45"),
        ("production", "database/instance/storage"): Decimal("4.60"),
    }


def test_each_tier_says_what_it_survives():
    """PS-47: no tier reaches the plan's figure by Multi-AZ alone; the cache is one node in all that have one."""
    bills = estimated(EXAMPLE).bills
    assert bills["startup"].survival.because == (
        "backend may be down to one task",
        "the database has no standby",
        "the cache is one node",
    )
    assert bills["production"].survival.because == ("the cache is one node",)
    assert bills["startup"].survival.falls_short


def test_shield_is_a_remark_and_no_resource(done):
    """PS-38: Standard is there for everybody; nothing is built, nothing billed."""
    assert not [r for r in done.resources if "shield" in r.type.lower()]
