"""Pulumi programs that use every resource type of the sandbox, as a careful person would write them.

Each function is one part of an application and returns what the next part needs. They are run on the real engine.
"""

import json
from types import SimpleNamespace as Made

import pulumi

ZONES = ("us-east-1a", "us-east-1b")


def trust(service):
    """The trust policy of a role for one service."""
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def allow(action, resource="*", **more):
    """A policy with one statement."""
    statement = {"Effect": "Allow", "Action": action, "Resource": resource, **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def network(opts=None):
    """A VPC with public and private subnets in two zones, one NAT gateway, an endpoint and flow logs."""
    import pulumi_aws as aws

    vpc = aws.ec2.Vpc("net", cidr_block="10.0.0.0/16", enable_dns_hostnames=True, enable_dns_support=True, opts=opts)
    gateway = aws.ec2.InternetGateway("net", vpc_id=vpc.id, opts=opts)
    aws.ec2.EgressOnlyInternetGateway("net", vpc_id=vpc.id, opts=opts)
    aws.ec2.DefaultSecurityGroup("net", vpc_id=vpc.id, opts=opts)
    public, private, tables = [], [], []
    for number, zone in enumerate(ZONES):
        for kind, subnets in (("public", public), ("private", private)):
            block = f"10.0.{number + (10 if kind == 'private' else 0)}.0/24"
            name = f"{kind}-{number}"
            subnet = aws.ec2.Subnet(name, vpc_id=vpc.id, cidr_block=block, availability_zone=zone, opts=opts)
            table = aws.ec2.RouteTable(name, vpc_id=vpc.id, opts=opts)
            aws.ec2.RouteTableAssociation(name, subnet_id=subnet.id, route_table_id=table.id, opts=opts)
            subnets.append(subnet)
            tables.append((kind, table))
    address = aws.ec2.Eip("nat", domain="vpc", opts=opts)
    nat = aws.ec2.NatGateway("nat", subnet_id=public[0].id, allocation_id=address.id, opts=opts)
    for number, (kind, table) in enumerate(tables):
        target = {"gateway_id": gateway.id} if kind == "public" else {"nat_gateway_id": nat.id}
        aws.ec2.Route(f"out-{number}", route_table_id=table.id, destination_cidr_block="0.0.0.0/0", **target, opts=opts)
    endpoint = aws.ec2.VpcEndpoint(
        "s3", vpc_id=vpc.id, service_name="com.amazonaws.us-east-1.s3", route_table_ids=[tables[0][1].id], opts=opts
    )
    aws.ec2.VpcEndpointRouteTableAssociation(
        "s3", vpc_endpoint_id=endpoint.id, route_table_id=tables[1][1].id, opts=opts
    )
    aws.ec2.ManagedPrefixList("office", address_family="IPv4", max_entries=5, opts=opts)
    groups = {name: aws.ec2.SecurityGroup(name, vpc_id=vpc.id, opts=opts) for name in ("alb", "app", "data")}
    for source, target, port in (("alb", "app", 8000), ("app", "data", 5432), ("app", "data", 6379)):
        aws.vpc.SecurityGroupIngressRule(
            f"{target}-{port}",
            security_group_id=groups[target].id,
            referenced_security_group_id=groups[source].id,
            ip_protocol="tcp",
            from_port=port,
            to_port=port,
            opts=opts,
        )
    aws.vpc.SecurityGroupEgressRule(
        "app-out", security_group_id=groups["app"].id, cidr_ipv4="0.0.0.0/0", ip_protocol="-1", opts=opts
    )
    aws.ec2.SecurityGroupRule(
        "alb-https",
        security_group_id=groups["alb"].id,
        type="ingress",
        protocol="tcp",
        from_port=443,
        to_port=443,
        cidr_blocks=["0.0.0.0/0"],
        opts=opts,
    )
    bucket = aws.s3.Bucket("flow-logs", opts=opts)
    aws.ec2.FlowLog(
        "net", vpc_id=vpc.id, log_destination=bucket.arn, log_destination_type="s3", traffic_type="ALL", opts=opts
    )
    return Made(vpc=vpc, public=public, private=private, groups=groups, ids=lambda subnets: [s.id for s in subnets])


def database(net, opts=None):
    """An instance with its groups, a replica, an Aurora cluster, caches."""
    import pulumi_aws as aws

    group = aws.rds.SubnetGroup("db", subnet_ids=net.ids(net.private), opts=opts)
    parameters = aws.rds.ParameterGroup(
        "db", family="postgres17", parameters=[{"name": "log_min_duration_statement", "value": "500"}], opts=opts
    )
    monitoring = aws.iam.Role("monitoring", assume_role_policy=trust("monitoring.rds.amazonaws.com"), opts=opts)
    instance = aws.rds.Instance(
        "db",
        engine="postgres",
        engine_version="17",
        instance_class="db.t4g.micro",
        allocated_storage=20,
        storage_type="gp3",
        storage_encrypted=True,
        db_subnet_group_name=group.name,
        parameter_group_name=parameters.name,
        vpc_security_group_ids=[net.groups["data"].id],
        username="app",
        manage_master_user_password=True,
        backup_retention_period=0,
        monitoring_interval=60,
        monitoring_role_arn=monitoring.arn,
        skip_final_snapshot=True,
        opts=opts,
    )
    cluster_parameters = aws.rds.ClusterParameterGroup("aurora", family="aurora-postgresql17", opts=opts)
    cluster = aws.rds.Cluster(
        "aurora",
        engine="aurora-postgresql",
        engine_version="17.4",
        master_username="app",
        master_password=pulumi.Output.secret("correct-horse-battery"),
        db_subnet_group_name=group.name,
        db_cluster_parameter_group_name=cluster_parameters.name,
        vpc_security_group_ids=[net.groups["data"].id],
        serverlessv2_scaling_configuration={"min_capacity": 0.5, "max_capacity": 2},
        skip_final_snapshot=True,
        opts=opts,
    )
    aws.rds.ClusterInstance(
        "aurora-1",
        cluster_identifier=cluster.id,
        engine="aurora-postgresql",
        instance_class="db.serverless",
        opts=opts,
    )
    _caches(net, opts)
    return instance


def _caches(net, opts):
    import pulumi_aws as aws

    group = aws.elasticache.SubnetGroup("cache", subnet_ids=net.ids(net.private), opts=opts)
    parameters = aws.elasticache.ParameterGroup("cache", family="valkey8", opts=opts)
    aws.elasticache.ReplicationGroup(
        "cache",
        description="sessions",
        engine="valkey",
        engine_version="8.0",
        node_type="cache.t4g.micro",
        num_cache_clusters=2,
        automatic_failover_enabled=True,
        transit_encryption_enabled=True,
        subnet_group_name=group.name,
        parameter_group_name=parameters.name,
        security_group_ids=[net.groups["data"].id],
        opts=opts,
    )
    aws.elasticache.Cluster(
        "memory",
        engine="memcached",
        node_type="cache.t4g.micro",
        num_cache_nodes=1,
        subnet_group_name=group.name,
        opts=opts,
    )
    user = aws.elasticache.User(
        "cache",
        user_id="app",
        user_name="app",
        engine="valkey",
        access_string="on ~* +@all",
        no_password_required=True,
        opts=opts,
    )
    users = aws.elasticache.UserGroup(
        "cache", user_group_id="apps", engine="valkey", user_ids=[user.user_id], opts=opts
    )
    aws.elasticache.ServerlessCache(
        "burst",
        engine="valkey",
        major_engine_version="8",
        name="burst",
        subnet_ids=net.ids(net.private),
        security_group_ids=[net.groups["data"].id],
        user_group_id=users.user_group_id,
        opts=opts,
    )


def storage(net, opts=None):
    """Buckets with all their settings, a file system, queues, a broker."""
    import pulumi_aws as aws

    bucket = aws.s3.Bucket("uploads", opts=opts)
    name = bucket.bucket
    aws.s3.BucketPublicAccessBlock(
        "uploads",
        bucket=name,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
        opts=opts,
    )
    owned = aws.s3.BucketOwnershipControls(
        "uploads", bucket=name, rule={"object_ownership": "BucketOwnerPreferred"}, opts=opts
    )
    aws.s3.BucketAcl(
        "uploads",
        bucket=name,
        acl="private",
        opts=pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(depends_on=[owned])),
    )
    aws.s3.BucketVersioning("uploads", bucket=name, versioning_configuration={"status": "Enabled"}, opts=opts)
    aws.s3.BucketServerSideEncryptionConfiguration(
        "uploads",
        bucket=name,
        rules=[{"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}],
        opts=opts,
    )
    aws.s3.BucketLifecycleConfiguration(
        "uploads",
        bucket=name,
        rules=[{"id": "old", "status": "Enabled", "filter": {"prefix": "tmp/"}, "expiration": {"days": 90}}],
        opts=opts,
    )
    aws.s3.BucketCorsConfiguration(
        "uploads", bucket=name, cors_rules=[{"allowed_methods": ["GET"], "allowed_origins": ["*"]}], opts=opts
    )
    aws.s3.BucketWebsiteConfiguration("uploads", bucket=name, index_document={"suffix": "index.html"}, opts=opts)
    aws.s3.BucketLogging("uploads", bucket=name, target_bucket=name, target_prefix="log/", opts=opts)
    aws.s3.BucketMetric("uploads", bucket=name, name="all", opts=opts)
    aws.s3.BucketIntelligentTieringConfiguration(
        "uploads", bucket=name, tierings=[{"access_tier": "ARCHIVE_ACCESS", "days": 125}], opts=opts
    )
    aws.s3.BucketObjectv2("uploads", bucket=name, key="hello.txt", content="hello", opts=opts)
    policy = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Deny", "Action": "s3:*", "Principal": "*", "Resource": "*"}],
    }
    aws.s3.BucketPolicy("uploads", bucket=name, policy=json.dumps(policy), opts=opts)
    dead = aws.sqs.Queue("dead", opts=opts)
    queue = aws.sqs.Queue("jobs", opts=opts)
    redrive = dead.arn.apply(lambda arn: json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 5}))
    aws.sqs.RedrivePolicy("jobs", queue_url=queue.url, redrive_policy=redrive, opts=opts)
    aws.sqs.RedriveAllowPolicy(
        "dead", queue_url=dead.url, redrive_allow_policy='{"redrivePermission":"allowAll"}', opts=opts
    )
    aws.sqs.QueuePolicy("jobs", queue_url=queue.url, policy=allow("sqs:SendMessage", Principal="*"), opts=opts)
    aws.s3.BucketNotification(
        "uploads", bucket=name, queues=[{"queue_arn": queue.arn, "events": ["s3:ObjectCreated:*"]}], opts=opts
    )
    files = aws.efs.FileSystem("files", encrypted=True, opts=opts)
    for number, subnet in enumerate(net.private):
        aws.efs.MountTarget(
            f"files-{number}",
            file_system_id=files.id,
            subnet_id=subnet.id,
            security_groups=[net.groups["data"].id],
            opts=opts,
        )
    point = aws.efs.AccessPoint("files", file_system_id=files.id, root_directory={"path": "/app"}, opts=opts)
    aws.efs.BackupPolicy("files", file_system_id=files.id, backup_policy={"status": "ENABLED"}, opts=opts)
    aws.efs.FileSystemPolicy(
        "files", file_system_id=files.id, policy=allow("elasticfilesystem:*", Principal="*"), opts=opts
    )
    settings = aws.mq.Configuration(
        "rabbit", engine_type="RabbitMQ", engine_version="3.13", data="consumer_timeout = 1", opts=opts
    )
    aws.mq.Broker(
        "rabbit",
        engine_type="RabbitMQ",
        engine_version="3.13",
        host_instance_type="mq.m7g.medium",
        deployment_mode="SINGLE_INSTANCE",
        auto_minor_version_upgrade=True,
        publicly_accessible=False,
        subnet_ids=[net.private[0].id],
        security_groups=[net.groups["data"].id],
        configuration={"id": settings.id, "revision": settings.latest_revision},
        users=[{"username": "app", "password": pulumi.Output.secret("a-long-enough-password")}],
        opts=opts,
    )
    return Made(bucket=bucket, queue=queue, files=files, point=point)


def names(opts=None):
    """A zone, and a certificate in each of two regions: one record proves both."""
    import pulumi_aws as aws

    zone = aws.route53.Zone("zone", name="example.com", opts=opts)
    certificates = {
        region: aws.acm.Certificate(
            f"site-{region}",
            domain_name="example.com",
            subject_alternative_names=["*.example.com"],
            validation_method="DNS",
            region=region,
            opts=opts,
        )
        for region in ("us-east-1", "eu-west-1")
    }
    option = certificates["us-east-1"].domain_validation_options[0]
    record = aws.route53.Record(
        "proof",
        zone_id=zone.zone_id,
        name=option.resource_record_name,
        type=option.resource_record_type,
        ttl=60,
        records=[option.resource_record_value],
        opts=opts,
    )
    issued = {
        region: aws.acm.CertificateValidation(
            f"site-{region}",
            certificate_arn=certificate.arn,
            validation_record_fqdns=[record.fqdn],
            region=region,
            opts=opts,
        ).certificate_arn
        for region, certificate in certificates.items()
    }
    return Made(zone=zone, issued=issued)


def edge(net, dns, store, opts=None):
    """A load balancer with HTTPS, a web ACL on it, CloudFront before a bucket and before the load balancer."""
    import pulumi_aws as aws

    balancer = aws.lb.LoadBalancer(
        "web", subnets=net.ids(net.public), security_groups=[net.groups["alb"].id], opts=opts
    )
    targets = aws.lb.TargetGroup("api", vpc_id=net.vpc.id, port=8000, protocol="HTTP", target_type="ip", opts=opts)
    listener = aws.lb.Listener(
        "https",
        load_balancer_arn=balancer.arn,
        port=443,
        protocol="HTTPS",
        ssl_policy="ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
        certificate_arn=dns.issued["us-east-1"],
        default_actions=[
            {"type": "fixed-response", "fixed_response": {"content_type": "text/plain", "status_code": "404"}}
        ],
        opts=opts,
    )
    aws.lb.ListenerCertificate("https", listener_arn=listener.arn, certificate_arn=dns.issued["us-east-1"], opts=opts)
    rule = aws.lb.ListenerRule(
        "api",
        listener_arn=listener.arn,
        priority=10,
        actions=[{"type": "forward", "target_group_arn": targets.arn}],
        conditions=[{"path_pattern": {"values": ["/*"]}}],
        opts=opts,
    )
    aws.lb.TargetGroupAttachment("api", target_group_arn=targets.arn, target_id="10.0.10.10", port=8000, opts=opts)
    aws.route53.Record(
        "web",
        zone_id=dns.zone.zone_id,
        name="api.example.com",
        type="A",
        aliases=[{"name": balancer.dns_name, "zone_id": balancer.zone_id, "evaluate_target_health": True}],
        opts=opts,
    )
    _firewall(balancer, opts)
    _content(dns, store, balancer, opts)
    return Made(balancer=balancer, targets=targets, rule=rule)


def _visibility(name):
    return {"cloudwatch_metrics_enabled": True, "metric_name": name, "sampled_requests_enabled": False}


def _firewall(balancer, opts):
    import pulumi_aws as aws

    addresses = aws.wafv2.IpSet(
        "office", scope="REGIONAL", ip_address_version="IPV4", addresses=["192.0.2.0/24"], opts=opts
    )
    acl = aws.wafv2.WebAcl(
        "web",
        scope="REGIONAL",
        default_action={"allow": {}},
        visibility_config=_visibility("web"),
        rules=[
            {
                "name": "office",
                "priority": 0,
                "action": {"allow": {}},
                "statement": {"ip_set_reference_statement": {"arn": addresses.arn}},
                "visibility_config": _visibility("office"),
            },
            {
                "name": "common",
                "priority": 1,
                "override_action": {"none": {}},
                "statement": {
                    "managed_rule_group_statement": {"name": "AWSManagedRulesCommonRuleSet", "vendor_name": "AWS"}
                },
                "visibility_config": _visibility("common"),
            },
        ],
        opts=opts,
    )
    aws.wafv2.WebAclAssociation("web", resource_arn=balancer.arn, web_acl_arn=acl.arn, opts=opts)
    logs = aws.cloudwatch.LogGroup("waf", name="aws-waf-logs-web", retention_in_days=7, opts=opts)
    aws.wafv2.WebAclLoggingConfiguration("web", resource_arn=acl.arn, log_destination_configs=[logs.arn], opts=opts)


def _content(dns, store, balancer, opts):
    import pulumi_aws as aws

    acl = aws.wafv2.WebAcl(
        "site",
        scope="CLOUDFRONT",
        region="us-east-1",
        default_action={"allow": {}},
        visibility_config=_visibility("site"),
        opts=opts,
    )
    access = aws.cloudfront.OriginAccessControl(
        "site", origin_access_control_origin_type="s3", signing_behavior="always", signing_protocol="sigv4", opts=opts
    )
    cache = aws.cloudfront.CachePolicy(
        "site",
        parameters_in_cache_key_and_forwarded_to_origin={
            "cookies_config": {"cookie_behavior": "none"},
            "headers_config": {"header_behavior": "none"},
            "query_strings_config": {"query_string_behavior": "none"},
        },
        opts=opts,
    )
    request = aws.cloudfront.OriginRequestPolicy(
        "site",
        cookies_config={"cookie_behavior": "none"},
        headers_config={"header_behavior": "none"},
        query_strings_config={"query_string_behavior": "none"},
        opts=opts,
    )
    headers = aws.cloudfront.ResponseHeadersPolicy(
        "site", security_headers_config={"content_type_options": {"override": True}}, opts=opts
    )
    function = aws.cloudfront.Function(
        "site", runtime="cloudfront-js-2.0", code="function handler(event) {}", opts=opts
    )
    inner = aws.cloudfront.VpcOrigin(
        "web",
        vpc_origin_endpoint_config={
            "name": "web",
            "arn": balancer.arn,
            "http_port": 80,
            "https_port": 443,
            "origin_protocol_policy": "https-only",
            "origin_ssl_protocols": {"items": ["TLSv1.2"], "quantity": 1},
        },
        opts=opts,
    )
    site = aws.cloudfront.Distribution(
        "site",
        enabled=True,
        aliases=["example.com", "www.example.com"],
        web_acl_id=acl.arn,
        origins=[
            {
                "origin_id": "site",
                "domain_name": store.bucket.bucket_regional_domain_name,
                "origin_access_control_id": access.id,
            },
            {
                "origin_id": "api",
                "domain_name": balancer.dns_name,
                "vpc_origin_config": {"vpc_origin_id": inner.id},
            },
        ],
        default_cache_behavior={
            "target_origin_id": "site",
            "viewer_protocol_policy": "redirect-to-https",
            "allowed_methods": ["GET", "HEAD"],
            "cached_methods": ["GET", "HEAD"],
            "cache_policy_id": cache.id,
            "origin_request_policy_id": request.id,
            "response_headers_policy_id": headers.id,
            "function_associations": [{"event_type": "viewer-request", "function_arn": function.arn}],
        },
        ordered_cache_behaviors=[
            {
                "path_pattern": "/api/*",
                "target_origin_id": "api",
                "viewer_protocol_policy": "https-only",
                "allowed_methods": ["GET", "HEAD"],
                "cached_methods": ["GET", "HEAD"],
                "cache_policy_id": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
            }
        ],
        restrictions={"geo_restriction": {"restriction_type": "none"}},
        viewer_certificate={
            "acm_certificate_arn": dns.issued["us-east-1"],
            "ssl_support_method": "sni-only",
            "minimum_protocol_version": "TLSv1.2_2021",
        },
        opts=opts,
    )
    aws.pricingplanmanager.Subscription(
        "site",
        plan_family="CloudFront",
        plan_tier="PRO",
        approval_mode="IMMEDIATE",
        resource_arns=[site.arn, acl.arn],
        opts=opts,
    )
    aws.route53.Record(
        "site",
        zone_id=dns.zone.zone_id,
        name="example.com",
        type="A",
        aliases=[{"name": site.domain_name, "zone_id": site.hosted_zone_id, "evaluate_target_health": False}],
        opts=opts,
    )


def services(net, front, store, opts=None):
    """A Fargate service behind the load balancer with scaling, one on EC2 capacity, a scheduled task."""
    import pulumi_aws as aws

    cluster = aws.ecs.Cluster("apps", opts=opts)
    roles = {
        name: aws.iam.Role(name, assume_role_policy=trust("ecs-tasks.amazonaws.com"), opts=opts)
        for name in ("execution", "task")
    }
    aws.iam.RolePolicyAttachment(
        "execution",
        role=roles["execution"].name,
        policy_arn="arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
        opts=opts,
    )
    logs = aws.cloudwatch.LogGroup("api", retention_in_days=30, opts=opts)
    secret = aws.secretsmanager.Secret("api", recovery_window_in_days=0, opts=opts)
    aws.secretsmanager.SecretVersion(
        "api", secret_id=secret.id, secret_string=pulumi.Output.secret("hunter2"), opts=opts
    )
    parameter = aws.ssm.Parameter(
        "api", name="/shop/dev/key", type="SecureString", value=pulumi.Output.secret("s3same"), opts=opts
    )
    image = aws.ecr.Repository("api", opts=opts)
    definition = pulumi.Output.json_dumps(
        [
            {
                "name": "app",
                "image": pulumi.Output.concat(image.repository_url, ":v1"),
                "portMappings": [{"containerPort": 8000}],
                "secrets": [
                    {"name": "TOKEN", "valueFrom": secret.arn},
                    {"name": "KEY", "valueFrom": parameter.arn},
                ],
                "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": logs.name}},
                "mountPoints": [{"sourceVolume": "files", "containerPath": "/data"}],
            }
        ]
    )
    task = aws.ecs.TaskDefinition(
        "api",
        family="api",
        cpu="512",
        memory="1024",
        network_mode="awsvpc",
        requires_compatibilities=["FARGATE", "EC2"],
        execution_role_arn=roles["execution"].arn,
        task_role_arn=roles["task"].arn,
        container_definitions=definition,
        volumes=[
            {
                "name": "files",
                "efs_volume_configuration": {
                    "file_system_id": store.files.id,
                    "transit_encryption": "ENABLED",
                    "authorization_config": {"access_point_id": store.point.id, "iam": "ENABLED"},
                },
            }
        ],
        opts=opts,
    )
    capacity = _capacity(net, opts)
    providers = aws.ecs.ClusterCapacityProviders(
        "apps", cluster_name=cluster.name, capacity_providers=["FARGATE", "FARGATE_SPOT", capacity.name], opts=opts
    )
    namespace = aws.servicediscovery.PrivateDnsNamespace("apps", name="apps.internal", vpc=net.vpc.id, opts=opts)
    aws.servicediscovery.HttpNamespace("apps", name="apps", opts=opts)
    registry = aws.servicediscovery.Service(
        "api", dns_config={"namespace_id": namespace.id, "dns_records": [{"ttl": 10, "type": "A"}]}, opts=opts
    )
    where = {"subnets": net.ids(net.private), "security_groups": [net.groups["app"].id]}
    service = aws.ecs.Service(
        "api",
        cluster=cluster.arn,
        task_definition=task.arn,
        desired_count=2,
        capacity_provider_strategies=[
            {"capacity_provider": "FARGATE", "base": 1, "weight": 1},
            {"capacity_provider": "FARGATE_SPOT", "weight": 2},
        ],
        network_configuration=where,
        load_balancers=[{"target_group_arn": front.targets.arn, "container_name": "app", "container_port": 8000}],
        service_registries={"registry_arn": registry.arn},
        health_check_grace_period_seconds=60,
        deployment_circuit_breaker={"enable": True, "rollback": True},
        opts=pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(depends_on=[providers, front.rule])),
    )
    aws.ecs.Service(
        "worker",
        cluster=cluster.arn,
        task_definition=task.arn,
        desired_count=1,
        capacity_provider_strategies=[{"capacity_provider": capacity.name, "weight": 1}],
        network_configuration=where,
        opts=pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(depends_on=[providers])),
    )
    _scaling(cluster, service, opts)
    _schedules(cluster, task, where, opts)
    return Made(cluster=cluster, service=service, image=image, secret=secret, roles=roles)


def _capacity(net, opts):
    import pulumi_aws as aws

    role = aws.iam.Role("instance", assume_role_policy=trust("ec2.amazonaws.com"), opts=opts)
    profile = aws.iam.InstanceProfile("instance", role=role.name, opts=opts)
    ami = aws.ssm.get_parameter_output(
        name="/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id"
    ).value
    template = aws.ec2.LaunchTemplate(
        "workers",
        image_id=ami,
        instance_type="t4g.small",
        iam_instance_profile={"arn": profile.arn},
        vpc_security_group_ids=[net.groups["app"].id],
        metadata_options={"http_tokens": "required"},
        opts=opts,
    )
    group = aws.autoscaling.Group(
        "workers",
        min_size=0,
        max_size=2,
        vpc_zone_identifiers=net.ids(net.private),
        protect_from_scale_in=True,
        launch_template={"id": template.id, "version": "$Latest"},
        tags=[{"key": "AmazonECSManaged", "value": "true", "propagate_at_launch": True}],
        opts=opts,
    )
    aws.autoscaling.Policy(
        "workers",
        autoscaling_group_name=group.name,
        policy_type="SimpleScaling",
        adjustment_type="ChangeInCapacity",
        scaling_adjustment=1,
        opts=opts,
    )
    aws.autoscaling.Schedule(
        "night",
        autoscaling_group_name=group.name,
        scheduled_action_name="night",
        recurrence="0 22 * * *",
        min_size=0,
        max_size=1,
        desired_capacity=0,
        opts=opts,
    )
    aws.autoscaling.LifecycleHook(
        "drain",
        autoscaling_group_name=group.name,
        lifecycle_transition="autoscaling:EC2_INSTANCE_TERMINATING",
        opts=opts,
    )
    key = aws.ec2.KeyPair("ops", public_key="ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 ops", opts=opts)
    box = aws.ec2.Instance(
        "bastion",
        ami=ami,
        instance_type="t4g.nano",
        subnet_id=net.public[0].id,
        vpc_security_group_ids=[net.groups["app"].id],
        key_name=key.key_name,
        opts=opts,
    )
    address = aws.ec2.Eip("bastion", domain="vpc", opts=opts)
    aws.ec2.EipAssociation("bastion", instance_id=box.id, allocation_id=address.id, opts=opts)
    eni = aws.ec2.NetworkInterface(
        "second", subnet_id=net.public[0].id, security_groups=[net.groups["app"].id], opts=opts
    )
    aws.ec2.NetworkInterfaceAttachment(
        "second", instance_id=box.id, network_interface_id=eni.id, device_index=1, opts=opts
    )
    aws.ebs.Volume("data", availability_zone=ZONES[0], size=10, opts=opts)
    return aws.ecs.CapacityProvider(
        "workers",
        auto_scaling_group_provider={
            "auto_scaling_group_arn": group.arn,
            "managed_scaling": {"status": "ENABLED", "target_capacity": 90},
            "managed_termination_protection": "ENABLED",
        },
        opts=opts,
    )


def _scaling(cluster, service, opts):
    import pulumi_aws as aws

    which = {
        "service_namespace": "ecs",
        "scalable_dimension": "ecs:service:DesiredCount",
        "resource_id": pulumi.Output.concat("service/", cluster.name, "/", service.name),
    }
    target = aws.appautoscaling.Target("api", min_capacity=1, max_capacity=4, **which, opts=opts)
    after = pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(depends_on=[target]))
    aws.appautoscaling.Policy(
        "cpu",
        policy_type="TargetTrackingScaling",
        target_tracking_scaling_policy_configuration={
            "target_value": 70,
            "predefined_metric_specification": {"predefined_metric_type": "ECSServiceAverageCPUUtilization"},
        },
        **which,
        opts=after,
    )
    aws.appautoscaling.ScheduledAction(
        "night",
        schedule="cron(0 22 * * ? *)",
        scalable_target_action={"min_capacity": 0, "max_capacity": 1},
        **which,
        opts=after,
    )


def _schedules(cluster, task, where, opts):
    import pulumi_aws as aws

    role = aws.iam.Role("scheduler", assume_role_policy=trust("scheduler.amazonaws.com"), opts=opts)
    group = aws.scheduler.ScheduleGroup("jobs", opts=opts)
    aws.scheduler.Schedule(
        "nightly",
        group_name=group.name,
        flexible_time_window={"mode": "OFF"},
        schedule_expression="cron(0 3 * * ? *)",
        target={
            "arn": cluster.arn,
            "role_arn": role.arn,
            "ecs_parameters": {
                "task_definition_arn": task.arn,
                "launch_type": "FARGATE",
                "network_configuration": where,
            },
        },
        opts=opts,
    )


def operations(app, store, opts=None):
    """Alarms, topics, trails, backups, images, budgets, keys, roles for deployment."""
    import pulumi_aws as aws

    topic = aws.sns.Topic("alerts", opts=opts)
    aws.sns.TopicPolicy("alerts", arn=topic.arn, policy=allow("sns:Publish", Principal="*"), opts=opts)
    aws.sns.TopicSubscription("ops", topic=topic.arn, protocol="email", endpoint="ops@example.com", opts=opts)
    alarm = aws.cloudwatch.MetricAlarm(
        "busy",
        namespace="AWS/ECS",
        metric_name="CPUUtilization",
        comparison_operator="GreaterThanThreshold",
        threshold=80,
        evaluation_periods=1,
        period=300,
        statistic="Average",
        alarm_actions=[topic.arn],
        opts=opts,
    )
    aws.cloudwatch.CompositeAlarm(
        "any", alarm_name="any", alarm_rule=pulumi.Output.concat("ALARM(", alarm.name, ")"), opts=opts
    )
    aws.cloudwatch.Dashboard("main", dashboard_name="main", dashboard_body='{"widgets":[]}', opts=opts)
    logs = aws.cloudwatch.LogGroup("events", retention_in_days=14, opts=opts)
    aws.cloudwatch.LogMetricFilter(
        "errors",
        log_group_name=logs.name,
        pattern="ERROR",
        metric_transformation={"name": "errors", "namespace": "app", "value": "1"},
        opts=opts,
    )
    aws.cloudwatch.LogResourcePolicy(
        "events", policy_name="events", policy_document=allow("logs:PutLogEvents", Principal="*"), opts=opts
    )
    rule = aws.cloudwatch.EventRule("stopped", event_pattern='{"source":["aws.ecs"]}', opts=opts)
    aws.cloudwatch.EventTarget("stopped", rule=rule.name, arn=topic.arn, opts=opts)
    _trail(opts)
    _backups(opts)
    aws.ecr.LifecyclePolicy("api", repository=app.image.name, policy={"rules": []}, opts=opts)
    aws.ecr.RepositoryPolicy(
        "api", repository=app.image.name, policy=allow("ecr:BatchGetImage", Principal="*"), opts=opts
    )
    aws.ecr.RegistryScanningConfiguration("scan", scan_type="BASIC", opts=opts)
    aws.ecr.PullThroughCacheRule("quay", ecr_repository_prefix="quay", upstream_registry_url="quay.io", opts=opts)
    key = aws.kms.Key("app", opts=opts)
    aws.kms.Alias("app", target_key_id=key.key_id, opts=opts)
    aws.secretsmanager.SecretPolicy(
        "api", secret_arn=app.secret.arn, policy=allow("secretsmanager:GetSecretValue", Principal="*"), opts=opts
    )
    aws.secretsmanager.SecretRotation(
        "api", secret_id=app.secret.id, rotation_rules={"automatically_after_days": 30}, opts=opts
    )
    aws.xray.SamplingRule(
        "app",
        rule_name="app",
        priority=10,
        version=1,
        reservoir_size=1,
        fixed_rate=0.05,
        url_path="*",
        host="*",
        http_method="*",
        service_type="*",
        service_name="*",
        resource_arn="*",
        opts=opts,
    )
    aws.xray.Group("app", group_name="app", filter_expression="fault = true", opts=opts)
    _deployment(store, opts)
    _money(opts)


def _trail(opts):
    import pulumi_aws as aws

    bucket = aws.s3.Bucket("trail", opts=opts)
    policy = aws.s3.BucketPolicy(
        "trail",
        bucket=bucket.bucket,
        policy=allow("s3:PutObject", Principal={"Service": "cloudtrail.amazonaws.com"}),
        opts=opts,
    )
    role = aws.iam.Role("trail", assume_role_policy=trust("cloudtrail.amazonaws.com"), opts=opts)
    logs = aws.cloudwatch.LogGroup("trail", retention_in_days=90, opts=opts)
    aws.cloudtrail.Trail(
        "account",
        s3_bucket_name=bucket.bucket,
        cloud_watch_logs_group_arn=pulumi.Output.concat(logs.arn, ":*"),
        cloud_watch_logs_role_arn=role.arn,
        opts=pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(depends_on=[policy])),
    )


def _backups(opts):
    import pulumi_aws as aws

    vault = aws.backup.Vault("main", opts=opts)
    plan = aws.backup.Plan(
        "daily",
        rules=[
            {
                "rule_name": "daily",
                "target_vault_name": vault.name,
                "schedule": "cron(0 5 * * ? *)",
                "lifecycle": {"delete_after": 30},
            }
        ],
        opts=opts,
    )
    role = aws.iam.Role("backup", assume_role_policy=trust("backup.amazonaws.com"), opts=opts)
    aws.backup.Selection("all", plan_id=plan.id, iam_role_arn=role.arn, resources=["*"], opts=opts)


def _deployment(store, opts):
    import pulumi_aws as aws

    provider = aws.iam.OpenIdConnectProvider(
        "github", url="https://token.actions.githubusercontent.com", client_id_lists=["sts.amazonaws.com"], opts=opts
    )
    statement = {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {"Federated": provider.arn}}
    deploy = aws.iam.Role(
        "deploy",
        assume_role_policy=pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": [statement]}),
        opts=opts,
    )
    policy = aws.iam.Policy(
        "deploy", policy=store.bucket.arn.apply(lambda arn: allow("s3:PutObject", f"{arn}/*")), opts=opts
    )
    aws.iam.RolePolicyAttachment("deploy", role=deploy.name, policy_arn=policy.arn, opts=opts)
    aws.iam.RolePolicy("deploy", role=deploy.name, policy=allow("ecs:UpdateService"), opts=opts)
    aws.iam.ServiceLinkedRole("ecs", aws_service_name="ecs.amazonaws.com", opts=opts)


def _money(opts):
    import pulumi_aws as aws

    budget = aws.budgets.Budget(
        "month",
        budget_type="COST",
        time_unit="MONTHLY",
        limit_amount="120.00",
        limit_unit="USD",
        notifications=[
            {
                "comparison_operator": "GREATER_THAN",
                "notification_type": "ACTUAL",
                "threshold": 80,
                "threshold_type": "PERCENTAGE",
                "subscriber_email_addresses": ["ops@example.com"],
            }
        ],
        opts=opts,
    )
    role = aws.iam.Role("budget", assume_role_policy=trust("budgets.amazonaws.com"), opts=opts)
    aws.budgets.BudgetAction(
        "stop",
        budget_name=budget.name,
        action_type="APPLY_IAM_POLICY",
        approval_model="AUTOMATIC",
        notification_type="ACTUAL",
        execution_role_arn=role.arn,
        action_threshold={"action_threshold_type": "PERCENTAGE", "action_threshold_value": 100},
        definition={
            "iam_action_definition": {"policy_arn": "arn:aws:iam::aws:policy/AWSDenyAll", "roles": [role.name]}
        },
        subscribers=[{"address": "ops@example.com", "subscription_type": "EMAIL"}],
        opts=opts,
    )
    monitor = aws.costexplorer.AnomalyMonitor(
        "services", monitor_type="DIMENSIONAL", monitor_dimension="SERVICE", opts=opts
    )
    aws.costexplorer.AnomalySubscription(
        "daily",
        frequency="DAILY",
        monitor_arn_lists=[monitor.arn],
        subscribers=[{"type": "EMAIL", "address": "ops@example.com"}],
        opts=opts,
    )
    aws.costexplorer.CostAllocationTag("project", tag_key="project", status="Active", opts=opts)


def everything():
    """All parts together, with one explicit provider and default tags."""
    import pulumi_aws as aws

    provider = aws.Provider("aws", region="us-east-1", default_tags={"tags": {"project": "shop"}})
    opts = pulumi.ResourceOptions(provider=provider)
    net = network(opts)
    instance = database(net, opts)
    store = storage(net, opts)
    front = edge(net, names(opts), store, opts)
    app = services(net, front, store, opts)
    operations(app, store, opts)
    pulumi.export("database", instance.endpoint)
    pulumi.export("url", front.balancer.dns_name)
