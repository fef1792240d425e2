"""The two roles of a task: what its code may do, and what ECS may do to start it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pulumi
import pulumi_aws as aws

from infra.components import policies
from infra.components.base import Layer
from infra.components.permissions import EVERYTHING, Place, Statement, allow

TASKS = "ecs-tasks.amazonaws.com"
PULL = ("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
WRITE_LOGS = ("logs:CreateLogStream", "logs:PutLogEvents")
READ_SECRET: Mapping[str, tuple[str, ...]] = {
    "parameterStore": ("ssm:GetParameters",),
    "secretsManager": ("secretsmanager:GetSecretValue",),
}
"""What reads a secret, by its store; AWS's own keys, with which both are encrypted, ask for no right to decrypt."""


class Starts(NamedTuple):
    """What ECS needs to start a task.

    Attributes:
        repositories: ARNs of the ECR repositories its images come from.
        secrets: ARNs by store.
        log_group: ARN of the group its containers write to.
    """

    repositories: Sequence[pulumi.Input[str]]
    secrets: Mapping[str, Sequence[pulumi.Input[str]]]
    log_group: pulumi.Input[str]


class Roles(NamedTuple):
    """Both roles, and their policies: a task that starts before them cannot pull its image."""

    task: aws.iam.Role
    execution: aws.iam.Role
    policies: tuple[pulumi.Resource, ...]


def add_roles(layer: Layer, name: str, place: Place, may: Sequence[Statement], starts: Starts) -> Roles:
    """Add the task role, which may do what `may` says, and the execution role, which may start the task."""
    task = _role(layer, f"{name}-task", place)
    execution = _role(layer, f"{name}-execution", place)
    made = [_policy(layer, f"{name}-execution", execution, list(_to_start(starts)))]
    if may:
        made.append(_policy(layer, f"{name}-task", task, may))
    return Roles(task, execution, tuple(made))


def _role(layer: Layer, name: str, place: Place) -> aws.iam.Role:
    return aws.iam.Role(name, assume_role_policy=policies.trust_within(TASKS, place.account), opts=layer.child())


def _policy(layer: Layer, name: str, role: aws.iam.Role, statements: Sequence[Statement]) -> aws.iam.RolePolicy:
    return aws.iam.RolePolicy(name, role=role.id, policy=policies.document(statements), opts=layer.child())


def _to_start(starts: Starts) -> Iterator[Statement]:
    if starts.repositories:
        yield allow(("ecr:GetAuthorizationToken",), EVERYTHING)
        yield allow(PULL, list(starts.repositories))
    yield allow(WRITE_LOGS, pulumi.Output.concat(starts.log_group, ":*"))
    for store, arns in starts.secrets.items():
        if arns:
            yield allow(READ_SECRET[store], list(arns))
