"""Whom GitHub may vouch for: the subjects of the tokens that the pipeline's role accepts."""

from infra.model.delivery import Github

ISSUER = "token.actions.githubusercontent.com"
"""GitHub's own issuer of tokens, and the name of its claims in IAM conditions."""
AUDIENCE = "sts.amazonaws.com"


def subjects(github: Github) -> tuple[str, ...]:
    """Return every subject that may assume the role.

    A job that names an environment has the environment for its subject, whatever its branch; any other job its branch.
    Source: GitHub, "OpenID Connect reference", example subject claims.
    """
    return (
        *(f"repo:{github.repository}:ref:refs/heads/{branch}" for branch in github.branches),
        *(f"repo:{github.repository}:environment:{environment}" for environment in github.environments),
    )
