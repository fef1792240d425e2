"""Moves of the edge: names, load balancer, CDN, site and firewall."""

from costing.planner.moves.move import Row, Seen, added, removed

BALANCER = "aws:lb/loadBalancer:LoadBalancer"
DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
FIREWALL = "aws:wafv2/webAcl:WebAcl"

DNS = 'Amazon Route 53 Developer Guide, "Working with hosted zones"'
BALANCERS = 'User Guide for Application Load Balancers, "Edit attributes for your Application Load Balancer"'
CERTIFICATES = 'AWS Certificate Manager User Guide, "DNS validation"'
CDN = 'Amazon CloudFront Developer Guide, "Update a distribution"'
BUCKETS = 'Amazon S3 User Guide, "Deleting a general purpose bucket"'
WAF = 'AWS WAF Developer Guide, "Web ACLs"'

CERTIFIED = "A certificate for all names takes the old one's place."
FILES = "the files of the site: publish them again"


def _closes(seen: Seen) -> bool:
    return seen.after == "cdn"


ROWS: tuple[Row, ...] = (
    Row("edge.dns", "none", "Names are made; nothing used them yet.", DNS, when=added),
    Row("edge.dns", "downtime", "The names go, and nobody finds the application by them.", DNS),
    Row("edge.dns.recordsInPlace", "setting", "HTTPS opens, or closes.", CERTIFICATES),
    Row("edge.dns.**", "downtime", "Names move to another zone: until resolvers forget, some ask the old one.", DNS),
    Row("edge.loadBalancer", "none", "A load balancer is made.", BALANCERS, {BALANCER: "create"}, when=added),
    Row("edge.loadBalancer", "downtime", "The entrance goes.", BALANCERS, {BALANCER: "delete"}),
    Row("edge.loadBalancer.hostNames", "setting", CERTIFIED, CERTIFICATES),
    Row(
        "edge.loadBalancer.acceptFrom",
        "downtime",
        "Whoever calls the load balancer directly is refused at once.",
        BALANCERS,
        when=_closes,
    ),
    Row("edge.loadBalancer.acceptFrom", "setting", "Everybody may call it.", BALANCERS),
    Row("edge.loadBalancer.idleTimeoutSeconds", "setting", "It is in force at once.", BALANCERS, {BALANCER: "update"}),
    Row(
        "edge.loadBalancer.accessLogDays",
        "none",
        "Access is logged from now on.",
        BALANCERS,
        {BALANCER: "update"},
        when=added,
    ),
    Row(
        "edge.loadBalancer.accessLogDays",
        "none",
        "Access is logged no more.",
        BALANCERS,
        {BALANCER: "update"},
        "the logs so far: their bucket goes too",
        removed,
    ),
    Row("edge.loadBalancer.accessLogDays", "none", "Logs are kept for another time.", BALANCERS),
    Row("edge.cdn", "none", "A distribution is made.", CDN, {DISTRIBUTION: "create"}, when=added),
    Row("edge.cdn", "downtime", "The distribution goes, and its name.", CDN, {DISTRIBUTION: "delete"}),
    Row("edge.cdn.**", "setting", "It reaches all edges within minutes; viewers go on.", CDN, {DISTRIBUTION: "update"}),
    Row("edge.site", "none", "A bucket for the site is made, and the CDN answers from it.", CDN, when=added),
    Row("edge.site", "downtime", "The site goes.", BUCKETS, data=FILES),
    Row("edge.site.**", "setting", "What is not found is answered otherwise.", CDN, {DISTRIBUTION: "update"}),
    Row("edge.waf", "setting", "Requests are judged from now on.", WAF, {FIREWALL: "create"}, when=added),
    Row("edge.waf", "setting", "Requests are no longer judged.", WAF, {FIREWALL: "delete"}),
    Row("edge.waf.attachTo", "setting", "Requests are judged elsewhere.", WAF, {FIREWALL: "replace"}),
    Row("edge.waf.**", "setting", "Requests are judged by other rules.", WAF, {FIREWALL: "update"}),
)
