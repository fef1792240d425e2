"""The order of listener rules, and what one rule may hold."""

from infra.model.routes import listener_rules, slots
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
    return [" ".join((r.service, *r.hosts, *r.paths)) for r in found]


def test_longer_paths_come_first_and_names_decide_between_equals():
    """`/api/v2/*` before `/api/*` before `/*`; of two paths of one length the service first by name."""
    services = {"web": service("/*"), "b": service("/app/*", "/api/v2/*"), "a": service("/api/*")}
    assert rules(services) == ["b /api/v2/*", "a /api/*", "b /app/*", "web /*"]


def test_a_host_beats_no_host_on_the_same_path():
    """A service bound to a host gets what comes for it, the other the rest."""
    services = {"a": service("/*"), "z": service("/*", hosts=["admin.example.com"])}
    assert rules(services) == ["z admin.example.com /*", "a /*"]


def test_neighbours_share_a_rule_up_to_the_values_it_may_have():
    """Five paths of one service make one rule, a sixth makes a second; each host takes a place, the header another."""
    paths = [f"/{letter}/*" for letter in "abcdef"]
    assert rules({"a": service(*paths[:5])}) == ["a /a/* /b/* /c/* /d/* /e/*"]
    assert rules({"a": service(*paths)}) == ["a /a/* /b/* /c/* /d/* /e/*", "a /f/*"]
    assert rules({"a": service(*paths[:5])}, acceptFrom="cdn") == ["a /a/* /b/* /c/* /d/*", "a /e/*"]
    hosts = ["x.example.com", "y.example.com"]
    assert rules({"a": service(*paths[:4], hosts=hosts)}) == [
        "a x.example.com y.example.com /a/* /b/* /c/*",
        "a x.example.com y.example.com /d/*",
    ]


def numbered(services):
    """Return the rules by service and key, with their priorities."""
    found = listener_rules(sections_of({"services": services, "edge": {"loadBalancer": {}}}).topology)
    assert len({r.priority for r in found}) == len({(r.service, r.key) for r in found}) == len(found)
    return {(r.service, r.key): r.priority for r in found}


def test_a_new_route_moves_no_other_rule():
    """Priorities follow from the path's length and the service's name: neither longer nor equal paths move it."""
    alone = {"web": service("/web/*")}
    crowded = alone | {f"s{n}": service("/" + "x" * n) for n in range(1, 40) if n != 5}
    crowded |= {name: service(f"/{name[:3]}/*") for name in ("api", "billing", "jobs", "orders", "zones")}
    assert numbered(alone)["web", "6"] == numbered(crowded)["web", "6"]


def test_a_rule_is_known_by_the_length_of_its_path():
    """A longer path of a service makes a rule of another name and priority beside the old one, which stays."""
    before = numbered({"api": service("/*"), "web": service("/w/*")})
    after = numbered({"api": service("/*", "/long/path/*"), "web": service("/w/*")})
    assert after.items() >= before.items()
    assert set(after) - set(before) == {("api", "12")}


def test_a_rule_that_blue_green_switches_keeps_its_name():
    """ECS has moved its weights: another path must not make it another rule."""
    blue_green = {"deployment": {"kind": "blueGreen"}}
    assert list(numbered({"api": service("/*", **blue_green)})) == [("api", "")]
    assert list(numbered({"api": service("/api/*", **blue_green)})) == [("api", "")]


def test_a_service_that_turns_to_blue_green_gets_its_rule_beside_the_old_one():
    """The new rule exists before the old one goes: they differ in name and priority, and the new one wins."""
    plain, switched = (
        numbered({"api": service("/*")}),
        numbered({"api": service("/*", deployment={"kind": "blueGreen"})}),
    )
    assert switched["api", ""] + 1 == plain["api", "2"]


def test_names_that_begin_alike_stay_in_order():
    """Where places are taken the next is given; the order is the names' in every case."""
    names = ["api", "apis", "app", "apple", "aq", "web", "zz"]
    places = slots(names)
    assert places == sorted(set(places))
    assert slots(["zy", "zz"]) == [95, 96]
    assert slots([f"a{n:02}" for n in range(97)]) == list(range(97))
    assert slots([f"z{n:02}" for n in range(97)]) == list(range(97))


def test_priorities_stay_within_awss_range():
    """The longest path bound to a host has the least, the shortest without one nearly the greatest."""
    found = numbered({"zz": service("/"), "a": service("/" + "x" * 127, hosts=["a.example.com"])})
    assert found == {("a", "128"): 2, ("zz", "1"): 2 * (255 * 97 + 96) + 2}
    assert max(found.values()) == 49664


def test_the_sixth_path_of_one_length_has_a_name_of_its_own():
    """A second rule of one service and length is told from the first."""
    found = numbered({"a": service(*(f"/{letter}/*" for letter in "abcdef"))})
    assert list(found) == [("a", "4"), ("a", "4-2")]
