"""The `aws:` keys of a stack file that this program understands.

An explicit provider takes nothing from the stack by itself: a profile that is set but not passed on would deploy into
the wrong account. So every key is either forwarded or refused.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from infra.aws_rules import regions
from infra.model.problems import Problem, listed, nearest

FORWARDED = ("region", "profile", "assumeRole", "assumeRoles", "allowedAccountIds", "defaultTags")


class AwsSettings(NamedTuple):
    """What the one provider is made from."""

    region: str
    profile: str | None = None
    assume_roles: tuple[Mapping[str, Any], ...] = ()
    allowed_account_ids: tuple[str, ...] = ()
    default_tags: Mapping[str, str] = {}


def aws_settings(values: Mapping[str, Any]) -> AwsSettings | list[Problem]:
    """Return the settings that `values`, keys without `aws:`, make, or what is wrong with them."""
    problems = [
        _problem(
            key,
            f"is not forwarded to the provider{nearest(key, FORWARDED)}; these are: {listed(FORWARDED, 'and')}",
        )
        for key in values
        if key not in FORWARDED
    ]
    region = values.get("region")
    if not region:
        problems.append(_problem("region", "is required and never guessed: pulumi config set aws:region us-east-1"))
    elif wrong := regions.region_problem(str(region)):
        problems.append(_problem("region", f"{region!r} {wrong}{nearest(str(region), regions.priced())}"))
    accounts = values.get("allowedAccountIds", [])
    if not isinstance(accounts, list) or not all(isinstance(a, str) for a in accounts):  # pyright: ignore[reportUnknownVariableType]
        problems.append(
            _problem("allowedAccountIds", 'is not a list of account ids in quotes, such as ["123456789012"]')
        )
    if problems:
        return problems
    one = values.get("assumeRole")
    roles = values.get("assumeRoles", [one] if one else [])
    tags = values.get("defaultTags", {})
    return AwsSettings(str(region), values.get("profile"), tuple(roles), tuple(accounts), tags.get("tags", tags))  # pyright: ignore[reportUnknownArgumentType]


def _problem(key: str, message: str) -> Problem:
    return Problem((f"aws:{key}",), message)
