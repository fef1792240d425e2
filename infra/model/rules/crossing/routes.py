"""Routes and the load balancer: each needs the other, and no two routes may ask for the same requests."""

from collections import Counter
from collections.abc import Iterator

from infra.aws_rules import acm, load_balancer
from infra.model.connections import route_target
from infra.model.network import ExistingNetwork
from infra.model.problems import Problem, listed
from infra.model.routes import SLOTS, is_switched, listener_rules, paths_per_rule, routes
from infra.model.rules.common import Where, broken
from infra.model.services import Route, RunningService
from infra.model.topology import Topology


def problems(topology: Topology, where: Where) -> Iterator[Problem]:
    """Yield what is wrong between routes and edge, paths below `topology`."""
    del where
    known, balancer = routes(topology), topology.edge.load_balancer
    for name, route in known.items():
        path = ("services", name, "route")
        if balancer is None:
            yield Problem(path, "needs edge.loadBalancer; write loadBalancer: {}, or null the route")
            continue
        yield from (p.under(*path) for p in _patterns(topology, route))
        service = topology.services[name]
        yield from (p.under(*path) for p in _target(service))  # pyright: ignore[reportArgumentType] - it has a route
    if balancer is not None:
        yield from _twice(known)
        yield from _rules(topology, known)
        yield from _reached(topology, known)


def _reached(topology: Topology, known: dict[str, Route]) -> Iterator[Problem]:
    path = ("edge", "loadBalancer")
    if not known:
        yield Problem(path, "has no service to send requests to: give one a route, or null it")
    network = topology.network
    if isinstance(network, ExistingNetwork) and not network.public_subnet_ids:
        yield Problem(path, "needs public subnets: name them in network.publicSubnetIds")


def _patterns(topology: Topology, route: Route) -> Iterator[Problem]:
    for place, pattern in enumerate(route.paths):
        yield from broken(("paths", place), pattern, load_balancer.path_problem(pattern))
        if pattern in route.paths[:place]:
            yield from broken(("paths", place), pattern, "is named twice")
    if len(route.health_path) > load_balancer.HEALTH_PATH_MAX or "*" in route.health_path:
        yield from broken(("healthPath",), route.health_path, "is no path that can be asked for")
    edge = topology.edge
    served = (edge.load_balancer.host_names if edge.load_balancer else ()) + (edge.cdn.host_names if edge.cdn else ())
    for place, host in enumerate(route.hosts):
        wrong = load_balancer.host_problem(host)
        yield from broken(("hosts", place), host, wrong)
        if wrong is None and not any(name == host or acm.covers(name, host) for name in served):
            names = f"names are {listed(served, 'and')}" if served else "there are no hostNames"
            yield from broken(("hosts", place), host, f"points nowhere here: {names}")
    if paths_per_rule(topology, route) < 1:
        most = load_balancer.CONDITION_VALUES_MAX
        yield Problem(("hosts",), f"names {len(route.hosts)} hosts: a rule takes {most} values, its path included")


def _target(service: RunningService) -> Iterator[Problem]:
    """The load balancer must know which container and which of its ports to call."""
    route = service.route
    if route is None:
        return
    with_ports = {name: c.ports for name, c in service.containers.items() if c.ports}
    if route.container is not None and route.container not in service.containers:
        yield from broken(("container",), route.container, f"is no container; there are {listed(service.containers)}")
        return
    if route.container is None and len(with_ports) > 1:
        yield Problem(("container",), f"is required: {listed(with_ports, 'and')} have ports")
        return
    name, port = route_target(service)
    ports = with_ports.get(name, ())
    if not ports:
        yield Problem((), f"leads to {name or 'containers'} without a port; give ports, such as [8000]")
    elif route.port is None and len(ports) > 1:
        yield Problem(("port",), f"is required: {name} listens on {listed(ports, 'and')}")
    elif port not in ports:
        yield from broken(("port",), port, f"is no port of {name}, which listens on {listed(ports, 'and')}")


def _twice(known: dict[str, Route]) -> Iterator[Problem]:
    """Two services may share a path only under different hosts."""
    taken: dict[tuple[str, str], str] = {}
    for name, route in known.items():
        for place, path in enumerate(route.paths):
            hosts = route.hosts or ("",)
            for other in dict.fromkeys(taken[path, h] for h in hosts if (path, h) in taken):
                if other != name:
                    cure = "give one of them other paths or hosts"
                    yield from broken(("services", name, "route", "paths", place), path, f"is {other}'s; {cure}")
            for host in hosts:
                taken.setdefault((path, host), name)


def _rules(topology: Topology, known: dict[str, Route]) -> Iterator[Problem]:
    rules = listener_rules(topology)
    if len(rules) > load_balancer.RULES_MAX:
        message = f"would need {len(rules)} rules for the services' paths; AWS gives {load_balancer.RULES_MAX}"
        yield Problem(("edge", "loadBalancer"), f"{message}: route by prefix")
    for (length, _), count in Counter((len(rule.paths[0]), bool(rule.hosts)) for rule in rules).items():
        if SLOTS < count <= load_balancer.RULES_MAX:
            message = f"would need {count} rules for paths of {length} characters; there is room for {SLOTS}"
            yield Problem(("edge", "loadBalancer"), f"{message}: route by prefix")
    for name, route in known.items():
        count = sum(1 for rule in rules if rule.service == name)
        if count > 1 and is_switched(topology, name):
            most = paths_per_rule(topology, route)
            cure = (
                f"name at most {most} paths, with none of another service's between them in length; or deploy rolling"
            )
            yield Problem(
                ("services", name, "route", "paths"), f"make {count} rules, and blueGreen switches one: {cure}"
            )
