"""The CDN's bill: by the gigabyte and request at the edges that serve its viewers, or a flat rate."""

from decimal import Decimal

from costing.layers.context import Context
from costing.ledger import Slice
from costing.line_item import Kind, Why
from costing.money import ONE, ZERO, Figures, same
from costing.units import GB_PER_TB, HUNDRED
from infra.aws_rules.cloudfront import EDGE_NAMES, serving_edge
from infra.aws_rules.regions import EDGES
from infra.model import edge_names
from infra.model.edge import Cdn
from infra.model.front import has_plan, through_cdn

DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
PER_10K = Decimal(100)
"""Lots of 10,000 requests in a million."""

OUT = Kind("edge/cdn/out-gb", "CDN data transfer to viewers", "GB", DISTRIBUTION, "usage", "always.cloudfront.out-gb")
REQUESTS = Kind(
    "edge/cdn/requests", "CDN requests (HTTPS)", "10k requests", DISTRIBUTION, "usage", "always.cloudfront.requests"
)
TO_ORIGIN = Kind("edge/cdn/to-origin", "CDN data transfer to the load balancer", "GB", DISTRIBUTION, "usage")
PLAN = Kind("edge/cdn/plan", "CDN flat-rate plan", "month", DISTRIBUTION, "fixed")

KINDS = (OUT, REQUESTS, TO_ORIGIN, PLAN)

ENDS = (
    ("first-10tb", 10),
    ("10-50tb", 50),
    ("50-150tb", 150),
    ("150-500tb", 500),
    ("500tb-1pb", 1024),
    ("1-5pb", 5120),
)
"""Slices of the price of data to viewers, with their ends in TB; the last has none."""


def add_lines(to: Context) -> None:
    """Add the lines of the CDN, where there is one."""
    edge, name = to.sections.topology.edge, edge_names.cdn(to.sections.topology)
    if edge.cdn is None:
        return
    if has_plan(edge):
        why = Why("one distribution; what goes over the plan is slowed down, not billed")
        label = f"{PLAN.name} ({edge.cdn.plan})"
        to.ledger.add(PLAN, name, same(ONE), f"cloudfront.flat-rate.{edge.cdn.plan}", why, name=label)
        return
    home, shares = viewers(to, edge.cdn)
    for place in sorted(shares, key=lambda one: (one != home, one)):
        _at(to, name, place, shares[place], meter="" if place == home else place)


def viewers(to: Context, cdn: Cdn) -> tuple[str, dict[str, Decimal]]:
    """Return the edge of the region's own users, and the share of viewers that each serving edge has.

    Viewers near an edge that the price class leaves out are served from one it includes.
    """
    home = serving_edge(EDGES[to.ledger.book.region], cdn.price_class)
    stated = to.sections.workload.viewers
    shares: dict[str, Decimal] = {} if stated else {home: ONE}
    for place, percent in stated.items():
        serving = serving_edge(place, cdn.price_class)
        shares[serving] = shares.get(serving, ZERO) + Decimal(percent) / HUNDRED
    return home, {place: share for place, share in shares.items() if share}


def _at(to: Context, name: str, place: str, share: Decimal, *, meter: str) -> None:
    asked, where = to.demand.edge, EDGE_NAMES[place]
    slices = (
        *(Slice(f"cloudfront.{place}.out-gb.{label}", end * GB_PER_TB) for label, end in ENDS),
        Slice(f"cloudfront.{place}.out-gb.over-5pb"),
    )
    out, why = _part(asked.cdn_out.figures, asked.cdn_out.why, share)
    to.ledger.graduated(OUT, name, out, slices, why, name=f"{OUT.name} ({where})", meter=meter)
    requests, why = _part(asked.cdn_requests.figures.times(PER_10K), asked.cdn_requests.why, share)
    lots = Why("(" + why.sentence + ") × {} lots of 10,000", (*why.values, PER_10K))
    label = f"CDN requests (HTTPS, {where})"
    to.ledger.add(REQUESTS, name, requests, f"cloudfront.{place}.https-10k", lots, name=label, meter=meter)
    if through_cdn(to.sections.topology.edge):
        _to_origin(to, name, place, share, meter=meter)


def _to_origin(to: Context, name: str, place: str, share: Decimal, *, meter: str) -> None:
    """What viewers send is billed on its way to the load balancer; what comes back from AWS is free."""
    asked = to.demand.edge
    values = (asked.balanced.expected, to.sections.workload.request_kb)
    figures, why = _part(asked.to_origin, Why("{} requests × {} KB", values), share)
    label = f"{TO_ORIGIN.name} ({EDGE_NAMES[place]})"
    to.ledger.add(TO_ORIGIN, name, figures, f"cloudfront.{place}.origin-gb", why, name=label, meter=meter)


def _part(figures: Figures, why: Why, share: Decimal) -> tuple[Figures, Why]:
    if share == ONE:
        return figures, why
    return figures.times(share), Why("(" + why.sentence + ") × {} % of viewers", (*why.values, share * HUNDRED))
