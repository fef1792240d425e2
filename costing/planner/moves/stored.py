"""Moves of what keeps data or secrets: buckets, file systems, queues, broker, secrets."""

from costing.planner.moves.move import Row, Seen, added, removed, shrinks, turned_on

BUCKET = "aws:s3/bucket:Bucket"
VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
FILES = "aws:efs/fileSystem:FileSystem"
QUEUE = "aws:sqs/queue:Queue"
REDRIVE = "aws:sqs/redrivePolicy:RedrivePolicy"
BROKER = "aws:mq/broker:Broker"
PARAMETER = "aws:ssm/parameter:Parameter"
SECRET = "aws:secretsmanager/secret:Secret"

S3 = 'Amazon S3 User Guide, "Managing the lifecycle of objects" and "Bucket naming rules"'
EFS = 'Amazon EFS User Guide, "Amazon EFS performance specifications" and "Managing storage lifecycle"'
SQS = 'Amazon SQS Developer Guide, "Configuring queue parameters" and "FIFO queues"'
MQ = 'Amazon MQ Developer Guide, "Editing Amazon MQ broker configuration preferences" and "Upgrading an engine version"'
SECRETS = 'Amazon ECS Developer Guide, "Pass sensitive data to an Amazon ECS container"'

OBJECTS = "the objects: copy them first"
OLD_OBJECTS = "objects older than it; they are deleted within a day"
MESSAGES = "messages that wait: let the workers empty the queue first"
TURNS = "Its three nodes restart by turns; clients connect again."
RESTARTS = "The broker restarts: minutes without it; clients connect again."
ROLLS = "Tasks are deployed anew to read it where it is."


def _sooner(seen: Seen) -> bool:
    return seen.after is not None and (seen.before is None or seen.after < seen.before)


def _expires(seen: Seen) -> bool:
    """Whether a rule is added that ends objects."""
    return added(seen) and "expireAfterDays" in seen.after


def _to_secrets_manager(seen: Seen) -> bool:
    return seen.after == "secretsManager"


def _clustered(seen: Seen) -> bool:
    broker = seen.topology.messaging.broker
    return broker is not None and broker.cluster


def _broker(field: str) -> tuple[Row, ...]:
    path = f"messaging.broker.{field}"
    return (
        Row(path, "failover", TURNS, MQ, {BROKER: "update"}, when=_clustered),
        Row(path, "downtime", RESTARTS, MQ, {BROKER: "update"}),
    )


ROWS: tuple[Row, ...] = (
    Row("storage.buckets.*", "none", "A bucket is made.", S3, {BUCKET: "create"}, when=added),
    Row("storage.buckets.*", "migration", "The bucket goes.", S3, {BUCKET: "delete"}, OBJECTS),
    Row(
        "storage.buckets.*.name",
        "migration",
        "A bucket keeps its name: another is made.",
        S3,
        {BUCKET: "replace"},
        OBJECTS,
    ),
    Row(
        "storage.buckets.*.versioning",
        "setting",
        "What is overwritten from now on is kept for a while.",
        S3,
        {VERSIONING: "create"},
        when=turned_on,
    ),
    Row(
        "storage.buckets.*.versioning",
        "setting",
        "What is overwritten from now on is gone.",
        S3,
        {VERSIONING: "delete"},
        "versions of objects that were overwritten from now on",
    ),
    Row(
        "storage.buckets.*.storageClass",
        "setting",
        "Objects move within days, each for a request's price; they can be read all the while.",
        S3,
        {LIFECYCLE: "update"},
    ),
    Row(
        "storage.buckets.*.lifecycle.*.expireAfterDays",
        "setting",
        "Objects end sooner.",
        S3,
        {LIFECYCLE: "update"},
        OLD_OBJECTS,
        _sooner,
    ),
    Row(
        "storage.buckets.*.lifecycle.*",
        "setting",
        "Objects end by it.",
        S3,
        {LIFECYCLE: "update"},
        OLD_OBJECTS,
        _expires,
    ),
    Row("storage.buckets.*.lifecycle.**", "setting", "Objects move by it within a day.", S3, {LIFECYCLE: "update"}),
    Row("storage.fileSystems.*", "none", "A file system is made.", EFS, {FILES: "create"}, when=added),
    Row("storage.fileSystems.*", "migration", "The file system goes.", EFS, {FILES: "delete"}, "the files: copy them"),
    Row(
        "storage.fileSystems.*.**",
        "setting",
        "It changes while it serves; back to a slower mode after a day at the earliest.",
        EFS,
        {FILES: "update"},
    ),
    Row("messaging.queues.*", "none", "A queue is made.", SQS, {QUEUE: "create"}, when=added),
    Row("messaging.queues.*", "migration", "The queue goes.", SQS, {QUEUE: "delete"}, MESSAGES),
    Row(
        "messaging.queues.*.fifo",
        "migration",
        "A queue is made as one or the other: another takes its place.",
        SQS,
        {QUEUE: "replace"},
        MESSAGES,
    ),
    Row(
        "messaging.queues.*.retentionDays",
        "setting",
        "It is in force within a quarter of an hour.",
        SQS,
        {QUEUE: "update"},
        "messages that have waited longer than it",
        shrinks,
    ),
    Row(
        "messaging.queues.*.deadLetterAfter",
        "setting",
        "Messages that fail are put aside.",
        SQS,
        {REDRIVE: "create"},
        when=added,
    ),
    Row(
        "messaging.queues.*.deadLetterAfter",
        "setting",
        "Messages that fail are tried until they are too old.",
        SQS,
        {REDRIVE: "delete"},
        "messages that were put aside",
        removed,
    ),
    Row("messaging.queues.*.deadLetterAfter", "setting", "It is in force at once.", SQS, {REDRIVE: "update"}),
    Row("messaging.queues.*.**", "setting", "It is in force at once.", SQS, {QUEUE: "update"}),
    Row("messaging.broker", "none", "A broker is made.", MQ, {BROKER: "create"}, when=added),
    Row("messaging.broker", "migration", "The broker goes.", MQ, {BROKER: "delete"}, MESSAGES),
    *_broker("version"),
    *_broker("instanceType"),
    Row("messaging.broker.**", "migration", "A broker keeps its form.", MQ, {BROKER: "replace"}, MESSAGES),
    Row(
        "secrets.store",
        "rolling",
        ROLLS,
        SECRETS,
        {PARAMETER: "delete", SECRET: "create"},
        when=_to_secrets_manager,
    ),
    Row("secrets.store", "rolling", ROLLS, SECRETS, {PARAMETER: "create", SECRET: "delete"}),
    Row("secrets.entries.*", "none", "A secret is made.", SECRETS, when=added),
    Row("secrets.entries.*", "setting", "The secret goes; Pulumi's config still has it.", SECRETS),
    Row("secrets.entries.*.**", "rolling", ROLLS, SECRETS),
)
