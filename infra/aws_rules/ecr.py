"""Amazon ECR: names of repositories and tags."""

from typing import Final

from infra.aws_rules.values import ALNUM, DIGITS, LOWER, only

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "NAME_LENGTH": ("botocore",),
    "TAG_MAX": ("docker-tags",),
    "MUTABILITY": ("botocore",),
    "SEPARATORS": ("botocore",),
}

NAME_LENGTH: Final = (2, 256)
SEPARATORS: Final = frozenset("._-")
TAG_MAX: Final = 128
"""Docker's limit of a tag; ECR alone would store more."""

MUTABILITY: Final = {True: "MUTABLE", False: "IMMUTABLE"}


def name_problem(name: str) -> str | None:
    """Say why a name cannot be a repository's."""
    least, most = NAME_LENGTH
    if not least <= len(name) <= most:
        return f"is not {least} to {most} characters"
    if not only(name, LOWER | DIGITS | SEPARATORS | {"/"}):
        return "has characters other than lower case letters, digits and . _ - /"
    for part in name.split("/"):
        if not part or part[0] in SEPARATORS or part[-1] in SEPARATORS:
            return "has a level that does not start and end with a letter or digit"
    return "has separators in a row that are not hyphens or __" if _crowded(name) else None


def _crowded(name: str) -> bool:
    """Tell whether separators meet in a way that ECR refuses; hyphens and a double _ are allowed."""
    runs = "".join(char if char in SEPARATORS else " " for char in name).split()
    return any(run not in {".", "_", "__"} and set(run) != {"-"} for run in runs)


def tag_problem(tag: str) -> str | None:
    """Say why a text cannot be an image tag."""
    if not 1 <= len(tag) <= TAG_MAX:
        return f"is not 1 to {TAG_MAX} characters"
    if not only(tag, ALNUM | SEPARATORS):
        return "has characters other than letters, digits and . _ -"
    return "starts with a dot or hyphen" if tag[0] in ".-" else None
