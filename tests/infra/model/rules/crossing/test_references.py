"""Every name that a service refers to stands for something; what does not is one line at its place."""

from datetime import date

import pytest

from infra.model.rules.common import Where
from infra.model.rules.crossing import references
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))
IMAGE = {"image": "x/y:1"}
EVERYTHING = {
    "edge": {"loadBalancer": {}, "cdn": {}},
    "database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20},
    "cache": {"version": "8.0", "nodeType": "cache.t4g.micro"},
    "storage": {"buckets": {"uploads": {}}, "fileSystems": {"files": {}}},
    "messaging": {
        "queues": {"jobs": {}},
        "broker": {"kind": "rabbitmq", "version": "3.13", "instanceType": "mq.m7g.medium"},
    },
    "secrets": {"entries": {"jwt": {}}},
    "observability": {"customMetrics": {"length": {"namespace": "N", "name": "L"}}},
}


def service(**parts):
    """Return a Fargate service with one container."""
    return {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": {**IMAGE, "ports": [8000]}}, **parts}


def found(api, layers=EVERYTHING, others=None, **topology):
    """Return the problems of references of a service called api as lines."""
    parts = {**layers, **topology, "services": {"api": api, **(others or {})}}
    lines = [str(p) for p in references.problems(sections_of(parts).topology, WHERE)]
    return [line.removeprefix("tollgate:services.api.") for line in lines]


OTHER = {"back": service()}
ENVIRONMENT = [
    "${region}",
    "${stack}/${tier}",
    "${database.host}:${database.port}/${database.name}?${database.user}@${database.readerHost}",
    "${cache.url} ${cache.host} ${cache.port}",
    "${broker.host}",
    "${bucket.uploads.name}",
    "${queue.jobs.url}",
    "${service.back.host}:${service.back.port}",
    "${container.app.host}:${container.app.port}",
    "${loadBalancer.url} ${cdn.url}",
    "nothing at all",
]


@pytest.mark.parametrize("value", ENVIRONMENT)
def test_what_is_there_may_be_referred_to(value):
    """Each reference of the config's table, in a variable."""
    assert found(service(environment={"X": value}), others=OTHER) == []


@pytest.mark.parametrize(
    "value",
    ["database.url", "database.password", "broker.url", "secret.jwt", "secret.jwt.key", "cache.url", "u-${secret.jwt}"],
)
def test_secrets_may_be_referred_to_under_secrets(value):
    """One reference, secret or not, or a template."""
    assert found(service(secrets={"X": value})) == []


SECRETS = ["${database.url}", "x ${database.password}", "${broker.url}", "${secret.jwt}"]


@pytest.mark.parametrize("value", SECRETS)
def test_a_secret_never_stands_in_clear(value):
    """PS-10: a secret reference in a variable is refused."""
    (line,) = found(service(environment={"X": value}))
    assert line.startswith("environment.X: '")
    assert line.endswith("is a secret: put it under secrets")


BROKEN = [
    ("${databse.host}", "'databse' is nothing that can be referred to; did you mean database?"),
    ("${zzz}", "'zzz' is nothing that can be referred to; there are region, stack, tier, database"),
    ("${database.hostname}", "'database.hostname' is no value of database: write database.host, database.port"),
    ("${database}", "'database' is no value of database"),
    ("${region.name}", "'region.name' has nothing after its name: write ${region}"),
    ("${bucket.uplods.name}", "'bucket.uplods.name' is not among storage.buckets; did you mean uploads?"),
    ("${bucket.uploads.arn}", "'bucket.uploads.arn' is no value of bucket.uploads: write bucket.uploads.name"),
    ("${queue.other.url}", "'queue.other.url' is not among messaging.queues, which are jobs"),
    ("${service.front.host}", "'service.front.host' is not among the services that run all the time"),
    ("${container.redis.host}", "'container.redis.host' is not among the containers of this task, which are app"),
    ("${fileSystem.files}", "'fileSystem.files' is no value: file systems are mounted"),
]


@pytest.mark.parametrize(("value", "clause"), BROKEN)
def test_what_is_not_there_is_told_with_the_nearest(value, clause):
    """CR-11: a misspelt or missing name is one line with what there is."""
    (line,) = found(service(environment={"X": value}))
    assert line.startswith(f"environment.X: {clause}")


ABSENT = [
    ("${database.host}", "database"),
    ("${cache.url}", "cache"),
    ("${broker.host}", "messaging.broker"),
    ("${loadBalancer.url}", "edge.loadBalancer"),
    ("${cdn.url}", "edge.cdn"),
]


@pytest.mark.parametrize(("value", "layer"), ABSENT)
def test_a_removed_layer_names_who_refers_to_it(value, layer):
    """A tier that removes a layer is told each reference to null."""
    (line,) = found(service(environment={"X": value}), layers={})
    assert line.endswith(f"needs {layer}, which the topology lacks: add it, or null this")


@pytest.mark.parametrize("value", ["hunter2", "correct horse", "c29tZSBzZWNyZXQ="])
def test_a_value_under_secrets_that_is_none_is_never_shown(value):
    """Somebody may have pasted the secret itself; the message does not repeat it."""
    (line,) = found(service(secrets={"X": value}))
    assert "the value itself never stands here" in line
    assert value not in line


def test_a_port_that_is_not_one_number_must_be_written():
    """Of two ports nobody can tell which is meant; a host is the same for all."""
    two = {"back": service(containers={"app": {**IMAGE, "ports": [8000, 9000]}})}
    assert found(service(environment={"X": "${service.back.host}"}), others=two) == []
    (line,) = found(service(environment={"X": "${service.back.port}"}), others=two)
    assert line.endswith("is not one number: it listens on 8000 and 9000; write the one that is meant")


def test_what_has_no_port_cannot_be_called():
    """A neighbour in the task and another service alike."""
    silent = {"app": {**IMAGE, "ports": [80]}, "side": IMAGE}
    (line,) = found(service(containers=silent, environment={"X": "${container.side.port}"}))
    assert "is of something without a port" in line
    (line,) = found(
        service(environment={"X": "${service.back.host}"}), others={"back": service(containers={"a": IMAGE})}
    )
    assert "is of something without a port" in line


def test_a_job_cannot_be_found_by_name():
    """Nothing listens there when nobody runs it."""
    job = {"back": service(kind="job")}
    (line,) = found(service(environment={"X": "${service.back.host}"}), others=job)
    assert "is not among the services that run all the time" in line


def test_tasks_that_share_their_instances_address_have_no_name_of_their_own():
    """Cloud Map has no address record for tasks in the host's network."""
    back = {"kind": "asg", "instanceType": "t3.small", "containers": {"app": {**IMAGE, "ports": [80]}}}
    line = found(service(environment={"X": "${service.back.host}"}), others={"back": back})
    assert line[0].endswith("take kind: fargate, or another egress")
    network = {"egress": {"kind": "natGateway"}}
    assert found(service(environment={"X": "${service.back.host}"}), others={"back": back}, network=network) == []


def test_mounts_name_file_systems_that_exist():
    """Scratch disks and folders of the host need nothing beside the task."""
    mounts = {"fileSystem.files": "/a", "scratch.any": "/b", "host.any": "/c"}
    assert found(service(containers={"app": {**IMAGE, "mounts": mounts}})) == []
    (line,) = found(service(containers={"app": {**IMAGE, "mounts": {"fileSystem.file": "/a"}}}))
    assert line == (
        "containers.app.mounts[\"fileSystem.file\"]: 'fileSystem.file' is not among storage.fileSystems; "
        "did you mean files?"
    )


USES = [
    ({"database": "connect"}, []),
    ({"bucket.uploads": "readWrite", "queue.jobs": "sendAndConsume", "metric.length": "publish"}, []),
    ({"self": "scale", "bedrock.anthropic.claude-3-haiku-20240307-v1:0": "invoke"}, []),
    ({"service.back": "connect"}, []),
    ({"buckets.uploads": "read"}, ["is nothing that can be used; did you mean bucket?"]),
    ({"bucket.uploads": "readwrite"}, ["'readwrite' is no use of a bucket: write read, readWrite or write"]),
    ({"queue.job": "send"}, ["is not among messaging.queues; did you mean jobs?"]),
    ({"metric.other": "publish"}, ["is not among observability.customMetrics, which are length"]),
    ({"bedrock": "invoke"}, ["names no model: write bedrock.MODEL-ID"]),
]


@pytest.mark.parametrize(("uses", "clauses"), USES)
def test_uses_are_of_things_that_exist(uses, clauses):
    """What may be used, how, and of which there are."""
    lines = found(service(uses=uses), others=OTHER)
    assert [line.partition(": ")[2] for line in lines] == clauses


def test_a_job_has_no_count_to_scale():
    """Only what runs all the time has a task count."""
    (line,) = found(service(kind="job", uses={"self": "scale"}))
    assert line == "uses.self: is for services that run all the time: a job has no task count"


POLICIES = [
    ({"kind": "backlog", "of": "queue.jobs", "targetPerTask": 5}, ""),
    ({"kind": "backlog", "of": "metric.length", "targetPerTask": 5}, ""),
    ({"kind": "backlog", "of": "queue.job", "targetPerTask": 5}, "of: 'queue.job' is not among messaging.queues"),
    ({"kind": "backlog", "of": "jobs", "targetPerTask": 5}, "of: 'jobs' is neither queue.NAME nor metric.NAME"),
    (
        {
            "kind": "step",
            "metric": "metric.len",
            "scaleOut": {"above": 2, "forMinutes": 1},
            "scaleIn": {"below": 1, "forMinutes": 1},
        },
        "metric: 'metric.len' is not among observability.customMetrics",
    ),
]


@pytest.mark.parametrize(("policy", "clause"), POLICIES)
def test_policies_watch_what_exists(policy, clause):
    """AN-10: queues and metrics that a policy names are there."""
    lines = found(service(scaling={"min": 1, "max": 2, "policy": policy}))
    assert len(lines) == bool(clause)
    assert all(line.startswith(f"scaling.policy.{clause}") for line in lines)


ALARMS = {
    "slow": {"of": "service.api", "metric": "responseTimeMs", "above": 500},
    "busy": {"of": "service.api", "metric": "cpu", "above": 80},
    "full": {"of": "database", "metric": "cpu", "above": 80},
}


@pytest.mark.parametrize(
    ("names", "clause"),
    [
        (["slow", "full"], ""),
        (["slo"], "[0]: 'slo' is not among observability.alarms; did you mean slow?"),
        (["slow", "busy"], "[1]: 'busy' watches a service's own cpu, and must exist before any service: "),
    ],
)
def test_a_deployment_rolls_back_on_alarms_that_exist_before_it(names, clause):
    """FS-19: ECS wants the alarms when it makes the service, so they cannot be about the service's own name."""
    watching = {"observability": {"alarms": ALARMS}}
    deployment = {"kind": "blueGreen", "rollBackOn": names}
    lines = found(service(deployment=deployment, route={}), **watching)
    assert len(lines) == bool(clause)
    assert all(line.startswith(f"deployment.rollBackOn{clause}") for line in lines)
