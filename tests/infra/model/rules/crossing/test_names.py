"""Names that are put together fit AWS's lengths with what Pulumi adds."""

from datetime import date

from infra.model.rules.common import Where
from infra.model.rules.crossing import names
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))


def found(name, service, **more):
    """Return what is wrong with the names of a topology with one routed service, as lines."""
    body = {
        "cpuUnits": 256,
        "memoryMib": 512,
        "containers": {"app": {"image": "x/y:1", "ports": [80]}},
        "route": {},
        **more,
    }
    topology = sections_of({"name": name, "services": {service: body}, "edge": {"loadBalancer": {}}}).topology
    return [str(p) for p in names.problems(topology, WHERE)]


def test_a_target_group_has_room_for_what_pulumi_adds():
    """Name and service make 23 characters at most, with the hyphen 24; of blue/green two less."""
    assert found("n" * 10, "s" * 13) == []
    assert found("n" * 10, "s" * 14) == [
        (
            f"tollgate:services.{'s' * 14}: makes the name '{'n' * 10}-{'s' * 14}', 25 characters; "
            "shorten name or service by 1: a target group's name has 32, of which Pulumi takes 8"
        )
    ]
    blue_green = {"deployment": {"kind": "blueGreen"}}
    assert found("n" * 10, "s" * 11, **blue_green) == []
    assert "25 characters; shorten name or service by 1" in found("n" * 10, "s" * 12, **blue_green)[0]
