"""Security groups, the rules between them, and what is open to the outside: exactly what is needed."""

import pytest

from infra.model import connections
from infra.model.connections import Connection, Opening
from tests.support.bills import sections_of

IMAGE = {"image": "x/y:1"}
WEB = {"image": "x/y:1", "ports": [8000]}
DATA = {
    "database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20},
    "cache": {"version": "8.0", "nodeType": "cache.t4g.micro"},
    "storage": {"fileSystems": {"files": {}}},
    "messaging": {"broker": {"kind": "rabbitmq", "version": "3.13", "instanceType": "mq.m7g.medium"}},
}
NAT, CLOSED, PUBLIC = ({"egress": {"kind": kind}} for kind in ("natGateway", "none", "publicAddress"))


def fargate(containers=None, **parts):
    """Return a Fargate service."""
    return {"cpuUnits": 256, "memoryMib": 512, "containers": containers or {"app": IMAGE}, **parts}


def asg(**parts):
    """Return a service on instances."""
    return {"kind": "asg", "instanceType": "t3.small", "containers": {"app": WEB}, **parts}


def topology(services, network=NAT, **layers):
    """Return a topology."""
    return sections_of({"network": network, "services": services, **layers}).topology


def test_each_part_that_talks_has_a_group():
    """Load balancer, endpoints, tasks, instances, stores: each by what it is for."""
    network = {**CLOSED, "endpoints": ["s3", "logs"]}
    built = topology({"api": fargate(), "web": asg()}, network, edge={"loadBalancer": {}}, **DATA)
    assert list(connections.groups(built)) == [
        "load-balancer",
        "endpoints",
        "api-tasks",
        "web-tasks",
        "web-instances",
        "database",
        "cache",
        "broker",
        "files-files",
    ]


def test_nothing_has_no_groups():
    """A network alone needs none."""
    assert connections.groups(topology({})) == {}


REACHED = [
    ({"environment": {"X": "${database.host}"}}, ("database", 5432)),
    ({"environment": {"X": "${cache.url}"}}, ("cache", 6379)),
    ({"secrets": {"X": "broker.url"}}, ("broker", 5671)),
    ({"containers": {"app": {**IMAGE, "mounts": {"fileSystem.files": "/f"}}}}, ("files-files", 2049)),
    ({"environment": {"X": "${service.back.host}"}}, ("back-tasks", 8000)),
    ({"uses": {"service.back": "connect"}}, ("back-tasks", 8000)),
]


@pytest.mark.parametrize(("parts", "server"), REACHED)
def test_a_grant_opens_one_port(parts, server):
    """DR-03, AN-04, PS-35: who refers to a thing may connect to its port, and nobody else to anything."""
    built = topology({"api": fargate(**parts), "back": fargate({"app": WEB})}, **DATA)
    assert connections.connections(built) == (Connection("api-tasks", *server),)


def test_without_a_grant_no_port_is_open():
    """Stores that nobody refers to are reached by nobody."""
    assert connections.connections(topology({"api": fargate()}, **DATA)) == ()


def test_the_load_balancer_reaches_the_routes_port():
    """CR-06: its own port, not everything."""
    containers = {"app": {**WEB, "ports": [8000, 9000]}}
    built = topology({"api": fargate(containers, route={"port": 9000})}, edge={"loadBalancer": {}})
    assert connections.connections(built) == (Connection("load-balancer", "api-tasks", 9000),)


def test_interface_endpoints_are_reached_by_tasks_and_instances():
    """CR-07: HTTPS from everything that runs; gateway endpoints have no group."""
    built = topology({"api": fargate(), "web": asg()}, {**CLOSED, "endpoints": ["s3", "logs", "ssm"]})
    clients = [(one.client, one.server, one.port) for one in connections.connections(built)]
    assert clients == [(name, "endpoints", 443) for name in ("api-tasks", "web-tasks", "web-instances")]


def test_all_ports_of_a_service_are_open_to_who_uses_it():
    """Every port that its containers listen on."""
    back = fargate({"a": {**IMAGE, "ports": [1, 2]}, "b": {**IMAGE, "ports": [3]}})
    built = topology({"api": fargate(uses={"service.back": "connect"}), "back": back})
    assert [one.port for one in connections.connections(built)] == [1, 2, 3]


HTTPS_EDGE = {"dns": {"kind": "route53", "zone": "example.com"}, "loadBalancer": {"hostNames": ["a.example.com"]}}
VIEWERS = [
    ({"loadBalancer": {}}, [(80, "anywhere")]),
    (HTTPS_EDGE, [(80, "anywhere"), (443, "anywhere")]),
    ({"loadBalancer": {"acceptFrom": "cdn"}, "cdn": {}}, [(80, "cdn")]),
    (
        {**HTTPS_EDGE, "loadBalancer": {"hostNames": ["a.example.com"], "acceptFrom": "cdn"}, "cdn": {}},
        [(443, "cdn")],
    ),
]


@pytest.mark.parametrize(("edge", "ports"), VIEWERS)
def test_the_load_balancer_is_open_where_it_listens(edge, ports):
    """From all addresses, or from CloudFront's: by one port, as its list fills a group."""
    found = connections.openings(topology({"api": fargate({"app": WEB}, route={})}, edge=edge))
    inward = [(one.group, one.port, one.peer) for one in found if one.direction == "in"]
    assert inward == [("load-balancer", port, peer) for port, peer in ports]


WAYS = [
    (NAT, ["anywhere"]),
    (PUBLIC, ["anywhere"]),
    ({"egress": {"kind": "natInstance"}}, ["anywhere"]),
    ({**CLOSED, "endpoints": ["s3"]}, ["s3"]),
    ({**CLOSED, "endpoints": ["s3", "dynamodb", "logs"]}, ["s3", "dynamodb"]),
    ({**CLOSED, "endpoints": []}, []),
    (
        {"kind": "existing", "vpcId": "vpc-00000001", "privateSubnetIds": ["subnet-00000001", "subnet-00000002"]},
        ["anywhere"],
    ),
]


@pytest.mark.parametrize(("network", "peers"), WAYS)
def test_tasks_leave_by_tls_alone(network, peers):
    """With a way out HTTPS to anywhere; without one, to what gateway endpoints lead to."""
    found = connections.openings(topology({"api": fargate()}, network))
    assert found == tuple(Opening("api-tasks", "out", 443, peer) for peer in peers)


def test_instances_leave_as_their_tasks_do():
    """The agent pulls images and talks to ECS; in a shared network it does so as the tasks."""
    own = connections.openings(topology({"web": asg()}, NAT))
    assert [one.group for one in own] == ["web-tasks", "web-instances"]
    shared = connections.openings(topology({"web": asg()}, PUBLIC))
    assert [one.group for one in shared] == ["web-tasks"]


@pytest.mark.parametrize(
    ("route", "containers", "target"),
    [
        ({}, {"app": WEB}, ("app", 8000)),
        ({}, {"side": IMAGE, "app": WEB}, ("app", 8000)),
        ({"container": "b"}, {"a": WEB, "b": {**IMAGE, "ports": [1]}}, ("b", 1)),
        ({"port": 2}, {"a": {**IMAGE, "ports": [1, 2]}}, ("a", 2)),
    ],
)
def test_a_route_leads_to_one_port(route, containers, target):
    """What is named, or the only one there is."""
    built = topology({"api": fargate(containers, route=route)}, edge={"loadBalancer": {}})
    assert connections.route_target(built.services["api"]) == target
