"""The firewall's bill: the web ACL, its rules, and every request it looks at."""

from decimal import Decimal

from costing.layers.context import Context
from costing.line_item import Kind, Why
from costing.money import ONE, same
from infra.model import edge_names
from infra.model.edge import Waf
from infra.model.front import has_plan

WEB_ACL = "aws:wafv2/webAcl:WebAcl"

ACL = Kind("edge/waf/acl", "Web ACL", "web ACL-month", WEB_ACL, "fixed")
RULES = Kind("edge/waf/rules", "Web ACL rules", "rule-month", WEB_ACL, "fixed")
REQUESTS = Kind("edge/waf/requests", "Requests inspected by the web ACL", "1M requests", WEB_ACL, "usage")

KINDS = (ACL, RULES, REQUESTS)


def add_lines(to: Context) -> None:
    """Add the lines of the firewall; in front of a CDN on a flat-rate plan it is part of the plan."""
    topology = to.sections.topology
    firewall = topology.edge.waf
    if firewall is None or (firewall.attach_to == "cdn" and has_plan(topology.edge)):
        return
    name, prefix = edge_names.firewall(topology), "waf.cloudfront" if firewall.attach_to == "cdn" else "waf"
    where = "CDN" if firewall.attach_to == "cdn" else "load balancer"
    to.ledger.add(ACL, name, same(ONE), f"{prefix}.web-acl-month", Why("one, at the " + where))
    rate = 1 if firewall.rate_limit_per_5_minutes is not None else 0
    groups = len(firewall.managed_rules)
    why = Why("{} by rate + {} managed groups, each of which counts as one", (rate, groups))
    to.ledger.add(RULES, name, same(rules(firewall)), f"{prefix}.rule-month", why)
    inspected = to.demand.edge.inspected
    to.ledger.add(REQUESTS, name, inspected.figures, f"{prefix}.requests-1m", inspected.why)


def rules(firewall: Waf) -> Decimal:
    """Return how many rules a web ACL is billed for."""
    return Decimal(len(firewall.managed_rules) + (firewall.rate_limit_per_5_minutes is not None))
