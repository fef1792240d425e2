"""Every tier in every region that the project has a price book for: what it costs, or which price is missing."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from costing import price_book, stack_file
from costing.bill import Bill
from costing.estimate import estimate
from infra.aws_rules.regions import ZONE_LETTERS
from infra.model.door import Asked, read
from infra.model.problems import ConfigError
from tests.support.stacks_tiers import FILES, first_of


class Abroad(NamedTuple):
    """A stack file read for another region.

    Attributes:
        stack, region: which file, where.
        bills: of every tier, by name; empty where the config is refused there.
        refused: the problems of the config in that region.
    """

    stack: str
    region: str
    bills: dict[str, Bill]
    refused: tuple[str, ...]

    @property
    def missing(self) -> list[str]:
        """The keys of the price book that some tier lacks."""
        return sorted({one.item for bill in self.bills.values() for one in bill.missing})

    def __str__(self) -> str:
        """Return one row: how many tiers have a total, and what the others lack."""
        place = f"{self.region} {self.stack}:"
        if self.refused:
            return f"{place} refused: {'; '.join(self.refused)}"
        priced = sum(1 for bill in self.bills.values() if bill.total is not None)
        without = f", without {', '.join(self.missing)}" if self.missing else ""
        return f"{place} {priced} of {len(self.bills)} tiers priced{without}"


def abroad(today: date) -> Iterator[Abroad]:
    """Yield every stack file in every region; zones, whose names are of one region, are counted instead."""
    for region in sorted(ZONE_LETTERS):
        book = price_book.load(region)
        for file in FILES:
            case, document = first_of(file), _without_places(stack_file.read(file).document)
            try:
                stack = read(document, Asked(case.stack, region, today))
            except ConfigError as error:
                yield Abroad(case.stack, region, {}, tuple(str(problem) for problem in error.problems))
                continue
            yield Abroad(case.stack, region, dict(estimate(stack, book, today).bills), ())


def _without_places(document: Any) -> Any:
    """Return the config with a number of zones instead of their names."""
    network = dict(document["topology"]["network"])
    if isinstance(network.get("availabilityZones"), list):
        network["availabilityZones"] = len(network["availabilityZones"])
    return {**document, "topology": {**document["topology"], "network": network}}
