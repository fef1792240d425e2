"""accunode as it is registered and billed: two groups of instances, three tiers, and what its plan asks of both."""

import json
from decimal import Decimal

import pytest

from costing.money import cents
from tests.plans.computed import estimated
from tests.plans.deployed import containers, plain, registered, rules, statements

ANYWHERE = "0.0.0.0/0"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
GROUP, TEMPLATE = "aws:autoscaling/group:Group", "aws:ec2/launchTemplate:LaunchTemplate"


@pytest.fixture(scope="module")
def done():
    """Return what the tier that is deployed registers."""
    return registered("accunode")


def test_the_network_is_derived_from_its_range(done):
    """AN-02: the plan fixes 10.0.0.0/16 and leaves the rest open: two zones with a public and a private subnet."""
    vpc = done.one("awsx:ec2:Vpc").inputs
    assert (vpc["cidrBlock"], len(vpc["availabilityZoneNames"])) == ("10.0.0.0/16", 2)
    assert [(s["type"], len(s["cidrBlocks"])) for s in vpc["subnetSpecs"]] == [("Public", 2), ("Private", 2)]


def test_instances_and_data_are_private_with_one_way_out(done):
    """AN-03: no public address but the gateway's and the load balancer's; private routes lead to the gateway."""
    groups = [g.inputs["vpcZoneIdentifiers"] for g in done.of(GROUP)]
    assert groups == [["accunode-private-1-subnet", "accunode-private-2-subnet"]] * 2
    assert {t.inputs["networkInterfaces"][0]["associatePublicIpAddress"] for t in done.of(TEMPLATE)} == {"false"}
    assert done.one("aws:rds/instance:Instance").inputs["publiclyAccessible"] is False
    assert [r.inputs["natGatewayId"] for r in done.of("aws:ec2/route:Route")] == ["accunode-nat-1-id"] * 2


def test_only_needed_ports_are_open(done):
    """AN-04: viewers reach the load balancer alone, workers are reached by nobody, data by tasks at its own port."""
    inward = rules(done, "Ingress")
    assert {port for group, peer, port in inward if peer == ANYWHERE} == {80, 443}
    assert not [rule for rule in inward if rule[0].startswith("accunode-worker")]
    assert {(peer, port) for group, peer, port in inward if group == "accunode-database"} == {
        ("accunode-api-tasks", 5432),
        ("accunode-worker-tasks", 5432),
    }
    assert {(peer, port) for group, peer, port in inward if group == "accunode-cache"} == {
        ("accunode-api-tasks", 6379),
        ("accunode-worker-tasks", 6379),
    }


def test_everything_is_encrypted_from_its_creation(done):
    """AN-05: database, cache, disks, buckets and images at rest; TLS at viewers, cache and database."""
    assert done.one("aws:rds/instance:Instance").inputs["storageEncrypted"] is True
    cache = done.one("aws:elasticache/replicationGroup:ReplicationGroup").inputs
    assert cache["atRestEncryptionEnabled"] is cache["transitEncryptionEnabled"] is True
    disks = [d["ebs"] for t in done.of(TEMPLATE) for d in t.inputs["blockDeviceMappings"]]
    assert {disk["encrypted"] for disk in disks} == {"true"}
    parameters = done.one("aws:rds/parameterGroup:ParameterGroup").inputs["parameters"]
    assert {"name": "rds.force_ssl", "value": "1", "applyMethod": "immediate"} in parameters
    assert (
        done.one("aws:lb/listener:Listener", "accunode-https").inputs["sslPolicy"].startswith("ELBSecurityPolicy-TLS13")
    )


@pytest.mark.parametrize(("name", "most"), [("api", 4), ("worker", 6)])
def test_each_service_has_a_group_of_its_own(done, name, most):
    """AN-06, AN-07: t3.small, from 2 to 4 or 6 tasks, an instance more for deployments, standard credits, 30 GB."""
    template = done.one(TEMPLATE, f"accunode-{name}").inputs
    assert template["instanceType"] == "t3.small"
    assert template["creditSpecification"] == {"cpuCredits": "standard"}
    assert [d["ebs"]["volumeSize"] for d in template["blockDeviceMappings"]] == [30]
    group = done.one(GROUP, f"accunode-{name}").inputs
    assert (group["minSize"], group["maxSize"]) == (2, most + 1)
    target = done.one("aws:appautoscaling/target:Target", f"accunode-{name}").inputs
    assert (target["minCapacity"], target["maxCapacity"]) == (2, most)


def test_instances_are_fresh_and_closed(done):
    """AN-08, AN-57: the newest Amazon Linux 2023 at each launch, IMDSv2 alone, no instance older than 30 days."""
    for template in done.of(TEMPLATE):
        assert "amazon-linux-2023" in template.inputs["imageId"]
        assert template.inputs["metadataOptions"]["httpTokens"] == "required"
    assert {g.inputs["maxInstanceLifetime"] for g in done.of(GROUP)} == {30 * 86400}
    assert done.one("aws:rds/instance:Instance").inputs["autoMinorVersionUpgrade"] is True


STEPS = {
    "api-out": ("CPUUtilization", "GreaterThanThreshold", 70, 2),
    "api-in": ("CPUUtilization", "LessThanThreshold", 50, 5),
    "worker-out": ("QueueLength", "GreaterThanThreshold", 50, 3),
    "worker-in": ("QueueLength", "LessThanThreshold", 10, 10),
}


@pytest.mark.parametrize("name", STEPS)
def test_two_thresholds_are_two_alarms_of_steps(done, name):
    """AN-09, AN-10: above 70 % for 2 minutes, below 50 % for 5; above 50 jobs for 3, below 10 for 10; by the minute."""
    alarm = done.one(ALARM, f"accunode-{name}").inputs
    found = (alarm["metricName"], alarm["comparisonOperator"], alarm["threshold"], alarm["evaluationPeriods"])
    assert (found, alarm["period"]) == (STEPS[name], 60)
    policy = done.one("aws:appautoscaling/policy:Policy", f"accunode-{name}").inputs
    [step] = policy["stepScalingPolicyConfiguration"]["stepAdjustments"]
    assert step["scalingAdjustment"] == (1 if name.endswith("out") else -1)


def test_the_queue_length_is_the_applications_to_publish(done):
    """AN-10: a list in Redis is no metric of AWS: the worker may write into the one namespace, and nowhere else."""
    [one] = [s for s in statements(done, "accunode-worker-task") if "cloudwatch:PutMetricData" in s["Action"]]
    assert one["Condition"] == {"StringEquals": {"cloudwatch:namespace": "AccuNode"}}
    assert not [s for s in statements(done, "accunode-api-task") if "cloudwatch:PutMetricData" in s["Action"]]


def test_workers_scale_on_their_backlog_where_the_queue_is_of_sqs():
    """AN-10, AN-23: in the tier sqs the jobs leave Redis, which may evict again, and 25 a task is the target."""
    queued = registered("accunode", "sqs")
    policy = queued.one("aws:appautoscaling/policy:Policy", "accunode-worker").inputs
    assert policy["targetTrackingScalingPolicyConfiguration"]["targetValue"] == 25
    [parameter] = queued.one("aws:elasticache/parameterGroup:ParameterGroup").inputs["parameters"]
    assert "lru" in parameter["value"]


def test_health_is_asked_of_the_right_one(done):
    """AN-11, AN-12: the load balancer asks /health of the API with a grace period; Celery is asked in its container."""
    assert done.one("aws:lb/targetGroup:TargetGroup").inputs["healthCheck"]["path"] == "/health"
    assert done.one("aws:ecs/service:Service", "accunode-api").inputs["healthCheckGracePeriodSeconds"] == 60
    check = containers(done, "accunode-worker")["worker"]["healthCheck"]
    assert check["command"] == ["CMD-SHELL", "celery -A app.worker inspect ping"]


def test_office_hours_have_a_clock_and_a_zone():
    """AN-13: six fields for an ECS service, in New York's time: three tasks at least by day, two by night."""
    clocked = registered("accunode", "officeHours")
    found = {
        a.inputs["schedule"]: (a.inputs["timezone"], a.inputs["scalableTargetAction"]["minCapacity"])
        for a in clocked.of("aws:appautoscaling/scheduledAction:ScheduledAction")
    }
    assert {schedule: (zone, int(least)) for schedule, (zone, least) in found.items()} == {
        "cron(0 8 ? * MON-FRI *)": ("America/New_York", 3),
        "cron(0 19 * * ? *)": ("America/New_York", 2),
    }


def test_one_rule_serves_all_endpoints(done):
    """AN-14: 62 endpoints behind one prefix are one rule: none of the ten that are free is exceeded."""
    [rule] = done.of("aws:lb/listenerRule:ListenerRule")
    assert rule.inputs["conditions"] == [{"pathPattern": {"values": ["/*"]}}]


def test_a_thousand_requests_a_server_are_not_in_a_flat_price():
    """AN-15: 2,000 requests a second at peak, 500 on average, each on a new connection: 500 / 25 = 20 LCU and more."""
    bill = estimated("accunode").bills["thousandPerServer"]
    [units] = [x for x in bill.lines if x.id == "edge/load-balancer/capacity"]
    assert units.quantity.expected >= 20 * 730
    assert units.quantity.ceiling >= 80 * 730
    assert cents(units.amount.ceiling) >= Decimal("467.20")


def test_the_domain_is_an_alias_with_a_certificate(done):
    """AN-16: a record of Route 53 for the API's name, and a certificate that is proved there."""
    alias = done.one("aws:route53/record:Record", "accunode-api.example.com").inputs
    assert (alias["type"], alias["aliases"][0]["name"]) == ("A", "accunode-lb.elb.example")
    assert done.one("aws:acm/certificateValidation:CertificateValidation")


def test_requests_are_limited_by_address(done):
    """AN-17: 2,000 in five minutes from one address, then it is blocked, before the load balancer."""
    [rule] = done.one("aws:wafv2/webAcl:WebAcl").inputs["rules"]
    assert rule["statement"]["rateBasedStatement"]["limit"] == 2000
    assert rule["action"] == {"block": {}}
    assert done.one("aws:wafv2/webAclAssociation:WebAclAssociation")


@pytest.mark.parametrize(
    ("tier", "size", "node"),
    [
        ("startup", "db.t3.micro", "cache.t3.micro"),
        ("growth", "db.t3.small", "cache.t3.small"),
        ("scale", "db.t3.medium", "cache.t3.medium"),
    ],
)
def test_each_tier_has_its_classes(tier, size, node):
    """AN-18, AN-22, AN-45, AN-46, AN-47: database and cache of the three tiers; all else of the base stays."""
    built = registered("accunode", tier)
    assert built.one("aws:rds/instance:Instance").inputs["instanceClass"] == size
    assert built.one("aws:elasticache/replicationGroup:ReplicationGroup").inputs["nodeType"] == node


def test_counts_of_the_three_tiers_are_the_plans():
    """AN-45, AN-46, AN-47: 2 and 2, 3 and 4, 4 and 6 instances of 730 h at $0.0208: 60.74, 106.29 and 151.84."""
    hours = {
        tier: sum(
            x.amount.expected
            for x in estimated("accunode").bills[tier].lines
            if x.id in ("services/api/instances", "services/worker/instances")
        )
        for tier in ("startup", "growth", "scale")
    }
    assert {tier: cents(amount) for tier, amount in hours.items()} == {
        "startup": Decimal("60.74"),
        "growth": Decimal("106.29"),
        "scale": Decimal("151.84"),
    }


def test_the_database_has_settings_and_backups(done):
    """AN-19, AN-40: a parameter group with slow queries from 500 ms on, private, daily backups for 7 days."""
    parameters = done.one("aws:rds/parameterGroup:ParameterGroup").inputs["parameters"]
    assert {"name": "log_min_duration_statement", "value": "500", "applyMethod": "immediate"} in parameters
    database = done.one("aws:rds/instance:Instance").inputs
    assert (database["backupRetentionPeriod"], database["maxAllocatedStorage"]) == (7, 100)


def test_restoring_is_a_command_among_the_outputs(done):
    """AN-40: from which moment and how, with the subnet group and the security groups that belong to it."""
    restore = done.outputs["restore"]["database"]
    assert "restore-db-instance-to-point-in-time" in restore["restore"]
    assert "accunode-database" in restore["restore"]


def test_secrets_are_stored_or_adopted_and_settings_are_plain(done):
    """AN-25: URL and JWT secret as SecureStrings, the third-party keys by their existing name, the mode in clear."""
    stored = {r.inputs["name"]: r.inputs["type"] for r in done.of("aws:ssm/parameter:Parameter")}
    assert stored == {"/accunode/prod/database-url": "SecureString", "/accunode/prod/jwtSecret": "SecureString"}
    assert ("aws:ssm/getParameter:getParameter", "/accunode/third-party") in {(t, a.get("name")) for t, a in done.calls}
    api = containers(done, "accunode-api")["api"]
    assert {"name": "ENVIRONMENT", "value": "production"} in api["environment"]
    assert {s["name"] for s in api["secrets"]} == {"DATABASE_URL", "JWT_SECRET", "THIRD_PARTY_KEYS"}


def test_each_group_has_a_profile_and_the_cache_no_role(done):
    """AN-26: two instance profiles, two task roles; RDS gets a role only where it is monitored, ElastiCache none."""
    profiles = {r.name for r in done.of("aws:iam/instanceProfile:InstanceProfile")}
    assert profiles == {"accunode-api-instances", "accunode-worker-instances"}
    assert not [r for r in done.of("aws:iam/role:Role") if "monitoring" in r.inputs["assumeRolePolicy"]]
    watched = registered("accunode", "growth").of("aws:iam/role:Role")
    assert [r.name for r in watched if "monitoring.rds" in r.inputs["assumeRolePolicy"]]
    assert not [r for r in watched if "elasticache" in r.inputs["assumeRolePolicy"]]


def test_memory_of_instances_is_sent_by_an_agent(done):
    """AN-27: user data starts the CloudWatch agent, whose role may write that namespace alone; two log groups."""
    assert len(done.of("aws:cloudwatch/logGroup:LogGroup")) == 2
    granted = statements(done, "accunode-api-instances")
    assert [s for s in granted if "cloudwatch:PutMetricData" in s["Action"] and "Condition" in s]


ALARMS = {
    "apiCpu": ("CPUUtilization", 80),
    "workerCpu": ("CPUUtilization", 80),
    "latency": ("TargetResponseTime", 0.5),
    "latencyP95": ("TargetResponseTime", 0.5),
    "backlog": ("QueueLength", 100),
    "connections": ("DatabaseConnections", 64),
}


@pytest.mark.parametrize("name", ALARMS)
def test_alarms_have_the_plans_thresholds(done, name):
    """AN-29, AN-30, AN-32, AN-37: 80 % CPU, half a second, 100 jobs, 80 % of 80 connections; for five minutes."""
    alarm = done.one(ALARM, f"accunode-{name}").inputs
    assert (alarm["metricName"], alarm["threshold"]) == ALARMS[name]
    assert alarm["period"] * alarm["evaluationPeriods"] == 300
    assert alarm["alarmActions"][0].endswith("accunode-alerts")


def test_the_percentile_is_an_extended_statistic(done):
    """AN-30: p95 beside the mean."""
    assert done.one(ALARM, "accunode-latencyP95").inputs["extendedStatistic"] == "p95"
    assert done.one(ALARM, "accunode-latency").inputs["statistic"] == "Average"


def test_errors_are_a_share_and_silence_is_none(done):
    """AN-31: 5xx over requests above 5 %; where nothing fails there is no data and no alarm."""
    alarm = done.one(ALARM, "accunode-errors").inputs
    assert (alarm["threshold"], alarm["treatMissingData"]) == (5, "notBreaching")
    assert [q["expression"] for q in alarm["metricQueries"] if q["returnData"]] == ["100 * m1 / m2"]


def test_spend_that_grows_by_a_fifth_is_an_anomaly(done):
    """AN-33, AN-34: a daily mail from 20 % on; the budget counts the month; everything carries its layer."""
    anomaly = done.one("aws:costexplorer/anomalySubscription:AnomalySubscription").inputs
    assert (anomaly["frequency"], anomaly["thresholdExpression"]["dimension"]["values"]) == ("DAILY", ["20"])
    assert done.one("aws:budgets/budget:Budget").inputs["timeUnit"] == "MONTHLY"
    launched = {s["tags"]["layer"] for t in done.of(TEMPLATE) for s in t.inputs["tagSpecifications"]}
    assert launched == {"services"}


def test_mail_and_telephone_are_told(done):
    """AN-35: one topic, an address that must confirm, and a number."""
    told = {r.inputs["protocol"] for r in done.of("aws:sns/topicSubscription:TopicSubscription")}
    assert (told, done.outputs["alertEmailsToConfirm"]) == ({"email", "sms"}, ["ops@example.com"])


def test_each_tier_is_watched_more_closely():
    """AN-36, AN-37: growth adds insights and enhanced monitoring, scale the default alarms and a backup plan."""
    growth = registered("accunode", "growth").one("aws:rds/instance:Instance").inputs
    assert (growth["performanceInsightsEnabled"], growth["monitoringInterval"]) == (True, 60)
    scale = registered("accunode", "scale")
    assert scale.one("aws:backup/plan:Plan")
    assert len(scale.of(ALARM)) > len(registered("accunode", "growth").of(ALARM))


def test_the_trail_holds_every_region(done):
    """AN-39: management events of all regions, kept for 90 days, in files whose changes can be told."""
    trail = done.one("aws:cloudtrail/trail:Trail").inputs
    assert trail["isMultiRegionTrail"] is trail["enableLogFileValidation"] is True
    [rule] = done.one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs["rules"]
    assert rule["expiration"]["days"] == 90


def test_blue_green_has_two_target_groups_and_a_role():
    """AN-41: in the tier blueGreen ECS switches between two groups; the workers go on rolling."""
    both = registered("accunode", "blueGreen")
    assert len(both.of("aws:lb/targetGroup:TargetGroup")) == 2
    strategies = {s.name: s.inputs["deploymentConfiguration"]["strategy"] for s in both.of("aws:ecs/service:Service")}
    assert strategies == {"accunode-api": "BLUE_GREEN", "accunode-worker": "ROLLING"}


def test_what_ran_before_can_run_again(done):
    """AN-42, AN-24: failed deployments roll back by themselves; five images stay, under tags that do not move."""
    for service in done.of("aws:ecs/service:Service"):
        assert service.inputs["deploymentCircuitBreaker"] == {"enable": True, "rollback": True}
    assert done.one("aws:ecr/repository:Repository").inputs["imageTagMutability"] == "IMMUTABLE"
    rule = json.loads(done.one("aws:ecr/lifecyclePolicy:LifecyclePolicy").inputs["policy"])["rules"][-1]
    assert rule["selection"]["countNumber"] == 5


def test_spot_workers_are_a_mixed_group_with_a_base():
    """AN-44: one instance on demand, every further one on Spot; nothing is left to AWS's default of none."""
    mixed = registered("accunode", "spotWorkers").one(GROUP, "accunode-worker").inputs["mixedInstancesPolicy"]
    shares = mixed["instancesDistribution"]
    assert (shares["onDemandBaseCapacity"], shares["onDemandPercentageAboveBaseCapacity"]) == (1, 0)


def test_what_99_9_percent_would_rest_on():
    """AN-51: startup loses service with its database, its cache or its gateway's zone; the tier available does not."""
    bills = estimated("accunode").bills
    assert bills["startup"].survival.falls_short
    assert bills["available"].survival.level == "zone"


def test_outputs_say_where_to_look(done):
    """AN-58: what answers, where data is reached, what to run to see logs and stopped tasks."""
    assert done.outputs["url"] == "https://api.example.com"
    assert plain(done.outputs["databaseHost"]) == "accunode-database.rds.example"
    assert set(done.outputs["services"]) == {"api", "worker"}
    assert {"logs", "stoppedTasks"} <= set(done.outputs["services"]["api"])


def test_hours_that_nobody_works_cost_nothing():
    """AN-59: three by day and two by night are 2.38 tasks on average, as 11 h of 261 days a year are 32.76 %."""
    bills = estimated("accunode").bills
    more = bills["officeHours"].layers["services"].expected - bills["startup"].layers["services"].expected
    assert Decimal("0.3") * Decimal("17.584") < more < Decimal("0.34") * Decimal("17.584")
