"""The site's bill: what its bucket holds, what the CDN fetches from it, and the function that picks the page."""

from costing.demand.edge import site_gb
from costing.layers.context import Context
from costing.line_item import Kind, Why
from costing.money import ZERO, Figures
from costing.units import MILLION, THOUSAND
from infra.model import edge_names
from infra.model.front import has_plan, rewrites_paths

BUCKET, FUNCTION_TYPE = "aws:s3/bucket:Bucket", "aws:cloudfront/function:Function"

STORED = Kind("edge/site/stored", "Site stored", "GB-month", BUCKET, "usage")
GET = Kind("edge/site/get", "Site files fetched by the CDN", "1k requests", BUCKET, "usage")
FUNCTION = Kind(
    "edge/site/function",
    "Fallback page (CDN function)",
    "1M invocations",
    FUNCTION_TYPE,
    "usage",
    "cloudfront.function-invocations",
)

KINDS = (STORED, GET, FUNCTION)


def add_lines(to: Context) -> None:
    """Add the lines of the site, where there is one."""
    topology = to.sections.topology
    if topology.edge.site is None:
        return
    name, stored = edge_names.site(topology), site_gb(to.sections)
    to.ledger.add(STORED, name, stored, "s3.standard.gb-month.first-50tb", Why("{} GB", (stored.expected,)))
    visits, fetched = to.sections.workload.site, to.demand.edge.site_requests
    asked = visits.visits_per_month * visits.requests_per_visit if visits else ZERO
    why = Why("{} requests × (1 − {} % from the cache) / 1,000", (asked, to.sections.workload.cdn_hit_percent))
    to.ledger.add(GET, name, fetched.times(1 / THOUSAND), "s3.standard.get-1k", why)
    if rewrites_paths(topology.edge) and not has_plan(topology.edge):
        each = Why("{} requests of the site / 1,000,000", (asked,))
        millions = asked / MILLION
        to.ledger.add(FUNCTION, name, Figures(ZERO, millions, millions), "cloudfront.function-1m", each)
