"""What an operator is told: names, and the commands that look into a service or run a job."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

from infra.aws_rules.quotas import QUOTAS, Quota
from infra.building.site import Site
from infra.model.connections import in_public_subnets
from infra.model.images import awaited
from infra.model.quotas import quotas
from infra.model.services import Job, Service
from infra.model.topology import Topology


def service_output(site: Site, name: str, model: Service) -> Mapping[str, Any]:
    """Return what is needed to look at a running service."""
    running, logs = site.running[name], site.log_groups[name].name
    at = pulumi.Output.concat("--cluster ", running.cluster_name)
    told: dict[str, Any] = {
        "cluster": running.cluster_name,
        "service": running.service_name,
        "logGroup": logs,
        "logs": pulumi.Output.concat("aws logs tail ", logs, " --follow"),
        "stoppedTasks": pulumi.Output.concat(
            "aws ecs list-tasks ", at, " --service-name ", running.service_name, " --desired-status STOPPED"
        ),
    }
    if not isinstance(model, Job) and model.exec:
        first = next(iter(model.containers))
        told["shell"] = pulumi.Output.concat(
            "aws ecs execute-command ", at, f" --container {first} --interactive --command /bin/sh --task TASK_ID"
        )
    return told


def job_output(
    site: Site, name: str, model: Job, subnet_ids: pulumi.Output[Sequence[str]], group: pulumi.Input[str]
) -> Mapping[str, Any]:
    """Return what is needed to run a job by hand; what waits for its image cannot be run yet."""
    job, logs = site.jobs[name], site.log_groups[name].name
    told: dict[str, Any] = {"cluster": job.cluster_name, "taskDefinition": job.family, "logGroup": logs}
    told["logs"] = pulumi.Output.concat("aws logs tail ", logs, " --follow")
    if not awaited(site.topology, model):
        provider = "FARGATE_SPOT" if model.spot is not None and model.spot.share_percent else "FARGATE"
        address = "ENABLED" if in_public_subnets(site.topology) else "DISABLED"
        told["run"] = pulumi.Output.concat(
            "aws ecs run-task --cluster ",
            job.cluster_name,
            " --task-definition ",
            job.family,
            f" --capacity-provider-strategy capacityProvider={provider},weight=1",
            " --network-configuration 'awsvpcConfiguration={subnets=[",
            subnet_ids.apply(",".join),
            "],securityGroups=[",
            group,
            f"],assignPublicIp={address}}}'",
        )
    return told


def quota_output(topology: Topology) -> Mapping[str, str]:
    """Return which quotas of the account are drawn from: the most that is taken, what a new account has, and a call."""
    return {key: _quota_line(QUOTAS[key], most) for key, most in quotas(topology).items()}


def _quota_line(quota: Quota, most: int) -> str:
    return f"{quota.what}: {most} per {quota.scope}; a new account has {quota.least}: {quota.command}"


def awaited_output(site: Site, image: str) -> Mapping[str, Any]:
    """Return what is left to do for an image that was never pushed: until then its services run no task."""
    path = f"tollgate:topology.delivery.repositories.{image}.tag"
    return {
        "pushTo": site.outputs.get("repositoryUrls", {}).get(image, image),
        "then": f"pulumi config set --path '{path}' TAG && pulumi up",
    }
