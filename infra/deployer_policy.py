"""What whoever deploys a stack must be allowed: `pulumi preview --json | python -m infra.deployer_policy`.

Reads a preview or an exported state, and prints the least IAM policies for the types of resources in it, as a JSON
list: one policy holds 6,144 characters, and a role may have ten of them. A role is what to attach them to; a user with
stored keys is not.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

from infra.aws_rules import deployer, iam

GLOBAL_REGION = "us-east-1"
"""Where IAM, CloudFront, Route 53, budgets and cost tools answer."""
VERSION = "2012-10-17"
MARGIN = 300
"""Characters of a policy around its actions."""


class Deployment(NamedTuple):
    """What a stack registers, as far as permissions go.

    Attributes:
        kinds: types without `aws:`, such as `rds/instance`.
        name: the topology's, which the names of roles and buckets begin with.
        region: of the stack.
        buckets: names of buckets that the user chose.
    """

    kinds: frozenset[str]
    name: str
    region: str
    buckets: tuple[str, ...] = ()


class UnknownTypeError(ValueError):
    """A type of resource whose actions are not in the table."""


def read(document: object) -> Deployment:
    """Return what a preview or an exported state registers.

    Raises:
        ValueError: there is no AWS provider with a name and a region in it.
    """
    resources = list(_resources(document))
    provider = next((inputs for kind, inputs in resources if kind == "pulumi:providers:aws"), None)
    if provider is None:
        raise ValueError("no AWS provider in it: pipe `pulumi preview --json` or `pulumi stack export` here")
    tags = json.loads(provider.get("defaultTags", "{}")).get("tags", {})
    names = {
        str(inputs["bucket"]) for kind, inputs in resources if kind == "aws:s3/bucket:Bucket" and "bucket" in inputs
    }
    return Deployment(
        frozenset(kind.split(":")[1] for kind, _ in resources if kind.startswith("aws:")),
        str(tags.get("name", "")),
        str(provider.get("region", "")),
        tuple(sorted(name for name in names if not name.startswith(f"{tags.get('name')}-"))),
    )


def _resources(document: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield type and inputs of every resource, wherever it stands in a document."""
    if isinstance(document, list):
        for item in cast("list[object]", document):
            yield from _resources(item)
    elif isinstance(document, dict):
        entries = cast("dict[str, Any]", document)
        if isinstance(entries.get("type"), str) and "urn" in entries:
            yield entries["type"], entries.get("inputs") or {}
        else:
            for value in entries.values():
                yield from _resources(value)


def policies(deployment: Deployment) -> list[dict[str, Any]]:
    """Return the policies for a deployment, each within what IAM takes.

    Raises:
        UnknownTypeError: the table lacks a type; it stands in `infra/aws_rules/deployer.py`.
    """
    known = deployer.actions()
    if unknown := sorted(deployment.kinds - known.keys()):
        raise UnknownTypeError(f"no actions are known for {', '.join(unknown)}: infra/aws_rules/deployer.py")
    wanted = {action for kind in deployment.kinds for action in known[kind]}
    wanted |= {action for actions in deployer.LOOKUPS.values() for action in actions}
    bound = {action for action in wanted if action.startswith(("iam:", "s3:"))}
    ours = [*_on_ours(sorted(bound), deployment), _pass_roles(deployment.name), *_linked(deployment.kinds)]
    everywhere = [_anywhere(part, deployment.region) for part in _parts(sorted(wanted - bound))]
    return [{"Version": VERSION, "Statement": part} for part in (ours, *([one] for one in everywhere))]


def _parts(actions: Sequence[str]) -> Iterator[list[str]]:
    """Yield the actions in lots that fit a policy."""
    part: list[str] = []
    for action in actions:
        if sum(len(one) + 3 for one in (*part, action)) > iam.MANAGED_POLICY_MAX - MARGIN:
            yield part
            part = []
        part.append(action)
    if part:
        yield part


def _anywhere(actions: list[str], region: str) -> dict[str, Any]:
    """Allow what AWS binds to no name that is known beforehand, in the stack's region and where global services are."""
    regions = sorted({region, GLOBAL_REGION})
    condition = {"StringEquals": {"aws:RequestedRegion": regions}}
    return {"Effect": "Allow", "Action": actions, "Resource": "*", "Condition": condition}


def _on_ours(actions: Iterable[str], deployment: Deployment) -> Iterator[dict[str, Any]]:
    """Allow roles and buckets of this topology's name alone: more would be the way to every other permission."""
    by_service: dict[str, list[str]] = {}
    for action in actions:
        by_service.setdefault(_where(action), []).append(action)
    buckets = [f"arn:aws:s3:::{name}" for name in (f"{deployment.name}-*", *deployment.buckets)]
    places = {
        "s3": [*buckets, *(f"{bucket}/*" for bucket in buckets)],
        "provider": ["arn:aws:iam::*:oidc-provider/token.actions.githubusercontent.com"],
        "listing": ["*"],
        "iam": [f"arn:aws:iam::*:{kind}/{deployment.name}-*" for kind in ("role", "instance-profile")],
    }
    for place, named in by_service.items():
        yield {"Effect": "Allow", "Action": named, "Resource": places[place]}


def _where(action: str) -> str:
    if action.startswith("s3:"):
        return "s3"
    if action == "iam:ListOpenIDConnectProviders":
        return "listing"
    return "provider" if "OpenIDConnectProvider" in action else "iam"


def _pass_roles(name: str) -> dict[str, Any]:
    """Allow handing the stack's roles to the services that run it, and to no other."""
    return {
        "Effect": "Allow",
        "Action": "iam:PassRole",
        "Resource": f"arn:aws:iam::*:role/{name}-*",
        "Condition": {"StringEquals": {"iam:PassedToService": list(deployer.PASSED_TO)}},
    }


def _linked(kinds: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Allow services their own roles in an account that uses them for the first time."""
    services = sorted({service for kind in kinds for service in deployer.LINKED.get(kind, ())})
    if services:
        yield {
            "Effect": "Allow",
            "Action": "iam:CreateServiceLinkedRole",
            "Resource": "arn:aws:iam::*:role/aws-service-role/*",
            "Condition": {"StringEquals": {"iam:AWSServiceName": services}},
        }


def main() -> int:
    """Print the policies for what stands on standard input."""
    try:
        found = policies(read(json.load(sys.stdin)))
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(json.dumps(found, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
