"""The web application firewall: a web ACL with a rule by rate and AWS's managed groups."""

import pulumi
import pulumi_aws as aws

from infra.aws_rules import waf
from infra.components.base import Layer
from infra.model import edge_names
from infra.model.topology import Topology

RATE_WINDOW_SECONDS = 300


class Firewall(Layer):
    """A web ACL in front of the load balancer or the CDN; a CDN on a flat-rate plan has one even without rules.

    Attributes:
        arn: of the web ACL.
    """

    arn: pulumi.Output[str]

    def __init__(
        self, name: str, *, topology: Topology, for_cdn: bool, opts: pulumi.ResourceOptions, with_rules: bool = True
    ) -> None:
        super().__init__(name, "edge", opts)
        self._logical = edge_names.firewall(topology) if with_rules else edge_names.plan_firewall(topology)
        self.arn = aws.wafv2.WebAcl(
            self._logical,
            scope="CLOUDFRONT" if for_cdn else "REGIONAL",
            region=waf.CLOUDFRONT_REGION if for_cdn else None,
            default_action={"allow": {}},
            rules=_rules(topology) if with_rules else [],
            visibility_config=_visibility(self._logical),
            opts=self.child(),
        ).arn
        self.register_outputs({"arn": self.arn})

    def stand_before(self, load_balancer: pulumi.Input[str]) -> None:
        """Inspect what comes to a load balancer; a distribution names its web ACL itself."""
        aws.wafv2.WebAclAssociation(
            self._logical,
            web_acl_arn=self.arn,
            resource_arn=load_balancer,
            # A load balancer has one: ending the old association after the new was made would leave it none.
            opts=self.child(delete_before_replace=True),
        )


def _rules(topology: Topology) -> list[aws.wafv2.WebAclRuleArgsDict]:
    """Return the rules in the order in which they are asked: the cheap one by rate first."""
    model = topology.edge.waf
    if model is None:
        return []
    found: list[aws.wafv2.WebAclRuleArgsDict] = []
    if model.rate_limit_per_5_minutes is not None:
        found.append(_by_rate(model.rate_limit_per_5_minutes))
    found += [_managed(len(found) + place, group) for place, group in enumerate(model.managed_rules)]
    return found


def _by_rate(limit: int) -> aws.wafv2.WebAclRuleArgsDict:
    return {
        "name": "rate",
        "priority": 0,
        "action": {"block": {}},
        "statement": {
            "rate_based_statement": {
                "limit": limit,
                "aggregate_key_type": "IP",
                "evaluation_window_sec": RATE_WINDOW_SECONDS,
            }
        },
        "visibility_config": _visibility("rate"),
    }


def _managed(priority: int, group: str) -> aws.wafv2.WebAclRuleArgsDict:
    """Return a managed group as one rule, with its own actions."""
    return {
        "name": group,
        "priority": priority,
        "override_action": {"none": {}},
        "statement": {
            "managed_rule_group_statement": {"vendor_name": waf.VENDOR, "name": waf.MANAGED[group].name},
        },
        "visibility_config": _visibility(group),
    }


def _visibility(metric: str) -> aws.wafv2.WebAclVisibilityConfigArgsDict:
    """Count what happens; the firewall's own metrics are free."""
    return {"cloudwatch_metrics_enabled": True, "sampled_requests_enabled": True, "metric_name": metric}
