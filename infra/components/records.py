"""Records that point host names at the load balancer and at the CDN."""

from collections.abc import Sequence
from typing import NamedTuple

import pulumi
import pulumi_aws as aws

from infra.components.base import Layer
from infra.model import edge_names
from infra.model.topology import Topology

IPV4, IPV6 = "A", "AAAA"


class Alias(NamedTuple):
    """What names point at.

    Attributes:
        hosts: the names.
        dns_name: AWS's own name of the target.
        zone_id: the zone in which AWS keeps that name.
        types: of the records: addresses of which kinds the target has.
    """

    hosts: Sequence[str]
    dns_name: pulumi.Input[str]
    zone_id: pulumi.Input[str]
    types: Sequence[str] = (IPV4,)


class Records(Layer):
    """Aliases in a hosted zone: free to ask for, and good for a domain's own name, which takes no CNAME."""

    def __init__(
        self,
        name: str,
        *,
        topology: Topology,
        zone_id: pulumi.Input[str],
        aliases: Sequence[Alias],
        opts: pulumi.ResourceOptions,
    ) -> None:
        super().__init__(name, "edge", opts)
        for target in aliases:
            for host in target.hosts:
                for kind in target.types:
                    suffix = "" if kind == IPV4 else f"-{kind.lower()}"
                    aws.route53.Record(
                        f"{edge_names.record(topology, host)}{suffix}",
                        zone_id=zone_id,
                        name=host,
                        type=kind,
                        aliases=[{"name": target.dns_name, "zone_id": target.zone_id, "evaluate_target_health": False}],
                        opts=self.child(),
                    )
        self.register_outputs({})
