"""The edge: names, load balancer, certificates, CDN, static site and web application firewall."""

from typing import Annotated, Literal, TypeAlias

from annotated_types import Len
from pydantic import Tag

from infra.model.base import Model
from infra.model.types import HostName, PathPattern, Positive, whole
from infra.model.variants import by_kind


class Route53(Model):
    """A Route 53 hosted zone, found by its name or made by this stack.

    Attributes:
        kind: A hosted zone of this account.
        zone: The zone's domain.
        create_zone: Whether to create the zone rather than adopt it.
    """

    kind: Literal["route53"] = "route53"
    zone: HostName
    create_zone: bool = False


class ExternalDns(Model):
    """Names kept elsewhere: the records to make are outputs, HTTPS opens when they are said to be in place.

    Attributes:
        kind: DNS kept elsewhere: the outputs say which records to make.
        records_in_place: True once they are made; HTTPS opens then.
    """

    kind: Literal["external"] = "external"
    records_in_place: bool = False


Dns: TypeAlias = Annotated[
    Annotated[Route53, Tag("route53")] | Annotated[ExternalDns, Tag("external")], by_kind("route53")
]


class LoadBalancer(Model):
    """An application load balancer in the public subnets.

    Attributes:
        host_names: Names of its certificate, the main one first; empty means plain HTTP.
        accept_from: `internet`, or `cdn`: CloudFront's addresses with a secret header and nobody else.
        idle_timeout_seconds: Seconds until an idle connection is closed, 1 to 4,000.
        access_log_days: Days access logs are kept in a bucket of their own; absent none are written.
    """

    host_names: tuple[HostName, ...] = ()
    accept_from: Literal["internet", "cdn"] = "internet"
    idle_timeout_seconds: Annotated[int, whole(ge=1, le=4000)] = 60
    access_log_days: Positive | None = None


class Cdn(Model):
    """A CloudFront distribution: paths of the load balancer, all else from the site.

    Attributes:
        host_names: Names of its certificate in us-east-1; empty means CloudFront's own name.
        price_class: The edges that serve: `PriceClass_100`, `PriceClass_200` or `PriceClass_All`.
        plan: `payAsYouGo`, or a flat-rate plan: `free`, `pro`, `business`, `premium`.
        load_balancer_paths: Paths that go to the load balancer, uncached.
        cached_paths: Paths that go to the load balancer, cached.
    """

    host_names: tuple[HostName, ...] = ()
    price_class: Literal["PriceClass_100", "PriceClass_200", "PriceClass_All"] = "PriceClass_100"
    plan: Literal["payAsYouGo", "free", "pro", "business", "premium"] = "payAsYouGo"
    load_balancer_paths: tuple[PathPattern, ...] = ()
    cached_paths: tuple[PathPattern, ...] = ()


class Site(Model):
    """Static files in a private bucket behind the CDN; the fallback page answers what is not found.

    Attributes:
        fallback_page: The page that answers 403 and 404, for single-page applications; null none.
    """

    fallback_page: PathPattern | None = "/index.html"


ManagedRules = Literal["common", "knownBadInputs", "sqlInjection", "ipReputation"]


class Waf(Model):
    """A web ACL: one rate rule, and AWS's managed groups, each of which counts as one rule.

    Attributes:
        attach_to: `loadBalancer` or `cdn`.
        rate_limit_per_5_minutes: Requests of one address in five minutes above which it is blocked; absent no limit.
        managed_rules: AWS's managed groups, one rule each: `common`, `knownBadInputs`, `sqlInjection`, `ipReputation`.
    """

    attach_to: Literal["loadBalancer", "cdn"]
    rate_limit_per_5_minutes: Annotated[int, whole(ge=10, le=2_000_000_000)] | None = None
    managed_rules: Annotated[tuple[ManagedRules, ...], Len(0, 4)] = ()


class Edge(Model):
    """All that stands between viewers and services; every part may be absent.

    Attributes:
        dns: Where names are kept.
        load_balancer: The Application Load Balancer; routed services need it.
        cdn: CloudFront, before the load balancer or a site.
        site: A private bucket served by the CDN.
        waf: A web ACL.
    """

    dns: Dns | None = None
    load_balancer: LoadBalancer | None = None
    cdn: Cdn | None = None
    site: Site | None = None
    waf: Waf | None = None
