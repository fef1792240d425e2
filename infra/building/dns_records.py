"""Records that somebody has to make, where names are kept in a DNS that is not ours."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import pulumi

from infra.components.cdn import Cdn
from infra.components.edge import LoadBalancer
from infra.components.names import DnsRecord
from infra.model.front import is_apex, serves_https
from infra.model.topology import Topology

CNAME, ALIAS = "CNAME", "ALIAS"
PORTS = {"http": 80, "https": 443}
Pointer: TypeAlias = tuple[DnsRecord, pulumi.Output[str] | None]
"""A record that leads here, and the call that tries what it leads to; None where a name cannot be tried."""
APEX = "a domain's own name takes no CNAME: an ALIAS or ANAME record where the DNS has them, else another name"


def records_to_make(
    topology: Topology, proofs: Sequence[DnsRecord], balancer: LoadBalancer | None, cdn: Cdn | None
) -> list[Mapping[str, pulumi.Input[str]]]:
    """Return every record: those that prove certificates, and those that point names here.

    What points here comes with a call that asks the new end in the name's place, before anybody is sent there.
    """
    told: list[Pointer] = [(record, None) for record in proofs]
    told += _pointers(topology, balancer, cdn)
    return [
        {"name": r.name, "type": r.type, "value": r.value, "purpose": r.purpose, **({"check": check} if check else {})}
        for r, check in told
    ]


def _pointers(topology: Topology, balancer: LoadBalancer | None, cdn: Cdn | None) -> Iterator[Pointer]:
    edge = topology.edge
    if balancer is not None and edge.load_balancer is not None:
        scheme = "https" if serves_https(edge) else "http"
        yield from _to(edge.load_balancer.host_names, balancer.dns_name, "the load balancer", scheme)
    if cdn is not None and edge.cdn is not None:
        # Without its certificate a CDN does not know the name, and answers nobody who asks for it.
        yield from _to(edge.cdn.host_names, cdn.domain_name, "the CDN", "https" if cdn.named else None)


def _to(hosts: Sequence[str], target: pulumi.Input[str], what: str, scheme: str | None) -> Iterator[Pointer]:
    for host in hosts:
        apex = is_apex(host)
        purpose = f"leads to {what}"
        record = DnsRecord(host, ALIAS if apex else CNAME, target, f"{purpose}; {APEX}" if apex else purpose)
        yield record, _check(host, target, scheme) if scheme and not host.startswith("*") else None


def _check(host: str, target: pulumi.Input[str], scheme: str) -> pulumi.Output[str]:
    port = PORTS[scheme]
    return pulumi.Output.concat(f"curl -I --connect-to {host}:{port}:", target, f":{port} {scheme}://{host}/")
