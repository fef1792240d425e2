"""Run steps of a deployment without an engine, on a site where the network is taken for built.

    done = built(build_edge, topology=balanced())
    assert done.one("aws:lb/loadBalancer:LoadBalancer").inputs["idleTimeout"] == 60
    assert done.outputs["loadBalancerUrl"] == "http://shop-lb.elb.example"

Steps leave wires for each other on the site; those that are plain values can be read as `done.outputs["values"]`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pulumi
import pulumi_aws as aws

from infra.building.site import Placement, Site
from infra.model.connections import groups
from infra.model.stack import Stack, Tier
from tests.support.bills import REGION, Raw, sections_of
from tests.support.pulumi_mocks import Answer, Deployed, deploy

ACCOUNT = "123456789012"
PASSWORD = "MadeUpByAws"


def stack_of_topology(topology: Raw, *, region: str = REGION, name: str = "dev") -> Stack:
    """Return a stack of one tier, whatever the rules of AWS say of it."""
    tier = Tier("base", None, sections_of(topology))
    return Stack(name, region, "base", {"base": tier}, (), None, {})


def site_of(
    topology: Raw, *, region: str = REGION, name: str = "dev", secrets: Mapping[str, str] | None = None
) -> Site:
    """Return a site with a provider, and with a network that lies somewhere."""
    stack = stack_of_topology(topology, region=region, name=name)
    values = {key: pulumi.Output.secret(value) for key, value in (secrets or {}).items()}
    site = Site(stack, aws.Provider("aws", region=region), values, {"project": "tollgate", "stack": name})
    site.placement = Placement(
        _output("vpc-1"),
        pulumi.Output.from_input(["subnet-public-1", "subnet-public-2"]),
        pulumi.Output.from_input(["subnet-private-1", "subnet-private-2"]),
        pulumi.Output.from_input(["rtb-1", "rtb-2"]),
        [],
        {group: _output(f"sg-{group}") for group in groups(stack.deployed.topology)},
    )
    site.values |= {"region": region, "stack": name, "tier": "base"}
    return site


def _output(value: str) -> pulumi.Output[str]:
    return pulumi.Output.from_input(value)


def built(
    *steps: Callable[[Site], None],
    topology: Raw,
    region: str = REGION,
    name: str = "dev",
    secrets: Mapping[str, str] | None = None,
    before: Callable[[Site], None] | None = None,
    calls: Mapping[str, Answer] | None = None,
    outputs: Mapping[str, Callable[[str, Mapping[str, Any]], Mapping[str, Any]]] | None = None,
) -> Deployed:
    """Return what `steps` register on a new site, in order.

    Args:
        steps: functions of `infra.building`.
        topology: layers; name and network have defaults.
        region: of the stack.
        name: of the stack.
        secrets: values of `secrets:`.
        before: puts on the site what earlier steps would have left.
        calls: answers to provider functions, beside the usual ones.
        outputs: outputs of resources by type, beside the usual ones.
    """

    def build() -> None:
        site = site_of(topology, region=region, name=name, secrets=secrets)
        if before is not None:
            before(site)
        for step in steps:
            step(site)
        for key, value in site.outputs.items():
            pulumi.export(key, value)
        pulumi.export("values", dict(site.values))
        pulumi.export("targets", {service: target._asdict() for service, target in _plain(site).items()})
        pulumi.export("images", dict(site.images))

    return deploy(build, calls={**CALLS, **(calls or {})}, outputs={**OUTPUTS, **(outputs or {})}, stack=name)


def _plain(site: Site) -> Mapping[str, Any]:
    """Return the targets without the resources that they wait for."""
    return {name: target._replace(ready=[r._name for r in target.ready]) for name, target in site.targets.items()}


def _names(inputs: Mapping[str, Any]) -> Sequence[str]:
    return [inputs["domainName"], *inputs.get("subjectAlternativeNames", [])]


OUTPUTS: dict[str, Callable[[str, Mapping[str, Any]], Mapping[str, Any]]] = {
    "aws:lb/loadBalancer:LoadBalancer": lambda name, _: {
        "dnsName": f"{name}.elb.example",
        "zoneId": "ZELB",
        "arnSuffix": f"app/{name}/1",
    },
    "aws:lb/targetGroup:TargetGroup": lambda name, _: {"arnSuffix": f"targetgroup/{name}/1"},
    "aws:acm/certificate:Certificate": lambda _, inputs: {
        "domainValidationOptions": [
            {
                "domainName": host,
                "resourceRecordName": f"_proof.{host.removeprefix('*.')}.",
                "resourceRecordType": "CNAME",
                "resourceRecordValue": f"_value.{host.removeprefix('*.')}.acm.example.",
            }
            for host in reversed(_names(inputs))
        ]
    },
    "aws:route53/zone:Zone": lambda name, _: {"zoneId": f"Z-{name}", "nameServers": ["ns-1.example", "ns-2.example"]},
    "aws:route53/record:Record": lambda _, inputs: {"fqdn": str(inputs["name"]).rstrip(".")},
    "aws:cloudfront/distribution:Distribution": lambda name, _: {
        "domainName": f"{name}.cloudfront.example",
        "hostedZoneId": "ZCDN",
    },
    "aws:s3/bucket:Bucket": lambda name, inputs: {
        "bucket": inputs.get("bucket", f"{name}-bucket"),
        "bucketRegionalDomainName": f"{name}-bucket.s3.example",
    },
    "aws:ecr/repository:Repository": lambda name, inputs: {
        "repositoryUrl": f"{ACCOUNT}.dkr.ecr.example/{inputs.get('name', name)}"
    },
}
"""Outputs that a resource adds to what it was given, beside those of `pulumi_mocks`."""

CALLS: dict[str, Answer] = {
    "aws:route53/getZone:getZone": lambda args: {"zoneId": f"Z-of-{args['name']}", "id": "Z"},
    "aws:secretsmanager/getRandomPassword:getRandomPassword": {"randomPassword": PASSWORD, "id": "p"},
    "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider": {
        "arn": f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com",
        "id": "o",
    },
}
"""Answers to provider functions that the steps ask."""
