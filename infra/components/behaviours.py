"""What the CDN does by path: which origin answers, what is kept, and what is passed on."""

import json

import pulumi
import pulumi_aws as aws

from infra.aws_rules.cloudfront import ALL_VIEWER, CACHING_DISABLED, CACHING_OPTIMIZED, SECURITY_HEADERS
from infra.components.base import Layer
from infra.model import edge_names
from infra.model.edge import Cdn
from infra.model.front import rewrites_paths
from infra.model.topology import Topology

SITE, LOAD_BALANCER = "site", "load-balancer"
"""Ids of the two origins."""

READ = ["GET", "HEAD", "OPTIONS"]
ALL = [*READ, "PUT", "POST", "PATCH", "DELETE"]
KEPT = ["GET", "HEAD"]
DAY_SECONDS, YEAR_SECONDS = 86_400, 31_536_000
"""How long an answer is kept that does not say, and at most: CloudFront's own defaults."""

FALLBACK = """function handler(event) {
  var request = event.request;
  var name = request.uri.substring(request.uri.lastIndexOf('/') + 1);
  if (name.indexOf('.') === -1) {
    request.uri = PAGE;
  }
  return request;
}
"""
"""Sends every path that names no file to the page; a client-side router takes it from there."""


class Behaviours:
    """The behaviours of one distribution, and the policies and the function they name."""

    def __init__(self, layer: Layer, topology: Topology) -> None:
        self._layer, self._topology = layer, topology

    def default(self) -> aws.cloudfront.DistributionDefaultCacheBehaviorArgsDict:
        """Return what answers paths that nothing else does: the site, or the services where there is none."""
        if self._topology.edge.site is None:
            return self._passed_on()
        return {
            "target_origin_id": SITE,
            "allowed_methods": READ,
            "cached_methods": KEPT,
            "cache_policy_id": CACHING_OPTIMIZED,
            "response_headers_policy_id": SECURITY_HEADERS,
            "viewer_protocol_policy": "redirect-to-https",
            "compress": True,
            "function_associations": self._page_picker(),
        }

    def by_path(self, cdn: Cdn) -> list[aws.cloudfront.DistributionOrderedCacheBehaviorArgsDict]:
        """Return the behaviours of the services' paths in the order in which they are tried: the longer first."""
        kept = self._kept() if cdn.cached_paths else None
        found = {path: self._passed_on() for path in cdn.load_balancer_paths}
        if kept is not None:
            found |= dict.fromkeys(cdn.cached_paths, kept)
        ordered = sorted(found, key=lambda path: (-len(path), path))
        return [{**found[path], "path_pattern": path} for path in ordered]

    def _passed_on(self) -> aws.cloudfront.DistributionDefaultCacheBehaviorArgsDict:
        """Pass on everything as it comes, and keep nothing."""
        return {
            "target_origin_id": LOAD_BALANCER,
            "allowed_methods": ALL,
            "cached_methods": KEPT,
            "cache_policy_id": CACHING_DISABLED,
            "origin_request_policy_id": ALL_VIEWER,
            "response_headers_policy_id": SECURITY_HEADERS,
            "viewer_protocol_policy": "redirect-to-https",
            "compress": True,
        }

    def _kept(self) -> aws.cloudfront.DistributionDefaultCacheBehaviorArgsDict:
        """Keep answers by host, path and query; nothing personal is passed on, so nothing personal is kept."""
        policy = aws.cloudfront.CachePolicy(
            edge_names.cdn(self._topology),
            comment="By host, path and query; no cookies and no other headers",
            min_ttl=0,
            default_ttl=DAY_SECONDS,
            max_ttl=YEAR_SECONDS,
            parameters_in_cache_key_and_forwarded_to_origin={
                "cookies_config": {"cookie_behavior": "none"},
                "headers_config": {"header_behavior": "whitelist", "headers": {"items": ["Host"]}},
                "query_strings_config": {"query_string_behavior": "all"},
                "enable_accept_encoding_brotli": True,
                "enable_accept_encoding_gzip": True,
            },
            opts=self._layer.child(),
        )
        return {
            "target_origin_id": LOAD_BALANCER,
            "allowed_methods": READ,
            "cached_methods": KEPT,
            "cache_policy_id": policy.id,
            "response_headers_policy_id": SECURITY_HEADERS,
            "viewer_protocol_policy": "redirect-to-https",
            "compress": True,
        }

    def _page_picker(self) -> list[aws.cloudfront.DistributionDefaultCacheBehaviorFunctionAssociationArgsDict]:
        """Return the function that picks the page, where answers to errors would hold for the services too."""
        site = self._topology.edge.site
        if site is None or site.fallback_page is None or not rewrites_paths(self._topology.edge):
            return []
        function: pulumi.Output[str] = aws.cloudfront.Function(
            edge_names.site(self._topology),
            runtime="cloudfront-js-2.0",
            comment="Paths that name no file are the fallback page's",
            code=FALLBACK.replace("PAGE", json.dumps(site.fallback_page)),
            publish=True,
            opts=self._layer.child(),
        ).arn
        return [{"event_type": "viewer-request", "function_arn": function}]
