"""Quotas that a topology draws from: counted at its most, with what a deployment runs beside."""

import pytest

from infra.model.quotas import quotas
from tests.support.bills import sections_of

IMAGE = {"image": "x/y:1"}
NAT = {"egress": {"kind": "natGateway"}}
CPU = {"kind": "cpu"}
TASK = {"cpuUnits": 1024, "memoryMib": 2048, "containers": {"app": IMAGE}, "scaling": {"max": 3, "policy": CPU}}
STATE = {**TASK, "containers": {"app": {**IMAGE, "stateful": True}}, "scaling": {"max": 1}}
GROUP = {"kind": "asg", "instanceType": "t3.small", "containers": {"app": {**IMAGE, "memoryMib": 256}}}
MICRO = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
CLUSTER = {"kind": "auroraServerless", "version": "17", "minAcu": "0.5", "maxAcu": 4, "readers": 2}
PUBLIC = {"egress": {"kind": "publicAddress"}}

CASES = [
    ({"network": PUBLIC}, {"vpcs": 1}),
    ({"network": NAT}, {"vpcs": 1, "elasticIps": 1, "natGateways": 1}),
    # Three zones have a gateway each; the quota counts those of one zone.
    (
        {"network": {"availabilityZones": 3, "egress": {"kind": "natGateway", "perZone": True}}},
        {"vpcs": 1, "elasticIps": 3, "natGateways": 1},
    ),
    (
        {"network": {"availabilityZones": 3, "egress": {"kind": "natInstance", "perZone": True}}},
        {"vpcs": 1, "elasticIps": 3, "instanceVcpu": 6},
    ),
    (
        {"network": {"egress": {"kind": "none"}, "endpoints": ["s3", "logs", "ecr.api"]}},
        {"vpcs": 1, "interfaceEndpoints": 2},
    ),
    # Three tasks of a vCPU, and three more while they are replaced.
    ({"network": PUBLIC, "services": {"api": TASK}}, {"vpcs": 1, "fargateVcpu": 6}),
    # One that keeps state stops before the next starts.
    ({"network": PUBLIC, "services": {"api": STATE}}, {"vpcs": 1, "fargateVcpu": 1}),
    (
        {"network": PUBLIC, "services": {"load": {**STATE, "kind": "job", "scaling": None}}},
        {"vpcs": 1, "fargateVcpu": 1},
    ),
    # Of six, one is on demand by the base; of the other five 67 % are four on Spot.
    (
        {"network": PUBLIC, "services": {"api": {**TASK, "spot": {"sharePercent": 67, "onDemandBase": 1}}}},
        {"vpcs": 1, "fargateVcpu": 2, "fargateSpotVcpu": 4},
    ),
    # A quarter of a vCPU and a half are one.
    (
        {
            "network": PUBLIC,
            "services": {
                "a": {**STATE, "cpuUnits": 256, "memoryMib": 512},
                "b": {**STATE, "cpuUnits": 512, "memoryMib": 1024},
            },
        },
        {"vpcs": 1, "fargateVcpu": 1},
    ),
    # Two instances of two vCPU, and the one that a rolling deployment needs.
    (
        {"network": PUBLIC, "services": {"api": {**GROUP, "scaling": {"min": 2, "max": 2}}}},
        {"vpcs": 1, "instanceVcpu": 6},
    ),
    (
        {
            "network": PUBLIC,
            "services": {"api": {**GROUP, "spot": {"sharePercent": 100}, "scaling": {"min": 2, "max": 2}}},
        },
        {"vpcs": 1, "spotInstanceVcpu": 6},
    ),
    ({"network": PUBLIC, "database": {**MICRO, "readReplicas": 2}}, {"vpcs": 1, "databaseInstances": 3}),
    ({"network": PUBLIC, "database": CLUSTER}, {"vpcs": 1, "databaseInstances": 3, "databaseClusters": 1}),
    (
        {"network": PUBLIC, "cache": {"version": "8.0", "nodeType": "cache.t4g.micro", "nodes": 3}},
        {"vpcs": 1, "cacheNodes": 3},
    ),
    ({"network": PUBLIC, "storage": {"fileSystems": {"files": {}}}}, {"vpcs": 1, "fileSystems": 1}),
    (
        {
            "network": PUBLIC,
            "edge": {
                "dns": {"kind": "route53", "zone": "example.com", "createZone": True},
                "loadBalancer": {"hostNames": ["api.example.com"]},
            },
            "services": {"api": {**STATE, "containers": {"app": {**IMAGE, "ports": [80]}}, "route": {}}},
        },
        {"vpcs": 1, "fargateVcpu": 2, "loadBalancers": 1, "listenerRules": 1, "certificates": 1, "hostedZones": 1},
    ),
]


@pytest.mark.parametrize(("topology", "expected"), CASES)
def test_quotas_at_the_most(topology, expected):
    """CR-60: each quota that is touched, with the greatest count, and no other."""
    assert quotas(sections_of(topology).topology) == expected
