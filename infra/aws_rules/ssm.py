"""Systems Manager Parameter Store: names and sizes; and the public parameters that name AMIs."""

from typing import Final

from infra.aws_rules.values import ALNUM, only

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "NAME_MAX": ("botocore",),
    "ARN_PREFIX_MAX": ("botocore",),
    "DEPTH_MAX": ("botocore",),
    "NAME_CHARACTERS": ("botocore",),
    "RESERVED_PREFIXES": ("botocore",),
    "STANDARD_MAX_BYTES": ("botocore",),
    "ADVANCED_MAX_BYTES": ("botocore",),
    "STANDARD_PARAMETERS_MAX": ("botocore",),
    "AL2023_ECS_IMAGE": ("ecs-optimized-ami", "general-knowledge"),
    "AL2023_IMAGE": ("ssm-public-parameters",),
}

NAME_MAX: Final = 1011
ARN_PREFIX_MAX: Final = len("arn:aws-us-gov:ssm:ap-southeast-1:111122223333:parameter/")
"""A name has 1011 characters with the part of its ARN that stands before it."""

DEPTH_MAX: Final = 15
NAME_CHARACTERS: Final = ALNUM | frozenset("_.-/")
RESERVED_PREFIXES: Final = ("aws", "ssm")
"""A name, or its first part, may not start so, in any case of letters."""

STANDARD_MAX_BYTES: Final = 4096
ADVANCED_MAX_BYTES: Final = 8192
STANDARD_PARAMETERS_MAX: Final = 10000
"""Values of the free standard tier and the paid advanced one; parameters of an account and region."""

AL2023_ECS_IMAGE: Final = {
    "x86_64": "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
    "arm64": "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id",
}
AL2023_IMAGE: Final = {
    "x86_64": "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
    "arm64": "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
}
"""Public parameters that hold the newest Amazon Linux 2023 image, with and without the ECS agent."""


def name_problem(name: str) -> str | None:
    """Say why a name cannot be a parameter's."""
    if not name or len(name) > NAME_MAX - ARN_PREFIX_MAX:
        return f"is not 1 to {NAME_MAX - ARN_PREFIX_MAX} characters"
    if not only(name, NAME_CHARACTERS):
        return "has characters other than letters, digits and . _ - /"
    if name.lstrip("/").lower().startswith(RESERVED_PREFIXES):
        return "starts with aws or ssm, which AWS keeps for itself"
    return _path_problem(name)


def _path_problem(name: str) -> str | None:
    if "/" not in name:
        return None
    if not name.startswith("/"):
        return "has levels but does not start with /"
    if name.endswith("/") or "//" in name:
        return "has an empty level"
    return f"has more than {DEPTH_MAX} levels" if name.count("/") > DEPTH_MAX else None


def value_problem(value: str) -> str | None:
    """Say why a value does not fit a standard parameter, without showing any of it."""
    size = len(value.encode())
    if 1 <= size <= STANDARD_MAX_BYTES:
        return None
    return f"has {size} bytes; a standard parameter holds 1 to {STANDARD_MAX_BYTES}"
