"""Moves of what stands around the application: names, tags, what is watched, backed up and delivered."""

from costing.planner.moves.move import Row, Seen, added, shrinks, turned_on
from infra.model.services import AsgService

LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
CLUSTER = "aws:ecs/cluster:Cluster"
TASK = "aws:ecs/taskDefinition:TaskDefinition"
SERVICE = "aws:ecs/service:Service"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
GROUP = "aws:autoscaling/group:Group"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
DASHBOARD = "aws:cloudwatch/dashboard:Dashboard"
TRAIL = "aws:cloudtrail/trail:Trail"
EXPIRY = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
PLAN = "aws:backup/plan:Plan"
VAULT = "aws:backup/vault:Vault"
REPOSITORY = "aws:ecr/repository:Repository"
INSTANCE = "aws:rds/instance:Instance"
VPC = "aws:ec2/vpc:Vpc"

PULUMI = 'Pulumi documentation, "Resource names" and "protect"'
TAGS = 'Tagging AWS Resources User Guide; Amazon EC2 Auto Scaling User Guide, "Use an instance refresh"'
LOGS = 'Amazon CloudWatch Logs User Guide, "Working with log groups and log streams" and "Log classes"'
INSIGHTS = 'Amazon CloudWatch User Guide, "Setting up Container Insights on Amazon ECS"'
ALARMS = 'Amazon CloudWatch User Guide, "Using Amazon CloudWatch alarms"'
TRAILS = 'AWS CloudTrail User Guide, "Working with CloudTrail trails"'
BACKUP = 'AWS Backup Developer Guide, "Backup plans" and "Deleting backups"'
ECR = 'Amazon ECR User Guide, "Private repositories" and "Lifecycle policies"'
IAM = 'IAM User Guide, "OIDC federation"'
ECS = 'Amazon ECS Developer Guide, "Deploy Amazon ECS services by replacing tasks"'

WATCHES = "It watches; nothing that runs is touched."
TURNS = "Instances are replaced by turns; ECS moves their tasks first."
RETAGGED = f"Tags change in place, those of instances with them. {TURNS}"
OLD_LOGS = "log events older than it"


def _on_instances(seen: Seen) -> bool:
    return any(isinstance(service, AsgService) for service in seen.topology.services.values())


ROWS: tuple[Row, ...] = (
    Row(
        "name",
        "migration",
        "Every resource is named after it: all are made anew and the old ones deleted.",
        PULUMI,
        {VPC: "replace"},
        "everything",
    ),
    Row("protectData", "setting", "What holds data may be deleted, or no longer.", PULUMI),
    Row(
        "tags.**",
        "rolling",
        RETAGGED,
        TAGS,
        {TEMPLATE: "update"},
        when=_on_instances,
    ),
    Row("tags.**", "setting", "Tags change in place.", TAGS),
    Row(
        "observability.logRetentionDays",
        "none",
        "Logs are kept for another time.",
        LOGS,
        {LOG_GROUP: "update"},
        OLD_LOGS,
        shrinks,
    ),
    Row("observability.logRetentionDays", "none", "Logs are kept for another time.", LOGS, {LOG_GROUP: "update"}),
    Row(
        "observability.logClass",
        "rolling",
        "A log group keeps its class: new groups are made, and tasks deployed anew to write to them.",
        LOGS,
        {LOG_GROUP: "replace"},
        "the logs so far: export them",
    ),
    Row("observability.containerInsights", "none", WATCHES, INSIGHTS, {CLUSTER: "update"}),
    Row("observability.instanceMetrics", "rolling", TURNS, INSIGHTS, {TEMPLATE: "update", GROUP: "update"}),
    Row("observability.customMetrics.**", "none", "The application sends it, or does not.", ALARMS),
    Row("observability.alerts.**", "none", "Others are told.", ALARMS),
    Row("observability.defaultAlarms", "none", WATCHES, ALARMS, {ALARM: "create"}, when=turned_on),
    Row("observability.defaultAlarms", "none", WATCHES, ALARMS, {ALARM: "delete"}),
    Row("observability.alarms.*", "none", WATCHES, ALARMS, {ALARM: "create"}, when=added),
    Row("observability.alarms.*", "none", "Nobody is told any more.", ALARMS, {ALARM: "delete"}),
    Row("observability.alarms.**", "none", WATCHES, ALARMS, {ALARM: "update"}),
    Row("observability.dashboard", "none", WATCHES, ALARMS, {DASHBOARD: "create"}, when=turned_on),
    Row("observability.dashboard", "none", "Nobody sees it any more.", ALARMS, {DASHBOARD: "delete"}),
    Row(
        "observability.tracing.**",
        "rolling",
        "New tasks, each with a collector or without, start beside the old ones, which end once they are healthy.",
        ECS,
        {TASK: "replace", SERVICE: "update"},
    ),
    Row("observability.trail", "none", WATCHES, TRAILS, {TRAIL: "create", EXPIRY: "create"}, when=added),
    Row("observability.trail", "none", "Calls are recorded no more.", TRAILS, {TRAIL: "delete"}, "the records so far"),
    Row("observability.trail.**", "none", "Records are kept for another time.", TRAILS, data="records older than it"),
    Row("backup.plans.*", "none", "Recovery points are made from now on.", BACKUP, {PLAN: "create"}, when=added),
    Row(
        "backup.plans.*",
        "none",
        "No more recovery points are made; those there are stay until their end.",
        BACKUP,
        {PLAN: "delete"},
    ),
    Row("backup.plans.*.resources", "none", "Recovery points are made of these from now on.", BACKUP),
    Row("backup.plans.**", "none", "It holds for recovery points from now on.", BACKUP, {PLAN: "update"}),
    Row("delivery.repositories.*", "none", "A repository is made.", ECR, {REPOSITORY: "create"}, when=added),
    Row("delivery.repositories.*", "migration", "It goes.", ECR, {REPOSITORY: "delete"}, "the images: push them again"),
    Row(
        "delivery.repositories.*.tag",
        "rolling",
        "That image is deployed: new tasks start beside the old ones, which end once the new ones are healthy.",
        ECS,
        {TASK: "replace", SERVICE: "update"},
    ),
    Row(
        "delivery.repositories.*.name",
        "migration",
        "A repository keeps its name: push the images to the new one, then deploy.",
        ECR,
        {REPOSITORY: "replace"},
        "the images: push them again",
    ),
    Row("delivery.repositories.*.mutableTags", "setting", "It holds at once.", ECR, {REPOSITORY: "update"}),
    Row(
        "delivery.repositories.*.keepImages",
        "setting",
        "Older images are deleted within a day.",
        ECR,
        data="images beyond that number",
        when=shrinks,
    ),
    Row("delivery.repositories.*.keepImages", "setting", "More images are kept.", ECR),
    Row("delivery.github.**", "none", "Pipelines may do more, or less, from now on.", IAM),
)
