"""fastapi-strategy as it is registered and billed: one Fargate service, a site, a migration, and no cache."""

from decimal import Decimal

import pytest

from costing.money import cents
from tests.plans.computed import estimated
from tests.plans.deployed import containers, plain, registered, rules, statements

ANYWHERE = "0.0.0.0/0"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"


@pytest.fixture(scope="module")
def done():
    """Return what the tier that is deployed registers."""
    return registered("fastapi-strategy")


@pytest.mark.parametrize(("tier", "dollars"), [("start", "18.02"), ("arm", "14.42")])
def test_only_graviton_fits_the_claim(tier, dollars):
    """FS-01: 365 × 0.04048 + 730 × 0.004445 = 18.02; 365 × 0.03238 + 730 × 0.00356 = 14.42; $10 to 15 were claimed."""
    bill = estimated("fastapi-strategy").bills[tier]
    api = sum(x.amount.expected for x in bill.lines if x.id.startswith("services/api/"))
    assert cents(api) == Decimal(dollars)


def test_the_same_containers_run_on_instances():
    """FS-03, FS-04: the tier instances changes the kind alone: a group, with the same image and variables."""
    fargate, instances = registered("fastapi-strategy"), registered("fastapi-strategy", "instances")
    assert instances.one("aws:autoscaling/group:Group")
    one, other = (containers(x, "fastapi-api")["api"] for x in (fargate, instances))
    assert {k: one[k] for k in ("image", "environment")} == {k: other[k] for k in ("image", "environment")}


def test_the_site_is_private_behind_the_cdn(done):
    """FS-06: a closed bucket, read by signed requests of this distribution alone, over HTTPS."""
    block = done.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs
    assert block["blockPublicPolicy"] is block["restrictPublicBuckets"] is True
    distribution = done.one("aws:cloudfront/distribution:Distribution").inputs
    assert distribution["origins"][0]["originAccessControlId"] == "fastapi-site-id"
    assert distribution["defaultCacheBehavior"]["viewerProtocolPolicy"] == "redirect-to-https"


def test_the_cdn_may_stand_in_front_of_everything():
    """FS-05: in the tier cdnInFront /api/* goes on to the load balancer, which takes nobody else; two certificates."""
    fronted = registered("fastapi-strategy", "cdnInFront")
    distribution = fronted.one("aws:cloudfront/distribution:Distribution").inputs
    assert [b["pathPattern"] for b in distribution["orderedCacheBehaviors"]] == ["/api/*"]
    assert ANYWHERE not in {peer for group, peer, _ in rules(fronted, "Ingress") if group == "fastapi-load-balancer"}
    assert len(fronted.of("aws:acm/certificate:Certificate")) == 2


def test_the_load_balancer_asks_the_shallow_path(done):
    """FS-07, FS-08: /health, not /health/db."""
    assert done.one("aws:lb/targetGroup:TargetGroup").inputs["healthCheck"]["path"] == "/health"


def test_what_the_plan_leaves_open_of_the_database_has_a_default(done):
    """FS-09: one zone, 7 days of backups, a live major, gp3; private and encrypted whatever is written."""
    database = done.one("aws:rds/instance:Instance").inputs
    found = (database["multiAz"], database["backupRetentionPeriod"], database["engineVersion"], database["storageType"])
    assert found == (False, 7, "17", "gp3")
    assert (database["publiclyAccessible"], database["storageEncrypted"]) == (False, True)


def test_the_url_is_composed_with_tls_for_its_driver(done):
    """FS-11: asyncpg's own scheme and ?ssl=require, with user, password, host, port and name from what is built."""
    stored = {
        r.name: plain(r.inputs["secretString"]) for r in done.of("aws:secretsmanager/secretVersion:SecretVersion")
    }
    assert stored["fastapi-api-api-database-url"].startswith("postgresql+asyncpg://app:")
    assert stored["fastapi-api-api-database-url"].endswith("@fastapi-database.rds.example:5432/app?ssl=require")
    assert not [r for r in done.outputs.values() if "postgresql" in str(plain(r))]


def test_either_store_holds_the_same_secrets(done):
    """FS-12: three secrets, or three parameters in the tier parameters: one word of the config."""
    parameters = registered("fastapi-strategy", "parameters")
    assert len(done.of("aws:secretsmanager/secret:Secret")) == len(parameters.of("aws:ssm/parameter:Parameter")) == 3
    assert not parameters.of("aws:secretsmanager/secret:Secret")


def test_origins_come_from_the_name_of_the_site(done):
    """FS-13: CORS_ORIGINS is the URL of the CDN, as its first host name has it."""
    environment = {e["name"]: e["value"] for e in containers(done, "fastapi-api")["api"]["environment"]}
    assert environment == {"CORS_ORIGINS": "https://www.example.com", "ENVIRONMENT": "production"}


def test_logs_end(done):
    """FS-14: 30 days, for the service and for the migration."""
    assert {g.inputs["retentionInDays"] for g in done.of("aws:cloudwatch/logGroup:LogGroup")} == {30}


def test_a_workflow_pushes_migrates_deploys_and_publishes(done):
    """FS-17, FS-18: one role, from the branch main: images, the service, one run of the job, the site's files."""
    allowed = str([s["Action"] for s in statements(done, "fastapi-github")])
    needed = ("ecr:PutImage", "ecs:UpdateService", "ecs:RunTask", "s3:PutObject", "cloudfront:CreateInvalidation")
    assert not [action for action in needed if action not in allowed]


def test_the_migration_is_a_task_with_a_command_to_run_it(done):
    """FS-18: no schedule, a task definition of its own, and run-task with network and roles among the outputs."""
    job = containers(done, "fastapi-migrate")["migrate"]
    assert job["command"] == ["alembic", "upgrade", "head"]
    assert not done.of("aws:scheduler/schedule:Schedule")
    run = done.outputs["jobs"]["migrate"]["run"]
    assert run.startswith("aws ecs run-task --cluster fastapi")
    assert "securityGroups=[fastapi-migrate-tasks-id]" in run


def test_both_ways_to_deploy():
    """FS-19: rolling has a circuit breaker; blue/green a second target group, a role, and minutes to prove itself."""
    rolling = registered("fastapi-strategy").one("aws:ecs/service:Service").inputs
    assert rolling["deploymentCircuitBreaker"] == {"enable": True, "rollback": True}
    done = registered("fastapi-strategy", "blueGreen")
    configuration = done.one("aws:ecs/service:Service").inputs["deploymentConfiguration"]
    assert (configuration["strategy"], int(configuration["bakeTimeInMinutes"])) == ("BLUE_GREEN", 10)
    assert len(done.of("aws:lb/targetGroup:TargetGroup")) == 2


def test_what_nobody_specified_is_watched_by_default(done):
    """FS-20: errors, targets, CPU and memory of the service; CPU, connections and free space of the database."""
    names = {a.name.removeprefix("fastapi-default-") for a in done.of(ALARM)}
    service = {f"service-api-{metric}" for metric in ("serverErrorPercent", "healthyTargets", "cpu", "memory")}
    assert names == {*service, "database-cpu", "database-connections", "database-freeStorageGb"}


def test_no_cache_is_no_resource_and_no_line(done):
    """FS-22: a layer that is not written down is neither built nor billed, and no variable refers to it."""
    assert not [r for r in done.resources if "elasticache" in r.type]
    bill = estimated("fastapi-strategy").deployed
    assert not [x for x in bill.lines if x.layer in ("cache", "storage", "messaging", "backup")]
    assert not {"cache", "storage", "messaging", "backup"} & set(bill.layers)


def test_growth_is_the_same_model_with_larger_numbers():
    """FS-23, FS-02: twice the task, 2 to 10 of them, a standby: settings of what there is, but for nothing new."""
    small, large = registered("fastapi-strategy"), registered("fastapi-strategy", "growth")
    assert {(r.type, r.name) for r in large.resources} == {(r.type, r.name) for r in small.resources}
    assert large.one("aws:rds/instance:Instance").inputs["multiAz"] is True
