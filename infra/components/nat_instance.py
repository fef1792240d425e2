"""EC2 instances that forward what private subnets send to the internet."""

import pulumi
import pulumi_aws as aws
import pulumi_awsx as awsx

from infra.aws_rules import ec2, ssm
from infra.components.base import Layer
from infra.components.rules import ANYWHERE, allow_in, allow_out
from infra.model.network import CreatedNetwork, NatInstance

HTTPS = 443

USER_DATA = """#!/bin/bash
set -euo pipefail
dnf install -y iptables-services
echo 'net.ipv4.ip_forward = 1' > /etc/sysctl.d/90-nat.conf
sysctl --system
out=$(ip -o route show default | awk '{print $5; exit}')
iptables -F FORWARD
iptables -t nat -A POSTROUTING -o "$out" -j MASQUERADE
service iptables save
systemctl enable --now iptables
"""
"""Forwards and masquerades, as AWS's guide to NAT instances does on Amazon Linux 2023."""


def add_nat_instances(
    layer: Layer, prefix: str, network: CreatedNetwork, egress: NatInstance, vpc: awsx.ec2.Vpc
) -> tuple[list[aws.ec2.Instance], list[pulumi.Output[str]]]:
    """Add one instance, or one a zone, each with an address of its own; return them and the addresses."""
    count = network.zone_count if egress.per_zone else 1
    names = [f"{prefix}-nat-instance-{n + 1}" for n in range(count)]
    eips = [aws.ec2.Eip(name, domain="vpc", tags={"Name": name}, opts=layer.child()) for name in names]
    group = _security_group(layer, prefix, network, vpc)
    found = ec2.find(egress.instance_type)
    image = aws.ssm.get_parameter_output(
        name=ssm.AL2023_IMAGE[found.architecture if found else "x86_64"],
        opts=pulumi.InvokeOptions(parent=layer),
    )
    instances = [
        _instance(layer, name, egress, vpc.public_subnet_ids[n], group.id, image.value, eips[n])
        for n, name in enumerate(names)
    ]
    return instances, [eip.public_ip for eip in eips]


def _security_group(layer: Layer, prefix: str, network: CreatedNetwork, vpc: awsx.ec2.Vpc) -> aws.ec2.SecurityGroup:
    name = f"{prefix}-nat"
    group = aws.ec2.SecurityGroup(
        name,
        vpc_id=vpc.vpc_id,
        description="NAT instance: HTTPS from the VPC to the internet",
        opts=layer.child(),
    )
    allow_in(name, group.id, HTTPS, layer.child(), cidr=str(network.cidr), why="HTTPS to be forwarded")
    allow_out(name, group.id, HTTPS, layer.child(), cidr=ANYWHERE, why="HTTPS forwarded")
    return group


def _instance(
    layer: Layer,
    name: str,
    egress: NatInstance,
    subnet: pulumi.Output[str],
    group: pulumi.Output[str],
    image: pulumi.Output[str],
    eip: aws.ec2.Eip,
) -> aws.ec2.Instance:
    """Return an instance that may forward; a newer image alone does not replace it."""
    instance = aws.ec2.Instance(
        name,
        ami=image,
        instance_type=egress.instance_type,
        subnet_id=subnet,
        vpc_security_group_ids=[group],
        source_dest_check=False,
        user_data=USER_DATA,
        metadata_options={"http_endpoint": "enabled", "http_tokens": "required"},
        credit_specification={"cpu_credits": "standard"} if _burstable(egress.instance_type) else None,
        root_block_device={"volume_type": "gp3", "volume_size": egress.root_volume_gb, "encrypted": True},
        tags={"Name": name},
        opts=layer.child(ignore_changes=["ami"]),
    )
    aws.ec2.EipAssociation(name, instance_id=instance.id, allocation_id=eip.allocation_id, opts=layer.child())
    return instance


def _burstable(instance_type: str) -> bool:
    found = ec2.find(instance_type)
    return found is not None and found.burstable
