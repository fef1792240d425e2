"""Secrets in their store: parameters, or secrets of Secrets Manager; each with one value."""

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from infra.aws_rules.secrets import RECOVERY_DAYS
from infra.components.base import Layer
from infra.model.secret_names import secret_path
from infra.model.topology import Topology


class Secrets(Layer):
    """What the application needs to know and nobody may read.

    Attributes:
        arns: by name; each is known once the secret has its value, so that whoever reads it waits.
    """

    arns: Mapping[str, pulumi.Output[str]]

    def __init__(
        self,
        name: str,
        *,
        topology: Topology,
        stack: str,
        values: Mapping[str, pulumi.Output[str]],
        opts: pulumi.ResourceOptions,
    ) -> None:
        super().__init__(name, "secrets", opts)
        add = self._secret if topology.secrets.store == "secretsManager" else self._parameter
        # Both stores demand names, and both kinds of task read by them; the stack is part of it unless the config says.
        self.arns = {one: add(topology, one, secret_path(topology, stack, one), value) for one, value in values.items()}
        self.register_outputs({})

    def _parameter(self, topology: Topology, name: str, path: str, value: pulumi.Output[str]) -> pulumi.Output[str]:
        return aws.ssm.Parameter(
            f"{topology.name}-{name}", name=path, type="SecureString", value=value, opts=self.child()
        ).arn

    def _secret(self, topology: Topology, name: str, path: str, value: pulumi.Output[str]) -> pulumi.Output[str]:
        """Make a secret and its value; a deleted one keeps its name while it can be recovered."""
        logical = f"{topology.name}-{name}"
        secret = aws.secretsmanager.Secret(
            logical,
            name=path,
            recovery_window_in_days=RECOVERY_DAYS[1] if topology.protect_data else 0,
            opts=self.child(),
        )
        version = aws.secretsmanager.SecretVersion(logical, secret_id=secret.id, secret_string=value, opts=self.child())
        return version.secret_arn
