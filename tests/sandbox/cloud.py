"""The simulated AWS without the engine: make and end resources by direct calls to the provider."""

import json

from sandbox.account import Account
from sandbox.aws.planting import plant
from sandbox.aws.provider import AwsProvider, RefusedError
from sandbox.aws.provider_config import ProviderConfig
from sandbox.aws.types import ROWS

TOKENS = {token.split(":")[1]: token for token in ROWS}


class Cloud:
    """One account, used through the provider as the engine would use it."""

    def __init__(self, region="us-east-1", default_tags=None):
        self.account = Account()
        self.provider = AwsProvider(self.account)
        self.config = ProviderConfig("aws", region, default_tags or {})

    def check(self, kind, name, /, **inputs):
        """The checked inputs and the failures as text."""
        checked, failures = self.provider.check(self.config, self.urn(kind, name), {}, inputs, name.encode())
        return checked, [str(failure) for failure in failures]

    def make(self, kind, name, /, **inputs):
        """Make a resource, `ec2/vpc`; raises RefusedError with whatever stands against it."""
        checked, failures = self.check(kind, name, **inputs)
        if failures:
            raise RefusedError("; ".join(failures))
        id_, _ = self.provider.create(self.config, self.urn(kind, name), checked, preview=False)
        return next(one for one in self.account.of(TOKENS[kind]) if one.id == id_ and one.name == name)

    def preview(self, kind, name, /, **inputs):
        """What a preview knows of a resource that does not exist yet."""
        checked, failures = self.check(kind, name, **inputs)
        assert not failures
        return self.provider.create(self.config, self.urn(kind, name), checked, preview=True)[1]

    def change(self, living, **inputs):
        """Change a resource in place: its old inputs with these on top."""
        given = {name: value for name, value in living.inputs.items() if name not in {"tagsAll", "__defaults"}}
        news, failures = self.check(living.type.split(":")[1], living.name, **{**given, **inputs})
        if failures:
            raise RefusedError("; ".join(failures))
        self.provider.update(self.config, living.urn, living.id, living.outputs, news, preview=False)
        return self.account.find(living.key)

    def diff(self, living, **inputs):
        """What the engine would be told of a change to these inputs."""
        news, _ = self.check(living.type.split(":")[1], living.name, **inputs)
        return self.provider.diff(living.urn, living.outputs, living.inputs, news)

    def end(self, living):
        """Delete a resource."""
        self.provider.delete(living.urn, living.id, living.outputs)

    def plant(self, kind, id_="", region="us-east-1", **properties):
        """Put something there that no program made."""
        return plant(self.account, TOKENS.get(kind, kind), id_, region, properties)

    @staticmethod
    def urn(kind, name):
        """The URN that the engine would give."""
        return f"urn:pulumi:dev::test::{TOKENS.get(kind, kind)}::{name}"

    def network(self, cidr="10.0.0.0/16", name="net"):
        """A VPC with two subnets in two zones and a security group."""
        vpc = self.make("ec2/vpc", name, cidrBlock=cidr, enableDnsHostnames=True)
        prefix = cidr.rsplit(".", 2)[0]
        subnets = [
            self.make(
                "ec2/subnet",
                f"{name}-{zone}",
                vpcId=vpc.id,
                cidrBlock=f"{prefix}.{number}.0/24",
                availabilityZone=f"us-east-1{zone}",
            )
            for number, zone in enumerate("ab")
        ]
        group = self.make("ec2/securityGroup", name, vpcId=vpc.id)
        return vpc, subnets, group

    def role(self, name, service):
        """A role that a service may assume."""
        statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}}
        return self.make("iam/role", name, assumeRolePolicy=json.dumps({"Statement": [statement]}))
