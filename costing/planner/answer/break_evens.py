"""Where one way begins to cost less than another: exact crossings of what both cost, from the prices of the region.

Each is a ratio of prices, so it is a fraction and no estimate. A crossing that the region has no prices for is left
out.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

from costing.errors import MissingPrice
from costing.planner.answer.case import Case
from costing.price_book import PriceBook
from costing.units import HOURS
from infra.aws_rules import ec2
from infra.aws_rules.vpc import GATEWAY_ENDPOINTS
from infra.model.database import InstanceDatabase
from infra.model.services import Job

NAT_HOUR, NAT_GB = "nat.gateway-hour", "nat.gateway-gb"
ENDPOINT_HOUR, ENDPOINT_GB = "vpc.interface-endpoint-hour", "vpc.interface-endpoint-gb.first-1pb"
ADDRESS_HOUR = "vpc.public-ipv4.in-use-hour"
ACU_HOUR = "aurora.serverless-v2.acu-hour"
ARCHITECTURES = {"x86_64": "fargate.linux-x86", "arm64": "fargate.linux-arm"}
FAMILIES = {"x86_64": ("m7i.large", "c7i.large", "r7i.large"), "arm64": ("m7g.large", "c7g.large", "r7g.large")}
"""Types with processors of their own, of today's generation: what a vCPU of Fargate is compared with."""


class BreakEven(NamedTuple):
    """From `at` on, in `unit`, what `sentence` says is so."""

    at: Fraction
    unit: str
    sentence: str


def break_evens(case: Case) -> Iterator[BreakEven]:
    """Yield every crossing that concerns a tier, in the region of the tier."""
    rules: tuple[Callable[[Case, PriceBook], Iterator[BreakEven]], ...] = (_endpoints, _machines, _plans, _database)
    for rule in rules:
        try:
            yield from rule(case, case.book)
        except MissingPrice:
            continue


def _usd(book: PriceBook, item: str) -> Fraction:
    return Fraction(book.price(item).usd)


def _endpoints(case: Case, book: PriceBook) -> Iterator[BreakEven]:
    """An endpoint costs by the hour and zone what a NAT gateway charges by the GB."""
    topology, hours = case.sections.topology, Fraction(HOURS)
    zones = topology.network.zone_count
    endpoint, saved = hours * zones * _usd(book, ENDPOINT_HOUR), _usd(book, NAT_GB) - _usd(book, ENDPOINT_GB)
    gateway = hours * (_usd(book, NAT_HOUR) + _usd(book, ADDRESS_HOUR))
    yield BreakEven(endpoint / saved, "GB a month", f"an interface endpoint in {zones} zones pays beside a NAT gateway")
    closed = next((s for s in case.home.sites if s.ground.situation.egress.name == "endpoints only"), None)
    needed = closed.ground.situation.endpoints.required if closed else ()
    count = sum(name not in GATEWAY_ENDPOINTS for name in needed)
    if count:
        yield BreakEven(
            max(Fraction(0), (count * endpoint - gateway) / saved),
            "GB a month",
            f"{count} endpoints in {zones} zones instead of one NAT gateway pay",
        )


def _machines(case: Case, book: PriceBook) -> Iterator[BreakEven]:
    """Instances beat Fargate once they are packed above the ratio of their prices."""
    if all(isinstance(service, Job) for service in case.sections.topology.services.values()):
        return
    for architecture in case.sections.requirements.architectures:
        fargate = ARCHITECTURES[architecture]
        for name in FAMILIES[architecture]:
            found = ec2.find(name)
            if found is None or not book.has(f"ec2.linux.{name}"):
                continue
            memory = Fraction(found.memory_mib, 1024)
            same = found.vcpu * _usd(book, f"{fargate}.vcpu-hour") + memory * _usd(book, f"{fargate}.gb-hour")
            share = _usd(book, f"ec2.linux.{name}") / same * 100
            yield BreakEven(share, "% packed", f"{name} costs less than Fargate of its size")


def _plans(case: Case, book: PriceBook) -> Iterator[BreakEven]:
    """A commitment pays once what it covers runs for more than the ratio of the rates."""
    for architecture in case.sections.requirements.architectures if case.sections.topology.services else ():
        item = f"{ARCHITECTURES[architecture]}.vcpu-hour"
        for years in (1, 3):
            plan = f"{item}.compute-sp-{years}yr-no-upfront"
            if book.has(plan):
                share = _usd(book, plan) / _usd(book, item) * 100
                yield BreakEven(share, "% of the month", f"a {years}-year Savings Plan for Fargate {architecture} pays")


def _database(case: Case, book: PriceBook) -> Iterator[BreakEven]:
    """A reservation pays above the ratio of its rate; Aurora Serverless below the ACU that the class costs."""
    database = case.sections.topology.database
    if not isinstance(database, InstanceDatabase):
        return
    name = f"{'multi-az' if database.multi_az else 'single-az'}.{database.instance_class}"
    hour = _usd(book, f"rds.postgres.{name}")
    reserved = f"rds.postgres.reserved.1yr-no-upfront.{name}"
    if book.has(reserved):
        share = _usd(book, reserved) / hour * 100
        yield BreakEven(share, "% of the month", f"a 1-year reservation of {database.instance_class} pays")
    sentence = f"ACU on average, {database.instance_class} costs less than Aurora Serverless, storage and I/O apart"
    yield BreakEven(hour / _usd(book, ACU_HOUR), "", sentence)
