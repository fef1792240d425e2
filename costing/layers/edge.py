"""The edge's bill: load balancer, CDN, firewall, names and site."""

from costing.layers import edge_balancer, edge_cdn, edge_dns, edge_site, edge_waf
from costing.layers.context import Context

PARTS = (edge_balancer, edge_cdn, edge_waf, edge_dns, edge_site)
"""In the order of the way in."""

KINDS = tuple(kind for part in PARTS for kind in part.KINDS)


def add_lines(to: Context) -> None:
    """Add every line of the edge."""
    for part in PARTS:
        part.add_lines(to)
