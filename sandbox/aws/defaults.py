"""Arguments that the provider fills in by itself, above what AWS does: pulumi-aws 7, `provider/resources.go`."""

from collections.abc import Mapping
from typing import Any, Final

from sandbox.wire import is_list, is_plain_map

_MANAGED: Final = "Managed by Pulumi"

_DEFAULTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "aws:ec2/securityGroup:SecurityGroup": {"description": _MANAGED},
    "aws:elasticache/parameterGroup:ParameterGroup": {"description": _MANAGED},
    "aws:elasticache/subnetGroup:SubnetGroup": {"description": _MANAGED},
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": {"description": _MANAGED},
    "aws:rds/parameterGroup:ParameterGroup": {"description": _MANAGED},
    "aws:rds/subnetGroup:SubnetGroup": {"description": _MANAGED},
    "aws:route53/zone:Zone": {"comment": _MANAGED},
}


def with_defaults(token: str, news: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments with the provider's own defaults, as a new map."""
    inputs = {
        **_DEFAULTS.get(token, {}),
        **{name: value for name, value in news.items() if value is not None},
    }
    parameters = inputs.get("parameters")
    if token == "aws:rds/parameterGroup:ParameterGroup" and is_list(parameters):
        inputs["parameters"] = [
            {"applyMethod": "immediate", **item} if is_plain_map(item) else item for item in parameters
        ]
    return inputs
