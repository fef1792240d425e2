"""The bill of names: hosted zone, queries, and certificates that cost nothing."""

from decimal import Decimal

from costing.layers.context import Context
from costing.ledger import Slice
from costing.line_item import Kind, Why
from costing.money import ONE, same
from costing.words import many
from infra.model import edge_names
from infra.model.edge import Edge, Route53
from infra.model.front import has_plan

ZONE_TYPE, RECORD_TYPE = "aws:route53/zone:Zone", "aws:route53/record:Record"

ZONE = Kind("edge/dns/zone", "Hosted zone", "zone-month", ZONE_TYPE, "fixed")
QUERIES = Kind("edge/dns/queries", "DNS queries", "1M queries", ZONE_TYPE, "usage")
CERTIFICATE = Kind("edge/certificate", "Public certificate", "certificate", "aws:acm/certificate:Certificate", "fixed")

KINDS = (ZONE, QUERIES, CERTIFICATE)

BILLION = Decimal(1000)
"""In millions of queries."""


def add_lines(to: Context) -> None:
    """Add the lines of DNS and certificates."""
    edge = to.sections.topology.edge
    if isinstance(edge.dns, Route53):
        _route53(to, edge, edge.dns)
    names = [part.host_names for part in (edge.load_balancer, edge.cdn) if part is not None and part.host_names]
    if names:
        first = edge_names.certificates(to.sections.topology)[0]
        why = Why("{}; certificates that AWS's own services use are free", (many(Decimal(len(names)), "certificate"),))
        to.ledger.add(CERTIFICATE, first, same(Decimal(len(names))), "acm.public-certificate", why)


def _route53(to: Context, edge: Edge, dns: Route53) -> None:
    """A zone that somebody else made is on somebody else's bill, but what is asked of it may be stated here."""
    topology, queries = to.sections.topology, to.demand.edge.queries
    if dns.create_zone and has_plan(edge):
        return
    slices = (
        Slice("route53.queries-standard-1m.first-1b", BILLION),
        Slice("route53.queries-standard-1m.over-1b"),
    )
    if dns.create_zone:
        zone = edge_names.zone(topology)
        to.ledger.add(ZONE, zone, same(ONE), "route53.hosted-zone-month.first-25", Why("the zone " + dns.zone))
        to.ledger.graduated(QUERIES, zone, queries.figures, slices, queries.why)
    elif queries.given and (hosts := edge_names.hosts(topology)):
        kind = QUERIES._replace(resource=RECORD_TYPE)
        to.ledger.graduated(kind, edge_names.record(topology, hosts[0]), queries.figures, slices, queries.why)
