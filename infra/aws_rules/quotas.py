"""Service quotas: what an account may have of a thing until it asks AWS for more."""

from typing import Final, NamedTuple

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "QUOTAS": ("service-quotas", "fargate-quotas", "ec2-quotas", "general-knowledge"),
}


class Quota(NamedTuple):
    """A quota by the codes that `aws service-quotas` takes.

    Attributes:
        what: its unit in words, plural.
        service, code: its place in Service Quotas.
        least: what a new account has; older accounts may have been raised.
        scope: of what so many: `region`, `zone`, `vpc`, `load balancer` or `account`.
    """

    what: str
    service: str
    code: str
    least: int
    scope: str = "region"

    @property
    def command(self) -> str:
        """The call that says what the account has."""
        return f"aws service-quotas get-service-quota --service-code {self.service} --quota-code {self.code}"


QUOTAS: Final[dict[str, Quota]] = {
    "vpcs": Quota("VPCs", "vpc", "L-F678F1CE", 5),
    "elasticIps": Quota("Elastic IP addresses", "ec2", "L-0263D0A3", 5),
    "natGateways": Quota("NAT gateways", "vpc", "L-FE5A380F", 5, "zone"),
    "interfaceEndpoints": Quota("interface endpoints", "vpc", "L-29B6F2EB", 50, "vpc"),
    "fargateVcpu": Quota("Fargate vCPUs on demand", "fargate", "L-3032A538", 6),
    "fargateSpotVcpu": Quota("Fargate vCPUs on Spot", "fargate", "L-36FBB829", 6),
    "instanceVcpu": Quota("vCPUs of instances on demand", "ec2", "L-1216C47A", 5),
    "spotInstanceVcpu": Quota("vCPUs of instances on Spot", "ec2", "L-34B43A08", 5),
    "loadBalancers": Quota("application load balancers", "elasticloadbalancing", "L-53DA6B97", 50),
    "listenerRules": Quota("listener rules", "elasticloadbalancing", "L-7EED9B64", 100, "load balancer"),
    "databaseInstances": Quota("RDS instances", "rds", "L-7B6409FD", 40),
    "databaseClusters": Quota("Aurora clusters", "rds", "L-952B80B8", 40),
    "cacheNodes": Quota("cache nodes", "elasticache", "L-DFE45DF3", 300),
    "fileSystems": Quota("file systems", "elasticfilesystem", "L-848C634D", 1000),
    "certificates": Quota("certificates", "acm", "L-F141DD1D", 2500),
    "hostedZones": Quota("hosted zones", "route53", "L-4EA4796A", 500, "account"),
}
