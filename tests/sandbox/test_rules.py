"""What AWS refuses, resource by resource: each case is valid but for the one thing that its name says."""

import json

import pytest

from sandbox.aws.provider import RefusedError
from tests.sandbox.cloud import Cloud


@pytest.fixture
def cloud():
    """A fresh account."""
    return Cloud()


@pytest.fixture
def net(cloud):
    """A VPC with two subnets and a group in the account."""
    return cloud.network()


def _refused(cloud, match, kind, /, **inputs):
    with pytest.raises(RefusedError, match=match):
        cloud.make(kind, "broken", **inputs)


# --- references ---------------------------------------------------------------------------------------------------


def test_a_reference_to_nothing_is_refused(cloud):
    """An id that no resource has: the message has the argument, the value and what was expected."""
    _refused(
        cloud,
        r"vpcId: 'vpc-dead' does not exist; expected aws:ec2/vpc:Vpc \(by id\)",
        "ec2/subnet",
        vpcId="vpc-dead",
        cidrBlock="10.0.0.0/24",
    )


def test_a_reference_of_the_wrong_type_is_refused(cloud, net):
    """A subnet's id where a security group belongs."""
    vpc, subnets, _ = net
    _refused(
        cloud,
        "is an aws:ec2/subnet:Subnet, not aws:ec2/securityGroup:SecurityGroup",
        "vpc/securityGroupIngressRule",
        securityGroupId=subnets[0].id,
        ipProtocol="-1",
        cidrIpv4=vpc.get("cidrBlock"),
    )


def test_a_reference_by_the_wrong_name_is_refused(cloud):
    """A role's name where its ARN belongs."""
    role = cloud.role("task", "ecs-tasks.amazonaws.com")
    _refused(
        cloud,
        r"executionRoleArn: 'task-\w+' is an aws:iam/role:Role, not aws:iam/role:Role \(by arn\)",
        "ecs/taskDefinition",
        family="a",
        containerDefinitions='[{"name":"a","image":"b"}]',
        executionRoleArn=role.id,
    )


def test_a_reference_to_another_region_is_refused(cloud):
    """A log group of another region; only what AWS itself reaches over regions may be elsewhere."""
    group = cloud.make("cloudwatch/logGroup", "a", region="eu-west-1")
    _refused(
        cloud,
        "is in eu-west-1, not in us-east-1",
        "cloudwatch/logMetricFilter",
        logGroupName=group.id,
        pattern="x",
        metricTransformation={"name": "a", "namespace": "b", "value": "1"},
    )


def test_a_kind_of_reference_that_is_not_simulated_is_refused(cloud):
    """An argument that names an Outpost can be satisfied by nothing here, and is not waved through."""
    vpc = cloud.make("ec2/vpc", "a", cidrBlock="10.0.0.0/16")
    _refused(
        cloud, "the sandbox has no such kind", "ec2/subnet", vpcId=vpc.id, cidrBlock="10.0.0.0/24", outpostArn="arn:x"
    )


def test_a_deleted_resource_can_be_named_no_more(cloud):
    """What has ended is gone for those who come after."""
    vpc = cloud.make("ec2/vpc", "a", cidrBlock="10.0.0.0/16")
    cloud.end(vpc)
    _refused(cloud, "does not exist", "ec2/subnet", vpcId=vpc.id, cidrBlock="10.0.0.0/24")


def test_awss_own_things_need_not_be_made(cloud):
    """A managed policy is there in every account; a misspelt one is not."""
    role = cloud.role("a", "ecs-tasks.amazonaws.com")
    own = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
    cloud.make("iam/rolePolicyAttachment", "a", role=role.id, policyArn=own)
    _refused(cloud, "does not exist", "iam/rolePolicyAttachment", role=role.id, policyArn=own + "s")


def test_a_role_must_trust_the_service_it_is_given_to(cloud):
    """A role that EC2 may assume is no use to a task."""
    role = cloud.role("a", "ec2.amazonaws.com")
    _refused(
        cloud,
        "does not let ecs-tasks.amazonaws.com assume it",
        "ecs/taskDefinition",
        family="a",
        containerDefinitions='[{"name":"a","image":"b"}]',
        taskRoleArn=role.get("arn"),
    )


def test_what_lies_in_two_vpcs_is_refused(cloud, net):
    """A security group of another VPC than the subnets'."""
    _, subnets, _ = net
    _, _, foreign = cloud.network("10.1.0.0/16", "other")
    _refused(
        cloud,
        "not in one VPC",
        "lb/loadBalancer",
        subnets=[subnet.id for subnet in subnets],
        securityGroups=[foreign.id],
    )


# --- network ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("block", "match"),
    [
        ("10.1.0.0/24", "not inside the VPC"),
        ("10.0.0.128/25", "conflicts with 10.0.0.0/24"),
        ("10.0.9.0/29", "no block between /16 and /28"),
        ("10.0.9.1/24", "no block between"),
    ],
)
def test_subnets_lie_inside_and_apart(cloud, net, block, match):
    """A subnet is a block of its own inside the VPC's."""
    _refused(cloud, match, "ec2/subnet", vpcId=net[0].id, cidrBlock=block)


def test_a_zone_belongs_to_the_region(cloud, net):
    """A zone of another region does not exist here."""
    _refused(
        cloud,
        "does not exist in us-east-1",
        "ec2/subnet",
        vpcId=net[0].id,
        cidrBlock="10.0.9.0/24",
        availabilityZone="eu-west-1a",
    )


def test_a_vpc_has_one_internet_gateway(cloud, net):
    """The second is refused."""
    cloud.make("ec2/internetGateway", "one", vpcId=net[0].id)
    _refused(cloud, "AlreadyAssociated", "ec2/internetGateway", vpcId=net[0].id)


def test_a_route_leads_to_one_place_once(cloud, net):
    """A route without a target, and the same destination twice, are refused."""
    gateway = cloud.make("ec2/internetGateway", "one", vpcId=net[0].id)
    table = cloud.make("ec2/routeTable", "one", vpcId=net[0].id)
    way = {"routeTableId": table.id, "destinationCidrBlock": "0.0.0.0/0"}
    _refused(cloud, "exactly one of gatewayId", "ec2/route", **way)
    cloud.make("ec2/route", "one", gatewayId=gateway.id, **way)
    _refused(cloud, "RouteAlreadyExists", "ec2/route", gatewayId=gateway.id, **way)


def test_an_address_has_one_user(cloud, net):
    """Two NAT gateways cannot share an address, and a public one needs an address at all."""
    address = cloud.make("ec2/eip", "one", domain="vpc")
    cloud.make("ec2/natGateway", "one", subnetId=net[1][0].id, allocationId=address.id)
    _refused(cloud, "is in use by nat-", "ec2/natGateway", subnetId=net[1][1].id, allocationId=address.id)
    _refused(cloud, "allocationId is required", "ec2/natGateway", subnetId=net[1][1].id)


@pytest.mark.parametrize(
    ("inputs", "match"),
    [
        ({"serviceName": "com.amazonaws.eu-west-1.s3"}, "InvalidServiceName"),
        ({"serviceName": "com.amazonaws.us-east-1.ecr.api"}, "no gateway endpoint"),
        ({"serviceName": "com.amazonaws.us-east-1.s3", "privateDnsEnabled": True}, "takes route tables"),
    ],
)
def test_endpoints_are_of_services_that_have_them(cloud, net, inputs, match):
    """A service of the region, of a kind that it offers."""
    _refused(cloud, match, "ec2/vpcEndpoint", vpcId=net[0].id, **inputs)


def test_private_dns_needs_dns_host_names(cloud):
    """An interface endpoint with private DNS in a VPC without DNS host names."""
    vpc = cloud.make("ec2/vpc", "a", cidrBlock="10.0.0.0/16")
    _refused(
        cloud,
        "DNS hostnames",
        "ec2/vpcEndpoint",
        vpcId=vpc.id,
        vpcEndpointType="Interface",
        serviceName="com.amazonaws.us-east-1.ecr.api",
        privateDnsEnabled=True,
    )


@pytest.mark.parametrize(
    ("inputs", "match"),
    [
        ({"ipProtocol": "tcp", "fromPort": 1, "toPort": 1}, "exactly one of cidrIpv4"),
        ({"ipProtocol": "tcp", "cidrIpv4": "10.0.0.0/8"}, "needs fromPort and toPort"),
        ({"ipProtocol": "-1", "cidrIpv4": "10.0.0.0/8", "fromPort": 1, "toPort": 1}, "take no ports"),
        ({"ipProtocol": "http", "cidrIpv4": "10.0.0.0/8"}, "unknown protocol"),
    ],
)
def test_a_rule_says_who_and_where(cloud, net, inputs, match):
    """One source, a known protocol, ports where the protocol has them."""
    _refused(cloud, match, "vpc/securityGroupIngressRule", securityGroupId=net[2].id, **inputs)


def test_a_rule_exists_once(cloud, net):
    """The same rule under another name is a duplicate."""
    rule = {"securityGroupId": net[2].id, "ipProtocol": "-1", "cidrIpv4": "10.0.0.0/8"}
    cloud.make("vpc/securityGroupEgressRule", "one", **rule)
    _refused(cloud, "InvalidPermission.Duplicate", "vpc/securityGroupEgressRule", **rule)


# --- data ---------------------------------------------------------------------------------------------------------


def test_a_database_subnet_group_covers_two_zones(cloud, net):
    """One zone is not enough."""
    _refused(cloud, "at least two zones", "rds/subnetGroup", subnetIds=[net[1][0].id])


DATABASE = {
    "engine": "postgres",
    "engineVersion": "17",
    "instanceClass": "db.t4g.micro",
    "allocatedStorage": 20,
    "storageType": "gp3",
    "username": "app",
    "password": "correct-horse",
    "skipFinalSnapshot": True,
}


@pytest.mark.parametrize(
    ("inputs", "match"),
    [
        ({"engineVersion": "13.12"}, "cannot find version 13.12 for postgres"),
        ({"engineVersion": "15.4"}, "cannot find version 15.4"),
        ({"engineVersion": "18.5"}, "cannot find version 18.5"),
        ({"username": "admin"}, "reserved word"),
        ({"username": "pg_app"}, "reserved word"),
        ({"iops": 6000}, "gp3 below 400 GiB"),
        ({"storageThroughput": 500}, "gp3 below 400 GiB"),
        ({"allocatedStorage": 19}, "between 20 and 65536"),
        ({"storageType": "io1", "allocatedStorage": 99}, "between 100"),
        ({"maxAllocatedStorage": 20}, "must exceed allocatedStorage"),
        ({"manageMasterUserPassword": True}, "exactly one of password"),
        ({"password": None}, "exactly one of password"),
        ({"monitoringInterval": 60}, "needs monitoringRoleArn"),
        ({"monitoringInterval": 7}, "monitoringInterval must be one of"),
        ({"multiAz": True, "availabilityZone": "us-east-1a"}, "takes no availabilityZone"),
        ({"performanceInsightsRetentionPeriod": 30}, "is not 7, 31"),
        ({"backupRetentionPeriod": 36}, "backupRetentionPeriod must be between"),
        ({"allocatedStorage": None}, "allocatedStorage is required"),
    ],
)
def test_a_database_instance_keeps_to_awss_rules(cloud, inputs, match):
    """Versions, users, storage, settings."""
    given = {name: value for name, value in {**DATABASE, **inputs}.items() if value is not None}
    _refused(cloud, match, "rds/instance", **given)


@pytest.mark.parametrize(
    "inputs",
    [
        {"engineVersion": "17.11"},
        {"engineVersion": "13.23"},
        {"allocatedStorage": 400, "iops": 12000, "storageThroughput": 500},
        {"storageType": "io1", "allocatedStorage": 100, "iops": 1000},
        {"performanceInsightsEnabled": True, "performanceInsightsRetentionPeriod": 93},
    ],
)
def test_what_is_just_allowed_is_made(cloud, inputs):
    """The border itself is inside."""
    assert cloud.make("rds/instance", "db", **{**DATABASE, **inputs}).get("status") == "available"


def test_a_replica_needs_backups_and_no_managed_password(cloud):
    """The source without backups can have no replica."""
    source = cloud.make("rds/instance", "db", **DATABASE, backupRetentionPeriod=0)
    replica = {
        "replicateSourceDb": source.get("identifier"),
        "instanceClass": "db.t4g.micro",
        "skipFinalSnapshot": True,
    }
    _refused(cloud, "no automated backups", "rds/instance", **replica)


def test_a_parameter_group_fits_the_engine(cloud):
    """A group of family postgres16 on an instance of version 17."""
    group = cloud.make("rds/parameterGroup", "a", family="postgres16")
    _refused(cloud, "is of family postgres16", "rds/instance", **DATABASE, parameterGroupName=group.id)


def test_clusters_take_live_versions_and_the_long_term_lines(cloud):
    """Aurora still offers its long-term lines of ended majors, and no other minor of them."""
    cluster = {
        "engine": "aurora-postgresql",
        "masterUsername": "app",
        "masterPassword": "correct-horse",
        "skipFinalSnapshot": True,
    }
    assert cloud.make("rds/cluster", "a", engineVersion="13.9", **cluster).id
    _refused(cloud, "cannot find version 13.12", "rds/cluster", engineVersion="13.12", **cluster)


def test_serverless_instances_need_a_serverless_cluster(cloud):
    """A cluster without scaling figures takes no db.serverless, nor an instance of another engine."""
    cluster = cloud.make(
        "rds/cluster",
        "a",
        engine="aurora-postgresql",
        masterUsername="app",
        masterPassword="correct-horse",
        skipFinalSnapshot=True,
    )
    inputs = {"clusterIdentifier": cluster.id, "instanceClass": "db.serverless"}
    _refused(cloud, "serverlessv2ScalingConfiguration", "rds/clusterInstance", engine="aurora-postgresql", **inputs)
    _refused(cloud, "differs from the cluster's", "rds/clusterInstance", engine="aurora-mysql", **inputs)


CACHE = {"description": "x", "engine": "valkey", "engineVersion": "8.0", "nodeType": "cache.t4g.micro"}


@pytest.mark.parametrize(
    ("inputs", "match"),
    [
        ({"automaticFailoverEnabled": True}, "at least two nodes"),
        ({"numCacheClusters": 2, "multiAzEnabled": True}, "need automatic failover"),
        ({"authToken": "a" * 16}, "needs transit encryption"),
        ({"numCacheClusters": 7}, "at most six nodes"),
        ({"snapshotRetentionLimit": 36}, "snapshotRetentionLimit must be between"),
    ],
)
def test_a_cache_keeps_to_awss_rules(cloud, inputs, match):
    """Nodes, failover, tokens."""
    _refused(cloud, match, "elasticache/replicationGroup", **CACHE, **inputs)


def test_queues_and_their_dead_letters(cloud):
    """A FIFO queue says so in its name, and its dead letters go to a queue of its kind that exists."""
    _refused(cloud, "contradict each other", "sqs/queue", name="jobs", fifoQueue=True)
    gone = json.dumps({"deadLetterTargetArn": "arn:aws:sqs:us-east-1:123456789012:gone", "maxReceiveCount": 3})
    _refused(cloud, "does not exist", "sqs/queue", redrivePolicy=gone)
    dead = cloud.make("sqs/queue", "dead")
    to_dead = json.dumps({"deadLetterTargetArn": dead.get("arn"), "maxReceiveCount": 3})
    _refused(cloud, "both FIFO", "sqs/queue", name="jobs.fifo", fifoQueue=True, redrivePolicy=to_dead)
    jobs, ordered = cloud.make("sqs/queue", "jobs"), cloud.make("sqs/queue", "ordered", fifoQueue=True)
    cloud.make("sqs/redrivePolicy", "jobs", queueUrl=jobs.get("url"), redrivePolicy=to_dead)
    _refused(cloud, "does not exist", "sqs/redrivePolicy", queueUrl=jobs.get("url"), redrivePolicy=gone)
    _refused(cloud, "both FIFO", "sqs/redrivePolicy", queueUrl=ordered.get("url"), redrivePolicy=to_dead)


def test_a_public_policy_needs_a_bucket_that_allows_it(cloud):
    """The block and the policy contradict each other."""
    bucket = cloud.make("s3/bucket", "a")
    cloud.make("s3/bucketPublicAccessBlock", "a", bucket=bucket.id, blockPublicPolicy=True)
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}
    _refused(cloud, "blocks public", "s3/bucketPolicy", bucket=bucket.id, policy=json.dumps({"Statement": [statement]}))


# --- edge ---------------------------------------------------------------------------------------------------------


def test_a_load_balancer_stands_in_two_zones(cloud, net):
    """One zone is refused, and two subnets of one zone too."""
    vpc, subnets, group = net
    _refused(cloud, "two different zones", "lb/loadBalancer", subnets=[subnets[0].id], securityGroups=[group.id])
    third = cloud.make("ec2/subnet", "c", vpcId=vpc.id, cidrBlock="10.0.9.0/24", availabilityZone="us-east-1a")
    _refused(cloud, "one subnet per zone", "lb/loadBalancer", subnets=[subnets[0].id, subnets[1].id, third.id])


def test_access_logs_need_a_bucket_that_takes_them(cloud, net):
    """Without a policy the load balancer may not write."""
    bucket = cloud.make("s3/bucket", "logs")
    _refused(
        cloud,
        "Access Denied for bucket",
        "lb/loadBalancer",
        subnets=[subnet.id for subnet in net[1]],
        accessLogs={"bucket": bucket.id, "enabled": True},
    )


FIXED = {"type": "fixed-response", "fixedResponse": {"contentType": "text/plain", "statusCode": "404"}}


@pytest.fixture
def balancer(cloud, net):
    """A load balancer in two zones."""
    return cloud.make("lb/loadBalancer", "web", subnets=[subnet.id for subnet in net[1]], securityGroups=[net[2].id])


def test_a_listener_needs_an_issued_certificate(cloud, balancer):
    """HTTPS without one, and with one that nobody validated."""
    certificate = cloud.make("acm/certificate", "a", domainName="example.com", validationMethod="DNS")
    secure = {"loadBalancerArn": balancer.id, "port": 443, "protocol": "HTTPS", "defaultActions": [FIXED]}
    _refused(cloud, "needs certificateArn", "lb/listener", **secure)
    _refused(cloud, "is PENDING_VALIDATION; it must be issued", "lb/listener", **secure, certificateArn=certificate.id)


def test_a_port_has_one_listener(cloud, balancer):
    """The second on a port is refused, and one without a target."""
    plain = {"loadBalancerArn": balancer.id, "port": 80, "protocol": "HTTP"}
    _refused(cloud, "needs targetGroupArn or forward", "lb/listener", **plain, defaultActions=[{"type": "forward"}])
    cloud.make("lb/listener", "one", **plain, defaultActions=[FIXED])
    _refused(cloud, "DuplicateListener", "lb/listener", **plain, defaultActions=[FIXED])


def test_priorities_are_unique_on_a_listener(cloud, balancer):
    """Two rules cannot have the same."""
    listener = cloud.make("lb/listener", "one", loadBalancerArn=balancer.id, port=80, defaultActions=[FIXED])
    rule = {
        "listenerArn": listener.id,
        "priority": 5,
        "actions": [FIXED],
        "conditions": [{"pathPattern": {"values": ["/"]}}],
    }
    cloud.make("lb/listenerRule", "one", **rule)
    _refused(cloud, "already exists", "lb/listenerRule", **rule)


def test_a_certificate_is_issued_once_its_records_stand(cloud):
    """In an own zone a missing record means waiting in vain; with the record the certificate is issued."""
    zone = cloud.make("route53/zone", "a", name="example.com")
    certificate = cloud.make("acm/certificate", "a", domainName="example.com", validationMethod="DNS")
    _refused(cloud, "is missing in zone", "acm/certificateValidation", certificateArn=certificate.id)
    option = certificate.outputs["domainValidationOptions"][0]
    cloud.make(
        "route53/record",
        "a",
        zoneId=zone.id,
        name=option["resourceRecordName"],
        type="CNAME",
        ttl=60,
        records=[option["resourceRecordValue"]],
    )
    cloud.make("acm/certificateValidation", "a", certificateArn=certificate.id)
    assert cloud.account.one("aws:acm/certificate:Certificate").get("status") == "ISSUED"


def test_names_of_a_zone_elsewhere_are_taken_on_trust(cloud):
    """Whoever runs their DNS elsewhere says that the records stand."""
    certificate = cloud.make("acm/certificate", "a", domainName="example.org", validationMethod="DNS")
    cloud.make("acm/certificateValidation", "a", certificateArn=certificate.id)
    assert cloud.account.one("aws:acm/certificate:Certificate").get("status") == "ISSUED"


SITE = {
    "enabled": True,
    "restrictions": {"geoRestriction": {"restrictionType": "none"}},
    "origins": [{"originId": "site", "domainName": "x.s3.amazonaws.com"}],
    "defaultCacheBehavior": {
        "targetOriginId": "site",
        "viewerProtocolPolicy": "https-only",
        "allowedMethods": ["GET", "HEAD"],
        "cachedMethods": ["GET", "HEAD"],
        "cachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6",
    },
    "viewerCertificate": {"cloudfrontDefaultCertificate": True},
}


def test_cloudfront_takes_certificates_of_us_east_1_alone(cloud):
    """Its own region, issued, covering the names."""
    for region, domain, match in (
        ("eu-west-1", "example.com", "must be in us-east-1"),
        ("us-east-1", "example.org", "does not cover example.com"),
    ):
        certificate = cloud.plant("acm/certificate", region=region, domainName=domain, status="ISSUED")
        viewer = {"acmCertificateArn": certificate.id, "sslSupportMethod": "sni-only"}
        _refused(
            cloud, match, "cloudfront/distribution", **{**SITE, "aliases": ["example.com"], "viewerCertificate": viewer}
        )


def test_cloudfront_names_need_a_certificate_and_origins_exist(cloud):
    """Aliases with the default certificate; a behaviour for an origin that is not there; a policy that is not there."""
    _refused(cloud, "need a certificate of ACM", "cloudfront/distribution", **{**SITE, "aliases": ["example.com"]})
    stray = {**SITE["defaultCacheBehavior"], "targetOriginId": "api"}
    _refused(cloud, "'api' is none of site", "cloudfront/distribution", **{**SITE, "defaultCacheBehavior": stray})
    unknown = {**SITE["defaultCacheBehavior"], "cachePolicyId": "00000000-0000-0000-0000-000000000000"}
    _refused(cloud, "does not exist", "cloudfront/distribution", **{**SITE, "defaultCacheBehavior": unknown})


WATCH = {"cloudwatchMetricsEnabled": True, "metricName": "a", "sampledRequestsEnabled": False}
FIREWALL = {"scope": "REGIONAL", "defaultAction": {"allow": {}}, "visibilityConfig": WATCH}


def test_firewalls_live_where_their_scope_does(cloud, balancer):
    """CLOUDFRONT in us-east-1 only, REGIONAL for load balancers only, and one for each."""
    _refused(
        cloud, "exists in us-east-1 only", "wafv2/webAcl", **{**FIREWALL, "scope": "CLOUDFRONT", "region": "eu-west-1"}
    )
    site = cloud.make("wafv2/webAcl", "site", **{**FIREWALL, "scope": "CLOUDFRONT"})
    _refused(
        cloud,
        "only a web ACL of scope REGIONAL",
        "wafv2/webAclAssociation",
        webAclArn=site.get("arn"),
        resourceArn=balancer.id,
    )
    web = cloud.make("wafv2/webAcl", "web", **FIREWALL)
    _refused(cloud, "has the scope REGIONAL", "cloudfront/distribution", **SITE, webAclId=web.get("arn"))
    cloud.make("wafv2/webAclAssociation", "one", webAclArn=web.get("arn"), resourceArn=balancer.id)
    _refused(
        cloud, "has a web ACL already", "wafv2/webAclAssociation", webAclArn=web.get("arn"), resourceArn=balancer.id
    )


def test_firewall_rules_are_ordered_and_complete(cloud):
    """Each priority once; a managed group with its override."""
    managed = {"managedRuleGroupStatement": {"name": "AWSManagedRulesCommonRuleSet", "vendorName": "AWS"}}
    rule = {"name": "a", "priority": 0, "statement": managed, "visibilityConfig": WATCH}
    _refused(cloud, "needs overrideAction", "wafv2/webAcl", **FIREWALL, rules=[rule])
    full = {**rule, "overrideAction": {"none": {}}}
    _refused(cloud, "priority 0 is used twice", "wafv2/webAcl", **FIREWALL, rules=[full, {**full, "name": "b"}])
    assert cloud.make("wafv2/webAcl", "a", **FIREWALL, rules=[full]).get("capacity") == 700


# --- compute ------------------------------------------------------------------------------------------------------

TASK = {
    "family": "api",
    "networkMode": "awsvpc",
    "requiresCompatibilities": ["FARGATE"],
    "cpu": "512",
    "memory": "1024",
    "containerDefinitions": json.dumps([{"name": "app", "image": "x", "portMappings": [{"containerPort": 8000}]}]),
}


def _containers(*containers):
    return {**TASK, "containerDefinitions": json.dumps(containers)}


@pytest.mark.parametrize(
    ("inputs", "match"),
    [
        ({**TASK, "cpu": "1536"}, "no Fargate configuration for 1536 CPU units"),
        ({**TASK, "memory": "512"}, "512 CPU units and 512 MiB"),
        ({**TASK, "cpu": "8192", "memory": "17408"}, "8192 CPU units and 17408 MiB"),
        ({**TASK, "networkMode": "bridge"}, "needs networkMode awsvpc"),
        ({**TASK, "ephemeralStorage": {"sizeInGib": 20}}, "21 to 200 GiB"),
        ({**TASK, "containerDefinitions": "[]"}, "no list of containers"),
        ({**TASK, "containerDefinitions": "no json"}, "no list of containers"),
        (_containers({"name": "a"}), "needs an image"),
        (_containers({"name": "a", "image": "x"}, {"name": "a", "image": "x"}), "names of their own"),
        (_containers({"name": "a", "image": "x", "essential": False}), "must be essential"),
        (_containers({"name": "a", "image": "x", "dependsOn": [{"containerName": "b"}]}), "depends on b"),
        (_containers({"name": "a", "image": "x", "mountPoints": [{"sourceVolume": "v"}]}), "no volume of the task"),
        (
            _containers({"name": "a", "image": "x", "logConfiguration": {"logDriver": "awslogs"}}),
            "needs executionRoleArn",
        ),
    ],
)
def test_a_task_definition_keeps_to_awss_rules(cloud, inputs, match):
    """Sizes of Fargate, containers that fit together."""
    _refused(cloud, match, "ecs/taskDefinition", **inputs)


def test_a_task_may_only_read_secrets_that_exist(cloud):
    """The ARN of a secret has random digits: a wrong one can only be a slip."""
    role = cloud.role("a", "ecs-tasks.amazonaws.com")
    source = "arn:aws:secretsmanager:us-east-1:123456789012:secret:gone-AbCdEf:password::"
    text = _containers({"name": "a", "image": "x", "secrets": [{"name": "P", "valueFrom": source}]})
    _refused(cloud, "secret:gone-AbCdEf does not exist", "ecs/taskDefinition", **text, executionRoleArn=role.get("arn"))


@pytest.fixture
def service(cloud, net, balancer):
    """The inputs of a service that would be made."""
    cluster = cloud.make("ecs/cluster", "apps")
    cloud.make("ecs/clusterCapacityProviders", "apps", clusterName=cluster.get("name"), capacityProviders=["FARGATE"])
    task = cloud.make("ecs/taskDefinition", "api", **TASK)
    group = cloud.make("lb/targetGroup", "api", vpcId=net[0].id, port=8000, protocol="HTTP", targetType="ip")
    forward = {"type": "forward", "targetGroupArn": group.id}
    cloud.make("lb/listener", "http", loadBalancerArn=balancer.id, port=80, defaultActions=[forward])
    return {
        "cluster": cluster.id,
        "taskDefinition": task.get("arn"),
        "capacityProviderStrategies": [{"capacityProvider": "FARGATE", "weight": 1}],
        "networkConfiguration": {"subnets": [net[1][0].id], "securityGroups": [net[2].id]},
        "loadBalancers": [{"targetGroupArn": group.id, "containerName": "app", "containerPort": 8000}],
    }


def test_the_service_itself_is_fine(cloud, service):
    """Without a change it is made: what follows is refused for its change alone."""
    assert cloud.make("ecs/service", "api", **service).id.startswith("arn:aws:ecs:us-east-1:123456789012:service/apps-")


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"launchType": "FARGATE_SPOT", "capacityProviderStrategies": []}, "unknown launch type 'FARGATE_SPOT'"),
        ({"launchType": "FARGATE"}, "beside a capacity provider strategy"),
        (
            {"capacityProviderStrategies": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]},
            "FARGATE_SPOT is no capacity provider of the cluster",
        ),
        (
            {"capacityProviderStrategies": [{"capacityProvider": one, "base": 1} for one in ("FARGATE", "FARGATE")]},
            "may have a base",
        ),
        ({"networkConfiguration": None}, "networkConfiguration goes with"),
        ({"loadBalancers": None, "healthCheckGracePeriodSeconds": 60}, "behind a load balancer"),
        ({"deploymentMinimumHealthyPercent": 100, "deploymentMaximumPercent": 100}, "no deployment can ever begin"),
        (
            {
                "deploymentCircuitBreaker": {"enable": True, "rollback": True},
                "deploymentConfiguration": {"strategy": "BLUE_GREEN"},
            },
            "works with ROLLING deployments only",
        ),
        ({"taskDefinition": None}, "taskDefinition is required"),
    ],
)
def test_a_service_keeps_to_awss_rules(cloud, service, change, match):
    """Launch types, strategies, settings."""
    given = {name: value for name, value in {**service, **change}.items() if value is not None}
    _refused(cloud, match, "ecs/service", **given)


@pytest.mark.parametrize(
    ("change", "match"),
    [({"containerName": "web"}, "container web does not exist"), ({"containerPort": 80}, "has no port 80")],
)
def test_a_service_is_reached_at_a_container_and_port_that_exist(cloud, service, change, match):
    """The load balancer's target is in the task definition."""
    _refused(cloud, match, "ecs/service", **{**service, "loadBalancers": [{**service["loadBalancers"][0], **change}]})


def test_a_target_group_needs_a_listener_before_a_service(cloud, net, service):
    """AWS wants the target group on a load balancer first, which Pulumi must be told."""
    group = cloud.make("lb/targetGroup", "lone", vpcId=net[0].id, port=8000, protocol="HTTP", targetType="ip")
    target = {**service["loadBalancers"][0], "targetGroupArn": group.id}
    _refused(cloud, "has no associated load balancer", "ecs/service", **{**service, "loadBalancers": [target]})


def _switched(cloud, net, balancer, service, *, both):
    """Return the inputs of a blue/green service, and its rule with one of its target groups or both."""
    first = service["loadBalancers"][0]["targetGroupArn"]
    second = cloud.make("lb/targetGroup", "other", vpcId=net[0].id, port=8000, protocol="HTTP", targetType="ip").id
    listener = cloud.make(
        "lb/listener",
        "more",
        loadBalancerArn=balancer.id,
        port=81,
        defaultActions=[{"type": "forward", "targetGroupArn": second}],
    )
    groups = [{"arn": arn, "weight": 1} for arn in ((first, second) if both else (first,))]
    rule = cloud.make(
        "lb/listenerRule",
        "both",
        listenerArn=listener.id,
        priority=1,
        conditions=[{"pathPattern": {"values": ["/*"]}}],
        actions=[{"type": "forward", "forward": {"targetGroups": groups}}],
    )
    advanced = {
        "alternateTargetGroupArn": second,
        "productionListenerRule": rule.get("arn"),
        "roleArn": cloud.role("switching", "ecs.amazonaws.com").get("arn"),
    }
    target = {**service["loadBalancers"][0], "advancedConfiguration": advanced}
    strategy = {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": "5"}
    return {**service, "loadBalancers": [target], "deploymentConfiguration": strategy}


def test_blue_green_switches_between_two_groups_of_one_rule(cloud, net, balancer, service):
    """With all of it the service is made."""
    assert cloud.make("ecs/service", "api", **_switched(cloud, net, balancer, service, both=True))


def test_blue_green_needs_something_to_switch(cloud, service):
    """The other target group, the rule, the role that moves it."""
    strategy = {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": "5"}
    given = {**service, "deploymentConfiguration": strategy}
    _refused(cloud, "BLUE_GREEN needs advancedConfiguration", "ecs/service", **given)


def test_blue_green_needs_a_time_to_bake(cloud, net, balancer, service):
    """AWS has no default for it."""
    given = _switched(cloud, net, balancer, service, both=True)
    given["deploymentConfiguration"] = {"strategy": "BLUE_GREEN"}
    _refused(cloud, "BLUE_GREEN needs bakeTimeInMinutes", "ecs/service", **given)


def test_a_rule_that_knows_one_group_cannot_be_switched(cloud, net, balancer, service):
    """Both groups are on the production rule, whatever their weights."""
    _refused(cloud, "other-.* is not on", "ecs/service", **_switched(cloud, net, balancer, service, both=False))


def test_kinds_of_capacity_are_not_mixed(cloud):
    """Fargate and instances in one strategy."""
    cluster = cloud.make("ecs/cluster", "apps")
    mixed = [{"capacityProvider": "FARGATE", "weight": 1}, {"capacityProvider": "mine", "weight": 1}]
    cloud.plant("ecs/capacityProvider", name="mine")
    _refused(
        cloud,
        "cannot mix",
        "ecs/clusterCapacityProviders",
        clusterName=cluster.get("name"),
        capacityProviders=["FARGATE", "mine"],
        defaultCapacityProviderStrategies=mixed,
    )


SCALABLE = {"serviceNamespace": "ecs", "scalableDimension": "ecs:service:DesiredCount"}


def test_scaling_is_of_a_service_that_exists(cloud, service):
    """A target without a service, bounds the wrong way, a policy and a schedule without a target."""
    _refused(
        cloud,
        "service doesn't exist",
        "appautoscaling/target",
        **SCALABLE,
        resourceId="service/apps/gone",
        minCapacity=1,
        maxCapacity=2,
    )
    made = cloud.make("ecs/service", "api", **service)
    name = "service/" + made.id.partition("service/")[2]
    _refused(cloud, "exceeds", "appautoscaling/target", **SCALABLE, resourceId=name, minCapacity=3, maxCapacity=2)
    action = {"scalableTargetAction": {"minCapacity": 1}, "schedule": "cron(0 1 * * ? *)"}
    _refused(cloud, "no scalable target", "appautoscaling/scheduledAction", **SCALABLE, resourceId=name, **action)
    cloud.make("appautoscaling/target", "api", **SCALABLE, resourceId=name, minCapacity=1, maxCapacity=2)
    five = {**action, "schedule": "cron(0 1 * * ?)"}
    _refused(cloud, "of six fields", "appautoscaling/scheduledAction", **SCALABLE, resourceId=name, **five)


def test_a_scheduled_task_names_a_task(cloud):
    """A cluster as target without a task definition; a role that the scheduler may not assume."""
    cluster = cloud.make("ecs/cluster", "apps")
    good, bad = cloud.role("good", "scheduler.amazonaws.com"), cloud.role("bad", "ecs-tasks.amazonaws.com")
    every = {"flexibleTimeWindow": {"mode": "OFF"}, "scheduleExpression": "rate(1 day)"}
    target = {"arn": cluster.id, "roleArn": good.get("arn")}
    _refused(cloud, "needs ecsParameters.taskDefinitionArn", "scheduler/schedule", **every, target=target)
    _refused(
        cloud,
        "does not let scheduler.amazonaws.com",
        "scheduler/schedule",
        **every,
        target={**target, "roleArn": bad.get("arn")},
    )


# --- operations ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "inputs", "match"),
    [
        ("cloudwatch/logGroup", {"retentionInDays": 10}, "retentionInDays must be one of"),
        ("iam/role", {"assumeRolePolicy": "no json"}, "no policy with statements"),
        ("iam/policy", {"policy": '{"Statement":[{"Effect":"Permit","Action":"*"}]}'}, "without Effect or Action"),
        ("ssm/parameter", {"type": "String", "value": "a" * 4097}, "at most 4096 bytes, not 4097"),
        ("ssm/parameter", {"type": "Text", "value": "a"}, "type must be one of"),
        ("kms/key", {"deletionWindowInDays": 5}, "between 7 and 30"),
        (
            "cloudwatch/metricAlarm",
            {
                "comparisonOperator": "GreaterThanThreshold",
                "evaluationPeriods": 1,
                "metricName": "m",
                "statistic": "Average",
                "period": 45,
            },
            "multiple of 60",
        ),
        ("budgets/budget", {"budgetType": "COST", "timeUnit": "MONTHLY"}, "limitAmount is required"),
        (
            "backup/plan",
            {
                "rules": [
                    {
                        "ruleName": "a",
                        "targetVaultName": "main",
                        "lifecycle": {"coldStorageAfter": 30, "deleteAfter": 60},
                    }
                ]
            },
            "must keep cold backups for 90 days",
        ),
        ("costexplorer/costAllocationTag", {"tagKey": "project", "status": "Active"}, "Tag keys not found: project"),
    ],
)
def test_settings_keep_to_awss_rules(cloud, kind, inputs, match):
    """Retention, policies, parameters, alarms, budgets, backups."""
    cloud.plant("backup/vault", name="main")
    _refused(cloud, match, kind, **inputs)


def test_a_trail_needs_a_bucket_that_takes_it(cloud):
    """CloudTrail must be allowed to write first."""
    bucket = cloud.make("s3/bucket", "trail")
    _refused(cloud, "does not let CloudTrail write", "cloudtrail/trail", s3BucketName=bucket.id)


def test_immediate_anomaly_mail_does_not_exist(cloud):
    """IMMEDIATE goes to a topic, DAILY by mail."""
    monitor = cloud.make("costexplorer/anomalyMonitor", "a", monitorType="DIMENSIONAL", monitorDimension="SERVICE")
    _refused(
        cloud,
        "takes subscribers of type SNS only",
        "costexplorer/anomalySubscription",
        frequency="IMMEDIATE",
        monitorArnLists=[monitor.id],
        subscribers=[{"type": "EMAIL", "address": "a@example.com"}],
    )


def test_rules_hold_for_changes_too(cloud):
    """An update that breaks a rule is refused, and the resource stays as it was."""
    group = cloud.make("cloudwatch/logGroup", "a", retentionInDays=7)
    with pytest.raises(RefusedError, match=r"updating .* retentionInDays must be one of"):
        cloud.change(group, retentionInDays=10)
    assert cloud.account.one(group.type).get("retentionInDays") == 7
