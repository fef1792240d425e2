"""What a deployed state holds that no line of the bill names, and why that is right."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.support.state import Found, State

FREE: Mapping[str, str] = {
    "aws:acm/certificateValidation:CertificateValidation": "waits, and is nothing in AWS",
    "aws:appautoscaling/policy:Policy": "free; the alarms of a policy are counted as alarms",
    "aws:appautoscaling/scheduledAction:ScheduledAction": "Application Auto Scaling is free",
    "aws:appautoscaling/target:Target": "Application Auto Scaling is free",
    "aws:backup/selection:Selection": "says what a plan is for; recovery points are billed by the plan",
    "aws:backup/vault:Vault": "a vault is free; recovery points are billed by the plan",
    "aws:cloudfront/cachePolicy:CachePolicy": "part of a distribution",
    "aws:cloudfront/function:Function": "the definition; invocations are billed unless a flat-rate plan holds them",
    "aws:cloudfront/originAccessControl:OriginAccessControl": "part of a distribution",
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor": "Cost Anomaly Detection is free",
    "aws:costexplorer/anomalySubscription:AnomalySubscription": "Cost Anomaly Detection is free",
    "aws:ec2/eipAssociation:EipAssociation": "the address is billed, not what it is at",
    "aws:ec2/internetGateway:InternetGateway": "a gateway is free; traffic through it is billed",
    "aws:ec2/launchTemplate:LaunchTemplate": "a template is free; its instances are billed by their group",
    "aws:ec2/route:Route": "part of a VPC",
    "aws:ec2/routeTable:RouteTable": "part of a VPC",
    "aws:ec2/routeTableAssociation:RouteTableAssociation": "part of a VPC",
    "aws:ec2/securityGroup:SecurityGroup": "part of a VPC",
    "aws:ec2/subnet:Subnet": "part of a VPC",
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": "part of a repository",
    "aws:ecs/capacityProvider:CapacityProvider": "managed scaling is free; its alarms are counted as alarms",
    "aws:ecs/cluster:Cluster": "a cluster is free; Container Insights is a line of its own",
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": "part of a cluster",
    "aws:efs/accessPoint:AccessPoint": "part of a file system",
    "aws:efs/fileSystemPolicy:FileSystemPolicy": "part of a file system",
    "aws:efs/mountTarget:MountTarget": "part of a file system",
    "aws:elasticache/parameterGroup:ParameterGroup": "settings",
    "aws:elasticache/subnetGroup:SubnetGroup": "settings",
    "aws:iam/instanceProfile:InstanceProfile": "IAM is free",
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "IAM is free",
    "aws:iam/role:Role": "IAM is free",
    "aws:iam/rolePolicy:RolePolicy": "IAM is free",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "IAM is free",
    "aws:lb/listener:Listener": "part of a load balancer",
    "aws:lb/listenerRule:ListenerRule": "counted by capacity units beyond ten rules",
    "aws:lb/targetGroup:TargetGroup": "part of a load balancer",
    "aws:pricingplanmanager/subscription:Subscription": "billed as the distribution's plan",
    "aws:rds/parameterGroup:ParameterGroup": "settings",
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": "settings",
    "aws:rds/subnetGroup:SubnetGroup": "settings",
    "aws:route53/record:Record": "part of a zone; what is asked of it is billed by the zone",
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "part of a bucket; transitions are lines of it",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": "part of a bucket",
    "aws:s3/bucketPolicy:BucketPolicy": "part of a bucket",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "part of a bucket",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": "S3's own keys are free",
    "aws:s3/bucketVersioning:BucketVersioning": "part of a bucket; old versions are stored data",
    "aws:secretsmanager/secretVersion:SecretVersion": "part of a secret",
    "aws:servicediscovery/service:Service": "part of a namespace; without health checks free",
    "aws:sns/topicPolicy:TopicPolicy": "part of a topic",
    "aws:sqs/queuePolicy:QueuePolicy": "part of a queue",
    "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": "part of a queue",
    "aws:sqs/redrivePolicy:RedrivePolicy": "part of a queue",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "part of a VPC",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "part of a VPC",
    "aws:wafv2/webAclAssociation:WebAclAssociation": "part of a web ACL",
}
"""Types that cost nothing by themselves, with the reason."""

COUNTED: Mapping[str, str] = {
    "aws:acm/certificate:Certificate": "one line counts all certificates",
    "aws:cloudwatch/logGroup:LogGroup": "one line counts what all log groups take in, another what they keep",
    "aws:cloudwatch/metricAlarm:MetricAlarm": "one line counts all metrics in alarms",
    "aws:ec2/eip:Eip": "one line counts all addresses of NAT",
    "aws:ec2/instance:Instance": "one line counts all NAT instances",
    "aws:ec2/natGateway:NatGateway": "one line counts all NAT gateways",
    "aws:ec2/vpcEndpoint:VpcEndpoint": "one line counts all interface endpoints; gateway endpoints are free",
    "aws:ecs/service:Service": "billed by its tasks, or by the instances of its group",
    "aws:ecs/taskDefinition:TaskDefinition": "billed by the service or job that runs it",
    "aws:rds/instance:Instance": "one line counts all replicas",
    "aws:rds/cluster:Cluster": "billed by its instances and its data",
    "aws:rds/clusterInstance:ClusterInstance": "one line counts the capacity of all instances of a cluster",
    "aws:sns/topicSubscription:TopicSubscription": "one line counts all mails; text messages have a given price",
}
"""Priced types of which a line names the first alone: `state_bill` compares the counts."""


def unnamed(state: State, report: Mapping[str, Any]) -> Iterator[str]:
    """Yield every resource that no line accounts for, and every line whose resource is not there."""
    lines = report["tiers"][report["tier"]]["lines"]
    named = {(line["resource"]["type"], line["resource"]["name"]) for line in lines if line["resource"]}
    for line in lines:
        if not line["resource"] and not line["id"].startswith("pricing/given/"):
            yield f"line {line['id']} names no resource"
    for type_, name in sorted(named - state.names):
        yield f"a line names {type_} {name}, which is not in the state"
    for one in state.aws:
        if (one.type, one.name) not in named and not _accounted(state, one):
            yield f"{one} is named by no line, and is on no list of what is free"


def _accounted(state: State, one: Found) -> bool:
    return (
        one.type in {*FREE, *COUNTED}
        or _of_a_plan(state, one)
        or _takes_dead_letters(state, one)
        or _is_a_parameter_of_ours(one)
    )


def _of_a_plan(state: State, one: Found) -> bool:
    """The zone and the web ACL of a CDN on a flat-rate plan are part of the plan."""
    arns = {
        arn
        for plan in state.of("aws:pricingplanmanager/subscription:Subscription")
        for arn in plan.inputs["resourceArns"]
    }
    return one.outputs.get("arn") in arns


def _takes_dead_letters(state: State, one: Found) -> bool:
    """SQS itself moves messages to such a queue, at no charge."""
    return one.type == "aws:sqs/queue:Queue" and any(
        policy.inputs["queueUrl"] == one.id for policy in state.of("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy")
    )


def _is_a_parameter_of_ours(one: Found) -> bool:
    """The header by which a CDN is known to the load balancer is a standard parameter, which is free."""
    return (
        one.type == "aws:ssm/parameter:Parameter"
        and one.tags["layer"] == "edge"
        and one.inputs.get("tier", "Standard") == "Standard"
    )
