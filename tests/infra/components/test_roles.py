"""Roles of tasks: exactly what grants and secrets ask for, each thing by name."""

import pytest

from infra.components.permissions import WITHOUT_RESOURCE
from tests.support.tasks import IMAGE, ROLE, asg, fargate, job, run, statements

ACCOUNT = "123456789012"
LAYERS = {
    "storage": {"buckets": {"up": {}}, "fileSystems": {"files": {}}},
    "messaging": {"queues": {"jobs": {}}},
    "observability": {"customMetrics": {"length": {"namespace": "Shop", "name": "Length"}}},
    "database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20},
    "secrets": {"entries": {"one": {}, "two": {}}},
    "delivery": {"repositories": {"app": {"tag": "1"}, "other": {"tag": "1"}}},
}
SECRETS = {"database": "p", "one": "1", "two": "2"}
BUCKET, QUEUE = f"arn:aws:s3:us-east-1:{ACCOUNT}:shop-up", f"arn:aws:sqs:us-east-1:{ACCOUNT}:shop-jobs"


def may(**parts):
    """Return the statements of the task role of a service."""
    return statements(run({**LAYERS, "services": {"api": fargate(**parts)}}, secrets=SECRETS), "shop-api-task")


def allowed(*actions, on, **condition):
    """Return a statement as it is written."""
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": on}
    return {**statement, "Condition": condition} if condition else statement


def test_without_grants_a_task_may_do_nothing():
    """DR-14: references that only open a port give no right of AWS."""
    assert may(environment={"X": "${database.host} ${region}"}) == []


GRANTS = [
    (
        {"environment": {"B": "${bucket.up.name}"}},
        [allowed("s3:ListBucket", on=BUCKET), allowed("s3:GetObject", on=f"{BUCKET}/*")],
    ),
    (
        {"uses": {"bucket.up": "write"}},
        [allowed("s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObject", on=f"{BUCKET}/*")],
    ),
    (
        {"uses": {"bucket.up": "readWrite"}},
        [
            allowed("s3:ListBucket", on=BUCKET),
            allowed(
                "s3:GetObject",
                "s3:AbortMultipartUpload",
                "s3:ListMultipartUploadParts",
                "s3:PutObject",
                "s3:DeleteObject",
                on=f"{BUCKET}/*",
            ),
        ],
    ),
    (
        {"environment": {"Q": "${queue.jobs.url}"}},
        [allowed("sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", on=QUEUE)],
    ),
    (
        {"uses": {"queue.jobs": "consume"}},
        [
            allowed(
                "sqs:ChangeMessageVisibility",
                "sqs:DeleteMessage",
                "sqs:ReceiveMessage",
                "sqs:GetQueueAttributes",
                "sqs:GetQueueUrl",
                on=QUEUE,
            )
        ],
    ),
    (
        {"uses": {"metric.length": "publish"}},
        [allowed("cloudwatch:PutMetricData", on="*", StringEquals={"cloudwatch:namespace": "Shop"})],
    ),
    (
        {"uses": {"bedrock.anthropic.claude-3-haiku-20240307-v1:0": "invoke"}},
        [
            allowed(
                "bedrock:InvokeModel",
                "bedrock:InvokeModelWithResponseStream",
                on=["arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0"],
            )
        ],
    ),
    (
        {"uses": {"bedrock.us.anthropic.claude-x": "invoke"}},
        [
            allowed(
                "bedrock:InvokeModel",
                "bedrock:InvokeModelWithResponseStream",
                on=[
                    f"arn:aws:bedrock:us-east-1:{ACCOUNT}:inference-profile/us.anthropic.claude-x",
                    "arn:aws:bedrock:*::foundation-model/anthropic.claude-x",
                ],
            )
        ],
    ),
    (
        {"exec": True},
        [
            allowed(
                "ssmmessages:CreateControlChannel",
                "ssmmessages:CreateDataChannel",
                "ssmmessages:OpenControlChannel",
                "ssmmessages:OpenDataChannel",
                on="*",
            )
        ],
    ),
]


@pytest.mark.parametrize(("parts", "expected"), GRANTS)
def test_a_grant_is_a_statement_about_one_thing(parts, expected):
    """CR-56, CR-17: each use names its own bucket, queue, namespace or model."""
    assert may(**parts) == expected


def test_a_mount_is_a_right_at_one_door():
    """CR-12: to mount and write, through the service's own access point."""
    (statement,) = may(containers={"app": {**IMAGE, "mounts": {"fileSystem.files": "/data"}}})
    assert statement["Action"] == ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]
    assert statement["Resource"].endswith(":shop-files")
    assert statement["Condition"]["StringEquals"]["elasticfilesystem:AccessPointArn"].endswith(":shop-files-api")


def test_traces_are_a_right_of_the_collector():
    """X-Ray knows no resource to name."""
    done = run({"services": {"api": fargate()}, "observability": {"tracing": {}}})
    assert statements(done, "shop-api-task") == [allowed("xray:PutTelemetryRecords", "xray:PutTraceSegments", on="*")]


def test_a_service_may_change_its_own_count_and_no_others():
    """DR-24: an explicit switch, scoped to this one service, once there is one."""
    done = run({"services": {"api": fargate(uses={"self": "scale"}), "back": fargate()}})
    assert statements(done, "shop-api-own-count") == [
        allowed("ecs:DescribeServices", "ecs:UpdateService", on="shop-api-id")
    ]
    assert statements(done, "shop-back-own-count") == []


def starts(**parts):
    """Return the statements of the execution role of a service."""
    return statements(run({**LAYERS, "services": {"api": fargate(**parts)}}, secrets=SECRETS), "shop-api-execution")


def test_ecs_may_pull_write_logs_and_read_what_is_asked_for():
    """DR-14, PS-37: this repository, this log group, these secrets; another service's are out of reach."""
    found = starts(containers={"app": {"image": "app"}}, secrets={"A": "secret.one"})
    assert found == [
        allowed("ecr:GetAuthorizationToken", on="*"),
        allowed(
            "ecr:BatchCheckLayerAvailability",
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer",
            on=[f"arn:aws:ecr:us-east-1:{ACCOUNT}:shop-app"],
        ),
        allowed(
            "logs:CreateLogStream",
            "logs:PutLogEvents",
            on=f"arn:aws:cloudwatch:us-east-1:{ACCOUNT}:shop-api:*",
        ),
        allowed("ssm:GetParameters", on=[f"arn:aws:ssm:us-east-1:{ACCOUNT}:shop-one"]),
    ]


def test_a_public_image_needs_no_right():
    """Without an image of ECR there is no token to ask for."""
    assert [s["Action"][0] for s in starts()] == ["logs:CreateLogStream"]


def test_an_image_of_another_account_is_named_too():
    """Account and region of its registry."""
    image = "210987654321.dkr.ecr.eu-west-1.amazonaws.com/team/base:1"
    (pull,) = [s for s in starts(containers={"app": {"image": image}}) if "ecr:BatchGetImage" in s["Action"]]
    assert pull["Resource"] == ["arn:aws:ecr:eu-west-1:210987654321:repository/team/base"]


def test_each_store_is_read_by_its_own_right():
    """A managed password is a secret of Secrets Manager, whatever the store of the rest."""
    layers = {**LAYERS, "database": {**LAYERS["database"], "password": "managed"}}
    api = fargate(secrets={"A": "secret.one", "P": "database.password"})
    done = run({**layers, "services": {"api": api}}, secrets=SECRETS)
    actions = [s["Action"] for s in statements(done, "shop-api-execution")]
    assert ["ssm:GetParameters"] in actions
    assert ["secretsmanager:GetSecretValue"] in actions


def test_only_tasks_of_this_account_take_the_roles():
    """No other service of AWS, and no other account's tasks."""
    done = run({"services": {"api": fargate()}})
    for name in ("shop-api-task", "shop-api-execution"):
        trust = done.one(ROLE, name).inputs["assumeRolePolicy"]
        assert '"Service": "ecs-tasks.amazonaws.com"' in trust
        assert f'"aws:SourceAccount": "{ACCOUNT}"' in trust


def test_no_statement_is_wider_than_it_must_be():
    """No action with a wildcard; all resources only for actions that know none."""
    whole = {
        "api": fargate(
            {"app": {"image": "app", "mounts": {"fileSystem.files": "/d"}}},
            exec=True,
            secrets={"A": "secret.one", "U": "database.url"},
            uses={
                "bucket.up": "readWrite",
                "queue.jobs": "sendAndConsume",
                "metric.length": "publish",
                "bedrock.m": "invoke",
            },
        ),
        "back": asg(),
        "nightly": job(schedule={"cron": "0 2 * * ? *"}),
    }
    watching = {**LAYERS["observability"], "tracing": {}, "instanceMetrics": ["memory"]}
    done = run({**LAYERS, "services": whole, "observability": watching}, secrets=SECRETS)
    for policy in done.of("aws:iam/rolePolicy:RolePolicy"):
        for statement in statements(done, policy.name):
            assert not any("*" in action for action in statement["Action"])
            assert statement["Resource"] != "*" or set(statement["Action"]) <= set(WITHOUT_RESOURCE), policy.name
