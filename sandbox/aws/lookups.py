"""Functions that look for something that exists already: made by the program, planted by a test, or AWS's own."""

import fnmatch
import json
from collections.abc import Mapping
from typing import Any, Final

from sandbox.account import Account, Living, NotFoundError
from sandbox.aws import schema
from sandbox.aws.given import given, image, is_image_parameter
from sandbox.wire import Properties, list_at, map_at, reveal

# By function: what it looks for, and the arguments that choose (on the left where the property has another name).
EXISTING: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "aws:acm/getCertificate:getCertificate": ("aws:acm/certificate:Certificate", {"domain": "domainName"}),
    "aws:cloudfront/getCachePolicy:getCachePolicy": (
        "aws:cloudfront/cachePolicy:CachePolicy",
        {"id": "id", "name": "name"},
    ),
    "aws:cloudfront/getDistribution:getDistribution": ("aws:cloudfront/distribution:Distribution", {"id": "id"}),
    "aws:cloudfront/getOriginRequestPolicy:getOriginRequestPolicy": (
        "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
        {"id": "id", "name": "name"},
    ),
    "aws:cloudfront/getResponseHeadersPolicy:getResponseHeadersPolicy": (
        "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
        {"id": "id", "name": "name"},
    ),
    "aws:cloudwatch/getLogGroup:getLogGroup": ("aws:cloudwatch/logGroup:LogGroup", {"name": "name"}),
    "aws:ec2/getInternetGateway:getInternetGateway": (
        "aws:ec2/internetGateway:InternetGateway",
        {"internetGatewayId": "id"},
    ),
    "aws:ec2/getManagedPrefixList:getManagedPrefixList": (
        "aws:ec2/managedPrefixList:ManagedPrefixList",
        {"id": "id", "name": "name"},
    ),
    "aws:ec2/getPrefixList:getPrefixList": (
        "aws:ec2/managedPrefixList:ManagedPrefixList",
        {"prefixListId": "id", "name": "name"},
    ),
    "aws:ec2/getSecurityGroup:getSecurityGroup": (
        "aws:ec2/securityGroup:SecurityGroup",
        {"id": "id", "name": "name", "vpcId": "vpcId"},
    ),
    "aws:ec2/getSubnet:getSubnet": (
        "aws:ec2/subnet:Subnet",
        {"id": "id", "vpcId": "vpcId", "availabilityZone": "availabilityZone", "cidrBlock": "cidrBlock"},
    ),
    "aws:ec2/getVpc:getVpc": ("aws:ec2/vpc:Vpc", {"id": "id", "cidrBlock": "cidrBlock"}),
    "aws:ecr/getRepository:getRepository": ("aws:ecr/repository:Repository", {"name": "name"}),
    "aws:ecs/getCluster:getCluster": ("aws:ecs/cluster:Cluster", {"clusterName": "name"}),
    "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider": (
        "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
        {"arn": "arn", "url": "url"},
    ),
    "aws:iam/getPolicy:getPolicy": ("aws:iam/policy:Policy", {"arn": "arn", "name": "name"}),
    "aws:iam/getRole:getRole": ("aws:iam/role:Role", {"name": "name"}),
    "aws:kms/getAlias:getAlias": ("aws:kms/alias:Alias", {"name": "name"}),
    "aws:kms/getKey:getKey": ("aws:kms/key:Key", {"keyId": "keyId"}),
    "aws:lb/getListener:getListener": (
        "aws:lb/listener:Listener",
        {"arn": "arn", "loadBalancerArn": "loadBalancerArn", "port": "port"},
    ),
    "aws:lb/getLoadBalancer:getLoadBalancer": ("aws:lb/loadBalancer:LoadBalancer", {"arn": "arn", "name": "name"}),
    "aws:lb/getTargetGroup:getTargetGroup": ("aws:lb/targetGroup:TargetGroup", {"arn": "arn", "name": "name"}),
    "aws:rds/getCluster:getCluster": ("aws:rds/cluster:Cluster", {"clusterIdentifier": "clusterIdentifier"}),
    "aws:rds/getInstance:getInstance": ("aws:rds/instance:Instance", {"dbInstanceIdentifier": "identifier"}),
    "aws:route53/getZone:getZone": (
        "aws:route53/zone:Zone",
        {"zoneId": "zoneId", "name": "name", "privateZone": "privateZone"},
    ),
    "aws:s3/getBucket:getBucket": ("aws:s3/bucket:Bucket", {"bucket": "bucket"}),
    "aws:secretsmanager/getSecret:getSecret": ("aws:secretsmanager/secret:Secret", {"arn": "arn", "name": "name"}),
    "aws:secretsmanager/getSecretVersion:getSecretVersion": (
        "aws:secretsmanager/secretVersion:SecretVersion",
        {"secretId": "secretId"},
    ),
    "aws:sns/getTopic:getTopic": ("aws:sns/topic:Topic", {"name": "name"}),
    "aws:sqs/getQueue:getQueue": ("aws:sqs/queue:Queue", {"name": "name"}),
    "aws:wafv2/getWebAcl:getWebAcl": ("aws:wafv2/webAcl:WebAcl", {"name": "name", "scope": "scope"}),
}


class FunctionError(NotFoundError):
    """The sandbox does not simulate this function, or it finds nothing, or too much."""


def existing(account: Account, token: str, region: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """The one resource that the arguments choose.

    Raises:
        FunctionError: There is none, there are several, or an argument is not simulated.
    """
    wanted, chosen_by = EXISTING[token]
    if list_at(args, "filters"):
        raise FunctionError(f"{token}: the sandbox simulates no `filters` here; choose by {', '.join(chosen_by)}")
    found = [living for living in _there(account, wanted, region) if _chosen(living, chosen_by, args)]
    if len(found) != 1:
        asked = json.dumps({name: args[name] for name in (*chosen_by, "tags") if args.get(name)})
        raise FunctionError(f"{token}: {len(found)} of {wanted} match {asked} in {region}; exactly one is needed")
    return _answer(token, found[0], args, chosen_by)


def ami(account: Account, region: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """The newest image of a name pattern and an owner. The images are made up; architecture and name fit.

    Raises:
        FunctionError: No owner or no name was given, so that AWS would answer with anybody's image.
    """
    filters = {one["name"]: one["values"] for one in list_at(args, "filters")}
    names = filters.get("name") or filters.get("image-id") or [args.get("nameRegex")]
    if not list_at(args, "owners") or not names[0]:
        raise FunctionError("getAmi: give owners and a filter on name; without them the image is anybody's")
    arch = (filters.get("architecture") or ["x86_64"])[0]
    found = account.give(image(f"{names[0]}/{arch}", region))
    answer: Properties = {**reveal(found.outputs), "architecture": arch, "ownerId": list_at(args, "owners")[0]}
    return _complete("aws:ec2/getAmi:getAmi", {**args, **answer})


def parameter(account: Account, region: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """A parameter of the store; the public ones that hold image ids are there too.

    Raises:
        FunctionError: There is no such parameter.
    """
    name, token = str(args.get("name")), "aws:ssm/getParameter:getParameter"
    if is_image_parameter(name):
        found = account.give(image(name, region))
        text, kind, arn, version = found.id, "String", f"arn:aws:ssm:{region}::parameter{name}", 1
    else:
        own = next(
            (one for one in _there(account, "aws:ssm/parameter:Parameter", region) if one.get("name") == name), None
        )
        if own is None:
            raise FunctionError(f"{token}: ParameterNotFound: {name} in {region}")
        text, kind, arn, version = own.get("value"), own.get("type"), own.get("arn"), own.get("version")
    answer = {"id": name, "name": name, "region": region, "value": text, "insecureValue": text}
    return _complete(token, {**args, **answer, "type": kind, "arn": arn, "version": version})


def route_table(account: Account, region: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """The route table of a subnet, or one by its id.

    Raises:
        FunctionError: There is none.
    """
    token, wanted = "aws:ec2/getRouteTable:getRouteTable", str(args.get("routeTableId") or "")
    for link in _there(account, "aws:ec2/routeTableAssociation:RouteTableAssociation", region):
        if args.get("subnetId") and link.get("subnetId") == args["subnetId"]:
            wanted = str(link.get("routeTableId"))
    tables = _there(account, "aws:ec2/routeTable:RouteTable", region)
    found = next((table for table in tables if table.id == wanted), None)
    if found is None:
        raise FunctionError(f"{token}: no route table for {json.dumps(dict(args))} in {region}")
    answer: Properties = {
        **reveal(found.outputs),
        "id": found.id,
        "routeTableId": found.id,
        "routes": [],
        "associations": [],
    }
    return _complete(token, {**args, **answer})


def subnets(account: Account, region: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """The ids of the subnets of a VPC, or with certain tags.

    Raises:
        FunctionError: A filter is not simulated.
    """
    filters = {one["name"]: one["values"] for one in list_at(args, "filters")}
    if unknown := filters.keys() - {"vpc-id", "availability-zone"}:
        raise FunctionError(f"getSubnets: the sandbox knows no filter {', '.join(sorted(unknown))}")
    found = [
        subnet.id
        for subnet in _there(account, "aws:ec2/subnet:Subnet", region)
        if subnet.get("vpcId") in filters.get("vpc-id", [subnet.get("vpcId")])
        and subnet.get("availabilityZone") in filters.get("availability-zone", [subnet.get("availabilityZone")])
        and _tagged(subnet, args)
    ]
    return _complete("aws:ec2/getSubnets:getSubnets", {**args, "id": region, "region": region, "ids": found})


def _there(account: Account, token: str, region: str) -> list[Living]:
    return [one for one in [*account.there(token), *given(token)] if one.region in {"", region}]


def _chosen(living: Living, chosen_by: Mapping[str, str], args: Mapping[str, Any]) -> bool:
    for name, prop in chosen_by.items():
        asked = args.get(name)
        if asked is None or (asked is False and living.get(prop) is None):
            continue
        has = living.id if prop == "id" else living.get(prop)
        if _bare(has) != _bare(asked) and not fnmatch.fnmatchcase(str(has), str(asked)):
            return False
    return _tagged(living, args)


def _bare(value: Any) -> Any:
    """Zones end in a dot and providers' URLs begin with a scheme, or do not: AWS takes both."""
    return value.rstrip(".").removeprefix("https://") if isinstance(value, str) else value


def _tagged(living: Living, args: Mapping[str, Any]) -> bool:
    has = map_at(living.outputs, "tagsAll") or map_at(living.outputs, "tags")
    return all(has.get(key) == value for key, value in map_at(args, "tags").items())


def _answer(token: str, living: Living, args: Mapping[str, Any], chosen_by: Mapping[str, str]) -> dict[str, Any]:
    answer: dict[str, Any] = {**args, **living.outputs, "id": living.id}
    for name, prop in chosen_by.items():
        answer[name] = living.id if prop == "id" else living.outputs.get(prop, args.get(name))
    return _complete(token, answer)


def _complete(token: str, answer: Mapping[str, Any]) -> dict[str, Any]:
    """The answer with exactly the properties that the SDK's result has; what AWS would say nothing of is empty."""
    empty: Properties = {
        "string": "",
        "integer": 0,
        "number": 0,
        "boolean": False,
        "array": [],
        "map": {},
        "object": {},
    }
    results = schema.function_results(token)
    known = {name: answer[name] for name in results if answer.get(name) is not None}
    return {**{prop.name: empty.get(prop.shape.kind) for prop in results.values() if prop.required}, **known}
