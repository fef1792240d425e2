"""The load balancer: its listeners, and the bucket of its access logs."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pulumi
import pulumi_aws as aws

from infra.aws_rules.load_balancer import LOG_DELIVERY_PRINCIPAL, TLS_POLICY
from infra.components import policies
from infra.components.base import Layer
from infra.components.buckets import expire_after, private_bucket
from infra.components.origin_header import add_origin_header
from infra.model import edge_names
from infra.model.front import HTTP, HTTPS, listener_ports, only_from_cdn, serves_https
from infra.model.topology import Topology

NO_ROUTE, FORBIDDEN = "404", "403"
"""What is answered where no rule matches: nothing is there; of a load balancer behind a CDN, nobody may ask."""


class BalancerWires(NamedTuple):
    """What the load balancer hangs on.

    Attributes:
        subnet_ids: public subnets, one a zone.
        security_group: lets viewers in, or CloudFront alone.
        certificate: ARN of an issued certificate; None serves plain HTTP.
        account_id: whose access logs they are; empty without any.
    """

    subnet_ids: pulumi.Input[Sequence[str]]
    security_group: pulumi.Input[str]
    certificate: pulumi.Output[str] | None
    account_id: pulumi.Input[str]


class LoadBalancer(Layer):
    """An application load balancer that forwards nothing by itself: rules do.

    Attributes:
        arn, dns_name, zone_id: of the load balancer.
        arn_suffix: what metrics and scaling know it by.
        listener_arn: of the listener that rules belong to.
        header: what every request must carry, by the header's name; empty where anybody may ask.
    """

    arn: pulumi.Output[str]
    dns_name: pulumi.Output[str]
    zone_id: pulumi.Output[str]
    arn_suffix: pulumi.Output[str]
    listener_arn: pulumi.Output[str]
    header: Mapping[str, pulumi.Input[str]]

    def __init__(self, name: str, *, topology: Topology, wires: BalancerWires, opts: pulumi.ResourceOptions) -> None:
        super().__init__(name, "edge", opts)
        self._topology, self._wires = topology, wires
        made = self._balancer()
        self.arn, self.arn_suffix = made.arn, made.arn_suffix
        self.dns_name, self.zone_id = made.dns_name, made.zone_id
        self.header = add_origin_header(self, topology) if only_from_cdn(topology.edge) else {}
        for port in listener_ports(topology.edge):
            self.listener_arn = self._listener(port).arn
        self.register_outputs({"dnsName": self.dns_name})

    def _balancer(self) -> aws.lb.LoadBalancer:
        topology, keep = self._topology, self._topology.protect_data
        model = topology.edge.load_balancer
        if model is None:
            raise ValueError("a load balancer component needs a load balancer")
        logs = self._access_logs(model.access_log_days) if model.access_log_days is not None else None
        return aws.lb.LoadBalancer(
            edge_names.load_balancer(topology),
            load_balancer_type="application",
            internal=False,
            subnets=self._wires.subnet_ids,
            security_groups=[self._wires.security_group],
            idle_timeout=model.idle_timeout_seconds,
            drop_invalid_header_fields=True,
            enable_deletion_protection=keep,
            access_logs={"enabled": True, "bucket": logs[0].bucket} if logs else None,
            # AWS tries to write to the bucket before it turns logs on.
            opts=self.child(protect=keep, depends_on=[logs[1]] if logs else []),
        )

    def _access_logs(self, days: int) -> tuple[aws.s3.Bucket, aws.s3.BucketPolicy]:
        name = edge_names.access_logs(self._topology)
        bucket = private_bucket(name, self.child(), force_destroy=not self._topology.protect_data)
        expire_after(bucket, name, days, self.child())
        deliver = {
            "Effect": "Allow",
            "Principal": {"Service": LOG_DELIVERY_PRINCIPAL},
            "Action": "s3:PutObject",
            "Resource": pulumi.Output.concat(bucket.arn, "/AWSLogs/", self._wires.account_id, "/*"),
        }
        statements = [deliver, policies.tls_only(bucket.arn)]
        policy = aws.s3.BucketPolicy(name, bucket=bucket.id, policy=policies.document(statements), opts=self.child())
        return bucket, policy

    def _listener(self, port: int) -> aws.lb.Listener:
        """Return the listener of a port; beside one that serves HTTPS, HTTP only sends viewers on."""
        secure = port == HTTPS
        return aws.lb.Listener(
            f"{self._topology.name}-{'https' if secure else 'http'}",
            load_balancer_arn=self.arn,
            port=port,
            protocol="HTTPS" if secure else "HTTP",
            ssl_policy=TLS_POLICY if secure else None,
            certificate_arn=self._wires.certificate if secure else None,
            default_actions=[
                self._redirect() if port == HTTP and serves_https(self._topology.edge) else self._refuse()
            ],
            opts=self.child(),
        )

    def _redirect(self) -> aws.lb.ListenerDefaultActionArgsDict:
        return {
            "type": "redirect",
            "redirect": {"protocol": "HTTPS", "port": str(HTTPS), "status_code": "HTTP_301"},
        }

    def _refuse(self) -> aws.lb.ListenerDefaultActionArgsDict:
        status = FORBIDDEN if only_from_cdn(self._topology.edge) else NO_ROUTE
        return {
            "type": "fixed-response",
            "fixed_response": {"content_type": "text/plain", "status_code": status, "message_body": ""},
        }
