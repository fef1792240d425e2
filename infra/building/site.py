"""The building site: what steps find when they begin, and what they leave for later ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import pulumi
import pulumi_aws as aws

from infra.model.stack import Stack
from infra.model.topology import Topology


class Placement(NamedTuple):
    """Where things lie.

    Attributes:
        vpc_id: the VPC.
        public_subnet_ids, private_subnet_ids: one a zone, in the order of the zones.
        route_table_ids: the tables of all subnets.
        nat_addresses: public addresses that private subnets' traffic leaves from; empty without NAT.
        security_groups: ids by name, as `infra.model.connections.groups` lists them.
        ready: what must be there before anything in the network reaches what it calls.
    """

    vpc_id: pulumi.Output[str]
    public_subnet_ids: pulumi.Output[Sequence[str]]
    private_subnet_ids: pulumi.Output[Sequence[str]]
    route_table_ids: pulumi.Output[Sequence[str]]
    nat_addresses: Sequence[pulumi.Output[str]]
    security_groups: Mapping[str, pulumi.Output[str]]
    ready: Sequence[pulumi.Resource] = ()


class Target(NamedTuple):
    """Where a routed service registers its tasks.

    Attributes:
        group_arn: the target group; with blue/green the one that is in use first.
        alternate_arn: the second target group of blue/green.
        rule_arn: the listener rule that blue/green switches.
        label: `app/…/targetgroup/…`, by which scaling on requests knows the group.
        metrics: LoadBalancer and TargetGroup dimensions of the metrics of each group.
        ready: resources that must exist before the service may use the group.
    """

    group_arn: pulumi.Output[str]
    alternate_arn: pulumi.Output[str] | None
    rule_arn: pulumi.Output[str] | None
    label: pulumi.Output[str]
    metrics: Sequence[Mapping[str, pulumi.Output[str]]]
    ready: Sequence[pulumi.Resource]


class StoredSecret(NamedTuple):
    """A secret in its store.

    Attributes:
        arn: what a policy names.
        value_from: what a container definition names; a JSON key may be appended by `json_key`.
        store: parameterStore or secretsManager.
    """

    arn: pulumi.Output[str]
    value_from: pulumi.Output[str]
    store: str

    def json_key(self, key: str) -> pulumi.Output[str]:
        """Return the reference to one key of a JSON secret; only Secrets Manager has them."""
        return pulumi.Output.concat(self.value_from, f":{key}::")


class LogGroup(NamedTuple):
    """Where the containers of a service write."""

    name: pulumi.Output[str]
    arn: pulumi.Output[str]


class RunningService(NamedTuple):
    """A deployed ECS service, as alarms and the pipeline know it."""

    cluster_name: pulumi.Output[str]
    service_name: pulumi.Output[str]
    family: pulumi.Output[str]
    task_role_arn: pulumi.Output[str]
    execution_role_arn: pulumi.Output[str]


class RunnableJob(NamedTuple):
    """A task definition that may be run by hand or by the pipeline, such as one of migrations."""

    cluster_name: pulumi.Output[str]
    family: pulumi.Output[str]
    task_role_arn: pulumi.Output[str]
    execution_role_arn: pulumi.Output[str]


@dataclass
class Site:
    """Everything that is known while a stack is built; steps only add to it.

    Attributes:
        stack: the whole model; `topology` is the deployed tier's.
        provider: the one AWS provider; `opts` passes it on.
        config_secrets: values of `secrets:`, by name.
        tags: the stack's default tags.
        placement: set by the network step.
        values: what plain references stand for, by their text: "database.host", "bucket.uploads.name".
        secret_values: what secret references stand for: "database.url", "secret.jwt".
        arns: of what grants name: "bucket.uploads", "queue.jobs", "fileSystem.files", "repository.app", and of what the
            pipeline publishes to: "site", "cdn".
        stored: secrets as `infra.model.grants.reads` names them: ("entry", "jwt"), ("composed", "database-url").
        images: repository URL with tag by repository name; None where no tag is set yet.
        log_groups: name and ARN of the log group of each service.
        alert_topic: ARN of the topic that alarms tell; None where nobody is to be told.
        targets: by service.
        running: by service, once deployed.
        jobs: by job, once its task definition is there.
        alarms: names in AWS by the config's; alarms that services roll back on exist before them.
        alarm_arns: of the same.
        dimensions: CloudWatch dimensions, by what alarms name: "database", "queue.jobs", "cache" (of its first node).
        outputs: stack outputs, by name.
    """

    stack: Stack
    provider: pulumi.ProviderResource
    config_secrets: Mapping[str, pulumi.Output[str]]
    tags: Mapping[str, str]
    placement: Placement | None = None
    values: dict[str, pulumi.Input[str]] = field(default_factory=dict[str, pulumi.Input[str]])
    secret_values: dict[str, pulumi.Output[str]] = field(default_factory=dict[str, pulumi.Output[str]])
    arns: dict[str, pulumi.Output[str]] = field(default_factory=dict[str, pulumi.Output[str]])
    stored: dict[tuple[str, str], StoredSecret] = field(default_factory=dict[tuple[str, str], StoredSecret])
    images: dict[str, pulumi.Output[str] | None] = field(default_factory=dict[str, pulumi.Output[str] | None])
    log_groups: dict[str, LogGroup] = field(default_factory=dict[str, LogGroup])
    alert_topic: pulumi.Output[str] | None = None
    targets: dict[str, Target] = field(default_factory=dict[str, Target])
    running: dict[str, RunningService] = field(default_factory=dict[str, RunningService])
    jobs: dict[str, RunnableJob] = field(default_factory=dict[str, RunnableJob])
    alarms: dict[str, pulumi.Output[str]] = field(default_factory=dict[str, pulumi.Output[str]])
    alarm_arns: dict[str, pulumi.Output[str]] = field(default_factory=dict[str, pulumi.Output[str]])
    dimensions: dict[str, Mapping[str, pulumi.Input[str]]] = field(
        default_factory=dict[str, Mapping[str, pulumi.Input[str]]]
    )
    outputs: dict[str, Any] = field(default_factory=dict[str, Any])

    @cached_property
    def account_id(self) -> pulumi.Output[str]:
        """The account everything is built in; looked up once, when something first names an ARN of its own."""
        return aws.get_caller_identity_output(opts=pulumi.InvokeOptions(provider=self.provider)).account_id

    @cached_property
    def partition(self) -> pulumi.Output[str]:
        """What follows `arn:` in the ARNs of the region."""
        return aws.get_partition_output(opts=pulumi.InvokeOptions(provider=self.provider)).partition

    @property
    def topology(self) -> Topology:
        """The topology of the deployed tier."""
        return self.stack.deployed.topology

    @property
    def opts(self) -> pulumi.ResourceOptions:
        """Options of every component."""
        return pulumi.ResourceOptions(providers=[self.provider])

    @property
    def placed(self) -> Placement:
        """Where things lie; the network step comes first."""
        if self.placement is None:
            raise RuntimeError("the network is built first")
        return self.placement
