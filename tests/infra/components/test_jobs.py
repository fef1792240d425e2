"""Jobs: what a schedule starts, by which right, and what is left to be run by hand."""

import pytest

from tests.support.tasks import PUBLIC, ROLE, job, run, statements

SCHEDULE, SERVICE = "aws:scheduler/schedule:Schedule", "aws:ecs/service:Service"
ACCOUNT = "123456789012"
NIGHTLY = {"cron": "0 2 * * ? *", "timeZone": "Europe/Berlin"}


def scheduled(**parts):
    """Return what a scheduled job registers."""
    return run({"services": {"nightly": job(schedule=NIGHTLY, **parts)}})


def target(done):
    """Return what its schedule starts."""
    return done.one(SCHEDULE, "shop-nightly").inputs["target"]


def test_a_schedule_starts_one_task():
    """CR-09, DR-12: at its hour in its zone, on Fargate, in private subnets, under its own group."""
    found = scheduled()
    inputs = found.one(SCHEDULE).inputs
    assert (inputs["scheduleExpression"], inputs["scheduleExpressionTimezone"]) == (
        "cron(0 2 * * ? *)",
        "Europe/Berlin",
    )
    assert inputs["flexibleTimeWindow"] == {"mode": "OFF"}
    assert inputs["state"] == "ENABLED"
    assert target(found)["arn"].endswith(":shop")
    task = target(found)["ecsParameters"]
    assert task["taskDefinitionArn"] == f"arn:aws:ecs:us-east-1:{ACCOUNT}:task-definition/shop-dev-nightly:1"
    assert (task["taskCount"], task["propagateTags"]) == (1, "TASK_DEFINITION")
    assert [(s["capacityProvider"], s["weight"]) for s in task["capacityProviderStrategies"]] == [("FARGATE", 100)]
    assert "launchType" not in task
    assert task["networkConfiguration"] == {
        "subnets": ["subnet-private-1", "subnet-private-2"],
        "securityGroups": ["sg-nightly-tasks"],
        "assignPublicIp": False,
    }
    assert not found.of(SERVICE)


def test_a_job_on_spot_is_started_there():
    """CR-46: by the provider, as services are."""
    found = target(scheduled(spot={"sharePercent": 100}))["ecsParameters"]["capacityProviderStrategies"]
    assert [s["capacityProvider"] for s in found] == ["FARGATE_SPOT"]


def test_the_scheduler_may_start_this_task_and_no_other():
    """FS-18: any revision of it, in this cluster; both of its roles, handed to tasks alone."""
    done = scheduled()
    start, tag, hand_over = statements(done, "shop-nightly-schedule")
    assert start["Action"] == ["ecs:RunTask"]
    assert start["Resource"] == f"arn:aws:ecs:us-east-1:{ACCOUNT}:task-definition/shop-dev-nightly:*"
    assert start["Condition"]["ArnEquals"]["ecs:cluster"].endswith(":shop")
    assert tag["Condition"] == {"StringEquals": {"ecs:CreateAction": "RunTask"}}
    assert [arn.rpartition(":")[2] for arn in hand_over["Resource"]] == ["shop-nightly-task", "shop-nightly-execution"]
    assert hand_over["Condition"] == {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}
    trust = done.one(ROLE, "shop-nightly-schedule").inputs["assumeRolePolicy"]
    assert '"Service": "scheduler.amazonaws.com"' in trust
    assert f'"aws:SourceAccount": "{ACCOUNT}"' in trust
    assert any("rolePolicy" in urn for urn in done.one(SCHEDULE).depends_on)


def test_a_job_without_a_schedule_waits_for_somebody():
    """PS-31: a task definition and the command; no role for a scheduler that never comes."""
    done = run({"services": {"migrate": job()}})
    assert not done.of(SCHEDULE)
    assert {r.name for r in done.of(ROLE)} == {"shop-migrate-task", "shop-migrate-execution"}
    assert done.outputs["jobs"]["migrate"]["run"] == (
        "aws ecs run-task --cluster shop-0000000 --task-definition shop-dev-migrate"
        " --capacity-provider-strategy capacityProvider=FARGATE,weight=1 --network-configuration"
        " 'awsvpcConfiguration={subnets=[subnet-private-1,subnet-private-2],securityGroups=[sg-migrate-tasks],"
        "assignPublicIp=DISABLED}'"
    )


def test_in_public_subnets_a_job_has_an_address():
    """PS-09: without one it could not pull its image."""
    done = run({"network": PUBLIC, "services": {"migrate": job(), "nightly": job(schedule=NIGHTLY)}})
    assert "assignPublicIp=ENABLED" in done.outputs["jobs"]["migrate"]["run"]
    assert target(done)["ecsParameters"]["networkConfiguration"]["assignPublicIp"] is True


@pytest.mark.parametrize(("tag", "state"), [({}, "DISABLED"), ({"tag": "1"}, "ENABLED")])
def test_a_schedule_waits_for_the_first_image(tag, state):
    """Until then every run would fail."""
    nightly = job({"app": {"image": "app"}}, schedule=NIGHTLY)
    done = run({"services": {"nightly": nightly}, "delivery": {"repositories": {"app": tag}}})
    assert done.one(SCHEDULE).inputs["state"] == state
    assert ("run" in done.outputs["jobs"]["nightly"]) is (state == "ENABLED")
