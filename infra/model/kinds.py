"""Where a config holds one of several kinds, and which fields each kind has.

A tier may change a kind in one line: the fields that only the old kind has leave before the patch is merged.
"""

from functools import cache
from typing import NamedTuple

from infra.model.base import Model
from infra.model.cache import NodesCache, ServerlessCache
from infra.model.database import AuroraServerlessDatabase, InstanceDatabase
from infra.model.edge import ExternalDns, Route53
from infra.model.messaging import RabbitMq
from infra.model.network import (
    CreatedNetwork,
    ExistingNetwork,
    NatGateway,
    NatInstance,
    NoEgress,
    PublicAddress,
)
from infra.model.pricing import ComputeSavingsPlan, Reserved
from infra.model.scaling import Backlog, Requests, Step, Utilisation
from infra.model.services import AsgService, BlueGreen, FargateService, Job, Rolling

ANY = "*"


class Union(NamedTuple):
    """The kinds that one place of the config may hold; `default` is meant when no kind is written."""

    kinds: dict[str, type[Model]]
    default: str | None = None


UNIONS: dict[tuple[str, ...], Union] = {
    ("topology", "network"): Union({"created": CreatedNetwork, "existing": ExistingNetwork}, "created"),
    ("topology", "network", "egress"): Union(
        {
            "natGateway": NatGateway,
            "natInstance": NatInstance,
            "publicAddress": PublicAddress,
            "none": NoEgress,
        }
    ),
    ("topology", "edge", "dns"): Union({"route53": Route53, "external": ExternalDns}, "route53"),
    ("topology", "services", ANY): Union({"fargate": FargateService, "asg": AsgService, "job": Job}, "fargate"),
    ("topology", "services", ANY, "deployment"): Union({"rolling": Rolling, "blueGreen": BlueGreen}, "rolling"),
    ("topology", "services", ANY, "scaling", "policy"): Union(
        {"cpu": Utilisation, "memory": Utilisation, "requests": Requests, "step": Step, "backlog": Backlog}
    ),
    ("topology", "database"): Union(
        {"instance": InstanceDatabase, "auroraServerless": AuroraServerlessDatabase}, "instance"
    ),
    ("topology", "cache"): Union({"nodes": NodesCache, "serverless": ServerlessCache}, "nodes"),
    ("topology", "messaging", "broker"): Union({"rabbitmq": RabbitMq}, "rabbitmq"),
    ("pricing", "commitments", ANY): Union({"reserved": Reserved, "computeSavingsPlan": ComputeSavingsPlan}),
}


@cache
def union_at(path: tuple[str, ...]) -> Union | None:
    """Return the union that stands at `path`, a path without the prefix `tollgate:`."""
    for pattern, union in UNIONS.items():
        if len(pattern) == len(path) and all(p in (ANY, q) for p, q in zip(pattern, path, strict=True)):
            return union
    return None


@cache
def fields_of(model: type[Model]) -> frozenset[str]:
    """Return the keys a model takes in config."""
    return frozenset(f.alias or name for name, f in model.model_fields.items())
