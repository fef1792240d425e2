"""The way in, as pure facts of the edge: which listeners there are, what passes the CDN, under which names."""

from infra.model.edge import Edge, ExternalDns, Route53

HTTP, HTTPS = 80, 443
SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "net", "org"})
"""What countries register names below, as in co.uk; registries have rarer ones."""


def records_in_place(edge: Edge) -> bool:
    """Return whether names resolve: in Route 53 the program makes the records, elsewhere the user says so."""
    return isinstance(edge.dns, Route53) or (isinstance(edge.dns, ExternalDns) and edge.dns.records_in_place)


def serves_https(edge: Edge) -> bool:
    """Return whether the load balancer has names with a certificate that can be issued."""
    balancer = edge.load_balancer
    return balancer is not None and bool(balancer.host_names) and records_in_place(edge)


def only_from_cdn(edge: Edge) -> bool:
    """Return whether the load balancer answers CloudFront alone."""
    return edge.load_balancer is not None and edge.load_balancer.accept_from == "cdn"


def listener_ports(edge: Edge) -> tuple[int, ...]:
    """Return the ports the load balancer listens on, the one that serves last.

    Viewers who come by HTTP are sent on to HTTPS. CloudFront calls one port only: its list of addresses counts as 55
    of the 60 rules a security group may have, so that it cannot be let in by two.
    """
    if edge.load_balancer is None:
        return ()
    if not serves_https(edge):
        return (HTTP,)
    return (HTTPS,) if only_from_cdn(edge) else (HTTP, HTTPS)


def through_cdn(edge: Edge) -> bool:
    """Return whether requests to the services pass the CDN before the load balancer."""
    cdn, balancer = edge.cdn, edge.load_balancer
    if cdn is None or balancer is None:
        return False
    return only_from_cdn(edge) or bool(cdn.load_balancer_paths or cdn.cached_paths) or edge.site is None


def rewrites_paths(edge: Edge) -> bool:
    """Return whether the fallback page must be picked from the path, before anything is looked up.

    A distribution's answers to errors hold for all it serves: in front of services they would turn an API's 404 into
    the site's page. Alone, the site is answered by them, which cost nothing.
    """
    return edge.site is not None and edge.site.fallback_page is not None and through_cdn(edge)


def has_plan(edge: Edge) -> bool:
    """Return whether the CDN is on a flat-rate plan."""
    return edge.cdn is not None and edge.cdn.plan != "payAsYouGo"


def is_apex(name: str) -> bool:
    """Tell whether a name is most likely a domain's own, which takes no CNAME in a foreign DNS.

    Two labels, or three of which the last two are a country's such as co.uk.
    """
    labels = name.split(".")
    by_country = (
        len(labels) == 3 and len(labels[2]) == 2 and labels[1] in {"ac", "co", "com", "edu", "gov", "net", "org"}
    )
    return len(labels) == 2 or by_country
