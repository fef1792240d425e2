"""The `aws:` keys of a stack file that this program understands.

An explicit provider takes nothing from the stack by itself: a profile that is set but not passed on would deploy into
the wrong account. So every key is either forwarded or refused.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, cast

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
    problems += [
        _problem(key, wrong) for key, wrong in _SHAPES.items() if key in values and not _fits(key, values[key])
    ]
    if problems:
        return problems
    one = values.get("assumeRole")
    roles = values.get("assumeRoles", [one] if one else [])
    tags = values.get("defaultTags", {})
    accounts = values.get("allowedAccountIds", [])
    return AwsSettings(str(region), values.get("profile"), tuple(roles), tuple(accounts), tags.get("tags", tags))


_SHAPES = {
    "profile": "is not the name of a profile in quotes",
    "assumeRole": "is neither the ARN of a role nor a map with its roleArn",
    "assumeRoles": "is not a list of roles, each an ARN or a map with its roleArn",
    "allowedAccountIds": 'is not a list of account ids in quotes, such as ["123456789012"]',
    "defaultTags": "is not a map { tags: { KEY: VALUE } } with text for values",
}


def _fits(key: str, value: Any) -> bool:
    """Return whether a value has the shape that the provider takes under `key`."""
    match key:
        case "profile":
            return isinstance(value, str)
        case "assumeRole":
            return _is_role(value)
        case "assumeRoles":
            return isinstance(value, list) and all(map(_is_role, cast("list[Any]", value)))
        case "allowedAccountIds":
            return isinstance(value, list) and all(isinstance(a, str) for a in cast("list[Any]", value))
        case _:
            tags = cast("Mapping[str, Any]", value).get("tags", value) if isinstance(value, Mapping) else None
            return isinstance(tags, Mapping) and all(
                isinstance(t, str) for t in cast("Mapping[str, Any]", tags).values()
            )


def _is_role(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, Mapping) and "roleArn" in value)


def _problem(key: str, message: str) -> Problem:
    return Problem((f"aws:{key}",), message)
