"""Which changes AWS cannot make in place.

The table `data/replacement.csv` names them by type and argument, each with the letters of its sources:

- `c`: AWS's CloudFormation registry schemas (`createOnlyProperties`), as of 2026-10-20;
- `t`: the schema of Terraform's AWS provider, version 1.60.0 (`ForceNew`);
- `d`: the documentation of the argument in the installed SDK;
- `k`: known of the provider as it is today, with no published list read. Doubt these first.

Where the sources disagree the provider's own present behaviour stands: it is what is simulated. A change that takes
a new resource only under a condition has a function below.
"""

import csv
import functools
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from sandbox.wire import list_at, reveal

Inputs: TypeAlias = Mapping[str, Any]
Condition: TypeAlias = Callable[[Inputs, Inputs], bool]

TABLE: Final = Path(__file__).parent / "data" / "replacement.csv"


def replaces(token: str, path: str, old: Inputs, new: Inputs) -> bool:
    """Whether a change at this property path takes a new resource.

    Args:
        token: The resource type.
        path: The path of the change, places in lists left in.
        old: The arguments that made the resource.
        new: The arguments now.
    """
    bare = re.sub(r"\[\d+\]", "", path)
    if bare == "region":
        return True
    if any(bare == name or bare.startswith(f"{name}.") for name in forced(token)):
        return True
    condition = CONDITIONS.get((token.split(":")[1], bare.partition(".")[0]))
    return condition is not None and condition(old, new)


def forced(token: str) -> frozenset[str]:
    """The arguments of a type whose change always takes a new resource."""
    return _table().get(token.split(":")[1], frozenset())


@functools.cache
def _table() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["type"], set()).add(row["argument"])
    return {type_: frozenset(names) for type_, names in found.items()}


def _strategy(old: Inputs, new: Inputs) -> bool:
    """An ECS service keeps its place only with `forceNewDeployment`, and never when a strategy comes or goes."""
    before, after = list_at(old, "capacityProviderStrategies"), list_at(new, "capacityProviderStrategies")
    return not reveal(new.get("forceNewDeployment")) or bool(before) is not bool(after)


def _user_data(_old: Inputs, new: Inputs) -> bool:
    return bool(reveal(new.get("userDataReplaceOnChange")))


def _tls(_old: Inputs, new: Inputs) -> bool:
    """Redis before 7.0.5 takes encryption in transit at its creation only."""
    version = [int(part) for part in re.findall(r"\d+", str(reveal(new.get("engineVersion")) or "9"))]
    return reveal(new.get("engine")) != "valkey" and version < [7]


def _downgrade(old: Inputs, new: Inputs) -> bool:
    return reveal(old.get("tier")) == "Advanced" and reveal(new.get("tier")) == "Standard"


def _not_interface(_old: Inputs, new: Inputs) -> bool:
    return reveal(new.get("vpcEndpointType")) != "Interface"


def _network_balancer(_old: Inputs, new: Inputs) -> bool:
    """A network load balancer loses subnets, and gains or loses security groups, only by a new one."""
    return reveal(new.get("loadBalancerType")) == "network"


def _switched_off(old: Inputs, new: Inputs) -> bool:
    return bool(reveal(old.get("enablePrimaryIpv6"))) and not reveal(new.get("enablePrimaryIpv6"))


def _multi_az_cluster(_old: Inputs, new: Inputs) -> bool:
    return not str(reveal(new.get("engine"))).startswith("aurora")


def _decreased(old: Inputs, new: Inputs) -> bool:
    name = "secondaryIpsAutoAssignedPerSubnet"
    return int(reveal(new.get(name)) or 0) < int(reveal(old.get(name)) or 0)


def _memcached(_old: Inputs, new: Inputs) -> bool:
    return reveal(new.get("engine")) == "memcached"


CONDITIONS: Final[Mapping[tuple[str, str], Condition]] = {
    ("ec2/instance", "enablePrimaryIpv6"): _switched_off,
    ("ec2/instance", "userData"): _user_data,
    ("ec2/instance", "userDataBase64"): _user_data,
    ("ec2/networkInterface", "enablePrimaryIpv6"): _switched_off,
    ("ec2/vpcEndpoint", "privateDnsEnabled"): _not_interface,
    ("ecs/service", "capacityProviderStrategies"): _strategy,
    ("elasticache/cluster", "nodeType"): _memcached,
    ("elasticache/replicationGroup", "transitEncryptionEnabled"): _tls,
    ("lb/loadBalancer", "secondaryIpsAutoAssignedPerSubnet"): _decreased,
    ("lb/loadBalancer", "securityGroups"): _network_balancer,
    ("lb/loadBalancer", "subnets"): _network_balancer,
    ("rds/cluster", "storageType"): _multi_az_cluster,
    ("ssm/parameter", "tier"): _downgrade,
}
