"""The edge on the real engine: it comes, changes where it must, waits for nobody in vain, and keeps its secret."""

import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.engine import Sandbox
from sandbox.wire import reveal
from tests.support.edges import service
from tests.support.stacks import ROOT, merged, stack_file

pytestmark = pytest.mark.engine

CDN, RULE = "aws:cloudfront/distribution:Distribution", "aws:lb/listenerRule:ListenerRule"
GROUP, BALANCER = "aws:lb/targetGroup:TargetGroup", "aws:lb/loadBalancer:LoadBalancer"
PARAMETER, LISTENER = "aws:ssm/parameter:Parameter", "aws:lb/listener:Listener"

HTTP: dict[str, Any] = {
    "name": "small",
    "protectData": False,
    "network": {"egress": {"kind": "publicAddress"}, "endpoints": ["s3"]},
    "edge": {"loadBalancer": {}},
    "services": {"api": service()},
}
BLUE_GREEN = {"deployment": {"kind": "blueGreen"}}
FRONT = merged(
    HTTP,
    {
        "edge": {
            "dns": {"zone": "example.com", "createZone": True},
            "loadBalancer": {"hostNames": ["origin.example.com"], "acceptFrom": "cdn", "accessLogDays": 7},
            "site": {},
            "waf": {"attachTo": "cdn", "rateLimitPer5Minutes": 100, "managedRules": ["common", "ipReputation"]},
            "cdn": {
                "hostNames": ["example.com", "*.example.com"],
                "loadBalancerPaths": ["/api/*"],
                "cachedPaths": ["/static/*"],
            },
        },
        "services": {"api": service("/api/*", "/static/*", **BLUE_GREEN), "web": service()},
    },
)
SITE: dict[str, Any] = {
    "name": "small",
    "protectData": False,
    "network": {"egress": {"kind": "none"}, "endpoints": ["s3"]},
    "edge": {
        "dns": {"zone": "example.com", "createZone": True},
        "site": {},
        "cdn": {"hostNames": ["example.com"], "plan": "pro"},
    },
}


def of(stack: Any, kind: str) -> dict[str, dict[str, Any]]:
    """Return the resources of a type by name."""
    return {r["urn"].rpartition("::")[2]: r for r in stack.resources() if r["type"] == kind}


def set_(stack: Any, path: str, value: Any) -> None:
    """Set a value of the topology as a user would, the items of a list one by one."""
    for place, item in enumerate(value) if isinstance(value, list) else [(None, value)]:
        where = path if place is None else f"{path}[{place}]"
        stack.command("config", "set", "--path", f"tollgate:topology.{where}", str(item), check=True)


def changed(result: Any) -> dict[str, set[str]]:
    """Return what a run did, by operation: the types it touched, those of AWS alone."""
    found: dict[str, set[str]] = {}
    for step in result.steps:
        if step.op != "same" and step.type.startswith("aws:"):
            found.setdefault(step.op, set()).add(step.type.rpartition(":")[2])
    return found


def test_one_front_door_comes_changes_and_goes(tmp_path: Path):
    """Site, services, firewall and names behind one CDN: up, an up with nothing to do, changes in place, destroy."""
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, FRONT, region="eu-west-1"))
        assert stack.preview(check=True).changes
        stack.up(check=True)
        assert stack.up(check=True).changes == {}
        outputs = stack.outputs()
        assert outputs["url"] == outputs["cdnUrl"] == "https://example.com"
        assert len(outputs["nameServers"]) == 4
        set_(stack, "edge.waf.rateLimitPer5Minutes", 200)
        set_(stack, "edge.loadBalancer.idleTimeoutSeconds", 30)
        set_(stack, "edge.cdn.cachedPaths", ["/static/*", "/img/*"])
        assert changed(stack.up(check=True)) == {"update": {"WebAcl", "LoadBalancer", "Distribution"}}
        stack.destroy(check=True)
        assert not [r for r in stack.resources() if r["type"].startswith("aws:")]


def test_the_secret_header_stays_what_it_was_and_secret(tmp_path: Path):
    """AWS makes up another at every run; rule and CDN keep the first, and none stands in the state in clear.

    Replacing the parameter is how it is changed: both ends get the new one.
    """
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, FRONT))
        first_up = stack.up(check=True)
        first = reveal(box.account.one(PARAMETER).get("value"))
        assert len(first) == 64
        assert stack.up(check=True).changes == {}
        assert reveal(box.account.one(PARAMETER).get("value")) == first
        seen = json.dumps(stack.export()) + json.dumps(stack.outputs()) + first_up.stdout
        assert first not in seen
        urn = of(stack, PARAMETER)["small-origin-header"]["urn"]
        stack.up("--replace", urn, check=True)
        second = reveal(box.account.one(PARAMETER).get("value"))
        assert second != first
        (origin,) = (o for o in reveal(box.account.one(CDN).get("origins")) if o["originId"] == "load-balancer")
        assert origin["customHeaders"][0]["value"] == second
        for rule in box.account.of(RULE):
            headers = [c["httpHeader"]["values"] for c in reveal(rule.get("conditions")) if c.get("httpHeader")]
            assert headers == [[second]]


def test_names_kept_elsewhere_never_hold_up_the_first_deployment(tmp_path: Path):
    """Certificate and records come first; once they are said to be in place HTTPS opens, and all else stays."""
    edge = {"dns": {"kind": "external"}, "loadBalancer": {"hostNames": ["api.example.org"]}}
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, merged(HTTP, {"edge": edge})))
        stack.up(check=True)
        outputs = stack.outputs()
        assert outputs["loadBalancerUrl"].startswith("http://small-lb-")
        assert {(r["type"], r["name"]) for r in outputs["dnsRecords"] if not r["name"].startswith("_")} == {
            ("CNAME", "api.example.org")
        }
        before = {
            kind: of(stack, kind)["small-lb" if kind == BALANCER else "small-api"]["id"] for kind in (BALANCER, GROUP)
        }
        set_(stack, "edge.dns.recordsInPlace", "true")
        opened = stack.up(check=True)
        assert [s.name for s in opened.of("create", LISTENER)] == ["small-https"]
        assert [s.name for s in opened.of("update", LISTENER)] == ["small-http"]
        assert opened.of("create-replacement", RULE)
        for kind, id_ in before.items():
            assert of(stack, kind)["small-lb" if kind == BALANCER else "small-api"]["id"] == id_
        assert stack.outputs()["loadBalancerUrl"] == "https://api.example.org"
        assert stack.up(check=True).changes == {}


def test_weights_that_ecs_has_moved_stay_and_new_groups_get_a_new_rule(tmp_path: Path):
    """After a blue/green deployment the second group has the traffic: an up does not move it back.

    A change that replaces the groups replaces their rule too, or its traffic would stay with groups that are to go.
    """
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, merged(HTTP, {"services": {"api": BLUE_GREEN}})))
        stack.up(check=True)
        rule = box.account.one(RULE)
        moved = [{"type": "forward", "forward": {"targetGroups": _swapped(rule.get("actions"))}}]
        box.account.change(rule, outputs={**rule.outputs, "actions": moved})
        stack.refresh(check=True)
        assert "ListenerRule" not in changed(stack.up(check=True)).get("update", set())
        set_(stack, "services.api.containers.app.ports", [9000])
        assert "ListenerRule" in str(changed(stack.up(check=True)))
        arns = {t["arn"] for t in box.account.one(RULE).get("actions")[0]["forward"]["targetGroups"]}
        assert arns == {g.id for g in box.account.of(GROUP)}
        assert {g.get("port") for g in box.account.of(GROUP)} == {9000}


def _swapped(actions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    groups = actions[0]["forward"]["targetGroups"]
    return [{**group, "weight": 100 - group["weight"]} for group in groups]


def test_a_route_more_moves_no_other_rule(tmp_path: Path):
    """AWS refuses a priority that another rule has even for a moment: the new one is made beside the others."""
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, merged(HTTP, {"services": {"web": service("/w/*")}})))
        stack.up(check=True)
        set_(stack, "services.api.route.paths", ["/*", "/long/path/*"])
        result = stack.up(check=True)
        assert [s.name for s in result.of("create", RULE)] == ["small-api-12"]
        assert result.of("update", RULE) == []


def test_a_site_on_a_flat_rate_plan(tmp_path: Path):
    """Distribution, an empty firewall and our zone are on the plan, approved; tags say which layer they are of."""
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, SITE, region="eu-west-1"))
        stack.up(check=True)
        plan = box.account.one("aws:pricingplanmanager/subscription:Subscription")
        assert (plan.get("status"), plan.get("planTier")) == ("ACTIVE", "PRO")
        assert len(plan.get("resourceArns")) == 3
        tags = box.account.one(CDN).get("tagsAll")
        assert {key: tags[key] for key in ("project", "stack", "name", "layer")} == {
            "project": "tollgate",
            "stack": "dev",
            "name": "small",
            "layer": "edge",
        }
        assert stack.up(check=True).changes == {}
        set_(stack, "edge.cdn.plan", "business")
        assert changed(stack.up(check=True)) == {"update": {"Subscription"}}


def test_every_line_of_the_edge_names_a_resource_that_is_there(tmp_path: Path):
    """The bill's resources, by type and name, are the engine's; target groups carry their service's tag."""
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, FRONT))
        stack.up(check=True)
        there = {(r["type"], r["urn"].rpartition("::")[2]) for r in stack.resources()}
        report = json.loads(stack.outputs()["costReportFull"]["text"])
        lines = [line for line in report["tiers"]["base"]["lines"] if line["layer"] in {"edge", "delivery"}]
        assert len(lines) > 15
        assert [x["id"] for x in lines if (x["resource"]["type"], x["resource"]["name"]) not in there] == []
        assert {g.get("tagsAll")["service"] for g in box.account.of(GROUP)} == {"api", "web"}
