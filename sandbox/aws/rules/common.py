"""Rules that hold for many types, and what the others are written with."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from sandbox.account import Living
from sandbox.aws.references import reference
from sandbox.aws.row import Making
from sandbox.wire import is_list, is_map

Rule: TypeAlias = Callable[[Making], Iterable[str]]

# What lies in one VPC, by its property `vpcId`.
_IN_A_VPC: Final = {
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/subnet:Subnet",
    "aws:ec2/routeTable:RouteTable",
    "aws:ec2/internetGateway:InternetGateway",
    "aws:ec2/natGateway:NatGateway",
    "aws:elasticache/subnetGroup:SubnetGroup",
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:lb/targetGroup:TargetGroup",
    "aws:rds/subnetGroup:SubnetGroup",
}
# What may reach over several VPCs.
_ANYWHERE: Final = {"aws:route53/zone:Zone"}


def one_vpc(making: Making) -> Iterator[str]:
    """All that a resource names in a VPC lies in the same one."""
    if making.type in _ANYWHERE:
        return
    homes: dict[str, str] = {}
    for path, living in making.refs.items():
        vpc = living.id if living.type == "aws:ec2/vpc:Vpc" else living.get("vpcId")
        if vpc and living.type in {*_IN_A_VPC, "aws:ec2/vpc:Vpc"}:
            homes.setdefault(str(vpc), f"{path} ({living.id})")
    if len(homes) > 1:
        places = ", ".join(f"{what} in {vpc}" for vpc, what in homes.items())
        yield f"InvalidParameter: not in one VPC: {places}"


def trusted_roles(making: Making) -> Iterator[str]:
    """A role may be given to a service only if it lets that service assume it."""
    for path, living in making.refs.items():
        ref = reference(making.type, path)
        if ref and ref.trusted_by and living.type == "aws:iam/role:Role" and not trusts(living, ref.trusted_by):
            yield f"{path}: {living.id} does not let {ref.trusted_by} assume it (its assumeRolePolicy names others)"


def trusts(role: Living, service: str) -> bool:
    """Whether a role's trust policy names the service. A planted role without a policy is taken on trust."""
    policy = role.get("assumeRolePolicy")
    return policy is None or any(
        service in _texts(statement.get("Principal")) for statement in statements(policy) if _allows(statement)
    )


def statements(policy: Any) -> list[Mapping[str, Any]]:
    """The statements of a policy given as JSON text; none where it is no policy."""
    try:
        document: Any = json.loads(policy) if isinstance(policy, str) else policy
    except ValueError:
        return []
    found: Any = document.get("Statement") if is_map(document) else None
    items: list[Any] = found if is_list(found) else [found]
    return [item for item in items if is_map(item)]


def policy_problems(prop: str) -> Rule:
    """A policy is JSON with statements that say what they do."""

    def rule(making: Making) -> Iterator[str]:
        text = making.get(prop)
        if text is None:
            return
        found = statements(text)
        if not found:
            yield f"MalformedPolicyDocument: {prop} is no policy with statements"
        for statement in found:
            if statement.get("Effect") not in {"Allow", "Deny"} or not {"Action", "NotAction"} & statement.keys():
                yield f"MalformedPolicyDocument: {prop} has a statement without Effect or Action"

    return rule


def zones_of(subnets: Iterable[Living]) -> list[str]:
    """The zones of some subnets, one for each."""
    return [str(subnet.get("availabilityZone")) for subnet in subnets]


def exactly_one(*props: str) -> Rule:
    """Of these arguments one and only one is given."""

    def rule(making: Making) -> Iterator[str]:
        given = [prop for prop in props if making.get(prop) not in (None, "", [])]
        if len(given) != 1:
            yield f"exactly one of {', '.join(props)} must be given, not {len(given)} ({', '.join(given) or 'none'})"

    return rule


def needs(*props: str) -> Rule:
    """Arguments that the SDK leaves optional and AWS does not."""

    def rule(making: Making) -> Iterator[str]:
        for prop in props:
            if making.get(prop) in (None, ""):
                yield f"{prop} is required"

    return rule


def among(prop: str, values: Iterable[Any]) -> Rule:
    """An argument takes one of these values."""
    allowed = tuple(values)

    def rule(making: Making) -> Iterator[str]:
        value = making.get(prop)
        if value is not None and value not in allowed:
            yield f"{prop} must be one of {', '.join(map(str, allowed))}, not {value!r}"

    return rule


def within(prop: str, least: float, greatest: float) -> Rule:
    """A number has bounds."""

    def rule(making: Making) -> Iterator[str]:
        value = making.get(prop)
        if value is not None and not least <= float(value) <= greatest:
            yield f"{prop} must be between {least} and {greatest}, not {value}"

    return rule


def siblings(making: Making) -> list[Living]:
    """The other living resources of the type in the same region."""
    return [
        other
        for other in making.account.of(making.type)
        if other.region in {"", making.region} and other.urn != making.urn and other.id != making.id
    ]


def is_cron(text: Any) -> bool:
    """Whether a schedule has the form `cron(…)` with EventBridge's six fields, or `rate(…)` or `at(…)`."""
    if not isinstance(text, str) or not text.endswith(")"):
        return False
    kind, _, inner = text.removesuffix(")").partition("(")
    return kind in {"rate", "at"} or (kind == "cron" and len(inner.split()) == 6)


def _texts(value: Any) -> set[str]:
    if is_map(value):
        return {text for item in value.values() for text in _texts(item)}
    if is_list(value):
        return {str(item) for item in value}
    return {str(value)} if value else set()


def _allows(statement: Mapping[str, Any]) -> bool:
    return statement.get("Effect") == "Allow"
