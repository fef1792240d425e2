"""What AWS accepts of a network."""

from collections.abc import Iterator
from itertools import combinations

from infra.aws_rules import ec2, regions, vpc
from infra.model.addresses import AddressPlan, address_plan
from infra.model.network import CreatedNetwork, ExistingNetwork, NatInstance
from infra.model.network import Network as AnyNetwork
from infra.model.problems import Problem
from infra.model.rules.common import Where, broken


def problems(network: AnyNetwork, where: Where) -> Iterator[Problem]:
    """Yield what is wrong with a network by itself, paths below `network`."""
    for place, name in enumerate(network.endpoints):
        yield from broken(("endpoints", place), name, vpc.endpoint_problem(name))
        if name in network.endpoints[:place]:
            yield Problem(("endpoints", place), f"{name!r} is named twice")
    if isinstance(network, ExistingNetwork):
        yield from _adopted(network)
        return
    yield from _zones(network, where)
    yield from broken(("cidr",), str(network.cidr), vpc.cidr_problem(network.cidr))
    yield from _subnets(network)
    if isinstance(network.egress, NatInstance):
        kind = network.egress.instance_type
        yield from broken(("egress", "instanceType"), kind, ec2.type_problem(kind))


def _adopted(network: ExistingNetwork) -> Iterator[Problem]:
    public, private = network.public_subnet_ids, network.private_subnet_ids
    if public and len(public) != len(private):
        yield Problem(
            ("publicSubnetIds",),
            f"names {len(public)} subnets, privateSubnetIds {len(private)}: one of each a zone",
        )
    if twice := {s for s in (*public, *private) if (*public, *private).count(s) > 1}:
        yield Problem(("privateSubnetIds",), f"{', '.join(sorted(twice))} is named twice")


def _zones(network: CreatedNetwork, where: Where) -> Iterator[Problem]:
    zones = network.availability_zones
    if isinstance(zones, int):
        most = len(regions.zones(where.region))
        if most and zones > most:
            yield Problem(("availabilityZones",), f"{zones} is more than the {most} zones of {where.region}")
        return
    for place, name in enumerate(zones):
        yield from broken(("availabilityZones", place), name, regions.zone_problem(where.region, name))
        if name in zones[:place]:
            yield Problem(("availabilityZones", place), f"{name!r} is named twice")


def _subnets(network: CreatedNetwork) -> Iterator[Problem]:
    plan, zones = address_plan(network), network.zone_count
    if network.subnets is None:
        if min(len(plan.public), len(plan.private)) < zones:
            message = f"has no room for {zones} public and {zones} private subnets: take a larger range"
            yield from broken(("cidr",), str(network.cidr), message)
        return
    for side, ranges in plan._asdict().items():
        if len(ranges) != zones:
            yield Problem(("subnets", side), f"holds {len(ranges)} ranges for {zones} zones: one a zone")
        for place, subnet in enumerate(ranges):
            path = ("subnets", side, place)
            yield from broken(path, str(subnet), vpc.cidr_problem(subnet))
            if not subnet.subnet_of(network.cidr):
                yield from broken(path, str(subnet), f"lies outside the network's {network.cidr}")
    yield from _overlaps(plan)


def _overlaps(plan: AddressPlan) -> Iterator[Problem]:
    named = [((side, place), r) for side, ranges in plan._asdict().items() for place, r in enumerate(ranges)]
    for (first, one), (second, other) in combinations(named, 2):
        if one.overlaps(other):
            yield Problem(("subnets", *second), f"'{other}' overlaps {first[0]}[{first[1]}], {one}")
