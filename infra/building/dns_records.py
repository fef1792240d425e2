"""Records that somebody has to make, where names are kept in a DNS that is not ours."""

from collections.abc import Iterator, Mapping, Sequence

import pulumi

from infra.components.cdn import Cdn
from infra.components.edge import LoadBalancer
from infra.components.names import DnsRecord
from infra.model.front import is_apex
from infra.model.topology import Topology

CNAME, ALIAS = "CNAME", "ALIAS"
APEX = "a domain's own name takes no CNAME: an ALIAS or ANAME record where the DNS has them, else another name"


def records_to_make(
    topology: Topology, proofs: Sequence[DnsRecord], balancer: LoadBalancer | None, cdn: Cdn | None
) -> list[Mapping[str, pulumi.Input[str]]]:
    """Return every record: those that prove certificates, and those that point names here."""
    records = [*proofs, *_pointers(topology, balancer, cdn)]
    return [{"name": r.name, "type": r.type, "value": r.value, "purpose": r.purpose} for r in records]


def _pointers(topology: Topology, balancer: LoadBalancer | None, cdn: Cdn | None) -> Iterator[DnsRecord]:
    edge = topology.edge
    if balancer is not None and edge.load_balancer is not None:
        yield from _to(edge.load_balancer.host_names, balancer.dns_name, "the load balancer")
    if cdn is not None and edge.cdn is not None:
        yield from _to(edge.cdn.host_names, cdn.domain_name, "the CDN")


def _to(hosts: Sequence[str], target: pulumi.Input[str], what: str) -> Iterator[DnsRecord]:
    for host in hosts:
        apex = is_apex(host)
        purpose = f"leads to {what}"
        yield DnsRecord(host, ALIAS if apex else CNAME, target, f"{purpose}; {APEX}" if apex else purpose)
