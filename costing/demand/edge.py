"""What viewers ask of load balancer, CDN, firewall, DNS and site in a month."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from costing.assumptions import SITE_GB, Assumption
from costing.demand.derived import Derived, derived, none
from costing.demand.requests import Requests, share_at_load_balancer
from costing.line_item import Why
from costing.money import NOTHING, ONE, ZERO, Figures, same
from costing.units import HOURS, HUNDRED, KB_PER_GB, MILLION
from infra.aws_rules import load_balancer
from infra.model.edge import Route53
from infra.model.front import through_cdn
from infra.model.routes import listener_rules
from infra.model.stack import Sections
from infra.model.topology import Topology
from infra.model.workload import SiteWorkload, Workload


class Share(NamedTuple):
    """Capacity units that one request a second takes by one of the four dimensions."""

    units: Decimal
    dimension: str


class EdgeDemand(NamedTuple):
    """The edge's month.

    Attributes:
        balanced: requests that reach the load balancer.
        capacity: capacity units of the load balancer, as a mean over the month.
        decides: the dimension that decides them.
        cdn_requests: that the CDN answers, in millions.
        cdn_out: GB from the CDN to viewers.
        to_origin: GB that viewers send through the CDN to the load balancer.
        inspected: requests that the firewall looks at, in millions.
        queries: of DNS, in millions.
        site_requests: that reach the site's bucket.
    """

    balanced: Figures
    capacity: Derived
    decides: str
    cdn_requests: Derived
    cdn_out: Derived
    to_origin: Figures
    inspected: Derived
    queries: Derived
    site_requests: Figures

    @property
    def derived(self) -> tuple[Derived, ...]:
        """Every quantity that a given one may contradict."""
        return (self.capacity, self.cdn_requests, self.cdn_out, self.inspected, self.queries)


NO_SITE = SiteWorkload.model_construct()
NOT_STATED = "not stated"


def edge_demand(sections: Sections, requests: Requests) -> EdgeDemand:
    """Return what the edge of a tier has to carry."""
    edge, given = sections.topology.edge, sections.usage.edge
    share = share_at_load_balancer(edge, sections.workload)
    balanced = requests.monthly.times(share)
    by_cdn = requests.monthly if through_cdn(edge) else NOTHING
    largest = max(capacity_shares(sections), key=lambda one: one.units)
    answered = _cdn_requests(sections, by_cdn)
    return EdgeDemand(
        balanced,
        _capacity(sections, requests, share, largest),
        largest.dimension,
        answered,
        _cdn_out(sections, by_cdn),
        (balanced if through_cdn(edge) else NOTHING).times(sections.workload.request_kb / KB_PER_GB),
        _inspected(sections, balanced, answered),
        _queries(sections.topology, given.dns_queries_million),
        _site_requests(sections),
    )


def capacity_shares(sections: Sections) -> tuple[Share, ...]:
    """Return the four dimensions of a capacity unit for one request a second; the largest is billed.

    Each grows in step with the requests, so that one of them decides in every hour of the month. Connections that
    are open follow from Little's law: new ones a second times the seconds they stay, the idle timeout at most.
    Source: AWS, Elastic Load Balancing pricing, "LCU details".
    """
    topology, workload = sections.topology, sections.workload
    balancer = topology.edge.load_balancer
    new = Decimal(workload.new_connection_percent) / HUNDRED
    idle = Decimal(balancer.idle_timeout_seconds) if balancer else ZERO
    gb_per_hour = (workload.request_kb + workload.response_kb) * 3600 / KB_PER_GB
    beyond = max(0, len(listener_rules(topology)) - load_balancer.RULES_FREE)
    return (
        Share(new / load_balancer.LCU_NEW_CONNECTIONS, "new connections"),
        Share(new * idle / load_balancer.LCU_ACTIVE_CONNECTIONS, "active connections"),
        Share(gb_per_hour / load_balancer.LCU_GB_PER_HOUR, "processed bytes"),
        Share(Decimal(beyond) / load_balancer.LCU_RULES_PER_SECOND, "rule evaluations"),
    )


def _capacity(sections: Sections, requests: Requests, share: Decimal, largest: Share) -> Derived:
    """Return mean capacity units: of every part of the month, and of the peak all month."""
    given = sections.usage.edge.capacity_units
    if sections.topology.edge.load_balancer is None:
        return none("edge.capacityUnits")
    mean = sum((part.hours * part.per_second for part in requests.profile), ZERO) / HOURS * share
    most = max(requests.peak * share, mean)
    why = Why(
        "{} a second × {} units for each (by " + largest.dimension + ", the largest of four)",
        (mean, largest.units),
    )
    figures = Figures(ZERO, mean * largest.units, most * largest.units)
    return derived("edge.capacityUnits", figures, why, given)


def _visits(sections: Sections) -> SiteWorkload:
    return (sections.workload.site if sections.topology.edge.site is not None else None) or NO_SITE


def _cdn_requests(sections: Sections, by_cdn: Figures) -> Derived:
    if sections.topology.edge.cdn is None:
        return none("edge.cdnRequestsMillion")
    visits = _visits(sections)
    site = visits.visits_per_month * visits.requests_per_visit
    why = Why(
        "({} requests to services + {} visits × {} requests) / 1,000,000",
        (by_cdn.expected, visits.visits_per_month, visits.requests_per_visit),
    )
    figures = by_cdn.plus(Figures(ZERO, site, site)).times(1 / MILLION)
    return derived("edge.cdnRequestsMillion", figures, why, sections.usage.edge.cdn_requests_million)


def _cdn_out(sections: Sections, by_cdn: Figures) -> Derived:
    if sections.topology.edge.cdn is None:
        return none("edge.cdnOutGb")
    visits, response = _visits(sections), sections.workload.response_kb
    site = visits.visits_per_month * visits.kb_per_visit / KB_PER_GB
    why = Why(
        "({} requests × {} KB + {} visits × {} KB) / {} KB",
        (by_cdn.expected, response, visits.visits_per_month, visits.kb_per_visit, KB_PER_GB),
    )
    figures = by_cdn.times(response / KB_PER_GB).plus(Figures(ZERO, site, site))
    return derived("edge.cdnOutGb", figures, why, sections.usage.edge.cdn_out_gb)


def _inspected(sections: Sections, balanced: Figures, answered: Derived) -> Derived:
    """Every request at the end where the firewall stands."""
    firewall, given = sections.topology.edge.waf, sections.usage.edge.waf_requests_million
    if firewall is None:
        return none("edge.wafRequestsMillion")
    at_cdn = firewall.attach_to == "cdn"
    figures = answered.figures if at_cdn else balanced.times(1 / MILLION)
    why = Why("{} million requests at the " + ("CDN" if at_cdn else "load balancer"), (figures.expected,))
    return derived("edge.wafRequestsMillion", figures, why, given)


def _queries(topology: Topology, given: Decimal | None) -> Derived:
    if not isinstance(topology.edge.dns, Route53):
        return none("edge.dnsQueriesMillion")
    return derived("edge.dnsQueriesMillion", NOTHING, Why("queries for aliases of AWS's own are free"), given)


def _site_requests(sections: Sections) -> Figures:
    """Return the requests that the CDN cannot answer from its cache."""
    visits = _visits(sections)
    missed = ONE - Decimal(sections.workload.cdn_hit_percent) / HUNDRED
    count = visits.visits_per_month * visits.requests_per_visit * missed
    return Figures(ZERO, count, count)


def site_gb(sections: Sections) -> Figures:
    """Return what the site's bucket holds."""
    stored = _visits(sections).stored_gb
    return same(SITE_GB if stored is None else stored)


def edge_assumptions(sections: Sections) -> Iterator[Assumption]:
    """Yield the figures that stand in for the workload's of viewers."""
    edge, rate = sections.topology.edge, sections.workload.requests_per_second
    if edge.load_balancer is not None and (rate.average or rate.peak):
        yield from _of_requests(sections.workload)
    if edge.cdn is not None:
        yield from _of_cdn(sections.workload)
    if edge.site is not None:
        yield from _of_site(sections.workload)


def _of_requests(workload: Workload) -> Iterator[Assumption]:
    said = workload.model_fields_set
    if "request_kb" not in said:
        yield Assumption("size of a request", f"{workload.request_kb} KB", NOT_STATED, "workload.requestKb")
    if "response_kb" not in said:
        yield Assumption("size of a response", f"{workload.response_kb} KB", NOT_STATED, "workload.responseKb")
    if "new_connection_percent" not in said:
        value = f"{workload.new_connection_percent} % of requests"
        yield Assumption("new connections", value, "the rest keep theirs", "workload.newConnectionPercent")


def _of_cdn(workload: Workload) -> Iterator[Assumption]:
    if "cdn_hit_percent" not in workload.model_fields_set:
        value = f"{workload.cdn_hit_percent} %"
        yield Assumption("answered from the CDN's cache", value, NOT_STATED, "workload.cdnHitPercent")
    if not workload.viewers:
        yield Assumption("viewers", "at the region's own edge", NOT_STATED, "workload.viewers")


def _of_site(workload: Workload) -> Iterator[Assumption]:
    if workload.site is None:
        yield Assumption("visits to the site", "0 a month", NOT_STATED, "workload.site.visitsPerMonth")
    if workload.site is None or workload.site.stored_gb is None:
        yield Assumption("size of the site", f"{SITE_GB} GB", NOT_STATED, "workload.site.storedGb")
