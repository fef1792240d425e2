"""Room in the subnets for what may run at once."""

from datetime import date

import pytest

from infra.model.rules.common import Where
from infra.model.rules.crossing import subnets
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))
CPU = {"kind": "cpu"}


def topology(most, network, **parts):
    """Return a topology of one service with up to `most` tasks."""
    scaling = {"min": 1, "max": most, "policy": CPU}
    api = {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": {"image": "x/y:1"}}, "scaling": scaling}
    return sections_of({"network": network, "services": {"api": {**api, **parts.pop("service", {})}}, **parts}).topology


def found(most, network, **parts):
    """Return the problems as lines."""
    return [str(p).removeprefix("tollgate:") for p in subnets.problems(topology(most, network, **parts), WHERE)]


def explicit(private, public="10.0.128.0/24", egress="natGateway"):
    """Return a network whose first private range is given."""
    ranges = {"public": [public, "10.0.129.0/24"], "private": [private, "10.0.65.0/24"]}
    return {"egress": {"kind": egress}, "subnets": ranges}


@pytest.mark.parametrize(("most", "fine"), [(11, True), (12, False)])
def test_tasks_have_room_twice_over(most, fine):
    """A /28 has 16 − 5 = 11 addresses; 11 tasks, doubled while they are deployed, are 22 over two zones: 11 each."""
    lines = found(most, explicit("10.0.64.0/28"))
    assert (lines == []) is fine
    assert fine or lines == [
        (
            "network.subnets.private[0]: '10.0.64.0/28' has 11 addresses, and 12 may be wanted at once, "
            "deployments included: take a larger range"
        )
    ]


def test_data_and_endpoints_take_addresses_too():
    """A database, a file system and two interface endpoints take one in each zone: four of eleven."""
    more = {
        "database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20},
        "storage": {"fileSystems": {"files": {}}},
    }
    network = {**explicit("10.0.64.0/28"), "endpoints": ["s3", "logs", "ssm"]}
    assert subnets.needed_addresses(topology(7, network, **more), 2) == (1, 11)
    assert found(7, network, **more) == []
    assert len(found(8, network, **more)) == 1


def test_tasks_with_public_addresses_sit_in_public_subnets():
    """The load balancer's eight and the tasks share a public range: 8 + 7 = 15 of 11."""
    balanced = {"edge": {"loadBalancer": {}}, "service": {"route": {}}}
    needed = subnets.needed_addresses(topology(7, {"egress": {"kind": "publicAddress"}}, **balanced), 2)
    assert needed == (15, 0)


def test_a_load_balancer_wants_a_larger_subnet():
    """AWS asks for a /27 at least."""
    balanced = {"edge": {"loadBalancer": {}}, "service": {"route": {}}}
    assert found(1, explicit("10.0.64.0/24", "10.0.128.0/27"), **balanced) == []
    assert found(1, explicit("10.0.64.0/24", "10.0.128.0/28"), **balanced) == [
        "network.subnets.public[0]: '10.0.128.0/28' is smaller than the /27 that a load balancer wants"
    ]


def test_a_derived_plan_is_told_once_by_its_network():
    """Ranges nobody wrote are named by the network they come from: a /24 gives private /28s."""
    (line,) = found(12, {"egress": {"kind": "natGateway"}, "cidr": "10.0.0.0/24"})
    assert line.startswith(
        "network.cidr: '10.0.0.0/24' makes private subnets such as 10.0.0.0/28, which has 11 addresses"
    )


def test_instances_and_their_tasks_have_an_address_each():
    """Three tasks, doubled, and four instances are ten over two zones; in the host's network tasks have none."""
    asg = {"service": {"kind": "asg", "instanceType": "t3.small", "cpuUnits": None, "memoryMib": None}}
    assert subnets.needed_addresses(topology(3, {"egress": {"kind": "natGateway"}}, **asg), 2) == (1, 5)
    assert subnets.needed_addresses(topology(3, {"egress": {"kind": "publicAddress"}}, **asg), 2) == (2, 0)


def test_an_adopted_network_is_not_judged():
    """How large adopted subnets are is not known here."""
    network = {"kind": "existing", "vpcId": "vpc-00000001", "privateSubnetIds": ["subnet-00000001", "subnet-00000002"]}
    assert found(5000, network) == []
