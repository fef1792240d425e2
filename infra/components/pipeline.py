"""The pipeline's way in: a role that GitHub may assume for named branches and environments of one repository."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
import pulumi_aws as aws

from infra.components import policies
from infra.components.base import Layer
from infra.model.delivery import Github
from infra.model.pipeline import AUDIENCE, ISSUER, subjects
from infra.model.topology import Topology


class Pipeline(Layer):
    """A role for GitHub Actions by OpenID Connect; no key is stored anywhere.

    Attributes:
        role_arn: of the role.
    """

    role_arn: pulumi.Output[str]

    def __init__(
        self,
        name: str,
        *,
        topology: Topology,
        statements: Sequence[Mapping[str, Any]],
        opts: pulumi.ResourceOptions,
    ) -> None:
        super().__init__(name, "delivery", opts)
        github = topology.delivery.github
        if github is None:
            raise ValueError("a pipeline component needs github")
        logical = f"{topology.name}-github"
        role = aws.iam.Role(
            logical,
            assume_role_policy=self._trust(github, self._issuer(logical, github)),
            description=f"Deploys {topology.name} from {github.repository}",
            opts=self.child(),
        )
        aws.iam.RolePolicy(logical, role=role.id, policy=policies.document(statements), opts=self.child())
        self.role_arn = role.arn
        self.register_outputs({"roleArn": self.role_arn})

    def _issuer(self, logical: str, github: Github) -> pulumi.Output[str]:
        """Return the ARN of GitHub's provider; an account has one, made here or found."""
        url = f"https://{ISSUER}"
        if not github.create_provider:
            return aws.iam.get_open_id_connect_provider_output(url=url, opts=pulumi.InvokeOptions(parent=self)).arn
        return aws.iam.OpenIdConnectProvider(logical, url=url, client_id_lists=[AUDIENCE], opts=self.child()).arn

    def _trust(self, github: Github, provider_arn: pulumi.Output[str]) -> pulumi.Output[str]:
        """Trust tokens for AWS whose subject is one of ours; `*` in a branch stands for any text."""
        named = list(subjects(github))
        how = "StringLike" if any("*" in one for one in named) else "StringEquals"
        audience, subject = {f"{ISSUER}:aud": AUDIENCE}, {f"{ISSUER}:sub": named}
        conditions = (
            {"StringEquals": audience | subject} if how == "StringEquals" else {"StringEquals": audience, how: subject}
        )
        return policies.document(
            [
                {
                    "Effect": "Allow",
                    "Principal": {"Federated": provider_arn},
                    "Action": "sts:AssumeRoleWithWebIdentity",
                    "Condition": conditions,
                }
            ]
        )
