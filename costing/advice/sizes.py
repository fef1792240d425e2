"""Right-sizing: sizes that follow from what containers were seen to use."""

from collections.abc import Iterator

from costing.advice.case import Case, Patch
from costing.advice.proposal import Proposal
from costing.line_item import shown
from costing.rightsizing import MEMORY_PERCENT, Needed, instance_type, needed, task_size
from infra.model.services import AsgService, FargateService, Job, Service
from infra.model.tasks import task_size as present_size

SOURCE = "AWS Compute Optimizer: rightsizing recommendation preferences"


def proposals(case: Case) -> Iterator[Proposal]:
    """Propose, for each service that was measured, the size that holds what it uses."""
    target = case.sections.requirements.target_utilisation_percent
    for name, service in case.topology.services.items():
        need = needed(service, case.workload.services.get(name), target)
        if need is None:
            continue
        found = _instances(service, need) if isinstance(service, AsgService) else _tasks(case, service, need)
        if found is not None:
            yield _proposal(name, service, need, target, *found)


def _tasks(case: Case, service: FargateService | Job, need: Needed) -> tuple[str, Patch] | None:
    family = f"fargate.linux-{'arm' if service.architecture == 'arm64' else 'x86'}"
    book = case.estimate.book
    if not (book.has(f"{family}.vcpu-hour") and book.has(f"{family}.gb-hour")):
        return None
    best = task_size(service, need, book.price(f"{family}.vcpu-hour").usd, book.price(f"{family}.gb-hour").usd)
    if best is None:
        return None
    words = f"{best.cpu_units} CPU units and {best.memory_mib} MiB"
    return words, {"cpuUnits": best.cpu_units, "memoryMib": best.memory_mib}


def _instances(service: AsgService, need: Needed) -> tuple[str, Patch] | None:
    best = instance_type(service, need)
    return None if best is None else (best.name, {"instanceType": best.name})


def _proposal(name: str, service: Service, need: Needed, target: int, words: str, patch: Patch) -> Proposal:
    short = _is_short(service, need)
    size = present_size(service)
    has = f"{size.cpu_units} CPU units and {size.memory_mib} MiB" if size else "its size"
    used = f"{shown(need.used_cpu_units)} CPU units and {shown(need.used_memory_mib)} MiB"
    return Proposal(
        f"size.{name}",
        f"{words} for {name}" + (": it runs short" if short else ""),
        {"topology": {"services": {name: patch}}},
        f"Its containers were seen to use {used} of the task's {has}. CPU may reach {target} % at peak "
        f"(requirements.targetUtilisationPercent) and memory {MEMORY_PERCENT} %.",
        SOURCE,
        sort="risk" if short else "saving",
        group=f"size.{name}",
    )


def _is_short(service: Service, need: Needed) -> bool:
    """Return whether the present size leaves less room than it should."""
    size = present_size(service)
    return size is not None and (need.cpu_units > size.cpu_units or need.memory_mib > size.memory_mib)
