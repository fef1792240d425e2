"""The pipeline's role, and exactly what it may do: push, deploy, run jobs, publish the site."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import pulumi

from infra.building.site import RunnableJob, RunningService, Site
from infra.components.pipeline import Pipeline

Statement: TypeAlias = Mapping[str, Any]

PUSH = (
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:CompleteLayerUpload",
    "ecr:DescribeImages",
    "ecr:GetDownloadUrlForLayer",
    "ecr:InitiateLayerUpload",
    "ecr:PutImage",
    "ecr:UploadLayerPart",
)
REVISE = ("ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition")
"""Actions for which AWS knows no resource but all; what a revision may do is bound by the roles it may be given."""


def build_pipeline(site: Site) -> None:
    """Build the role, once services and site are there to be named."""
    if site.topology.delivery.github is None:
        return
    pipeline = Pipeline("pipeline", topology=site.topology, statements=tuple(statements(site)), opts=site.opts)
    site.outputs["deployRoleArn"] = pipeline.role_arn


def statements(site: Site) -> Iterator[Statement]:
    """Yield what the role is allowed, each thing only where the stack has it."""
    repositories = [arn for name, arn in site.arns.items() if name.startswith("repository.")]
    if repositories:
        yield _allow("ecr:GetAuthorizationToken", "*")
        yield _allow(PUSH, repositories)
    tasks = [*site.running.values(), *site.jobs.values()]
    if tasks:
        yield from _revisions(site, tasks)
    if site.running:
        services = [_ecs(site, "service/", one.cluster_name, "/", one.service_name) for one in site.running.values()]
        yield _allow(("ecs:DescribeServices", "ecs:UpdateService"), services)
    if site.jobs:
        yield from _runs(site)
    if "site" in site.arns:
        yield from _publishing(site)


def _revisions(site: Site, tasks: list[RunningService | RunnableJob]) -> Iterator[Statement]:
    yield _allow(REVISE, "*")
    families = [_ecs(site, "task-definition/", one.family, ":*") for one in tasks]
    created = {"StringEquals": {"ecs:CreateAction": "RegisterTaskDefinition"}}
    yield {**_allow("ecs:TagResource", families), "Condition": created}
    roles = [arn for one in tasks for arn in (one.task_role_arn, one.execution_role_arn)]
    to_tasks = {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}
    yield {**_allow("iam:PassRole", roles), "Condition": to_tasks}


def _runs(site: Site) -> Iterator[Statement]:
    """Jobs run on Fargate, all in its one cluster."""
    cluster = next(iter(site.jobs.values())).cluster_name
    clusters = [_ecs(site, "cluster/", cluster)]
    families = [_ecs(site, "task-definition/", job.family, ":*") for job in site.jobs.values()]
    yield {**_allow("ecs:RunTask", families), "Condition": {"ArnEquals": {"ecs:cluster": clusters}}}
    yield _allow("ecs:DescribeTasks", [_ecs(site, "task/", cluster, "/*")])


def _publishing(site: Site) -> Iterator[Statement]:
    bucket = site.arns["site"]
    yield _allow("s3:ListBucket", bucket)
    yield _allow(("s3:DeleteObject", "s3:PutObject"), pulumi.Output.concat(bucket, "/*"))
    yield _allow(("cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"), site.arns["cdn"])


def _allow(actions: str | tuple[str, ...], resource: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": list(actions) if isinstance(actions, tuple) else actions, "Resource": resource}


def _ecs(site: Site, *parts: pulumi.Input[str]) -> pulumi.Output[str]:
    return pulumi.Output.concat("arn:", site.partition, ":ecs:", site.stack.region, ":", site.account_id, ":", *parts)
