"""Where nothing leads to the internet, endpoints carry all that services call."""

from datetime import date

import pytest

from infra.model.rules.common import Where
from infra.model.rules.crossing import egress
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))
CLOSED = {"kind": "none"}
PULL = ["s3", "ecr.api", "ecr.dkr", "logs"]


def found(service, endpoints, egress_kind=CLOSED, **layers):
    """Return the problems of one service behind these endpoints as lines."""
    parts = {
        "network": {"egress": egress_kind, "endpoints": endpoints},
        "delivery": {"repositories": {"app": {"tag": "1"}}},
        "services": {"api": {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": {"image": "app"}}, **service}},
        **layers,
    }
    return [str(p).removeprefix("tollgate:") for p in egress.problems(sections_of(parts).topology, WHERE)]


def test_a_task_needs_its_image_and_its_logs():
    """AN-03, CR-05: each endpoint that is missing is one line that says who needs it for what."""
    assert found({}, PULL) == []
    assert found({}, []) == [
        f"network.endpoints: lack {name}, which carries the {what} of api: egress none leaves no other way; add it"
        for name, what in (("ecr.api", "images"), ("ecr.dkr", "images"), ("s3", "images"), ("logs", "logs"))
    ]


@pytest.mark.parametrize("kind", ["natGateway", "natInstance", "publicAddress"])
def test_with_a_way_out_nothing_is_needed(kind):
    """The internet leads to all of AWS."""
    assert found({}, [], {"kind": kind}) == []


def test_an_adopted_network_is_taken_to_have_one():
    """What routes an adopted network has is not known here."""
    network = {"kind": "existing", "vpcId": "vpc-00000001", "privateSubnetIds": ["subnet-00000001", "subnet-00000002"]}
    assert found({}, [], network=network) == []


QUEUES = {"messaging": {"queues": {"jobs": {}}}}
DATABASE = {"database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20, "password": "managed"}}
ENTRY = {"entries": {"jwt": {}}}
NEEDS = [
    ({"exec": True}, {}, "ssmmessages", "exec"),
    ({"secrets": {"X": "secret.jwt"}}, {"secrets": ENTRY}, "ssm", "secrets"),
    ({"secrets": {"X": "secret.jwt"}}, {"secrets": {**ENTRY, "store": "secretsManager"}}, "secretsmanager", "secrets"),
    ({"secrets": {"X": "database.password"}}, DATABASE, "secretsmanager", "secrets"),
    ({"uses": {"queue.jobs": "consume"}}, QUEUES, "sqs", "queues"),
    ({"environment": {"Q": "${queue.jobs.url}"}}, QUEUES, "sqs", "queues"),
    ({"uses": {"bedrock.m": "invoke"}}, {}, "bedrock-runtime", "models"),
    (
        {"uses": {"metric.l": "publish"}},
        {"observability": {"customMetrics": {"l": {"namespace": "N", "name": "L"}}}},
        "monitoring",
        "metrics",
    ),
    ({"uses": {"self": "scale"}}, {}, "ecs", "own task count"),
]


@pytest.mark.parametrize(("service", "layers", "endpoint", "what"), NEEDS)
def test_each_use_of_aws_has_its_endpoint(service, layers, endpoint, what):
    """CR-07: secrets, queues, models, metrics, shells and the service's own API go each by their own."""
    assert found(service, [*PULL, endpoint], **layers) == []
    (line,) = found(service, PULL, **layers)
    assert line.startswith(f"network.endpoints: lack {endpoint}, which carries the {what} of api")


def test_a_service_is_named_once_for_each_thing_it_lacks():
    """Two secrets of one service are one reason."""
    entries = {"secrets": {"entries": {"one": {}, "two": {}}}}
    (line,) = found({"secrets": {"A": "secret.one", "B": "secret.two"}}, PULL, **entries)
    assert line.startswith("network.endpoints: lack ssm, which carries the secrets of api: ")


def test_instances_talk_to_ecs_themselves():
    """On instances the agent needs three endpoints more, and its metrics one."""
    asg = {"kind": "asg", "instanceType": "t3.small", "cpuUnits": None, "memoryMib": None}
    lines = found(asg, PULL, observability={"instanceMetrics": ["memory"]})
    assert [line.split()[2].strip(",") for line in lines] == ["ecs", "ecs-agent", "ecs-telemetry", "monitoring"]
    assert found(asg, [*PULL, "ecs", "ecs-agent", "ecs-telemetry"]) == []


def test_no_endpoint_leads_to_a_public_registry():
    """CR-15: an image from elsewhere must be copied where it can be reached."""
    (line,) = found({"containers": {"mq": {"image": "docker.io/library/rabbitmq:3"}}}, PULL)
    assert line.startswith("services.api.containers.mq.image: 'docker.io/library/rabbitmq:3' is on a public registry, ")


def test_another_accounts_repository_is_reached_as_ones_own():
    """ECR's endpoints carry private images of any account."""
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/base:1"
    assert found({"containers": {"mq": {"image": image}}}, PULL) == []


def test_the_collector_comes_from_a_public_registry_too():
    """CR-40: tracing adds a container that nobody wrote, with an image of its own."""
    lines = found({}, [*PULL, "xray"], observability={"tracing": {}})
    assert len(lines) == 1
    assert lines[0].startswith("observability.tracing: adds a collector to api; ")
