"""The provider's own ways: what it fills in, what a preview knows, how it compares, tags, secrets, faults."""

import os
import re

import pytest

from sandbox.account import ACCOUNT_ID, Account
from sandbox.aws.names import NAMES
from sandbox.aws.provider import PartialError, RefusedError
from sandbox.aws.provider_config import check_config, read_config
from sandbox.faults import Fault, parse
from sandbox.wire import UNKNOWN, Secret
from tests.sandbox.cloud import TOKENS, Cloud
from tests.sandbox.test_rules import DATABASE, TASK


@pytest.fixture
def cloud():
    """A fresh account whose provider has default tags."""
    return Cloud(default_tags={"project": "shop", "stack": "dev"})


def test_an_unknown_type_is_refused_with_what_to_do(cloud):
    """Nothing is waved through: the message names the folder to extend."""
    _, failures = cloud.provider.check(cloud.config, cloud.urn("aws:lambda/function:Function", "x"), {}, {}, b"")
    assert "does not simulate aws:lambda/function:Function" in str(failures[0])
    assert "sandbox/aws/types/" in str(failures[0])


def test_default_tags_are_under_the_resources_own(cloud):
    """`tagsAll` has both, the resource's own win; a type without tags gets none."""
    vpc = cloud.make("ec2/vpc", "a", cidrBlock="10.0.0.0/16", tags={"stack": "mine", "layer": "network"})
    assert vpc.outputs["tagsAll"] == {"project": "shop", "stack": "mine", "layer": "network"}
    assert vpc.outputs["tags"] == {"stack": "mine", "layer": "network"}
    table = cloud.make("ec2/routeTable", "a", vpcId=vpc.id)
    link = cloud.make("ec2/routeTableAssociation", "a", routeTableId=table.id, gatewayId=_gateway(cloud, vpc).id)
    assert "tagsAll" not in link.outputs


def _gateway(cloud, vpc):
    return cloud.make("ec2/internetGateway", "a", vpcId=vpc.id)


def test_tags_are_unknown_while_one_of_them_is(cloud):
    """A preview cannot know the merged tags before it knows all."""
    assert cloud.preview("ec2/vpc", "a", cidrBlock="10.0.0.0/16", tags={"a": UNKNOWN})["tagsAll"] is UNKNOWN


@pytest.mark.parametrize(
    ("kind", "inputs", "prop", "pattern"),
    [
        ("ec2/vpc", {"cidrBlock": "10.0.0.0/16"}, "arn", rf"arn:aws:ec2:us-east-1:{ACCOUNT_ID}:vpc/vpc-[0-9a-f]{{17}}"),
        ("rds/instance", DATABASE, "endpoint", r"a[0-9a-f]{7}\.c[0-9a-f]{11}\.us-east-1\.rds\.amazonaws\.com:5432"),
        ("rds/instance", DATABASE, "engineVersionActual", r"17\.11"),
        ("s3/bucket", {}, "bucketRegionalDomainName", r"a-[0-9a-f]{7}\.s3\.us-east-1\.amazonaws\.com"),
        ("sqs/queue", {}, "url", rf"https://sqs\.us-east-1\.amazonaws\.com/{ACCOUNT_ID}/a-[0-9a-f]{{7}}"),
        (
            "secretsmanager/secret",
            {},
            "arn",
            rf"arn:aws:secretsmanager:us-east-1:{ACCOUNT_ID}:secret:a-\w{{7}}-\w{{6}}",
        ),
        (
            "iam/role",
            {"assumeRolePolicy": '{"Statement":[{"Effect":"Allow","Action":"x"}]}'},
            "arn",
            r"arn:aws:iam::.*:role/a-\w{7}",
        ),
        ("ecs/taskDefinition", TASK, "arn", r"arn:aws:ecs:us-east-1:.*:task-definition/api:1"),
        ("ecr/repository", {}, "repositoryUrl", rf"{ACCOUNT_ID}\.dkr\.ecr\.us-east-1\.amazonaws\.com/a-\w{{7}}"),
        ("rds/cluster", {**DATABASE, "engine": "aurora-postgresql"}, "clusterIdentifier", r"tf-[0-9a-f]{26}"),
    ],
)
def test_what_aws_fills_in_has_its_form(cloud, kind, inputs, prop, pattern):
    """ARNs, endpoints, addresses, names."""
    if kind == "rds/cluster":
        inputs = {"engine": "aurora-postgresql", "masterUsername": "app", "masterPassword": "correct-horse"}
    assert re.fullmatch(pattern, cloud.make(kind, "a", **inputs).get(prop))


def test_a_subnet_of_a_plain_vpc_has_an_empty_ipv6_block(cloud):
    """Awsx compares it on every preview; anything but empty would show false updates for ever."""
    _, subnets, _ = cloud.network()
    assert subnets[0].outputs["ipv6CidrBlock"] == ""


def test_a_resource_lives_where_it_says(cloud):
    """A region of its own wins over the provider's, in its ARN too; what is global has none."""
    here = cloud.make("cloudwatch/logGroup", "a")
    there = cloud.make("cloudwatch/logGroup", "b", region="eu-west-1")
    assert (here.region, there.region) == ("us-east-1", "eu-west-1")
    assert ":eu-west-1:" in there.get("arn")
    assert cloud.role("a", "ec2.amazonaws.com").region == ""


def test_a_preview_knows_what_was_given_and_the_made_up_name(cloud):
    """Ids, ARNs and endpoints are unknown; region, tags, names and inputs are known."""
    seen = cloud.preview("rds/instance", "db", **DATABASE)
    assert seen["endpoint"] is UNKNOWN
    assert seen["port"] is UNKNOWN
    assert seen["arn"] is UNKNOWN
    assert seen["region"] == "us-east-1"
    assert seen["identifier"].startswith("db")
    assert seen["tagsAll"] == {"project": "shop", "stack": "dev"}


def test_the_same_program_gets_the_same_ids():
    """Ids follow from the URN, so two runs can be compared; a second resource of one URN gets another."""
    one, other = Cloud(), Cloud()
    vpcs = [cloud.make("ec2/vpc", "a", cidrBlock="10.0.0.0/16") for cloud in (one, other)]
    assert vpcs[0].id == vpcs[1].id
    one.end(vpcs[0])
    assert one.make("ec2/vpc", "a", cidrBlock="10.0.0.0/16").id != vpcs[0].id


def test_secrets_keep_their_wrappers(cloud):
    """What came in secret goes out secret, and the log of the account shows it as such."""
    parameter = cloud.make("ssm/parameter", "a", name="/shop/key", type="SecureString", value=Secret("hunter2"))
    assert parameter.outputs["value"] == Secret("hunter2")
    assert "hunter2" not in repr(parameter)


def test_what_is_made_of_a_secret_is_secret(cloud):
    """A name in an output's template that came as a secret makes the output one."""
    bucket = cloud.make("s3/bucket", "a", bucket=Secret("hunter2-files"))
    assert bucket.outputs["bucketDomainName"] == Secret("hunter2-files.s3.amazonaws.com")


def test_write_only_arguments_are_not_given_back(cloud):
    """A write-only password is taken and never returned."""
    inputs = {name: value for name, value in DATABASE.items() if name != "password"}
    database = cloud.make("rds/instance", "a", **inputs, passwordWo=Secret("correct-horse"), passwordWoVersion=1)
    assert "passwordWo" not in database.outputs
    assert database.outputs["passwordWoVersion"] == 1


def test_revisions_rise(cloud):
    """A new task definition of a family is the next revision, a changed launch template the next version."""
    first = cloud.make("ecs/taskDefinition", "one", **TASK)
    second = cloud.make("ecs/taskDefinition", "two", **{**TASK, "cpu": "1024", "memory": "2048"})
    assert (first.get("revision"), second.get("revision")) == (1, 2)
    cloud.end(first)
    assert [one.get("revision") for one in cloud.account.of(first.type)] == [2]
    template = cloud.make("ec2/launchTemplate", "a", instanceType="t4g.nano")
    assert cloud.change(template, instanceType="t4g.micro").get("latestVersion") == 2


# --- comparing ----------------------------------------------------------------------------------------------------


def _changes(found):
    return {change.path: change.wire_kind for change in found.changes}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, {}),
        ({"tags": {"a": "b"}}, {"tags": "ADD", "tagsAll.a": "ADD"}),
        ({"cidrBlock": "10.1.0.0/16"}, {"cidrBlock": "UPDATE_REPLACE"}),
        ({"enableDnsHostnames": True}, {"enableDnsHostnames": "UPDATE"}),
        ({"cidrBlock": UNKNOWN}, {"cidrBlock": "UPDATE_REPLACE"}),
        ({"region": "eu-west-1"}, {"region": "UPDATE_REPLACE"}),
    ],
)
def test_differences_are_named_by_path_and_kind(cloud, change, expected):
    """Additions, updates in place, replacements; no change is no difference."""
    vpc = cloud.make("ec2/vpc", "a", cidrBlock="10.0.0.0/16", enableDnsHostnames=False)
    assert _changes(cloud.diff(vpc, **{"cidrBlock": "10.0.0.0/16", "enableDnsHostnames": False, **change})) == expected


def test_an_argument_taken_away_is_a_difference_unless_aws_fills_it_in(cloud):
    """Tags that go are deleted; a log group's class that AWS would choose stays."""
    group = cloud.make("cloudwatch/logGroup", "a", retentionInDays=7, logGroupClass="STANDARD")
    assert _changes(cloud.diff(group, name=group.id)) == {"retentionInDays": "DELETE"}


def test_the_order_of_a_set_and_the_spelling_of_json_are_no_difference(cloud):
    """Subnets in another order, a policy with other spaces."""
    _, subnets, _ = cloud.network()
    group = cloud.make("rds/subnetGroup", "a", subnetIds=[one.id for one in subnets])
    assert _changes(cloud.diff(group, name=group.id, subnetIds=[one.id for one in reversed(subnets)])) == {}
    policy = cloud.make("iam/policy", "a", policy='{"Statement":[{"Effect":"Allow","Action":"x"}]}')
    spaced = '{ "Statement": [ { "Action": "x", "Effect": "Allow" } ] }'
    assert _changes(cloud.diff(policy, name=policy.get("name"), policy=spaced)) == {}


def test_a_nested_argument_can_take_a_new_resource(cloud):
    """Encrypting the root volume of an instance, but not growing it."""
    ami = cloud.plant("aws:ec2/ami:Ami", "ami-1", name="x").id
    subnet = cloud.network()[1][0]
    inputs = {"ami": ami, "instanceType": "t4g.nano", "subnetId": subnet.id}
    box = cloud.make("ec2/instance", "a", **inputs, rootBlockDevice={"volumeSize": 8, "encrypted": False})
    grown = cloud.diff(box, **inputs, rootBlockDevice={"volumeSize": 9, "encrypted": False})
    assert _changes(grown) == {"rootBlockDevice.volumeSize": "UPDATE"}
    locked = cloud.diff(box, **inputs, rootBlockDevice={"volumeSize": 8, "encrypted": True})
    assert _changes(locked) == {"rootBlockDevice.encrypted": "UPDATE_REPLACE"}


def test_a_name_that_the_program_gave_is_freed_before_the_replacement(cloud):
    """Two of one name cannot stand side by side; with a made-up name the new one comes first."""
    named = cloud.make("lb/targetGroup", "a", name="api", targetType="lambda", protocol="HTTP", port=80)
    change = {"targetType": "lambda", "protocol": "HTTP", "port": 81}
    assert cloud.diff(named, name="api", **change).delete_first is True
    unnamed = cloud.make("lb/targetGroup", "b", targetType="lambda", protocol="HTTP", port=80)
    news, _ = cloud.provider.check(cloud.config, unnamed.urn, unnamed.inputs, change, b"x")
    found = cloud.provider.diff(unnamed.urn, unnamed.outputs, unnamed.inputs, news)
    assert (found.replaced, found.delete_first) == (True, False)


STRATEGY = [{"capacityProvider": "FARGATE", "weight": 1}]


@pytest.mark.parametrize(
    ("news", "replaced"),
    [
        ({"capacityProviderStrategies": [{"capacityProvider": "FARGATE", "weight": 2}]}, True),
        (
            {"capacityProviderStrategies": [{"capacityProvider": "FARGATE", "weight": 2}], "forceNewDeployment": True},
            False,
        ),
        ({"forceNewDeployment": True}, True),
        ({"capacityProviderStrategies": STRATEGY, "desiredCount": 3}, False),
    ],
)
def test_a_service_keeps_its_place_only_with_a_forced_deployment(cloud, news, replaced):
    """Another strategy replaces the service, unless a new deployment is forced and a strategy remains."""
    task = cloud.make("ecs/taskDefinition", "a", family="a", containerDefinitions='[{"name":"a","image":"b"}]')
    cluster = cloud.make("ecs/cluster", "a")
    cloud.make("ecs/clusterCapacityProviders", "a", clusterName=cluster.get("name"), capacityProviders=["FARGATE"])
    base = {"name": "a", "cluster": cluster.id, "taskDefinition": task.get("arn")}
    fargate = cloud.make("ecs/taskDefinition", "b", **TASK)
    subnet = cloud.network()[1][0]
    base |= {"taskDefinition": fargate.get("arn"), "networkConfiguration": {"subnets": [subnet.id]}}
    service = cloud.make("ecs/service", "a", **base, capacityProviderStrategies=STRATEGY)
    assert cloud.diff(service, **base, **news).replaced is replaced


def test_drift_is_seen_after_a_refresh(cloud):
    """What somebody changed by hand differs from what the program wants."""
    group = cloud.make("cloudwatch/logGroup", "a", retentionInDays=7)
    drifted = cloud.account.change(group, outputs={**group.outputs, "retentionInDays": 1})
    read = cloud.provider.read(group.urn, group.id, group.outputs)
    assert read == drifted
    assert _changes(cloud.provider.diff(group.urn, read.outputs, group.inputs, group.inputs)) == {
        "retentionInDays": "UPDATE"
    }


def test_what_is_gone_reads_as_gone(cloud):
    """A resource ended behind Pulumi's back is no error but an absence; changing it is one."""
    vpc = cloud.make("ec2/vpc", "a", cidrBlock="10.0.0.0/16")
    cloud.account.remove(vpc.key)
    assert cloud.provider.read(vpc.urn, vpc.id, vpc.outputs) is None
    with pytest.raises(RefusedError, match="does not exist"):
        cloud.change(vpc, enableDnsSupport=False)


# --- the provider resource itself ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ({"region": "us-east-1"}, []),
        ({}, ["region: missing region information"]),
        ({"region": "us-east-9"}, ["region: 'us-east-9' is not a region"]),
        ({"region": "us-east-1", "regoin": "x"}, ["regoin: unexpected argument; did you mean region?"]),
        ({"region": "us-east-1", "defaultTags": '{"tag":{"a":"b"}}'}, ["defaultTags.tag: unexpected argument"]),
        ({"region": "us-east-1", "defaultTags": '{"tags":{"a":"b"}}', "profile": "x"}, []),
        ({"region": "us-east-1", "assumeRoles": '[{"roleArn":"arn:aws:iam::1:role/x"}]'}, []),
        (
            {"region": "us-east-1", "allowedAccountIds": '["999999999999"]'},
            ["allowedAccountIds: AWS account ID not allowed"],
        ),
        ({"region": "us-east-1", "allowedAccountIds": f'["{ACCOUNT_ID}"]'}, []),
        ({"region": "us-east-1", "forbiddenAccountIds": f'["{ACCOUNT_ID}"]'}, ["forbiddenAccountIds: AWS account ID"]),
        ({"region": UNKNOWN}, []),
    ],
)
def test_the_providers_own_configuration_is_checked(args, expected):
    """Region, tags, roles and accounts, nested keys included; unknowns pass."""
    found = [str(failure) for failure in check_config(args)]
    assert len(found) == len(expected)
    assert all(text.startswith(start) for text, start in zip(found, expected, strict=True)), found


def test_default_tags_may_be_secret():
    """A secret among the provider's arguments is understood and stays one."""
    config = read_config("aws", {"region": "us-east-1", "defaultTags": Secret('{"tags":{"a":"b"}}')})
    assert config.default_tags == {"a": "b"}


# --- faults -------------------------------------------------------------------------------------------------------


def test_an_error_changes_nothing_and_strikes_as_often_as_asked(cloud):
    """The first create fails, the second goes through."""
    fault = cloud.provider.faults.plant(Fault("error", match="*ec2/vpc*", message="no capacity"))
    with pytest.raises(RefusedError, match="no capacity"):
        cloud.make("ec2/vpc", "a", cidrBlock="10.0.0.0/16")
    assert len(cloud.account) == 0
    cloud.make("ec2/vpc", "a", cidrBlock="10.0.0.0/16")
    assert fault.struck == 1


def test_a_partial_creation_keeps_the_id(cloud):
    """The resource is there, and the engine is told its id with the error."""
    cloud.provider.faults.plant(Fault("partial", match="a", message="never became ready"))
    with pytest.raises(PartialError, match="never became ready") as caught:
        cloud.make("ec2/vpc", "a", cidrBlock="10.0.0.0/16")
    assert cloud.account.one(TOKENS["ec2/vpc"]).id == caught.value.id


@pytest.mark.parametrize("method", ["update", "delete", "read", "check"])
def test_faults_strike_every_method(cloud, method):
    """Updates, deletions, refreshes and checks can fail too."""
    group = cloud.make("cloudwatch/logGroup", "a")
    cloud.provider.faults.plant(Fault("error", method=method, message="denied"))
    with pytest.raises(RefusedError, match="denied"):
        {
            "update": lambda: cloud.change(group, retentionInDays=7),
            "delete": lambda: cloud.end(group),
            "read": lambda: cloud.provider.read(group.urn, group.id, group.outputs),
            "check": lambda: cloud.make("cloudwatch/logGroup", "b"),
        }[method]()


def test_a_fault_may_be_a_predicate_and_strike_always(cloud):
    """Any function of type and name chooses; `times=None` never wears off."""
    cloud.provider.faults.plant(Fault("error", match=lambda _type, name: name == "b", times=None))
    cloud.make("cloudwatch/logGroup", "a")
    for _ in range(2):
        with pytest.raises(RefusedError):
            cloud.make("cloudwatch/logGroup", "b")


def test_a_death_is_refused_where_others_would_die_too(cloud, monkeypatch):
    """In a process that does not lead its group, as a test's own, nothing is killed."""
    monkeypatch.setattr(os, "getpgrp", lambda: os.getpid() + 1)
    monkeypatch.setattr(os, "killpg", lambda *_: pytest.fail("killed"))
    cloud.provider.faults.plant(Fault("killed", match="a"))
    with pytest.raises(RuntimeError, match="needs a process of its own"):
        cloud.make("cloudwatch/logGroup", "a")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("killed:create:*rds/instance*", ("killed", "create", "*rds/instance*")),
        ("error:update:*ec2/vpc:Vpc", ("error", "update", "*ec2/vpc:Vpc")),
    ],
)
def test_faults_are_read_from_a_command_line(text, expected):
    """Kind, method and pattern, in which a type's own colons stay."""
    fault = parse(text)
    assert (fault.kind, fault.method, fault.match) == expected


@pytest.mark.parametrize("text", ["explode:create:*", "error", "error:create:"])
def test_a_misspelt_fault_is_refused(text):
    """A fault that would never strike is an error."""
    with pytest.raises(ValueError, match="KIND:METHOD:PATTERN"):
        parse(text)


# --- the account --------------------------------------------------------------------------------------------------


def test_the_account_survives_its_process(tmp_path):
    """Everything is journalled at once: what was made, changed, planted and ended, secrets included."""
    cloud = Cloud()
    cloud.account = cloud.provider.account = Account(tmp_path / "aws.jsonl")
    vpc, subnets, _ = cloud.network()
    cloud.make("ssm/parameter", "a", name="/a", type="SecureString", value=Secret("hunter2"))
    cloud.change(vpc, enableDnsSupport=False)
    cloud.end(subnets[1])
    cloud.plant("route53/zone", name="example.com")
    again = Account(tmp_path / "aws.jsonl")
    assert again.of() == cloud.account.of()
    assert again.there() == cloud.account.there()
    assert again.one(TOKENS["ssm/parameter"]).outputs["value"] == Secret("hunter2")


def test_ids_do_not_repeat_after_a_restart(tmp_path):
    """What is made next must not take the id of what was there before."""
    cloud = Cloud()
    cloud.account = cloud.provider.account = Account(tmp_path / "aws.jsonl")
    first = cloud.make("ec2/eip", "a")
    cloud.end(first)
    cloud.account = cloud.provider.account = Account(tmp_path / "aws.jsonl")
    assert cloud.make("ec2/eip", "a").id != first.id


def test_planted_things_are_there_and_are_not_the_programs(cloud):
    """They can be named and looked up; they are not counted among what the program made."""
    vpc = cloud.plant("ec2/vpc", "vpc-1", cidrBlock="10.0.0.0/16")
    subnet = cloud.make("ec2/subnet", "a", vpcId="vpc-1", cidrBlock="10.0.0.0/24")
    assert vpc.get("arn").endswith("vpc/vpc-1")
    assert cloud.account.of() == [subnet]
    assert vpc in cloud.account.there()


def test_planting_what_names_nothing_is_an_error(cloud):
    """A planted subnet needs its VPC, as any other."""
    with pytest.raises(ValueError, match="does not exist"):
        cloud.plant("ec2/subnet", vpcId="vpc-dead", cidrBlock="10.0.0.0/24")


def test_every_type_can_be_named_by_its_name_rule():
    """The table of names has no type that the sandbox does not make."""
    assert set(NAMES) <= set(TOKENS.values())
