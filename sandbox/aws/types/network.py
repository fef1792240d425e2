"""Rows of the network types: `ec2` and `vpc`."""

from typing import Any

from sandbox.account import Living
from sandbox.aws.regions import zone_id, zone_names
from sandbox.aws.row import Making, Output, Row


def _arn(kind: str) -> str:
    return "arn:{partition}:ec2:{region}:{account}:" + kind + "/{id}"


def _public_ip(making: Making) -> str:
    """An address of the documentation ranges (RFC 5737), so that it is nobody's."""
    net = ("192.0.2", "198.51.100", "203.0.113")
    number = int(making.digits(8, "ip"), 16)
    return f"{net[number % 3]}.{number // 3 % 254 + 1}"


def _private_ip(making: Making) -> str:
    number = int(making.digits(8, "private-ip"), 16)
    return f"10.{number % 256}.{number // 256 % 256}.{number // 65536 % 250 + 4}"


def _dashed(address: str) -> str:
    return address.replace(".", "-")


def _public_dns(making: Making) -> str:
    return f"ec2-{_dashed(_public_ip(making))}.{making.region}.compute.amazonaws.com"


def _zone(making: Making) -> str:
    subnet = making.ref("subnetId")
    return str(subnet.get("availabilityZone")) if subnet else zone_names(making.region)[0]


def _vpc_of_subnet(making: Making) -> str:
    subnet = making.ref("subnetId")
    return str(subnet.get("vpcId")) if subnet else ""


def _dns_entries(making: Making) -> list[dict[str, Any]]:
    if making.get("vpcEndpointType") != "Interface":
        return []
    service = str(making.get("serviceName", "")).rpartition(f"{making.region}.")[2]
    name = f"{making.id}-{making.digits(8)}.{service}.{making.region}.vpce.amazonaws.com"
    return [{"dnsName": name, "hostedZoneId": f"Z{making.digits(13, 'zone').upper()}"}]


def _interfaces(making: Making) -> list[str]:
    if making.get("vpcEndpointType") != "Interface":
        return []
    return [f"eni-{making.digits(17, str(place))}" for place in range(len(making.get("subnetIds", [])))]


def _next_version(making: Making) -> int:
    return int(making.previous.get("latestVersion")) + 1 if making.previous else 1


def _vpc_parts(making: Making) -> list[Living]:
    """The default security group and the main route table that every VPC has from the start."""
    group, table = making.props["defaultSecurityGroupId"], making.props["mainRouteTableId"]
    return [
        Living(
            "aws:ec2/securityGroup:SecurityGroup",
            group,
            making.region,
            outputs={"id": group, "vpcId": making.id, "name": "default"},
            handles={"id": group, "name": "default"},
        ),
        Living(
            "aws:ec2/routeTable:RouteTable",
            table,
            making.region,
            outputs={"id": table, "vpcId": making.id},
            handles={"id": table},
        ),
    ]


_RULE: dict[str, Output] = {"securityGroupRuleId": "{id}"}

NETWORK: dict[str, Row] = {
    "aws:ec2/vpc:Vpc": Row(
        "vpc-{hex17}",
        _arn("vpc"),
        {
            "defaultNetworkAclId": "acl-{hex17_acl}",
            "defaultRouteTableId": "rtb-{hex17_main}",
            "defaultSecurityGroupId": "sg-{hex17_default}",
            "dhcpOptionsId": "dopt-{hex17_dhcp}",
            "mainRouteTableId": "rtb-{hex17_main}",
            "ipv6AssociationId": "",
            "ipv6CidrBlock": "",
            "enableDnsHostnames": False,
        },
        also=_vpc_parts,
    ),
    "aws:ec2/subnet:Subnet": Row(
        "subnet-{hex17}",
        _arn("subnet"),
        {
            "availabilityZone": lambda making: zone_names(making.region)[0],
            "availabilityZoneId": lambda making: zone_id(
                str(making.get("availabilityZone", zone_names(making.region)[0]))
            ),
            "ipv6CidrBlock": "",
            "ipv6CidrBlockAssociationId": "",
            "privateDnsHostnameTypeOnLaunch": "ip-name",
        },
    ),
    "aws:ec2/internetGateway:InternetGateway": Row("igw-{hex17}", _arn("internet-gateway")),
    "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": Row("eigw-{hex17}"),
    "aws:ec2/routeTable:RouteTable": Row("rtb-{hex17}", _arn("route-table")),
    "aws:ec2/route:Route": Row(
        "r-{routeTableId}{num10}",
        outputs={"instanceId": "", "instanceOwnerId": "", "origin": "CreateRoute", "state": "active"},
    ),
    "aws:ec2/routeTableAssociation:RouteTableAssociation": Row("rtbassoc-{hex17}"),
    "aws:ec2/natGateway:NatGateway": Row(
        "nat-{hex17}",
        _arn("natgateway"),
        {
            "associationId": "eipassoc-{hex17_association}",
            "autoProvisionZones": "",
            "autoScalingIps": "",
            "availabilityMode": "zonal",
            "networkInterfaceId": "eni-{hex17_eni}",
            "privateIp": _private_ip,
            "publicIp": lambda making: str(eip.get("publicIp")) if (eip := making.ref("allocationId")) else "",
            "regionalNatGatewayAddresses": [],
            "regionalNatGatewayAutoMode": "",
            "routeTableId": "",
            "vpcId": _vpc_of_subnet,
        },
    ),
    "aws:ec2/eip:Eip": Row(
        "eipalloc-{hex17}",
        "arn:{partition}:ec2:{region}:{account}:elastic-ip/{id}",
        {
            "allocationId": "{id}",
            "associationId": "",
            "carrierIp": "",
            "customerOwnedIp": "",
            "domain": "vpc",
            "networkBorderGroup": "{region}",
            "privateDns": "",
            "privateIp": "",
            "ptrRecord": "",
            "publicDns": _public_dns,
            "publicIp": _public_ip,
            "publicIpv4Pool": "amazon",
        },
    ),
    "aws:ec2/eipAssociation:EipAssociation": Row(
        "eipassoc-{hex17}",
        outputs={
            "networkInterfaceId": "eni-{hex17_eni}",
            "privateIpAddress": _private_ip,
            "publicIp": lambda making: str(eip.get("publicIp")) if (eip := making.ref("allocationId")) else "",
        },
    ),
    "aws:ec2/vpcEndpoint:VpcEndpoint": Row(
        "vpce-{hex17}",
        _arn("vpc-endpoint"),
        {
            "cidrBlocks": [],
            "dnsEntries": _dns_entries,
            "ipAddressType": "ipv4",
            "networkInterfaceIds": _interfaces,
            "policy": '{{"Statement":[{{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}}],'
            '"Version":"2008-10-17"}}',
            "prefixListId": lambda making: (
                "" if making.get("vpcEndpointType") == "Interface" else f"pl-{making.digits(8, 'prefix')}"
            ),
            "requesterManaged": False,
            "serviceRegion": "{region}",
            "state": "available",
        },
    ),
    "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation": Row("a-{vpcEndpointId}{num10}"),
    "aws:ec2/securityGroup:SecurityGroup": Row("sg-{hex17}", _arn("security-group")),
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": Row(
        "sg-{hex17}",
        _arn("security-group"),
        {"description": "default VPC security group", "name": "default", "namePrefix": ""},
    ),
    "aws:ec2/securityGroupRule:SecurityGroupRule": Row(
        "sgrule-{num10}", outputs={"securityGroupRuleId": "sgr-{hex17_rule}"}
    ),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": Row("sgr-{hex17}", _arn("security-group-rule"), _RULE),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": Row("sgr-{hex17}", _arn("security-group-rule"), _RULE),
    "aws:ec2/flowLog:FlowLog": Row("fl-{hex17}", _arn("vpc-flow-log")),
    "aws:ec2/managedPrefixList:ManagedPrefixList": Row("pl-{hex17}", _arn("prefix-list"), {"version": 1}),
    "aws:ec2/networkInterface:NetworkInterface": Row(
        "eni-{hex17}",
        _arn("network-interface"),
        {
            "interfaceType": "interface",
            "macAddress": "02:{hex2_a}:{hex2_b}:{hex2_c}:{hex2_d}:{hex2_e}",
            "outpostArn": "",
            "privateDnsName": lambda making: f"ip-{_dashed(_private_ip(making))}.ec2.internal",
            "privateIp": _private_ip,
        },
    ),
    "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment": Row(
        "eni-attach-{hex17}", outputs={"attachmentId": "{id}", "status": "attached"}
    ),
    "aws:ec2/instance:Instance": Row(
        "i-{hex17}",
        _arn("instance"),
        {
            "availabilityZone": _zone,
            "instanceInitiatedShutdownBehavior": "stop",
            "instanceLifecycle": "",
            "instanceState": "running",
            "outpostArn": "",
            "passwordData": "",
            "primaryNetworkInterfaceId": "eni-{hex17_eni}",
            "privateDns": lambda making: f"ip-{_dashed(_private_ip(making))}.ec2.internal",
            "privateIp": _private_ip,
            "publicDns": lambda making: _public_dns(making) if making.get("associatePublicIpAddress") else "",
            "publicIp": lambda making: _public_ip(making) if making.get("associatePublicIpAddress") else "",
            "spotInstanceRequestId": "",
            "tenancy": "default",
        },
    ),
    "aws:ec2/launchTemplate:LaunchTemplate": Row(
        "lt-{hex17}",
        _arn("launch-template"),
        {"latestVersion": _next_version, "defaultVersion": 1},
    ),
    "aws:ec2/keyPair:KeyPair": Row(
        "{keyName}",
        "arn:{partition}:ec2:{region}:{account}:key-pair/{keyName}",
        {"fingerprint": "{hex32}", "keyPairId": "key-{hex17}", "keyType": "ed25519"},
    ),
    "aws:ebs/volume:Volume": Row("vol-{hex17}", _arn("volume"), {"createTime": "2026-01-01T00:00:00Z"}),
}
