"""The secret by which the load balancer knows the CDN: a header that viewers cannot guess."""

import pulumi
import pulumi_aws as aws

from infra.components.base import Layer
from infra.model import edge_names
from infra.model.topology import Topology

HEADER = "X-Origin-Verify"
LENGTH = 64


def add_origin_header(layer: Layer, topology: Topology) -> dict[str, pulumi.Input[str]]:
    """Return the header with its value, which AWS made up when the stack was first deployed.

    AWS makes up another value at every run; the parameter keeps the first, because changes of it are ignored. To
    change it, replace the parameter: `pulumi up --replace` with its URN. It is a secret in the state, and in clear
    nowhere else but in the parameter, the distribution and the listener's rules.
    """
    made_up = aws.secretsmanager.get_random_password_output(
        password_length=LENGTH,
        # A rule matches its values as patterns, and headers ignore nothing else.
        exclude_punctuation=True,
        opts=pulumi.InvokeOptions(parent=layer),
    )
    parameter = aws.ssm.Parameter(
        edge_names.origin_header(topology),
        type="SecureString",
        value=pulumi.Output.secret(made_up.random_password),
        description=f"Value of {HEADER}, by which the load balancer knows the CDN",
        opts=layer.child(ignore_changes=["value"]),
    )
    return {HEADER: pulumi.Output.secret(parameter.value)}
