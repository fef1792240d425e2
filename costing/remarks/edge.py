"""Remarks on the way in: what goes unencrypted, what a flat-rate plan does not cover, what the user has to do."""

from collections.abc import Iterator

from costing.demand.tier import Demand
from costing.line_item import shown
from infra.aws_rules.cloudfront import FREE_PLANS_MAX, PLANS
from infra.model.edge import Edge, ExternalDns, Route53
from infra.model.edge_names import hosts
from infra.model.front import has_plan, is_apex, serves_https, through_cdn
from infra.model.stack import Sections
from infra.model.topology import Topology


def remarks(sections: Sections, asked: Demand) -> Iterator[str]:
    """Yield what should be known of the edge."""
    topology = sections.topology
    edge = topology.edge
    if edge.load_balancer is not None and not serves_https(edge):
        yield _plain_http(edge)
    yield from _dns(topology)
    if has_plan(edge):
        yield from _plan(edge, asked)


def _plain_http(edge: Edge) -> str:
    if through_cdn(edge):
        return (
            "the CDN calls the load balancer by plain HTTP: give edge.loadBalancer.hostNames a name for a certificate"
        )
    if isinstance(edge.dns, ExternalDns) and edge.load_balancer and edge.load_balancer.host_names:
        return (
            "the load balancer serves plain HTTP until edge.dns.recordsInPlace is true: make the records in dnsRecords"
        )
    return "the load balancer serves plain HTTP: edge.loadBalancer.hostNames and edge.dns give it a certificate"


def _dns(topology: Topology) -> Iterator[str]:
    dns = topology.edge.dns
    if isinstance(dns, Route53) and dns.create_zone and hosts(topology):
        yield (
            f"the first up waits for its certificates until the registrar of {dns.zone} names the new zone's servers; "
            "it prints them (nameServers) as soon as the zone is there"
        )
    if isinstance(dns, ExternalDns):
        for name in filter(is_apex, hosts(topology)):
            yield (
                f"{name} is a domain's own name, where no CNAME may stand, and what serves it has no fixed address: "
                "make an ALIAS or ANAME record where its DNS has them, or take a name below it, or edge.dns route53"
            )


def _plan(edge: Edge, asked: Demand) -> Iterator[str]:
    """Above a plan AWS slows a distribution down; it bills nothing more."""
    name = edge.cdn.plan if edge.cdn else ""
    plan = PLANS[name]
    told: list[str] = []
    for label, figures, limit in (
        ("million requests", asked.edge.cdn_requests.figures, plan.requests_million),
        ("GB to viewers", asked.edge.cdn_out.figures, plan.transfer_gb),
    ):
        for word, figure in (("expected", figures.expected), ("at peak all month", figures.ceiling)):
            if figure > limit:
                told.append(f"{shown(figure)} {label} {word}, {limit} included")
                break
    if told:
        yield f"the CDN's plan {name} is too small ({'; '.join(told)}): AWS slows the distribution down"
    if name == "free":
        yield f"an account may have {FREE_PLANS_MAX} distributions on the CDN's plan free"
