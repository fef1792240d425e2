"""What Fargate, ECS and EC2 accept of services and jobs."""

from collections.abc import Iterator, Mapping

from infra.aws_rules import ec2, ecs, fargate
from infra.model.problems import Problem, listed, nearest, under
from infra.model.rules import containers, scaling
from infra.model.rules.common import Where, broken
from infra.model.services import (
    AsgService,
    BlueGreen,
    FargateService,
    Job,
    Rolling,
    RunningService,
    Service,
)
from infra.model.tasks import deployment_of, least_tasks, most_tasks, task_size


def problems(services: Mapping[str, Service], where: Where) -> Iterator[Problem]:
    """Yield what is wrong with services by themselves, paths below `services`."""
    del where
    for name, service in services.items():
        yield from under(_of_service(service), name)


def _of_service(service: Service) -> Iterator[Problem]:
    yield from containers.problems(service)
    if isinstance(service, (FargateService, Job)):
        yield from _size(service)
    if isinstance(service, Job):
        yield from _job(service)
        return
    yield from scaling.problems(service)
    yield from _deployment(service)
    if service.route is None and "grace_seconds" in service.model_fields_set:
        cure = "give the container health.startPeriodSeconds instead"
        yield Problem(("graceSeconds",), f"is for checks of the load balancer, and there is no route: {cure}")
    if isinstance(service, AsgService):
        yield from _instances(service)


def _size(service: FargateService | Job) -> Iterator[Problem]:
    cpu, memory = service.cpu_units, service.memory_mib
    if fargate.is_size(cpu, memory):
        return
    near = [size for size in fargate.nearest(cpu, memory) if size is not None]
    sizes = listed((f"{size.cpu_units} with {size.memory_mib} MiB" for size in near), "and")
    known = fargate.memory_sizes(cpu)
    if known:
        message = f"MiB do not go with {cpu} CPU units on Fargate; the nearest sizes are {sizes}"
        yield from broken(("memoryMib",), memory, message)
    else:
        yield from broken(("cpuUnits",), cpu, f"is no CPU size of Fargate; the nearest sizes are {sizes}")


def _job(job: Job) -> Iterator[Problem]:
    if job.schedule is not None:
        yield from scaling.clock_problems(job.schedule.cron, job.schedule.time_zone, ("schedule",))
    if job.spot is not None and (job.spot.share_percent, job.spot.on_demand_base) not in {(0, 0), (100, 0)}:
        cure = "a run is one task, on Spot or not: write sharePercent: 100 without a base, or null it"
        yield Problem(("spot",), f"cannot split a job: {cure}")


def _deployment(service: RunningService) -> Iterator[Problem]:
    deployment = deployment_of(service)
    if isinstance(deployment, BlueGreen):
        if service.route is None:
            cure = "the load balancer is what switches; deploy rolling"
            yield Problem(("deployment", "kind"), f"'blueGreen' needs a route: {cure}")
        return
    yield from _rolls(service, deployment)


def _rolls(service: RunningService, deployment: Rolling) -> Iterator[Problem]:
    """Yield a problem where some count between the bounds leaves a deployment no room; the smallest is named."""
    least, most = deployment.minimum_healthy_percent, deployment.maximum_percent
    for count in range(max(1, least_tasks(service)), most_tasks(service) + 1):
        wrong = ecs.deployment_problem(count, least, most)
        if wrong is not None:
            yield Problem(("deployment",), wrong)
            return


def _instances(service: AsgService) -> Iterator[Problem]:
    kind, each = service.instance_type, service.tasks_per_instance
    wrong = ec2.type_problem(kind)
    if wrong is not None:
        yield from broken(("instanceType",), kind, wrong + nearest(kind, ec2.catalogue()))
    found, size = ec2.find(kind), task_size(service)
    if found is not None and size is not None:
        if service.cpu_credits == "unlimited" and not found.burstable:
            yield Problem(("cpuCredits",), f"'unlimited' is for burstable types, and {kind} is none: leave it out")
        if size.cpu_units < ecs.TASK_CPU_UNITS_LEAST:
            most = found.vcpu * ecs.CPU_UNITS_PER_VCPU // ecs.TASK_CPU_UNITS_LEAST
            message = f"leave each {size.cpu_units} CPU units of {kind}; ECS gives {ecs.TASK_CPU_UNITS_LEAST} at least"
            yield from broken(("tasksPerInstance",), each, f"{message}: {most} at most")
    refresh = service.instance_refresh
    wrong = ec2.refresh_problem(refresh.min_healthy_percent, refresh.max_healthy_percent)
    yield from broken(("instanceRefresh", "maxHealthyPercent"), refresh.max_healthy_percent, wrong)
