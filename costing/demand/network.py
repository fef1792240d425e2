"""Traffic that the network layer is billed for."""

from decimal import Decimal
from typing import NamedTuple

from costing import assumptions
from costing.demand.derived import Derived, derived, none
from costing.line_item import Why
from costing.money import NOTHING, Figures, sum_of
from costing.units import BYTES_PER_GB, HUNDRED, KB_PER_GB, MINUTES
from infra.model.front import through_cdn
from infra.model.network import CreatedNetwork, FlowLogs, NatGateway, NatInstance, NoEgress
from infra.model.stack import Sections

GATEWAY_ENDPOINTS = ("s3", "dynamodb")
LOGS = "logs"


class ServiceFlow(NamedTuple):
    """What one service sends and fetches in a month, in GB, and how many network interfaces it holds."""

    upstream_in: Figures
    upstream_out: Figures
    images: Figures
    interfaces: Figures


class Flows(NamedTuple):
    """What the network needs to know of everything else.

    Attributes:
        requests: a month, of the whole application.
        services: traffic of each service with the outside.
        logs: GB of logs that tasks send a month.
        interfaces: network interfaces of all that is no service.
        database_kb, cache_kb: moved between services and data stores for one request.
    """

    requests: Figures
    services: tuple[ServiceFlow, ...]
    logs: Figures
    interfaces: Decimal
    database_kb: Decimal
    cache_kb: Decimal


class Traffic(NamedTuple):
    """Monthly gigabytes of the network layer."""

    nat: Derived
    internet_out: Derived
    endpoints: Derived
    cross_zone: Derived
    flow_logs: Derived


def traffic(sections: Sections, flows: Flows) -> Traffic:
    """Return the gigabytes that a tier moves through its network."""
    nat = _nat(sections, flows)
    return Traffic(
        nat,
        _internet_out(sections, flows),
        _endpoints(sections, flows),
        _cross_zone(sections, flows, nat),
        _flow_logs(sections, flows),
    )


def _nat(sections: Sections, flows: Flows) -> Derived:
    """Everything that leaves private subnets but for what endpoints carry, both ways."""
    network, given = sections.topology.network, sections.usage.network.nat_gb
    if not isinstance(network, CreatedNetwork) or not isinstance(network.egress, (NatGateway, NatInstance)):
        return none("network.natGb")
    upstream = sum_of(s.upstream_in.plus(s.upstream_out) for s in flows.services)
    logs = NOTHING if LOGS in network.endpoints else flows.logs
    images = NOTHING if "s3" in network.endpoints else sum_of(s.images for s in flows.services)
    why = Why(
        "{} GB with other hosts, {} GB of logs, {} GB of images",
        (upstream.expected, logs.expected, images.expected),
    )
    return derived("network.natGb", upstream.plus(logs).plus(images), why, given)


def _internet_out(sections: Sections, flows: Flows) -> Derived:
    """Responses that do not go by the CDN, and what services send to other hosts where there is a way out."""
    topology, workload = sections.topology, sections.workload
    upstream = sum_of(s.upstream_out for s in flows.services if not _is_closed(sections))
    given = sections.usage.network.internet_out_gb
    if topology.edge.load_balancer is None or through_cdn(topology.edge):
        why = Why("{} GB sent to other hosts; responses leave by no address of this network", (upstream.expected,))
        return derived("network.internetOutGb", upstream, why, given)
    responses = flows.requests.times(workload.response_kb / KB_PER_GB)
    why = Why(
        "{} requests × {} KB = {} GB, and {} GB sent to other hosts",
        (flows.requests.expected, workload.response_kb, responses.expected, upstream.expected),
    )
    return derived("network.internetOutGb", responses.plus(upstream), why, given)


def _endpoints(sections: Sections, flows: Flows) -> Derived:
    """What interface endpoints carry: logs, and with no other way out everything else."""
    network, given = sections.topology.network, sections.usage.network.endpoint_gb
    interface = [e for e in network.endpoints if e not in GATEWAY_ENDPOINTS]
    if not interface:
        return none("network.endpointGb")
    logs = flows.logs if LOGS in interface else NOTHING
    upstream = sum_of(s.upstream_in.plus(s.upstream_out) for s in flows.services if _is_closed(sections))
    why = Why("{} GB of logs, {} GB with AWS services", (logs.expected, upstream.expected))
    return derived("network.endpointGb", logs.plus(upstream), why, given)


def _is_closed(sections: Sections) -> bool:
    """Return whether endpoints are the only way out of the network."""
    network = sections.topology.network
    return isinstance(network, CreatedNetwork) and isinstance(network.egress, NoEgress)


def _cross_zone(sections: Sections, flows: Flows, nat: Derived) -> Derived:
    """Traffic between zones, counted once out and once in.

    With z zones a partner sits in another zone (z - 1) / z of the time. Load balancer to target, and the copies of
    Multi-AZ and replicas, are free.
    """
    network, given = sections.topology.network, sections.usage.network.cross_zone_gb
    data = flows.requests.times((flows.database_kb + flows.cache_kb) / KB_PER_GB)
    egress = network.egress if isinstance(network, CreatedNetwork) else None
    one_gateway = isinstance(egress, (NatGateway, NatInstance)) and not egress.per_zone
    through = nat.figures if one_gateway else NOTHING
    zones = Decimal(network.zone_count)
    crossing = data.plus(through).times(2 * (zones - 1) / zones)
    why = Why(
        "2 × ({} GB with data stores + {} GB to the one NAT) × {}/{}",
        (data.expected, through.expected, zones - 1, zones),
    )
    return derived("network.crossZoneGb", crossing, why, given)


def _flow_logs(sections: Sections, flows: Flows) -> Derived:
    """Records of connections, and of what every network interface says without any."""
    logs, given = sections.topology.network.flow_logs, sections.usage.network.flow_log_gb
    if logs is None:
        return none("network.flowLogGb")
    interfaces = sum_of(s.interfaces for s in flows.services).plus(Figures(*(flows.interfaces,) * 3))
    idle = interfaces.times(assumptions.FLOW_RECORDS_PER_INTERFACE_MINUTE * MINUTES)
    connections = _recorded(flows.requests.times(Decimal(sections.workload.new_connection_percent) / HUNDRED), logs)
    records = connections.times(assumptions.FLOW_RECORDS_PER_CONNECTION).plus(idle)
    why = Why(
        "{} interfaces × {} records a minute and {} connections × {} records, {} bytes each",
        (
            interfaces.expected,
            assumptions.FLOW_RECORDS_PER_INTERFACE_MINUTE,
            connections.expected,
            assumptions.FLOW_RECORDS_PER_CONNECTION,
            assumptions.FLOW_RECORD_BYTES,
        ),
    )
    return derived("network.flowLogGb", records.times(assumptions.FLOW_RECORD_BYTES / BYTES_PER_GB), why, given)


def _recorded(connections: Figures, logs: FlowLogs) -> Figures:
    """Clients' connections are accepted ones; a log of rejected traffic does not hold them."""
    return NOTHING if logs.traffic == "reject" else connections
