"""A stack file to start from, with the comments one would wish for."""

from decimal import Decimal
from typing import NamedTuple

EGRESSES = ("natGateway", "natInstance", "publicAddress")
"""Ways out to the internet, the one with least to look after first, the cheapest last."""


class Answers(NamedTuple):
    """What a new user says of the application.

    Attributes:
        stack, name, region: as they stand in the file.
        port: where the container listens.
        domain: host name of the API, in a zone of Route 53; empty for plain HTTP.
        egress: kind of the way out of private subnets.
        database, cache, worker: whether there is one.
        requests: a second, on average.
        cap: dollars a month.
    """

    stack: str
    name: str
    region: str
    port: int
    domain: str
    database: bool
    cache: bool
    worker: bool
    requests: float
    cap: float
    egress: str = EGRESSES[0]


def starter(answers: Answers) -> str:
    """Return the text of a stack file for `answers`."""
    parts = [
        _HEAD,
        _network(answers),
        _edge(answers),
        _services(answers),
        _data(answers),
        _rest(answers),
        _around(answers),
    ]
    text = "".join(parts)
    for key, value in (
        ("STACK", answers.stack),
        ("NAME", answers.name),
        ("REGION", answers.region),
        ("PORT", str(answers.port)),
    ):
        text = text.replace(f"<{key}>", value)
    return text


_HEAD = """\
# yaml-language-server: $schema=docs/schema/config.json
# What is built, and what it may cost. Every key: docs/config-reference.md; editors show them while you write.
# The bill: python -m costing report --stack <STACK>
config:
  aws:region: <REGION>

  tollgate:topology:
    name: <NAME>  # prefix of every resource
    protectData: true               # false lets `pulumi destroy` delete data; for playgrounds
"""


_ABOUT_EGRESS = {
    "natGateway": "natInstance is cheaper, publicAddress cheapest; `report --advice` compares them",
    "natInstance": "fits the cap; natGateway costs more and nobody has to patch it",
    "publicAddress": "fits the cap; tasks have public addresses, and security groups alone keep them closed",
}


_DATABASE = ("host", "port", "name", "user")
"""What a client needs to know of a database, beside the password."""


def _network(answers: Answers) -> str:
    egress = f"{{ kind: {answers.egress} }}"
    return f"""\
    network:
      availabilityZones: 2
      egress: {egress}  # {_ABOUT_EGRESS[answers.egress]}
"""


def _edge(answers: Answers) -> str:
    if not answers.domain:
        return """\
    edge:
      loadBalancer: {}              # plain HTTP; add dns and hostNames for HTTPS
"""
    parent = answers.domain.partition(".")[2]
    zone = parent if "." in parent else answers.domain
    return f"""\
    edge:
      dns: {{ kind: route53, zone: {zone} }}
      loadBalancer: {{ hostNames: [{answers.domain}] }}
"""


def _services(answers: Answers) -> str:
    variables = _variables(answers)
    worker = _worker(answers) if answers.worker else ""
    return f"""\
    services:
      api:
        kind: fargate               # asg runs the same containers on EC2
        cpuUnits: 256
        memoryMib: 512
        containers:
          api:
            image: app              # a repository below; its tag is what `up` deploys
            ports: [<PORT>]
{variables}        scaling: {{ min: 1, max: 4, policy: {{ kind: cpu, targetPercent: 60 }} }}
        route: {{ healthPath: /health }}
{worker}"""


def _variables(answers: Answers) -> str:
    plain = {f"DATABASE_{key.upper()}": f"database.{key}" for key in _DATABASE} if answers.database else {}
    plain |= {"REDIS_URL": "cache.url"} if answers.cache else {}
    plain |= {"QUEUE_URL": "queue.jobs.url"} if answers.worker else {}
    lines = [f'              {name}: "${{{reference}}}"\n' for name, reference in plain.items()]
    if lines:
        lines.insert(0, "            environment:\n")
    if answers.database:
        lines.append("            secrets: { DATABASE_PASSWORD: database.password }\n")
    return "".join(lines)


def _worker(answers: Answers) -> str:
    variables = _variables(answers)
    return f"""\
      worker:
        kind: fargate
        cpuUnits: 256
        memoryMib: 512
        containers:
          worker:
            image: app
            command: [python, -m, app.worker]
{variables}            stopTimeoutSeconds: 120
        uses: {{ queue.jobs: consume }}
        scaling: {{ min: 0, max: 4, policy: {{ kind: backlog, of: queue.jobs, targetPerTask: 10 }} }}
"""


def _data(answers: Answers) -> str:
    parts: list[str] = []
    if answers.database:
        parts.append("""\
    database:
      version: "17"                 # a major: AWS picks the minor. Quote it: YAML takes it for a number
      instanceClass: db.t4g.micro
      storageGb: 20
      password: managed             # made and rotated by RDS; no secret to set before the first up
""")
    if answers.cache:
        parts.append('    cache: { engine: valkey, version: "8.0", nodeType: cache.t4g.micro }\n')
    if answers.worker:
        parts.append("    messaging: { queues: { jobs: { visibilityTimeoutSeconds: 300 } } }\n")
    return "".join(parts)


def _rest(_: Answers) -> str:
    return """\
    observability: { logRetentionDays: 14, defaultAlarms: true }
    delivery: { repositories: { app: {} } }   # push an image, then set its tag here
"""


def _around(answers: Answers) -> str:
    average = Decimal(str(answers.requests))
    cap = Decimal(str(answers.cap)).quantize(Decimal("0.01"))
    return f"""\

  tollgate:workload:                # what you know of the traffic; what is missing becomes a named assumption
    requestsPerSecond: {{ average: "{average}", peak: "{average * 5}" }}
    services: {{ api: {{ cpuMsPerRequest: 20 }} }}

  tollgate:budget:
    monthlyCap: "{cap}"  # `pulumi up` refuses above it
"""
