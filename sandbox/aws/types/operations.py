"""Rows of what runs the account: identity, keys, secrets, logs, alarms, backups, images, budgets."""

from collections.abc import Callable
from typing import Final

from sandbox.account import ACCOUNT_ID
from sandbox.aws.row import Making, Row


def _one_up(prop: str) -> Callable[[Making], int]:
    """A version number that rises with every change."""

    def version(making: Making) -> int:
        return int(making.previous.get(prop)) + 1 if making.previous else 1

    return version


def _role_id(kind: str) -> str:
    return kind + "{HEX17_unique}"


def _path_arn(kind: str) -> str:
    return "arn:{partition}:iam::{account}:" + kind + "{iamPath}{name}"


def _iam_path(making: Making) -> str:
    return str(making.get("path", "/"))


def _alias_target(making: Making) -> str:
    key = making.ref("targetKeyId")
    return str(key.get("arn")) if key else ""


def _secret_arn_of(making: Making) -> str:
    secret = making.ref("secretId")
    return str(secret.get("arn")) if secret else ""


def _topic_arn_of(making: Making) -> str:
    topic = making.ref("snsTopicName")
    return str(topic.get("arn")) if topic else ""


def _host_of(making: Making) -> str:
    return str(making.get("url", "")).removeprefix("https://")


def _service_role_name(making: Making) -> str:
    service = str(making.get("awsServiceName", "")).partition(".")[0]
    return f"AWSServiceRoleFor{service.title()}"


_CREATED: Final = "2026-01-01T00:00:00Z"

OPERATIONS: dict[str, Row] = {
    "aws:iam/role:Role": Row(
        "{name}",
        _path_arn("role"),
        {"createDate": _CREATED, "uniqueId": _role_id("AROA")},
        places={"iamPath": _iam_path},
    ),
    "aws:iam/rolePolicy:RolePolicy": Row("{role}:{name}"),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": Row("{role}-{num26}"),
    "aws:iam/policy:Policy": Row(
        _path_arn("policy"),
        "{id}",
        {"attachmentCount": 0, "policyId": _role_id("ANPA")},
        places={"iamPath": _iam_path},
    ),
    "aws:iam/instanceProfile:InstanceProfile": Row(
        "{name}",
        _path_arn("instance-profile"),
        {"createDate": _CREATED, "uniqueId": _role_id("AIPA")},
        places={"iamPath": _iam_path},
    ),
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": Row(
        "arn:{partition}:iam::{account}:oidc-provider/{host}",
        "{id}",
        {"thumbprintLists": lambda making: [making.digits(40, "thumb")]},
        places={"host": _host_of},
    ),
    "aws:iam/serviceLinkedRole:ServiceLinkedRole": Row(
        "arn:{partition}:iam::{account}:role/aws-service-role/{awsServiceName}/{roleName}",
        "{id}",
        {
            "createDate": _CREATED,
            "name": _service_role_name,
            "path": "/aws-service-role/{awsServiceName}/",
            "uniqueId": _role_id("AROA"),
        },
        places={"roleName": _service_role_name},
    ),
    "aws:kms/key:Key": Row(
        "{uuid}",
        "arn:{partition}:kms:{region}:{account}:key/{id}",
        {"keyId": "{id}", "multiRegion": False, "rotationPeriodInDays": 365},
    ),
    "aws:kms/alias:Alias": Row(
        "{name}", "arn:{partition}:kms:{region}:{account}:{name}", {"targetKeyArn": _alias_target}
    ),
    "aws:secretsmanager/secret:Secret": Row(
        "arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-{hex6}", "{id}"
    ),
    "aws:secretsmanager/secretVersion:SecretVersion": Row(
        "{secretId}|terraform-{hex26}",
        "{secretArnOf}",
        {
            "secretArn": _secret_arn_of,
            "hasSecretStringWo": lambda making: "secretStringWo" in making.props,
            "versionId": lambda making: making.id.rpartition("|")[2],
            "versionStages": ["AWSCURRENT"],
        },
        places={"secretArnOf": _secret_arn_of},
    ),
    "aws:secretsmanager/secretPolicy:SecretPolicy": Row("{secretArn}"),
    "aws:secretsmanager/secretRotation:SecretRotation": Row("{secretId}", outputs={"rotationEnabled": True}),
    "aws:ssm/parameter:Parameter": Row(
        "{name}",
        "arn:{partition}:ssm:{region}:{account}:parameter/{bareName}",
        {
            "hasValueWo": lambda making: "valueWo" in making.props,
            "version": _one_up("version"),
            "dataType": "text",
            "tier": "Standard",
            "keyId": lambda making: "alias/aws/ssm" if making.get("type") == "SecureString" else "",
        },
        places={"bareName": lambda making: str(making.get("name", "")).lstrip("/")},
    ),
    "aws:cloudwatch/logGroup:LogGroup": Row(
        "{name}",
        "arn:{partition}:logs:{region}:{account}:log-group:{name}",
        {"logGroupClass": "STANDARD", "deletionProtectionEnabled": False},
        places={"streamsArn": lambda making: f"{making.props['arn']}:*"},
    ),
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": Row("{name}"),
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": Row(
        "{policyName}{resourceArn}", outputs={"policyScope": "ACCOUNT", "revisionId": ""}
    ),
    "aws:cloudwatch/metricAlarm:MetricAlarm": Row(
        "{name}", "arn:{partition}:cloudwatch:{region}:{account}:alarm:{name}"
    ),
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": Row(
        "{alarmName}",
        "arn:{partition}:cloudwatch:{region}:{account}:alarm:{alarmName}",
    ),
    "aws:cloudwatch/dashboard:Dashboard": Row(
        "{dashboardName}",
        outputs={"dashboardArn": "arn:{partition}:cloudwatch::{account}:dashboard/{dashboardName}"},
    ),
    "aws:cloudwatch/eventRule:EventRule": Row("{name}", "arn:{partition}:events:{region}:{account}:rule/{name}"),
    "aws:cloudwatch/eventTarget:EventTarget": Row("{rule}-{targetId}"),
    "aws:sns/topic:Topic": Row(
        "arn:{partition}:sns:{region}:{account}:{name}",
        "{id}",
        {
            "beginningArchiveTime": "",
            "owner": ACCOUNT_ID,
            "signatureVersion": 1,
            "tracingConfig": "PassThrough",
            "maximumMessageSize": 262144,
        },
    ),
    "aws:sns/topicSubscription:TopicSubscription": Row(
        "{topic}:{uuid}",
        "{id}",
        {
            "confirmationWasAuthenticated": False,
            "pendingConfirmation": lambda making: making.get("protocol") in {"email", "email-json"},
        },
    ),
    "aws:sns/topicPolicy:TopicPolicy": Row("{arn}", outputs={"owner": ACCOUNT_ID}),
    "aws:cloudtrail/trail:Trail": Row(
        "arn:{partition}:cloudtrail:{region}:{account}:trail/{name}",
        "{id}",
        {"homeRegion": "{region}", "snsTopicArn": _topic_arn_of},
    ),
    "aws:backup/vault:Vault": Row(
        "{name}", "arn:{partition}:backup:{region}:{account}:backup-vault:{name}", {"recoveryPoints": 0}
    ),
    "aws:backup/plan:Plan": Row(
        "{uuid}",
        "arn:{partition}:backup:{region}:{account}:backup-plan:{id}",
        {"version": lambda making: making.account.hex(f"backup-plan/{making.id}", 32)},
    ),
    "aws:backup/selection:Selection": Row("{uuid}"),
    "aws:ecr/repository:Repository": Row(
        "{name}",
        "arn:{partition}:ecr:{region}:{account}:repository/{name}",
        {"repositoryUrl": "{account}.dkr.ecr.{region}.amazonaws.com/{name}"},
    ),
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": Row("{repository}"),
    "aws:ecr/repositoryPolicy:RepositoryPolicy": Row("{repository}"),
    "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": Row(ACCOUNT_ID),
    "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": Row("{ecrRepositoryPrefix}"),
    "aws:budgets/budget:Budget": Row(
        ACCOUNT_ID + ":{name}",
        "arn:{partition}:budgets::{account}:budget/{name}",
        {"timePeriodStart": "2026-01-01_00:00", "limitAmount": "0.0", "limitUnit": "USD"},
    ),
    "aws:budgets/budgetAction:BudgetAction": Row(
        ACCOUNT_ID + ":{uuid}:{budgetName}",
        "arn:{partition}:budgets::{account}:budget/{budgetName}/action/{actionId}",
        {"actionId": lambda making: making.id.split(":")[1], "status": "STANDBY"},
    ),
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor": Row(
        "arn:{partition}:ce::{account}:anomalymonitor/{uuid}", "{id}"
    ),
    "aws:costexplorer/anomalySubscription:AnomalySubscription": Row(
        "arn:{partition}:ce::{account}:anomalysubscription/{uuid}", "{id}"
    ),
    "aws:costexplorer/costAllocationTag:CostAllocationTag": Row("{tagKey}", outputs={"type": "UserDefined"}),
    "aws:xray/samplingRule:SamplingRule": Row(
        "{ruleName}", "arn:{partition}:xray:{region}:{account}:sampling-rule/{ruleName}"
    ),
    "aws:xray/group:Group": Row("arn:{partition}:xray:{region}:{account}:group/{groupName}/{HEX26}", "{id}"),
}
