"""A service beside what a test is about: what consumes, mounts, reads."""

from collections.abc import Mapping
from typing import Any

from costing import estimate, price_book
from costing.bill import Bill
from infra.model.stack import Tier
from tests.support.bills import REGION, TODAY, sections_of

WORKER: dict[str, Any] = {
    "kind": "fargate",
    "cpuUnits": 256,
    "memoryMib": 512,
    "containers": {"app": {"image": "public.ecr.aws/docker/library/python:3.13"}},
    "uses": {"queue.jobs": "consume"},
    "scaling": {"min": 1, "max": 3, "policy": {"kind": "cpu"}},
}
"""One to three tasks that take messages from a queue called jobs."""


def bill_with(
    topology: Mapping[str, Any], service: Mapping[str, Any], known: Mapping[str, Any], **workload: Any
) -> Bill:
    """Return the bill of a topology with one service called worker, whatever the rules of services say of it."""
    whole = {**topology, "services": {"worker": dict(service)}}
    usage = workload.pop("usage", {})
    sections = sections_of(whole, workload={**workload, "services": {"worker": dict(known)}}, usage=usage)
    return estimate.bill(Tier("base", None, sections), price_book.load(REGION), TODAY)
