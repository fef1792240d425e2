"""The simulated `aws` provider: Pulumi's provider methods over the simulated account, without any gRPC."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sandbox.account import Account, Living
from sandbox.aws import deletion, diff, outputs, rules, schema
from sandbox.aws.checks import Failure, as_json_text, check_arguments
from sandbox.aws.defaults import with_defaults
from sandbox.aws.name_clashes import name_clashes
from sandbox.aws.names import NAMES, NameRule, NameTooLongError, auto_name, name_problem
from sandbox.aws.provider_config import ProviderConfig
from sandbox.aws.references import resolve
from sandbox.aws.row import Making
from sandbox.aws.tags import merged_tags
from sandbox.aws.times import Clock, Verb
from sandbox.aws.types import ROWS
from sandbox.faults import Fault, Faults, kill_everything
from sandbox.wire import reveal


class RefusedError(Exception):
    """AWS, or the provider, refuses what was asked."""


class PartialError(Exception):
    """The resource was made but did not become ready: its id stays, the next `up` must update it."""

    def __init__(self, message: str, id_: str, properties: dict[str, Any]) -> None:
        super().__init__(message)
        self.id = id_
        self.properties = properties


@dataclass
class AwsProvider:
    """The provider of one sandbox. Every method is safe to call from many threads."""

    account: Account
    faults: Faults = field(default_factory=Faults)
    clock: Clock = field(default_factory=Clock)

    def check(
        self, config: ProviderConfig, urn: str, olds: Mapping[str, Any], news: Mapping[str, Any], seed: bytes
    ) -> tuple[dict[str, Any], list[Failure]]:
        """Check and complete the inputs of a resource.

        Returns:
            The inputs with names, tags, region and defaults filled in, and everything that is wrong with them.
        """
        token, logical = type_and_name(urn)
        if fault := self.faults.strike("check", token, logical):
            return dict(news), [Failure("", fault.message)]
        unknown = _unknown_type(token)
        if unknown:
            return dict(news), [Failure("", unknown)]
        known = schema.resource(token)
        inputs = as_json_text(token, with_defaults(token, news))
        failures = list(check_arguments(known.inputs, inputs))
        failures += _name(token, logical, olds, inputs, seed)
        if "tagsAll" in known.outputs and "tags" in known.inputs:
            inputs["tagsAll"] = merged_tags(inputs, config.default_tags)
        if "region" in known.inputs:
            inputs.setdefault("region", config.region)
        return inputs, failures

    def diff(
        self, urn: str, state: Mapping[str, Any], old_inputs: Mapping[str, Any], news: Mapping[str, Any]
    ) -> diff.Difference:
        """Compare what exists with what is wanted."""
        return diff.difference(type_and_name(urn)[0], state, old_inputs, news)

    def create(
        self, config: ProviderConfig, urn: str, inputs: Mapping[str, Any], *, preview: bool
    ) -> tuple[str, dict[str, Any]]:
        """Make a resource; in a preview, say what is known of it.

        Raises:
            RefusedError: AWS refuses it.
            PartialError: It exists but did not become ready.
        """
        token, name = type_and_name(urn)
        known = schema.resource(token)
        if preview:
            return "", outputs.preview(known, inputs)
        fault = self._strike("create", token, name)
        self._wait("create", token, name, inputs)
        with self.account.lock:
            living = self._make(config, urn, inputs, None)
        return living.id, self._finish(fault, living)

    def update(
        self,
        config: ProviderConfig,
        urn: str,
        id_: str,
        olds: Mapping[str, Any],
        news: Mapping[str, Any],
        *,
        preview: bool,
    ) -> dict[str, Any]:
        """Change a resource in place.

        Raises:
            RefusedError: AWS refuses the change, or the resource is gone.
            PartialError: It changed but did not become ready.
        """
        token, name = type_and_name(urn)
        if preview:
            return outputs.preview_update(schema.resource(token), olds, news)
        fault = self._strike("update", token, name)
        self._wait("update", token, name, news)
        with self.account.lock:
            previous = self._living(token, id_, olds)
            if previous is None:
                raise RefusedError(f"updating {token} {name}: {id_} does not exist")
            living = self._make(config, urn, news, previous)
        return self._finish(fault, living)

    def read(self, urn: str, id_: str, state: Mapping[str, Any]) -> Living | None:
        """The resource as it is now; `None` when it is gone.

        Raises:
            RefusedError: A planted fault.
        """
        token, name = type_and_name(urn)
        self._strike("read", token, name)
        unknown = _unknown_type(token)
        if unknown:
            raise RefusedError(unknown)
        return self._living(token, id_, state)

    def inputs_of(self, living: Living) -> dict[str, Any]:
        """The inputs that would make a resource which no program made, for an import."""
        known = schema.resource(living.type)
        filled_in = {prop.name for prop in known.computed}
        return {
            name: value
            for name, value in living.outputs.items()
            if name in known.inputs and (name not in filled_in or value not in ("", [], {}, 0, False))
        }

    def delete(self, urn: str, id_: str, state: Mapping[str, Any]) -> None:
        """End a resource. What is gone already is no error.

        Raises:
            RefusedError: AWS refuses it.
        """
        token, name = type_and_name(urn)
        fault = self._strike("delete", token, name)
        self._wait("delete", token, name, state)
        with self.account.lock:
            living = self._living(token, id_, state)
            if living is not None:
                problem = deletion.refusal(self.account, living)
                if problem:
                    raise RefusedError(f"deleting {token} {name} ({id_}): {problem}")
                if not living.get("skipDestroy"):
                    self.account.remove(living.key)
                    deletion.leave_behind(self.account, living)
        if fault and fault.kind == "killed":
            kill_everything()

    def _make(self, config: ProviderConfig, urn: str, inputs: Mapping[str, Any], previous: Living | None) -> Living:
        """Check the inputs against the account and put the resource there."""
        token, name = type_and_name(urn)
        row, known, plain = ROWS[token], schema.resource(token), reveal(dict(inputs))
        region = str(plain.get("region") or config.region)
        found, failures = resolve(self.account, token, inputs, region)
        verb = "updating" if previous else "creating"
        if failures:
            raise RefusedError(f"{verb} {token} {name}: " + "; ".join(map(str, failures)))
        making = Making(token, plain, region, self.account, found, previous, previous.id if previous else "", urn)
        problems = rules.broken_rules(making)
        made = outputs.make(row, known, making, inputs)
        if problems := problems or ([] if previous else list(name_clashes(row, making))):
            raise RefusedError(f"{verb} {token} {name}: " + "; ".join(problems))
        home = region if "region" in known.inputs else ""
        living = Living(
            type=token,
            id=making.id,
            region=home,
            urn=urn,
            provider=config.name,
            inputs=dict(inputs),
            outputs=made,
            handles=outputs.handles(row, making, made),
            refs=frozenset(target.key for target in found.values()),
            unique=str(reveal(made.get(row.key))) if row.key else "",
        )
        self.account.put(living)
        for extra in row.also(making) if row.also else ():
            self.account.put(replace(extra, owner=living.key))
        if row.after:
            row.after(making)
        return living

    def _finish(self, fault: Fault | None, living: Living) -> dict[str, Any]:
        if fault and fault.kind == "killed":
            kill_everything()
        if fault and fault.kind == "partial":
            raise PartialError(fault.message, living.id, living.outputs)
        return living.outputs

    def _strike(self, method: str, token: str, name: str) -> Fault | None:
        fault = self.faults.strike(method, token, name)
        if fault and fault.kind == "error":
            raise RefusedError(f"{method} {token} {name}: {fault.message}")
        return fault

    def _wait(self, verb: Verb, token: str, name: str, inputs: Mapping[str, Any]) -> None:
        if self.clock.scale:
            time.sleep(self.clock.scale * self.clock.seconds(token, verb, name, reveal(dict(inputs))))

    def _living(self, token: str, id_: str, state: Mapping[str, Any]) -> Living | None:
        known, row = schema.resource(token), ROWS[token]
        unique = str(reveal(state.get(row.key)) or id_) if row.key else id_
        if "region" not in known.inputs:
            return self.account.find((token, "", unique))
        region = str(reveal(state.get("region")) or "")
        if region:
            return self.account.find((token, region, unique))
        return next((item for item in self.account.there(token) if unique in {item.id, item.unique}), None)


def type_and_name(urn: str) -> tuple[str, str]:
    """The type and the logical name in a URN."""
    _, _, rest = urn.partition("::")
    qualified, _, name = rest.partition("::")[2].partition("::")
    return qualified.rpartition("$")[2], name


def _unknown_type(token: str) -> str:
    if token in ROWS:
        return ""
    return (
        f"the sandbox does not simulate {token}. Add a row for it in sandbox/aws/types/ (see sandbox/README.md); "
        "nothing is waved through"
    )


def _name(token: str, logical: str, olds: Mapping[str, Any], inputs: dict[str, Any], seed: bytes) -> list[Failure]:
    """Fill in a made-up name where the provider does, and check the name against AWS's limits."""
    rule = NAMES.get(token, NameRule())
    if rule.prop not in schema.resource(token).inputs:
        return []
    made_up: list[str] = []
    if rule.auto and inputs.get(rule.prop) is None and inputs.get(f"{rule.prop}Prefix") is None:
        try:
            kept = rule.prop in (olds.get("__defaults") or []) and olds.get(rule.prop)
            inputs[rule.prop] = kept or auto_name(rule, logical, inputs, seed)
        except NameTooLongError as error:
            return [Failure(rule.prop, str(error))]
        made_up = [rule.prop]
    inputs["__defaults"] = made_up
    problem = name_problem(rule, reveal(inputs.get(rule.prop)))
    return [Failure(rule.prop, problem)] if problem else []
