"""The one AWS provider of a stack."""

import pulumi_aws as aws

from infra.aws_settings import AwsSettings


def make_provider(settings: AwsSettings, tags: dict[str, str]) -> aws.Provider:
    """Return the provider that every resource goes through; it carries the stack's settings and default tags."""
    return aws.Provider(
        "aws",
        region=settings.region,
        profile=settings.profile,
        assume_roles=[_role(role) for role in settings.assume_roles] or None,  # pyright: ignore[reportArgumentType]
        allowed_account_ids=list(settings.allowed_account_ids) or None,
        default_tags={"tags": {**settings.default_tags, **tags}},
    )


def _role(role: object) -> object:
    """Return a role by its ARN alone, or with everything else the stack says of it."""
    return {"role_arn": role} if isinstance(role, str) else role
