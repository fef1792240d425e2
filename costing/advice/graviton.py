"""Graviton: the same sizes on other processors, for less."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from costing.advice.case import Case
from costing.advice.proposal import Proposal
from infra.model.problems import listed
from infra.model.services import AsgService

GRAVITON = {
    "t3": "t4g",
    "t3a": "t4g",
    "m5": "m6g",
    "m5a": "m6g",
    "m6i": "m7g",
    "m6a": "m7g",
    "m7i": "m7g",
    "m7a": "m7g",
    "r5": "r6g",
    "r6i": "r7g",
    "r7i": "r7g",
    "c5": "c6g",
    "c6i": "c7g",
    "c6a": "c7g",
    "c7i": "c7g",
}
"""The family with Graviton processors that has the same sizes, for EC2, RDS and ElastiCache alike."""


def proposals(case: Case) -> Iterator[Proposal]:
    """Propose Graviton for everything at once: images are built for it once, too."""
    patch: dict[str, Any] = {}
    for name, service in case.topology.services.items():
        if isinstance(service, AsgService):
            family, _, size = service.instance_type.partition(".")
            if family in GRAVITON:
                patch[name] = {"instanceType": f"{GRAVITON[family]}.{size}"}
        elif service.architecture == "x86_64":
            patch[name] = {"architecture": "arm64"}
    if patch:
        built = "arm64" in case.sections.requirements.architectures
        need = "Images are said to be built for it." if built else "Images have to be built for it."
        unknown = [n for n in patch if _factor(case, n) is None]
        same = (
            f" {listed(unknown, 'and')}: taken to need as many tasks as now, for want of armFactor." if unknown else ""
        )
        yield Proposal(
            "graviton",
            f"Graviton for {listed(patch, 'and')}",
            {"topology": {"services": patch}},
            f"The same sizes cost about a fifth less on Graviton. {need}{same}",
            "AWS Fargate and Amazon EC2 pricing, Linux/ARM",
            group="architecture",
        )


def _factor(case: Case, name: str) -> Decimal | None:
    work = case.workload.services.get(name)
    return work.arm_factor if work else None
