"""Physical names: AWS's limits, and the names that the provider makes up."""

import re

import pytest

from sandbox.aws.names import NAMES, NameRule, NameTooLongError, auto_name, name_problem
from sandbox.aws.provider import RefusedError
from tests.sandbox.cloud import TOKENS, Cloud


@pytest.mark.parametrize(
    ("kind", "prop", "pattern"),
    [
        ("ecs/cluster", "name", r"app-[0-9a-f]{7}"),
        ("rds/instance", "identifier", r"app[0-9a-f]{7}"),
        ("s3/bucket", "bucket", r"app-[0-9a-f]{7}"),
        ("kms/alias", "name", r"alias/app-[0-9a-f]{7}"),
        ("sqs/queue", "name", r"app-[0-9a-f]{7}"),
        ("elasticache/replicationGroup", "replicationGroupId", r"app-[0-9a-f]{7}"),
    ],
)
def test_a_name_is_made_up_as_the_provider_does(kind, prop, pattern):
    """Logical name, hyphen and seven hexadecimal digits; the few types that differ, differ."""
    rule = NAMES[TOKENS[kind]]
    assert rule.prop == prop
    assert re.fullmatch(pattern, auto_name(rule, "app", {}, b"seed"))


def test_a_made_up_name_is_lowered_where_the_provider_lowers_it():
    """A bucket for `Uploads` gets a lower-case name; a role keeps its capitals."""
    assert auto_name(NAMES[TOKENS["s3/bucket"]], "Uploads", {}, b"").startswith("uploads-")
    assert auto_name(NAMES[TOKENS["iam/role"]], "Uploads", {}, b"").startswith("Uploads-")


def test_a_fifo_queue_gets_its_ending():
    """The ending is added when the queue is asked to be FIFO."""
    assert auto_name(NAMES[TOKENS["sqs/queue"]], "jobs", {"fifoQueue": True}, b"").endswith(".fifo")


@pytest.mark.parametrize(
    ("kind", "longest"),
    [
        ("lb/loadBalancer", 24),
        ("lb/targetGroup", 24),
        ("elasticache/replicationGroup", 32),
        ("iam/role", 56),
        ("s3/bucket", 55),
    ],
)
def test_a_logical_name_too_long_for_the_digits_is_an_error(kind, longest):
    """The provider never cuts: one character more than fits is refused, one that fits is taken."""
    rule = NAMES[TOKENS[kind]]
    assert len(auto_name(rule, "a" * longest, {}, b"")) == longest + 8
    with pytest.raises(NameTooLongError, match="plus 7 random chars is longer than maximum length"):
        auto_name(rule, "a" * (longest + 1), {}, b"")


@pytest.mark.parametrize(
    ("kind", "name", "refused"),
    [
        ("lb/loadBalancer", "a" * 32, False),
        ("lb/loadBalancer", "a" * 33, True),
        ("lb/loadBalancer", "-a", True),
        ("lb/loadBalancer", "internal-a", True),
        ("rds/instance", "a" * 63, False),
        ("rds/instance", "a--b", True),
        ("rds/instance", "1a", True),
        ("rds/instance", "a-", True),
        ("s3/bucket", "ab", True),
        ("s3/bucket", "Upper", True),
        ("s3/bucket", "a.b-c", False),
        ("mq/broker", "a" * 51, True),
        ("secretsmanager/secret", "/shop/dev/KEY", False),
        ("secretsmanager/secret", "with space", True),
        ("ssm/parameter", "/aws/x", True),
        ("ssm/parameter", "/shop/dev/x", False),
        ("ec2/securityGroup", "sg-1", True),
        ("budgets/budget", "a:b", True),
        ("cloudwatch/eventRule", "a" * 65, True),
        ("kms/alias", "alias/aws/mine", True),
        ("ecs/capacityProvider", "fargate-mine", True),
    ],
)
def test_names_keep_to_awss_limits(kind, name, refused):
    """Length and alphabet, at and beyond the border."""
    assert bool(name_problem(NAMES[TOKENS[kind]], name)) is refused


def test_the_check_says_which_name_is_wrong():
    """The failure names the property, the value and the limit."""
    _, failures = Cloud().check("lb/loadBalancer", "a", name="b" * 40)
    assert failures == [f"name: '{'b' * 40}' has 40 characters; AWS allows 1 to 32"]


def test_a_made_up_name_is_kept_on_the_next_run():
    """The engine checks again on every run; the name must not move, and the provider notes that it made it up."""
    cloud = Cloud()
    first, _ = cloud.check("ecs/cluster", "apps")
    again, _ = cloud.provider.check(cloud.config, cloud.urn("ecs/cluster", "apps"), first, {}, b"another seed")
    assert again["name"] == first["name"]
    assert again["__defaults"] == ["name"]


@pytest.mark.parametrize(
    ("kind", "inputs"),
    [
        ("ecs/cluster", {"name": "apps"}),
        ("cloudwatch/logGroup", {"name": "/shop/api"}),
        ("s3/bucket", {"bucket": "uploads-1"}),
    ],
)
def test_two_of_one_name_cannot_live(kind, inputs):
    """The second is refused by AWS, as it exists already."""
    cloud = Cloud()
    cloud.make(kind, "one", **inputs)
    with pytest.raises(RefusedError, match="already exists"):
        cloud.make(kind, "two", **inputs)


def test_bucket_names_are_taken_in_all_regions():
    """A bucket's name is global; a log group's is not."""
    cloud = Cloud()
    cloud.make("s3/bucket", "one", bucket="uploads-1", region="eu-west-1")
    with pytest.raises(RefusedError, match="already exists"):
        cloud.make("s3/bucket", "two", bucket="uploads-1")
    cloud.make("cloudwatch/logGroup", "one", name="/a", region="eu-west-1")
    cloud.make("cloudwatch/logGroup", "two", name="/a")


def test_a_name_is_unique_only_within_its_scope():
    """Two VPCs may each have a security group of one name; one VPC may not have two."""
    cloud = Cloud()
    one, other = (
        cloud.make("ec2/vpc", "a", cidrBlock="10.0.0.0/16"),
        cloud.make("ec2/vpc", "b", cidrBlock="10.1.0.0/16"),
    )
    cloud.make("ec2/securityGroup", "x", name="db", vpcId=one.id)
    cloud.make("ec2/securityGroup", "y", name="db", vpcId=other.id)
    with pytest.raises(RefusedError, match="already exists"):
        cloud.make("ec2/securityGroup", "z", name="db", vpcId=one.id)


def test_every_rule_names_an_argument_of_its_type():
    """A rule for an argument that the SDK does not have would check nothing."""
    from sandbox.aws import schema

    for token, rule in NAMES.items():
        assert rule.prop in schema.resource(token).inputs, token
        assert isinstance(rule, NameRule)


def test_a_record_may_take_anothers_place_where_it_says_so():
    """Two records of one name and type clash, unless the second says `allowOverwrite`: then it is the record."""
    cloud = Cloud()
    record = {
        "zoneId": cloud.make("route53/zone", "zone", name="example.com").get("zoneId"),
        "name": "www.example.com",
        "type": "A",
        "ttl": 60,
    }
    cloud.make("route53/record", "one", **record, records=["192.0.2.1"])
    with pytest.raises(RefusedError, match="already exists"):
        cloud.make("route53/record", "two", **record, records=["192.0.2.2"])
    second = cloud.make("route53/record", "two", **record, records=["192.0.2.2"], allowOverwrite=True)
    assert [one.get("records") for one in cloud.account.of(second.type)] == [["192.0.2.2"]]
