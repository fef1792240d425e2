"""The wiring: every layer of the deployed tier, in the order of what they hang on."""

import re
from typing import Any, NamedTuple

import pulumi
import pulumi_aws as aws

from infra.aws_settings import AwsSettings
from infra.components.budget import Budget
from infra.components.database import Database, DatabaseWires
from infra.components.endpoints import Endpoints
from infra.components.network import Network
from infra.components.security_groups import SecurityGroups
from infra.model.connections import DATABASE, ENDPOINTS
from infra.model.network import CreatedNetwork
from infra.model.stack import Stack
from infra.provider import make_provider


class Wires(NamedTuple):
    """What the program hands in besides the model.

    Attributes:
        aws: settings of the provider.
        secrets: secret values by name, as `secrets:NAME` holds them.
    """

    aws: AwsSettings
    secrets: dict[str, pulumi.Output[str]]


def build(stack: Stack, wires: Wires) -> dict[str, Any]:
    """Register every resource of the deployed tier; return what an operator needs, as stack outputs."""
    topology = stack.deployed.topology
    tags = {**topology.tags, "project": pulumi.get_project(), "stack": stack.name, "name": topology.name}
    provider = make_provider(wires.aws, tags)
    opts = pulumi.ResourceOptions(providers=[provider])
    zones = _zones(topology.network, provider) if isinstance(topology.network, CreatedNetwork) else []
    network = Network("network", topology=topology, zones=zones, opts=opts)
    groups = SecurityGroups("security-groups", topology=topology, vpc_id=network.vpc_id, opts=opts)
    Endpoints(
        "endpoints",
        topology=topology,
        region=stack.region,
        vpc_id=network.vpc_id,
        subnet_ids=network.private_subnet_ids,
        route_table_ids=network.route_table_ids,
        security_group=groups.ids.get(ENDPOINTS),
        opts=opts,
    )
    outputs: dict[str, Any] = {"vpcId": network.vpc_id}
    if network.nat_addresses:
        outputs["natAddresses"] = network.nat_addresses
    if topology.database is not None:
        database = Database(
            "database",
            topology=topology,
            wires=DatabaseWires(
                network.private_subnet_ids,
                groups.ids[DATABASE],
                identifier(topology.name, stack.name),
                wires.secrets.get("database"),
            ),
            opts=opts,
        )
        outputs["databaseHost"] = database.host
        if database.secret_arn is not None:
            outputs["databaseSecretArn"] = database.secret_arn
    _budget(stack, tags, opts)
    return outputs


def _zones(network: CreatedNetwork, provider: aws.Provider) -> list[str]:
    """Return the zones by name: those given, or the first so many that need no opt-in, in order."""
    wanted = network.availability_zones
    if not isinstance(wanted, int):
        return list(wanted)
    found = aws.get_availability_zones(
        state="available",
        filters=[{"name": "opt-in-status", "values": ["opt-in-not-required"]}],
        opts=pulumi.InvokeOptions(provider=provider),
    )
    names = sorted(found.names)
    if len(names) < wanted:
        raise pulumi.RunError(f"this account sees {len(names)} zones in the region, the topology wants {wanted}")
    return names[:wanted]


def identifier(name: str, stack: str) -> str:
    """Return the database's name in AWS: letters, digits and single hyphens, as RDS demands."""
    return re.sub(r"-+", "-", re.sub(r"[^a-z0-9-]", "-", f"{name}-{stack}".lower())).strip("-")


def _budget(stack: Stack, tags: dict[str, str], opts: pulumi.ResourceOptions) -> None:
    model = stack.budget
    if model is None or model.alerts is None:
        return
    cap = model.tiers.get(stack.tier, model.monthly_cap)
    if cap is None or cap.expected is None:
        return
    Budget(
        "budget",
        prefix=stack.deployed.topology.name,
        model=model,
        alerts=model.alerts,
        limit_usd=str(cap.expected),
        tags=tags,
        opts=opts,
    )
