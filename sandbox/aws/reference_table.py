"""Which arguments name other resources, and of which type: the table.

A row says for an argument's name which types it accepts and by what they are named there (`id`, `arn`, `name`, or
another property of the target). Rows apply at every depth. A row under `type.argument` or `type.path.argument` wins
over the plain one. An argument that looks like a reference and is in none of the tables here fails a test.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Ref:
    """What one argument may name.

    Attributes:
        types: The accepted types, each with the handles by which it may be named.
        literal: A pattern of values that name something outside of the account (`alias/aws/s3`, `local`).
        trusted_by: The service that must be allowed to assume the role named here.
        anywhere: Whether the target may live in another region.
    """

    types: tuple[tuple[str, tuple[str, ...]], ...]
    literal: str = ""
    trusted_by: str = ""
    anywhere: bool = False

    def __or__(self, other: "Ref") -> "Ref":
        literal = "|".join(filter(None, (self.literal, other.literal)))
        return Ref(self.types + other.types, literal, self.trusted_by or other.trusted_by, self.anywhere)


def _ref(token: str, *handles: str, literal: str = "", trusted_by: str = "", anywhere: bool = False) -> Ref:
    return Ref(((token, handles or ("id",)),), literal, trusted_by, anywhere)


def _role(trusted_by: str, *handles: str) -> Ref:
    return _ref("aws:iam/role:Role", *(handles or ("arn",)), trusted_by=trusted_by)


def _none(literal: str = "") -> Ref:
    """An argument that names a kind of resource which the sandbox does not have: only literals are accepted."""
    return Ref((), literal)


# What stands in the table to say that an argument is no reference here, though its name is one elsewhere.
FREE: Final = _none(r".+")

_VPC: Final = _ref("aws:ec2/vpc:Vpc")
_SUBNET: Final = _ref("aws:ec2/subnet:Subnet")
_GROUP: Final = _ref("aws:ec2/securityGroup:SecurityGroup")
_TABLE: Final = _ref("aws:ec2/routeTable:RouteTable")
_ENI: Final = _ref("aws:ec2/networkInterface:NetworkInterface")
_EIP: Final = _ref("aws:ec2/eip:Eip", "allocationId")
_ENDPOINT: Final = _ref("aws:ec2/vpcEndpoint:VpcEndpoint")
_PREFIX_LIST: Final = _ref("aws:ec2/managedPrefixList:ManagedPrefixList")
_AMI: Final = _ref("aws:ec2/ami:Ami", literal=r"resolve:ssm:.+")
_TEMPLATE: Final = "aws:ec2/launchTemplate:LaunchTemplate"
_KEY: Final = _ref("aws:kms/key:Key", "arn", "keyId", literal=r"alias/aws/[\w-]+") | _ref(
    "aws:kms/alias:Alias", "arn", "name"
)
_KEY_ARN: Final = _ref("aws:kms/key:Key", "arn") | _ref("aws:kms/alias:Alias", "arn")
_BUCKET: Final = _ref("aws:s3/bucket:Bucket", "bucket", anywhere=True)
_TOPIC: Final = _ref("aws:sns/topic:Topic", "arn")
_QUEUE_URL: Final = _ref("aws:sqs/queue:Queue", "url")
_QUEUE_ARN: Final = _ref("aws:sqs/queue:Queue", "arn")
_LOG_GROUP: Final = _ref("aws:cloudwatch/logGroup:LogGroup", "name")
_LOG_GROUP_ARN: Final = _ref("aws:cloudwatch/logGroup:LogGroup", "arn")
_SECRET: Final = _ref("aws:secretsmanager/secret:Secret", "arn", "name")
_CLUSTER_ARN: Final = _ref("aws:ecs/cluster:Cluster", "arn")
_CLUSTER: Final = _ref("aws:ecs/cluster:Cluster", "arn", "name")
_TASK: Final = _ref("aws:ecs/taskDefinition:TaskDefinition", "arn", "arnWithoutRevision")
_PROVIDER: Final = _ref("aws:ecs/capacityProvider:CapacityProvider", "name", literal=r"FARGATE|FARGATE_SPOT")
_LISTENER: Final = _ref("aws:lb/listener:Listener", "arn")
_TARGETS: Final = _ref("aws:lb/targetGroup:TargetGroup", "arn")
_BALANCER: Final = _ref("aws:lb/loadBalancer:LoadBalancer", "arn")
_CERTIFICATE: Final = _ref("aws:acm/certificate:Certificate", "arn", anywhere=True)
_FILES: Final = _ref("aws:efs/fileSystem:FileSystem")
_DB_GROUP: Final = _ref("aws:rds/subnetGroup:SubnetGroup", "name")
_DB_PARAMS: Final = _ref("aws:rds/parameterGroup:ParameterGroup", "name", literal=r"default\..+")
_DB_CLUSTER_PARAMS: Final = _ref("aws:rds/clusterParameterGroup:ClusterParameterGroup", "name", literal=r"default\..+")
_SCALING_GROUP: Final = _ref("aws:autoscaling/group:Group", "name")
_POLICY: Final = _ref("aws:iam/policy:Policy", "arn")
_PROFILE: Final = "aws:iam/instanceProfile:InstanceProfile"
_NAMESPACE: Final = _ref("aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace") | _ref(
    "aws:servicediscovery/httpNamespace:HttpNamespace"
)
_ALARM_ACTION: Final = (
    _TOPIC
    | _ref("aws:autoscaling/policy:Policy", "arn")
    | _ref("aws:appautoscaling/policy:Policy", "arn")
    | _none(r"arn:aws:automate:.+|arn:aws:swf:.+")
)

REFERENCES: Final[Mapping[str, Ref]] = {
    "accessPointId": _ref("aws:efs/accessPoint:AccessPoint"),
    "acmCertificateArn": _CERTIFICATE,
    "alarmActions": _ALARM_ACTION,
    "allocationId": _EIP,
    "allocationIds": _EIP,
    "alternateTargetGroupArn": _TARGETS,
    "ami": _AMI,
    "autoScalingGroupArn": _ref("aws:autoscaling/group:Group", "arn"),
    "autoscalingGroupName": _SCALING_GROUP,
    "aws:autoscaling/group:Group.launchTemplate.id": _ref(_TEMPLATE),
    "aws:autoscaling/group:Group.launchTemplate.name": _ref(_TEMPLATE, "name"),
    "aws:backup/plan:Plan.rules.targetVaultName": _ref("aws:backup/vault:Vault", "name"),
    "aws:backup/selection:Selection.iamRoleArn": _role("backup.amazonaws.com"),
    "aws:budgets/budgetAction:BudgetAction.executionRoleArn": _role("budgets.amazonaws.com"),
    "aws:cloudfront/distribution:Distribution.functionArn": _ref("aws:cloudfront/function:Function", "arn"),
    "aws:cloudfront/distribution:Distribution.loggingConfig.bucket": _ref(
        "aws:s3/bucket:Bucket", "bucketDomainName", anywhere=True
    ),
    "aws:cloudfront/distribution:Distribution.webAclId": _ref("aws:wafv2/webAcl:WebAcl", "arn", anywhere=True),
    "aws:cloudwatch/eventRule:EventRule.roleArn": _role("events.amazonaws.com"),
    "aws:cloudwatch/eventTarget:EventTarget.arn": _CLUSTER_ARN | _QUEUE_ARN | _TOPIC | _LOG_GROUP_ARN,
    "aws:cloudwatch/eventTarget:EventTarget.deadLetterConfig.arn": _QUEUE_ARN,
    "aws:cloudwatch/eventTarget:EventTarget.roleArn": _role("events.amazonaws.com"),
    "aws:cloudwatch/eventTarget:EventTarget.rule": _ref("aws:cloudwatch/eventRule:EventRule", "name"),
    "aws:cloudwatch/logGroup:LogGroup.kmsKeyId": _KEY_ARN,
    "aws:ec2/instance:Instance.launchTemplate.id": _ref(_TEMPLATE),
    "aws:ec2/instance:Instance.launchTemplate.name": _ref(_TEMPLATE, "name"),
    "aws:ec2/launchTemplate:LaunchTemplate.iamInstanceProfile.arn": _ref(_PROFILE, "arn"),
    "aws:ec2/launchTemplate:LaunchTemplate.iamInstanceProfile.name": _ref(_PROFILE, "name"),
    "aws:ec2/eip:Eip.instance": _ref("aws:ec2/instance:Instance"),
    "aws:ec2/eip:Eip.networkInterface": _ENI,
    "aws:ec2/flowLog:FlowLog.iamRoleArn": _role("vpc-flow-logs.amazonaws.com"),
    "aws:ec2/flowLog:FlowLog.logDestination": _ref("aws:s3/bucket:Bucket", "arn", anywhere=True) | _LOG_GROUP_ARN,
    "aws:ec2/route:Route.gatewayId": _ref("aws:ec2/internetGateway:InternetGateway", literal="local"),
    "aws:ec2/routeTable:RouteTable.gatewayId": _ref("aws:ec2/internetGateway:InternetGateway", literal="local"),
    "aws:ec2/routeTableAssociation:RouteTableAssociation.gatewayId": _ref("aws:ec2/internetGateway:InternetGateway"),
    "aws:ec2/securityGroup:SecurityGroup.securityGroups": _GROUP,
    "aws:ecs/capacityProvider:CapacityProvider.cluster": _ref("aws:ecs/cluster:Cluster", "name"),
    "aws:ecs/cluster:Cluster.s3BucketName": _BUCKET,
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders.capacityProviders": _PROVIDER,
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders.clusterName": _ref("aws:ecs/cluster:Cluster", "name"),
    "aws:ecs/service:Service.alarms.alarmNames": _ref("aws:cloudwatch/metricAlarm:MetricAlarm", "name"),
    "aws:ecs/service:Service.cluster": _CLUSTER,
    "aws:ecs/service:Service.iamRole": _role("ecs.amazonaws.com", "arn", "name"),
    "aws:ecs/service:Service.loadBalancers.advancedConfiguration.productionListenerRule": _ref(
        "aws:lb/listenerRule:ListenerRule", "arn"
    ),
    "aws:ecs/service:Service.loadBalancers.advancedConfiguration.roleArn": _role("ecs.amazonaws.com"),
    "aws:ecs/service:Service.loadBalancers.advancedConfiguration.testListenerRule": _ref(
        "aws:lb/listenerRule:ListenerRule", "arn"
    ),
    "aws:ecs/service:Service.serviceConnectConfiguration.namespace": _ref(
        "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace", "arn", "name"
    )
    | _ref("aws:servicediscovery/httpNamespace:HttpNamespace", "arn", "name"),
    "aws:ecs/service:Service.taskDefinition": _TASK,
    "aws:ecs/taskDefinition:TaskDefinition.executionRoleArn": _role("ecs-tasks.amazonaws.com"),
    "aws:elasticache/cluster:Cluster.replicationGroupId": _ref("aws:elasticache/replicationGroup:ReplicationGroup"),
    "aws:elasticache/serverlessCache:ServerlessCache.userGroupId": _ref("aws:elasticache/userGroup:UserGroup"),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment.role": _ref("aws:iam/role:Role", "name"),
    "aws:lb/listener:Listener.defaultActions.forward.targetGroups.arn": _TARGETS,
    "aws:lb/listenerRule:ListenerRule.actions.forward.targetGroups.arn": _TARGETS,
    "aws:lb/listenerRule:ListenerRule.listenerArn": _LISTENER,
    "aws:lb/loadBalancer:LoadBalancer.bucket": _BUCKET,
    "aws:lb/targetGroupAttachment:TargetGroupAttachment.targetId": _ref(
        "aws:ec2/instance:Instance", literal=r"\d+\.\d+\.\d+\.\d+"
    )
    | _BALANCER,
    "aws:mq/broker:Broker.configuration.id": _ref("aws:mq/configuration:Configuration"),
    "aws:pricingplanmanager/subscription:Subscription.resourceArns": _ref(
        "aws:wafv2/webAcl:WebAcl", "arn", anywhere=True
    )
    | _ref("aws:cloudfront/distribution:Distribution", "arn")
    | _ref("aws:route53/zone:Zone", "arn"),
    "aws:rds/cluster:Cluster.clusterIdentifier": FREE,
    "aws:rds/cluster:Cluster.iamRoles": _role("rds.amazonaws.com"),
    "aws:rds/clusterInstance:ClusterInstance.clusterIdentifier": _ref("aws:rds/cluster:Cluster"),
    "aws:rds/instance:Instance.replicateSourceDb": _ref("aws:rds/instance:Instance", "identifier", "arn"),
    "aws:rds/instance:Instance.parameterGroupName": _DB_PARAMS,
    "aws:route53/record:Record.aliases.zoneId": _ref("aws:route53/zone:Zone", "zoneId")
    | _ref("aws:lb/loadBalancer:LoadBalancer", "zoneId")
    | _ref("aws:cloudfront/distribution:Distribution", "hostedZoneId")
    | _ref("aws:s3/bucket:Bucket", "hostedZoneId")
    | _ref("aws:ec2/vpcEndpoint:VpcEndpoint", "hostedZoneId"),
    "aws:route53/zone:Zone.vpcs.vpcId": _VPC,
    "aws:s3/bucketLogging:BucketLogging.targetBucket": _BUCKET,
    "aws:scheduler/schedule:Schedule.target.deadLetterConfig.arn": _QUEUE_ARN,
    "aws:scheduler/schedule:Schedule.groupName": _ref(
        "aws:scheduler/scheduleGroup:ScheduleGroup", "name", literal="default"
    ),
    "aws:scheduler/schedule:Schedule.target.arn": _CLUSTER_ARN | _QUEUE_ARN | _TOPIC | _none(r"arn:aws:scheduler:.+"),
    "aws:scheduler/schedule:Schedule.target.roleArn": _role("scheduler.amazonaws.com"),
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace.vpc": _VPC,
    "aws:sns/topicPolicy:TopicPolicy.arn": _TOPIC,
    "aws:sqs/queue:Queue.kmsMasterKeyId": _KEY,
    "aws:ssm/parameter:Parameter.keyId": _KEY,
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule.prefixListId": _PREFIX_LIST,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule.prefixListId": _PREFIX_LIST,
    "aws:wafv2/webAcl:WebAcl.arn": _ref("aws:wafv2/ipSet:IpSet", "arn"),
    "aws:wafv2/webAclAssociation:WebAclAssociation.resourceArn": _BALANCER,
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration.logDestinationConfigs": _LOG_GROUP_ARN
    | _ref("aws:s3/bucket:Bucket", "arn"),
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration.resourceArn": _ref(
        "aws:wafv2/webAcl:WebAcl", "arn"
    ),
    "bucket": _BUCKET,
    "budgetName": _ref("aws:budgets/budget:Budget", "name"),
    "cachePolicyId": _ref("aws:cloudfront/cachePolicy:CachePolicy"),
    "capacityProvider": _PROVIDER,
    "certificateArn": _ref("aws:acm/certificate:Certificate", "arn"),
    "cloudWatchLogGroupName": _LOG_GROUP,
    "cloudWatchLogsGroupArn": Ref((("aws:cloudwatch/logGroup:LogGroup", ("streamsArn",)),)),
    "cloudWatchLogsRoleArn": _role("cloudtrail.amazonaws.com"),
    "customIamInstanceProfile": _ref(_PROFILE, "name"),
    "credentialArn": _ref("aws:secretsmanager/secret:Secret", "arn"),
    "dbClusterParameterGroupName": _DB_CLUSTER_PARAMS,
    "dbInstanceParameterGroupName": _DB_PARAMS,
    "dbParameterGroupName": _DB_PARAMS,
    "dbSubnetGroupName": _DB_GROUP,
    "destinationPrefixListId": _PREFIX_LIST,
    "destinationVaultArn": _ref("aws:backup/vault:Vault", "arn", anywhere=True),
    "ec2InstanceProfileArn": _ref(_PROFILE, "arn"),
    "egressOnlyGatewayId": _ref("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway"),
    "eniId": _ENI,
    "fargateEphemeralStorageKmsKeyId": _KEY,
    "fileSystemId": _FILES,
    "iamInstanceProfile": _ref(_PROFILE, "name"),
    "imageId": _AMI,
    "infrastructureRoleArn": _role("ecs.amazonaws.com"),
    "instanceId": _ref("aws:ec2/instance:Instance"),
    "instanceIds": _ref("aws:ec2/instance:Instance"),
    "insufficientDataActions": _ALARM_ACTION,
    "keyName": _ref("aws:ec2/keyPair:KeyPair", "keyName"),
    "kmsKey": _KEY_ARN,
    "kmsKeyArn": _KEY_ARN,
    "kmsKeyId": _KEY,
    "kmsMasterKeyId": _KEY,
    "launchTemplateId": _ref(_TEMPLATE),
    "launchTemplateName": _ref(_TEMPLATE, "name"),
    "listenerArn": _LISTENER,
    "loadBalancerArn": _BALANCER,
    "logGroupName": _LOG_GROUP,
    "managedPolicyArns": _POLICY,
    "masterUserSecretKmsKeyId": _KEY,
    "monitorArnLists": _ref("aws:costexplorer/anomalyMonitor:AnomalyMonitor", "arn"),
    "monitoringRoleArn": _role("monitoring.rds.amazonaws.com"),
    "namespaceId": _NAMESPACE,
    "natGatewayId": _ref("aws:ec2/natGateway:NatGateway"),
    "networkInterfaceId": _ENI | _ref("aws:ec2/instance:Instance", "primaryNetworkInterfaceId"),
    "notificationTargetArn": _TOPIC | _QUEUE_ARN,
    "notificationTopicArn": _TOPIC,
    "okActions": _ALARM_ACTION,
    "originAccessControlId": _ref("aws:cloudfront/originAccessControl:OriginAccessControl"),
    "originRequestPolicyId": _ref("aws:cloudfront/originRequestPolicy:OriginRequestPolicy"),
    "parameterGroupName": _ref("aws:elasticache/parameterGroup:ParameterGroup", "name", literal=r"default\..+"),
    "performanceInsightsKmsKeyId": _KEY,
    "planId": _ref("aws:backup/plan:Plan"),
    "policyArn": _POLICY,
    "prefixListIds": _PREFIX_LIST,
    "queueArn": _QUEUE_ARN,
    "queueUrl": _QUEUE_URL,
    "referencedSecurityGroupId": _GROUP,
    "regionalNatGatewayId": _ref("aws:ec2/natGateway:NatGateway"),
    "registryArn": _ref("aws:servicediscovery/service:Service", "arn"),
    "repository": _ref("aws:ecr/repository:Repository", "name"),
    "responseHeadersPolicyId": _ref("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy"),
    "role": _ref("aws:iam/role:Role", "name"),
    "roleArn": _ref("aws:iam/role:Role", "arn"),
    "routeTableId": _TABLE,
    "routeTableIds": _TABLE,
    "s3BucketName": _BUCKET,
    "secondaryAllocationIds": _EIP,
    "secretArn": _ref("aws:secretsmanager/secret:Secret", "arn"),
    "secretId": _SECRET,
    "securityGroupId": _GROUP,
    "securityGroupIds": _GROUP,
    "securityGroups": _GROUP,
    "serviceLinkedRoleArn": _ref("aws:iam/serviceLinkedRole:ServiceLinkedRole", "arn"),
    "snsTopicName": _ref("aws:sns/topic:Topic", "name"),
    "sourceSecurityGroupId": _GROUP,
    "subnetGroupName": _ref("aws:elasticache/subnetGroup:SubnetGroup", "name"),
    "subnetId": _SUBNET,
    "subnetIds": _SUBNET,
    "subnets": _SUBNET,
    "subscriberSnsTopicArns": _TOPIC,
    "subscriptionRoleArn": _role("sns.amazonaws.com"),
    "targetBucket": _BUCKET,
    "targetGroupArn": _TARGETS,
    "targetGroupArns": _TARGETS,
    "targetKeyId": _ref("aws:kms/key:Key", "arn", "keyId"),
    "taskDefinitionArn": _TASK,
    "taskRoleArn": _role("ecs-tasks.amazonaws.com"),
    "topic": _TOPIC,
    "topicArn": _TOPIC,
    "userGroupIds": _ref("aws:elasticache/userGroup:UserGroup"),
    "userIds": _ref("aws:elasticache/user:User"),
    "vpcEndpointId": _ENDPOINT,
    "vpcId": _VPC,
    "vpcOriginId": _ref("aws:cloudfront/vpcOrigin:VpcOrigin"),
    "vpcSecurityGroupIds": _GROUP,
    "vpcZoneIdentifiers": _SUBNET,
    "webAclArn": _ref("aws:wafv2/webAcl:WebAcl", "arn"),
    "zoneId": _ref("aws:route53/zone:Zone", "zoneId"),
}

# Arguments that name a kind of resource which the sandbox does not have: any value is refused.
UNSIMULATED: Final = frozenset(
    re.findall(
        r"\w+",
        """
        accessPointArn anycastIpListId applicationFailureFeedbackRoleArn applicationSuccessFeedbackRoleArn
        awsPcaAuthorityArn billingViewArn capacityReservationId capacityReservationIds
        capacityReservationResourceGroupArn capacityReservationResourceGroupArns carrierGatewayId
        certificateAuthorityArn clientCertificateArn collectionId continuousDeploymentPolicyId coreNetworkArn
        customKeyStoreId customRoleArn dataReplicationPrimaryBrokerArn dbSystemId delegationSetId domainAuthSecretArn
        externalSecretRotationRoleArn fieldLevelEncryptionId fileSystemArn firehoseFailureFeedbackRoleArn
        firehoseSuccessFeedbackRoleArn globalReplicationGroupId groupId healthCheckId hookTargetArn hostId
        hostResourceGroupArn httpFailureFeedbackRoleArn httpSuccessFeedbackRoleArn iamCertificateId ipamPoolId
        ipv4IpamPoolId ipv6IpamPoolId kernelId lambdaArn lambdaFailureFeedbackRoleArn lambdaFunctionArn
        lambdaSuccessFeedbackRoleArn licenseConfigurationArn localGatewayId odbNetworkArn outpostArn outpostId
        placementGroupId policyId preferredOutpostArn primaryOutpostArn ramDiskId realtimeLogConfigArn replicaKmsKeyId
        replicaOutpostArns reservationGroupArn resourceConfigurationArn resourceShareArns rotationLambdaArn
        scannerRoleArn secondaryInterfaceId secondaryNetworkId secondarySubnetId secretsManagerArn serviceNetworkArn
        snapshotArns snapshotId sourceClusterResourceId sourceDbInstanceAutomatedBackupsArn sourceDbiResourceId
        sqsFailureFeedbackRoleArn sqsSuccessFeedbackRoleArn targetIds targetLogicallyAirGappedBackupVaultArn
        transitGatewayAttachmentId transitGatewayId trustStoreArn trustStoreId userPoolArn userPoolClientId
        vpcPeeringConnectionId xksKeyId
        """,
    )
)

# Arguments that end like a reference and are none, or are looked into by a rule of their type.
PLAIN: Final = frozenset(
    re.findall(
        r"\w+",
        """
        accountId attachmentId availabilityZoneId clientId clusterId messageGroupId nodeGroupId originId
        ownerAccountId quicServerId referenceId replicationGroupId resourceArn resourceId targetId targetOriginId
        thresholdMetricId userGroupId userId volumeId
        """,
    )
)
