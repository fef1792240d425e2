"""Rules of identity, secrets, logs, alarms, backups, budgets and trails.

Sources: IAM, Secrets Manager, Systems Manager, CloudWatch, AWS Backup, AWS Budgets, Cost Explorer and CloudTrail API
References.
"""

from collections.abc import Iterator
from typing import Final

from sandbox.aws.row import Making
from sandbox.aws.rules.common import Rule, among, exactly_one, is_cron, needs, policy_problems, within
from sandbox.aws.rules.edge import allowed_by_bucket
from sandbox.aws.rules.monitoring import anomaly_monitor, dashboard_body, looks_back, metric_maths
from sandbox.wire import list_at, map_at

_RETENTION_DAYS: Final = (
    *(0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653),
)
_STANDARD_PARAMETER_BYTES: Final = 4096
_SECRET_BYTES: Final = 65536
_COLD_EXTRA_DAYS: Final = 90

# A secret that was deleted with a recovery window keeps its name for that long; see `deletion.py`.
DELETED_SECRET: Final = "aws:secretsmanager/deletedSecret:DeletedSecret"
# A tag key that billing has seen; a test plants it with `Sandbox.plant`.
SEEN_TAG: Final = "aws:costexplorer/seenTag:SeenTag"


def _name_is_free(making: Making) -> Iterator[str]:
    for gone in making.account.there(DELETED_SECRET):
        if gone.region == making.region and gone.id == making.get("name"):
            yield (
                f"InvalidRequestException: you can't create this secret because a secret with the name {gone.id} "
                "is already scheduled for deletion"
            )


def _secret_size(making: Making) -> Iterator[str]:
    if len(str(making.get("secretString", "")).encode()) > _SECRET_BYTES:
        yield f"ValidationException: a secret has at most {_SECRET_BYTES} bytes"


def _parameter(making: Making) -> Iterator[str]:
    yield from exactly_one("value", "valueWo", "insecureValue")(making)
    size = len(str(making.get("value", "")).encode())
    if making.get("tier", "Standard") == "Standard" and size > _STANDARD_PARAMETER_BYTES:
        yield f"ValidationException: a Standard parameter has at most {_STANDARD_PARAMETER_BYTES} bytes, not {size}"
    if making.get("type") == "SecureString" and making.get("insecureValue"):
        yield "ValidationException: a SecureString takes value, not insecureValue"


def _alarm(making: Making) -> Iterator[str]:
    period = making.get("period")
    if period is not None and int(period) not in {10, 20, 30} and int(period) % 60:
        yield f"ValidationError: period {period} is not 10, 20, 30 or a multiple of 60"
    if not making.get("metricName") and not making.get("metricQueries") and not making.get("evaluationCriteria"):
        yield "ValidationError: an alarm needs metricName or metricQueries"
    if making.get("metricName") and not (making.get("statistic") or making.get("extendedStatistic")):
        yield "ValidationError: a metric needs statistic or extendedStatistic"
    least = making.get("datapointsToAlarm")
    if least is not None and int(least) > int(making.get("evaluationPeriods", 1)):
        yield f"ValidationError: datapointsToAlarm {least} exceeds evaluationPeriods {making.get('evaluationPeriods')}"


def _trail_bucket(making: Making) -> Iterator[str]:
    if not allowed_by_bucket(making, str(making.get("s3BucketName")), "cloudtrail.amazonaws.com"):
        yield f"InsufficientS3BucketPolicyException: {making.get('s3BucketName')} does not let CloudTrail write"


def _trail_logs(making: Making) -> Iterator[str]:
    if bool(making.get("cloudWatchLogsGroupArn")) is not bool(making.get("cloudWatchLogsRoleArn")):
        yield "CloudWatchLogsDeliveryUnavailable: cloudWatchLogsGroupArn and cloudWatchLogsRoleArn go together"


def _backup_plan(making: Making) -> Iterator[str]:
    for rule in list_at(making.props, "rules"):
        name, lifecycle = rule.get("ruleName"), map_at(rule, "lifecycle")
        cold, end = lifecycle.get("coldStorageAfter"), lifecycle.get("deleteAfter")
        if cold and end and int(end) < int(cold) + _COLD_EXTRA_DAYS:
            yield f"InvalidParameterValueException: rule {name} must keep cold backups for {_COLD_EXTRA_DAYS} days"
        if rule.get("schedule") and not is_cron(rule["schedule"]):
            yield f"InvalidParameterValueException: rule {name} has no valid schedule: {rule['schedule']}"
        if rule.get("startWindow") is not None and int(rule["startWindow"]) < 60:
            yield f"InvalidParameterValueException: rule {name} needs a startWindow of 60 minutes or more"


def _budget(making: Making) -> Iterator[str]:
    notifications = list_at(making.props, "notifications")
    if not making.get("autoAdjustData") and not making.get("plannedLimits"):
        yield from needs("limitAmount", "limitUnit")(making)
    if len(notifications) > 10:
        yield f"CreationLimitExceededException: a budget has at most 10 notifications, not {len(notifications)}"
    for note in notifications:
        mails = list_at(note, "subscriberEmailAddresses")
        if not mails and not list_at(note, "subscriberSnsTopicArns"):
            yield "InvalidParameterException: a notification needs a subscriber"
        if len(mails) > 10:
            yield f"InvalidParameterException: a notification has at most 10 e-mail subscribers, not {len(mails)}"
    if making.get("filterExpression") and making.get("costFilters"):
        yield "InvalidParameterException: costFilters and filterExpression exclude each other"


def _anomaly_subscription(making: Making) -> Iterator[str]:
    kinds = {subscriber.get("type") for subscriber in list_at(making.props, "subscribers")}
    wanted = "SNS" if making.get("frequency") == "IMMEDIATE" else "EMAIL"
    if kinds - {wanted}:
        yield f"ValidationException: frequency {making.get('frequency')} takes subscribers of type {wanted} only"


def _tag_was_seen(making: Making) -> Iterator[str]:
    """Billing must have seen a tag, which takes up to a day, before it can be activated."""
    if not any(tag.id == making.get("tagKey") for tag in making.account.there(SEEN_TAG)):
        yield f"ValidationException: Tag keys not found: {making.get('tagKey')} (billing has not seen it yet)"


OPERATIONS_RULES: Final[dict[str, tuple[Rule, ...]]] = {
    "aws:iam/role:Role": (policy_problems("assumeRolePolicy"),),
    "aws:iam/rolePolicy:RolePolicy": (policy_problems("policy"),),
    "aws:iam/policy:Policy": (policy_problems("policy"),),
    "aws:kms/key:Key": (policy_problems("policy"), within("deletionWindowInDays", 7, 30)),
    "aws:secretsmanager/secret:Secret": (_name_is_free,),
    "aws:secretsmanager/secretVersion:SecretVersion": (_secret_size,),
    "aws:ssm/parameter:Parameter": (_parameter, among("type", ("String", "StringList", "SecureString"))),
    "aws:cloudwatch/logGroup:LogGroup": (among("retentionInDays", _RETENTION_DAYS),),
    "aws:cloudwatch/metricAlarm:MetricAlarm": (
        _alarm,
        metric_maths,
        looks_back,
        among("treatMissingData", ("breaching", "notBreaching", "ignore", "missing")),
    ),
    "aws:cloudwatch/dashboard:Dashboard": (dashboard_body,),
    "aws:sns/topicPolicy:TopicPolicy": (policy_problems("policy"),),
    "aws:ecr/repositoryPolicy:RepositoryPolicy": (policy_problems("policy"),),
    "aws:cloudtrail/trail:Trail": (_trail_bucket, _trail_logs),
    "aws:backup/plan:Plan": (_backup_plan,),
    "aws:budgets/budget:Budget": (_budget,),
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor": (anomaly_monitor,),
    "aws:costexplorer/anomalySubscription:AnomalySubscription": (_anomaly_subscription,),
    "aws:costexplorer/costAllocationTag:CostAllocationTag": (_tag_was_seen,),
}
