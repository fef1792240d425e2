"""Which services are found by name, and under which."""

from infra.model import discovery
from tests.support.bills import sections_of

IMAGE = {"image": "x/y:1"}


def topology():
    """Return three services, of which one refers to the two others."""
    plain = {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": {**IMAGE, "ports": [8000]}}}
    caller = {**plain, "environment": {"A": "${service.Back.host}:${service.Back.port} ${service.mid.host}"}}
    return sections_of({"services": {"mid": plain, "Back": plain, "api": caller, "other": plain}}).topology


def test_only_what_is_referred_to_has_a_name():
    """In the order of the topology; a use opens a port and needs no name."""
    assert discovery.discovered(topology()) == ("mid", "Back")


def test_addresses_hold_the_stack():
    """Two stacks in one network have different zones; names are lower case, as DNS has it."""
    assert discovery.addresses(topology(), "dev_1") == {
        "service.mid.host": "mid.shop-dev-1.internal",
        "service.mid.port": "8000",
        "service.Back.host": "back.shop-dev-1.internal",
        "service.Back.port": "8000",
    }
