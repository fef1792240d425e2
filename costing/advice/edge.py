"""The edge: connections that are opened anew, flat-rate plans, health checks that ask too much."""

import re
from collections.abc import Iterator

from costing.advice.case import Case
from costing.advice.proposal import Proposal
from costing.line_item import shown
from infra.aws_rules.cloudfront import PLANS
from infra.model.services import Job

KEPT_ALIVE = 10
"""Percent of requests that open a connection where clients and load balancer keep them alive."""
DEEP = re.compile(r"(^|[/_.-])(db|database|deep|full|ready|readiness)($|[/_.-])", re.IGNORECASE)


def proposals(case: Case) -> Iterator[Proposal]:
    """Yield other ways to let viewers in."""
    opened = case.workload.new_connection_percent
    if opened > KEPT_ALIVE and case.demand.edge.decides == "new connections":
        yield Proposal(
            "keep-alive",
            "Keep connections alive",
            {"workload": {"newConnectionPercent": KEPT_ALIVE}},
            f"New connections decide the load balancer's capacity: {opened} % of requests open one. With keep-alive in "
            f"the clients it is about {KEPT_ALIVE} %.",
            "Elastic Load Balancing pricing: LCU details",
        )
    yield from _plans(case)
    yield from _health(case)


def _plans(case: Case) -> Iterator[Proposal]:
    """A flat-rate plan takes the place of transfer, requests, firewall and zone; beyond its size AWS slows it down."""
    cdn = case.topology.edge.cdn
    if cdn is None:
        return
    requests, transfer = case.demand.edge.cdn_requests.figures.ceiling, case.demand.edge.cdn_out.figures.ceiling
    for name, plan in PLANS.items():
        if name != cdn.plan and requests <= plan.requests_million and transfer <= plan.transfer_gb:
            yield Proposal(
                f"cdn-plan.{name}",
                f"CloudFront's flat-rate plan {name}",
                {"topology": {"edge": {"cdn": {"plan": name}}}},
                f"{shown(requests)} million requests and {shown(transfer)} GB at peak all month stay within its "
                f"{plan.requests_million} million and {plan.transfer_gb} GB.",
                "Amazon CloudFront: flat-rate pricing plans",
                group="cdn-plan",
            )
            return


def _health(case: Case) -> Iterator[Proposal]:
    for name, service in case.topology.services.items():
        if isinstance(service, Job) or service.route is None or not DEEP.search(service.route.health_path):
            continue
        yield Proposal(
            f"health-path.{name}",
            f"A shallow health path for {name}",
            {"topology": {"services": {name: {"route": {"healthPath": "/health"}}}}},
            f"{service.route.health_path} sounds as if it asked the database: then a database that fails over takes "
            "every task out of service with it, and an Aurora cluster never pauses.",
            "Elastic Load Balancing: health checks for target groups",
            sort="risk",
        )
