"""What is read from the SDK's source is what the SDK says of itself when it is imported."""

import importlib
import inspect
import subprocess
import sys
import warnings

import pytest
from pulumi import _types

from sandbox.aws import schema
from sandbox.aws.types import ROWS


def _imported(token):
    """The argument class and the resource class of a type, by importing the SDK."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, path, name = token.split(":")
        module = importlib.import_module(f"pulumi_aws.{path.split('/')[0]}")
        resource = getattr(module, name)
        return getattr(module, f"{name}InitArgs", None) or getattr(module, f"{name}Args"), resource


@pytest.mark.parametrize("token", ROWS)
def test_arguments_and_outputs_are_those_of_the_imported_classes(token):
    """Names, and which arguments are required, agree with the classes for every type of the sandbox."""
    arguments, resource = _imported(token)
    read = schema.resource(token)
    assert set(read.inputs) == {wire for _, wire, _ in _types._py_properties(arguments)}
    signature = inspect.signature(arguments.__init__).parameters.values()
    names = _types.input_type_py_to_pulumi_names(arguments)
    required = {names[one.name] for one in signature if one.default is inspect.Parameter.empty and one.name in names}
    assert {prop.name for prop in read.inputs.values() if prop.required} == required
    outputs = {wire for _, wire, _ in _types._py_properties(resource)} - {"id", "urn"}
    assert set(read.outputs) == outputs


@pytest.mark.parametrize(
    ("token", "prop", "kind"),
    [
        ("aws:rds/instance:Instance", "allocatedStorage", "integer"),
        ("aws:rds/instance:Instance", "multiAz", "boolean"),
        ("aws:rds/instance:Instance", "vpcSecurityGroupIds", "array"),
        ("aws:rds/instance:Instance", "tags", "map"),
        ("aws:ec2/instance:Instance", "rootBlockDevice", "object"),
        ("aws:iam/role:Role", "assumeRolePolicy", "union"),
        ("aws:s3/bucketObjectv2:BucketObjectv2", "source", "asset"),
        ("aws:cloudwatch/metricAlarm:MetricAlarm", "threshold", "number"),
    ],
)
def test_shapes(token, prop, kind):
    """Each kind of annotation is understood."""
    assert schema.resource(token).inputs[prop].shape.kind == kind


def test_every_nested_class_can_be_read():
    """No argument at any depth of any type has a shape that is not understood, the firewall's included."""
    seen = set()

    def walk(shape):
        for inner in (shape.item, *shape.choices):
            if inner is not None:
                walk(inner)
        if shape.kind == "object" and shape.name not in seen:
            seen.add(shape.name)
            for prop in schema.nested(shape.name).values():
                walk(prop.shape)

    for token in ROWS:
        for prop in schema.resource(token).inputs.values():
            walk(prop.shape)
    assert len(seen) > 1000
    assert "pulumi_aws/wafv2.WebAclRuleStatementManagedRuleGroupStatementArgs" in seen


def test_computed_is_what_aws_fills_in():
    """An output that is always there though the program need not give it; not what has no value unless given."""
    computed = {prop.name for prop in schema.resource("aws:rds/instance:Instance").computed}
    assert {"endpoint", "arn", "port", "identifier"} <= computed
    assert not {"deletionProtection", "instanceClass"} & computed


def test_documentation_is_read_whole():
    """A statement in the second line of an argument's documentation is not lost."""
    doc = schema.resource("aws:elasticache/replicationGroup:ReplicationGroup").inputs["transitEncryptionEnabled"].doc
    assert "will force a replacement" in doc


@pytest.mark.parametrize("token", ["aws:ec2/nothing:Nothing", "aws:ec2/vpc:Nothing", "gcp:x/y:Z"])
def test_an_unknown_type_is_an_error(token):
    """What the SDK does not have is said so, with its version."""
    with pytest.raises(schema.SchemaError):
        schema.resource(token)


def test_reading_does_not_import_the_sdk():
    """The program may never need the SDK (a refused one does not); reading its source must not load it."""
    read = "from sandbox.aws import schema; schema.resource('aws:ec2/vpc:Vpc')"
    code = f"import sys; {read}; print('pulumi_aws' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
