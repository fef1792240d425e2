"""What a container instance does when it first starts."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from infra.aws_rules import ec2

AGENT_SETTINGS: Mapping[str, str] = {
    "ECS_AWSVPC_BLOCK_IMDS": "true",
    "ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE": "true",
    "ECS_ENABLE_SPOT_INSTANCE_DRAINING": "true",
    "ECS_ENABLE_TASK_IAM_ROLE": "true",
    "ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST": "true",
    "ECS_RESERVED_MEMORY": str(ec2.RESERVED_MEMORY_MIB),
}
"""The agent's settings: tasks get no credentials but their own, logs are written by the execution role, a Spot
instance that is to be taken stops its tasks first, and tasks leave the system some memory.

Source: Amazon ECS Developer Guide, "Amazon ECS container agent configuration".
"""

METRICS: Mapping[str, Mapping[str, Any]] = {
    "memory": {"mem": {"measurement": ["mem_used_percent"]}},
    "disk": {"disk": {"measurement": ["used_percent"], "resources": ["/"], "drop_device": True}},
}
"""One metric an instance for each entry of `observability.instanceMetrics`."""

NAMESPACE = "CWAgent"
"""Where the CloudWatch agent's metrics go unless it is told otherwise."""
INTERVAL_SECONDS = 60
AGENT = "/opt/aws/amazon-cloudwatch-agent"


def user_data(cluster: str, instance_metrics: Sequence[str]) -> str:
    """Return the script that joins the cluster and, if metrics are wanted, starts the CloudWatch agent."""
    settings = {"ECS_CLUSTER": cluster, **AGENT_SETTINGS}
    lines = [
        "#!/bin/bash",
        "set -euo pipefail",
        "cat >> /etc/ecs/ecs.config <<'END'",
        *(f"{key}={value}" for key, value in settings.items()),
        "END",
    ]
    if instance_metrics:
        lines += [
            "dnf install -y amazon-cloudwatch-agent",
            f"cat > {AGENT}/etc/metrics.json <<'END'",
            json.dumps(agent_settings(instance_metrics)),
            "END",
            f"{AGENT}/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:{AGENT}/etc/metrics.json",
        ]
    return "\n".join([*lines, ""])


def agent_settings(instance_metrics: Sequence[str]) -> Mapping[str, Any]:
    """Return the CloudWatch agent's settings; the instance alone tells series apart, so that each is one metric."""
    collected: dict[str, Any] = {}
    for name in instance_metrics:
        collected |= METRICS[name]
    return {
        "agent": {"metrics_collection_interval": INTERVAL_SECONDS},
        "metrics": {
            "namespace": NAMESPACE,
            "append_dimensions": {"InstanceId": "${aws:InstanceId}"},
            "metrics_collected": collected,
        },
    }
