"""The CDN: a CloudFront distribution before the site, the load balancer, or both."""

from collections.abc import Mapping
from typing import NamedTuple

import pulumi
import pulumi_aws as aws

from infra.aws_rules import cloudfront
from infra.components.base import Layer
from infra.components.behaviours import LOAD_BALANCER, SITE, Behaviours
from infra.components.site import SiteBucket
from infra.model import edge_names
from infra.model.edge import Cdn as Model
from infra.model.front import has_plan, serves_https
from infra.model.topology import Topology

HTTP, HTTPS = 80, 443
LONGEST_WAIT_SECONDS = 60
"""How long CloudFront waits for an origin, without a quota increase."""
ERROR_SECONDS = 10
"""How long an edge remembers that a file is missing: a page just published must not stay hidden for long."""


class CdnWires(NamedTuple):
    """What the CDN hangs on.

    Attributes:
        site: the bucket with the site; None without one.
        load_balancer: the name by which to call the load balancer; None where nothing goes there.
        header: what every request to the load balancer carries, by the header's name.
        certificate: ARN of an issued certificate in us-east-1; None answers under CloudFront's own name.
        web_acl: ARN of a web ACL of scope CLOUDFRONT.
        zone_arn: of a hosted zone of this stack, which a flat-rate plan covers.
    """

    site: SiteBucket | None
    load_balancer: pulumi.Input[str] | None
    header: Mapping[str, pulumi.Input[str]]
    certificate: pulumi.Output[str] | None
    web_acl: pulumi.Output[str] | None
    zone_arn: pulumi.Output[str] | None


class Cdn(Layer):
    """A distribution with TLS 1.2 at least, HTTP/3, compression and security headers.

    Attributes:
        distribution_id, arn, domain_name: of the distribution.
        zone_id: the zone in which AWS keeps its name.
        named: whether it answers under host names of the topology.
    """

    distribution_id: pulumi.Output[str]
    arn: pulumi.Output[str]
    domain_name: pulumi.Output[str]
    zone_id: pulumi.Output[str]
    named: bool

    def __init__(self, name: str, *, topology: Topology, wires: CdnWires, opts: pulumi.ResourceOptions) -> None:
        super().__init__(name, "edge", opts)
        model = topology.edge.cdn
        if model is None:
            raise ValueError("a CDN component needs a cdn")
        self._topology, self._wires, self.named = topology, wires, wires.certificate is not None
        made = self._distribution(model)
        self.distribution_id, self.arn = made.id, made.arn
        self.domain_name, self.zone_id = made.domain_name, made.hosted_zone_id
        if wires.site is not None:
            wires.site.open_to(made.arn)
        if has_plan(topology.edge):
            self._subscribe(model)
        self.register_outputs({"domainName": self.domain_name})

    def _distribution(self, model: Model) -> aws.cloudfront.Distribution:
        behaviours = Behaviours(self, self._topology)
        return aws.cloudfront.Distribution(
            edge_names.cdn(self._topology),
            enabled=True,
            comment=edge_names.cdn(self._topology),
            aliases=list(model.host_names) if self.named else None,
            viewer_certificate=self._viewer_certificate(),
            http_version="http2and3",
            is_ipv6_enabled=True,
            price_class=model.price_class,
            web_acl_id=self._wires.web_acl,
            origins=self._origins(),
            default_root_object="index.html" if self._wires.site is not None else None,
            default_cache_behavior=behaviours.default(),
            ordered_cache_behaviors=behaviours.by_path(model),
            custom_error_responses=self._fallback(),
            restrictions={"geo_restriction": {"restriction_type": "none"}},
            # Its name is known at once; the minutes until every edge has it need hold up nothing else.
            wait_for_deployment=False,
            opts=self.child(),
        )

    def _viewer_certificate(self) -> aws.cloudfront.DistributionViewerCertificateArgsDict:
        if self._wires.certificate is None:
            return {"cloudfront_default_certificate": True}
        return {
            "acm_certificate_arn": self._wires.certificate,
            "ssl_support_method": "sni-only",
            "minimum_protocol_version": cloudfront.TLS_POLICY,
        }

    def _origins(self) -> list[aws.cloudfront.DistributionOriginArgsDict]:
        found: list[aws.cloudfront.DistributionOriginArgsDict] = []
        site, balancer = self._wires.site, self._topology.edge.load_balancer
        if site is not None:
            found.append(
                {
                    "origin_id": SITE,
                    "domain_name": site.domain_name,
                    "origin_access_control_id": site.access_control_id,
                }
            )
        if self._wires.load_balancer is not None and balancer is not None:
            found.append(
                {
                    "origin_id": LOAD_BALANCER,
                    "domain_name": self._wires.load_balancer,
                    "custom_headers": [{"name": key, "value": value} for key, value in self._wires.header.items()],
                    "custom_origin_config": {
                        "http_port": HTTP,
                        "https_port": HTTPS,
                        "origin_protocol_policy": "https-only" if serves_https(self._topology.edge) else "http-only",
                        "origin_ssl_protocols": ["TLSv1.2"],
                        "origin_read_timeout": min(balancer.idle_timeout_seconds, LONGEST_WAIT_SECONDS),
                    },
                }
            )
        return found

    def _fallback(self) -> list[aws.cloudfront.DistributionCustomErrorResponseArgsDict]:
        """Answer with the page what a site alone lacks: S3 says 403 to who may not list, 404 to who may."""
        site = self._topology.edge.site
        if site is None or site.fallback_page is None or self._wires.load_balancer is not None:
            return []
        return [
            {
                "error_code": code,
                "response_code": 200,
                "response_page_path": site.fallback_page,
                "error_caching_min_ttl": ERROR_SECONDS,
            }
            for code in (403, 404)
        ]

    def _subscribe(self, model: Model) -> None:
        """Put distribution, web ACL and our own zone on the plan; the gate has approved its price already."""
        covered = [arn for arn in (self.arn, self._wires.web_acl, self._wires.zone_arn) if arn is not None]
        aws.pricingplanmanager.Subscription(
            edge_names.cdn(self._topology),
            plan_family="CloudFront",
            plan_tier=model.plan.upper(),
            resource_arns=covered,
            approval_mode="IMMEDIATE",
            opts=self.child(),
        )
