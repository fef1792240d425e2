"""Everything that a stack registers, under mocks: a whole program in a tenth of a second.

    done = registered(model_of(case, today))

What AWS would add to a resource is made up by the shapes that the SDK declares, so that any topology runs through.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from infra.aws_settings import AwsSettings
from infra.model.stack import Stack
from sandbox.aws import schema
from sandbox.aws.types import ROWS
from tests.support.pulumi_mocks import OUTPUTS, Deployed, deploy

CALLS = {
    "aws:route53/getZone:getZone": lambda args: {"zoneId": f"zone-{args['name']}", "id": "zone", **args},
    "aws:secretsmanager/getSecret:getSecret": lambda args: {"arn": f"arn:aws:secretsmanager:{args['name']}", **args},
    "aws:secretsmanager/getRandomPassword:getRandomPassword": lambda _: {"randomPassword": "x" * 64, "id": "x"},
    "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider": lambda args: {"arn": "arn:aws:iam::1:oidc", **args},
    "aws:ec2/getVpc:getVpc": lambda args: {"cidrBlock": "10.0.0.0/16", **args},
}
MADE_UP = {"string": "made-up", "integer": 1, "number": 1.0, "boolean": True, "any": "made-up"}
SECRET_VALUE = "planted-value-1234"


def registered(stack: Stack) -> Deployed:
    """Return what the deployed tier of a stack registers."""

    def build() -> None:
        import pulumi

        from infra import stack as program
        from infra.model.secret_names import secrets_needed

        values = {name: pulumi.Output.secret(SECRET_VALUE) for name in secrets_needed(stack.deployed.topology)}
        program.build(stack, AwsSettings(stack.region), values)

    return deploy(build, calls=CALLS, outputs=_outputs(), stack=stack.name)


@cache
def _outputs() -> dict[str, Callable[[str, Mapping[str, Any]], Mapping[str, Any]]]:
    return {type_: _adding(type_) for type_ in ROWS if type_ not in OUTPUTS}


def _adding(type_: str) -> Callable[[str, Mapping[str, Any]], Mapping[str, Any]]:
    """Return a function that makes up the outputs a resource of the type has beside its inputs."""

    def outputs(name: str, inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        given = {*inputs, "arn", "name", "tagsAll"}
        made_up = {**_made(type_), **(SPECIAL[type_](inputs) if type_ in SPECIAL else {})}
        return {key: _named(made, name) for key, made in made_up.items() if key not in given}

    return outputs


def _proofs(inputs: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what ACM asks for: a record for each name of a certificate."""
    record = {"resourceRecordName": "_proof", "resourceRecordType": "CNAME", "resourceRecordValue": "of.acm"}
    hosts = [inputs["domainName"], *(inputs.get("subjectAlternativeNames") or [])]
    return {"domainValidationOptions": [{"domainName": host, **record} for host in hosts]}


SPECIAL: Mapping[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = {
    "aws:acm/certificate:Certificate": _proofs,
    "aws:mq/broker:Broker": lambda _: {"instances": [{"endpoints": ["amqps://b-1.mq.example:5671"]}]},
}
"""Outputs that the program reads into."""


def _named(made: Any, name: str) -> Any:
    return f"{made}-of-{name}" if isinstance(made, str) else made


@cache
def _made(type_: str) -> Mapping[str, Any]:
    """Return values for what AWS adds to any resource of the type; lists that could have been given stay empty."""
    known = schema.resource(type_)
    values = {key: _value(one.shape) for key, one in known.outputs.items()}
    return {key: [] if isinstance(one, list) and key in known.inputs else one for key, one in values.items()}


def _value(shape: schema.Shape) -> Any:
    if shape.kind == "array" and shape.item is not None:
        return [_value(shape.item)] if shape.item.kind in MADE_UP else []
    return MADE_UP.get(shape.kind, {} if shape.kind in {"object", "map"} else None)
