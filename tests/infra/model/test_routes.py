"""The order of listener rules, and what one rule may hold."""

from infra.model.routes import listener_rules
from tests.support.bills import sections_of


def service(*paths, hosts=(), **more):
    """Return a routed service."""
    containers = {"app": {"image": "x/y:1", "ports": [8000]}}
    return {
        "cpuUnits": 256,
        "memoryMib": 512,
        "containers": containers,
        "route": {"paths": list(paths), "hosts": list(hosts)},
        **more,
    }


def rules(services, **balancer):
    """Return the rules of a topology as short texts."""
    edge = {"loadBalancer": balancer, "cdn": {}}
    found = listener_rules(sections_of({"services": services, "edge": edge}).topology)
    assert sorted(found, key=lambda r: r.priority) == list(found)
    return [f"{r.service}{r.number} {' '.join((*r.hosts, *r.paths))}" for r in found]


def test_longer_paths_come_first_and_names_decide_between_equals():
    """`/api/v2/*` before `/api/*` before `/*`; of two paths of one length the service first by name."""
    services = {"web": service("/*"), "b": service("/app/*", "/api/v2/*"), "a": service("/api/*")}
    assert rules(services) == ["b1 /api/v2/*", "a1 /api/*", "b2 /app/*", "web1 /*"]


def test_a_host_beats_no_host_on_the_same_path():
    """A service bound to a host gets what comes for it, the other the rest."""
    services = {"a": service("/*"), "z": service("/*", hosts=["admin.example.com"])}
    assert rules(services) == ["z1 admin.example.com /*", "a1 /*"]


def test_neighbours_share_a_rule_up_to_the_values_it_may_have():
    """Five paths of one service make one rule, a sixth makes a second; each host takes a place, the header another."""
    paths = [f"/{letter}/*" for letter in "abcdef"]
    assert rules({"a": service(*paths[:5])}) == ["a1 /a/* /b/* /c/* /d/* /e/*"]
    assert rules({"a": service(*paths)}) == ["a1 /a/* /b/* /c/* /d/* /e/*", "a2 /f/*"]
    assert rules({"a": service(*paths[:5])}, acceptFrom="cdn") == ["a1 /a/* /b/* /c/* /d/*", "a2 /e/*"]
    hosts = ["x.example.com", "y.example.com"]
    assert rules({"a": service(*paths[:4], hosts=hosts)}) == [
        "a1 x.example.com y.example.com /a/* /b/* /c/*",
        "a2 x.example.com y.example.com /d/*",
    ]


def test_a_new_route_moves_no_rule_of_another_length():
    """Priorities follow from the length of the path: 39 rules of other lengths leave the first where it was."""

    def priority_of(services):
        found = listener_rules(sections_of({"services": services, "edge": {"loadBalancer": {}}}).topology)
        return next(r.priority for r in found if r.service == "web")

    alone = {"web": service("/web/*")}
    crowded = alone | {f"s{n}": service("/" + "x" * n) for n in range(1, 40) if n != 5}
    assert priority_of(alone) == priority_of(crowded) == (128 - 6) * 300 + 1


def test_priorities_stay_within_awss_range():
    """The shortest path there is still gets a priority below 50,000, the longest one above 0."""
    found = listener_rules(
        sections_of(
            {"services": {"a": service("/"), "b": service("/" + "x" * 127)}, "edge": {"loadBalancer": {}}}
        ).topology
    )
    assert [r.priority for r in found] == [1, 127 * 300 + 1]
