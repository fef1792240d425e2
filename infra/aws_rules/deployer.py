"""Which IAM actions it takes to make, read, change and delete a resource, by its Pulumi type without `aws:`."""

from functools import cache
from typing import Final

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "ACTIONS": ("service-authorization", "botocore", "general-knowledge"),
    "LOOKUPS": ("service-authorization", "botocore"),
    "LINKED": ("service-authorization", "general-knowledge"),
    "PASSED_TO": ("service-authorization", "general-knowledge"),
}

ACTIONS: Final = """
acm/certificate acm: AddTagsToCertificate DeleteCertificate DescribeCertificate ListTagsForCertificate
    RemoveTagsFromCertificate RequestCertificate UpdateCertificateOptions
acm/certificateValidation acm: DescribeCertificate
appautoscaling/policy application-autoscaling: DeleteScalingPolicy DescribeScalingPolicies PutScalingPolicy
    cloudwatch: DeleteAlarms DescribeAlarms PutMetricAlarm
appautoscaling/scheduledAction application-autoscaling: DeleteScheduledAction DescribeScheduledActions
    PutScheduledAction
appautoscaling/target application-autoscaling: DeregisterScalableTarget DescribeScalableTargets ListTagsForResource
    RegisterScalableTarget TagResource UntagResource
    ecs: DescribeServices UpdateService
autoscaling/group autoscaling: CancelInstanceRefresh CreateAutoScalingGroup CreateOrUpdateTags DeleteAutoScalingGroup
    DeleteTags DescribeAutoScalingGroups DescribeInstanceRefreshes DescribeScalingActivities DescribeTags
    DisableMetricsCollection EnableMetricsCollection SetInstanceProtection StartInstanceRefresh UpdateAutoScalingGroup
    ec2: DescribeInstances DescribeLaunchTemplateVersions RunInstances CreateTags
backup/plan backup: CreateBackupPlan DeleteBackupPlan GetBackupPlan ListTags TagResource UntagResource UpdateBackupPlan
backup/selection backup: CreateBackupSelection DeleteBackupSelection GetBackupSelection
backup/vault backup: CreateBackupVault DeleteBackupVault DescribeBackupVault ListRecoveryPointsByBackupVault ListTags
    TagResource UntagResource
    backup-storage: MountCapsule
    kms: CreateGrant Decrypt DescribeKey GenerateDataKey RetireGrant
budgets/budget budgets: ListTagsForResource ModifyBudget TagResource UntagResource ViewBudget
cloudfront/cachePolicy cloudfront: CreateCachePolicy DeleteCachePolicy GetCachePolicy UpdateCachePolicy
cloudfront/distribution cloudfront: CreateDistribution DeleteDistribution GetDistribution GetDistributionConfig
    ListTagsForResource TagResource UntagResource UpdateDistribution
    acm: DescribeCertificate
    wafv2: GetWebACL
cloudfront/function cloudfront: CreateFunction DeleteFunction DescribeFunction GetFunction ListTagsForResource
    PublishFunction TagResource UntagResource UpdateFunction
cloudfront/originAccessControl cloudfront: CreateOriginAccessControl DeleteOriginAccessControl GetOriginAccessControl
    UpdateOriginAccessControl
cloudtrail/trail cloudtrail: AddTags CreateTrail DeleteTrail DescribeTrails GetEventSelectors GetInsightSelectors
    GetTrail GetTrailStatus ListTags PutEventSelectors RemoveTags StartLogging StopLogging UpdateTrail
cloudwatch/dashboard cloudwatch: DeleteDashboards GetDashboard PutDashboard
cloudwatch/logGroup logs: CreateLogGroup DeleteLogGroup DeleteRetentionPolicy DescribeLogGroups ListTagsForResource
    PutRetentionPolicy TagResource UntagResource
cloudwatch/metricAlarm cloudwatch: DeleteAlarms DescribeAlarms ListTagsForResource PutMetricAlarm TagResource
    UntagResource
costexplorer/anomalyMonitor ce: CreateAnomalyMonitor DeleteAnomalyMonitor GetAnomalyMonitors ListTagsForResource
    TagResource UntagResource UpdateAnomalyMonitor
costexplorer/anomalySubscription ce: CreateAnomalySubscription DeleteAnomalySubscription GetAnomalySubscriptions
    ListTagsForResource TagResource UntagResource UpdateAnomalySubscription
costexplorer/costAllocationTag ce: ListCostAllocationTags UpdateCostAllocationTagsStatus
ec2/eip ec2: AllocateAddress CreateTags DeleteTags DescribeAddresses DescribeAddressesAttribute DisassociateAddress
    ReleaseAddress
ec2/eipAssociation ec2: AssociateAddress DescribeAddresses DisassociateAddress
ec2/flowLog ec2: CreateFlowLogs CreateTags DeleteFlowLogs DeleteTags DescribeFlowLogs
    logs: CreateLogDelivery DeleteLogDelivery
ec2/instance ec2: CreateTags DeleteTags DescribeInstanceAttribute DescribeInstanceCreditSpecifications
    DescribeInstanceTypes DescribeInstances DescribeTags DescribeVolumes DescribeVpcs ModifyInstanceAttribute
    ModifyInstanceCreditSpecification ModifyInstanceMetadataOptions RunInstances StartInstances StopInstances
    TerminateInstances
ec2/internetGateway ec2: AttachInternetGateway CreateInternetGateway CreateTags DeleteInternetGateway DeleteTags
    DescribeInternetGateways DetachInternetGateway
ec2/launchTemplate ec2: CreateLaunchTemplate CreateLaunchTemplateVersion CreateTags DeleteLaunchTemplate DeleteTags
    DescribeLaunchTemplateVersions DescribeLaunchTemplates ModifyLaunchTemplate
    ssm: GetParameters
ec2/natGateway ec2: CreateNatGateway CreateTags DeleteNatGateway DeleteTags DescribeNatGateways
ec2/route ec2: CreateRoute DeleteRoute DescribeRouteTables ReplaceRoute
ec2/routeTable ec2: CreateRouteTable CreateTags DeleteRouteTable DeleteTags DescribeRouteTables DisassociateRouteTable
ec2/routeTableAssociation ec2: AssociateRouteTable DescribeRouteTables DisassociateRouteTable
    ReplaceRouteTableAssociation
ec2/securityGroup ec2: CreateSecurityGroup CreateTags DeleteSecurityGroup DeleteTags DescribeNetworkInterfaces
    DescribeSecurityGroups RevokeSecurityGroupEgress
ec2/subnet ec2: CreateSubnet CreateTags DeleteSubnet DeleteTags DescribeNetworkInterfaces DescribeSubnets
    ModifySubnetAttribute
ec2/vpc ec2: CreateTags CreateVpc DeleteTags DeleteVpc DescribeNetworkAcls DescribeRouteTables DescribeSecurityGroups
    DescribeVpcAttribute DescribeVpcs ModifyVpcAttribute
ec2/vpcEndpoint ec2: CreateTags CreateVpcEndpoint DeleteTags DeleteVpcEndpoints DescribePrefixLists
    DescribeVpcEndpoints ModifyVpcEndpoint
ecr/lifecyclePolicy ecr: DeleteLifecyclePolicy GetLifecyclePolicy PutLifecyclePolicy
ecr/repository ecr: BatchDeleteImage CreateRepository DeleteRepository DescribeRepositories ListImages
    ListTagsForResource PutImageScanningConfiguration PutImageTagMutability TagResource UntagResource
ecs/capacityProvider ecs: CreateCapacityProvider DeleteCapacityProvider DescribeCapacityProviders TagResource
    UntagResource UpdateCapacityProvider
    autoscaling: CreateOrUpdateTags DescribeAutoScalingGroups
ecs/cluster ecs: CreateCluster DeleteCluster DescribeClusters ListTagsForResource TagResource UntagResource
    UpdateCluster UpdateClusterSettings
ecs/clusterCapacityProviders ecs: DescribeClusters PutClusterCapacityProviders
ecs/service ecs: CreateService DeleteService DescribeServiceDeployments DescribeServices ListServiceDeployments
    ListTagsForResource TagResource UntagResource UpdateService
    elasticloadbalancing: DescribeTargetGroups
ecs/taskDefinition ecs: DeregisterTaskDefinition DescribeTaskDefinition ListTagsForResource RegisterTaskDefinition
    TagResource UntagResource
efs/accessPoint elasticfilesystem: CreateAccessPoint DeleteAccessPoint DescribeAccessPoints TagResource UntagResource
efs/fileSystem elasticfilesystem: CreateFileSystem DeleteFileSystem DescribeFileSystems
    DescribeLifecycleConfiguration PutLifecycleConfiguration TagResource UntagResource UpdateFileSystem
    UpdateFileSystemProtection
efs/fileSystemPolicy elasticfilesystem: DeleteFileSystemPolicy DescribeFileSystemPolicy PutFileSystemPolicy
efs/mountTarget elasticfilesystem: CreateMountTarget DeleteMountTarget DescribeMountTargetSecurityGroups
    DescribeMountTargets ModifyMountTargetSecurityGroups
    ec2: CreateNetworkInterface DeleteNetworkInterface DescribeNetworkInterfaces DescribeSubnets
elasticache/parameterGroup elasticache: AddTagsToResource CreateCacheParameterGroup DeleteCacheParameterGroup
    DescribeCacheParameterGroups DescribeCacheParameters ListTagsForResource ModifyCacheParameterGroup
    RemoveTagsFromResource ResetCacheParameterGroup
elasticache/replicationGroup elasticache: AddTagsToResource CreateReplicationGroup CreateSnapshot
    DeleteReplicationGroup DescribeCacheClusters DescribeReplicationGroups IncreaseReplicaCount DecreaseReplicaCount
    ListTagsForResource ModifyReplicationGroup RemoveTagsFromResource
elasticache/serverlessCache elasticache: AddTagsToResource CreateServerlessCache CreateServerlessCacheSnapshot
    DeleteServerlessCache DescribeServerlessCaches ListTagsForResource ModifyServerlessCache RemoveTagsFromResource
    ec2: CreateVpcEndpoint CreateTags DeleteVpcEndpoints DescribeVpcEndpoints
elasticache/subnetGroup elasticache: AddTagsToResource CreateCacheSubnetGroup DeleteCacheSubnetGroup
    DescribeCacheSubnetGroups ListTagsForResource ModifyCacheSubnetGroup RemoveTagsFromResource
iam/instanceProfile iam: AddRoleToInstanceProfile CreateInstanceProfile DeleteInstanceProfile GetInstanceProfile
    RemoveRoleFromInstanceProfile TagInstanceProfile UntagInstanceProfile
iam/openIdConnectProvider iam: CreateOpenIDConnectProvider DeleteOpenIDConnectProvider GetOpenIDConnectProvider
    TagOpenIDConnectProvider UntagOpenIDConnectProvider UpdateOpenIDConnectProviderThumbprint
iam/role iam: CreateRole DeleteRole GetRole ListAttachedRolePolicies ListInstanceProfilesForRole ListRolePolicies
    TagRole UntagRole UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription
iam/rolePolicy iam: DeleteRolePolicy GetRolePolicy PutRolePolicy
iam/rolePolicyAttachment iam: AttachRolePolicy DetachRolePolicy ListAttachedRolePolicies
lb/listener elasticloadbalancing: AddTags CreateListener DeleteListener DescribeListenerAttributes DescribeListeners
    DescribeTags ModifyListener ModifyListenerAttributes RemoveTags
lb/listenerRule elasticloadbalancing: AddTags CreateRule DeleteRule DescribeRules DescribeTags ModifyRule RemoveTags
    SetRulePriorities
lb/loadBalancer elasticloadbalancing: AddTags CreateLoadBalancer DeleteLoadBalancer DescribeCapacityReservation
    DescribeLoadBalancerAttributes DescribeLoadBalancers DescribeTags ModifyLoadBalancerAttributes RemoveTags
    SetIpAddressType SetSecurityGroups SetSubnets
    ec2: DescribeAccountAttributes DescribeInternetGateways DescribeSecurityGroups DescribeSubnets DescribeVpcs
lb/targetGroup elasticloadbalancing: AddTags CreateTargetGroup DeleteTargetGroup DescribeTags
    DescribeTargetGroupAttributes DescribeTargetGroups ModifyTargetGroup ModifyTargetGroupAttributes RemoveTags
mq/broker mq: CreateBroker CreateTags DeleteBroker DeleteTags DescribeBroker RebootBroker UpdateBroker UpdateUser
    DescribeUser ListTags
    ec2: CreateNetworkInterface CreateNetworkInterfacePermission DeleteNetworkInterface
        DeleteNetworkInterfacePermission DescribeNetworkInterfacePermissions DescribeNetworkInterfaces
        DescribeSecurityGroups DescribeSubnets DescribeVpcs DetachNetworkInterface
pricingplanmanager/subscription pricingplanmanager: AssociateResourcesToSubscription CancelSubscription
    CreateSubscription DisassociateResourcesFromSubscription GetSubscription UpdateSubscription
rds/cluster rds: AddTagsToResource CreateDBCluster CreateDBClusterSnapshot DeleteDBCluster DescribeDBClusters
    DescribeGlobalClusters ListTagsForResource ModifyDBCluster RemoveTagsFromResource
    secretsmanager: CreateSecret TagResource
    kms: CreateGrant DescribeKey
rds/clusterInstance rds: AddTagsToResource CreateDBInstance DeleteDBInstance DescribeDBInstances ListTagsForResource
    ModifyDBInstance RebootDBInstance RemoveTagsFromResource
rds/clusterParameterGroup rds: AddTagsToResource CreateDBClusterParameterGroup DeleteDBClusterParameterGroup
    DescribeDBClusterParameterGroups DescribeDBClusterParameters ListTagsForResource ModifyDBClusterParameterGroup
    RemoveTagsFromResource ResetDBClusterParameterGroup
rds/instance rds: AddTagsToResource CreateDBInstance CreateDBInstanceReadReplica CreateDBSnapshot DeleteDBInstance
    DescribeDBInstances ListTagsForResource ModifyDBInstance PromoteReadReplica RebootDBInstance RemoveTagsFromResource
    secretsmanager: CreateSecret TagResource
    kms: CreateGrant DescribeKey
rds/parameterGroup rds: AddTagsToResource CreateDBParameterGroup DeleteDBParameterGroup DescribeDBParameterGroups
    DescribeDBParameters ListTagsForResource ModifyDBParameterGroup RemoveTagsFromResource ResetDBParameterGroup
rds/subnetGroup rds: AddTagsToResource CreateDBSubnetGroup DeleteDBSubnetGroup DescribeDBSubnetGroups
    ListTagsForResource ModifyDBSubnetGroup RemoveTagsFromResource
route53/record route53: ChangeResourceRecordSets GetChange GetHostedZone ListResourceRecordSets
route53/zone route53: ChangeTagsForResource CreateHostedZone DeleteHostedZone GetChange GetDNSSEC GetHostedZone
    ListResourceRecordSets ListTagsForResource UpdateHostedZoneComment
s3/bucket s3: CreateBucket DeleteBucket DeleteObject DeleteObjectVersion GetAccelerateConfiguration GetBucketAcl
    GetBucketCORS GetBucketLocation GetBucketLogging GetBucketObjectLockConfiguration GetBucketPolicy
    GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration
    GetLifecycleConfiguration GetReplicationConfiguration ListBucket ListBucketVersions PutBucketTagging
s3/bucketLifecycleConfiguration s3: GetLifecycleConfiguration PutLifecycleConfiguration
s3/bucketOwnershipControls s3: GetBucketOwnershipControls PutBucketOwnershipControls
s3/bucketPolicy s3: DeleteBucketPolicy GetBucketPolicy PutBucketPolicy
s3/bucketPublicAccessBlock s3: GetBucketPublicAccessBlock PutBucketPublicAccessBlock
s3/bucketServerSideEncryptionConfiguration s3: GetEncryptionConfiguration PutEncryptionConfiguration
s3/bucketVersioning s3: GetBucketVersioning PutBucketVersioning
scheduler/schedule scheduler: CreateSchedule DeleteSchedule GetSchedule UpdateSchedule
secretsmanager/secret secretsmanager: CreateSecret DeleteSecret DescribeSecret GetResourcePolicy RestoreSecret
    TagResource UntagResource UpdateSecret
secretsmanager/secretVersion secretsmanager: DescribeSecret GetSecretValue PutSecretValue UpdateSecretVersionStage
servicediscovery/privateDnsNamespace servicediscovery: CreatePrivateDnsNamespace DeleteNamespace GetNamespace
    GetOperation ListTagsForResource TagResource UntagResource UpdatePrivateDnsNamespace
    route53: AssociateVPCWithHostedZone CreateHostedZone DeleteHostedZone GetHostedZone ListHostedZonesByName
    ec2: DescribeRegions DescribeVpcs
servicediscovery/service servicediscovery: CreateService DeleteService DeregisterInstance GetOperation GetService
    ListInstances ListTagsForResource TagResource UntagResource UpdateService
sns/topic sns: CreateTopic DeleteTopic GetTopicAttributes ListTagsForResource SetTopicAttributes TagResource
    UntagResource
sns/topicPolicy sns: GetTopicAttributes SetTopicAttributes
sns/topicSubscription sns: GetSubscriptionAttributes SetSubscriptionAttributes Subscribe Unsubscribe
sqs/queue sqs: CreateQueue DeleteQueue GetQueueAttributes GetQueueUrl ListQueueTags SetQueueAttributes TagQueue
    UntagQueue
sqs/queuePolicy sqs: GetQueueAttributes SetQueueAttributes
sqs/redriveAllowPolicy sqs: GetQueueAttributes SetQueueAttributes
sqs/redrivePolicy sqs: GetQueueAttributes SetQueueAttributes
ssm/parameter ssm: AddTagsToResource DeleteParameter DescribeParameters GetParameter GetParameters ListTagsForResource
    PutParameter RemoveTagsFromResource
vpc/securityGroupEgressRule ec2: AuthorizeSecurityGroupEgress CreateTags DeleteTags DescribeSecurityGroupRules
    ModifySecurityGroupRules RevokeSecurityGroupEgress
vpc/securityGroupIngressRule ec2: AuthorizeSecurityGroupIngress CreateTags DeleteTags DescribeSecurityGroupRules
    ModifySecurityGroupRules RevokeSecurityGroupIngress
wafv2/webAcl wafv2: CreateWebACL DeleteWebACL GetWebACL ListTagsForResource TagResource UntagResource UpdateWebACL
wafv2/webAclAssociation wafv2: AssociateWebACL DisassociateWebACL GetWebACL GetWebACLForResource
    elasticloadbalancing: SetWebAcl
"""
"""A type at the start of a line; then for each service its prefix and the actions, over as many lines as it takes."""

LOOKUPS: Final = {
    "ec2/getManagedPrefixList": ("ec2:DescribeManagedPrefixLists",),
    "ec2/getRouteTable": ("ec2:DescribeRouteTables",),
    "iam/getOpenIdConnectProvider": ("iam:GetOpenIDConnectProvider", "iam:ListOpenIDConnectProviders"),
    "index/getAvailabilityZones": ("ec2:DescribeAvailabilityZones",),
    "index/getCallerIdentity": ("sts:GetCallerIdentity",),
    "index/getPartition": (),
    "route53/getZone": ("route53:GetHostedZone", "route53:ListHostedZones", "route53:ListTagsForResource"),
    "secretsmanager/getRandomPassword": ("secretsmanager:GetRandomPassword",),
    "secretsmanager/getSecret": ("secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy"),
    "ssm/getParameter": ("ssm:GetParameter",),
}
"""What the functions ask that look something up before anything is made."""

LINKED: Final = {
    "appautoscaling/target": ("ecs.application-autoscaling.amazonaws.com",),
    "autoscaling/group": ("autoscaling.amazonaws.com", "spot.amazonaws.com"),
    "backup/selection": ("backup.amazonaws.com",),
    "ecs/cluster": ("ecs.amazonaws.com",),
    "efs/fileSystem": ("elasticfilesystem.amazonaws.com",),
    "elasticache/replicationGroup": ("elasticache.amazonaws.com",),
    "elasticache/serverlessCache": ("elasticache.amazonaws.com",),
    "lb/loadBalancer": ("elasticloadbalancing.amazonaws.com",),
    "mq/broker": ("mq.amazonaws.com",),
    "rds/cluster": ("rds.amazonaws.com",),
    "rds/instance": ("rds.amazonaws.com",),
}
"""Services that make a role of their own in an account that uses them for the first time."""

PASSED_TO: Final = (
    "backup.amazonaws.com",
    "ec2.amazonaws.com",
    "ecs-tasks.amazonaws.com",
    "ecs.amazonaws.com",
    "monitoring.rds.amazonaws.com",
    "scheduler.amazonaws.com",
    "vpc-flow-logs.amazonaws.com",
)
"""Services that are given roles of the stack."""


@cache
def actions() -> dict[str, tuple[str, ...]]:
    """Return the actions of every type in the table, each with its service's prefix."""
    found: dict[str, list[str]] = {}
    current, prefix = "", ""
    for line in ACTIONS.splitlines():
        for word in line.split():
            if "/" in word:
                current = word
                found[current] = []
            elif word.endswith(":"):
                prefix = word
            else:
                found[current].append(prefix + word)
    return {kind: tuple(named) for kind, named in found.items()}
