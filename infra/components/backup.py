"""AWS Backup: a vault, plans that fill it, and the role they act by."""

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from infra.aws_rules.backup import START_WINDOW_LEAST_MINUTES
from infra.components import policies
from infra.components.base import Layer
from infra.model.backup import BackupPlan
from infra.model.topology import Topology

SERVICE = "backup.amazonaws.com"
ROLE_POLICIES = (
    "service-role/AWSBackupServiceRolePolicyForBackup",
    "service-role/AWSBackupServiceRolePolicyForRestores",
)
"""The pair with which everything but buckets is backed up and restored."""
BUCKET_POLICIES = ("AWSBackupServiceRolePolicyForS3Backup", "AWSBackupServiceRolePolicyForS3Restore")
COMPLETION_MINUTES = 8 * 60
"""When a backup that has started is given up; AWS's own default is a week."""


class Backup(Layer):
    """Recovery points on a schedule, in a vault of their own, encrypted with the key AWS keeps for backups.

    Attributes:
        vault_name: where recovery points are.
        role_arn: of the role that backs up and restores.
    """

    vault_name: pulumi.Output[str]
    role_arn: pulumi.Output[str]

    def __init__(
        self, name: str, *, topology: Topology, arns: Mapping[str, pulumi.Output[str]], opts: pulumi.ResourceOptions
    ) -> None:
        """Make vault, role and plans.

        Args:
            name: of the component.
            topology: its plans are built.
            arns: of what plans name: "database", "fileSystem.NAME", "bucket.NAME".
            opts: of the component.
        """
        super().__init__(name, "backup", opts)
        prefix, keep, plans = topology.name, topology.protect_data, topology.backup.plans
        vault = aws.backup.Vault(f"{prefix}-backup", force_destroy=not keep, opts=self.child(protect=keep))
        buckets = any(resource.startswith("bucket.") for plan in plans.values() for resource in plan.resources)
        role = self._role(f"{prefix}-backup", buckets=buckets)
        for key, plan in plans.items():
            self._plan(f"{prefix}-{key}", plan, vault.name, role, [arns[resource] for resource in plan.resources])
        self.vault_name, self.role_arn = vault.name, role
        self.register_outputs({})

    def _role(self, name: str, *, buckets: bool) -> pulumi.Output[str]:
        """Return the ARN of the role, known once it may do what it is for."""
        role = aws.iam.Role(name, assume_role_policy=policies.trust(SERVICE), opts=self.child())
        attached = [
            aws.iam.RolePolicyAttachment(
                f"{name}-{policy.rpartition('For')[2].lower()}",
                role=role.name,
                policy_arn=policies.managed(policy),
                opts=self.child(),
            )
            for policy in (*ROLE_POLICIES, *(BUCKET_POLICIES if buckets else ()))
        ]
        return pulumi.Output.all(role.arn, *(one.id for one in attached)).apply(lambda found: str(found[0]))

    def _plan(
        self,
        name: str,
        model: BackupPlan,
        vault: pulumi.Output[str],
        role_arn: pulumi.Output[str],
        resources: list[pulumi.Output[str]],
    ) -> None:
        plan = aws.backup.Plan(
            name,
            rules=[
                {
                    "rule_name": name,
                    "target_vault_name": vault,
                    "schedule": f"cron({model.cron})",
                    "start_window": START_WINDOW_LEAST_MINUTES,
                    "completion_window": COMPLETION_MINUTES,
                    "lifecycle": {"delete_after": model.keep_days, "cold_storage_after": model.cold_after_days},
                }
            ],
            opts=self.child(),
        )
        aws.backup.Selection(name, plan_id=plan.id, iam_role_arn=role_arn, resources=resources, opts=self.child())
