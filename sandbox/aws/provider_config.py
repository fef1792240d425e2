"""The configuration of one provider resource, `pulumi:providers:aws`."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sandbox.account import ACCOUNT_ID
from sandbox.aws import schema
from sandbox.aws.checks import Failure, check_arguments
from sandbox.aws.regions import REGIONS
from sandbox.wire import UNKNOWN, Secret, list_at, map_at, reveal

_OURS: Final = {"version", "pluginDownloadURL"}


@dataclass(frozen=True)
class ProviderConfig:
    """What the provider was told: where to work and which tags to add.

    Attributes:
        name: The logical name of the provider resource.
        region: Its region.
        default_tags: The tags for every taggable resource.
        args: All its arguments.
    """

    name: str
    region: str
    default_tags: Mapping[str, Any] = field(default_factory=dict[str, Any])
    args: Mapping[str, Any] = field(default_factory=dict[str, Any])


def read_config(name: str, args: Mapping[str, Any]) -> ProviderConfig:
    """Read a checked configuration."""
    parsed = _parsed(args)
    tags = map_at(map_at(parsed, "defaultTags"), "tags")
    return ProviderConfig(name, str(reveal(parsed.get("region")) or ""), tags, parsed)


def check_config(args: Mapping[str, Any]) -> Iterator[Failure]:
    """Everything wrong with a provider's configuration, as the real provider would refuse it."""
    parsed = {name: value for name, value in _parsed(args).items() if name not in _OURS}
    yield from check_arguments(schema.provider_arguments(), parsed)
    region = reveal(parsed.get("region"))
    if region is None:
        yield Failure("region", "missing region information: set aws:region or the provider's region")
    elif region is not UNKNOWN and region not in REGIONS:
        yield Failure("region", f"{region!r} is not a region the sandbox knows: {', '.join(REGIONS)}")
    yield from _check_accounts(parsed)


def _check_accounts(parsed: Mapping[str, Any]) -> Iterator[Failure]:
    allowed, forbidden = list_at(parsed, "allowedAccountIds"), list_at(parsed, "forbiddenAccountIds")
    if allowed and ACCOUNT_ID not in allowed:
        yield Failure("allowedAccountIds", f"AWS account ID not allowed: {ACCOUNT_ID} (the sandbox's)")
    if ACCOUNT_ID in forbidden:
        yield Failure("forbiddenAccountIds", f"AWS account ID not allowed: {ACCOUNT_ID} (the sandbox's)")


def _parsed(args: Mapping[str, Any]) -> dict[str, Any]:
    """Provider arguments that are no text travel as JSON text."""
    known = schema.provider_arguments()
    return {name: _value(known.get(name), value) for name, value in args.items() if not name.startswith("__")}


def _value(prop: schema.Property | None, value: Any) -> Any:
    if isinstance(value, Secret):
        return Secret(_value(prop, value.value))
    if not isinstance(value, str) or prop is None or prop.shape.kind == "string":
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
