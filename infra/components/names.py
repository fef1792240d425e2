"""Names: the hosted zone, and certificates proved by records in it."""

from collections.abc import Sequence
from typing import NamedTuple

import pulumi
import pulumi_aws as aws

from infra.aws_rules.cloudfront import CERTIFICATE_REGION
from infra.components.base import Layer
from infra.model import edge_names
from infra.model.edge import Route53
from infra.model.front import records_in_place
from infra.model.topology import Topology

PROOF_TTL_SECONDS = 300


class DnsRecord(NamedTuple):
    """A record that somebody has to make in a DNS elsewhere."""

    name: pulumi.Input[str]
    type: pulumi.Input[str]
    value: pulumi.Input[str]
    purpose: str


class Names(Layer):
    """Certificates for the load balancer and the CDN, and the zone that proves them.

    Attributes:
        zone_id: of the hosted zone; None where names are kept elsewhere.
        zone_arn, name_servers: of a zone that is made here.
        balancer_certificate: ARN of the load balancer's certificate, once it is issued; None while it cannot be.
        cdn_certificate: the same of the CDN's, which lives in us-east-1 wherever the stack is.
        proofs: records that prove the certificates, where names are kept elsewhere.
    """

    zone_id: pulumi.Output[str] | None
    zone_arn: pulumi.Output[str] | None
    name_servers: pulumi.Output[Sequence[str]] | None
    balancer_certificate: pulumi.Output[str] | None
    cdn_certificate: pulumi.Output[str] | None
    proofs: list[DnsRecord]

    def __init__(self, name: str, *, topology: Topology, opts: pulumi.ResourceOptions) -> None:
        super().__init__(name, "edge", opts)
        edge = topology.edge
        self._topology, self.proofs = topology, []
        self._proven: dict[str, pulumi.Output[str]] = {}
        self.zone_id = self.zone_arn = self.name_servers = None
        if isinstance(edge.dns, Route53):
            self._zone(edge.dns)
        balancer = edge.load_balancer.host_names if edge.load_balancer else ()
        self.balancer_certificate = self._certificate(edge_names.load_balancer(topology), balancer, None)
        cdn = edge.cdn.host_names if edge.cdn else ()
        self.cdn_certificate = self._certificate(edge_names.cdn(topology), cdn, CERTIFICATE_REGION)
        self.register_outputs({})

    def _zone(self, dns: Route53) -> None:
        if not dns.create_zone and not edge_names.hosts(self._topology):
            return
        if not dns.create_zone:
            options = pulumi.InvokeOptions(parent=self)
            self.zone_id = aws.route53.get_zone_output(name=dns.zone, private_zone=False, opts=options).zone_id
            return
        # Others keep records in a zone too, such as those of mail.
        options = self.child(protect=self._topology.protect_data)
        zone = aws.route53.Zone(edge_names.zone(self._topology), name=dns.zone, opts=options)
        self.zone_id, self.zone_arn, self.name_servers = zone.zone_id, zone.arn, zone.name_servers
        # The first deployment waits until the domain points here, so it must say where before it ends.
        zone.name_servers.apply(lambda servers: pulumi.log.info(f"{dns.zone} is served by {', '.join(servers)}", zone))

    def _certificate(self, logical: str, hosts: Sequence[str], region: str | None) -> pulumi.Output[str] | None:
        """Return the ARN of an issued certificate; None where nobody said that its records are in place."""
        if not hosts:
            return None
        certificate = aws.acm.Certificate(
            logical,
            domain_name=hosts[0],
            subject_alternative_names=list(hosts[1:]) or None,
            validation_method="DNS",
            region=region,
            opts=self.child(),
        )
        fqdns = [self._prove(certificate, host) for host in hosts]
        if not records_in_place(self._topology.edge):
            return None
        return aws.acm.CertificateValidation(
            logical,
            certificate_arn=certificate.arn,
            validation_record_fqdns=list(dict.fromkeys(fqdns)) if self.zone_id is not None else None,
            region=region,
            opts=self.child(),
        ).certificate_arn

    def _prove(self, certificate: aws.acm.Certificate, host: str) -> pulumi.Output[str]:
        """Return the name of the record that proves a host.

        A wildcard shares its parent's, and certificates of two regions share theirs.
        """
        bare = host.removeprefix("*.")
        if bare not in self._proven:
            proof = _proof(certificate, host)
            self._proven[bare] = self._record(self.zone_id, bare, proof) if self.zone_id else self._ask_for(proof)
        return self._proven[bare]

    def _record(self, zone_id: pulumi.Input[str], bare: str, proof: DnsRecord) -> pulumi.Output[str]:
        return aws.route53.Record(
            f"{edge_names.record(self._topology, bare)}-proof",
            zone_id=zone_id,
            name=proof.name,
            type=proof.type,
            records=[proof.value],
            ttl=PROOF_TTL_SECONDS,
            # AWS asks for the same record for every certificate of an account, other stacks' included.
            allow_overwrite=True,
            opts=self.child(),
        ).fqdn

    def _ask_for(self, proof: DnsRecord) -> pulumi.Output[str]:
        self.proofs.append(proof)
        return pulumi.Output.from_input(proof.name)


def _proof(certificate: aws.acm.Certificate, host: str) -> DnsRecord:
    """Return the record that AWS wants to see for one name; it lists them in no stated order."""
    option = certificate.domain_validation_options.apply(
        lambda options: next(option for option in options if option.domain_name == host)
    )
    return DnsRecord(
        option.apply(lambda o: o.resource_record_name or ""),
        option.apply(lambda o: o.resource_record_type or ""),
        option.apply(lambda o: o.resource_record_value or ""),
        f"proves the certificate of {host.removeprefix('*.')}",
    )
