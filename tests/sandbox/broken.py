"""Pulumi programs with one mistake each, as they come up in practice, and what is said to them.

`BROKEN` maps a name to a program and to the words that must be in the error.
"""

import json

import pulumi

from tests.sandbox.programs import trust

BROKEN = {}


def says(message):
    """Register a broken program with the words of its refusal."""

    def register(program):
        BROKEN[program.__name__.strip("_").replace("_", " ")] = (program, message)
        return program

    return register


def _network(name="net", block="10.0", zones="ab"):
    import pulumi_aws as aws

    vpc = aws.ec2.Vpc(name, cidr_block=f"{block}.0.0/16")
    subnets = [
        aws.ec2.Subnet(
            f"{name}-{zone}",
            vpc_id=vpc.id,
            cidr_block=f"{block}.{number}.0/24",
            availability_zone=f"us-east-1{zone}",
        )
        for number, zone in enumerate(zones)
    ]
    return vpc, [subnet.id for subnet in subnets], aws.ec2.SecurityGroup(name, vpc_id=vpc.id)


def _balancer(name="web"):
    import pulumi_aws as aws

    vpc, subnets, group = _network()
    gateway = aws.ec2.InternetGateway("net", vpc_id=vpc.id)
    opts = pulumi.ResourceOptions(depends_on=[gateway])
    return vpc, subnets, aws.lb.LoadBalancer(name, subnets=subnets, security_groups=[group.id], opts=opts)


def _task():
    import pulumi_aws as aws

    cluster = aws.ecs.Cluster("apps")
    role = aws.iam.Role("execution", assume_role_policy=trust("ecs-tasks.amazonaws.com"))
    container = {"name": "app", "image": "nginx", "portMappings": [{"containerPort": 80}]}
    task = aws.ecs.TaskDefinition(
        "app",
        family="app",
        cpu="256",
        memory="512",
        network_mode="awsvpc",
        requires_compatibilities=["FARGATE"],
        execution_role_arn=role.arn,
        container_definitions=json.dumps([container]),
    )
    return cluster, task


def _vpc_of_awsx(**change):
    import pulumi_aws as aws
    import pulumi_awsx as awsx

    provider = aws.Provider("aws", region="us-east-1")
    safe = {
        "cidr_block": "10.0.0.0/16",
        "availability_zone_names": ["us-east-1a", "us-east-1b"],
        "nat_gateways": {"strategy": "None"},
        "subnet_strategy": "Auto",
        "subnet_specs": [{"type": "Public", "cidr_mask": 24}, {"type": "Private", "cidr_mask": 20}],
        "opts": pulumi.ResourceOptions(providers=[provider]),
    }
    return awsx.ec2.Vpc("net", **{key: value for key, value in {**safe, **change}.items() if value is not None})


@says("'subnet-0123456789abcdef0' does not exist; expected aws:ec2/subnet:Subnet")
def _a_subnet_that_does_not_exist():
    import pulumi_aws as aws

    aws.ec2.NatGateway("nat", subnet_id="subnet-0123456789abcdef0", connectivity_type="private")


@says("is an aws:ec2/securityGroup:SecurityGroup, not aws:ec2/subnet:Subnet")
def _a_security_group_in_place_of_a_subnet():
    import pulumi_aws as aws

    _, _, group = _network()
    aws.ec2.NatGateway("nat", subnet_id=group.id, connectivity_type="private")


@says("not in one VPC")
def _a_security_group_of_another_vpc():
    import pulumi_aws as aws

    _, subnets, _ = _network()
    _, _, foreign = _network("other", "10.1")
    aws.lb.LoadBalancer("web", subnets=subnets, security_groups=[foreign.id])


@says("did you mean httpTokens")
def _a_typo_in_a_nested_argument():
    import pulumi_aws as aws

    aws.ec2.LaunchTemplate("workers", metadata_options={"http_token": "required"})


@says("defaultActions[0].type value {<nil>} has a problem: missing required argument")
def _a_nested_argument_left_out():
    import pulumi_aws as aws

    _, _, balancer = _balancer()
    aws.lb.Listener("http", load_balancer_arn=balancer.arn, port=80, protocol="HTTP", default_actions=[{}])


@says("retentionInDays")
def _a_word_for_a_number():
    import pulumi_aws as aws

    aws.cloudwatch.LogGroup("app", retention_in_days="a week")


@says("longer than maximum length 32")
def _a_logical_name_with_no_room_for_its_digits():
    _balancer("the-load-balancer-of-the-shop")


@says("AWS allows 1 to 32")
def _a_name_too_long():
    import pulumi_aws as aws

    aws.lb.TargetGroup("app", name="a" * 33, port=80, protocol="HTTP", vpc_id=_network()[0].id)


@says("already exists: /broken/app")
def _a_name_given_twice():
    import pulumi_aws as aws

    for name in ("one", "two"):
        aws.cloudwatch.LogGroup(name, name="/broken/app")


@says("two different zones")
def _a_load_balancer_in_one_zone():
    import pulumi_aws as aws

    _, subnets, group = _network(zones="a")
    aws.lb.LoadBalancer("web", subnets=subnets, security_groups=[group.id])


@says("DBSubnetGroupDoesNotCoverEnoughAZs")
def _a_database_subnet_group_in_one_zone():
    import pulumi_aws as aws

    aws.rds.SubnetGroup("db", subnet_ids=_network(zones="a")[1])


@says("conflicts with")
def _subnets_that_overlap():
    import pulumi_aws as aws

    vpc = aws.ec2.Vpc("net", cidr_block="10.0.0.0/16")
    for number, block in enumerate(("10.0.0.0/20", "10.0.8.0/24")):
        aws.ec2.Subnet(f"net-{number}", vpc_id=vpc.id, cidr_block=block)


@says("us-east-1q")
def _a_zone_that_does_not_exist():
    _network(zones="q")


@says("does not let ecs-tasks.amazonaws.com assume it")
def _a_role_that_the_service_may_not_assume():
    import pulumi_aws as aws

    role = aws.iam.Role("task", assume_role_policy=trust("lambda.amazonaws.com"))
    aws.ecs.TaskDefinition(
        "app",
        family="app",
        task_role_arn=role.arn,
        container_definitions=json.dumps([{"name": "app", "image": "nginx", "memory": 128}]),
    )


@says("512 MiB")
def _a_size_that_fargate_does_not_have():
    import pulumi_aws as aws

    aws.ecs.TaskDefinition(
        "app",
        family="app",
        cpu="2048",
        memory="512",
        network_mode="awsvpc",
        requires_compatibilities=["FARGATE"],
        container_definitions=json.dumps([{"name": "app", "image": "nginx"}]),
    )


@says("FARGATE_SPOT")
def _spot_as_a_launch_type():
    import pulumi_aws as aws

    cluster, task = _task()
    _, subnets, _ = _network()
    aws.ecs.Service(
        "app",
        cluster=cluster.arn,
        task_definition=task.arn,
        launch_type="FARGATE_SPOT",
        network_configuration={"subnets": subnets},
    )


@says("a launch type beside a capacity provider strategy")
def _a_launch_type_beside_a_strategy():
    import pulumi_aws as aws

    cluster, task = _task()
    _, subnets, _ = _network()
    aws.ecs.Service(
        "app",
        cluster=cluster.arn,
        task_definition=task.arn,
        launch_type="FARGATE",
        capacity_provider_strategies=[{"capacity_provider": "FARGATE", "weight": 1}],
        network_configuration={"subnets": subnets},
    )


@says("FARGATE_SPOT")
def _capacity_that_the_cluster_does_not_have():
    import pulumi_aws as aws

    cluster, task = _task()
    _, subnets, _ = _network()
    known = aws.ecs.ClusterCapacityProviders("apps", cluster_name=cluster.name, capacity_providers=["FARGATE"])
    aws.ecs.Service(
        "app",
        cluster=cluster.arn,
        task_definition=task.arn,
        capacity_provider_strategies=[{"capacity_provider": "FARGATE_SPOT", "weight": 1}],
        network_configuration={"subnets": subnets},
        opts=pulumi.ResourceOptions(depends_on=[known]),
    )


@says("has no associated load balancer")
def _a_service_before_its_listener():
    import pulumi_aws as aws

    cluster, task = _task()
    vpc, subnets, _ = _network()
    targets = aws.lb.TargetGroup("app", port=80, protocol="HTTP", target_type="ip", vpc_id=vpc.id)
    aws.ecs.Service(
        "app",
        cluster=cluster.arn,
        task_definition=task.arn,
        launch_type="FARGATE",
        load_balancers=[{"target_group_arn": targets.arn, "container_name": "app", "container_port": 80}],
        network_configuration={"subnets": subnets},
    )


@says("service/apps/nobody")
def _scaling_of_a_service_that_does_not_exist():
    import pulumi_aws as aws

    aws.appautoscaling.Target(
        "app",
        service_namespace="ecs",
        scalable_dimension="ecs:service:DesiredCount",
        resource_id="service/apps/nobody",
        min_capacity=1,
        max_capacity=2,
    )


@says("PENDING_VALIDATION")
def _a_certificate_that_nobody_validated():
    import pulumi_aws as aws

    _, _, balancer = _balancer()
    certificate = aws.acm.Certificate("site", domain_name="example.com", validation_method="DNS")
    aws.lb.Listener(
        "https",
        load_balancer_arn=balancer.arn,
        port=443,
        protocol="HTTPS",
        certificate_arn=certificate.arn,
        default_actions=[
            {"type": "fixed-response", "fixed_response": {"content_type": "text/plain", "status_code": "404"}}
        ],
    )


@says("us-east-1")
def _a_cloudfront_certificate_from_elsewhere():
    import pulumi_aws as aws

    certificate = aws.acm.Certificate("site", domain_name="example.com", validation_method="DNS", region="eu-west-1")
    aws.cloudfront.Distribution(
        "site",
        enabled=True,
        aliases=["example.com"],
        origins=[{"origin_id": "site", "domain_name": "origin.example.com"}],
        default_cache_behavior={
            "target_origin_id": "site",
            "viewer_protocol_policy": "https-only",
            "allowed_methods": ["GET", "HEAD"],
            "cached_methods": ["GET", "HEAD"],
            "cache_policy_id": "658327ea-f89d-4fab-a63d-7e88639e58f6",
        },
        restrictions={"geo_restriction": {"restriction_type": "none"}},
        viewer_certificate={"acm_certificate_arn": certificate.arn, "ssl_support_method": "sni-only"},
    )


@says("us-east-1")
def _a_firewall_for_cloudfront_elsewhere():
    import pulumi_aws as aws

    seen = {"cloudwatch_metrics_enabled": True, "metric_name": "a", "sampled_requests_enabled": False}
    aws.wafv2.WebAcl(
        "site", scope="CLOUDFRONT", region="eu-west-1", default_action={"allow": {}}, visibility_config=seen
    )


@says("MalformedPolicyDocument")
def _a_policy_that_is_none():
    import pulumi_aws as aws

    role = aws.iam.Role("task", assume_role_policy=trust("ecs-tasks.amazonaws.com"))
    aws.iam.RolePolicy("task", role=role.id, policy=json.dumps({"Statement": [{"Effect": "Allow"}]}))


@says("does not simulate aws:lambda/function:Function")
def _a_type_that_is_not_simulated():
    import pulumi_aws as aws

    role = aws.iam.Role("fn", assume_role_policy=trust("lambda.amazonaws.com"))
    aws.lambda_.Function("fn", role=role.arn, runtime="python3.13", handler="a.b", code=pulumi.AssetArchive({}))


@says("does not simulate the function aws:ec2/getInstanceTypes:getInstanceTypes")
def _a_function_that_is_not_simulated():
    import pulumi_aws as aws

    aws.ec2.get_instance_types()


@says("us-east-9")
def _a_region_that_does_not_exist():
    import pulumi_aws as aws

    provider = aws.Provider("nowhere", region="us-east-9")
    aws.cloudwatch.LogGroup("app", opts=pulumi.ResourceOptions(provider=provider))


@says("210987654321")
def _an_account_that_is_not_allowed():
    import pulumi_aws as aws

    provider = aws.Provider("other", region="us-east-1", allowed_account_ids=["210987654321"])
    aws.cloudwatch.LogGroup("app", opts=pulumi.ResourceOptions(provider=provider))


@says("awsx:ecr:Repository")
def _a_component_that_is_not_simulated():
    import pulumi_awsx as awsx

    awsx.ecr.Repository("app")


@says("natGateways.strategy is missing")
def _nat_gateways_by_default():
    _vpc_of_awsx(nat_gateways=None)


@says("availabilityZoneNames is missing")
def _zones_by_number():
    _vpc_of_awsx(availability_zone_names=None, number_of_availability_zones=2)


@says("subnetStrategy must be Auto or Exact")
def _subnets_by_the_old_layout():
    _vpc_of_awsx(subnet_strategy=None)


@says("pass one explicit aws provider")
def _a_second_provider():
    _vpc_of_awsx(opts=None)


@says("needs both private and public subnets")
def _nat_gateways_for_nobody():
    _vpc_of_awsx(nat_gateways={"strategy": "Single"}, subnet_specs=[{"type": "Public", "cidr_mask": 24}])
