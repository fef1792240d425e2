"""The network's bill: gateways, addresses, endpoints, flow logs, and traffic out and across zones."""

from decimal import Decimal

from costing.assumptions import LOG_COMPRESSION
from costing.demand.interfaces import nat_count
from costing.demand.network import GATEWAY_ENDPOINTS
from costing.layers.context import Context
from costing.ledger import Slice
from costing.line_item import Kind, Resource, Why
from costing.money import Figures, same
from costing.units import DAYS, GB_PER_TB, HOURS
from costing.words import many
from infra.model import edge_names
from infra.model.cache import NodesCache
from infra.model.database import InstanceDatabase
from infra.model.network import CreatedNetwork, NatGateway, NatInstance
from infra.model.topology import Topology

_PB = GB_PER_TB * 1024

NAT_HOURS = Kind("network/nat-gateway/hours", "NAT gateway", "hour", "aws:ec2/natGateway:NatGateway", "fixed")
NAT_GB = Kind("network/nat-gateway/gb", "NAT gateway data processed", "GB", "aws:ec2/natGateway:NatGateway", "usage")
NAT_INSTANCE = Kind("network/nat-instance/hours", "NAT instance", "hour", "aws:ec2/instance:Instance", "fixed")
NAT_DISK = Kind(
    "network/nat-instance/disk",
    "NAT instance root volume (gp3)",
    "GB-month",
    "aws:ec2/instance:Instance",
    "fixed",
)
NAT_ADDRESS = Kind("network/nat/public-address", "Public IPv4 address (NAT)", "hour", "aws:ec2/eip:Eip", "fixed")
ENDPOINT_HOURS = Kind(
    "network/endpoint/hours", "Interface endpoint", "hour per AZ", "aws:ec2/vpcEndpoint:VpcEndpoint", "fixed"
)
ENDPOINT_GB = Kind("network/endpoint/gb", "Interface endpoint data", "GB", "aws:ec2/vpcEndpoint:VpcEndpoint", "usage")
FLOW_LOG_GB = Kind("network/flow-logs/delivery", "Flow logs delivered", "GB", "aws:ec2/flowLog:FlowLog", "usage")
FLOW_LOG_STORED = Kind("network/flow-logs/stored", "Flow logs stored", "GB-month", "aws:s3/bucket:Bucket", "usage")
INTERNET_OUT = Kind(
    "network/internet-out/gb",
    "Data transfer to the internet",
    "GB",
    "aws:ec2/internetGateway:InternetGateway",
    "usage",
    "always.transfer.internet-out-gb",
)
CROSS_ZONE = Kind("network/cross-zone/gb", "Data transfer between zones", "GB", "aws:ec2/vpc:Vpc", "usage")

KINDS = (
    NAT_HOURS,
    NAT_GB,
    NAT_INSTANCE,
    NAT_DISK,
    NAT_ADDRESS,
    ENDPOINT_HOURS,
    ENDPOINT_GB,
    FLOW_LOG_GB,
    FLOW_LOG_STORED,
    INTERNET_OUT,
    CROSS_ZONE,
)

INTERNET_SLICES = (
    Slice("transfer.internet-out-gb.first-10tb", 10 * GB_PER_TB),
    Slice("transfer.internet-out-gb.10-50tb", 50 * GB_PER_TB),
    Slice("transfer.internet-out-gb.50-150tb", 150 * GB_PER_TB),
    Slice("transfer.internet-out-gb.over-150tb"),
)
ENDPOINT_SLICES = (
    Slice("vpc.interface-endpoint-gb.first-1pb", _PB),
    Slice("vpc.interface-endpoint-gb.1pb-5pb", 5 * _PB),
    Slice("vpc.interface-endpoint-gb.over-5pb"),
)


def add_lines(to: Context) -> None:
    """Add every line of the network layer."""
    network = to.sections.topology.network
    if isinstance(network, CreatedNetwork):
        if isinstance(network.egress, NatGateway):
            _nat_gateway(to)
        elif isinstance(network.egress, NatInstance):
            _nat_instance(to, network.egress)
    _endpoints(to)
    _flow_logs(to)
    _transfer(to)


def _nat_gateway(to: Context) -> None:
    count = Decimal(nat_count(to.sections.topology))
    nat = to.demand.traffic.nat
    name = f"{to.prefix}-nat-1"
    hours = Why("{} h × {}", (HOURS, many(count, "NAT gateway")))
    to.ledger.add(NAT_HOURS, name, same(HOURS * count), "nat.gateway-hour", hours)
    to.ledger.add(NAT_GB, name, nat.figures, "nat.gateway-gb", nat.why)
    _nat_addresses(to, name, count)


def _nat_instance(to: Context, egress: NatInstance) -> None:
    count = Decimal(nat_count(to.sections.topology))
    name = f"{to.prefix}-nat-instance-1"
    to.ledger.add(
        NAT_INSTANCE,
        name,
        same(HOURS * count),
        f"ec2.linux.{egress.instance_type}",
        Why("{} h × {}", (HOURS, many(count, "NAT instance"))),
        name=f"NAT instance (on-demand, {egress.instance_type})",
    )
    disk = Why("{} GB × {}", (egress.root_volume_gb, many(count, "NAT instance")))
    to.ledger.add(NAT_DISK, name, same(egress.root_volume_gb * count), "ebs.gp3.gb-month", disk)
    _nat_addresses(to, name, count)


def _nat_addresses(to: Context, name: str, count: Decimal) -> None:
    why = Why("{} h × {} in use", (HOURS, many(count, "address")))
    to.ledger.add(NAT_ADDRESS, name, same(HOURS * count), "vpc.public-ipv4.in-use-hour", why)


def _endpoints(to: Context) -> None:
    network = to.sections.topology.network
    names = [e for e in network.endpoints if e not in GATEWAY_ENDPOINTS]
    if not names:
        return
    zones, count = Decimal(network.zone_count), Decimal(len(names))
    first = f"{to.prefix}-{names[0].replace('.', '-')}"
    why = Why("{} h × {} zones × {}: {}", (HOURS, zones, many(count, "endpoint"), ", ".join(names)))
    to.ledger.add(ENDPOINT_HOURS, first, same(HOURS * zones * count), "vpc.interface-endpoint-hour", why)
    data = to.demand.traffic.endpoints
    to.ledger.graduated(ENDPOINT_GB, first, data.figures, ENDPOINT_SLICES, data.why)


def _flow_logs(to: Context) -> None:
    logs = to.sections.topology.network.flow_logs
    if logs is None:
        return
    name, records = f"{to.prefix}-flow-logs", to.demand.traffic.flow_logs
    in_s3 = logs.destination == "s3"
    delivery = "vended-s3-gb" if in_s3 else "vended-cloudwatch-gb"
    to.ledger.graduated(
        FLOW_LOG_GB if in_s3 else FLOW_LOG_GB._replace(pool="always.cloudwatch.logs-gb"),
        name,
        records.figures,
        (
            Slice(f"cloudwatch.logs.{delivery}.first-10tb", 10 * GB_PER_TB),
            Slice(f"cloudwatch.logs.{delivery}.over-10tb"),  # in no list that the book is made of: unpriced
        ),
        records.why,
        name=f"Flow logs delivered ({'S3' if in_s3 else 'CloudWatch Logs'})",
    )
    kept = records.figures.times(logs.retention_days / DAYS)
    stored = Figures(kept.floor * LOG_COMPRESSION, kept.expected * LOG_COMPRESSION, kept.ceiling)
    kind = FLOW_LOG_STORED if in_s3 else FLOW_LOG_STORED._replace(resource="aws:cloudwatch/logGroup:LogGroup")
    key = "s3.standard.gb-month.first-50tb" if in_s3 else "cloudwatch.logs.storage-gb-month"
    why = Why(
        "{} GB a month × {} of {} days × {} compressed (the ceiling: not)",
        (records.figures.expected, logs.retention_days, DAYS, LOG_COMPRESSION),
    )
    to.ledger.add(kind, name, stored, key, why)


def _transfer(to: Context) -> None:
    """Add the traffic; in an adopted network, that of our own load balancer and data store, which pay for it there."""
    topology, out, across = to.sections.topology, to.demand.traffic.internet_out, to.demand.traffic.cross_zone
    ours = isinstance(topology.network, CreatedNetwork)
    sender = Resource(INTERNET_OUT.resource, to.prefix) if ours else _balancer(topology)
    if sender is not None:
        kind = INTERNET_OUT._replace(resource=sender.type)
        to.ledger.graduated(kind, sender.name, out.figures, INTERNET_SLICES, out.why)
    between = Resource(CROSS_ZONE.resource, to.prefix) if ours else _data_store(topology)
    if between is not None:
        kind = CROSS_ZONE._replace(resource=between.type)
        to.ledger.add(kind, between.name, across.figures, "transfer.inter-az-gb-each-direction", across.why)


def _balancer(topology: Topology) -> Resource | None:
    if topology.edge.load_balancer is None:
        return None
    return Resource("aws:lb/loadBalancer:LoadBalancer", edge_names.load_balancer(topology))


def _data_store(topology: Topology) -> Resource | None:
    if topology.database is not None:
        kind = "instance:Instance" if isinstance(topology.database, InstanceDatabase) else "cluster:Cluster"
        return Resource(f"aws:rds/{kind}", f"{topology.name}-database")
    if topology.cache is None:
        return None
    nodes = isinstance(topology.cache, NodesCache)
    kind = "replicationGroup:ReplicationGroup" if nodes else "serverlessCache:ServerlessCache"
    return Resource(f"aws:elasticache/{kind}", f"{topology.name}-cache")
