"""The program's door: the only reader of `pulumi.Config`, and of what is deployed."""

import json
import os
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, cast

import pulumi
from pulumi.runtime import config as runtime_config

from infra.aws_settings import AwsSettings, aws_settings
from infra.model.door import KEYS, NAMESPACE, Asked, ours, read
from infra.model.problems import ConfigError, Problem, told
from infra.model.secret_names import secrets_needed, unfit_values
from infra.model.stack import Stack


class Loaded(NamedTuple):
    """What the config of the selected stack says."""

    stack: Stack
    aws: AwsSettings


def load(today: date) -> Loaded:
    """Return the stack and the settings of its provider.

    Raises:
        pulumi.RunError: with every problem of the config, one a line.
    """
    values = _all_values()
    aws = aws_settings(_of_aws(values))
    problems = aws if isinstance(aws, list) else []
    region = "" if isinstance(aws, list) else aws.region
    try:
        secrets = [p for key in KEYS for p in _refuse_secret(key)]
        document = {k: _parsed(k, v) for k, v in ours(values).items()}
        stack = read(document, Asked(pulumi.get_stack(), region, today))
        if not problems and not secrets and not isinstance(aws, list):
            return Loaded(stack, aws)
        problems = [*problems, *secrets]
    except ConfigError as error:
        problems = [*problems, *error.problems]
    raise pulumi.RunError("\n".join(told(problems)))


def secrets(stack: Stack) -> dict[str, pulumi.Output[str]]:
    """Return the secret values that the deployed tier needs, by name.

    Raises:
        pulumi.RunError: one is not set, with the command that sets it; or AWS would refuse one.
    """
    topology = stack.deployed.topology
    found = {name: runtime_config.get_config(f"secrets:{name}") for name in secrets_needed(topology)}
    there = {name: value for name, value in found.items() if value is not None}
    lines = [f"secrets:{n} is not set: pulumi config set --secret secrets:{n}" for n in found if n not in there]
    if lines := [*lines, *unfit_values(topology, there)]:
        raise pulumi.RunError("\n".join(lines))
    return {name: pulumi.Output.secret(value) for name, value in there.items()}


def deployed_report() -> object:
    """Return the `costReport` of the stack as it was last deployed; None before the first time.

    Pulumi keeps the outputs of a failed update too, so "deployed" means last attempted.
    """
    name = f"{pulumi.get_organization()}/{pulumi.get_project()}/{pulumi.get_stack()}"
    try:
        answer: Any = pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", {"name": name}).value
    except Exception as error:  # noqa: BLE001 - whatever the backend says, a missing baseline is no failure
        pulumi.log.debug(f"no deployed costReport: {error}")
        return None
    return cast("dict[str, Any]", answer or {}).get("outputs", {}).get("costReport")


def _all_values() -> Mapping[str, str]:
    """Return every value of the stack's config as text, by its full key.

    `pulumi.Config` answers for keys one knows; a misspelt key can only be found by listing them.
    """
    return {**runtime_config.get_config_env(), **runtime_config.CONFIG.get()}


def _of_aws(values: Mapping[str, str]) -> dict[str, Any]:
    found = {k.removeprefix("aws:"): v for k, v in values.items() if k.startswith("aws:")}
    return {k: _json(v) if v[:1] in {"[", "{"} else v for k, v in found.items()}


def _parsed(key: str, text: str) -> Any:
    """Return a value as an object where it is one; `tier` is a name, whatever it looks like."""
    return text if key == "tier" or key not in KEYS else _json(text)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _refuse_secret(key: str) -> list[Problem]:
    """Return a problem where a value holds a secret: Pulumi hands the whole of it on in clear text."""
    full = f"{NAMESPACE}{key}"
    listed = json.loads(os.environ.get("PULUMI_CONFIG_SECRET_KEYS", "[]"))
    if not runtime_config.is_config_secret(full) and full not in listed:
        return []
    cure = "secret values are set by `pulumi config set --secret secrets:NAME` and referred to by name"
    return [Problem((key,), f"holds a secret; {cure}")]
