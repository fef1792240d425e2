"""The load balancer's bill: hours, capacity, addresses, access logs."""

from decimal import Decimal

from costing.assumptions import ALB_LOG_BYTES, LOG_FILES
from costing.layers.context import Context
from costing.line_item import Kind, Why
from costing.money import same
from costing.units import BYTES_PER_GB, DAYS, HOURS, THOUSAND
from costing.words import many
from infra.model import edge_names

BALANCER, BUCKET = "aws:lb/loadBalancer:LoadBalancer", "aws:s3/bucket:Bucket"

LOAD_BALANCER = Kind("edge/load-balancer/hours", "Load balancer", "hour", BALANCER, "fixed")
CAPACITY = Kind("edge/load-balancer/capacity", "Load balancer capacity units", "LCU-hour", BALANCER, "usage")
ADDRESS = Kind("edge/load-balancer/public-address", "Public IPv4 address (load balancer)", "hour", BALANCER, "fixed")
LOGS_STORED = Kind("edge/access-logs/stored", "Access logs stored", "GB-month", BUCKET, "usage")
LOGS_PUT = Kind("edge/access-logs/put", "Access logs written", "1k requests", BUCKET, "fixed")

KINDS = (LOAD_BALANCER, CAPACITY, ADDRESS, LOGS_STORED, LOGS_PUT)


def add_lines(to: Context) -> None:
    """Add the lines of the load balancer, where there is one."""
    topology = to.sections.topology
    balancer = topology.edge.load_balancer
    if balancer is None:
        return
    name, zones = edge_names.load_balancer(topology), Decimal(topology.network.zone_count)
    to.ledger.add(LOAD_BALANCER, name, same(HOURS), "alb.hour", Why("{} h", (HOURS,)))
    capacity, decides = to.demand.edge.capacity, to.demand.edge.decides
    to.ledger.add(
        CAPACITY,
        name,
        capacity.figures.times(HOURS),
        "alb.lcu-hour",
        Why("(" + capacity.why.sentence + ") × {} h", (*capacity.why.values, HOURS)),
        name=f"{CAPACITY.name} (by {decides})",
    )
    why = Why("{} h × {}, one address each; more while it scales", (HOURS, many(zones, "zone")))
    to.ledger.add(ADDRESS, name, same(HOURS * zones), "vpc.public-ipv4.in-use-hour", why)
    if balancer.access_log_days is not None:
        _access_logs(to, Decimal(balancer.access_log_days), zones)


def _access_logs(to: Context, days: Decimal, zones: Decimal) -> None:
    """Delivery is free; what is kept, and the files that each node writes every five minutes, are not."""
    name, requests = edge_names.access_logs(to.sections.topology), to.demand.edge.balanced
    stored = requests.times(ALB_LOG_BYTES / BYTES_PER_GB * days / DAYS)
    why = Why("{} requests × {} bytes × {} of {} days", (requests.expected, ALB_LOG_BYTES, days, DAYS))
    to.ledger.add(LOGS_STORED, name, stored, "s3.standard.gb-month.first-50tb", why)
    files = Why("{} files a month × {} / 1,000", (LOG_FILES, many(zones, "zone")))
    to.ledger.add(LOGS_PUT, name, same(LOG_FILES * zones / THOUSAND), "s3.standard.put-1k", files)
