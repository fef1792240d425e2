"""Networks: CIDR limits, the addresses a subnet really has, and which endpoints exist."""

from ipaddress import IPv4Network
from typing import Final

from infra.aws_rules.values import words

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "PREFIX_RANGE": ("vpc-subnets",),
    "RESERVED_ADDRESSES": ("vpc-subnets",),
    "DOCKER_RANGE": ("general-knowledge",),
    "LOAD_BALANCER_PREFIX_MAX": ("elb-subnets", "general-knowledge"),
    "LOAD_BALANCER_ADDRESSES": ("elb-subnets", "general-knowledge"),
    "SUBNETS_LEAST": ("elb-subnets", "rds-subnet-groups"),
    "TASK_ADDRESSES": ("ecs-awsvpc",),
    "ENDPOINT_ADDRESSES": ("vpc-endpoints",),
    "GATEWAY_ENDPOINTS": ("vpc-endpoints",),
    "INTERFACE_ENDPOINTS": ("cdk-endpoints",),
    "FARGATE_ENDPOINTS": ("ecs-endpoints", "ecs-build"),
    "EC2_TASK_ENDPOINTS": ("ecs-endpoints", "ecs-build"),
    "ENDPOINT_OF": ("ecs-endpoints", "ecs-build", "cdk-endpoints"),
    "FLOW_LOG_SECONDS": ("botocore",),
    "FLOW_LOG_TRAFFIC": ("botocore",),
}

PREFIX_RANGE: Final = (16, 28)
"""A VPC and a subnet are /16 at the largest and /28 at the smallest."""

RESERVED_ADDRESSES: Final = 5
"""AWS keeps the first four addresses and the last one of every subnet."""

DOCKER_RANGE: Final = "172.17.0.0/16"
"""Docker's own bridge on container instances: a VPC that overlaps it loses routes."""

LOAD_BALANCER_PREFIX_MAX: Final = 27
LOAD_BALANCER_ADDRESSES: Final = 8
"""A load balancer's subnet is a /27 or larger with this many addresses free."""

SUBNETS_LEAST: Final = 2
"""Load balancers and database subnet groups want subnets in two zones."""

TASK_ADDRESSES: Final = 1
ENDPOINT_ADDRESSES: Final = 1
"""A task with its own network interface takes one address, an interface endpoint one in each zone."""

GATEWAY_ENDPOINTS: Final = frozenset({"s3", "dynamodb"})
"""Free, by route table; both exist as paid interface endpoints too."""

INTERFACE_ENDPOINTS: Final = words(
    """
    access-analyzer account acm acm-fips acm-pca application-autoscaling application-signals
    applicationinsights apprunner apprunner.requests appconfig appconfigdata appsync-api aps
    aps-workspaces athena auditmanager autoscaling autoscaling-plans backup batch bedrock
    bedrock-agent bedrock-agent-runtime bedrock-agentcore bedrock-agentcore.gateway
    bedrock-data-automation bedrock-data-automation-runtime bedrock-fips bedrock-runtime
    bedrock-runtime-fips billing braket ce cleanrooms cloudcontrolapi cloudformation cloudhsmv2
    cloudtrail codeartifact.api codeartifact.repositories codebuild codecommit codeconnections.api
    codedeploy codedeploy-commands-secure codeguru-profiler codepipeline codestar-connections.api
    cognito-identity cognito-idp comprehend compute-optimizer config cost-optimization-hub
    data-servicediscovery databrew dataexchange datasync datazone dms ds dsql dynamodb-streams ebs
    ec2 ec2messages ecr-public.api ecr.api ecr.dkr ecs ecs-agent ecs-telemetry eks eks-auth
    elasticache elasticache-fips elasticbeanstalk elasticfilesystem elasticfilesystem-fips
    elasticloadbalancing elasticmapreduce email email-smtp emr-containers emr-serverless
    entityresolution events evidently evidently-dataplane execute-api fis frauddetector fsx
    geo.geofencing geo.maps geo.places geo.routes geo.tracking git-codecommit glue grafana
    grafana-workspace guardduty guardduty-data healthlake identitystore imagebuilder inspector2
    inspector-scan internetmonitor iot.credentials iot.data kafka kafkaconnect kendra
    kinesis-firehose kinesis-streams kms kms-fips lakeformation lambda license-manager logs macie2
    mediaconnect memory-db models-v2-lex monitoring mq neptune-graph network-firewall networkmonitor
    observabilityadmin organizations personalize personalize-events personalize-runtime pi pinpoint
    pinpoint-sms-voice-v2 pipes pipes-data polly pricing.api profile q qldb.session ram rbin rds
    rds-data redshift redshift-data redshift-serverless rekognition resource-groups rolesanywhere
    rum rum-dataplane runtime-v2-lex s3tables s3vectors sagemaker.api
    sagemaker.featurestore-runtime sagemaker.metrics sagemaker.runtime schemas secretsmanager
    securityhub securitylake servicecatalog servicediscovery shield signin sns sqs sqs-fips ssm
    ssm-contacts ssm-fips ssm-incidents ssm-quicksetup ssmmessages states storagegateway
    streaming-rekognition sts sts-fips swf sync-states synthetics tagging textract
    timestream-influxdb transcribe transcribestreaming transfer transfer.server translate
    trustedadvisor verifiedpermissions vpc-lattice wafv2 wellarchitected workspaces xray
    """
)
"""Short names after `com.amazonaws.<region>.` that exist as interface endpoints.

Not every one in every region; only those of applications, not of AWS's niche services.
"""

FARGATE_ENDPOINTS: Final = ("ecr.api", "ecr.dkr", "s3", "logs")
"""Without internet access a Fargate task needs these to start and to log; image layers come from s3."""

EC2_TASK_ENDPOINTS: Final = (*FARGATE_ENDPOINTS, "ecs", "ecs-agent", "ecs-telemetry")
"""Container instances talk to the ECS control plane themselves."""

ENDPOINT_OF: Final = {
    "secretsManager": "secretsmanager",
    "parameterStore": "ssm",
    "exec": "ssmmessages",
    "queue": "sqs",
    "topic": "sns",
    "bedrock": "bedrock-runtime",
    "metric": "monitoring",
    "tracing": "xray",
    "fileSystem": "elasticfilesystem",
    "assumeRole": "sts",
}
"""The endpoint that a use of AWS from inside the network goes through."""

FLOW_LOG_SECONDS: Final = (60, 600)
FLOW_LOG_TRAFFIC: Final = {"all": "ALL", "accept": "ACCEPT", "reject": "REJECT"}
"""Aggregation intervals and kinds of traffic of VPC flow logs."""


def cidr_problem(network: IPv4Network) -> str | None:
    """Say why a range cannot be a VPC or a subnet."""
    largest, smallest = PREFIX_RANGE
    if largest <= network.prefixlen <= smallest:
        return None
    wrong = "larger" if network.prefixlen < largest else "smaller"
    limit = largest if network.prefixlen < largest else smallest
    return f"is {wrong} than the /{limit} that AWS allows"


def overlaps_docker(network: IPv4Network) -> bool:
    """Tell whether a range collides with Docker's own bridge on container instances."""
    return network.overlaps(IPv4Network(DOCKER_RANGE))


def usable_addresses(network: IPv4Network) -> int:
    """Return the addresses of a subnet that are not AWS's own."""
    return max(0, network.num_addresses - RESERVED_ADDRESSES)


def endpoint_problem(name: str) -> str | None:
    """Say why a short service name is no VPC endpoint."""
    if name in GATEWAY_ENDPOINTS or name in INTERFACE_ENDPOINTS:
        return None
    return "is not a service with a VPC endpoint; write its short name, such as ecr.api or secretsmanager"


def endpoint_service(region: str, name: str) -> str:
    """Return the service name of an endpoint, such as com.amazonaws.us-east-1.ecr.api."""
    return f"com.amazonaws.{region}.{name}"
