"""Task definitions: what ECS is told of a task, ticked off against the config."""

import json

import pytest

from tests.support.tasks import IMAGE, PUBLIC, WEB, asg, containers, fargate, job, run, task

DATABASE = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
SECRETS = {"database": "db-password", "jwt": "jwt-value"}


def test_a_task_on_fargate_has_its_size():
    """DR-10: size, network mode, processor and both roles are those of the config."""
    inputs = task(run({"services": {"api": fargate(architecture="arm64")}}), "api")
    assert inputs["family"] == "shop-dev-api"
    assert inputs["requiresCompatibilities"] == ["FARGATE"]
    assert inputs["networkMode"] == "awsvpc"
    assert (inputs["cpu"], inputs["memory"]) == ("512", "1024")
    assert inputs["runtimePlatform"] == {"operatingSystemFamily": "LINUX", "cpuArchitecture": "ARM64"}
    assert inputs["taskRoleArn"].endswith("shop-api-task")
    assert inputs["executionRoleArn"].endswith("shop-api-execution")
    assert "ephemeralStorage" not in inputs


def test_revisions_are_kept():
    """AN-42: ECS runs no revision that was deregistered, so the one before could not be gone back to."""
    assert task(run({"services": {"api": fargate(), "nightly": job()}}), "api")["skipDestroy"] is True


def test_a_larger_disk_is_asked_for():
    """Twenty GiB are there without asking."""
    assert task(run({"services": {"api": fargate(ephemeralStorageGib=21)}}), "api")["ephemeralStorage"] == {
        "sizeInGib": 21
    }


@pytest.mark.parametrize(("kind", "architecture"), [("t3.small", "X86_64"), ("t4g.small", "ARM64")])
def test_a_task_on_instances_has_its_share(kind, architecture):
    """Half of 2,048 units and of the 1,712 MiB that a t3.small registers; the processor is the type's."""
    inputs = task(run({"services": {"api": asg(instanceType=kind, tasksPerInstance=2)}}), "api")
    assert inputs["requiresCompatibilities"] == ["EC2"]
    assert (inputs["cpu"], inputs["memory"]) == ("1024", "856")
    assert inputs["runtimePlatform"]["cpuArchitecture"] == architecture
    assert inputs["networkMode"] == "awsvpc"


def test_in_public_subnets_tasks_share_their_instances_network():
    """A task with an interface of its own would have no public address there."""
    done = run({"network": PUBLIC, "services": {"api": asg(), "web": fargate()}})
    assert task(done, "api")["networkMode"] == "host"
    assert task(done, "web")["networkMode"] == "awsvpc"


WHOLE = {
    "image": "x/y:1",
    "command": ["run", "it"],
    "cpuUnits": 128,
    "memoryMib": 256,
    "ports": [8000, 9000],
    "environment": {"B": "2", "A": "1"},
    "health": {"command": "curl -f /health", "intervalSeconds": 10, "timeoutSeconds": 4, "retries": 2},
    "stopTimeoutSeconds": 90,
    "dependsOn": {"side": "success"},
}


def test_a_container_is_as_it_is_written():
    """DR-15, CR-09: every field of a container; what is not asked for is left out."""
    found = containers(
        run({"services": {"api": fargate({"app": WHOLE, "side": {**IMAGE, "essential": False}})}}), "api"
    )
    assert found["app"] | {"logConfiguration": None} == {
        "name": "app",
        "image": "x/y:1",
        "essential": True,
        "command": ["run", "it"],
        "cpu": 128,
        "memory": 256,
        "portMappings": [
            {"containerPort": 8000, "hostPort": 8000, "protocol": "tcp"},
            {"containerPort": 9000, "hostPort": 9000, "protocol": "tcp"},
        ],
        "environment": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}],
        "healthCheck": {
            "command": ["CMD-SHELL", "curl -f /health"],
            "interval": 10,
            "timeout": 4,
            "retries": 2,
            "startPeriod": 0,
        },
        "stopTimeout": 90,
        "dependsOn": [{"containerName": "side", "condition": "SUCCESS"}],
        "logConfiguration": None,
    }
    assert set(found["side"]) == {"name", "image", "essential", "stopTimeout", "logConfiguration"}


def test_every_container_logs_under_its_own_prefix():
    """CR-20, DR-16: one group a service, one stream prefix a container, and a mode that is said."""
    found = containers(run({"services": {"api": fargate({"app": IMAGE, "side": IMAGE})}}), "api")
    for name in ("app", "side"):
        assert found[name]["logConfiguration"] == {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": "/shop/dev/api",
                "awslogs-region": "us-east-1",
                "awslogs-stream-prefix": name,
                "mode": "non-blocking",
                "max-buffer-size": "25m",
            },
        }


def test_references_are_filled_with_what_was_built():
    """DR-13, FS-13, CR-19: hosts, names and addresses come from the resources themselves."""
    environment = {
        "PLACE": "${region}/${stack}/${tier}",
        "DB": "${database.user}@${database.host}:${database.port}/${database.name}",
        "BUCKET": "${bucket.up.name}",
        "PEER": "http://${service.back.host}:${service.back.port}",
        "SIDE": "${container.side.host}:${container.side.port}",
        "PLAIN": "as it is",
    }
    api = fargate({"app": {**IMAGE, "environment": environment}, "side": {**IMAGE, "ports": [6379]}})
    done = run(
        {
            "services": {"api": api, "back": fargate({"app": WEB})},
            "database": DATABASE,
            "storage": {"buckets": {"up": {}}},
        },
        secrets=SECRETS,
    )
    assert {e["name"]: e["value"] for e in containers(done, "api")["app"]["environment"]} == {
        "PLACE": "us-east-1/dev/base",
        "DB": "app@shop-database.rds.example:5432/app",
        "BUCKET": "shop-up-bucket",
        "PEER": "http://back.shop-dev.internal:8000",
        "SIDE": "localhost:6379",
        "PLAIN": "as it is",
    }


@pytest.mark.parametrize("store", ["parameterStore", "secretsManager"])
def test_secrets_are_named_never_written(store):
    """DR-31, FS-12: a task definition names where a secret lies; its value is nowhere in it."""
    api = fargate(secrets={"URL": "database.url", "JWT": "secret.jwt"})
    parts = {
        "services": {"api": api},
        "database": DATABASE,
        "secrets": {"store": store, "entries": {"jwt": {}}},
    }
    done = run(parts, secrets=SECRETS)
    found = {s["name"]: s["valueFrom"] for s in containers(done, "api")["app"]["secrets"]}
    kind = "ssm" if store == "parameterStore" else "secretsmanager"
    assert set(found) == {"URL", "JWT"}
    assert all(source.startswith(f"arn:aws:{kind}:") for source in found.values())
    text = task(done, "api")["containerDefinitions"]
    assert "db-password" not in text
    assert "jwt-value" not in text


def test_a_key_of_a_json_secret_is_asked_for_by_name():
    """CR-18: without the key the whole JSON would be injected; a managed password is such a secret."""
    api = fargate(secrets={"KEY": "secret.jwt.inner", "P": "database.password"})
    parts = {
        "services": {"api": api},
        "database": {**DATABASE, "password": "managed"},
        "secrets": {"store": "secretsManager", "entries": {"jwt": {}}},
    }
    found = {s["name"]: s["valueFrom"] for s in containers(run(parts, secrets=SECRETS), "api")["app"]["secrets"]}
    assert found["KEY"].endswith(":inner::")
    assert found["P"].endswith(":password::")


def test_a_file_system_is_entered_by_its_access_point():
    """CR-12: in transit encrypted, by the role of the task, at the service's own door."""
    api = fargate({"app": {**IMAGE, "mounts": {"fileSystem.files": "/data", "scratch.work": "/work"}}})
    done = run({"services": {"api": api}, "storage": {"fileSystems": {"files": {}}}})
    files, work = task(done, "api")["volumes"]
    assert files == {
        "name": "fileSystem-files",
        "efsVolumeConfiguration": {
            "fileSystemId": "shop-files-id",
            "transitEncryption": "ENABLED",
            "authorizationConfig": {"accessPointId": "shop-files-api-id", "iam": "ENABLED"},
        },
    }
    assert work == {"name": "scratch-work"}
    assert containers(done, "api")["app"]["mountPoints"] == [
        {"sourceVolume": "fileSystem-files", "containerPath": "/data", "readOnly": False},
        {"sourceVolume": "scratch-work", "containerPath": "/work", "readOnly": False},
    ]


def test_two_containers_share_one_volume():
    """A volume is there once, whoever mounts it."""
    mounts = {**IMAGE, "mounts": {"scratch.work": "/work"}}
    assert task(run({"services": {"api": fargate({"a": mounts, "b": mounts})}}), "api")["volumes"] == [
        {"name": "scratch-work"}
    ]


def test_a_folder_of_the_host_outlives_the_task():
    """CR-36: on instances, in a folder of the topology's own."""
    api = asg({"app": {**IMAGE, "mounts": {"host.store": "/data"}}})
    assert task(run({"services": {"api": api}}), "api")["volumes"] == [
        {"name": "host-store", "hostPath": "/var/lib/shop/store"}
    ]


def test_shells_want_somebody_to_reap_their_processes():
    """PS-49: with ECS Exec an init process runs in each container."""
    done = run({"services": {"api": fargate(exec=True), "back": fargate()}})
    assert containers(done, "api")["app"]["linuxParameters"] == {"initProcessEnabled": True}
    assert "linuxParameters" not in containers(done, "back")["app"]


def test_an_image_of_this_stack_is_its_repositorys():
    """DR-33: URL and tag, once for all containers; full references stay as they are."""
    api = fargate({"app": {"image": "app"}, "side": {"image": "redis:7"}})
    done = run({"services": {"api": api}, "delivery": {"repositories": {"app": {"tag": "v1"}}}})
    found = containers(done, "api")
    assert found["app"]["image"] == "123456789012.dkr.ecr.example/shop-app:v1"
    assert found["side"]["image"] == "redis:7"


TRACED = {"observability": {"tracing": {"samplePercent": "2.5", "collectorCpuUnits": 32, "collectorMemoryMib": 64}}}


def test_tracing_adds_a_collector_that_keeps_the_sample():
    """CR-40: it takes its share of the task, ends no task, and what it keeps does not hang on the application."""
    found = containers(run({"services": {"api": fargate()}, **TRACED}), "api")
    collector = found["tracing-collector"]
    assert (collector["cpu"], collector["memory"], collector["essential"]) == (32, 64, False)
    settings = json.loads(collector["environment"][0]["value"])
    assert settings["processors"]["probabilistic_sampler"] == {"sampling_percentage": 2.5}
    assert settings["service"]["pipelines"]["traces"]["exporters"] == ["awsxray"]
    assert settings["receivers"]["otlp"]["protocols"]["http"]["endpoint"] == "127.0.0.1:4318"
    assert collector["logConfiguration"]["options"]["awslogs-stream-prefix"] == "tracing-collector"


def test_applications_are_told_where_the_collector_is():
    """Unless they say so themselves, in clear or as a secret."""
    own = {"app": {**IMAGE, "environment": {"OTEL_SERVICE_NAME": "mine"}}}
    done = run({"services": {"api": fargate(own), "back": fargate()}, **TRACED})
    told = {e["name"]: e["value"] for e in containers(done, "api")["app"]["environment"]}
    assert told == {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:4318", "OTEL_SERVICE_NAME": "mine"}
    plain = {e["name"]: e["value"] for e in containers(done, "back")["app"]["environment"]}
    assert plain["OTEL_SERVICE_NAME"] == "app"


def test_a_job_has_no_collector():
    """Nobody asks it anything."""
    assert set(containers(run({"services": {"nightly": job()}, **TRACED}), "nightly")) == {"app"}
