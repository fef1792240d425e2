"""Rules of VPCs and what lies in them. Sources: Amazon VPC User Guide, Amazon EC2 API Reference (error codes)."""

import ipaddress
from collections.abc import Iterator
from typing import Final

from sandbox.aws.given import given
from sandbox.aws.regions import zone_exists
from sandbox.aws.row import Making
from sandbox.aws.rules.common import Rule, exactly_one, needs, siblings, within, zones_of

_GATEWAY_SERVICES: Final = ("s3", "dynamodb")
_RULES_PER_GROUP: Final = 60
_SOURCES: Final = ("cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId")


def _network(text: object) -> ipaddress.IPv4Network | None:
    try:
        return ipaddress.IPv4Network(str(text))
    except ValueError:
        return None


def _vpc_block(making: Making) -> Iterator[str]:
    block = _network(making.get("cidrBlock"))
    if block is None:
        yield f"InvalidParameterValue: cidrBlock {making.get('cidrBlock')!r} is no IPv4 block"
    elif not 16 <= block.prefixlen <= 28:
        yield f"InvalidVpc.Range: {block} is not between /16 and /28"


def _subnet_block(making: Making) -> Iterator[str]:
    block, vpc = _network(making.get("cidrBlock")), making.ref("vpcId")
    whole = _network(vpc.get("cidrBlock")) if vpc else None
    if block is None or not 16 <= block.prefixlen <= 28:
        yield f"InvalidSubnet.Range: {making.get('cidrBlock')!r} is no block between /16 and /28"
        return
    if whole and not block.subnet_of(whole):
        yield f"InvalidSubnet.Range: {block} is not inside the VPC's {whole}"
    for other in siblings(making):
        theirs = _network(other.get("cidrBlock"))
        if other.get("vpcId") == making.get("vpcId") and theirs and theirs.overlaps(block):
            yield f"InvalidSubnet.Conflict: {block} conflicts with {theirs} of {other.id}"


def _zone(making: Making) -> Iterator[str]:
    zone = making.get("availabilityZone")
    if zone and not zone_exists(str(zone), making.region):
        yield f"InvalidParameterValue: availabilityZone {zone!r} does not exist in {making.region}"


def _only_gateway(making: Making) -> Iterator[str]:
    for other in siblings(making):
        if making.get("vpcId") and other.get("vpcId") == making.get("vpcId"):
            yield f"Resource.AlreadyAssociated: {making.get('vpcId')} has the internet gateway {other.id} already"


def _only_association(making: Making) -> Iterator[str]:
    for other in siblings(making):
        if making.get("subnetId") and other.get("subnetId") == making.get("subnetId"):
            yield f"Resource.AlreadyAssociated: {making.get('subnetId')} has a route table already ({other.id})"


def _route(making: Making) -> Iterator[str]:
    destinations = ("destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId")
    yield from exactly_one(*destinations)(making)
    targets = ("gatewayId", "natGatewayId", "networkInterfaceId", "vpcEndpointId", "egressOnlyGatewayId")
    yield from exactly_one(*targets)(making)
    props = ("routeTableId", *destinations)
    for other in siblings(making):
        if all(other.get(prop) == making.get(prop) for prop in props):
            yield f"RouteAlreadyExists: {making.get('routeTableId')} has a route to that destination ({other.id})"


def _nat(making: Making) -> Iterator[str]:
    if making.get("connectivityType", "public") == "public" and making.get("availabilityMode") != "regional":
        yield from needs("allocationId", "subnetId")(making)
    for user in _users_of_address(making):
        yield f"Resource.AlreadyAssociated: {making.get('allocationId')} is in use by {user}"


def _eip_association(making: Making) -> Iterator[str]:
    if not making.get("allowReassociation"):
        for user in _users_of_address(making):
            yield f"Resource.AlreadyAssociated: {making.get('allocationId')} is in use by {user}"


def _users_of_address(making: Making) -> list[str]:
    kinds = ("aws:ec2/natGateway:NatGateway", "aws:ec2/eipAssociation:EipAssociation")
    return [
        other.id
        for other in making.account.of(*kinds)
        if making.get("allocationId") and other.get("allocationId") == making.get("allocationId")
        if other.urn != making.urn
    ]


def _endpoint_service(making: Making) -> Iterator[str]:
    service = str(making.get("serviceName", ""))
    prefix = f"com.amazonaws.{making.get('serviceRegion', making.region)}."
    if not service.startswith((prefix, "com.amazonaws.vpce.", "aws.api.")):
        yield f"InvalidServiceName: {service!r} does not exist in {making.region} (expected {prefix}…)"
    gateway = making.get("vpcEndpointType", "Gateway") == "Gateway"
    if gateway and service.removeprefix(prefix) not in _GATEWAY_SERVICES:
        yield f"InvalidParameter: {service} has no gateway endpoint; only {' and '.join(_GATEWAY_SERVICES)} have"
    if gateway and (making.get("subnetIds") or making.get("securityGroupIds") or making.get("privateDnsEnabled")):
        yield "InvalidParameter: a gateway endpoint takes route tables, no subnets, groups or private DNS"


def _endpoint_placement(making: Making) -> Iterator[str]:
    if making.get("vpcEndpointType") != "Interface":
        return
    zones = zones_of(making.refs_under("subnetIds"))
    if len(zones) != len(set(zones)):
        yield "DuplicateSubnetsInSameZone: an interface endpoint takes one subnet per zone"
    vpc = making.ref("vpcId")
    dns = vpc is not None and vpc.get("enableDnsHostnames") and vpc.get("enableDnsSupport") is not False
    if making.get("privateDnsEnabled") and not dns:
        yield "InvalidParameter: private DNS needs DNS support and DNS hostnames on the VPC"


def _rule_source(making: Making) -> Iterator[str]:
    yield from exactly_one(*_SOURCES)(making)
    protocol = str(making.get("ipProtocol"))
    ports = (making.get("fromPort"), making.get("toPort"))
    if protocol in {"tcp", "udp", "6", "17"} and None in ports:
        yield f"InvalidParameterValue: protocol {protocol} needs fromPort and toPort"
    if protocol == "-1" and ports != (None, None):
        yield "InvalidParameterValue: all protocols (-1) take no ports"
    if protocol not in {"tcp", "udp", "icmp", "icmpv6", "-1"} and not protocol.isdigit():
        yield f"InvalidPermission.Malformed: unknown protocol {protocol!r}"


def _rule_once(making: Making) -> Iterator[str]:
    props = ("securityGroupId", "ipProtocol", "fromPort", "toPort", *_SOURCES)
    mine = tuple(making.get(prop) for prop in props)
    for other in siblings(making):
        if tuple(other.get(prop) for prop in props) == mine:
            yield f"InvalidPermission.Duplicate: the same rule exists in {mine[0]} ({other.id})"


def _rule_room(making: Making) -> Iterator[str]:
    """A group has 60 rules a direction, and a prefix list counts as many as it may have entries.

    Source: Amazon VPC User Guide, "Amazon VPC quotas" and "Work with AWS-managed prefix lists" (weight).
    """
    group = making.get("securityGroupId")
    lists = {one.id: int(one.get("maxEntries") or 1) for one in given("aws:ec2/managedPrefixList:ManagedPrefixList")}
    rules = [making, *(one for one in siblings(making) if one.get("securityGroupId") == group)]
    count = sum(lists.get(str(rule.get("prefixListId")), 1) for rule in rules)
    if count > _RULES_PER_GROUP:
        yield f"RulesPerSecurityGroupLimitExceeded: {group} would count {count} rules, {_RULES_PER_GROUP} at most"


def _flow_log(making: Making) -> Iterator[str]:
    yield from exactly_one("vpcId", "subnetId", "eniId")(making)
    yield from needs("logDestination")(making)
    to_logs = making.get("logDestinationType", "cloud-watch-logs") == "cloud-watch-logs"
    if to_logs and not making.get("iamRoleArn"):
        yield "InvalidParameter: logs to CloudWatch need iamRoleArn"
    bucket = making.ref("logDestination")
    if bucket and to_logs is (bucket.type == "aws:s3/bucket:Bucket"):
        yield f"InvalidParameter: logDestination {bucket.id} does not fit logDestinationType"


def _instance(making: Making) -> Iterator[str]:
    if not making.get("launchTemplate"):
        yield from needs("ami", "instanceType")(making)


NETWORK_RULES: Final[dict[str, tuple[Rule, ...]]] = {
    "aws:ec2/vpc:Vpc": (_vpc_block,),
    "aws:ec2/subnet:Subnet": (_subnet_block, _zone),
    "aws:ec2/internetGateway:InternetGateway": (_only_gateway,),
    "aws:ec2/route:Route": (_route,),
    "aws:ec2/routeTableAssociation:RouteTableAssociation": (exactly_one("subnetId", "gatewayId"), _only_association),
    "aws:ec2/natGateway:NatGateway": (_nat,),
    "aws:ec2/eipAssociation:EipAssociation": (exactly_one("instanceId", "networkInterfaceId"), _eip_association),
    "aws:ec2/vpcEndpoint:VpcEndpoint": (needs("serviceName"), _endpoint_service, _endpoint_placement),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": (_rule_source, _rule_once, _rule_room),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": (_rule_source, _rule_once, _rule_room),
    "aws:ec2/flowLog:FlowLog": (_flow_log,),
    "aws:ec2/instance:Instance": (_instance,),
    "aws:ebs/volume:Volume": (within("size", 1, 65536),),
}
