"""When AWS refuses to end a resource, and what stays behind when it does not."""

from collections.abc import Mapping
from typing import Final

from sandbox.account import Account, Living
from sandbox.aws.rules.operations import DELETED_SECRET

# What cannot go while another resource names it, and AWS's word for that. Sources: the services' API References
# (errors of the Delete operations).
_HELD: Final[Mapping[str, str]] = {
    "aws:acm/certificate:Certificate": "ResourceInUseException",
    "aws:autoscaling/group:Group": "ResourceInUse",
    "aws:backup/vault:Vault": "InvalidRequestException",
    "aws:cloudfront/cachePolicy:CachePolicy": "CachePolicyInUse",
    "aws:cloudfront/function:Function": "FunctionInUse",
    "aws:cloudfront/originAccessControl:OriginAccessControl": "OriginAccessControlInUse",
    "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": "OriginRequestPolicyInUse",
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": "ResponseHeadersPolicyInUse",
    "aws:cloudfront/vpcOrigin:VpcOrigin": "CannotDeleteEntityWhileInUse",
    "aws:ec2/eip:Eip": "InvalidIPAddress.InUse",
    "aws:ec2/internetGateway:InternetGateway": "DependencyViolation",
    "aws:ec2/networkInterface:NetworkInterface": "InvalidNetworkInterface.InUse",
    "aws:ec2/securityGroup:SecurityGroup": "DependencyViolation",
    "aws:ec2/subnet:Subnet": "DependencyViolation",
    "aws:ec2/vpc:Vpc": "DependencyViolation",
    "aws:ecs/capacityProvider:CapacityProvider": "ResourceInUseException",
    "aws:ecs/cluster:Cluster": "ClusterContainsServicesException",
    "aws:efs/fileSystem:FileSystem": "FileSystemInUse",
    "aws:elasticache/parameterGroup:ParameterGroup": "InvalidCacheParameterGroupState",
    "aws:elasticache/subnetGroup:SubnetGroup": "CacheSubnetGroupInUse",
    "aws:elasticache/userGroup:UserGroup": "InvalidUserGroupState",
    "aws:iam/instanceProfile:InstanceProfile": "DeleteConflict",
    "aws:iam/policy:Policy": "DeleteConflict",
    "aws:iam/role:Role": "DeleteConflict",
    "aws:lb/targetGroup:TargetGroup": "ResourceInUse",
    "aws:rds/cluster:Cluster": "InvalidDBClusterStateFault",
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": "InvalidDBParameterGroupState",
    "aws:rds/parameterGroup:ParameterGroup": "InvalidDBParameterGroupState",
    "aws:rds/subnetGroup:SubnetGroup": "InvalidDBSubnetGroupStateFault",
    "aws:servicediscovery/httpNamespace:HttpNamespace": "ResourceInUse",
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": "ResourceInUse",
    "aws:wafv2/ipSet:IpSet": "WAFAssociatedItemException",
    "aws:wafv2/webAcl:WebAcl": "WAFAssociatedItemException",
}

# Users that do not hold what they name: they are settings of it, or AWS lets go of them by itself.
_LETS_GO: Final[Mapping[str, frozenset[str]]] = {
    "aws:iam/role:Role": frozenset(
        {
            "aws:ecs/taskDefinition:TaskDefinition",
            "aws:ecs/service:Service",
            "aws:rds/instance:Instance",
            "aws:rds/cluster:Cluster",
            "aws:rds/clusterInstance:ClusterInstance",
            "aws:scheduler/schedule:Schedule",
            "aws:backup/selection:Selection",
            "aws:budgets/budgetAction:BudgetAction",
            "aws:cloudtrail/trail:Trail",
            "aws:cloudwatch/eventTarget:EventTarget",
            "aws:cloudwatch/eventRule:EventRule",
            "aws:ec2/flowLog:FlowLog",
        }
    ),
    "aws:ec2/vpc:Vpc": frozenset({"aws:ec2/flowLog:FlowLog", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"}),
    "aws:ec2/subnet:Subnet": frozenset(
        {"aws:ec2/flowLog:FlowLog", "aws:ec2/routeTableAssociation:RouteTableAssociation"}
    ),
    "aws:ec2/eip:Eip": frozenset({"aws:ec2/eipAssociation:EipAssociation"}),
    "aws:acm/certificate:Certificate": frozenset({"aws:acm/certificateValidation:CertificateValidation"}),
    "aws:ecs/cluster:Cluster": frozenset(
        {
            "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
            "aws:scheduler/schedule:Schedule",
            "aws:cloudwatch/eventTarget:EventTarget",
        }
    ),
    "aws:efs/fileSystem:FileSystem": frozenset(
        {
            "aws:efs/accessPoint:AccessPoint",
            "aws:efs/backupPolicy:BackupPolicy",
            "aws:efs/fileSystemPolicy:FileSystemPolicy",
            "aws:ecs/taskDefinition:TaskDefinition",
        }
    ),
    "aws:autoscaling/group:Group": frozenset(
        {
            "aws:autoscaling/policy:Policy",
            "aws:autoscaling/schedule:Schedule",
            "aws:autoscaling/lifecycleHook:LifecycleHook",
        }
    ),
    "aws:wafv2/webAcl:WebAcl": frozenset({"aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"}),
    "aws:lb/targetGroup:TargetGroup": frozenset(
        {"aws:ecs/service:Service", "aws:autoscaling/group:Group", "aws:lb/targetGroupAttachment:TargetGroupAttachment"}
    ),
}

# The argument that forbids deletion while it is true.
_PROTECTED: Final[Mapping[str, str]] = {
    "aws:cloudwatch/logGroup:LogGroup": "deletionProtectionEnabled",
    "aws:ec2/instance:Instance": "disableApiTermination",
    "aws:lb/loadBalancer:LoadBalancer": "enableDeletionProtection",
    "aws:rds/cluster:Cluster": "deletionProtection",
    "aws:rds/instance:Instance": "deletionProtection",
}

# A security group's own rules go with it.
_RULES_OF_A_GROUP: Final = {
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    "aws:ec2/securityGroupRule:SecurityGroupRule",
}


def refusal(account: Account, living: Living) -> str:
    """Why AWS would not delete this resource now; empty when it would."""
    prop = _PROTECTED.get(living.type)
    if prop and living.get(prop):
        return f"OperationNotPermitted: {prop} is on; switch it off first"
    if living.type in {"aws:rds/instance:Instance", "aws:rds/cluster:Cluster"} and not _may_end_without_snapshot(
        living
    ):
        return "InvalidParameterCombination: finalSnapshotIdentifier is required when skipFinalSnapshot is false"
    if living.type not in _HELD:
        return ""
    holders = [user for user in account.users_of(living) if _holds(user, living)]
    if holders:
        names = ", ".join(f"{user.type.rpartition(':')[2]} {user.name or user.id}" for user in holders[:3])
        return f"{_HELD[living.type]}: {living.id} is in use by {names}"
    return ""


def leave_behind(account: Account, living: Living) -> None:
    """What a deletion leaves: a secret's name stays taken for its recovery window."""
    window = living.get("recoveryWindowInDays")
    if living.type == "aws:secretsmanager/secret:Secret" and window != 0:
        account.give(Living(DELETED_SECRET, str(living.get("name")), living.region))


def _may_end_without_snapshot(living: Living) -> bool:
    replica = living.get("replicateSourceDb") or living.get("replicationSourceIdentifier")
    return bool(living.get("skipFinalSnapshot") or living.get("finalSnapshotIdentifier") or replica)


def _holds(user: Living, living: Living) -> bool:
    if user.type in _LETS_GO.get(living.type, frozenset()) or user.key == living.key:
        return False
    own_rule = living.type == "aws:ec2/securityGroup:SecurityGroup" and user.type in _RULES_OF_A_GROUP
    return not (own_rule and user.get("securityGroupId") == living.id)
