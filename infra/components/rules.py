"""Rules of security groups: one TCP port, one direction, one peer."""

import pulumi
import pulumi_aws as aws

ANYWHERE = "0.0.0.0/0"


def allow_in(
    name: str,
    group: pulumi.Input[str],
    port: int,
    opts: pulumi.ResourceOptions,
    *,
    why: str,
    peer: pulumi.Input[str] | None = None,
    cidr: str | None = None,
    prefix_list: pulumi.Input[str] | None = None,
) -> aws.vpc.SecurityGroupIngressRule:
    """Open `port` of `group` to a peer: another group, an address range or a list of ranges."""
    return aws.vpc.SecurityGroupIngressRule(
        name,
        security_group_id=group,
        ip_protocol="tcp",
        from_port=port,
        to_port=port,
        referenced_security_group_id=peer,
        cidr_ipv4=cidr,
        prefix_list_id=prefix_list,
        description=why,
        opts=opts,
    )


def allow_out(
    name: str,
    group: pulumi.Input[str],
    port: int,
    opts: pulumi.ResourceOptions,
    *,
    why: str,
    peer: pulumi.Input[str] | None = None,
    cidr: str | None = None,
    prefix_list: pulumi.Input[str] | None = None,
) -> aws.vpc.SecurityGroupEgressRule:
    """Let `group` connect to `port` of a peer: another group, an address range or a list of ranges."""
    return aws.vpc.SecurityGroupEgressRule(
        name,
        security_group_id=group,
        ip_protocol="tcp",
        from_port=port,
        to_port=port,
        referenced_security_group_id=peer,
        cidr_ipv4=cidr,
        prefix_list_id=prefix_list,
        description=why,
        opts=opts,
    )
