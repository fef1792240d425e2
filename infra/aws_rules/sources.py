"""Where the facts come from: one tag a source, named by the tables of the other modules."""

from typing import Final, NamedTuple

GENERAL_KNOWLEDGE: Final = "general-knowledge"
"""The tag of facts that no document was read for: check them before relying on the last digit."""


class Source(NamedTuple):
    """A document or data set, where it is found, and the state that was read (ISO date, month or year)."""

    title: str
    where: str
    as_of: str


def _aws(title: str, page: str, as_of: str = "2026") -> Source:
    return Source(title, f"https://docs.aws.amazon.com/{page}", as_of)


def _github(title: str, path: str, as_of: str) -> Source:
    return Source(title, f"https://github.com/{path}", as_of)


SOURCES: Final[dict[str, Source]] = {
    GENERAL_KNOWLEDGE: Source("General knowledge, not verified", "", ""),
    "ascii": Source("ASCII", "", ""),
    "calendar": Source("The Gregorian calendar", "", ""),
    # The API itself: reference texts, enums and limits of every service.
    "botocore": _github("botocore 1.44.5, service models", "boto/botocore/tree/1.44.5/botocore/data", "2026-11"),
    "cfn-lint": _github(
        "cfn-lint 1.58.0, data generated from the AWS API",
        "aws-cloudformation/cfn-lint/tree/v1.58.0",
        "2026-11",
    ),
    "cfn-lint-4425": _github(
        "cfn-lint pull request 4425, names tried on real deployments",
        "aws-cloudformation/cfn-lint/pull/4425",
        "2026-03-26",
    ),
    "describe-instance-types": _github(
        "Kubernetes autoscaler, table generated from DescribeInstanceTypes",
        "kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/ec2_instance_types.go",
        "2025",
    ),
    "describe-availability-zones": _github(
        "moto, zones as DescribeAvailabilityZones lists them",
        "getmoto/moto/blob/master/moto/ec2/models/availability_zones_and_regions.py",
        "2025",
    ),
    "eni-max-pods": _github(
        "Amazon EKS AMI, interfaces x (addresses - 1) + 2 for every type",
        "awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/eni-max-pods.txt",
        "2025",
    ),
    "karpenter-memory": _github(
        "Karpenter, memory that instances lack of what their type promises",
        "aws/karpenter-provider-aws/blob/main/pkg/providers/instancetype/zz_generated.memory_overhead.go",
        "2023",
    ),
    "cdk-endpoints": _github(
        "AWS CDK, list of interface endpoint services",
        "aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-ec2/lib/vpc-endpoint.ts",
        "2026",
    ),
    "aws-cdk-10597": _github("AWS CDK pull request 10597", "aws/aws-cdk/pull/10597", "2020-09-30"),
    "terraform-28382": _github(
        "Terraform AWS provider issue 28382, gp3 thresholds of RDS",
        "hashicorp/terraform-provider-aws/issues/28382",
        "2022-12",
    ),
    "infracost": _github("infracost, dates of RDS Extended Support charges", "infracost/infracost", "2026-05-03"),
    "ecs-build": _github("AWS samples, ECS build references", "aws-samples/sample-apex-skills", "2026-07-10"),
    "pulumi-autonaming": _github(
        "Pulumi AWS provider, auto-naming and its limits",
        "pulumi/pulumi-aws/blob/v7.51.1/provider/resources.go",
        "2026-11",
    ),
    "endoflife": Source("endoflife.date, read from the AWS release calendars", "https://endoflife.date", "2026-08-22"),
    "pricing-calculator": Source(
        "AWS Pricing Calculator, assumptions: 730 hours in a month", "https://calculator.aws", "2026"
    ),
    # RDS
    "rds-instance-classes": _aws(
        "RDS: DB instance classes", "AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.html"
    ),
    "rds-extended-support": _aws(
        "RDS: Extended Support charges", "AmazonRDS/latest/UserGuide/extended-support-charges.html"
    ),
    "rds-storage": _aws("RDS: DB instance storage", "AmazonRDS/latest/UserGuide/CHAP_Storage.html"),
    "rds-insights": _aws(
        "RDS: Database Insights and Performance Insights",
        "AmazonRDS/latest/UserGuide/USER_PerfInsights.Enabling.html",
    ),
    "rds-postgres-parameters": _aws(
        "RDS: parameters of PostgreSQL, static or dynamic, with units",
        "AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html",
        "2023",
    ),
    "rds-postgres-memory": _aws(
        "Prescriptive Guidance: tuning PostgreSQL memory on RDS",
        "prescriptive-guidance/latest/tuning-postgresql-parameters/memory-parameters.html",
    ),
    "rds-reserved": _aws(
        "RDS: reserved DB instances", "AmazonRDS/latest/UserGuide/USER_WorkingWithReservedDBInstances.html"
    ),
    "savings-plans": _aws("Savings Plans: how they apply to usage", "savingsplans/latest/userguide/sp-applying.html"),
    "rds-subnet-groups": _aws(
        "RDS: working with a DB instance in a VPC",
        "AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    ),
    "rds-max-connections": Source(
        "max_connections read from running RDS instances",
        "https://gist.github.com/guizmaii/1cacffef793c2ba9645083c3e18b3d8c",
        "undated",
    ),
    "aurora-capacity": _aws(
        "Aurora Serverless v2: capacity and parameters that follow it",
        "AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html",
        "2023",
    ),
    "postgresql-keywords": Source(
        "PostgreSQL: SQL key words", "https://www.postgresql.org/docs/18/sql-keywords-appendix.html", "2025"
    ),
    "postgresql-connections": Source(
        "PostgreSQL: connection settings",
        "https://www.postgresql.org/docs/18/runtime-config-connection.html",
        "2025",
    ),
    # ElastiCache and Amazon MQ
    "elasticache-memory": Source(
        "ElastiCache: why a node has less memory than its type",
        "https://repost.aws/knowledge-center/available-memory-elasticache-redis-node",
        "2026",
    ),
    "elasticache-parameters": _aws(
        "ElastiCache: parameters that depend on the node type",
        "AmazonElastiCache/latest/dg/ParameterGroups.Engine.html",
        "2023",
    ),
    "elasticache-pricing": Source(
        "ElastiCache pricing: memory and vCPU of nodes, serverless minimums",
        "https://aws.amazon.com/elasticache/pricing/",
        "2026",
    ),
    "elasticache-extended-support": _aws(
        "ElastiCache: Extended Support", "AmazonElastiCache/latest/dg/extended-support.html"
    ),
    "mq-versions": _aws(
        "Amazon MQ: RabbitMQ engine versions",
        "amazon-mq/latest/developer-guide/rabbitmq-version-management.html",
    ),
    "mq-quotas": _aws("Amazon MQ: quotas", "amazon-mq/latest/developer-guide/amazon-mq-limits.html"),
    # Compute
    "fargate-task-size": _aws("ECS: Fargate task size", "AmazonECS/latest/developerguide/fargate-tasks-services.html"),
    "fargate-storage": _aws(
        "ECS: Fargate ephemeral storage", "AmazonECS/latest/developerguide/fargate-task-storage.html"
    ),
    "fargate-pricing": Source(
        "Fargate pricing: billed by the second", "https://aws.amazon.com/fargate/pricing/", "2026"
    ),
    "fargate-spot": _aws(
        "ECS: Fargate capacity providers", "AmazonECS/latest/developerguide/fargate-capacity-providers.html"
    ),
    "ecs-awsvpc": _aws("ECS: awsvpc network mode", "AmazonECS/latest/developerguide/task-networking-awsvpc.html"),
    "ecs-trunking": _aws(
        "ECS: tasks per instance with and without ENI trunking",
        "AmazonECS/latest/developerguide/eni-trunking-supported-instance-types.html",
        "2023",
    ),
    "ecs-endpoints": _aws("ECS: interface VPC endpoints", "AmazonECS/latest/developerguide/vpc-endpoints.html"),
    "ecs-exec": _aws("ECS Exec", "AmazonECS/latest/developerguide/ecs-exec.html"),
    "ecs-memory": _aws("ECS: reserving memory", "AmazonECS/latest/developerguide/memory-management.html"),
    "ecs-optimized-ami": _aws(
        "ECS: optimized AMI metadata", "AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html"
    ),
    "ecs-scaling": _aws("ECS: service auto scaling", "AmazonECS/latest/developerguide/service-auto-scaling.html"),
    "ssm-public-parameters": _aws(
        "Systems Manager: public parameters",
        "systems-manager/latest/userguide/parameter-store-public-parameters-ami.html",
    ),
    "ec2-burstable": _aws(
        "EC2: CPU credits and baselines",
        "AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html",
        "2023",
    ),
    "ec2-instance-types": _aws("EC2: instance type specifications", "ec2/latest/instancetypes/instance-types.html"),
    "ec2-interfaces": _aws(
        "EC2: network interfaces by instance type", "AWSEC2/latest/UserGuide/AvailableIpPerENI.html", "2023"
    ),
    "ec2-tags": _aws("EC2: tag restrictions", "AWSEC2/latest/UserGuide/Using_Tags.html"),
    "asg-limits": _aws(
        "EC2 Auto Scaling: instance refresh and lifetime",
        "autoscaling/ec2/userguide/asg-instance-refresh.html",
    ),
    # Network and edge
    "vpc-subnets": _aws("VPC: subnet sizing", "vpc/latest/userguide/subnet-sizing.html"),
    "vpc-endpoints": _aws("VPC: gateway and interface endpoints", "vpc/latest/privatelink/concepts.html"),
    "elb-subnets": _aws(
        "Application Load Balancers: subnets",
        "elasticloadbalancing/latest/application/application-load-balancers.html",
    ),
    "elb-quotas": _aws(
        "Application Load Balancers: quotas",
        "elasticloadbalancing/latest/application/load-balancer-limits.html",
    ),
    "elb-tls": _aws(
        "Application Load Balancers: security policies",
        "elasticloadbalancing/latest/application/describe-ssl-policies.html",
    ),
    "elb-pricing": Source(
        "Elastic Load Balancing pricing: capacity units",
        "https://aws.amazon.com/elasticloadbalancing/pricing/",
        "2026",
    ),
    "cloudfront-pricing": Source(
        "CloudFront pricing: price classes and regions", "https://aws.amazon.com/cloudfront/pricing/", "2026"
    ),
    "cloudfront-plans": Source(
        "CloudFront flat-rate plans", "https://aws.amazon.com/cloudfront/pricing/", "2025-11-18"
    ),
    "cloudfront-policies": _aws(
        "CloudFront: managed policies",
        "AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html",
    ),
    "acm-quotas": _aws("ACM: quotas", "acm/latest/userguide/acm-limits.html"),
    "acm-validity": Source(
        "CA/Browser Forum ballot SC-081: at most 200 days from 2026-03-15", "https://cabforum.org", "2025-04"
    ),
    "acm-regions": _aws("ACM: supported regions", "acm/latest/userguide/acm-regions.html"),
    "route53-names": _aws("Route 53: domain name format", "Route53/latest/DeveloperGuide/DomainNameFormat.html"),
    "waf-rule-groups": _aws(
        "AWS WAF: managed rule groups and their capacity",
        "waf/latest/developerguide/aws-managed-rule-groups-list.html",
    ),
    "service-authorization": _aws(
        "Service Authorization Reference: actions, resources and condition keys",
        "service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
    ),
    "waf-capacity": _aws(
        "AWS WAF: web ACL capacity units", "waf/latest/developerguide/aws-waf-capacity-units.html", "2023-04"
    ),
    # Storage
    "s3-names": _aws("S3: bucket naming rules", "AmazonS3/latest/userguide/bucketnamingrules.html"),
    "s3-transitions": _aws(
        "S3: lifecycle transitions",
        "AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html",
        "2023",
    ),
    "s3-classes": _aws("S3: storage classes", "AmazonS3/latest/userguide/storage-class-intro.html"),
    "efs-performance": _aws("EFS: performance and throughput modes", "efs/latest/ug/performance.html"),
    "efs-throughput": Source(
        "AWS re:Post: choosing the throughput mode of a file system",
        "https://repost.aws/knowledge-center/efs-choosing-correct-throughput-mode",
        "2026",
    ),
    "efs-bursting-least": Source(
        "Amazon Web Services in Action, third edition, 9.5.2: bursting throughput",
        "https://livebook.manning.com/learn/concepts/bursting-throughput-mode--config/"
        "amazon-web-services-in-action-third-edition",
        "2023",
    ),
    "backup-lifecycle": _aws(
        "AWS Backup: lifecycle and features by resource",
        "aws-backup/latest/devguide/backup-feature-availability.html",
    ),
    # Schedules, monitoring, quotas
    "eventbridge-cron": _aws(
        "EventBridge: cron expressions", "eventbridge/latest/userguide/eb-scheduled-rule-pattern.html", "2023"
    ),
    "scheduler-zones": _aws(
        "EventBridge Scheduler: time zones and daylight saving",
        "scheduler/latest/UserGuide/schedule-types.html",
    ),
    "scheduled-scaling": _aws(
        "Application Auto Scaling: scheduled scaling by cron",
        "autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html",
    ),
    "insights-metrics": _aws(
        "Container Insights: metrics of ECS, both modes",
        "AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html",
    ),
    "ecs-metrics": _aws(
        "ECS: metrics it sends to CloudWatch", "AmazonECS/latest/developerguide/available-metrics.html"
    ),
    "ecs-task-count": _github(
        "ECS developer guide, service RUNNING task count: samples of one minute",
        "awsdocs/amazon-ecs-developer-guide/blob/master/doc_source/cloudwatch-metrics.md",
        "2023",
    ),
    "elb-metrics": _aws(
        "Application Load Balancers: CloudWatch metrics",
        "elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
    ),
    "rds-metrics": _aws("RDS: CloudWatch metrics", "AmazonRDS/latest/UserGuide/rds-metrics.html"),
    "elasticache-metrics": _aws(
        "ElastiCache: CloudWatch metrics of nodes", "AmazonElastiCache/latest/dg/CacheMetrics.html"
    ),
    "elasticache-which-metrics": _aws(
        "ElastiCache: which metrics to monitor",
        "AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html",
    ),
    "sqs-metrics": _aws(
        "SQS: CloudWatch metrics",
        "AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html",
    ),
    "anomaly-monitors": _aws(
        "Cost Anomaly Detection: types of monitors and who may create them",
        "cost-management/latest/userguide/getting-started-ad.html",
    ),
    "anomaly-quota": _github(
        "CloudFormation roadmap issue 2515, one monitor of services an account",
        "aws-cloudformation/cloudformation-coverage-roadmap/issues/2515",
        "2026-05-28",
    ),
    "cost-tags": _aws(
        "Cost Management: activating cost allocation tags",
        "awsaccountbilling/latest/aboutv2/activating-tags.html",
    ),
    "docker-tags": Source("Docker: image tags", "https://docs.docker.com/reference/cli/docker/image/tag/", "2026"),
    "rfc-5321": Source("RFC 5321: SMTP", "https://www.rfc-editor.org/rfc/rfc5321", "2008"),
    "service-quotas": _github(
        "Gruntwork's table of Service Quotas: codes and defaults",
        "gruntwork-io/terraform-aws-utilities/blob/main/docs/quotas.md",
        "2025",
    ),
    "fargate-quotas": _aws("Amazon ECS: endpoints and quotas", "general/latest/gr/ecs-service.html"),
    "ec2-quotas": _aws("EC2: service quotas", "ec2/latest/instancetypes/ec2-instance-quotas.html"),
    "iam-quotas": _aws("IAM: quotas", "IAM/latest/UserGuide/reference_iam-quotas.html"),
    "sqs-quotas": _aws("SQS: quotas", "AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-quotas.html"),
}
"""Every source by its tag."""
