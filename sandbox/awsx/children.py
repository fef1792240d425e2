"""The children of one `awsx.ec2.Vpc` and what the component's outputs say of them."""

from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from sandbox.awsx.layout import Place, read_spec
from sandbox.awsx.monitor import Registered
from sandbox.wire import UNKNOWN, Properties

Made = Future[Registered]


@dataclass
class Children:
    """The children of one VPC, each perhaps still in the making."""

    vpc: Made
    gateway: Made
    subnets: dict[str, Made] = field(default_factory=dict[str, Made])
    tables: dict[str, Made] = field(default_factory=dict[str, Made])
    associations: list[Made] = field(default_factory=list[Made])
    routes: list[Made] = field(default_factory=list[Made])
    nats: list[Made] = field(default_factory=list[Made])
    eips: list[Made] = field(default_factory=list[Made])
    endpoints: list[Made] = field(default_factory=list[Made])


def outputs(
    children: Children, places: list[Place], specs: list[Properties]
) -> tuple[Properties, dict[str, list[str]]]:
    """The component's outputs, once every child is made, and by output the URNs it comes from."""

    def ids(type_: str) -> list[Made]:
        return [children.subnets[place.name] for place in places if place.type == type_]

    many: dict[str, list[Made]] = {
        "subnets": list(children.subnets.values()),
        "routeTables": list(children.tables.values()),
        "routeTableAssociations": children.associations,
        "routes": children.routes,
        "natGateways": children.nats,
        "eips": children.eips,
        "vpcEndpoints": children.endpoints,
        "publicSubnets": ids("Public"),
        "privateSubnets": ids("Private"),
        "isolatedSubnets": ids("Isolated"),
    }
    single = {"vpc": children.vpc, "internetGateway": children.gateway}
    lists = {
        "publicSubnetIds": ids("Public"),
        "privateSubnetIds": ids("Private"),
        "isolatedSubnetIds": ids("Isolated"),
    }
    values: Properties = {
        **{key: [made.result().reference() for made in all_] for key, all_ in many.items()},
        **{key: made.result().reference() for key, made in single.items()},
        **{key: _all_known([made.result().value() for made in all_]) for key, all_ in lists.items()},
        "vpcId": children.vpc.result().value(),
        "subnetLayout": [_layout(raw) for raw in specs],
    }
    behind = {**many, **lists, **{key: [made] for key, made in single.items()}, "vpcId": [children.vpc]}
    return values, {key: [made.result().urn for made in all_] for key, all_ in behind.items()}


def _all_known(ids: list[Any]) -> Any:
    """A list with one unknown is unknown as a whole."""
    return UNKNOWN if UNKNOWN in ids else ids


def _layout(raw: Properties) -> Properties:
    """One resolved subnet spec; the size follows from the mask."""
    spec = read_spec(raw)
    resolved = {**raw, "cidrMask": spec.mask, "size": 2 ** (32 - spec.mask) if spec.mask else None}
    return {key: value for key, value in resolved.items() if value is not None}
