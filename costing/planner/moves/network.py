"""Moves of the network: routes change in place, but what is open through the old way breaks once."""

from costing.planner.moves.move import (
    Condition,
    Operation,
    Row,
    Seen,
    added,
    every,
    grows,
    no,
    removed,
    shrinks,
    turned_on,
)
from infra.aws_rules import ec2
from infra.aws_rules.vpc import GATEWAY_ENDPOINTS
from infra.model.network import CreatedNetwork

VPC = "aws:ec2/vpc:Vpc"
SUBNET = "aws:ec2/subnet:Subnet"
ROUTE = "aws:ec2/route:Route"
GATEWAY = "aws:ec2/natGateway:NatGateway"
ADDRESS = "aws:ec2/eip:Eip"
INSTANCE = "aws:ec2/instance:Instance"
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
FLOW_LOG = "aws:ec2/flowLog:FlowLog"
SERVICE = "aws:ecs/service:Service"


NAT = 'Amazon VPC User Guide, "NAT gateways" and "NAT instances"'
VPCS = 'Amazon VPC User Guide, "Virtual private clouds" and "Subnets for your VPC"'
ENDPOINTS = 'AWS PrivateLink Guide, "Gateway endpoints" and "Access an AWS service using an interface VPC endpoint"'
LOGS = 'Amazon VPC User Guide, "Logging IP traffic using VPC Flow Logs"'
EC2 = 'Amazon EC2 User Guide, "Change the instance type" and "Modify an EBS volume"'

BREAKS = "Open connections to the internet break once and are made anew"
OTHER_ADDRESS = f"{BREAKS}; they come from another address, which others may have to allow."
ALL_DATA = "everything in the VPC that holds data: database, cache, file systems"
MANAGED, FORWARDS, PUBLIC, CLOSED = "natGateway", "natInstance", "publicAddress", "none"
COMES_OR_GOES: tuple[tuple[bool, Operation], ...] = ((True, "create"), (False, "delete"))
NATS = ((MANAGED, GATEWAY), (FORWARDS, INSTANCE))


def _between(before: str, after: str) -> Condition:
    def holds(seen: Seen) -> bool:
        return (seen.before, seen.after) == (before, after)

    return holds


def _by(kind: str) -> Condition:
    """Return the condition that today's way out is of a kind."""

    def holds(seen: Seen) -> bool:
        network = seen.topology.network
        return isinstance(network, CreatedNetwork) and network.egress.kind == kind

    return holds


def _only_gained(seen: Seen) -> bool:
    return set(seen.before or ()) < set(seen.after or ())


def _only_lost(seen: Seen) -> bool:
    return set(seen.before or ()) > set(seen.after or ())


def _interfaces_only_gained(seen: Seen) -> bool:
    gained = set(seen.after or ()) - set(seen.before or ())
    return _only_gained(seen) and not gained & set(GATEWAY_ENDPOINTS)


def _adds_zones(seen: Seen) -> bool:
    """Whether zones are added after those there are, whose ranges then stay."""
    network = seen.topology.network
    if not isinstance(network, CreatedNetwork) or network.subnets is not None:
        return False
    before, after = seen.before, seen.after
    if isinstance(before, int) and isinstance(after, int):
        return after > before
    return not isinstance(before, int) and not isinstance(after, int) and tuple(after[: len(before)]) == tuple(before)


def _fewer_zones(seen: Seen) -> bool:
    return isinstance(seen.after, int) or len(seen.after) < len(seen.before)


_stays = every(no(added), no(removed))


def _other_processor(seen: Seen) -> bool:
    before, after = ec2.find(str(seen.before)), ec2.find(str(seen.after))
    return before is None or after is None or before.architecture != after.architecture


ROWS: tuple[Row, ...] = (
    Row("network.kind", "migration", "Everything moves to another VPC.", VPCS, {VPC: "delete"}, ALL_DATA),
    Row("network.cidr", "migration", "A VPC keeps its range: everything moves.", VPCS, {VPC: "replace"}, ALL_DATA),
    Row("network.vpcId", "migration", "Everything moves to another VPC.", VPCS, data=ALL_DATA),
    Row("network.publicSubnetIds", "migration", "What lies there moves.", VPCS, data=ALL_DATA),
    Row("network.privateSubnetIds", "migration", "What lies there moves.", VPCS, data=ALL_DATA),
    Row(
        "network.availabilityZones",
        "rolling",
        "Subnets of the new zones are added; services spread to them as they are deployed. Data stays where it is.",
        VPCS,
        {SUBNET: "create", SERVICE: "update"},
        when=_adds_zones,
    ),
    Row(
        "network.availabilityZones",
        "migration",
        "Subnets go or move, and what lies in them has to leave first.",
        VPCS,
        {SUBNET: "delete"},
        ALL_DATA,
        _fewer_zones,
    ),
    Row("network.availabilityZones", "migration", "Subnets move to other zones.", VPCS, {SUBNET: "replace"}, ALL_DATA),
    Row("network.subnets.**", "migration", "A subnet keeps its range.", VPCS, {SUBNET: "replace"}, ALL_DATA),
    Row(
        "network.egress.kind",
        "failover",
        OTHER_ADDRESS,
        NAT,
        {ROUTE: "update", GATEWAY: "delete", INSTANCE: "create", ADDRESS: "replace"},
        when=_between(MANAGED, FORWARDS),
    ),
    Row(
        "network.egress.kind",
        "failover",
        OTHER_ADDRESS,
        NAT,
        {ROUTE: "update", GATEWAY: "create", INSTANCE: "delete", ADDRESS: "replace"},
        when=_between(FORWARDS, MANAGED),
    ),
    *(
        Row(
            "network.egress.kind",
            "rolling",
            "Services are deployed into the public subnets, each task with an address of its own; then the NAT goes.",
            NAT,
            {SERVICE: "update", ROUTE: "delete", nat: "delete", ADDRESS: "delete"},
            when=_between(kind, PUBLIC),
        )
        for kind, nat in NATS
    ),
    *(
        Row(
            "network.egress.kind",
            "rolling",
            "The NAT comes; then services are deployed into the private subnets.",
            NAT,
            {SERVICE: "update", ROUTE: "create", nat: "create", ADDRESS: "create"},
            when=_between(PUBLIC, kind),
        )
        for kind, nat in NATS
    ),
    *(
        Row(
            "network.egress.kind",
            "failover",
            f"{BREAKS.partition(' and ')[0]} and are over: from then on endpoints carry all there is.",
            NAT,
            {ROUTE: "delete", nat: "delete", ADDRESS: "delete"},
            when=_between(kind, CLOSED),
        )
        for kind, nat in NATS
    ),
    *(
        Row(
            "network.egress.kind",
            "none",
            "A way to the internet is added.",
            NAT,
            {ROUTE: "create", nat: "create", ADDRESS: "create"},
            when=_between(CLOSED, kind),
        )
        for kind, nat in NATS
    ),
    Row(
        "network.egress.kind",
        "rolling",
        "Services are deployed into other subnets.",
        NAT,
        {SERVICE: "update"},
    ),
    *(
        Row(
            "network.egress.perZone",
            "failover",
            f"{OTHER_ADDRESS.removesuffix('.')}. The first zone stays as it is.",
            NAT,
            {ROUTE: "update", nat: change, ADDRESS: change},
            when=every(_by(kind), turned_on if more else no(turned_on)),
        )
        for kind, nat in NATS
        for more, change in COMES_OR_GOES
    ),
    Row("network.egress.perZone", "none", "It is part of the change of kind.", NAT),
    Row(
        "network.egress.instanceType",
        "migration",
        "The instance keeps its image, which is for the other processor: AWS refuses. Change the kind first.",
        EC2,
        when=every(_stays, _other_processor),
    ),
    Row(
        "network.egress.instanceType",
        "downtime",
        "The NAT instance stops and starts: no way to the internet for some minutes.",
        EC2,
        {INSTANCE: "update"},
        when=_stays,
    ),
    Row("network.egress.instanceType", "none", "It is part of the change of kind.", EC2),
    Row(
        "network.egress.rootVolumeGb",
        "setting",
        "The volume grows while the instance runs.",
        EC2,
        {INSTANCE: "update"},
        when=every(_stays, grows),
    ),
    Row(
        "network.egress.rootVolumeGb",
        "migration",
        "A volume never shrinks: AWS refuses.",
        EC2,
        {INSTANCE: "update"},
        when=_stays,
    ),
    Row("network.egress.rootVolumeGb", "none", "It is part of the change of kind.", EC2),
    Row(
        "network.endpoints",
        "setting",
        "New connections to the services take the endpoints; open ones go on as before.",
        ENDPOINTS,
        {ENDPOINT: "create"},
        when=_interfaces_only_gained,
    ),
    Row(
        "network.endpoints",
        "failover",
        "Open connections to the services whose endpoints come or go break once and are made anew.",
        ENDPOINTS,
        {ENDPOINT: "create"},
        when=_only_gained,
    ),
    Row(
        "network.endpoints",
        "failover",
        "Open connections to the services whose endpoints go break once and are made anew, by the way out.",
        ENDPOINTS,
        {ENDPOINT: "delete"},
        when=_only_lost,
    ),
    Row(
        "network.endpoints",
        "failover",
        "Open connections to the services whose endpoints come or go break once and are made anew.",
        ENDPOINTS,
        {ENDPOINT: "replace"},
    ),
    Row("network.flowLogs", "none", "It watches.", LOGS, {FLOW_LOG: "create"}, when=added),
    Row(
        "network.flowLogs",
        "none",
        "Nobody watches any more.",
        LOGS,
        {FLOW_LOG: "delete"},
        "the records so far: their bucket or log group goes too",
    ),
    Row(
        "network.flowLogs.destination",
        "none",
        "Records go elsewhere.",
        LOGS,
        {FLOW_LOG: "replace"},
        "the records so far: their bucket or log group goes too",
    ),
    Row("network.flowLogs.traffic", "none", "Other records are made.", LOGS, {FLOW_LOG: "replace"}),
    Row(
        "network.flowLogs.retentionDays",
        "none",
        "Records are kept for another time.",
        LOGS,
        data="records older than it",
        when=shrinks,
    ),
    Row("network.flowLogs.retentionDays", "none", "Records are kept for another time.", LOGS),
)
