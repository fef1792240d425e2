"""Routes and the load balancer: each mistake is one line, at its place."""

from datetime import date

import pytest

from infra.model.rules.common import Where
from infra.model.rules.crossing import routes
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))
APP = {"app": {"image": "x/y:1", "ports": [8000]}}


def service(route, containers=None, **more):
    """Return a service with a route."""
    return {"cpuUnits": 256, "memoryMib": 512, "containers": containers or APP, "route": route, **more}


def found(services, edge=None, **topology):
    """Return the problems between routes and edge as lines."""
    parts = {"edge": {"loadBalancer": {}} if edge is None else edge, "services": services, **topology}
    return [str(p) for p in routes.problems(sections_of(parts).topology, WHERE)]


def test_a_route_and_a_load_balancer_need_each_other():
    """A route without one leads nowhere, and one without routes costs for nothing."""
    assert found({"api": service({})}, edge={}) == [
        "tollgate:services.api.route: needs edge.loadBalancer; write loadBalancer: {}, or null the route"
    ]
    assert found({}) == ["tollgate:edge.loadBalancer: has no service to send requests to: give one a route, or null it"]
    assert found({"api": service({})}) == []


def test_an_adopted_network_names_its_public_subnets():
    """A load balancer for viewers lies in public subnets."""
    network = {"kind": "existing", "vpcId": "vpc-00000001", "privateSubnetIds": ["subnet-00000001", "subnet-00000002"]}
    assert found({"api": service({})}, network=network) == [
        "tollgate:edge.loadBalancer: needs public subnets: name them in network.publicSubnetIds"
    ]
    public = {**network, "publicSubnetIds": ["subnet-00000003", "subnet-00000004"]}
    assert found({"api": service({})}, network=public) == []


TWO = {"app": {"image": "x/y:1", "ports": [8000, 8001]}, "side": {"image": "x/y:1"}}
BOTH = {"app": {"image": "x/y:1", "ports": [8000]}, "side": {"image": "x/y:1", "ports": [9000]}}
TARGETS = [
    ({"container": "ap"}, None, "route.container: 'ap' is no container; there are app"),
    ({}, {"app": {"image": "x/y:1"}}, "route: leads to containers without a port; give ports, such as [8000]"),
    ({}, TWO, "route.port: is required: app listens on 8000 and 8001"),
    ({"port": 80}, TWO, "route.port: 80 is no port of app, which listens on 8000 and 8001"),
    ({}, BOTH, "route.container: is required: app and side have ports"),
    ({"container": "side", "port": 8000}, BOTH, "route.port: 8000 is no port of side, which listens on 9000"),
    ({"container": "side"}, TWO, "route: leads to side without a port; give ports, such as [8000]"),
]


@pytest.mark.parametrize(("route", "containers", "said"), TARGETS)
def test_a_route_leads_to_a_port_of_a_container(route, containers, said):
    """The default is the only container with a port, and its only port; anything else must be said."""
    assert found({"api": service(route, containers)}) == [f"tollgate:services.api.{said}"]


@pytest.mark.parametrize(
    ("route", "containers"), [({"port": 8001}, TWO), ({"container": "side"}, BOTH), ({"container": "app"}, BOTH)]
)
def test_a_route_may_say_where_it_leads(route, containers):
    """Naming the container, the port or both settles it."""
    assert found({"api": service(route, containers)}) == []


def test_two_services_share_no_path():
    """The second of two with a path is told whose it is; under different hosts both may have it."""
    services = {"api": service({}), "web": service({})}
    assert found(services) == [
        "tollgate:services.web.route.paths[0]: '/*' is api's; give one of them other paths or hosts"
    ]
    edge = {
        "loadBalancer": {"hostNames": ["a.example.com", "b.example.com"]},
        "dns": {"kind": "route53", "zone": "example.com"},
    }
    apart = {"api": service({"hosts": ["a.example.com"]}), "web": service({"hosts": ["b.example.com"]})}
    assert found(apart, edge=edge) == []
    assert found({**apart, "web": service({})}, edge=edge) == []
    assert found({**apart, "web": service({"hosts": ["a.example.com"]})}, edge=edge) == [
        "tollgate:services.web.route.paths[0]: '/*' is api's; give one of them other paths or hosts"
    ]


def test_a_host_is_one_of_the_names():
    """A rule for a host that points elsewhere would never match."""
    edge = {
        "loadBalancer": {"hostNames": ["a.example.com", "*.b.example.com"]},
        "dns": {"kind": "route53", "zone": "example.com"},
    }
    assert found({"api": service({"hosts": ["x.b.example.com"]})}, edge=edge) == []
    assert found({"api": service({"hosts": ["c.example.com"]})}, edge=edge) == [
        (
            "tollgate:services.api.route.hosts[0]: 'c.example.com' points nowhere here: "
            "names are a.example.com and *.b.example.com"
        )
    ]
    assert found({"api": service({"hosts": ["c.example.com"]})}) == [
        "tollgate:services.api.route.hosts[0]: 'c.example.com' points nowhere here: there are no hostNames"
    ]


def test_a_rule_takes_five_values():
    """Four hosts leave a place for a path; five do not."""
    names = [f"{letter}.example.com" for letter in "abcde"]
    edge = {"loadBalancer": {"hostNames": names}, "dns": {"kind": "route53", "zone": "example.com"}}
    assert found({"api": service({"hosts": names[:4]})}, edge=edge) == []
    assert found({"api": service({"hosts": names})}, edge=edge) == [
        "tollgate:services.api.route.hosts: names 5 hosts: a rule takes 5 values, its path included"
    ]


def test_blue_green_has_one_rule():
    """ECS switches one rule: paths that need a second are refused, with how many one takes."""
    paths = [f"/{letter}/*" for letter in "abcdef"]
    blue_green = {"deployment": {"kind": "blueGreen"}}
    assert found({"api": service({"paths": paths[:5]}, **blue_green)}) == []
    assert found({"api": service({"paths": paths})}) == []
    assert found({"api": service({"paths": paths}, **blue_green)}) == [
        (
            "tollgate:services.api.route.paths: make 2 rules, and blueGreen switches one: name at most 5 paths, "
            "with none of another service's between them in length; or deploy rolling"
        )
    ]
    between = {"api": service({"paths": ["/*", "/api/v1/*"]}, **blue_green), "web": service({"paths": ["/web/*"]})}
    assert len(found(between)) == 1


def test_a_load_balancer_has_a_hundred_rules():
    """One hundred paths of different services fit; one more does not. Of one length there is room for 97."""
    services = {f"s{n}": service({"paths": [f"/{'x' * (n % 2)}{n:03}/*"]}) for n in range(101)}
    assert found(dict(list(services.items())[:100])) == []
    alike = {f"s{n}": service({"paths": [f"/{n:03}/*"]}) for n in range(98)}
    assert found(dict(list(alike.items())[:97])) == []
    assert found(alike) == [
        (
            "tollgate:edge.loadBalancer: would need 98 rules for paths of 6 characters; "
            "there is room for 97: route by prefix"
        )
    ]
    assert found(services) == [
        "tollgate:edge.loadBalancer: would need 101 rules for the services' paths; AWS gives 100: route by prefix"
    ]


PATTERNS = [
    ({"paths": ["/a/*", "/a/*"]}, "paths[1]: '/a/*' is named twice"),
    ({"paths": ["/a|b"]}, "paths[0]: '/a|b' has characters that a path pattern may not have"),
    ({"healthPath": "/health*"}, "healthPath: '/health*' is no path that can be asked for"),
]


@pytest.mark.parametrize(("route", "said"), PATTERNS)
def test_patterns_are_what_aws_takes(route, said):
    """Characters, and no pattern where one path is asked for."""
    assert found({"api": service(route)}) == [f"tollgate:services.api.route.{said}"]
