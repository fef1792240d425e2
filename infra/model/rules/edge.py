"""What AWS accepts of names, load balancer, CDN, site and firewall, and what these demand of each other."""

from collections.abc import Iterator, Sequence

from infra.aws_rules import acm, load_balancer, regions, route53, waf
from infra.model.edge import Edge, Route53
from infra.model.front import has_plan, only_from_cdn, through_cdn
from infra.model.problems import Path, Problem
from infra.model.rules.common import Where, broken


def problems(edge: Edge, where: Where) -> Iterator[Problem]:
    """Yield what is wrong with an edge by itself, paths below `edge`."""
    yield from _missing_ends(edge)
    yield from _names(edge)
    if edge.cdn is not None:
        yield from _paths(edge)
        yield from _plan(edge, where)
    if edge.site is not None and edge.site.fallback_page is not None and "*" in edge.site.fallback_page:
        yield from broken(("site", "fallbackPage"), edge.site.fallback_page, "is a pattern, not one page")
    if edge.waf is not None:
        yield from _waf(edge)


def _missing_ends(edge: Edge) -> Iterator[Problem]:
    """What stands in front of something needs it, and something in front of what viewers cannot reach alone."""
    if edge.site is not None and edge.cdn is None:
        yield Problem(("site",), "needs a cdn: its bucket is private; write cdn: {}")
    if edge.cdn is None:
        if only_from_cdn(edge):
            yield Problem(("loadBalancer", "acceptFrom"), "'cdn' needs a cdn; write cdn: {}, or internet")
        return
    if edge.load_balancer is None:
        if edge.site is None:
            yield Problem(("cdn",), "has nothing to serve: it needs a site or a loadBalancer")
        for key, paths in _path_lists(edge):
            if paths:
                yield Problem(("cdn", key), "needs a loadBalancer")
    elif edge.site is not None and only_from_cdn(edge) and not any(paths for _, paths in _path_lists(edge)):
        cure = 'name its paths in cdn.loadBalancerPaths, such as ["/api/*"]'
        yield Problem(("loadBalancer", "acceptFrom"), f"'cdn' leaves no way to the services: {cure}")


def _path_lists(edge: Edge) -> tuple[tuple[str, tuple[str, ...]], ...]:
    cdn = edge.cdn
    return (("loadBalancerPaths", cdn.load_balancer_paths), ("cachedPaths", cdn.cached_paths)) if cdn else ()


def _names(edge: Edge) -> Iterator[Problem]:
    """Names need a DNS and a certificate, and each points at one thing."""
    balancer = edge.load_balancer.host_names if edge.load_balancer else ()
    for layer, names in (("loadBalancer", balancer), ("cdn", edge.cdn.host_names if edge.cdn else ())):
        path = (layer, "hostNames")
        if names and edge.dns is None:
            cure = "write dns: { kind: route53, zone: … }, or external"
            yield Problem(path, f"needs dns, to prove the certificate and to point here: {cure}")
        yield from broken(path, ", ".join(names), acm.names_problem(names))
        if names and names[0].startswith("*."):
            yield from broken((*path, 0), names[0], "cannot come first: the first name stands in URLs")
        for place, name in enumerate(names):
            yield from _name(edge, (*path, place), name, names[:place])
            if layer == "cdn" and name in balancer:
                cure = "give the load balancer a name of its own, such as origin.…"
                yield from broken((*path, place), name, f"points at the load balancer already; {cure}")


def _name(edge: Edge, path: Path, name: str, before: Sequence[str]) -> Iterator[Problem]:
    yield from broken(path, name, route53.domain_problem(name, wildcard=True))
    if name in before:
        yield from broken(path, name, "is named twice")
    if isinstance(edge.dns, Route53) and not route53.within(name, edge.dns.zone):
        yield from broken(path, name, f"is not in the zone {edge.dns.zone}")


def _paths(edge: Edge) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for key, paths in _path_lists(edge):
        for place, path in enumerate(paths):
            yield from broken(("cdn", key, place), path, load_balancer.path_problem(path))
            if path in seen:
                yield from broken(("cdn", key, place), path, f"is in {seen[path]} already")
            elif path == "/*" and edge.site is not None:
                cure = "narrow it, such as /api/*, or leave the site out"
                yield from broken(("cdn", key, place), path, f"leaves nothing to the site; {cure}")
            seen.setdefault(path, key)


def _plan(edge: Edge, where: Where) -> Iterator[Problem]:
    """A plan is one distribution's with one domain; AWS sells none in other partitions."""
    cdn = edge.cdn
    if cdn is None or not has_plan(edge):
        return
    partition = regions.partition(where.region)
    if partition != "aws":
        yield from broken(("cdn", "plan"), cdn.plan, f"is not sold in {partition}")


def _waf(edge: Edge) -> Iterator[Problem]:
    firewall = edge.waf
    if firewall is None:
        return
    ends = {"loadBalancer": edge.load_balancer, "cdn": edge.cdn}
    if ends[firewall.attach_to] is None:
        there = [name for name, part in ends.items() if part is not None]
        cure = f"attach it to the {there[0]}" if there else "there is neither a loadBalancer nor a cdn"
        yield from broken(("waf", "attachTo"), firewall.attach_to, f"is not there; {cure}")
    if firewall.rate_limit_per_5_minutes is None and not firewall.managed_rules:
        yield Problem(("waf",), "stops nothing: give rateLimitPer5Minutes, managedRules or both")
    for place, group in enumerate(firewall.managed_rules):
        if group in firewall.managed_rules[:place]:
            yield from broken(("waf", "managedRules", place), group, "is named twice")
    if firewall.rate_limit_per_5_minutes and firewall.attach_to == "loadBalancer" and through_cdn(edge):
        cure = "behind the CDN every request comes from CloudFront's addresses; attachTo: cdn"
        yield Problem(("waf", "rateLimitPer5Minutes"), f"would count all viewers as a few: {cure}")
    units = waf.capacity(firewall.managed_rules, rate_limited=firewall.rate_limit_per_5_minutes is not None)
    if units > waf.WCU_INCLUDED:
        yield from broken(
            ("waf", "managedRules"), units, f"capacity units are above the {waf.WCU_INCLUDED} of the price"
        )
